"""Progress of long work on a terminal; nothing in a pipe, a file or CI."""

import os
import sys
import time
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext

from generator.model.progress import Item, shown_by

DELAY_SECONDS = 2.0  # of a command before it shows anything


def show_progress() -> AbstractContextManager[None]:
    """Show the progress of what is done in the block, after a delay, if anyone looks at it."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        return nullcontext()
    start = time.perf_counter()

    def report(items: Iterable[Item], what: str, total: int) -> Iterable[Item]:
        from tqdm import tqdm  # noqa: PLC0415 - only where it is seen

        tqdm.monitor_interval = 0  # it would start a thread
        delay = max(0.0, DELAY_SECONDS - (time.perf_counter() - start))
        return tqdm(items, desc=what, total=total, delay=delay, leave=False, file=sys.stderr,
                    unit="", dynamic_ncols=True)  # fmt: skip

    return shown_by(report)
