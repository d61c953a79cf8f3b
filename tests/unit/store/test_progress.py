"""Long work shows how far it is, on a terminal alone, and not for the first seconds."""

import io
import logging
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

import pytest
from build import new_project, paper
from click.testing import CliRunner
from command import screen

from generator.cli import main
from generator.model.progress import Item, counted, shown_by
from generator.store import progress


class Terminal(io.StringIO):
    """What a person sees of standard error."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error, of a command that shows its progress at once."""
    terminal = Terminal()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=terminal))
    monkeypatch.setattr(progress, "DELAY_SECONDS", 0)
    monkeypatch.delenv("CI", raising=False)
    return terminal


def test_a_loop_is_what_it_was_and_its_reporter_knows_what_it_counts() -> None:
    counts: list[tuple[str, int]] = []

    def note(items: Iterable[Item], what: str, total: int) -> Iterable[Item]:
        counts.append((what, total))
        return items

    items = ["a", "b"]
    with shown_by(note):
        assert counted(items, "letters", 2) is items
    assert counted(items, "letters again", 2) is items
    assert counts == [("letters", 2)]


def test_a_terminal_shows_how_many_of_how_many(terminal: Terminal) -> None:
    with progress.show_progress():
        assert list(counted("abc", "letters", 3)) == ["a", "b", "c"]
    assert "letters:   0%" in terminal.getvalue()
    assert "0/3" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r")  # nothing stays on the screen


def test_a_log_record_has_a_line_of_its_own(terminal: Terminal) -> None:
    handler = logging.StreamHandler(terminal)
    log = logging.getLogger("test of progress")
    log.addHandler(handler)
    with progress.show_progress([handler]):
        for letter in counted("ab", "letters", 2):
            log.warning("%s is a letter", letter)
    log.warning("done")
    log.removeHandler(handler)
    lines = screen(terminal.getvalue())
    assert lines == ["a is a letter", "b is a letter", "done", ""]
    assert not handler.filters


def test_short_work_shows_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "DELAY_SECONDS", 60)
    with progress.show_progress():
        assert len(list(counted("abc", "letters", 3))) == 3
    assert not terminal.getvalue().strip("\r ")


def test_ci_and_pipes_show_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with progress.show_progress():
        list(counted("abc", "letters", 3))
    monkeypatch.delenv("CI")
    pipe = io.StringIO()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=pipe))
    with progress.show_progress():
        list(counted("abc", "letters", 3))
    assert terminal.getvalue() == pipe.getvalue() == ""


@pytest.mark.parametrize(("options", "is_shown"), [((), True), (("--quiet",), False)])
def test_a_command_shows_its_progress_unless_it_is_quiet(
    options: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_shown: bool
) -> None:
    counts: list[tuple[str, int]] = []

    def note(items: Iterable[Item], what: str, total: int) -> Iterable[Item]:
        counts.append((what, total))
        return items

    reading_list = new_project(tmp_path, [paper("One"), paper("Two")])
    monkeypatch.setattr("generator.cli.base.show_progress", lambda: shown_by(note))
    args = ["check", "--config", str(reading_list.root / "mkdocs.yml"), *options]
    assert CliRunner().invoke(main, args).exit_code == 0
    assert (("files read", 2) in counts) == is_shown
    assert ("checks" in dict(counts)) == is_shown
