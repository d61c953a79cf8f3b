"""Write several files atomically: all or none, even if the process or the machine crashes.

A commit is first prepared in the state folder (`lock.state_folder`, outside of what git tracks):
the new files, and a manifest with the checksum of each file before and after. Renaming that
preparation to its final name decides the commit. Then each file is moved to its place. The next
command that writes finishes a decided commit (`recover`) and discards an undecided one. Commands
that only read move nothing: they read the decided files in the state folder (`list_files`).

A file that somebody edited after the commit was interrupted stays as it is.

The folder of the papers has a folder for each list of a site with several; files there are named
`list/paper.yml`. Files beside the folder, such as the vocabulary, can be part of a commit. The
record names them by their path from the folder: `../topics.yml`. Only those that the caller names
are ever touched.
"""

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from posixpath import basename, normpath, splitext
from types import MappingProxyType

from generator.model import Finding, Origin
from generator.model.errors import ReadingListError
from generator.store.commit_record import (
    DECIDED_FOLDER,
    FILES_FOLDER,
    MANIFEST,
    UnfinishedCommit,
    damaged_record,
    digest,
    file_digest,
    path_from,
    read_unfinished,
    staged_name,
)
from generator.store.files import (
    paper_files,
    read_regular_file,
    write_atomically,
    write_new_file,
)
from generator.store.lock import state_folder

_STAGING_PREFIX = "staging-"


def list_files(folder: Path, collections: Collection[str] = ()) -> dict[str, Path]:
    """The paper files in the order of their ids, an unfinished commit included.

    Args:
        folder: the folder with the papers.
        collections: the folders in it that have papers, too: the ids of the site's lists.

    Returns:
        Where each file can be read, by its name: `gpipe.yml`, `systems/gpipe.yml`.

    Raises:
        ReadingListError: the record of an unfinished commit is damaged.
    """
    present = dict(paper_files(folder, collections))
    if unfinished := read_unfinished(folder):
        for change in unfinished.changes:
            of_list, slash, _ = change.name.rpartition("/")
            is_paper = not slash or of_list in collections
            if not is_paper or not unfinished.is_pending(change, folder):
                continue
            present.pop(change.name, None)
            if change.after is not None:
                present[change.name] = unfinished.staged_path(change.name)
    return dict(sorted(present.items(), key=lambda item: file_sort_key(item[0])))


def file_sort_key(name: str) -> tuple[str, str, str]:
    """Sorts names of paper files by their ids."""
    return *splitext(basename(name)), name


def current_path(folder: Path, path: Path) -> Path:
    """Where a file beside the folder of the papers can be read, an unfinished commit included.

    Raises:
        ReadingListError: the record of an unfinished commit is damaged.
    """
    if unfinished := read_unfinished(folder, [path]):
        for change in unfinished.changes:
            is_this = change.name == path_from(folder, path)
            if is_this and unfinished.is_pending(change, folder):
                return unfinished.staged_path(change.name)
    return path


def sort_files(paths: Iterable[Path]) -> list[Path]:
    """Paper files in the order of their ids."""
    return sorted(paths, key=lambda path: os.path.splitext(path.name))  # noqa: PTH122 - faster


def unfinished_commit(folder: Path, source: str) -> list[Finding]:
    """A warning if a commit is unfinished; `source` is how findings name the folder."""
    if not read_unfinished(folder):
        return []
    message = (
        "a command was interrupted while it wrote here, and not all of its files are in place: "
        "run `reading-list fmt`, which finishes it first"
    )
    origin = Origin(source=source)
    return [
        Finding(code="unfinished-write", severity="warning", message=message, origin=origin)
    ]  # fmt: skip


