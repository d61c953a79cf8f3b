"""An exclusive lock for writers, and the folder for state that must not come from a repository.

That folder is in the git directory of the list's repository: git never commits anything below
`.git`, so nothing there can come from a pull request. For a list outside of git it is in the
user's state folder.
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
    """Hold the exclusive lock of a folder, after waiting for another writer.

    The system releases the lock when the process ends, even after a crash.

    Raises:
        ReadingListError: another process held the lock too long, or it cannot be created.
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
    """The folder for the lock of a folder and the record of an unfinished write to it.

    It is the same in every process, and may not exist yet.
    """
    real = Path(os.path.realpath(folder))
    for parent in (real, *real.parents):
        if git_directory := _git_directory(parent / ".git"):
            inside = real.relative_to(parent).as_posix()
            return git_directory / _PROGRAM / _digest(inside)
    return user_state_path(_PROGRAM, appauthor=False) / _digest(real.as_posix())


def path_digest(path: Path) -> str:
    """A name for what belongs to a path, the same in every process."""
    return _digest(Path(os.path.realpath(path)).as_posix())


def _git_directory(place: Path) -> Path | None:
    """The git directory that `.git` is or, if it is the file of a linked work tree, names."""
    # Not Path.is_file(), which raises if a parent folder is not accessible.
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
