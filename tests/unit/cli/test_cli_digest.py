"""`reading-list digest`: which days, in which form, and what it says of the rest."""

from datetime import date
from pathlib import Path

import pytest
from build import new_project, paper, write
from command import run, run_process

from generator.cli.digest import FORMATS
from generator.project import Project

PAPERS = (
    paper("Alpha", added=date(2026, 3, 31)),
    paper("Beta", added=date(2026, 5, 1)),
    paper("Gamma", added=date(2026, 5, 31)),
    paper("Delta"),
)
GAP = (
    "reading-list: 1 paper without `added` cannot be in a digest. Write the day into their files\n"
)


@pytest.fixture
def reading_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A list of four papers."""
    monkeypatch.chdir(tmp_path)
    return new_project(tmp_path, PAPERS)


@pytest.mark.usefixtures("reading_list")
@pytest.mark.parametrize(
    ("args", "titles"),
    [
        ("", "Gamma Beta"),
        ("--month 2026-03", "Alpha"),
        ("--since 2026-05-01", "Gamma Beta"),
        ("--since 2026-05-02", "Gamma"),
        ("--since 2026-03-31 --until 2026-05-01", "Beta Alpha"),
        ("--month 2026-04", ""),
    ],
)
def test_the_digest_has_the_papers_of_these_days(args: str, titles: str) -> None:
    result = run("digest", "--format", "text", *args.split())
    assert result.exit_code == 0
    found = [line.removeprefix("* ") for line in result.stdout.splitlines() if line[:1] == "*"]
    assert found == titles.split()
    nothing = "" if titles else "reading-list: no paper was added in this time\n"
    assert result.stderr == nothing + GAP
    assert bool(result.stdout) == bool(titles)


@pytest.mark.usefixtures("reading_list")
@pytest.mark.parametrize(
    ("args", "message"),
    [
        ("--month 2026-05 --since 2026-05-01", "--month names all days of a month"),
        ("--until 2026-05-01", "--until needs --since"),
        ("--since 2026-05-02 --until 2026-05-01", "--until 2026-05-01 is before --since"),
        ("--month May", "'May' is not a date: write YYYY-MM"),
        ("--month 2026-13", "'2026-13' is not a date: write YYYY-MM"),
        ("--since 5/4/2026", "'5/4/2026' is not a date: write YYYY-MM-DD"),
        ("--since 2026-W02-1", "is not a date: write YYYY-MM-DD"),
    ],
)
def test_days_that_cannot_be_meant_are_an_error(args: str, message: str) -> None:
    result = run("digest", *args.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_list_without_an_address_or_with_errors_has_no_digest(reading_list: Project) -> None:
    write(Path("bare.yml"), "site_name: A\n")
    bare = run("digest", "--config", "bare.yml")
    assert (bare.exit_code, bare.stdout) == (2, "")
    assert "has no `site_url`" in bare.stderr
    write(reading_list.papers / "broken.yml", "title: [\n")
    broken = run("digest", "-o", "out")
    assert broken.exit_code == 1
    assert "no digest made" in broken.stderr
    assert not Path("out").exists()


def test_a_list_without_days_has_an_empty_digest(reading_list: Project) -> None:
    for path in reading_list.papers.iterdir():
        path.unlink()
    result = run("digest")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "reading-list: no paper was added in this time\n"


@pytest.mark.usefixtures("reading_list")
def test_a_file_has_the_bytes_of_standard_output() -> None:
    for form in FORMATS:
        assert run("digest", "--format", form, "-o", "file").exit_code == 0
        result = run_process("digest", "--format", form, PYTHONIOENCODING="ascii")
        assert Path("file").read_bytes() == result.stdout
    assert run("digest", "--month", "2020-01", "-o", "file").exit_code == 0
    assert Path("file").read_bytes() == b""
