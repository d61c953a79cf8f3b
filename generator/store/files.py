"""Files on disk: read whole, written all together or not at all.

A commit of several files must survive being killed at any moment. All of them are first written
to a hidden folder beside the papers; renaming that folder to its final name is the one step that
decides; then each file is moved into place. Whoever reads or writes the list next finishes a
decided commit (`_ready`) and discards an undecided one (`_staging*`).
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator.errors import ReadingListError
from generator.model import Finding, Origin

_READY = ".import-ready"
_STAGING = ".import-staging-"
SUFFIX = ".yml"
LARGEST = 250_000  # bytes of a file of the list; a paper has some 5,000
_MEANT = (SUFFIX, ".yaml", "")  # in any case: what somebody may have taken for a paper
_NO_PAPERS = ("README", "LICENSE")


def list_files(folder: Path) -> list[Path]:
    """The paper files of the list in the order of their ids, a decided commit included."""
    if not folder.is_dir():
        return []
    with suppress(OSError):  # where nothing may be written, the decided files are read in place
        finish(folder)
    ready = {path.name: path for path in (folder / _READY).glob(f"*{SUFFIX}")}
    present = {path.name: path for path in folder.iterdir() if _is_meant(path)}
    return sorted({**present, **ready}.values(), key=lambda path: (path.stem, path.suffix))


def _is_meant(path: Path) -> bool:
    """Whether somebody meant a file, or the files in a folder, to be papers of the list."""
    if path.suffix.lower() in (SUFFIX, ".yaml"):
        return not path.name.startswith(".#")  # an editor's mark that the file is open
    if path.suffix.lower() not in _MEANT or path.name.startswith("."):
        return False
    if path.is_dir():
        try:
            return any(each.suffix.lower() == SUFFIX for each in path.iterdir())
        except OSError:  # nobody can tell what is in it
            return True
    return path.stem.upper() not in _NO_PAPERS and not path.name.isdigit()  # Vim tries `4913`


def read_text(path: Path, source: str) -> tuple[str | None, list[Finding]]:
    """A file's text as written (line ends kept); None with a finding where it is not UTF-8."""

    def problem(code: str, message: str, line: int = 1) -> tuple[None, list[Finding]]:
        origin = Origin(source=source, line=line)
        return None, [Finding(code=code, severity="error", message=message, origin=origin)]

    if path.is_dir() and not path.is_symlink():
        message = "this is a folder, which is not read: move its papers out of it, or remove it"
        return problem("not-a-file", message)
    if path.is_symlink() or not path.is_file():
        return problem("not-a-file", "this is no regular file: remove it")
    try:
        if path.stat().st_size > LARGEST:
            return problem("too-large", f"more than {LARGEST:,} bytes: no paper needs that")
        data = path.read_bytes()
    except OSError as error:
        return problem("unreadable", f"cannot be read: {error.strerror}")
    if b"\0" in data[:2]:  # UTF-16 without its mark, which decodes as UTF-8 all the same
        return problem("not-utf8", "not UTF-8 text: save the file as UTF-8")
    try:
        return data.decode("utf-8").removeprefix("\ufeff"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return problem("not-utf8", "not UTF-8 text: save the file as UTF-8", line)


def commit(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files (name -> text) into a folder: after a crash either all are there or none.

    Whoever else may write holds the folder's lock meanwhile (`locks.alone`).

    Raises:
        ReadingListError: the system refused to write; says what is on disk now.
    """
    try:
        _commit(folder, texts)
    except OSError as error:
        state = "nothing was written; run this again when it can be"
        if (folder / _READY).is_dir():
            state = "what was decided is written by the next command"
        reason = error.strerror or str(error)
        raise ReadingListError(f"cannot write to {folder}: {reason}; {state}") from error


def _commit(folder: Path, texts: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    recover(folder)
    if not texts:
        return
    staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=folder))
    try:
        for name, text in texts.items():
            _write(staging / name, text)
        _sync(staging)
        staging.chmod(0o755)
        staging.rename(folder / _READY)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    _sync(folder)
    finish(folder)


def replace_text(path: Path, text: str) -> None:
    """Write one file, whole or not at all.

    Raises:
        ReadingListError: the system refused to write.
    """
    draft = path.with_name(f".{path.name}.draft")
    try:
        try:
            _write(draft, text)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReadingListError(f"cannot write {path}: {reason}; it is as it was") from error


def finish(folder: Path) -> None:
    """Move the files of a decided commit into place; another process may be doing the same."""
    ready = folder / _READY
    if not ready.is_dir():
        return
    with suppress(FileNotFoundError):  # the other one was first
        for path in sorted(ready.iterdir()):
            with suppress(FileNotFoundError):
                path.replace(folder / path.name)
        ready.rmdir()
    _sync(folder)


def recover(folder: Path) -> None:
    """Finish what an interrupted commit had decided, discard what it had not."""
    finish(folder)
    for path in folder.glob(f"{_STAGING}*"):
        shutil.rmtree(path, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make renames in a folder durable, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
