"""Find, read and atomically replace single files, never through a symbolic link.

Any pull request can contain symbolic links. A link in a list could publish a file of the build
machine, or have it overwritten, so none is followed below the list's folder.
"""

import os
import re
import secrets
import stat
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from generator.model import Finding, Origin
from generator.model.errors import ReadingListError
from generator.text.slugs import is_id

SUFFIX = ".yml"
MAX_FILE_BYTES = 250_000  # of a file of the list; a typical paper has 5,000
_PAPER_SUFFIXES = (SUFFIX, ".yaml", "")  # compared in lower case
_DOCUMENT_STEMS = ("README", "LICENSE")
_CONFLICT_HALF = re.compile(r"\.ya?ml~(.+)", re.IGNORECASE)  # git: `a.yml~HEAD`; editors: `a.yml~`
_OLD_STAGING_PREFIX = ".import-"  # of folders that killed runs of earlier versions left
# Non-blocking: opening a pipe that replaced the file after the check would hang.
_READ_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
)
_CREATE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_MAX_NAME_CHARS = 100  # of the target's name in the draft's, as names are limited to 255 bytes


class NotRegularFileError(OSError):
    """The path is a link, folder, pipe or device; it was not opened."""

    def __init__(self, path: Path) -> None:
        super().__init__(None, "not a regular file; a link, folder, pipe or device is not read",
                         str(path))  # fmt: skip


