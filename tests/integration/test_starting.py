"""`reading-list new`: a list that works as it is, and never over something else."""

import compileall
import json
import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from build import folder_bytes, write
from command import run
from packaging.requirements import InvalidRequirement, Requirement
from shell import git

from generator import cli, project
from generator.cli import new_list
from generator.cli.new_list import PLACEHOLDER, requirement
from generator.store.fields import PAPER
from generator.store.git import BRANCH

ROOT = Path(__file__).parents[2]
NEW = ROOT / "templates" / "new"

FILES = sorted([
    ".editorconfig", ".gitattributes", ".gitignore", ".vscode/extensions.json",
    ".vscode/settings.json", "schemas/paper.schema.json", "schemas/path.schema.json",
    "schemas/topics.schema.json",
    "schemas/excluded.schema.json", "schemas/people.schema.json", "excluded.yml",
    "people.yml",
    ".github/dependabot.yml", "CONTRIBUTING.md", "README.md", "docs/home.md", "mkdocs.yml",
    "papers/attention-is-all-you-need.yml", "requirements.txt", "topics.yml",
    ".github/ISSUE_TEMPLATE/paper.yml", ".github/comment.py", ".github/github.py",
    ".github/links.py", ".github/new_papers.py", ".github/propose.py", ".github/refresh.py",
    ".github/suggestion.py",
    ".github/workflows/comment.yml", ".github/workflows/links.yml",
    ".github/workflows/publish.yml", ".github/workflows/pull-request.yml",
    ".github/workflows/refresh.yml", ".github/workflows/suggestion.yml",
    ".github/workflows/watch.yml", "action.yml",
])  # fmt: skip


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A new list."""
    result = run("new", "--no-git", tmp_path / "deep" / "list")
    assert result.exit_code == 0, result.output
    assert [line for line in result.stdout.splitlines() if line.startswith("write ")]
    return tmp_path / "deep" / "list"


def test_a_new_list_has_what_a_list_needs(fresh: Path) -> None:
    assert sorted(folder_bytes(fresh)) == FILES
    loaded = project.load(project.find(fresh / "mkdocs.yml"))
    assert len(loaded.catalog.papers) == 1
    assert len(loaded.catalog.topics) == 3


def test_a_new_list_passes_check_without_a_warning_and_is_canonical(fresh: Path) -> None:
    checked = run("check", "--config", fresh / "mkdocs.yml")
    assert checked.exit_code == 0
    assert "error[" not in checked.stdout
    assert "warning[" not in checked.stdout
    assert run("fmt", "--check", "--config", fresh / "mkdocs.yml").exit_code == 0


def test_a_new_lists_guide_names_fields_that_papers_have(fresh: Path) -> None:
    text = (fresh / "CONTRIBUTING.md").read_text("utf-8")
    line = next(line for line in text.splitlines() if "Other fields" in line)
    named = set(re.findall(r"`([a-z]+)`", line.replace("`de`", "")))
    assert "language" in named
    assert named < {field.name for field in PAPER}


@pytest.mark.slow
def test_a_new_list_builds_strictly(fresh: Path) -> None:
    completed = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=fresh, capture_output=True,
        text=True, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert completed.returncode == 0, completed.stderr
    page = fresh / "site" / "papers" / "attention-is-all-you-need" / "index.html"
    assert "Attention Is All You Need" in page.read_text("utf-8")
    assert "Papers we read" in (fresh / "site" / "index.html").read_text("utf-8")


@pytest.mark.slow
def test_a_strict_build_refuses_errors_even_where_it_may_not_say_so(fresh: Path) -> None:
    write(fresh / "papers" / "bad.yml", "title: A\nvenue: TBA\n")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    completed = subprocess.run(command, cwd=fresh, capture_output=True, text=True, check=False)
    assert completed.returncode == 1  # MkDocs itself counts no warnings when it is quiet
    assert "1 error in the list. See `reading-list check`" in completed.stderr


@pytest.mark.slow
def test_another_theme_is_refused_in_one_line(fresh: Path) -> None:
    write(fresh / "mkdocs.yml", "site_name: A\nplugins: [reading-list]\n")
    command = [sys.executable, "-m", "mkdocs", "build"]
    completed = subprocess.run(command, cwd=fresh, capture_output=True, text=True, check=False)
    assert completed.returncode == 1
    assert "the pages need the theme material" in completed.stderr
    assert "Traceback" not in completed.stderr


def lists_without_papers(folder: Path) -> list[str]:
    """Those of which `check` warns; it finds no error."""
    checked = run("check", "--config", folder / "mkdocs.yml")
    assert checked.exit_code == 0, checked.output
    return re.findall(r"warning\[empty-list\] the list '(.+?)'", checked.output)


def test_a_site_can_start_with_several_lists(tmp_path: Path) -> None:
    odd = "Systems: \u201ca\u201d & 'b' #1"
    result = run("new", "--no-git", tmp_path, "--list", "vision", "--list", f"2024={odd}")
    assert "reading-list add --list vision ID" in result.stdout
    assert lists_without_papers(tmp_path) == ["2024"]
    loaded = project.load(project.find(tmp_path / "mkdocs.yml"))
    assert [(each.id, each.name) for each in loaded.catalog.collections] == [
        ("vision", "Vision"), ("2024", odd)
    ]  # fmt: skip
    assert [paper.collection for paper in loaded.catalog.papers] == ["vision"]
    assert "  - Lists: lists/index.md\n" in (tmp_path / "mkdocs.yml").read_text("utf-8")
    assert "`papers/<list>/<id>.yml`" in (tmp_path / "CONTRIBUTING.md").read_text("utf-8")
    assert run("fmt", "--check", "--config", tmp_path / "mkdocs.yml").exit_code == 0


@pytest.mark.parametrize("lists", [("Vision",), ("a", "a=B"), ("index",), ("",)])
def test_a_list_without_an_id_of_its_own_is_refused(tmp_path: Path, lists: tuple[str, ...]) -> None:
    options = [part for each in lists for part in ("--list", each)]
    assert run("new", tmp_path / "list", *options).exit_code == 2
    assert not (tmp_path / "list").exists()


def test_a_list_is_divided_and_gets_one_more_as_the_guide_says(fresh: Path) -> None:
    guide = (ROOT / "docs" / "guide" / "several-lists.md").read_text("utf-8")
    lines = re.search(r"```text\n(.+?)```", guide, re.DOTALL)[1]  # type: ignore[index]
    example = re.sub("^    ", "", lines, flags=re.MULTILINE)
    settings = fresh / "mkdocs.yml"
    text = settings.read_text("utf-8")
    plain = "plugins:\n  - search\n  - reading-list\n"
    assert plain in text
    write(settings, text.replace(plain, example))
    (fresh / "papers" / "systems").mkdir()
    for path in (fresh / "papers").glob("*.yml"):
        path.rename(path.parent / "systems" / path.name)
    assert lists_without_papers(fresh) == ["vision"]
    line = re.search(r"to `lists` in `mkdocs.yml`: `(.+?)`", guide)[1]  # type: ignore[index]
    write(settings, settings.read_text("utf-8").replace(
        "        systems:\n", f"        {line}\n        systems:\n"))  # fmt: skip
    write(fresh / "in.bib", "@misc{a, title={A Paper of Databases}, author={Ann Lee}}")
    imported = run("import", "--config", settings, "--list", line.partition(":")[0],
                   fresh / "in.bib")  # fmt: skip
    assert imported.exit_code == 0, imported.output
    assert lists_without_papers(fresh) == ["vision"]


def test_an_empty_folder_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "--no-git", ".").exit_code == 0
    assert sorted(folder_bytes(tmp_path)) == FILES


def test_what_pip_compiles_of_the_templates_is_no_part_of_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (".github", ".vscode"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "action.yml", tmp_path)
    assert compileall.compile_dir(tmp_path / ".github", quiet=1)
    assert list(tmp_path.rglob("*.pyc"))
    monkeypatch.setattr(new_list, "RESOURCE_ROOT", tmp_path)
    assert [*new_list.new_files("x")] == FILES


def test_a_new_list_is_a_git_repository_on_the_branch_that_is_published(tmp_path: Path) -> None:
    result = run("new", tmp_path / "list")
    assert "start a git repository\n" in result.stdout
    assert git(tmp_path / "list", "symbolic-ref", "HEAD") == "refs/heads/main"
    assert f"branches: [{BRANCH}]" in (
        tmp_path / "list" / ".github" / "workflows" / "publish.yml"
    ).read_text("utf-8")


@pytest.mark.parametrize("option", ["--git", "--no-git"])
def test_no_repository_is_started_inside_another_or_where_none_is_wanted(
    tmp_path: Path, option: str
) -> None:
    if option == "--git":
        git(tmp_path, "init", "-q")
    result = run("new", option, tmp_path / "deep" / "list")
    assert result.exit_code == 0
    assert "git repository" not in result.stdout
    assert not (tmp_path / "deep" / "list" / ".git").exists()


def test_a_clone_of_an_empty_repository_will_do(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert run("new", tmp_path).exit_code == 0
    assert (tmp_path / "mkdocs.yml").is_file()


def test_a_machine_without_git_gets_a_list_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    result = run("new", tmp_path / "list")
    assert result.exit_code == 0
    assert "git repository" not in result.stdout


def test_a_repository_of_the_shell_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "theirs"))
    assert "start a git repository" in run("new", tmp_path / "list").stdout
    assert (tmp_path / "list" / ".git").is_dir()
    assert not (tmp_path / "theirs").exists()


def test_every_file_is_checked_out_with_the_same_line_ends(tmp_path: Path) -> None:
    run("new", tmp_path / "list")
    git(tmp_path / "list", "add", "-A")
    git(tmp_path / "list", "commit", "-q", "-m", "all")
    git(tmp_path, "-c", "core.autocrlf=true", "clone", "-q", "list", "copy")
    paths = [path for path in FILES if b"\r" in (tmp_path / "copy" / path).read_bytes()]
    assert paths == []


def test_the_next_steps_are_commands_that_an_installation_with_pipx_has(fresh: Path) -> None:
    next_steps = run("new", "--no-git", fresh.parent / "other").stdout.partition("Next")[2]
    named = set(re.findall(r"reading-list (\w+)", next_steps))
    assert named == {"serve", "add", "import", "check"}
    assert named <= {*cli.main.list_commands(click.Context(cli.main))}
    assert "mkdocs" not in next_steps


def test_a_new_list_has_the_schemas_that_its_editor_settings_name(fresh: Path) -> None:
    settings = json.loads((fresh / ".vscode" / "settings.json").read_text("utf-8"))
    for schema, pattern in settings["yaml.schemas"].items():
        assert json.loads((fresh / schema).read_text("utf-8"))["$schema"]
        has_files = bool(list(fresh.glob(pattern)))
        assert has_files == (pattern != "paths/*.yml")  # a new list has no reading paths
    for name in ("paper", "topics"):
        schema_text = (fresh / "schemas" / f"{name}.schema.json").read_text("utf-8")
        assert schema_text == run("schema", name).stdout


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "mkdocs.yml"])
def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, "mine")
    result = run("new", tmp_path)
    assert result.exit_code == 1
    assert "is not empty" in result.stderr
    assert folder_bytes(tmp_path) == {name: b"mine"}


def test_a_file_in_the_way_is_wrong_usage(tmp_path: Path) -> None:
    path = write(tmp_path / "list", "mine")
    assert run("new", path).exit_code == 2
    assert run("new").exit_code == 2
    assert path.read_text("utf-8") == "mine"


def requirement_of(folder: Path) -> str:
    """The one line of a list's requirements that is no comment."""
    lines = (folder / "requirements.txt").read_text("utf-8").splitlines()
    (line,) = [line for line in lines if not line.startswith("#")]
    return line


