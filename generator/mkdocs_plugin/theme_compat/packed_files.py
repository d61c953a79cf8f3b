"""Generated files and contents of pages that are compressed until MkDocs writes them.

MkDocs renders all pages before it writes the first one. A long list has two hundred megabytes of
pages, and a hundred of files of references, which MkDocs would hold until its end.
"""

import zlib
from collections.abc import Callable, Iterable
from typing import ClassVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

_FASTEST = 1  # the level of compression: a quarter of the size already


class _PackedFile(File):
    """A generated file whose content is kept compressed.

    MkDocs 1.6 keeps the content of a generated file in `_content`, which its properties and
    `copy_file` read. In a release that keeps it elsewhere, it would only not be compressed.
    """

    _packed: bytes | None = None
    _make: Callable[[], bytes] | None = None

    @property
    def _content(self) -> bytes | None:
        if self._make:
            return self._make()
        return None if self._packed is None else zlib.decompress(self._packed)

    @_content.setter
    def _content(self, content: str | bytes | None) -> None:
        data = content.encode() if isinstance(content, str) else content
        self._make = None
        self._packed = None if data is None else zlib.compress(data, _FASTEST)


def generated_file(
    config: MkDocsConfig, path: str, content: bytes, *, is_packed: bool = True
) -> File:
    """A file of the site that is not in the folder of documents.

    Args:
        config: the settings of the build.
        path: its path, relative to that folder.
        content: its content.
        is_packed: whether it is compressed until it is read.
    """
    kind = _PackedFile if is_packed else File
    return kind.generated(config, path, content=content)


def deferred_file(config: MkDocsConfig, path: str, make: Callable[[], bytes]) -> File:
    """Like `generated_file`, of a file whose content is made whenever MkDocs asks for it."""
    file = _PackedFile.generated(config, path, content=b"")
    vars(file)["_make"] = make
    return file


def forget_contents(files: Iterable[File]) -> None:
    """Free the compressed contents of files and what makes them, when all have been written."""
    for file in files:
        if isinstance(file, _PackedFile):
            file.content_string = ""


class _PackedPage(Page):
    """A page whose content is compressed as soon as it is set."""

    _packed: bytes | None = None
    _last_read: ClassVar[tuple[bytes, str]] = b"", ""  # MkDocs and plugins read it several times

    @property
    def content(self) -> str | None:
        """The HTML of the page."""
        if self._packed is None:
            content: str | None = vars(self).get("content")
            return content
        packed, text = _PackedPage._last_read
        if packed is not self._packed:
            text = zlib.decompress(self._packed).decode("utf-8", "surrogatepass")
            _PackedPage._last_read = self._packed, text
        return text

    @content.setter
    def content(self, content: str | None) -> None:
        vars(self)["content"] = None
        data = None if content is None else content.encode("utf-8", "surrogatepass")
        self._packed = None if data is None else zlib.compress(data, _FASTEST)


def pack_content(page: Page) -> None:
    """Let a page compress its content from the next time on that it is set."""
    if type(page) is Page:
        page.__class__ = _PackedPage
