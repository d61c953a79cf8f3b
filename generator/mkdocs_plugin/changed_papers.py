"""The pages of changed papers, which a preview shows before it builds everything else again."""

import logging
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer

from markupsafe import Markup
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import ObservedWatch

from generator.model import Page
from generator.model.errors import ReadingListError
from generator.project import Project
from generator.site.pages import SitePages
from generator.store import read_paper_again
from generator.store.files import SUFFIX

# By then, a browser has the page. Then MkDocs answers no request until it has built the site.
_MIN_PAUSE_SECONDS = 1.0
# A long build waits longer for the next edit, because its editor would have to wait for it.
_PAUSE_PER_BUILD_SECOND = 0.5
_MAX_PAPERS = 10  # a branch that is checked out changes many
log = logging.getLogger("mkdocs.plugins.reading-list")


def revised_pages(
    which: Project, pages: SitePages, paths: Collection[Path]
) -> list[tuple[Page, Markup]]:
    """The pages of the papers in changed files, each with the metadata in its head.

    Args:
        which: the list.
        pages: the pages of the last build.
        paths: the files.

    Returns:
        Nothing if the change of any of them has other effects. Then the site must be built again,
        which also reports errors.
    """
    if len(paths) > _MAX_PAPERS:
        return []
    found: list[tuple[Page, Markup]] = []
    for path in sorted(paths):
        paper = read_paper_again(path, which.papers, which.root)
        with suppress(ReadingListError):
            if paper and (revised := pages.revised(paper)):
                found.append(revised)
    return found if len(found) == len(paths) else []


class ChangedPapersFirst(FileSystemEventHandler):
    """Builds a preview in two steps if only files of papers have changed.

    First the pages of these papers, then, when nobody has saved anything for a while, everything.

    Args:
        server: the server of the preview, whose builder is replaced.
        folder: the folder of the papers.
        show: makes the pages of the papers in some files; False if that is not possible.
    """

    def __init__(
        self, server: LiveReloadServer, folder: Path, show: Callable[[Collection[Path]], bool]
    ) -> None:
        self._server = server
        self._build_all = server.builder
        self._folder = folder
        self._show = show
        self._lock = Lock()
        self._changed: set[Path] = set()
        self._pause_seconds = _MIN_PAUSE_SECONDS
        self._timer: Timer | None = None
        server.builder = self.build
        self._watch()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change of a file that the server watches."""
        if not event.is_directory:
            paths = {Path(str(path)) for path in (event.src_path, event.dest_path) if path}
            with self._lock:
                self._changed |= paths

    def build(self) -> None:
        """Build what has changed, as MkDocs calls it after a change."""
        with self._lock:
            changed, self._changed = self._changed, set()
        if self._timer:
            self._timer.cancel()
        inside = {path for path in changed if path.is_relative_to(self._folder)}
        papers = {path for path in inside if path.suffix == SUFFIX}
        if papers and inside == changed and self._show(papers):
            self._timer = Timer(self._pause_seconds, self._want_all)
            self._timer.daemon = True
            self._timer.start()
            return
        start_seconds = time.perf_counter()
        self._build_all()
        build_seconds = time.perf_counter() - start_seconds
        self._pause_seconds = max(_MIN_PAUSE_SECONDS, build_seconds * _PAUSE_PER_BUILD_SECOND)
        self._watch()

    def _want_all(self) -> None:
        """Let the server build again: the folder itself is no file of a paper."""
        watch = ObservedWatch(str(self._folder), recursive=True)
        self._server.observer.event_queue.put((FileModifiedEvent(watch.path), watch))

    def _watch(self) -> None:
        """Note changes from now on, also of a folder that was removed and created again."""
        watches = [*self._server._watch_refs.values()]  # noqa: SLF001 - MkDocs 1.6 has no other way
        for watch in watches:  # the observer's thread may add one meanwhile
            self._server.observer.add_handler_for_watch(self, watch)