@pytest.mark.slow
def test_a_new_list_installs_nothing_until_its_editors_say_what(tmp_path: Path) -> None:
    result = run("new", tmp_path / "list")
    assert requirement_of(tmp_path / "list") == PLACEHOLDER
    assert "- edit the last line of requirements.txt" in result.stdout
    command = [sys.executable, "-m", "pip", "install", "-r", "requirements.txt"]
    completed = subprocess.run(
        [*command, "--no-index"], cwd=tmp_path / "list", capture_output=True, text=True, check=False
    )
    assert completed.returncode == 1
    assert "Invalid requirement" in completed.stderr  # refused as text: no index or host was asked
    assert "requirements.txt" in completed.stderr
    with pytest.raises(InvalidRequirement):
        Requirement(PLACEHOLDER)


def test_a_commit_that_a_list_was_made_with_is_what_it_installs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = {"vcs": "git", "requested_revision": "main", "commit_id": "a" * 40}
    direct_url = json.dumps({"url": "https://example.org/team/reading-list", "vcs_info": commit})
    installed = SimpleNamespace(read_text={"direct_url.json": direct_url}.get)
    monkeypatch.setattr(metadata, "distribution", lambda _: installed)
    result = run("new", "--no-git", tmp_path / "list")
    line = f"reading-list @ git+https://example.org/team/reading-list@{'a' * 40}"
    assert requirement_of(tmp_path / "list") == line
    assert Requirement(line).url
    assert "requirements.txt" not in result.stdout.partition("Next")[2]


