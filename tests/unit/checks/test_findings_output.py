"""How findings are printed: source lines with carets, many of a kind cut short, nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from build import new_project, write
from command import run

from generator.checks import report
from generator.cli.findings import MAX_FILE_LINES
from generator.model import Finding, Origin, Severity
from generator.project import Project

PAPER = "title: A\ntopics: [memory-efficiency]\nvenue: TBA\n"
PLACEHOLDER = "papers/a.yml:3:8: error[placeholder]"


@pytest.fixture
def reading_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A list with a paper that has an error, in the current folder."""
    monkeypatch.chdir(tmp_path)
    reading_list = new_project(tmp_path)
    write(reading_list.papers / "a.yml", PAPER)
    return reading_list


def finding(
    line: int | None, column: int | None = None, code: str = "x", **more: Severity
) -> Finding:
    """A finding at a place of a file."""
    origin = Origin(source="a.yml", line=line, column=column)
    return Finding(code=code, severity=more.get("severity", "error"), message="m", origin=origin)


def excerpt(text: str, line: int | None, column: int | None = None) -> str:
    """The excerpt of a text at a place."""
    return report.excerpt(text, finding(line, column).origin)


def test_a_caret_stands_below_the_column() -> None:
    assert excerpt("title: A\nvenue: TBA\n", 2, 8) == "  2 | venue: TBA\n    |        ^"
    assert excerpt("a\r\nb\rc\n", 3, 1) == "  3 | c\n    | ^"
    assert excerpt("\n" * 11 + "ab", 12, 2) == "  12 | ab\n     |  ^"


def test_without_a_column_there_is_no_caret_and_without_a_line_nothing() -> None:
    assert excerpt("title: A\n", 1) == "  1 | title: A"
    assert excerpt("title: A\n", None) == excerpt("title: A\n", 9) == excerpt("\n", 1) == ""


def test_the_caret_counts_the_columns_that_a_terminal_shows() -> None:
    assert excerpt("深度x", 1, 3) == "  1 | 深度x\n    |     ^"
    assert excerpt("e\u0301x", 1, 3) == "  1 | e\u0301x\n    |  ^"
    assert excerpt("\tx", 1, 2) == "  1 | \\tx\n    |   ^"
    assert excerpt("ab", 1, 3) == "  1 | ab\n    |   ^"
    assert excerpt("ab", 1, 99) == "  1 | ab\n    |   ^"


def test_nothing_in_a_source_line_is_obeyed_by_a_terminal() -> None:
    shown = excerpt("a\x1b]0;title\x07\x1b[31m\u202e\x85b", 1, 2)
    assert shown.split("\n")[0] == "  1 | a\\x1b]0;title\\x07\\x1b[31m\\u202e\\x85b"
    assert all(char.isprintable() for char in shown.replace("\n", ""))


@pytest.mark.parametrize("column", [1, 50, 5_000, 10_000])
def test_a_long_line_is_cut_around_the_column(column: int) -> None:
    text = "".join(str(n % 10) for n in range(1, 10_001))
    line, caret = excerpt(text, 1, column).split("\n")
    assert len(line) < 120
    assert line[caret.index("^")] == str(column % 10)
    assert (line[6] == "\u2026") == (column > 41)
    assert line.endswith("\u2026") == (column < 9_000)


def printed_lines(findings: list[Finding], see_all: str = "--all") -> list[str]:
    """The lines that are printed."""
    return list(report.text_lines(findings, None, see_all))


def test_more_than_twenty_of_a_kind_are_counted_at_the_end() -> None:
    many = [finding(n, severity="warning", code="similar-tag") for n in range(1, 1_882)]
    errors = [finding(n, code="bad-doi") for n in range(1, 22)]
    lines = printed_lines([*many, *errors, finding(1, code="other")])
    assert len(lines) == 20 + 20 + 1 + 2
    assert lines[-2:] == [
        "\u2026 and 1,861 more similar-tag warnings (--all shows them)",
        "\u2026 and 1 more bad-doi error (--all shows it)",
    ]
    assert len(printed_lines(many, see_all="")) == 1_881
    assert printed_lines(many[:20]) == [report.line(each) for each in many[:20]]


def test_check_counts_all_and_prints_twenty_of_a_kind_and_every_one_for_programs(
    reading_list: Project,
) -> None:
    for n in range(30):
        write(reading_list.papers / f"p{n:02}.yml", f"title: Paper {n}\n")
    lines = run("check").stdout.splitlines()
    assert sum("[no-topic]" in line for line in lines) == 20
    assert lines[-2:] == [
        "\u2026 and 10 more no-topic warnings (--all shows them)",
        "31 papers: 1 error, 30 warnings",
    ]
    assert run("check", "--all").stdout.count("[no-topic]") == 30
    assert len(json.loads(run("check", "--format", "json").stdout)["findings"]) == 31
    assert run("check", "--format", "github").stdout.count("title=no-topic") == 30
    assert run("check", "--format", "sarif").stdout.count('"ruleId": "no-topic"') == 30


