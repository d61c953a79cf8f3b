"""The list's pages, compressed: a build of a long list holds all of them at once."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import overload

from generator.model import Page

_FASTEST = 1  # the level of compression: a quarter of the size already


class PackedPages(Sequence[Page]):
    """Pages whose texts are compressed until they are asked for.

    A text with any character beyond Latin-1 takes two bytes for each of its characters.
    """

    def __init__(self, pages: Iterable[Page]) -> None:
        """Take each page as it is made."""
        self._packed = [
            (replace(page, text=""), zlib.compress(page.text.encode(), _FASTEST)) for page in pages
        ]

    def __len__(self) -> int:
        """The number of pages."""
        return len(self._packed)

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Page]: ...
    def __getitem__(self, index: int | slice) -> Page | Sequence[Page]:
        """A page with its text, made anew."""
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        page, packed = self._packed[index]
        return replace(page, text=zlib.decompress(packed).decode())
