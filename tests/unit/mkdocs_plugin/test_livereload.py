"""A preview looks for changes as often as its list is short."""

from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.events import DirCreatedEvent, FileCreatedEvent

from generator.mkdocs_plugin import livereload


@pytest.mark.parametrize(("files", "seconds"), [(1, 0.1), (2_000, 0.2), (9_000, 0.5)])
def test_short_lists_are_looked_at_often(
    files: int, seconds: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    monkeypatch.setattr(Path, "rglob", lambda *_: range(files))
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path))
    try:
        livereload.watch(server, tmp_path, [papers, tmp_path / "missing"])
        # Those of the papers, and of the folder around them.
        assert {emitter.timeout for emitter in server.observer.emitters} == {seconds}
    finally:
        server.server_close()


@pytest.mark.parametrize("name", ["templates", "people.yml"])
def test_what_did_not_exist_when_the_preview_began_is_watched(name: str, tmp_path: Path) -> None:
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path))
    try:
        path = tmp_path / name
        handler = livereload.RewatchHandler(server, [path])
        path.touch() if path.suffix else path.mkdir()
        created = FileCreatedEvent if path.suffix else DirCreatedEvent
        for _ in range(2):  # the second time, it was removed and created again
            handler.on_any_event(created(str(path)))
            assert len(server.observer._handlers[server._watch_refs[str(path)]]) == 1  # noqa: SLF001
        event, watch = server.observer.event_queue.get_nowait()
        assert event.src_path == str(path)
        assert server.observer._handlers[watch]  # noqa: SLF001
    finally:
        server.server_close()
