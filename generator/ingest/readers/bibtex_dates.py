"""The date of a BibTeX entry: `date`, or `year`, `month` and `day`.

`date` is EDTF (biblatex manual, section 2.3.8). `year` is free text, such as `c2018`, `1991-92`,
`May 2004` or `in press`. Texts that cannot be read are returned with the date, to be reported.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.ingest.readers.bibtex_values import BadValueError, plain_text
from generator.model import PartialDate, Qualifier
from generator.text.edtf import parse_date, valid_date
from generator.text.months import month_number

# In place of a year: `in press`.
_NOT_YET_PUBLISHED = re.compile(
    r"""
    \b
    (?: in[ ]press | to[ ]appear | forthcoming | submitted | under[ ]review | in[ ]preparation
      | accepted
    )
    \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A date of EDTF, perhaps with a time or without the day: `2019-01-05T10:00Z`, `2019-01-uu`.
_ISO_DATE = re.compile(
    r"""
    (\d{4}) - (\d\d) (?: - ( \d\d | uu | XX | \?\? ) )?
    (?: T[\d:.+Z-]* )?
    ( [?~%]? )
    (?![\d-])
    """,
    re.VERBOSE,
)
_YEAR = re.compile(r"(?<!\d)([12]\d{3})(?!\d)\s*([?~%]?)")
_OTHER_YEAR = re.compile(r"(0?[1-9]\d\d|[3-9]\d{3})\s*([?~%]?)")
# A mark of an approximate year: `c. 1990`, `about 1990`.
_CIRCA = re.compile(
    r"""
    \b
    (?: ca?\.
      | (?: circa | ca | approx | approximately | about | around ) \b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Before a year that is not itself meant: `before 1990`, `post-1990`, `< 1990`.
_YEAR_NEARBY = re.compile(
    r"""
    \b
    (?: before | after | until | since | between
      | (?:prior|previous)[ ]to | (?:earlier|later)[ ]than
      | ante | vor | nach | avant | après
    )
    \b
    | (?: \b(?:pre|post)[-\s]* | [<>≤≥]\s* ) $
    """,
    re.IGNORECASE | re.VERBOSE,
)
# After a year that stands for several: the end of `1990s`, `1990-92ies`, `1990 or later`.
_YEAR_SPAN = re.compile(
    r"""
    (?: [-/\u2013]\d{2,4} )? ['\u2019]? (?:s|ies)\b
    | \s* (?:or|and)[ ] (?: before | earlier | after | later )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
# A date with the year at its end: `5/1/2019`.
_YEAR_LAST = re.compile(r"(?<!\d) (\d{1,2}) ([-/.])\s? (\d{1,2}) \2\s? (\d{4}) (?!\d)", re.VERBOSE)
_SHORT_MONTH = re.compile(r"(\d{4})-(\d)(?=[?~%]?$)")
_YEARS = re.compile(r"\d{4}\s*[-/\u2013]\s*(\d{2})")
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_ORDINAL = r"(?:st|nd|rd|th|er|[.º])?"
# The day before a month's name, or the first of two: `5th of` May, `5-7` May.
_DAY_BEFORE = re.compile(
    rf"""
    (?<!\d) (\d{{1,2}}) {_ORDINAL}
    (?: \s*[-\u2013]+\s* \d{{1,2}} {_ORDINAL} )?
    [\s~-]* (?: (?: of | de | di | d['\u2019] )\s* )? $
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DAY_AFTER = re.compile(r"\.?[\s~,-]*(\d{1,2})(?!\d)")
_MONTH_NUMBER = re.compile(r"(\d{1,2})(?:\s*[-/\u2013]+\s*(\d{1,2}))?")
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_MAX_MONTH = 12
_EDTF_SEASONS = range(21, 42)  # in place of a month
_MAX_DAY_PREFIX_CHARACTERS = 40  # before a month, where its day may be
# Words next to a year that add nothing to the date.
_FILLER_WORDS = frozenset(
    "ad anno approx approximately about around ca ce circa copyright de di du er nd of rd st th "  # noqa: SIM905
    "year".split()
)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """The date that was read, texts beside it that were not, and the end of a range."""

    date: PartialDate | None = None
    unread: tuple[str, ...] = ()
    range_end: str = ""


def stated_date(values: Mapping[str, str], prefix: str = "") -> StatedDate:
    """The date of an entry; `date` is None if it has no year.

    Args:
        values: the fields of the entry.
        prefix: `orig` for the date of the first version.

    Raises:
        BadValueError: The calendar has no such day.
    """
    year, date = (_plain_value(values.get(f"{prefix}{name}", "")) for name in ("year", "date"))
    first, last = _range(date)
    start = _SHORT_MONTH.sub(r"\1-0\2", first)
    fields = {} if prefix else values  # `month` and `day` belong to `date`
    # biblatex: the month of `date` counts even if there is a `year`.
    found = (
        _from_iso(start)
        or _from_iso(_to_iso(year), may_be_years=True)
        or _from_parts(start, fields)
        or _from_parts(_to_iso(year), fields)
        or StatedDate()
    )
    return replace(found, range_end=last)


def _plain_value(value: str) -> str:
    """A value in plain characters; its tilde is EDTF's and not a LaTeX space."""
    return plain_text(value.replace("~", r"\textasciitilde{}"))


def _range(date: str) -> tuple[str, str]:
    """The first and the last date of a range; empty without a start or an end."""
    text = _to_iso(date)
    if _YEAR_LAST.search(text):
        return text, ""
    first, _, last = text.partition("/")
    return _to_iso(first.strip()), last.strip().removeprefix("..")  # two dots: an open end


def _to_iso(text: str) -> str:
    """A numeric date in ISO order; unchanged if day and month cannot be told apart."""
    if match := _YEAR_FIRST.match(text):
        return f"{match[1]}-{int(match[3]):02}-{int(match[4]):02}{text[match.end() :]}"
    match = _YEAR_LAST.fullmatch(text)
    if not match:
        return text
    first, second = int(match[1]), int(match[3])
    if match[2] == "." or first > _MAX_MONTH or first == second:  # 12.5.2004 is written day first
        return f"{match[4]}-{second:02}-{first:02}"
    return f"{match[4]}-{first:02}-{second:02}" if second > _MAX_MONTH else text


def _from_iso(text: str, *, may_be_years: bool = False) -> StatedDate | None:
    """An EDTF date with at least a month; of seasons (months 21 and up) only the year."""
    match = _ISO_DATE.match(text)
    if not match:
        return None
    year, month = int(match[1]), int(match[2])
    day = int(match[3]) or None if match[3] and match[3].isdecimal() else None
    qualifier = _qualifier(match[4])
    if 1 <= month <= _MAX_MONTH:
        return StatedDate(_valid_date(year, month, day, qualifier))
    is_span = may_be_years and month > year % 100  # `1991-92`
    is_read = not month or (not day and (month in _EDTF_SEASONS or is_span))
    found = valid_date(year, None, None, qualifier)
    return StatedDate(found, () if is_read else (text,)) if found else None


def _valid_date(
    year: int, month: int | None, day: int | None, qualifier: Qualifier
) -> PartialDate | None:
    if found := valid_date(year, month, day, qualifier):
        return found
    raise BadValueError(f"there is no day {year:04}-{month or 0:02}-{day or 0:02}")


def _qualifier(text: str) -> Qualifier:
    found = parse_date(f"2000{text}")
    return found.qualifier if found else ""


def _from_parts(text: str, fields: Mapping[str, str]) -> StatedDate | None:
    """The date from a free-text year and the fields `month` and `day`."""
    is_later = _NOT_YET_PUBLISHED.search(text)
    match = _YEAR.match(text) if is_later else _YEAR.search(text) or _OTHER_YEAR.fullmatch(text)
    if not match:
        return None
    before, after = text[: match.start()], text[match.end(1) :]
    if _YEAR_NEARBY.search(before) or _YEAR_SPAN.match(after):
        return None
    qualifier = _qualifier(match[2]) or ("~" if _CIRCA.search(before) else "")
    printed, days = plain_text(fields.get("month", "")), plain_text(fields.get("day", ""))
    month, day = _month_and_day(text)
    own_month, own_day = _month_and_day(printed)
    own_month = own_month or _month_in_digits(printed)
    unread = [] if is_later or _is_fully_read(text, month) else [text]
    if printed.strip("0") and (not own_month or own_month != (month or own_month)):
        unread.append(printed)
    if not month:
        month, day = own_month, own_day
    if days.strip("0"):
        numbers = _NUMBER.findall(days)
        day = int(numbers[0]) if numbers and month else day
        unread += [] if numbers and month else [days]
    return StatedDate(_valid_date(int(match[1]), month, day or None, qualifier), tuple(unread))


def _month_and_day(text: str) -> tuple[int | None, int | None]:
    """The first month name in a text, and the day next to it."""
    for word in _WORD.finditer(text):
        if month := month_number(word.group()):
            before = text[max(0, word.start() - _MAX_DAY_PREFIX_CHARACTERS) : word.start()]
            day = _DAY_BEFORE.search(before) or _DAY_AFTER.match(text, word.end())
            return month, int(day[1]) if day else None
    return None, None


def _month_in_digits(text: str) -> int | None:
    """The month in `5` or `5-6`; None for `5/12`, which may be a day."""
    match = _MONTH_NUMBER.fullmatch(text.strip(" ~"))
    if not match or not 1 <= int(match[1]) <= _MAX_MONTH:
        return None
    is_next = not match[2] or int(match[2]) == int(match[1]) + 1
    return int(match[1]) if is_next or "/" not in text else None


def _is_fully_read(text: str, month: int | None) -> bool:
    """Whether a text has only years, filler words and the month that was read."""
    years = _YEARS.fullmatch(text)
    for token in map(str.casefold, _TOKEN.findall(text)):
        is_year = len(token) > 2 or bool(years)  # noqa: PLR2004 - digits of a day or month
        if token.isdecimal() and not is_year and not month:
            return False
        is_word = len(token) > 1 and not token.isdecimal() and token not in _FILLER_WORDS
        if is_word and not month_number(token):
            return False
    return True
