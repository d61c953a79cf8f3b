"""The record of a commit in the state folder: its files, and their checksums before and after."""

import json
import os
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from generator.model.errors import ReadingListError
from generator.store.files import NotRegularFileError, read_regular_file
from generator.store.lock import state_folder

DECIDED_FOLDER = "commit"
MANIFEST = "manifest.json"
FILES_FOLDER = "files"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One file of a commit: checksums before and after, None if there is no file.

    `name` is its path from the folder of the commit, with `/`.
    """

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class UnfinishedCommit:
    """A decided commit whose files are not all in place.

    `others` are names of files beside the folder that the caller did not name.
    """

    place: Path
    changes: tuple[Change, ...]
    others: tuple[str, ...]

    def staged_path(self, name: str) -> Path:
        """Where the new file is until it is moved."""
        return self.place / FILES_FOLDER / staged_name(name)

    def is_pending(self, change: Change, folder: Path) -> bool:
        """Whether a file is not moved yet; if it was edited since, what is in place counts."""
        return file_digest(folder / change.name) == change.before


def read_unfinished(folder: Path, others: Collection[Path] = ()) -> UnfinishedCommit | None:
    """The decided commit in the state folder, after a check that it is complete.

    Raises:
        ReadingListError: its manifest or one of its files is not what this program wrote.
    """
    place = state_folder(folder) / DECIDED_FOLDER
    if not place.is_dir():
        return None
    named = {path_from(folder, path) for path in others}
    try:
        recorded = json.loads(read_regular_file(place / MANIFEST))["changes"]
        changes = tuple(
            Change(name=name, before=before, after=after)
            for name, (before, after) in recorded.items()
            if name in named or not is_beside(name)
        )
        for change in changes:
            _verify(place / FILES_FOLDER / staged_name(change.name), folder / change.name, change)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise damaged_record(place, folder) from error
    return UnfinishedCommit(place=place, changes=changes, others=tuple(
        name for name in recorded if is_beside(name) and name not in named
    ))  # fmt: skip


def damaged_record(place: Path, folder: Path) -> ReadingListError:
    """The error for a record that is not what this program wrote."""
    return ReadingListError(
        f"{place}, the record of an interrupted write to {folder}, is damaged: compare "
        "the files there with those here, then remove it"
    )


def _verify(staged: Path, target: Path, change: Change) -> None:
    """Raise ValueError if a file of a commit is neither in place nor staged."""
    if change.name in {"", ".", ".."}:
        raise ValueError(change.name)
    if change.after is None or file_digest(target) == change.after:
        return
    # A missing staged file was moved already; then the file at its place was edited since.
    found = file_digest(staged)
    if found != change.after and (found is not None or file_digest(target) == change.before):
        raise ValueError(change.name)


def path_from(folder: Path, path: Path) -> str:
    """The path of a file from a folder, with `/`."""
    return Path(os.path.relpath(path, folder)).as_posix()


def is_beside(name: str) -> bool:
    """Whether a name in a commit is that of a file outside of its folder and of those in it."""
    return Path(name).name != name and not _is_below(name)


def _is_below(name: str) -> bool:
    """Whether a name is that of a file one folder deeper, such as a paper of a list."""
    return all(
        part not in {"", ".."} and Path(part).name == part for part in name.rpartition("/")[::2]
    )


def staged_name(name: str) -> str:
    """The name that a new file has until it is moved."""
    return quote(name, safe="") if "/" in name else name


def file_digest(path: Path) -> str | None:
    """The checksum of a file; None if it is missing, empty if it is not a regular file."""
    try:
        return digest(read_regular_file(path))
    except FileNotFoundError:
        return None
    except NotRegularFileError:
        return ""


def digest(data: bytes) -> str:
    """The checksum of some bytes."""
    return sha256(data).hexdigest()
