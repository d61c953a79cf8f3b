"""A preview builds the pages of changed papers first, and everything when nobody saves."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent, FileMovedEvent

from generator.mkdocs_plugin import changed_papers
from generator.mkdocs_plugin.changed_papers import ChangedPapersFirst


class Timer:
    """A timer that only a test lets end."""

    def __init__(self, seconds: float, end: Callable[[], None]) -> None:
        self.seconds, self.end = seconds, end
        self.is_cancelled = False

    def start(self) -> None:
        """Start."""
        timers.append(self)

    def cancel(self) -> None:
        """Cancel."""
        self.is_cancelled = True


timers: list[Timer] = []


@pytest.fixture(autouse=True)
def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    timers.clear()
    monkeypatch.setattr(changed_papers, "Timer", Timer)


class Preview:
    """A server without a network, and what was built with it."""

    def __init__(self, folder: Path, *, can_show: bool = True) -> None:
        self.built: list[object] = []
        self.server = LiveReloadServer(
            lambda: self.built.append("everything"), "127.0.0.1", 0, str(folder)
        )
        self.folder = folder / "papers"
        self.folder.mkdir()
        self.server.watch(str(self.folder))
        self.can_show = can_show
        self.first = ChangedPapersFirst(self.server, self.folder, self.show)

    def show(self, paths: Collection[Path]) -> bool:
        """Note the files of papers."""
        self.built.append({path.name for path in paths})
        return self.can_show

    def change(self, *names: str) -> None:
        """Let the server notice changes of files, then build."""
        for name in names:
            self.first.on_any_event(FileModifiedEvent(str(self.folder / name)))
        self.server.builder()


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    made = Preview(tmp_path)
    yield made
    made.server.server_close()


def test_everything_is_built_after_the_pages_of_papers(preview: Preview) -> None:
    preview.change("a.yml", "b.yml", ".a.yml.swp")
    assert preview.built == [{"a.yml", "b.yml"}]
    timers[0].end()
    event, watch = preview.server.observer.event_queue.get_nowait()  # as after a change
    assert preview.first in preview.server.observer._handlers[watch]  # noqa: SLF001
    preview.first.on_any_event(event)
    preview.server.builder()
    assert preview.built[1:] == ["everything"]


def test_another_edit_puts_that_off(preview: Preview) -> None:
    preview.change("a.yml")
    preview.change("a.yml")
    assert [timer.is_cancelled for timer in timers] == [True, False]
    assert preview.built == [{"a.yml"}, {"a.yml"}]


def test_other_changes_build_everything_at_once(preview: Preview) -> None:
    preview.change()
    preview.change("a.txt")
    assert preview.built == ["everything"] * 2
    assert not timers


def test_a_paper_whose_page_cannot_be_made_alone_builds_everything(preview: Preview) -> None:
    preview.can_show = False
    preview.change("a.yml")
    assert preview.built == [{"a.yml"}, "everything"]
    assert not timers


def test_a_file_that_an_editor_moves_into_place_is_a_change(preview: Preview) -> None:
    moved = FileMovedEvent(str(preview.folder / "tmp"), str(preview.folder / "a.yml"))
    preview.first.on_any_event(moved)
    preview.server.builder()
    assert preview.built == [{"a.yml"}]


def test_a_long_build_waits_longer(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter((0.0, 30.0))
    monkeypatch.setattr("time.perf_counter", lambda: next(seconds))
    preview.change()
    preview.change("a.yml")
    assert timers[0].seconds == 15