class TooLargeError(OSError):
    """A file has more bytes than allowed."""

    def __init__(self, path: Path, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        super().__init__(None, f"more than {max_bytes:,} bytes", str(path))


def read_regular_file(path: Path, max_bytes: int | None = None) -> bytes:
    """The bytes of a file.

    Raises:
        NotRegularFileError: it is not a regular file; nothing was opened.
        TooLargeError: it has more bytes than allowed.
        OSError: it is missing or cannot be read.
    """
    name = os.fspath(path)  # the functions of `os` are much faster with it than with a path
    if not stat.S_ISREG(os.lstat(name).st_mode):
        raise NotRegularFileError(path)
    handle = os.open(name, _READ_FLAGS)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise NotRegularFileError(path)
        data = _read_all(handle, status.st_size, max_bytes)
    finally:
        os.close(handle)
    if max_bytes is not None and len(data) > max_bytes:
        raise TooLargeError(path, max_bytes)
    return data


def _read_all(handle: int, size: int, max_bytes: int | None) -> bytes:
    """The bytes of an open file, whose size may change meanwhile; at most one more than allowed."""
    found: list[bytes] = []
    limit = size + 1 if max_bytes is None else max_bytes + 1
    while part := os.read(handle, min(size + 1, limit)):
        found.append(part)
        limit -= len(part) if max_bytes is not None else 0
    return found[0] if len(found) == 1 else b"".join(found)


def write_atomically(
    path: Path, data: bytes, *, durable: bool = True, mode: int | None = None
) -> None:
    """Write one file completely or not at all; a link at its path is replaced, not followed.

    The draft beside it has an unpredictable name and is created exclusively, so that no existing
    file is ever opened. Missing parent folders are created.

    Args:
        path: the file.
        data: its complete content.
        durable: wait until the bytes are on the disk before the file is replaced.
        mode: its permissions; by default those of a new file.

    Raises:
        OSError: the system refused; the file is unchanged.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{_draft_prefix(path)}{secrets.token_hex(8)}.draft")
    try:
        write_new_file(draft, data, durable=durable)
        if mode is not None:
            draft.chmod(mode)
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def write_new_file(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write a file that must not exist yet, not even as a link.

    Raises:
        OSError: it exists, or the system refused.
    """
    with os.fdopen(os.open(path, _CREATE_FLAGS, 0o666), "wb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def replace_text(path: Path, text: str, *, mode: int | None = None) -> None:
    """Write one text file completely or not at all, with these permissions if any are given.

    Raises:
        ReadingListError: the system refused to write.
    """
    try:
        write_atomically(path, text.encode(), mode=mode)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReadingListError(f"cannot write {path}: {reason}; the file is unchanged") from error


def write_output(path: Path, text: str) -> None:
    """Write the file that a user named for the output of a command, completely or not at all.

    An existing file keeps its permissions. A file that may not be written is refused, although its
    folder would let it be replaced. So are links and devices: a pull request can contain a link to
    any file, and `/dev/null` must stay what it is.

    Raises:
        ReadingListError: the path is one of these, or the system refused to write.
    """
    try:
        mode = os.lstat(path).st_mode
    except OSError:  # most likely there is no such file yet; else writing says what is wrong
        return replace_text(path, text)
    if stat.S_ISLNK(mode):
        target = os.path.realpath(path)
        raise ReadingListError(f"{path} is a symbolic link to {target}. Name that file instead")
    if not stat.S_ISREG(mode):
        raise ReadingListError(f"{path} is not a regular file. Name another, or none: without one, "
                               "the output is on standard output")  # fmt: skip
    if not (mode & _WRITABLE and os.access(path, os.W_OK)):
        raise ReadingListError(f"{path} is read-only. Allow writing, or name another file")
    return replace_text(path, text, mode=stat.S_IMODE(mode))


def remove_drafts(path: Path) -> None:
    """Remove drafts that killed runs left beside a file."""
    name = re.compile(re.escape(_draft_prefix(path)) + r"[0-9a-f]{16}\.draft")
    with suppress(OSError):
        for each in path.parent.iterdir():
            if name.fullmatch(each.name):
                each.unlink()


def find_symlink(path: Path, below: Path) -> Path | None:
    """The first symbolic link between a folder and a path below it; None if there is none.

    Of a path outside the folder only the last part is checked: the user configured the others.
    """
    if not path.is_relative_to(below):
        return path if path.is_symlink() else None
    parts = path.relative_to(below).parts
    steps = (below.joinpath(*parts[: count + 1]) for count in range(len(parts)))
    return next((step for step in steps if step.is_symlink()), None)


def is_outside(path: Path, *folders: Path) -> bool:
    """Whether a path, with its links resolved, is in none of the folders."""
    real = Path(os.path.realpath(path))
    return not any(real.is_relative_to(os.path.realpath(folder)) for folder in folders)


def paper_files(folder: Path, collections: Collection[str] = ()) -> Iterator[tuple[str, Path]]:
    """Everything in a folder that may be meant as a paper, or must not be there, by name.

    Args:
        folder: the folder.
        collections: the names of folders in it whose files are papers, too.
    """
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name in collections and path.is_dir() and not path.is_symlink():
            yield from ((f"{path.name}/{name}", file) for name, file in paper_files(path))
        elif _is_paper_candidate(path):
            yield path.name, path


def find_list_folders(folder: Path) -> tuple[str, ...]:
    """The folders in that of the papers that could be those of lists: they have papers."""
    if not folder.is_dir():
        return ()
    found = (path for path in sorted(folder.iterdir()) if is_id(path.name))
    return tuple([
        path.name for path in found
        if path.is_dir() and not path.is_symlink() and any(path.glob(f"*{SUFFIX}"))
    ])  # fmt: skip


def _is_paper_candidate(path: Path) -> bool:
    """Whether a file, or the files of a folder, may be meant as papers of the list."""
    if path.name.endswith(SUFFIX) and not path.name.startswith("."):
        return True  # as almost all, told without asking the system
    if _CONFLICT_HALF.search(path.name):
        return True
    if path.name.startswith(".#"):  # lock of an editor: a broken link
        return path.exists()
    if path.is_symlink() or path.name.startswith(_OLD_STAGING_PREFIX) or path.suffix.lower() in (
        SUFFIX, ".yaml",
    ):  # fmt: skip
        return True
    if path.suffix.lower() not in _PAPER_SUFFIXES or path.name.startswith("."):
        return False
    if path.is_dir():
        try:
            return any(each.suffix.lower() == SUFFIX for each in path.iterdir())
        except OSError:  # its content is unknown
            return True
    is_vim_probe = path.name.isdigit()  # Vim creates `4913` to test the folder
    return path.stem.upper() not in _DOCUMENT_STEMS and not is_vim_probe


def read_text(path: Path, source: str) -> tuple[str | None, list[Finding]]:
    """A file's text with its line ends; None with a finding if it cannot be read as UTF-8.

    Args:
        path: the file.
        source: how findings name it.
    """
    data, findings = read_data(path, source)
    return decode_text(data, source) if data is not None else (None, findings)


def read_data(path: Path, source: str) -> tuple[bytes | None, list[Finding]]:
    """A file's bytes; None with a finding if it cannot be read.

    Args:
        path: the file.
        source: how findings name it.
    """
    if reason := _misplaced_name(path.name):
        return None, [_problem(*reason, source)]
    try:
        return read_regular_file(path, MAX_FILE_BYTES), []
    except NotRegularFileError:
        problem = "not-a-file", _describe_other_file(path)
    except TooLargeError:
        problem = "too-large", f"more than {MAX_FILE_BYTES:,} bytes: shorten the file"
    except OSError as error:
        problem = "unreadable", f"cannot be read: {error.strerror}"
    return None, [_problem(*problem, source)]


def decode_text(data: bytes, source: str) -> tuple[str | None, list[Finding]]:
    """The text of a file; None with a finding if it is not UTF-8.

    Args:
        data: the content of the file.
        source: how findings name it.
    """
    if b"\0" in data[:2]:  # UTF-16 without a byte order mark, which is valid UTF-8
        return None, [_problem("not-utf8", "not UTF-8 text: save the file as UTF-8", source)]
    try:
        return data.decode("utf-8").removeprefix("\ufeff"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "not UTF-8 text: save the file as UTF-8"
        return None, [_problem("not-utf8", message, source, line)]


def _problem(code: str, message: str, source: str, line: int = 1) -> Finding:
    origin = Origin(source=source, line=line)
    return Finding(code=code, severity="error", message=message, origin=origin)


def _misplaced_name(name: str) -> tuple[str, str] | None:
    """Why a file of this name is not read, as code and message; None if it is."""
    if name.startswith(_OLD_STAGING_PREFIX):
        return "not-a-file", (
            "no file of a list has this name; an earlier version of reading-list made such "
            "folders: look at what is in it, then remove it"
        )
    if half := _CONFLICT_HALF.search(name):
        kept = f"{name[: half.start()]}{SUFFIX}"
        return "conflict-marker", (
            f"git left this half of a merge conflict ({half[1][:40]!r}) here: put what is right "
            f"of it into {kept}, then remove this file"
        )
    return None


def _describe_other_file(path: Path) -> str:
    """What a path is that is not a regular file, and what to do."""
    if path.is_symlink():
        return "a symbolic link, which is not followed: remove it, or put the file itself here"
    if path.is_dir():
        return "this is a folder, which is not read: move its papers out of it, or remove it"
    return "not a regular file: remove it"


def _draft_prefix(path: Path) -> str:
    return f".{path.name[:_MAX_NAME_CHARS]}."
