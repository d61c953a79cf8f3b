"""One file of the generated site."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One file of the site: Markdown (with title and description for its head) or data.

    `path` is relative to the site's source folder, with `/`. A file that is not text, such as a
    font, has `data` instead of `text`. `source` is the file that "edit this page" opens. `listed`
    pages appear in the navigation, `searchable` ones in the search.
    """

    path: str
    text: str = ""
    data: bytes = b""
    title: str = ""
    description: str = ""
    source: str = ""
    listed: bool = True
    searchable: bool = True


class DeferredPage(Page):
    """A page whose text is made each time that it is asked for.

    Attributes:
        key: a digest of everything that decides the text; empty if that is not known.
    """

    __slots__ = ("_make", "key")
    key: str
    _make: Callable[[], str]

    def __init__(self, make: Callable[[], str], key: str = "", **values: Any) -> None:
        """Note how the text is made; `values` are those of the other fields."""
        object.__setattr__(self, "_make", make)
        object.__setattr__(self, "key", key)
        super().__init__(text="", **values)

    @property
    def text(self) -> str:
        """The text of the page."""
        return self._make()

    @text.setter
    def text(self, _: str) -> None:
        """Nothing: `Page` sets its fields once."""
