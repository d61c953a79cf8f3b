"""The documentation tells of everything there is, and nothing that is not."""

import ast
import json
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from generator import checks, project, store
from generator.cli import main
from generator.ingest.readers import READERS
from generator.ingest.readers.json_list import JsonList
from generator.mkdocs_plugin.options import Options
from generator.model import LINK_KINDS, STATUSES, Catalog
from generator.site import settings
from generator.site.formats.json_data import papers_json
from generator.site.views.groups import (
    MAX_ORGANIZATIONS_WITH_FILES,
    MAX_ORGANIZATIONS_WITH_PAGES,
    MAX_PEOPLE_WITH_FILES,
    MAX_PEOPLE_WITH_PAGES,
)
from generator.store.fields import EXCLUSION, ORGANIZATION, PAPER, PERSON, SOURCE, TOPIC
from generator.suggest.topics import topic_suggester

ROOT = Path(__file__).parents[2]
LIST = ROOT / "tests" / "data" / "list"
DOCS = ROOT / "docs"
GUIDE = DOCS / "guide"
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")]
PAGES += sorted(DOCS.rglob("*.md"))
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
SKIPPED = {"site", "dist", "build", "__pycache__", "node_modules"}
_BLOCK = re.DOTALL | re.MULTILINE
KEPT = {".ci", ".github", ".gitignore"}


def text_of(page: Path) -> str:
    """The text of a page."""
    return page.read_text("utf-8")


def named(page: Path, under: str = "") -> set[str]:
    """The words a page sets as code, on the whole page or below one heading."""
    text = text_of(page)
    if under:
        mark = re.search(rf"^(#+) {re.escape(under)}$", text, re.MULTILINE)
        assert mark, f"{page.name} has no heading {under!r}"
        text = re.split(rf"^#{{1,{len(mark[1])}}} ", text[mark.end() :], flags=re.MULTILINE)[0]
    return set(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=_BLOCK)))