COMMIT = {"vcs": "git", "commit_id": "a" * 40}


@pytest.mark.parametrize(
    "direct_url",
    [
        None,  # from a package index: whoever owns the name on another one would be installed
        {"url": "file:///home/me/reading-list", "dir_info": {"editable": True}},
        {"url": "file:///home/me/reading_list-0.1.0-py3-none-any.whl", "archive_info": {}},
        {"url": "file:///home/me/reading-list", "vcs_info": COMMIT},
        {"url": "https://example.org/r", "vcs_info": {**COMMIT, "commit_id": "main"}},
        {"url": "https://example.org/r", "vcs_info": {"vcs": "git"}},
        {"url": "https://example.org/r", "vcs_info": {**COMMIT, "vcs": "hg"}},
    ],
)
def test_a_requirement_is_never_a_guess(direct_url: dict[str, object] | None) -> None:
    assert requirement(json.dumps(direct_url) if direct_url else None) == PLACEHOLDER


def test_no_file_of_a_list_or_of_the_docs_has_a_name_that_others_can_take() -> None:
    files = [*NEW.rglob("*"), *(ROOT / ".github").rglob("*"), *(ROOT / "docs").rglob("*.md")]
    files += [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "action.yml", "mkdocs.yml")]
    texts = {p: p.read_text("utf-8") for p in files if p.is_file() and p.suffix != ".pyc"
             and not {"assets", ".mypy_cache"} & {*p.parts}}  # fmt: skip
    assert len(texts) > 40
    for path, text in texts.items():
        owners = re.findall(r"(?:github\.com/|uses: )([^/\n]+)/reading-list\b", text)
        assert {*owners} <= {"<your team>", "YOUR--TEAM"}, path  # no account can have these
        assert not re.search(r"your-team|reading-list==|pipx? install reading-list", text), path
        assert not re.search(r"^\s*rev: (?!<)", text, re.MULTILINE), path  # no tag exists yet
