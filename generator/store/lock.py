"""One writer at a time, and the place where this program keeps what no repository may carry.

That place is the git directory of the repository a folder is in: git never takes anything below
`.git` into a commit, so nothing there can come from a pull request. A folder outside of git has
its place among the user's own files.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_state_path

from generator.model.errors import ReadingListError

LOCK_TIMEOUT_SECONDS = 10.0  # an import of a thousand papers takes less
_PROGRAM = "reading-list"


@contextmanager
def exclusive_lock(folder: Path) -> Iterator[None]:
    """Keep other writers out of a folder; wait for one that is in.

    The system frees the lock when the process ends, however it ends.

    Raises:
        ReadingListError: another process did not end in time, or the lock cannot be made.
    """
    place = state_folder(folder) / "lock"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(place, timeout=LOCK_TIMEOUT_SECONDS)
        lock.acquire()
    except Timeout as error:
        raise ReadingListError(
            f"another reading-list command is writing to {folder}: wait until it has ended, "
            "then run this again"
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReadingListError(
            f"cannot write to {place.parent}, which keeps two commands from writing to {folder} "
            f"at once: {reason}; nothing was written"
        ) from error
    try:
        yield
    finally:
        lock.release()


def state_folder(folder: Path) -> Path:
    """Where the lock of a folder is, and the record of an unfinished write to it.

    Deterministic: the same folder has the same place in every process. It need not exist.
    """
    real = Path(os.path.realpath(folder))
    for parent in (real, *real.parents):
        if git_directory := _git_directory(parent / ".git"):
            inside = real.relative_to(parent).as_posix()
            return git_directory / _PROGRAM / _digest(inside)
    return user_state_path(_PROGRAM, appauthor=False) / _digest(real.as_posix())


def _git_directory(place: Path) -> Path | None:
    """The git directory that a `.git` is or, as a file in a work tree, names."""
    # Not Path.is_file(), which raises where a folder above may not be looked into.
    if os.path.isfile(place / "HEAD"):  # noqa: PTH113
        return place
    if not os.path.isfile(place):  # noqa: PTH113
        return None
    try:
        kind, _, target = place.read_text("utf-8").strip().partition(": ")
    except (OSError, UnicodeDecodeError):
        return None
    found = place.parent / target
    return found if kind == "gitdir" and os.path.isfile(found / "HEAD") else None  # noqa: PTH113


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]