def fences(page: Path, language: str) -> list[str]:
    """The fenced blocks of a language on a page."""
    return re.findall(rf"^```{language}\n(.*?)^```", text_of(page), _BLOCK)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command of the command line."""
    assert isinstance(main, click.Group)
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {below}", each) for below, each in command.commands.items())


def options(command: click.Command) -> set[str]:
    """Every way to spell an option of a command, help included."""
    context = click.Context(command, help_option_names=["-h", "--help"])
    return {name for param in command.get_params(context) if isinstance(param, click.Option)
            for name in (*param.opts, *param.secondary_opts)}  # fmt: skip


def codes() -> set[str]:
    """Every code of a finding that the package makes, read from its source."""
    makers = {"finding", "error", "warn", "report", "problem"}
    found = {check.code for check in checks.CHECKS} | set(checks.READING_SUMMARIES)
    for module in sorted((ROOT / "generator").rglob("*.py")):
        for node in ast.walk(ast.parse(text_of(module))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            codes: list[ast.expr] = [word.value for word in node.keywords if word.arg == "code"]
            codes += node.args[:1] if name in makers else []
            for value in codes:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    found.add(value.value)
    return found


def keys(value: object) -> set[str]:
    """Every key in a JSON value, at any depth."""
    if isinstance(value, dict):
        return {*value, *(key for item in value.values() for key in keys(item))}
    return {key for item in value for key in keys(item)} if isinstance(value, list) else set()


def repository() -> Iterator[Path]:
    """Every file of the project, generated ones and caches aside."""
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [
            name for name in folders
            if name in KEPT or not (name.startswith(".") or name in SKIPPED or "egg-info" in name)
        ]  # fmt: skip
        yield from (Path(folder) / name for name in files if name in KEPT or name[0] != ".")


@pytest.fixture
def example() -> str:
    """The complete example of a paper file."""
    return fences(GUIDE / "papers.md", "yaml")[0]


def test_every_command_has_a_section_with_all_its_options_and_no_others() -> None:
    for name, command in commands():
        section = named(GUIDE / "commands.md", f"reading-list {name}")
        documented = {word for word in section if word.startswith("-") and word != "-"}
        documented -= {"--include-deps"}
        assert documented == options(command), name


def test_every_documented_command_exists() -> None:
    sections = re.findall(r"^## reading-list (.+)$", text_of(GUIDE / "commands.md"), re.MULTILINE)
    assert sorted(sections) == sorted(name for name, _ in commands())


def test_the_options_of_the_whole_program_are_documented() -> None:
    for option in options(main):
        assert any(option in word.split() for word in named(GUIDE / "commands.md")), option


def test_every_exit_status_is_documented() -> None:
    rows = re.findall(r"^\| (\d) \|", text_of(GUIDE / "commands.md"), re.MULTILINE)
    assert rows == ["0", "1", "2"]


@pytest.mark.slow
def test_every_code_of_a_finding_is_explained_and_no_other() -> None:
    lines = re.findall(r"^- `([a-z0-9-]+)` \(", text_of(GUIDE / "checks.md"), re.MULTILINE)
    assert set(lines) == codes()


def test_the_severity_of_every_check_is_the_documented_one() -> None:
    page = text_of(GUIDE / "checks.md")
    for check in checks.CHECKS:
        assert f"- `{check.code}` ({check.severity}): " in page


def test_every_option_of_the_plugin_is_documented_with_its_default() -> None:
    page = text_of(GUIDE / "site.md")
    defaults = {**settings.OPTION_DEFAULTS, "lists": "{}"}
    assert {name for name, _ in Options._schema} == set(defaults)  # noqa: SLF001
    for name, default in defaults.items():
        assert f"      {name}: {default}\n" in page
        assert f"| `{name}` |" in page


def test_every_template_is_named() -> None:
    found = {path.relative_to(ROOT / "templates").as_posix()
             for path in (ROOT / "templates").rglob("*")
             if path.is_file() and ROOT / "templates" / "new" not in path.parents}  # fmt: skip
    assert found <= named(GUIDE / "site.md", "Change the look")


def test_every_reader_is_documented() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", text_of(GUIDE / "importing.md"), re.MULTILINE)
    assert set(READERS) <= set(rows)
    assert set(READERS) <= named(GUIDE / "commands.md")


def test_every_field_of_a_paper_is_documented() -> None:
    assert {field.name for field in PAPER} <= named(GUIDE / "papers.md", "Fields")
    assert {field.name for field in ORGANIZATION} <= named(GUIDE / "papers.md", "Fields")
    assert {field.name for field in SOURCE} <= named(GUIDE / "papers.md", "Sources")
    assert {*STATUSES, *LINK_KINDS} <= named(GUIDE / "papers.md", "Fields")


def test_every_field_of_a_topic_is_documented() -> None:
    assert {field.name for field in TOPIC} <= named(GUIDE / "topics.md")


def test_every_field_of_an_excluded_paper_is_documented() -> None:
    page = GUIDE / "importing.md"
    assert {field.name for field in EXCLUSION} <= named(page, "Leave a paper out")
    (example,) = (text for text in fences(page, "yaml") if "reason:" in text)
    excluded, findings = store.read_exclusions(example, page.name)
    assert len(excluded) == 3
    assert findings == []


def test_every_field_of_a_person_is_documented() -> None:
    page = GUIDE / "people.md"
    assert {field.name for field in PERSON} <= named(page, "Tell the site more")
    (example,) = fences(page, "yaml")
    people, findings = store.read_people(example, page.name)
    assert len(people) == 3
    assert findings == []
    text = text_of(page)
    for count in (MAX_PEOPLE_WITH_PAGES, MAX_ORGANIZATIONS_WITH_PAGES, MAX_PEOPLE_WITH_FILES,
                  MAX_ORGANIZATIONS_WITH_FILES):  # fmt: skip
        assert f"{count:,} " in text


def test_the_numbers_of_suggestions_are_the_documented_ones() -> None:
    page = text_of(GUIDE / "topics.md")
    assert topic_suggester.MAX_TOPICS_PER_PAPER == 4
    assert "At most four topics" in page
    assert topic_suggester.MIN_PROBABILITY == 0.88
    assert "0.88" in page


def test_every_field_of_the_json_reader_is_documented() -> None:
    source = text_of(ROOT / "generator" / "ingest" / "readers" / "json_values.py")
    table = source[source.index("\nFIELD_READERS") :]
    fields = set(re.findall(r'^    "(\w+)":', table, re.MULTILINE))
    assert JsonList.name in READERS
    assert {"title", "links", "note"} <= fields
    assert fields <= named(GUIDE / "importing.md", "JSON lists")


def test_every_key_of_the_json_report_is_documented(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: List\n", "utf-8")
    paper = {"title": "A", "links": ["https://github.com/a/b"], "organization": "O", "odd": 1}
    (tmp_path / "list.json").write_text(json.dumps([paper]), "utf-8")
    arguments = ["import", "--json", "--config", str(tmp_path / "mkdocs.yml")]
    result = CliRunner().invoke(main, [*arguments, str(tmp_path / "list.json")])
    report: dict[str, Any] = json.loads(result.stdout)
    assert report["entries"]
    assert report["findings"]
    assert keys(report) <= named(GUIDE / "importing.md", "The JSON report")


def test_every_key_of_papers_json_is_documented(example: str) -> None:
    paper, _ = store.read_paper(example, "zero", "papers/zero.yml")
    assert paper
    written = json.loads(papers_json(Catalog(papers=(paper,)), {}, str))
    assert keys(written) <= named(GUIDE / "site.md", "papers.json")


@pytest.mark.parametrize("page", ["README.md", "docs/guide/papers.md"])
def test_examples_of_paper_files_are_read_without_a_finding(page: str) -> None:
    examples = fences(ROOT / page, "yaml")
    assert examples
    for text in examples:
        paper, findings = store.read_paper(text, "example", page)
        assert paper
        assert findings == []


@pytest.mark.slow
def test_the_examples_would_pass_check_in_the_list(example: str) -> None:
    listed = project.load(project.find(LIST / "mkdocs.yml")).catalog
    for text in (example, *fences(ROOT / "README.md", "yaml")):
        paper, _ = store.read_paper(text, "an-example", "papers/an-example.yml")
        assert paper
        assert listed.topics
        findings = checks.run(Catalog(papers=(*listed.papers, paper), topics=listed.topics))
        assert [f for f in findings if f.origin.source == "papers/an-example.yml"] == []


def test_the_examples_of_paper_files_have_every_field(example: str) -> None:
    examples = "".join(fences(GUIDE / "papers.md", "yaml"))
    for field in PAPER:
        assert re.search(rf"^{field.name}:", examples, re.MULTILINE), field.name
    for field in SOURCE:
        assert re.search(rf"^  [- ] {field.name}:", example, re.MULTILINE), field.name


def test_the_readme_has_two_commands_of_one_line_for_a_machine_with_only_python() -> None:
    serve, test = fences(ROOT / "README.md", "sh")
    for command in (serve, test):
        assert command.count("\n") == 1
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert serve.endswith("&& .venv/bin/mkdocs serve\n")
    assert "'.[test]'" in test
    assert test.endswith("&& .ci/dev test\n")


def test_the_commands_of_developers_are_documented_and_those_of_the_gate() -> None:
    script, gate = text_of(ROOT / ".ci" / "dev"), text_of(ROOT / ".ci" / "run")
    names = re.findall(r"^  (\w+)\)", script, re.MULTILINE)
    page = text_of(DOCS / "contributing" / "testing.md")
    assert re.findall(r"^\| `\.ci/dev (\w+)` \|", page, re.MULTILINE) == names
    assert {*re.findall(r"^\.ci/dev (\w+)", gate, re.MULTILINE)} == {"lint"}
    assert "python -m pytest -n auto --dist worksteal -m" in script


def test_every_dependency_has_a_decision() -> None:
    pyproject = tomllib.loads(text_of(ROOT / "pyproject.toml"))
    extras = pyproject["project"]["optional-dependencies"].values()
    requirements = [
        *pyproject["project"]["dependencies"],
        *(name for extra in extras for name in extra),
    ]
    requirements += pyproject["build-system"]["requires"]
    known = named(DOCS / "contributing" / "decisions.md", "What it is built with")
    for requirement in requirements:
        assert re.split(r"[\s<>=!~;\[]", requirement)[0] in known, requirement


@pytest.mark.parametrize("name", NAMES)
def test_links_between_pages_lead_to_files(name: str) -> None:
    page = ROOT / name
    paths = {"index.md", "timeline.md", "organizations.md", "health.md", "feed.xml"}
    paths |= {"people/index.md"}
    paths |= {"people/index.md"}
    paths |= {"feed.json", "picks.feed.xml", "picks.feed.json"}
    paths |= {"papers.json", "papers.bib", "papers/index.md", "topics/index.md", "tags/index.md"}
    text = re.sub(r"^```.*?^```|`[^`\n]*`", "", text_of(page), flags=_BLOCK)
    for target in re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", text):
        if "://" in target or target.startswith("../../actions/"):  # GitHub's own pages
            continue
        path, _, heading = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        if DOCS in found.parents and found.relative_to(DOCS).as_posix() in paths:
            continue
        assert found.is_file(), target
        if heading:
            heads = re.findall(r"^#+ (.+)$", text_of(found), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}
            assert heading in slugs, target


def test_every_page_is_in_the_navigation_except_the_home_text() -> None:
    nav = settings.read_settings(ROOT / "mkdocs.yml")["nav"]
    listed = set(re.findall(r"'([\w/.-]+\.md)'", repr(nav)))
    written = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
    assert written - listed == {settings.OPTION_DEFAULTS["home"]}


def test_no_file_tells_of_one_machine_or_of_unfinished_work() -> None:
    for path in repository():
        data = path.read_bytes()
        for word in (b"/" + b"work/", b"TO" + b"DO"):
            assert word not in data, f"{path.relative_to(ROOT)} has {word!r}"
