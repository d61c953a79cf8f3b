"""When a BibTeX entry says that its paper appeared: `date`, or `year`, `month` and `day`.

`date` is EDTF as biblatex has it (biblatex manual, section 2.3.8); `year` is a text, in which
people also write `c2018`, `1991-92` or `in press`.
"""

import re
from collections.abc import Mapping

from generator.captures.bibtex_values import BadValueError, plain
from generator.dates import known_date, parse_date
from generator.model import MONTHS, PartialDate, Qualifier

_LATER = re.compile(
    r"(?i)\b(?:in press|to appear|forthcoming|submitted|under review|in preparation|accepted)\b"
)
_FULL = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d|uu|XX|\?\?))?(?:T[\d:.+Z-]*)?([?~%]?)(?![\d-])")
_YEAR = re.compile(r"(?<!\d)([12]\d{3})(?!\d)\s*([?~%]?)")
_OTHER_YEAR = re.compile(r"(0?[1-9]\d\d|[3-9]\d{3})\s*([?~%]?)")
_CIRCA = re.compile(r"(?i)\b(?:ca?\.|circa|ca)\s*$")
_MONTH = re.compile(r"[A-Za-z]{3}")
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_MAX_MONTH = 12
_MONTHS = tuple(month.lower() for month in MONTHS)


def stated_date(values: Mapping[str, str], prefix: str = "") -> PartialDate | None:
    """The date an entry states, as far as it does; None where it states no year.

    With the prefix `orig` it is the date of the first version.

    Raises:
        BadValueError: the calendar has no such day.
    """
    year, date = (_text(values.get(f"{prefix}{name}", "")) for name in ("year", "date"))
    start = date.split("/")[0] or date.rpartition("/")[2]
    # `date` is biblatex's; its month counts even where `year` is there too.
    found = _full(start) or _full(year) or _parts(start, values) or _parts(year, values)
    if found and prefix and not _full(start):
        return PartialDate(year=found.year, qualifier=found.qualifier)  # `month` is of `date`
    return found


def _text(value: str) -> str:
    """A value in plain characters; the tilde of EDTF is no space."""
    return plain(value.replace("~", r"\textasciitilde{}"))


def _full(text: str) -> PartialDate | None:
    """A date of EDTF with at least a month; seasons (months 21 and up) tell the year alone."""
    match = _FULL.match(text)
    if not match:
        return None
    year, month = int(match[1]), int(match[2])
    day = int(match[3]) if match[3] and match[3].isdecimal() else None
    qualifier = _qualifier(match[4])
    if not 1 <= month <= _MAX_MONTH:
        return known_date(year, None, None, qualifier)
    return _known(year, month, day, qualifier)


def _known(
    year: int, month: int | None, day: int | None, qualifier: Qualifier
) -> PartialDate | None:
    if found := known_date(year, month, day, qualifier):
        return found
    raise BadValueError(f"there is no day {year:04}-{month or 0:02}-{day or 0:02}")


def _qualifier(text: str) -> Qualifier:
    found = parse_date(f"2000{text}")
    return found.qualifier if found else ""


def _parts(year: str, values: Mapping[str, str]) -> PartialDate | None:
    """The date of a year as text, with the month and the day of their fields."""
    if _LATER.search(year):
        return None
    match = _YEAR.search(year) or _OTHER_YEAR.fullmatch(year)
    if not match:
        return None
    qualifier = _qualifier(match[2]) or ("~" if _CIRCA.search(year[: match.start()]) else "")
    month, day = _month_and_day(plain(values.get("month", "")), plain(values.get("day", "")))
    if day and not month:
        day = None
    return _known(int(match[1]), month, day, qualifier)


def _month_and_day(printed: str, day: str) -> tuple[int | None, int | None]:
    name, numbers = _MONTH.search(printed), _NUMBER.findall(printed)
    days = _NUMBER.findall(day)
    if name and name.group().lower() in _MONTHS:
        month: int | None = _MONTHS.index(name.group().lower()) + 1
        days += numbers
    else:
        month = int(numbers[0]) if numbers else None
        month = month if month and month <= _MAX_MONTH else None
    return month, int(days[0]) if days and int(days[0]) else None
