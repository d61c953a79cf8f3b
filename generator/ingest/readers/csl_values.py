"""Texts, names and dates of CSL-JSON."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.ingest.readers.bibtex_dates import StatedDate, stated_date
from generator.ingest.readers.bibtex_values import BadValueError
from generator.model import Name, PartialDate, Qualifier
from generator.text.characters import one_line
from generator.text.edtf import valid_date
from generator.text.publications import arxiv_month, split_venue

_PARTICLES = ("dropping-particle", "non-dropping-particle")
_NUMERIC = re.compile(r"(\d{4})[-/](\d\d?)(?:[-/](\d\d?)(?!\d))?")
# The end of a range after its first date: `/2018-07`, ` - June 2018`.
_RANGE_END = re.compile(
    r"""
    \s* (?: / | -- | \s-\s | \u2013 | \bto\b ) \s*
    ( .*\b\d{4}.* )
    """,
    re.VERBOSE,
)
# What may follow a complete date: nothing, a time of day, or EDTF's open end of a range.
_TIME_OR_OPEN_END = re.compile(r"\s*(?:[T ]\d\d:.*|/(?:\.\.)?)?")
_MAX_MONTH = 12  # higher ones are seasons


def text_value(value: object) -> str:
    """A value as one line: of a list the first item, of an integer its digits, else empty."""
    if isinstance(value, list):
        return text_value(value[0]) if value else ""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return one_line(str(value))


def name_value(value: object) -> Name | None:
    """A name in its parts; None if the value is not a name."""
    if not isinstance(value, Mapping):
        return None
    part = {name: text_value(value.get(name)) for name in ("given", "suffix", "literal")}
    family = " ".join(filter(None, (text_value(value.get(n)) for n in (*_PARTICLES, "family"))))
    if not family or not (part["given"] or part["suffix"]):
        literal = part["literal"] or family or part["given"]
        return Name(literal=literal) if literal else None
    return Name(family=family, given=part["given"], suffix=part["suffix"])


def venue_and_dates(
    container: str, date: PartialDate | None, first: PartialDate | None = None, arxiv: str = ""
) -> tuple[str, PartialDate | None, PartialDate | None]:
    """The container's name without its year, the first date, and that of the version of record.

    Args:
        container: the name, such as `NeurIPS 2019`.
        date: the date of publication.
        first: an earlier date, of the first publication.
        arxiv: the arXiv id; the date of a published paper with an id of another year is not that
            of the preprint.
    """
    name, year = split_venue(container)
    if year and date is None:
        date = PartialDate(year=year)
    venue = name if year and date and date.year == year else container
    on_arxiv = arxiv_month(arxiv) if arxiv and venue else None
    if date and not first and on_arxiv and on_arxiv.year != date.year:
        return venue, None, date
    if date and (first or split_venue(venue)[1]):
        return venue, first or date, date
    return venue, date or first, None


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date in CSL-JSON: `date-parts`, or text in `raw` or `literal`; with `circa`."""

    value: object

    @property
    def stated(self) -> str:
        """The date as the source writes it; empty if there is none."""
        if isinstance(self.value, str):
            return one_line(self.value)
        if not isinstance(self.value, Mapping):
            return str(self.value) if self.value else ""
        found = self.value
        text = text_value(found.get("raw")) or text_value(found.get("literal"))
        parts = found.get("date-parts")
        is_empty = isinstance(parts, list) and not any(map(any, self._parts))
        return text or (str(parts) if parts and not is_empty else "")

    def date(self) -> PartialDate | None:
        """The date as far as it is known; of a range the first.

        Raises:
            BadValueError: The calendar has no such day.
        """
        if self._iso_text:
            iso_date = _from_text(self._iso_text).date
            return replace(iso_date, qualifier=self._qualifier) if iso_date else None
        numbers = self._numbers
        found = _valid_date(*numbers[:3]) if numbers else _from_text(self.stated).date
        return replace(found, qualifier=self._qualifier or found.qualifier) if found else None

    @property
    def unread(self) -> tuple[str, ...]:
        """Texts beside the date that could not be read."""
        if self._numbers:
            return ()
        text = self._iso_text or self.stated
        if not (numeric := _NUMERIC.match(text)):
            return _from_text(text).unread
        rest = text[numeric.end() :]
        is_read = _TIME_OR_OPEN_END.fullmatch(rest) or _RANGE_END.fullmatch(rest)
        return () if is_read else (rest.strip(),)

    @property
    def range_end(self) -> str:
        """The last date of a range as it is written, without what EDTF calls open."""
        first, last = (*self._parts[:2], [], [])[:2]
        if last and last != first:
            return "-".join(part for part in map(text_value, last) if part != "0")
        text = self._iso_text or ("" if self._numbers else self.stated)
        numeric = _NUMERIC.match(text)
        end = _RANGE_END.match(text, numeric.end()) if numeric else _RANGE_END.search(text)
        return end[1].strip() if end else ""

    @property
    def _iso_text(self) -> str:
        """A complete date in the place of the year: `[["2018-05-01"]]`."""
        first = next(iter(self._parts), [])
        return (
            text_value(first[0]) if len(first) == 1 and _NUMERIC.match(text_value(first[0])) else ""
        )

    @property
    def _numbers(self) -> list[int]:
        numbers = [int(text_value(part)) for part in next(iter(self._parts), [])
                   if text_value(part).isdecimal()]  # fmt: skip
        return numbers if numbers and numbers[0] else []

    @property
    def invalid_month(self) -> str:
        """A value in the place of the month that is not one: 13, or a season."""
        first = next(iter(self._parts), [])
        numeric = _NUMERIC.match(
            self.stated if not first else text_value(first) if len(first) == 1 else ""
        )
        part = numeric[2] if numeric else text_value(first[1:2])
        return part if part and not (part.isdecimal() and int(part) <= _MAX_MONTH) else ""

    @property
    def _parts(self) -> list[list[object]]:
        found = self.value.get("date-parts") if isinstance(self.value, Mapping) else None
        return [part for part in found if isinstance(part, list)] if isinstance(found, list) else []

    @property
    def _qualifier(self) -> Qualifier:
        circa = self.value.get("circa") if isinstance(self.value, Mapping) else None
        if circa == "?":
            return "?"
        return "%" if circa == "%" else "~" if circa and circa != "false" else ""


def _valid_date(year: int, month: int = 0, day: int = 0) -> PartialDate | None:
    if not 1 <= month <= _MAX_MONTH:
        return valid_date(year)
    if found := valid_date(year, month, day or None):
        return found
    raise BadValueError(f"there is no day {year:04}-{month:02}-{day:02}")


def _from_text(text: str) -> StatedDate:
    if match := _NUMERIC.match(text):
        return StatedDate(_valid_date(int(match[1]), int(match[2]), int(match[3] or 0)))
    return stated_date({"year": text})
