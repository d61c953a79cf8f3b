"""Values of BibTeX fields.

A value is `{…}`, `"…"`, a number or the name of an `@string`, or several of these joined with `#`
(Patashnik, "BibTeXing", 1988, section 2). bibtexparser finds where a value ends; its
parts are read here.
"""

import re
from dataclasses import dataclass, field

from generator.model import MONTHS
from generator.text.characters import one_line
from generator.text.latex import read_latex, read_plain

# Limit of all @string expansions in one file: twenty @strings that each double the one before
# would exhaust memory.
MAX_EXPANDED_CHARACTERS = 1_000_000
# One piece of a value: an opening `{` or `"`, a number, or the name of a string.
_PIECE = re.compile(
    r"""
    \s*
    (?: (?P<open>[{"])
      | (?P<word>[^\s\#{}",=%()]+)
    )
    """,
    re.VERBOSE,
)
_JOIN = re.compile(r"\s*(?P<hash>#)?")
_DELIMITER = re.compile(r'\\.|[{}"]', re.DOTALL)


class BadValueError(ValueError):
    """A value is not valid BibTeX; the message says what was expected."""


@dataclass(slots=True)
class Strings:
    """The `@string`s of one file, and how many characters of expansion remain."""

    known: dict[str, str] = field(
        default_factory=lambda: {month.lower(): month for month in MONTHS}
    )
    remaining_characters: int = MAX_EXPANDED_CHARACTERS

    def value(self, raw: str, *, expanded: bool = True) -> tuple[str, tuple[str, ...]]:
        """The text of a value, and the names in it that no `@string` defines.

        Args:
            raw: the source of the value.
            expanded: whether to replace names; unnecessary for fields that are not kept.

        Raises:
            BadValueError: The source is not a valid value.
        """
        pieces: list[str] = []
        unknown: list[str] = []
        place, more = 0, True
        while more:
            piece = _PIECE.match(raw, place)
            if piece is None:
                raise _bad_value(raw, place)
            if piece["open"]:
                place = _value_end(raw, piece.end())
                pieces.append(raw[piece.end() : place - 1])
            else:
                place = piece.end()
                pieces.append(self._lookup(piece["word"], unknown) if expanded else piece["word"])
            joined = _JOIN.match(raw, place)
            more, place = bool(joined and joined["hash"]), joined.end() if joined else place
        if place < len(raw):
            raise _bad_value(raw, place)
        return "".join(pieces), tuple(unknown)

    def _lookup(self, name: str, unknown: list[str]) -> str:
        if name.isdecimal():
            return name
        if name.lower() not in self.known:
            unknown.append(name)
            return ""
        found = self.known[name.lower()]
        self.remaining_characters -= len(found)
        if self.remaining_characters < 0:
            raise BadValueError(
                f"the @strings of this file grow beyond {MAX_EXPANDED_CHARACTERS:,} characters"
            )
        return found


def _value_end(raw: str, start: int) -> int:
    """The index after the value that the delimiter before `start` opened."""
    quoted, depth = raw[start - 1] == '"', 0
    for mark in _DELIMITER.finditer(raw, start):
        if mark.group() == "{":
            depth += 1
        elif mark.group() == "}" and depth:
            depth -= 1
        elif not depth and mark.group() == ('"' if quoted else "}"):
            return mark.end()
    raise _bad_value(raw, start - 1)


def _bad_value(raw: str, place: int) -> BadValueError:
    found = repr(one_line(raw[place : place + 80])[:30]) if raw[place:].strip() else "nothing"
    return BadValueError(
        f'expected {{…}}, "…", a number or the name of a @string, found {found}; '
        "is a comma missing before it?"
    )


def captured_text(value: str, unknown: list[str] | None = None) -> str:
    """A value as captured text with its line breaks; `unknown` collects unknown commands."""
    return read_latex(value, unknown)


def plain_text(value: str) -> str:
    """A value in plain characters on one line, for fields that are shown without markup."""
    return one_line(read_plain(value))
