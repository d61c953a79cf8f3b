"""The command line: what it prints, its exit statuses, and that nothing makes it crash."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from build import DECEMBER, SEPTEMBER, folder_bytes, new_project, write
from command import run, run_process

from generator import __version__
from generator.cli import main
from generator.cli.group import COMMANDS, module_name
from generator.project import Project

GOOD = '[{"title": "Good", "year": 2020}]'
ROOT = Path(__file__).parents[2]
ENTRY_FIELDS = {
    "title", "abstract", "authors", "author_count", "organization", "published", "comments",
    "venue", "arxiv", "doi", "links", "topics", "tags", "id", "file", "outcome", "origin",
    "authors_incomplete", "author_names", "editors", "type", "issued", "volume", "issue", "pages",
    "number", "edition", "series", "publisher", "isbn", "url", "key", "language", "category",
    "publication_status",
}  # fmt: skip


@pytest.fixture
def reading_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A list without papers, in the current folder."""
    monkeypatch.chdir(tmp_path)
    return new_project(tmp_path)


def test_help_and_version_are_there() -> None:
    assert run("--version").output == f"reading-list, version {__version__}\n"
    assert isinstance(main, click.Group)
    for command in ((), *((name,) for name in COMMANDS)):
        result = run(*command, "-h")
        assert result.exit_code == 0
        assert result.output.startswith("Usage: ")


def test_the_listed_summary_of_each_command_is_that_of_its_help() -> None:
    context = click.Context(main)
    for name, summary in COMMANDS.items():
        command = main.get_command(context, name)
        assert command is not None
        assert command.get_short_help_str(limit=1000) == summary
        assert command.callback is not None
        assert command.callback.__module__ == module_name(name)


def test_every_module_with_a_command_is_listed() -> None:
    sources = (ROOT / "generator" / "cli").glob("*.py")
    adding = {each.stem for each in sources if "\n@main." in each.read_text("utf-8")}
    assert {f"generator.cli.{name}" for name in adding} == {*map(module_name, COMMANDS)}


def test_help_imports_click_and_what_corrects_a_mistyped_command() -> None:
    code = (
        "import sys; from generator.cli import main; main(['--help'], standalone_mode=False); "
        "names = sorted(m for m in sys.modules if m.startswith('generator.')); "
        "print(*names, 'yaml' in sys.modules)"
    )
    completed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    *_, imported = completed.stdout.splitlines()
    assert imported.split() == [
        "generator.cli", "generator.cli.group", "generator.text", "generator.text.did_you_mean",
        "False",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "args",
    [
        ("import",),
        ("import", "missing.txt"),
        ("import", "."),
        ("import", "good.json", "--reader", "none"),
        ("import", "good.json", "--captured", "9 Dec"),
        ("import", "good.json", "--added", "2024-02-30"),
        ("import", "good.json", "--config", "none.yml"),
        ("import", "good.json", "--config", "."),
        ("check", "extra"),
        ("check", "--config", "none.yml"),
        ("generate",),
        ("generate", "--output", "good.json"),
        ("nonsense",),
    ],
)
def test_wrong_usage_exits_with_2_and_writes_nothing(
    reading_list: Project, args: tuple[str, ...]
) -> None:
    write(Path("good.json"), GOOD)
    before = folder_bytes(reading_list.root)
    assert run(*args).exit_code == 2
    assert folder_bytes(reading_list.root) == before


def test_outside_of_a_list_every_command_exits_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "good.json", GOOD)
    for command in (("import", "good.json"), ("check",), ("generate", "--output", "out")):
        result = run(*command)
        assert result.exit_code == 2
        assert "no mkdocs.yml here or above" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["good.json"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "settings",
    [
        "", "- a\n", "a: [\n", "site_name: [a]\n", "site_url: {a: b}\n", "docs_dir: [a]\n",
        "site_description: 2024-13-45\n", "? [a]\n: b\n", "[" * 5000, "\x00",
        "plugins:\n  - reading-list:\n      papers: [a]\n",
    ],
)  # fmt: skip
def test_a_configuration_that_is_wrong_exits_with_2(reading_list: Project, settings: str) -> None:
    write(reading_list.root / "mkdocs.yml", settings)
    result = run("check")
    assert result.exit_code == 2
    assert result.stderr.startswith("reading-list: ")


@pytest.mark.parametrize(
    "settings",
    [
        "site_name: 5\nrepo_url:\n", "plugins: 5\n", "plugins:\n",
        "plugins:\n  - reading-list: 5\n",
        "plugins:\n  - reading-list:\n", "plugins:\n  reading-list: {papers: papers}\n",
        "plugins:\n  - 7\n  - {}\n  - search\n", "theme: !!python/name:os.system x\n",
    ],
)  # fmt: skip
def test_a_configuration_that_says_little_is_enough(reading_list: Project, settings: str) -> None:
    write(reading_list.root / "mkdocs.yml", settings)
    assert run("check").output.startswith("0 papers: 0 errors, 0 warnings\nno papers yet: ")


