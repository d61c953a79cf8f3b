"""Dates in cells of a table.

What is unclear is said: `03/04/2020`, if no other cell of the column shows the order of day and
month, and the day numbers of spreadsheets, which depend on a setting of the file.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from generator.ingest.readers.bibtex_dates import stated_date
from generator.model import PartialDate
from generator.text.edtf import parse_date

Order = Literal["", "day first", "month first"]
# A date with the year at its end: `4/13/2024`, `13-4-2024`.
_YEAR_LAST = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?:[ T].*)?")
_TIME = re.compile(r"(\d{4}-\d\d?-\d\d?)[T ]\d\d?:.*")
_WHOLE_NUMBER = re.compile(r"^(\d{4})\.0$")  # a year in a column that a program read as numbers
_YEAR_AND_MONTH = re.compile(r"^(\d{4})[./](1[0-2]|0?[1-9])$")  # `2024.04`
_WHOLE_PART = re.compile(r"(?<=\d)\.0$")
_DIGITS = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)")  # `20190105`
_DAY_NUMBER = re.compile(r"([2-7]\d{4})(?:\.\d+)?")
_DAY_ZERO = date(1899, 12, 30)  # of the day numbers of most spreadsheets
_MAX_MONTH = 12


@dataclass(frozen=True, slots=True)
class CellDate:
    """The date in a cell, and what is wrong with it."""

    date: PartialDate | None = None
    problem: str = ""


def day_order(cells: Iterable[str]) -> Order:
    """The order of day and month in a column, if some cells show it and none contradicts."""
    found: set[Order] = set()
    for cell in cells:
        if match := _YEAR_LAST.fullmatch(cell):
            first, second = int(match[1]), int(match[3])
            if first > _MAX_MONTH:
                found.add("day first")
            elif second > _MAX_MONTH:
                found.add("month first")
    return found.pop() if len(found) == 1 else ""


def read_cell_date(
    text: str, order: Order = "", *, year: str = "", month: str = "", day: str = ""
) -> CellDate:
    """The date in a cell, or in cells for its parts.

    Args:
        text: a whole date; may be empty.
        order: the order of day and month in the column, if known.
        year: the cell of the year; may be empty, as month and day.
        month: the cell of the month.
        day: the cell of the day.

    Raises:
        BadValueError: The calendar has no such day.
    """
    parts = _read_text(year, month=month, day=day)
    if not text:
        return parts
    if match := _DAY_NUMBER.fullmatch(text):
        return _from_day_number(int(match[1]), text, parts)
    found = _read_text(_in_order(text, order))
    if found.date is None:
        return CellDate(parts.date, found.problem)
    if parts.date and parts.date.year != found.date.year:
        return CellDate(found.date, f"the year {year[:20]!r} beside {text[:30]!r} is another; "
                                    f"{found.date} was used")  # fmt: skip
    return found


def _read_text(text: str, *, month: str = "", day: str = "") -> CellDate:
    """The date in a text, perhaps with the month and the day in cells of their own."""
    if not text:
        return CellDate(None, f"{month or day!r} has no year; left out" if month or day else "")
    text = _WHOLE_NUMBER.sub(r"\1", text)
    text = _TIME.sub(r"\1", text)
    text = _YEAR_AND_MONTH.sub(lambda found: f"{found[1]}-{int(found[2]):02}", text)
    if match := _DIGITS.fullmatch(text):
        text = "-".join(match.groups())
    if not month and not day and (exact := parse_date(text)):
        return CellDate(exact)
    values = {"year": text, "month": _WHOLE_PART.sub("", month), "day": _WHOLE_PART.sub("", day)}
    found = stated_date(values)
    if found.date is None:
        return CellDate(None, f"{text[:40]!r} is not a date that can be read; left out")
    unread = ", ".join(repr(part[:40]) for part in found.unread)
    message = f"{unread} cannot be read as part of the date; {found.date} was used"
    return CellDate(found.date, message if unread else "")


def _in_order(text: str, order: Order) -> str:
    """A numeric date in ISO order, if the order of day and month is known."""
    match = _YEAR_LAST.fullmatch(text)
    if not match or not order:
        return text
    first, second = int(match[1]), int(match[3])
    day, month = (first, second) if order == "day first" else (second, first)
    return f"{match[4]}-{month:02}-{day:02}"


def _from_day_number(days: int, text: str, parts: CellDate) -> CellDate:
    """The day of a spreadsheet's number, if the year beside it shows how the file counts."""
    found = PartialDate.from_date(_DAY_ZERO + timedelta(days=days))
    if parts.date and parts.date.year == found.year:
        return CellDate(found)
    problem = (
        f"{text[:20]!r} is the day number of a spreadsheet, which can mean two dates; left out. "
        "Save the column as text, YYYY-MM-DD"
    )
    return CellDate(parts.date, problem)
