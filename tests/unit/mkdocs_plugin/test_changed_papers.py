"""A preview builds the pages of changed papers first, and everything when nobody saves."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from markupsafe import Markup
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, PluginCollection
from mkdocs.structure.files import Files
from watchdog.events import FileModifiedEvent, FileMovedEvent

from generator.mkdocs_plugin import changed_papers, plugin
from generator.mkdocs_plugin.changed_papers import ChangedPapersFirst
from generator.mkdocs_plugin.fast_build.build import FastBuild
from generator.mkdocs_plugin.page_heads import PageHeads
from generator.mkdocs_plugin.plugin import ReadingListPlugin
from generator.model import Page


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
        self.topics = folder / "topics.yml"
        self.topics.touch()
        for path in (self.folder, self.topics):
            self.server.watch(str(path))
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


def test_a_vocabulary_that_changes_with_a_paper_builds_everything_at_once(preview: Preview) -> None:
    watch = preview.server._watch_refs[str(preview.topics)]  # noqa: SLF001
    assert preview.first in preview.server.observer._handlers[watch]  # noqa: SLF001
    preview.first.on_any_event(FileModifiedEvent(str(preview.topics)))
    preview.change("a.yml")
    assert preview.built == ["everything"]


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


def test_a_page_in_the_navigation_is_left_to_a_build(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = FastBuild(None, MkDocsConfig(), None, is_preview=True)
    page = SimpleNamespace(file=SimpleNamespace(src_uri="papers/a.md"))
    fast.set_navigation(cast("Any", SimpleNamespace(pages=[page])), Files([]))
    monkeypatch.setattr(FastBuild, "may_remake", True)
    monkeypatch.setattr(FastBuild, "remake", lambda _, path, __: remade.append(path))
    remade: list[str] = []
    own = ReadingListPlugin()
    own.project, own.site_pages, own.fast = cast("Any", object()), cast("Any", object()), fast
    own.heads = PageHeads(citations={}, feeds={}, twins={}, gallery=None, site=cast("Any", None))
    for name, is_shown in {"a": False, "b": True}.items():
        made = Page(path=f"papers/{name}.md", text=""), Markup("")
        monkeypatch.setattr(plugin, "revised_pages", lambda *_, made=made: [made])
        assert own._show_papers([Path(f"papers/{name}.yml")]) is is_shown  # noqa: SLF001
    assert remade == ["papers/b.md"]


def test_other_plugins_can_still_hand_over_the_builder_of_mkdocs() -> None:
    class NoOptions(Config):
        pass

    class Other(BasePlugin[NoOptions]):
        def on_serve(self, server: LiveReloadServer, /, builder: Any, **_: Any) -> None:
            server.watch("docs", builder)

    plugins = PluginCollection()
    plugins["reading-list"], plugins["other"] = own, other = ReadingListPlugin(), Other()
    assert plugins.events["serve"] == [other.on_serve, own.on_serve]
