"""Garbage collection: not while somebody waits for a page of a preview, and less in all builds.

A collection goes through all objects of a build, or that builds keep for each other, and hardly any
is garbage. With 10,000 papers that takes an eighth of a build.
"""

import atexit
import gc
from threading import Timer

# Objects until the collector looks for cycles, as commands have it: a build leaves few cycles.
_RARE_THRESHOLD = (20_000, 50, 50)
_DELAY_SECONDS = 2.0  # by then, a browser has the page


class PausedCollection:
    """Collects no garbage during a build, and all of it soon afterwards."""

    def __init__(self) -> None:
        self._is_paused = False
        self._threshold: tuple[int, int, int] | None = None

    def collect_rarely(self) -> None:
        """Collect less until the build ends, and nothing when the process ends."""
        atexit.register(gc.freeze)  # the interpreter would go through all objects once more
        self._threshold = gc.get_threshold()
        gc.set_threshold(*_RARE_THRESHOLD)

    def pause(self, *, is_first_build: bool) -> None:
        """Collect nothing from now on. The first build, which nobody watches, leaves much."""
        if gc.isenabled() and not is_first_build:
            self._is_paused = True
            gc.disable()

    def spare_existing(self) -> None:
        """Let collections not go through what exists by now, which stays until the build ends."""
        gc.freeze()

    def resume(self) -> None:
        """Collect as before; after a pause everything, when the browser has got the page."""
        gc.unfreeze()
        if self._threshold:
            gc.set_threshold(*self._threshold)
            self._threshold = None
        if self._is_paused:
            self._is_paused = False
            gc.enable()
            timer = Timer(_DELAY_SECONDS, gc.collect)
            timer.daemon = True
            timer.start()
