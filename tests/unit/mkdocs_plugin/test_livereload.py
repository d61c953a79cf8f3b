"""A preview looks for changes as often as its list is short."""

from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer

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