def commit(
    folder: Path,
    texts: Mapping[str, str | None],
    others: Mapping[Path, str] = MappingProxyType({}),
) -> None:
    """Write and remove files atomically.

    The caller holds the folder's lock (`lock.exclusive_lock`).

    Args:
        folder: the folder, created if it is missing.
        texts: new texts by the name of the file in the folder; None removes the file.
        others: new texts of files beside the folder.

    Raises:
        ReadingListError: the system refused to write; the message says what is on disk now.
    """
    place = state_folder(folder)
    edited: list[str] = []
    try:
        recover(folder, folder.name, others)
        for parent in {folder, *((folder / name).parent for name in texts)}:
            parent.mkdir(parents=True, exist_ok=True)
        beside = {path_from(folder, path): text for path, text in others.items()}
        if texts or beside:
            _prepare_commit(folder, place, {**texts, **beside})
            edited = _finish_commit(folder, _read_decided(folder, others))
    except OSError as error:
        state = "nothing was written; run this again when it can be"
        if (place / DECIDED_FOLDER).is_dir():
            state = "what was decided is written by the next command that writes"
        reason = error.strerror or str(error)
        where = folder if _concerns_folder(error, folder) else place
        raise ReadingListError(f"cannot write to {where}: {reason}; {state}") from error
    if edited:
        raise ReadingListError(
            f"{', '.join(edited)} changed while this command wrote to {folder}: left as they are; "
            "all else was written; run this again"
        )


def recover(folder: Path, source: str, others: Collection[Path] = ()) -> list[Finding]:
    """Finish an interrupted commit that was decided; discard one that was not.

    Args:
        folder: the folder.
        source: how findings name it.
        others: files beside the folder that may be part of a commit.

    Returns:
        A warning for each file that was edited since and therefore left as it is.

    Raises:
        ReadingListError: the record of the commit is damaged.
        OSError: the system refused to write.
    """
    place = state_folder(folder)
    for path in place.glob(f"{_STAGING_PREFIX}*"):
        shutil.rmtree(path, ignore_errors=True)
    if not (unfinished := read_unfinished(folder, others)):
        return []
    if unfinished.others:
        raise damaged_record(unfinished.place, folder)
    message = (
        "edited after a command was interrupted that would have changed it: left as it is; run "
        "that command again if its change is still wanted"
    )
    return [
        Finding(code="edited-since", severity="warning", message=message,
                origin=Origin(source=normpath(f"{source}/{name}")))
        for name in _finish_commit(folder, unfinished)
    ]  # fmt: skip


def _prepare_commit(folder: Path, place: Path, texts: Mapping[str, str | None]) -> None:
    """Prepare a commit, then decide it by renaming it."""
    for parent in {(folder / name).parent for name in texts}:
        if not os.access(parent, os.W_OK):  # checked before anything is decided
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    place.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=_STAGING_PREFIX, dir=place))
    try:
        (staging / FILES_FOLDER).mkdir()
        changes: dict[str, list[str | None]] = {}
        removed = {name.lower(): name for name, text in texts.items() if text is None}
        for name in sorted(texts, key=lambda name: texts[name] is not None):  # removals first
            text = texts[name]
            data = None if text is None else text.encode()
            if data is not None:
                write_new_file(staging / FILES_FOLDER / staged_name(name), data)
            before = None if _is_renamed(folder, name, removed) else file_digest(folder / name)
            changes[name] = [before, None if data is None else digest(data)]
        manifest = json.dumps({"folder": str(folder), "changes": changes}, indent=1)
        write_new_file(staging / MANIFEST, manifest.encode("utf-8", "surrogateescape"))
        _sync(staging / FILES_FOLDER)
        _sync(staging)
        staging.rename(place / DECIDED_FOLDER)
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


def _finish_commit(folder: Path, unfinished: UnfinishedCommit) -> list[str]:
    """Move the files into place; returns the names of those that somebody edited since."""
    edited: list[str] = []
    for change in unfinished.changes:
        found = file_digest(folder / change.name)
        if found == change.after:
            continue
        if found != change.before:
            edited.append(change.name)
        elif change.after is None:
            (folder / change.name).unlink()
        else:
            _move(unfinished.staged_path(change.name), folder / change.name)
    for parent in {(folder / change.name).parent for change in unfinished.changes}:
        if parent.is_dir():
            _sync(parent)
    # Renamed first: a crash during removal must not leave half of a decided commit.
    done = Path(tempfile.mkdtemp(prefix=_STAGING_PREFIX, dir=unfinished.place.parent))
    unfinished.place.rename(done / DECIDED_FOLDER)
    shutil.rmtree(done, ignore_errors=True)
    return edited


def _move(staged: Path, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)  # that of a list, removed since the write was decided
    try:
        staged.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        write_atomically(target, read_regular_file(staged))


def _read_decided(folder: Path, others: Collection[Path]) -> UnfinishedCommit:
    unfinished = read_unfinished(folder, others)
    assert unfinished, "it was written just now"
    return unfinished


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