def test_the_papers_may_lie_in_another_folder(reading_list: Project) -> None:
    write(reading_list.root / "mkdocs.yml", "plugins:\n  - reading-list:\n      papers: list\n")
    write(Path("good.json"), GOOD)
    assert run("import", "good.json").exit_code == 0
    assert (reading_list.root / "list" / "good.yml").is_file()


def imported(*args: object, stdin: bytes | str = b"") -> tuple[int, dict[str, Any]]:
    """The exit status and the JSON of an import."""
    result = run("import", "--json", *args, stdin=stdin)
    data = json.loads(result.stdout)
    assert set(data) == {"captured", "entries", "findings", "sources"}
    return result.exit_code, data


@pytest.mark.slow
@pytest.mark.parametrize(
    ("captures", "entries", "new", "day"),
    [
        ((DECEMBER,), 58, 58, "2025-12-09"),
        ((SEPTEMBER,), 90, 90, None),
        ((DECEMBER, SEPTEMBER), 148, 120, None),
        ((SEPTEMBER, DECEMBER), 148, 120, None),
    ],
)
def test_a_dry_run_tells_all_and_writes_nothing(
    reading_list: Project, captures: tuple[Path, ...], entries: int, new: int, day: str | None
) -> None:
    before = folder_bytes(reading_list.root)
    status, found = imported("--dry-run", *captures)
    assert status == 0
    assert found["captured"] == day
    assert len(found["entries"]) == entries
    assert all(set(entry) == ENTRY_FIELDS for entry in found["entries"])
    outcomes = [entry["outcome"] for entry in found["entries"]]
    assert outcomes.count("new") == new
    assert set(outcomes) <= {"new", "changed"}
    assert len({entry["id"] for entry in found["entries"]}) == new
    assert [source["source"] for source in found["sources"]] == [str(path) for path in captures]
    places = [(entry["origin"]["source"], entry["origin"]["line"]) for entry in found["entries"]]
    assert len(set(places)) == entries
    assert folder_bytes(reading_list.root) == before


@pytest.mark.slow
def test_every_line_of_a_real_capture_is_accounted_for(reading_list: Project) -> None:
    for path in (DECEMBER, SEPTEMBER):
        _, found = imported("--dry-run", path)
        (source,) = found["sources"]
        lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
        assert sum(line["count"] for line in source["lines"]) == len(lines)


@pytest.mark.slow
def test_an_import_writes_what_its_dry_run_told(reading_list: Project) -> None:
    _, planned = imported("--dry-run", DECEMBER)
    status, done = imported(DECEMBER)
    assert (status, done) == (0, planned)
    assert {path.stem for path in reading_list.papers.iterdir()} == {
        e["id"] for e in done["entries"]
    }
    _, again = imported(DECEMBER)
    assert {entry["outcome"] for entry in again["entries"]} == {"unchanged"}


def test_the_report_for_people_names_every_file(reading_list: Project) -> None:
    write(Path("good.json"), '[{"title": "Good", "year": 2020}, {"title": "Better", "year": 2020}]')
    assert run("import", "good.json", "--dry-run").stdout == (
        "good.json: 2 papers; lines: 2 entry\nnew good.yml\nnew better.yml\n"
        "2 papers new, 0 changed, 0 unchanged (dry run: nothing written)\n"
    )
    assert "2 papers new" in run("import", "good.json").stdout
    assert run("import", "good.json").stdout.endswith("\n0 papers new, 0 changed, 2 unchanged\n")


def test_an_import_says_how_many_papers_have_no_day_of_addition(reading_list: Project) -> None:
    write(Path("good.json"), '[{"title": "Good", "year": 2020}, {"title": "Better", "year": 2020}]')
    command = ("import", "good.json", "--dry-run")
    assert "2 new papers without `added`" in run(*command).stderr
    assert "without `added`" not in run(*command, "--added", "2026-01-05").stderr


def test_standard_input_is_a_file_like_others(reading_list: Project) -> None:
    status, found = imported("-", stdin=GOOD)
    assert (status, found["entries"][0]["origin"]["source"]) == (0, "-")
    assert "file: standard-input" in (reading_list.papers / "good.yml").read_text("utf-8")
    assert imported("-", stdin="\ufeff" + GOOD)[1]["entries"][0]["outcome"] == "unchanged"


BAD = {
    "bad.json": b'[{"title": "Kept", "year": 2020}, {"title": 5}]',
    "latin.txt": b"caf\xe9",
    "empty.txt": b"",
}


