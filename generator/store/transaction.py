"""Write several files atomically: all or none, even if the process or the machine crashes.

A commit is first prepared in the state folder (`lock.state_folder`, outside of what git tracks):
the new files, and a manifest with the checksum of each file before and after. Renaming that
preparation to its final name decides the commit. Then each file is moved to its place. The next
command that writes finishes a decided commit (`recover`) and discards an undecided one. Commands
that only read move nothing: they read the decided files in the state folder (`list_files`).

A file that somebody edited after the commit was interrupted stays as it is.
"""

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.model import Finding, Origin
from generator.model.errors import ReadingListError
from generator.store.files import (
    NotRegularFileError,
    paper_files,
    read_regular_file,
    write_atomically,
    write_new_file,
)
from generator.store.lock import state_folder

_DECIDED_FOLDER = "commit"
_STAGING_PREFIX = "staging-"
_MANIFEST = "manifest.json"
_FILES_FOLDER = "files"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Change:
    """One file of a commit: checksums before and after, None if there is no file."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _UnfinishedCommit:
    """A decided commit whose files are not all in place."""

    place: Path
    changes: tuple[_Change, ...]

    def staged_path(self, name: str) -> Path:
        """Where the new file is until it is moved."""
        return self.place / _FILES_FOLDER / name


def list_files(folder: Path) -> list[Path]:
    """The paper files of the list in the order of their ids, an unfinished commit included.

    Raises:
        ReadingListError: the record of an unfinished commit is damaged.
    """
    present = {path.name: path for path in paper_files(folder)}
    if unfinished := _read_unfinished(folder):
        for change in unfinished.changes:
            if _file_digest(folder / change.name) != change.before:
                continue  # moved already, or edited since: what is in the folder counts
            present.pop(change.name, None)
            if change.after is not None:
                present[change.name] = unfinished.staged_path(change.name)
    return sort_files(present.values())


def sort_files(paths: Iterable[Path]) -> list[Path]:
    """Paper files in the order of their ids."""
    return sorted(paths, key=lambda path: os.path.splitext(path.name))  # noqa: PTH122 - faster


def unfinished_commit(folder: Path, source: str) -> list[Finding]:
    """A warning if a commit is unfinished; `source` is how findings name the folder."""
    if not _read_unfinished(folder):
        return []
    message = (
        "a command was interrupted while it wrote here, and not all of its files are in place: "
        "run `reading-list fmt`, which finishes it first"
    )
    origin = Origin(source=source)
    return [
        Finding(code="unfinished-write", severity="warning", message=message, origin=origin)
    ]  # fmt: skip


def commit(folder: Path, texts: Mapping[str, str | None]) -> None:
    """Write and remove files atomically.

    The caller holds the folder's lock (`lock.exclusive_lock`).

    Args:
        folder: the folder, created if it is missing.
        texts: new texts by file name; None removes the file.

    Raises:
        ReadingListError: the system refused to write; the message says what is on disk now.
    """
    place = state_folder(folder)
    edited: list[str] = []
    try:
        recover(folder, folder.name)
        folder.mkdir(parents=True, exist_ok=True)
        if texts:
            _prepare_commit(folder, place, texts)
            edited = _finish_commit(folder, _read_decided(folder))
    except OSError as error:
        state = "nothing was written; run this again when it can be"
        if (place / _DECIDED_FOLDER).is_dir():
            state = "what was decided is written by the next command that writes"
        reason = error.strerror or str(error)
        where = folder if _concerns_folder(error, folder) else place
        raise ReadingListError(f"cannot write to {where}: {reason}; {state}") from error
    if edited:
        raise ReadingListError(
            f"{', '.join(edited)} changed while this command wrote to {folder}: left as they are; "
            "all else was written; run this again"
        )


def recover(folder: Path, source: str) -> list[Finding]:
    """Finish an interrupted commit that was decided; discard one that was not.

    Returns:
        A warning for each file that was edited since and therefore left as it is; `source` is how
        findings name the folder.

    Raises:
        ReadingListError: the record of the commit is damaged.
        OSError: the system refused to write.
    """
    place = state_folder(folder)
    for path in place.glob(f"{_STAGING_PREFIX}*"):
        shutil.rmtree(path, ignore_errors=True)
    if not (unfinished := _read_unfinished(folder)):
        return []
    message = (
        "edited after a command was interrupted that would have changed it: left as it is; run "
        "that command again if its change is still wanted"
    )
    return [
        Finding(code="edited-since", severity="warning", message=message,
                origin=Origin(source=f"{source}/{name}"))
        for name in _finish_commit(folder, unfinished)
    ]  # fmt: skip


def _prepare_commit(folder: Path, place: Path, texts: Mapping[str, str | None]) -> None:
    """Prepare a commit, then decide it by renaming it."""
    if not os.access(folder, os.W_OK):  # checked before anything is decided
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    place.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=_STAGING_PREFIX, dir=place))
    try:
        (staging / _FILES_FOLDER).mkdir()
        changes: dict[str, list[str | None]] = {}
        removed = {name.lower(): name for name, text in texts.items() if text is None}
        for name in sorted(texts, key=lambda name: texts[name] is not None):  # removals first
            text = texts[name]
            data = None if text is None else text.encode()
            if data is not None:
                write_new_file(staging / _FILES_FOLDER / name, data)
            before = None if _is_renamed(folder, name, removed) else _file_digest(folder / name)
            changes[name] = [before, None if data is None else _digest(data)]
        manifest = json.dumps({"folder": str(folder), "changes": changes}, indent=1)
        write_new_file(staging / _MANIFEST, manifest.encode("utf-8", "surrogateescape"))
        _sync(staging / _FILES_FOLDER)
        _sync(staging)
        staging.rename(place / _DECIDED_FOLDER)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    _sync(place)


def _is_renamed(folder: Path, name: str, removed: Mapping[str, str]) -> bool:
    """Whether a new file is a removed one in another case, on a case-insensitive file system.

    Then the old file is gone when the new one is written. `removed` has names by lower case.
    """
    old = removed.get(name.lower(), name)
    return old != name and (folder / name).exists() and (folder / old).samefile(folder / name)


def _finish_commit(folder: Path, unfinished: _UnfinishedCommit) -> list[str]:
    """Move the files into place; returns the names of those that somebody edited since."""
    edited: list[str] = []
    for change in unfinished.changes:
        found = _file_digest(folder / change.name)
        if found == change.after:
            continue
        if found != change.before:
            edited.append(change.name)
        elif change.after is None:
            (folder / change.name).unlink()
        else:
            _move(unfinished.staged_path(change.name), folder / change.name)
    _sync(folder)
    # Renamed first: a crash during removal must not leave half of a decided commit.
    done = Path(tempfile.mkdtemp(prefix=_STAGING_PREFIX, dir=unfinished.place.parent))
    unfinished.place.rename(done / _DECIDED_FOLDER)
    shutil.rmtree(done, ignore_errors=True)
    return edited


def _move(staged: Path, target: Path) -> None:
    try:
        staged.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        write_atomically(target, read_regular_file(staged))


def _read_decided(folder: Path) -> _UnfinishedCommit:
    unfinished = _read_unfinished(folder)
    assert unfinished, "it was written just now"
    return unfinished


def _read_unfinished(folder: Path) -> _UnfinishedCommit | None:
    """The decided commit in the state folder, after a check that it is complete.

    Raises:
        ReadingListError: its manifest or one of its files is not what this program wrote.
    """
    place = state_folder(folder) / _DECIDED_FOLDER
    if not place.is_dir():
        return None
    try:
        recorded = json.loads(read_regular_file(place / _MANIFEST))["changes"]
        changes = tuple(
            _Change(name=name, before=before, after=after)
            for name, (before, after) in recorded.items()
        )
        for change in changes:
            _verify(place / _FILES_FOLDER / change.name, folder / change.name, change)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReadingListError(
            f"{place}, the record of an interrupted write to {folder}, is damaged: compare "
            "the files there with those here, then remove it"
        ) from error
    return _UnfinishedCommit(place=place, changes=changes)


def _verify(staged: Path, target: Path, change: _Change) -> None:
    """Raise ValueError if a file of a commit is neither in place nor staged."""
    if Path(change.name).name != change.name or change.name in {"", ".", ".."}:
        raise ValueError(change.name)
    if change.after is None or _file_digest(target) == change.after:
        return
    # A missing staged file was moved already; then the file at its place was edited since.
    found = _file_digest(staged)
    if found != change.after and (found is not None or _file_digest(target) == change.before):
        raise ValueError(change.name)


def _file_digest(path: Path) -> str | None:
    """The checksum of a file; None if it is missing, empty if it is not a regular file."""
    try:
        return _digest(read_regular_file(path))
    except FileNotFoundError:
        return None
    except NotRegularFileError:
        return ""


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _concerns_folder(error: OSError, folder: Path) -> bool:
    """Whether an error is about a path in a folder, or names no path."""
    names = [str(name) for name in (error.filename, error.filename2) if name]
    return not names or any(Path(name).is_relative_to(folder) for name in names)


def _sync(folder: Path) -> None:
    """Make renames in a folder durable, if the system supports it."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
