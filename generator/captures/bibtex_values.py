"""What stands behind a `=` in BibTeX: values, names, days.

A value is `{…}`, `"…"`, a number or the name of an `@string`, or several of these joined with `#`
(Patashnik, "BibTeXing", 1988, section 2). bibtexparser finds where a value ends and leaves the
rest to its caller.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

from generator.captures.latex import letters, unprotected
from generator.markup import to_text
from generator.model import MONTHS, PartialDate
from generator.names import one_line

# What all names of @strings in one file may become: else twenty lines that each double the one
# before would fill the memory.
EXPANSION = 1_000_000
_PIECE = re.compile(r'\s*(?:(?P<open>[{"])|(?P<bare>[^\s#{}",=%()]+))')
_JOIN = re.compile(r"\s*(?P<hash>#)?")
_DELIMITER = re.compile(r'\\.|[{}"]', re.DOTALL)
_AND = re.compile(r"\\.|[{}]|(?: |^)and(?= |$)", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_MONTH = re.compile(r"[A-Za-z]{3}")
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


class BadValueError(ValueError):
    """A value that breaks the rules of BibTeX; the message says what was expected."""


@dataclass(slots=True)
class Strings:
    """The `@string`s of one file, and how much they may still grow."""

    known: dict[str, str] = field(
        default_factory=lambda: {month.lower(): month for month in MONTHS}
    )
    left: int = EXPANSION

    def value(self, raw: str) -> tuple[str, tuple[str, ...]]:
        """The text of a value, and the names in it that no `@string` defines.

        Raises:
            BadValueError: this is no value.
        """
        pieces: list[str] = []
        unknown: list[str] = []
        place, more = 0, True
        while more:
            piece = _PIECE.match(raw, place)
            if piece is None:
                raise _bad(raw, place)
            if piece["open"]:
                place = _closed(raw, piece.end())
                pieces.append(raw[piece.end() : place - 1])
            else:
                place = piece.end()
                pieces.append(self._named(piece["bare"], unknown))
            joined = _JOIN.match(raw, place)
            more, place = bool(joined and joined["hash"]), joined.end() if joined else place
        if place < len(raw):
            raise _bad(raw, place)
        return "".join(pieces), tuple(unknown)

    def _named(self, name: str, unknown: list[str]) -> str:
        if name.isdecimal():
            return name
        if name.lower() not in self.known:
            unknown.append(name)
            return ""
        found = self.known[name.lower()]
        self.left -= len(found)
        if self.left < 0:
            raise BadValueError(f"the @strings of this file grow beyond {EXPANSION:,} characters")
        return found


def _closed(raw: str, start: int) -> int:
    """Where the value ends that a brace or quotation mark before this place opened."""
    quoted, depth = raw[start - 1] == '"', 0
    for mark in _DELIMITER.finditer(raw, start):
        if mark.group() == "{":
            depth += 1
        elif mark.group() == "}" and depth:
            depth -= 1
        elif not depth and mark.group() == ('"' if quoted else "}"):
            return mark.end()
    raise _bad(raw, start - 1)


def _bad(raw: str, place: int) -> BadValueError:
    found = repr(one_line(raw[place : place + 80])[:30]) if raw[place:].strip() else "nothing"
    return BadValueError(
        f'expected {{…}}, "…", a number or the name of a @string, found {found}; '
        "is a comma missing before it?"
    )


def prose(value: str) -> str:
    """A value as captured text: letters as letters, without protecting braces."""
    return unprotected(letters(value))


def plain(value: str) -> str:
    """A value in plain characters, for what is shown as it stands."""
    return to_text(one_line(prose(value)))


@dataclass(frozen=True, kw_only=True, slots=True)
class People:
    """The names of a list, first name first; `odd` ones stand as written, `more` were left out."""

    names: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    more: bool = False


def people(value: str) -> People:
    """The names in `Last, First and First von Last and others`."""
    # Letters first: bibtexparser 2.1 takes the tilde of `Mu\~noz` for a space.
    names: list[str] = []
    odd: list[str] = []
    listed = list(_listed(one_line(letters(value))))
    more = listed[-1:] == ["others"]
    for name in listed[:-1] if more else listed:
        try:
            parts = parse_single_name_into_parts(name, strict=True)
            read = plain(parts.merge_first_name_first)
        except InvalidNameError:
            read = plain(name)
            odd.append(read)
        names += [read] if read else []
    return People(names=tuple(names), odd=tuple(odd), more=more)


def _listed(value: str) -> Iterator[str]:
    """The names between the `and`s outside of braces.

    bibtexparser 2.1 can do this too, but loses a command that a name starts with.
    """
    depth = start = 0
    for mark in _AND.finditer(value):
        if mark.group() == "{":
            depth += 1
        elif mark.group() == "}":
            depth = max(depth - 1, 0)
        elif not mark.group().startswith("\\") and not depth:
            yield value[start : mark.start()].strip(" ,")
            start = mark.end()
    yield value[start:].strip(" ,")


@dataclass(frozen=True, kw_only=True, slots=True)
class When:
    """When a paper appeared: the day where it is told, else perhaps the year (empty if not)."""

    day: PartialDate | None = None
    year: str = ""


def when(values: Mapping[str, str]) -> When:
    """The day of biblatex's `date`, or of `year`, `month` and `day`.

    Raises:
        BadValueError: there is no such day.
    """
    if iso := _ISO.fullmatch(one_line(values.get("date", ""))):
        return _when(int(iso[1]), int(iso[2]), int(iso[3]))
    year = _YEAR.search(values.get("year") or values.get("date", ""))
    if not year:
        return When()
    printed = values.get("month", "")
    name, numbers = _MONTH.search(printed), _NUMBER.findall(printed)
    months = [month.lower() for month in MONTHS]
    if name and name.group().lower() in months:
        month = months.index(name.group().lower()) + 1
        numbers = [*_NUMBER.findall(values.get("day", "")), *numbers]
    else:
        month = int(numbers[0]) if numbers else 0
        numbers = _NUMBER.findall(values.get("day", ""))
    if not month or not numbers:
        return When(year=year.group())
    return _when(int(year.group()), month, int(numbers[0]))


def _when(year: int, month: int, day: int) -> When:
    try:
        date(year, month, day)
    except ValueError as error:
        raise BadValueError(f"there is no day {year:04}-{month:02}-{day:02}") from error
    return When(day=PartialDate(year=year, month=month, day=day), year=f"{year:04}")
