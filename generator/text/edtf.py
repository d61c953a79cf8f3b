"""Dates in text: EDTF (ISO 8601-2, https://www.loc.gov/standards/datetime/), levels 0 and 1."""

import re
from calendar import monthrange
from datetime import MAXYEAR

from generator.model import PartialDate, Qualifier

# `2019`, `2019-01` or `2019-01-05`, perhaps with a qualifier: `2019?`.
_EDTF = re.compile(
    r"""
    (?P<year>[0-9]{4})
    (?: -(?P<month>[0-9]{2}) (?:-(?P<day>[0-9]{2}))? )?
    (?P<qualifier>[?~%]?)
    """,
    re.VERBOSE,
)
_MAX_MONTH = 12


def parse_date(text: str) -> PartialDate | None:
    """A date of EDTF level 0, perhaps with a qualifier of level 1; None for other texts."""
    match = _EDTF.fullmatch(text)
    if not match:
        return None
    year, month, day = (
        int(match[part]) if match[part] else None for part in ("year", "month", "day")
    )
    return valid_date(year or 0, month, day, _QUALIFIERS[match["qualifier"]])


def valid_date(
    year: int, month: int | None = None, day: int | None = None, qualifier: Qualifier = ""
) -> PartialDate | None:
    """The date with these parts; None if the calendar does not have it."""
    if not 1 <= year <= MAXYEAR or (month is not None and not 1 <= month <= _MAX_MONTH):
        return None
    if day is not None and (month is None or not 1 <= day <= monthrange(year, month)[1]):
        return None
    return PartialDate(year=year, month=month, day=day, qualifier=qualifier)


_QUALIFIERS: dict[str, Qualifier] = {"": "", "?": "?", "~": "~", "%": "%"}
