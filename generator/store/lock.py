"""One writer at a time in a folder."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import ReadingListError

_TRIES, _PAUSE = 200, 0.05  # together ten seconds; an import takes less than one


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other writers out of a folder, which is made if it is missing; wait for one that is in.

    The folder itself is locked: there is no lock file, and the system unlocks it when the process
    ends, however it ends. Windows, and file systems that lock no folders (NFS), go without.

    Raises:
        ReadingListError: another process did not end within ten seconds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        _lock(handle, folder)
        yield
    finally:
        os.close(handle)


if sys.platform != "win32":
    import fcntl

    def _lock(handle: int, folder: Path) -> None:
        for _ in range(_TRIES):
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(_PAUSE)
            except OSError:
                return
            else:
                return
        raise ReadingListError(
            f"another reading-list command is writing to {folder}: wait until it has ended, "
            "then run this again"
        )