def test_a_refusal_names_the_command_that_shows_all(reading_list: Project) -> None:
    for n in range(30):
        write(reading_list.papers / f"p{n:02}.yml", "titel: A\n")
    stderr = run("suggest", "--all", "--apply").stderr
    assert "10 more unknown-key errors (reading-list check --all shows them)\n" in stderr
    assert "more unknown-key errors (--all shows them)" in run("generate", "--output", "o").stderr


def test_source_lines_are_printed_on_request_and_not_into_pipes(reading_list: Project) -> None:
    plain = run("check").stdout
    assert plain.startswith(PLACEHOLDER)
    assert plain == run("check", "--no-show-source").stdout
    assert len(plain.splitlines()) == 2
    lines = run("check", "--show-source").stdout.splitlines()
    assert lines[0] == plain.splitlines()[0]
    assert lines[1:3] == ["  3 | venue: TBA", "    |        ^"]


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs a terminal")
def test_source_lines_are_printed_in_a_terminal(reading_list: Project) -> None:
    import pty

    leader, follower = pty.openpty()
    code = "from generator.cli import main; main(['check'])"
    completed = subprocess.run(
        [sys.executable, "-c", code], stdout=follower, check=False, timeout=60
    )
    os.close(follower)
    output = os.read(leader, 100_000).decode()
    os.close(leader)
    assert completed.returncode == 1
    assert PLACEHOLDER in output
    assert "  3 | venue: TBA\r\n    |        ^\r\n" in output


@pytest.mark.slow
def test_every_command_that_prints_findings_shows_source_lines(reading_list: Project) -> None:
    write(reading_list.papers / "b.yml", "titel: B\n")
    write(reading_list.root / "b.json", '[{"title": "B", "year": 1, "wrong": 1}]\n')
    caret = "  1 | titel: B\n    | ^\n"
    assert caret in run("fmt", "--show-source").stderr
    assert caret in run("generate", "--output", "o", "--show-source").stderr
    assert caret in run("import", "b.json", "--show-source").stderr
    (reading_list.papers / "b.yml").unlink()
    stderr = run("import", "b.json", "--show-source").stderr
    assert '  1 | [{"title": "B", "year": 1, "wrong": 1}]\n' in stderr
    text = json.dumps([{"title": "C", "year": 1, "wrong": 1}])
    assert text in run("import", "-", "--show-source", stdin=text).stderr


@pytest.mark.slow
@pytest.mark.parametrize("option", ["--quiet", "-q"])
def test_quiet_commands_print_findings_and_nothing_else(reading_list: Project, option: str) -> None:
    result = run("check", option)
    assert (result.exit_code, result.stdout.count("\n")) == (1, 1)
    assert result.stdout.startswith(PLACEHOLDER)
    assert run("check", option, "--format", "github").stdout.count("\n") == 1
    write(reading_list.papers / "a.yml", "venue: 'B'\ntitle: A\n")
    assert (run("fmt", "--check", option).exit_code, run("fmt", option).output) == (1, "")
    write(reading_list.root / "b.json", '[{"title": "B", "year": 2020}]\n')
    assert run("import", "b.json", option).stdout == ""
    assert run("generate", "--output", "o", option).output == ""
    assert (reading_list.root / "o").is_dir()


def test_a_folder_or_an_unreadable_file_has_no_source_line(reading_list: Project) -> None:
    (reading_list.papers / "c.yml").mkdir()
    (reading_list.papers / "d.yml").write_bytes(b"title: \xe9\n")
    lines = run("check", "--show-source").stdout.splitlines()
    assert sum(line.startswith("  ") for line in lines) == 2


@pytest.mark.parametrize("command", [("fmt",), ("fmt", "--check"), ("import", "many.json")])
def test_of_very_many_files_the_first_are_listed_and_the_rest_counted(
    reading_list: Project, command: tuple[str, ...]
) -> None:
    write(reading_list.root / "papers" / "a.yml", 'title: "A"\n')
    for number in range(MAX_FILE_LINES + 1):
        write(reading_list.root / "papers" / f"b{number:03}.yml", f'title: "Paper {number}"\n')
    entries = [{"title": f"Other {n}", "authors": ["A"]} for n in range(MAX_FILE_LINES + 2)]
    write(reading_list.root / "many.json", json.dumps(entries))
    every = run(*command, "--all", *(["--dry-run"] if command[0] == "import" else ["--check"]))
    some = run(*command).stdout.splitlines()
    listed = [line for line in every.stdout.splitlines() if line.endswith(".yml")]
    assert len(listed) == MAX_FILE_LINES + 2
    assert len([line for line in some if line.endswith(".yml")]) == MAX_FILE_LINES
    assert "… 2 more files; --all lists them" in some
