"""How far a build is, on a terminal; where its time went, with `mkdocs build --verbose`."""

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack

from generator.model.progress import counted
from generator.store.progress import show_progress

log = logging.getLogger("mkdocs.plugins.reading-list")


class BuildProgress:
    """The steps of one build, one after the other."""

    _pages: Iterator[int] = iter(())

    def __init__(self, *, is_preview: bool) -> None:
        self._shown = ExitStack()
        self._step = ""
        self._start_seconds = 0.0
        if not is_preview and log.isEnabledFor(logging.INFO):
            handlers = [*logging.getLogger("mkdocs").handlers, *logging.getLogger().handlers]
            self._shown.enter_context(show_progress(handlers))

    def start(self, step: str, pages: int = 0) -> None:
        """End the step before, and start another one.

        Args:
            step: what it does, as the log and the terminal say it.
            pages: how many pages MkDocs goes through in it, if that is known.
        """
        self._end_step()
        self._step, self._start_seconds = step, time.perf_counter()
        self._pages = iter(counted(range(pages), step, pages) if pages else ())

    def count_page(self) -> None:
        """Count a page of this step."""
        next(self._pages, None)

    def close(self) -> None:
        """End the last step; show nothing any more."""
        self._end_step()
        self._shown.close()

    def _end_step(self) -> None:
        for _ in self._pages:
            pass
        if self._step:
            log.debug("%s: %.2f seconds", self._step, time.perf_counter() - self._start_seconds)
        self._step = ""