@pytest.mark.parametrize("name", list(BAD))
def test_a_bad_file_is_refused_and_the_others_go_on(reading_list: Project, name: str) -> None:
    write(Path("good.json"), GOOD)
    Path(name).write_bytes(BAD[name])
    status, found = imported(name, "good.json")
    assert status == 1
    errors = [f for f in found["findings"] if f["severity"] == "error"]
    assert errors
    assert {f["source"] for f in errors} == {name}
    outcomes = {entry["title"]: entry["outcome"] for entry in found["entries"]}
    assert outcomes == {"Good": "new"} | ({"Kept": "refused"} if name == "bad.json" else {})
    assert [path.name for path in reading_list.papers.iterdir()] == ["good.yml"]


def test_only_a_table_may_be_in_another_encoding(reading_list: Project) -> None:
    table = "Title,Authors,DOI\nGrößen,Müller,10.1/2\n".encode("cp1252")
    for name in ("table.csv", "table.txt"):
        Path(name).write_bytes(table)
    status, result = imported("table.csv", "--dry-run")
    assert status == 0
    assert [entry["title"] for entry in result["entries"]] == ["Größen"]
    assert [found["code"] for found in result["findings"]][:1] == ["encoding-guessed"]
    status, result = imported("table.txt", "--dry-run")
    assert (status, [found["code"] for found in result["findings"]]) == (1, ["not-utf8"])


def test_keep_going_takes_what_is_readable(reading_list: Project) -> None:
    Path("bad.json").write_bytes(BAD["bad.json"])
    status, found = imported("bad.json", "--keep-going")
    assert status == 1
    assert [entry["outcome"] for entry in found["entries"]] == ["new"]
    assert [path.name for path in reading_list.papers.iterdir()] == ["kept.yml"]


@pytest.mark.slow
def test_a_day_that_the_capture_contradicts_is_an_error(reading_list: Project) -> None:
    result = run("import", DECEMBER, "--captured", "2025-09-17")
    assert result.exit_code == 1
    assert list(reading_list.papers.iterdir()) == []
    assert run("import", SEPTEMBER, "--captured", "2026-09-17").exit_code == 0
    first = min(reading_list.papers.iterdir()).read_text("utf-8")
    assert "captured: 2026-09-17\n" in first
    assert "added: 2026-09-17\n" in first


def test_the_day_of_joining_can_be_given(reading_list: Project) -> None:
    write(Path("good.json"), GOOD)
    assert run("import", "good.json", "--added", "2024-02-29").exit_code == 0
    assert "added: 2024-02-29\n" in (reading_list.papers / "good.yml").read_text("utf-8")


def test_a_list_with_errors_is_not_imported_into(reading_list: Project) -> None:
    write(reading_list.papers / "a.yml", "title: [A\n")
    write(Path("good.json"), GOOD)
    result = run("import", "good.json")
    assert result.exit_code == 1
    assert "papers/a.yml:1:8: error[yaml-syntax]" in result.stderr
    assert "nothing imported" in result.stderr
    assert [path.name for path in reading_list.papers.iterdir()] == ["a.yml"]


def test_check_prints_findings_and_counts(reading_list: Project) -> None:
    assert run("check").output.startswith("0 papers: 0 errors, 0 warnings\nno papers yet: ")
    write(reading_list.papers / "a.yml", "title: A title\n")
    warned = run("check")
    assert warned.exit_code == 0
    assert warned.output.endswith("1 paper: 0 errors, 1 warning\n")
    write(reading_list.papers / "b.yml", "title: A title\nabtract: B\n")
    failed = run("check")
    assert failed.exit_code == 1
    assert "papers/b.yml:2:1: error[unknown-key]" in failed.stdout
    assert "papers/b.yml:1:8: error[duplicate-title]" in failed.stdout


@pytest.mark.slow
def test_generate_writes_checks_and_refuses(reading_list: Project) -> None:
    new = ("generate", "--output", "out")
    write(reading_list.papers / "a.yml", "title: A\n")
    planned = run(*new, "--check")
    assert (planned.exit_code, Path("out").exists()) == (1, False)
    assert "would write papers/a.md" in planned.stdout
    assert run(*new).exit_code == 0
    assert (Path("out") / "papers" / "a.md").is_file()
    assert run(*new, "--check").exit_code == 0
    (reading_list.papers / "a.yml").rename(reading_list.papers / "b.yml")
    assert "would remove papers/a.md" in run(*new, "--check").stdout
    assert "remove papers/a.md" in run(*new).stdout
    write(Path("out") / "papers.json", "mine")
    assert run(*new).exit_code == 1
    assert (Path("out") / "papers.json").read_text("utf-8") == "mine"
    write(reading_list.papers / "b.yml", "titel: A\n")
    refused = run(*new)
    assert refused.exit_code == 1
    assert "nothing written" in refused.stderr


