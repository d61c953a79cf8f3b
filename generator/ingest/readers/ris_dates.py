"""The date of a record: `PY`, `Y1` and `DA`, as far as they agree.

RIS writes a date as `YYYY/MM/DD/other`, where each part may be empty. Many programs write others:
a date of EDTF, a month without year beside a year, or words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.ingest.readers.bibtex_dates import StatedDate, stated_date
from generator.ingest.readers.bibtex_values import BadValueError
from generator.ingest.readers.ris_records import PLACEHOLDERS, Field, Record
from generator.model import PartialDate
from generator.text.characters import one_line
from generator.text.edtf import valid_date
from generator.text.months import month_number

# A date of RIS: `2020`, `2020///`, `2020/03/15/`, `2020/03//Spring`, `2020/march`.
_RIS_DATE = re.compile(
    r"""
    (?P<year>\d{4})
    (?: / (?P<month>\d{1,2}|[^\W\d_]+\.?|)
        (?: / (?P<day>\d{1,2}|)
            (?: / (?P<other>.*) )?
        )?
    )?
    """,
    re.VERBOSE,
)
# A day with a time after it: `2020-11-17 17:53:40`, `2020/11/17 06:00`.
_WITH_TIME = re.compile(r"(\d{4}[-/]\d\d[-/]\d\d)[T ]\d\d:\d\d.*")
_MONTH_AND_YEAR = re.compile(r"(\d\d?)/(\d{4})")
_COMPACT = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)")
_SPACED = re.compile(r"(\d{4}) (\d\d) (\d\d)")
# Days in the life of a manuscript, which are not that of its publication.
_OTHER_DAY = re.compile(r"received|accepted|revised|submitted|accessed|cited", re.IGNORECASE)
_MAX_MONTH = 12
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")


@dataclass(frozen=True, slots=True)
class RecordDate:
    """The date of a record, the day it first was online, and messages about what was left out."""

    date: PartialDate | None = None
    first: PartialDate | None = None
    first_field: Field | None = None
    problems: tuple[tuple[Field, str], ...] = ()


def read_date(text: str) -> StatedDate:
    """The date in a field; `date` is None if it has no year.

    Raises:
        BadValueError: The calendar has no such day.
    """
    if len(text) == 4 and text.isdecimal():  # noqa: PLR2004 - a year, as in most records
        return StatedDate(valid_date(int(text)))
    if timed := _WITH_TIME.fullmatch(text):
        text = timed[1]
    if numeric := _COMPACT.fullmatch(text) or _SPACED.fullmatch(text):
        text = "/".join(numeric.groups())
    if swapped := _MONTH_AND_YEAR.fullmatch(text):
        text = f"{swapped[2]}/{swapped[1]}"
    match = _RIS_DATE.fullmatch(text)
    if not match:
        return stated_date({"year": text.rstrip("/")})
    year, other = int(match["year"]), (match["other"] or "").strip(" /")
    month = _month(match["month"] or "")
    if month is None:
        found = valid_date(year)
        return StatedDate(found, (match["month"],) if found else ())
    other = "" if other in PLACEHOLDERS else other
    day = int(match["day"] or 0) if month else 0
    found = valid_date(year, month or None, day or None)
    if found is None and valid_date(year):
        raise BadValueError(f"there is no day {year:04}-{month:02}-{day:02}")
    return StatedDate(found, (other,) if other and not _is_repeated(other, found) else ())


def _month(text: str) -> int | None:
    """The number of a month, 0 if none is stated; None for a season or an impossible number."""
    if text.isdecimal():
        return int(text) if int(text) <= _MAX_MONTH else None
    return month_number(text) if text else 0


def _is_repeated(other: str, found: PartialDate | None) -> bool:
    """Whether the last part of a date says only what its other parts do: `2020/03//March`."""
    words = re.findall(r"\w+", other)
    return found is not None and all(
        month_number(word) == found.month if word.isalpha()
        else word.isdecimal() and int(word) in (found.year, found.month, found.day)
        for word in words
    )  # fmt: skip


def record_date(record: Record) -> RecordDate:
    """The date of a record, and the day on which its article first appeared online (`ET`).

    The year is that of `PY`, else of `Y1` or `DA`. Month and day are taken as far as all fields of
    that year agree.

    Raises:
        BadValueError: The calendar has no such day.
    """
    problems: list[tuple[Field, str]] = []
    date: PartialDate | None = None
    unread: list[Field] = []
    for each in _date_fields(record):
        text = one_line(each.text)
        each.used = True
        if date and not _YEAR.search(text):  # the month of a year: `MAY 15`
            read = stated_date({"year": str(date.year), "month": text.rstrip("/")})
        else:
            read = read_date(text)
        if read.date is None:
            unread.append(each)
            continue
        for part in read.unread:
            message = f"{part[:40]!r} cannot be read as part of the date; {read.date} was used"
            problems.append((each, message))
        merged = _merge(date, read.date) if date else read.date
        if date and not _agree(date, read.date):
            message = f"another field states the date {date}, not {text[:40]!r}; {merged} was used"
            problems.append((each, message))
        date = merged
    for each in unread:
        used = f"; {date} was used" if date else "; left out"
        problems.append((each, f"{one_line(each.text)[:40]!r} has no year{used}"))
    return RecordDate(date, *_first_online(record), tuple(problems))


def _date_fields(record: Record) -> Iterator[Field]:
    for tag in ("PY", "YR", "Y1", "DA"):
        for each in record.all(tag):
            if not _OTHER_DAY.search(each.text):
                yield each


def _first_online(record: Record) -> tuple[PartialDate | None, Field | None]:
    """The day in `ET`, where EndNote and PubMed have the first day of an article, and the field."""
    for field in record.all("ET"):
        try:
            found = read_date(one_line(field.text)) if _YEAR.search(field.text) else StatedDate()
        except BadValueError:
            continue
        if found.date:
            return found.date, field
    return None, None


def _agree(one: PartialDate, other: PartialDate) -> bool:
    """Whether one of two dates is the other, known more exactly."""
    return one.year == other.year and (
        not one.month or not other.month
        or (one.month == other.month and (not one.day or not other.day or one.day == other.day))
    )  # fmt: skip


def _merge(one: PartialDate, other: PartialDate) -> PartialDate:
    """The more exact of two dates that agree, else what they have in common, else the first."""
    if _agree(one, other):
        return max(one, other, key=lambda date: date.sort_key)
    if one.year != other.year:
        return one
    return PartialDate(year=one.year, month=one.month if one.month == other.month else None)
