"""Generated files and contents of pages that are in a temporary file until MkDocs writes them.

MkDocs renders all pages before it writes the first one. A long list has two hundred megabytes of
pages, and a hundred of files of references, which MkDocs would hold until its end.
"""

import weakref
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from tempfile import TemporaryFile
from typing import ClassVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

_MAX_SPOOL_BYTES = 1 << 25


class _Spool:
    """Bytes in a temporary file, which has no name and is gone when nobody needs any of them."""

    _current: ClassVar["_Spool | None"] = None

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - closed when nobody needs it
        self.size = 0
        weakref.finalize(self, self._file.close)

    @classmethod
    def store(cls, data: bytes) -> Callable[[], bytes]:
        """What gives the data back; they stay in memory if there is no room for a file."""
        with suppress(OSError):
            if cls._current is None or cls._current.size > _MAX_SPOOL_BYTES:
                cls._current = cls()
            return cls._current.append(data)
        cls._current = None  # nobody knows how much of the data was written
        return lambda: data

    def append(self, data: bytes) -> Callable[[], bytes]:
        """What gives the data back, which are at the end of the file from now on."""
        start = self._file.seek(self.size)
        self._file.write(data)
        self._file.flush()
        self.size += len(data)
        return partial(self._read, start, len(data))

    def _read(self, start: int, size: int) -> bytes:
        self._file.seek(start)
        return self._file.read(size)


class _SpooledFile(File):
    """A generated file whose content is not kept in memory.

    MkDocs 1.6 keeps the content of a generated file in `_content`, which its properties and
    `copy_file` read. In a release that keeps it elsewhere, it would only stay in memory.
    """

    _make: Callable[[], bytes] | None = None

    @property
    def _content(self) -> bytes | None:
        return self._make() if self._make else None

    @_content.setter
    def _content(self, content: str | bytes | None) -> None:
        data = content.encode() if isinstance(content, str) else content
        self._make = None if data is None else _Spool.store(data)


def generated_file(
    config: MkDocsConfig, path: str, content: bytes, *, is_spooled: bool = True
) -> File:
    """A file of the site that is not in the folder of documents.

    Args:
        config: the settings of the build.
        path: its path, relative to that folder.
        content: its content.
        is_spooled: whether it is not kept in memory.
    """
    kind = _SpooledFile if is_spooled else File
    return kind.generated(config, path, content=content)


def deferred_file(config: MkDocsConfig, path: str, make: Callable[[], bytes]) -> File:
    """Like `generated_file`, of a file whose content is made whenever MkDocs asks for it."""
    file = _SpooledFile.generated(config, path, content=b"")
    vars(file)["_make"] = make
    return file


def forget_contents(files: Iterable[File]) -> None:
    """Free the contents of files and what makes them, when all have been written."""
    for file in files:
        if isinstance(file, _SpooledFile):
            vars(file)["_make"] = bytes


class _SpooledPage(Page):
    """A page whose content is not kept in memory from the next time on that it is set."""

    _read: Callable[[], bytes] | None = None
    # MkDocs and plugins read it several times.
    _last_read: ClassVar[tuple[Callable[[], bytes] | None, str]] = None, ""

    @property
    def content(self) -> str | None:
        """The HTML of the page."""
        if self._read is None:
            content: str | None = vars(self).get("content")
            return content
        read, text = _SpooledPage._last_read
        if read is not self._read:
            text = self._read().decode("utf-8", "surrogatepass")
            _SpooledPage._last_read = self._read, text
        return text

    @content.setter
    def content(self, content: str | None) -> None:
        vars(self)["content"] = None
        data = None if content is None else content.encode("utf-8", "surrogatepass")
        self._read = None if data is None else _Spool.store(data)


def spool_content(page: Page) -> None:
    """Let a page not keep its content in memory from the next time on that it is set."""
    if type(page) is Page:
        page.__class__ = _SpooledPage
