"""Progress of long work on a terminal; nothing in a pipe, a file or CI."""

import logging
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from generator.model.progress import Item, shown_by

if TYPE_CHECKING:
    from tqdm import tqdm

DELAY_SECONDS = 2.0  # of a command before it shows anything


def show_progress(handlers: Iterable[logging.Handler] = ()) -> AbstractContextManager[None]:
    """Show the progress of what is done in the block, after a delay, if anyone looks at it.

    Args:
        handlers: These write to the same terminal: the progress is cleared before each record, so
            that every record has lines of its own.
    """
    if not sys.stderr.isatty() or os.environ.get("CI"):
        return nullcontext()
    return _show_bars(tuple(handlers))


@contextmanager
def _show_bars(handlers: tuple[logging.Handler, ...]) -> Iterator[None]:
    start = time.perf_counter()
    bars: WeakSet[tqdm[Any]] = WeakSet()

    def report(items: Iterable[Item], what: str, total: int) -> Iterable[Item]:
        from tqdm import tqdm  # noqa: PLC0415 - only where it is seen

        tqdm.monitor_interval = 0  # it would start a thread
        delay = max(0.0, DELAY_SECONDS - (time.perf_counter() - start))
        bar = tqdm(items, desc=what, total=total, delay=delay, leave=False, file=sys.stderr,
                   unit="", dynamic_ncols=True)  # fmt: skip
        bars.add(bar)
        return bar

    def clear_bars(_record: logging.LogRecord) -> bool:
        for bar in bars:
            bar.clear()  # its next update draws it again
        return True

    for handler in handlers:
        handler.addFilter(clear_bars)
    try:
        with shown_by(report):
            yield
    finally:
        for handler in handlers:
            handler.removeFilter(clear_bars)