def test_templates_and_home_texts_that_are_no_text_are_told(reading_list: Project) -> None:
    (reading_list.root / "templates").mkdir()
    (reading_list.root / "templates" / "paper.md.j2").write_bytes(b"\xff")
    assert "paper.md.j2 is not UTF-8 text" in run("generate", "--output", "out").stderr


@pytest.mark.slow
def test_what_libraries_log_and_warn_of_is_not_printed(reading_list: Project) -> None:
    odd = r"$\sqrt\frac{a}{b}$ $\hat\frac12$ $\frac{\frac{\frac{$ \input{x} \foo{y} \"{} 100%"
    write(reading_list.papers / "odd.yml", f"title: 'Odd {odd}'\n")
    bibtex = f"@misc{{a, title = {{{odd}}}}}\n@string{{x=\n@misc{{b, a = {{x}} # y}}"
    write(reading_list.root / "odd.bib", bibtex)
    for command in (["check"], ["import", "--dry-run", "--keep-going", "odd.bib"]):
        lines = run_process(*command, PYTHONWARNINGS="always").stderr.decode().splitlines()
        assert all(line.startswith(("reading-list: ", "odd.bib:", "Looks")) for line in lines), (
            lines
        )
    program = (
        "import atexit, logging; from generator.cli import main;"
        "atexit.register(logging.getLogger('library').warning, 'noise'); main()"
    )
    completed = subprocess.run(
        [sys.executable, "-c", program, "check"], capture_output=True, check=False
    )
    assert b"noise" not in completed.stderr


@pytest.mark.slow
def test_a_template_that_raises_anything_is_one_line_and_no_traceback(
    reading_list: Project,
) -> None:
    (reading_list.root / "templates").mkdir()
    write(reading_list.root / "templates" / "papers.md.j2", "fine\n{{ 1 / 0 }}\n")
    message = "templates/papers.md.j2:2: ZeroDivisionError: division by zero"
    refused = run("generate", "--output", "out")
    assert refused.exit_code == 1
    assert refused.stderr == f"reading-list: {message}\n"
    write(
        reading_list.root / "mkdocs.yml", "site_name: A\nplugins: [reading-list]\ntheme: material\n"
    )
    (reading_list.root / "docs").mkdir()
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"], cwd=reading_list.root, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 1
    assert message in built.stderr
    assert "Traceback" not in built.stderr


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("impotr", "'impotr'; did you mean 'import'?"),
        ("merge-f", "'merge-f'; did you mean 'merge-file'?"),
        ("zzz", "'zzz'."),
    ],
)
def test_a_mistyped_command_gets_a_suggestion(typed: str, answer: str) -> None:
    result = run(typed)
    assert result.exit_code == 2
    assert result.stderr.endswith(f"Error: No such command {answer}\n")


@pytest.mark.slow
def test_an_import_depends_on_its_input_alone(tmp_path: Path) -> None:
    outputs = []
    for zone, seed in (("Pacific/Kiritimati", "1"), ("Etc/GMT+12", "2")):
        root = tmp_path / seed
        root.mkdir()
        new_project(root)
        args = ("import", SEPTEMBER, "--config", root / "mkdocs.yml")
        completed = run_process(*args, TZ=zone, PYTHONHASHSEED=seed)
        assert completed.returncode == 0, completed.stderr
        outputs.append(folder_bytes(root / "papers"))
        generated = run_process(
            "generate", "--output", root / "out", "--config", root / "mkdocs.yml",
            TZ=zone, PYTHONHASHSEED=seed,
        )  # fmt: skip
        assert generated.returncode == 0, generated.stderr
        outputs.append(folder_bytes(root / "out"))
    assert len(outputs[0]) > 40
    assert outputs[0] == outputs[2]
    assert outputs[1] == outputs[3]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("1811.06965", "reading-list add arXiv:1811.06965"),
        ("arXiv:1811.06965v2", "reading-list add arXiv:1811.06965"),
        ("https://arxiv.org/abs/1811.06965", "reading-list add arXiv:1811.06965"),
        ("cs/9901001", "reading-list add arXiv:cs/9901001"),
        ("10.1145/3620665.3640368", "reading-list add doi:10.1145/3620665.3640368"),
        ("https://doi.org/10.1145/3620665", "reading-list add doi:10.1145/3620665"),
        ("https://example.org/paper", "the BibTeX entry that the page offers"),
    ],
)
def test_importing_what_names_a_paper_but_is_no_file_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("import", name)
    assert result.exit_code == 2
    assert f"cannot read {name}: " in result.stderr
    assert "Import reads files and does not use the network" in result.stderr
    assert words in result.stderr
    assert "network" not in run("import", "list.bib").stderr
