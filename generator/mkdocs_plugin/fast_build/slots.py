"""Stand-ins for a page and its texts, which show where a template prints what.

A template is rendered once with a `PageStandIn` instead of a page. Its texts are slots: texts that
can be printed and asked whether they are empty. Whatever else a template does with one could give
another result for another page, so it raises UnframeableError.
"""

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from mkdocs.utils import get_relative_url

# Raw in HTML; every escape and most filters would change it.
_SLOT = "\u2063{token}{number:03}aA zZ-_.:,;/&<'\"\u2063"
_PLAIN_SLOT = "{token}{number:03}aA"  # for ids and parts of URLs, which are plain for all pages
_SLOT_NUMBER = re.compile(r"[0-9]+")


class UnframeableError(Exception):
    """A template does something with a page whose result may differ between pages."""


class Slot(str):  # noqa: SLOT000 - it has an attribute
    """A text that can only be printed; `contains` answers what it contains."""

    contains: Mapping[str, bool]

    def __bool__(self) -> bool:
        """A slot stands for a text that is not empty."""
        return True

    def __str__(self) -> str:
        """The text for a template that prints it; filters would do something with it."""
        caller = sys._getframe(1).f_globals  # noqa: SLF001
        if "environment" in caller or caller.get("__name__") == "jinja2.runtime":
            return str.__str__(self)
        raise UnframeableError

    def __contains__(self, text: object) -> bool:
        """The same answer for all pages of a shape."""
        if text not in self.contains:
            raise UnframeableError
        return self.contains[str(text)]


class UrlSlot(Slot):
    """A URL that templates may print, and MkDocs' filter `url` may take apart."""

    def rpartition(self, separator: str, /) -> tuple[str, str, str]:
        """What is before and after the last slash."""
        if separator != "/":
            raise UnframeableError
        return str.__str__(self).rpartition(separator)

    def startswith(self, prefix: Any, *_: Any) -> bool:
        """Whether the URL is absolute, which no page's is."""
        if prefix != "/":
            raise UnframeableError
        return False

    def __hash__(self) -> int:
        """The hash for MkDocs' cache; a template's mapping could have the URL of one page."""
        if sys._getframe(1).f_code is not get_relative_url.__code__:  # noqa: SLF001
            raise UnframeableError
        return hash(str.__str__(self))


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise UnframeableError


_ALLOWED = {"__new__", "__init__", "__str__", "__class__", "__getattribute__",
            "__setattr__", "__delattr__", "__add__", "__reduce__", "__reduce_ex__", "__doc__",
            "__init_subclass__", "__subclasshook__", "__dir__", "__sizeof__",
            "__getstate__", "__contains__"}  # fmt: skip
for _name in {*dir(str)} - _ALLOWED:
    setattr(Slot, _name, _refuse)


@dataclass(frozen=True, slots=True)
class TocItemStandIn:
    """A heading in the table of contents."""

    title: str
    id: str
    level: int
    active: bool
    children: Sequence["TocItemStandIn"]

    @property
    def url(self) -> str:
        """The fragment of the heading, as MkDocs gives it."""
        return "#" + self.id


class PageStandIn:
    """A page outside of the navigation; all but the given attributes are unknown."""

    children = parent = previous_page = next_page = None
    is_homepage = is_index = is_section = is_link = False
    is_page = is_top_level = active = True
    ancestors: Sequence[object] = ()

    def __init__(self, **attributes: Any) -> None:
        vars(self).update(attributes)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        raise UnframeableError


class SlotMaker:
    """Makes slots, and finds them in a rendered page."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._texts: list[str] = []

    def slot(self, prefix: str = "", contains: Mapping[str, bool] | None = None) -> Slot:
        """A slot for raw HTML, which starts with a prefix."""
        return self._add(Slot, prefix + _SLOT, contains or {})

    def plain(self) -> Slot:
        """A slot for letters, digits, hyphens and underscores."""
        return self._add(Slot, _PLAIN_SLOT, {})

    def url(self, before: str, after: str) -> UrlSlot:
        """A URL with a slot for the page's own part of it."""
        self._texts.append(_PLAIN_SLOT.format(token=self._token, number=len(self._texts)))
        slot = UrlSlot(f"{before}{self._texts[-1]}{after}")
        slot.contains = {}
        return slot

    def _add(self, kind: Callable[[str], Slot], pattern: str, contains: Mapping[str, bool]) -> Slot:
        text = pattern.format(token=self._token, number=len(self._texts))
        self._texts.append(text)
        slot = kind(text)
        slot.contains = contains
        return slot

    def split(self, html: str) -> tuple[Sequence[str], Sequence[int]]:
        """The text between slots, and the numbers of the slots.

        Raises:
            UnframeableError: a slot was printed in another form.
        """
        first, *others = html.split(self._token)
        pieces, numbers = [first], [_slot_number(each) for each in others]
        for number, after in zip(numbers, others, strict=True):
            start, _, end = self._texts[number].partition(self._token)
            if not (pieces[-1].endswith(start) and after.startswith(end)):
                raise UnframeableError
            pieces[-1] = pieces[-1].removesuffix(start)
            pieces.append(after.removeprefix(end))
        if any(self._token in piece.lower() for piece in pieces):
            raise UnframeableError
        return pieces, numbers


def _slot_number(text: str) -> int:
    """The number of a slot, from the text after its token."""
    found = _SLOT_NUMBER.match(text)
    if found is None:
        raise UnframeableError
    return int(found[0])


def join(pieces: Sequence[str], numbers: Iterable[int], values: Sequence[str]) -> str:
    """The text with values in place of slots."""
    filled = [""] * (2 * len(pieces) - 1)
    filled[::2] = pieces
    filled[1::2] = [values[number] for number in numbers]
    return "".join(filled)
