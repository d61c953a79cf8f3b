"""What surrounds the papers of a Daily Papers page: the header, its day, and the page's foot."""

import re
from collections.abc import Sequence

from generator.captures.daily_lines import TextLine
from generator.captures.dating import exists
from generator.model import MONTHS, Day

_HEADER_LINES = frozenset(
    [
        "new",
        "get trending papers in your email inbox!",
        "get trending papers in your email inbox once a day!",
        "subscribe",
        "daily papers",
        "byak and the research community",
        "by ak and the research community",
        "ak and the research community",
        "daily",
        "weekly",
        "monthly",
        "trending papers",
        "daily weekly monthly",
        "daily weekly monthly trending papers",
    ]
)
_INTERFACE_WORDS = frozenset(
    """
    hugging face|hugging face's logo|models|datasets|spaces|community|docs|enterprise|pricing|
    log in|sign up|buckets|papers|tasks|collections|blog|forum|solutions|main navigation|website|
    previous|next|company|tos|privacy|about|careers|jobs|press|system theme|theme|join us|
    inference endpoints|huggingchat|social|github|twitter|linkedin|discord|resources|learn|
    documentation|terms of service|privacy policy|back to top|© hugging face|changelog|posts|
    new|log out|profile|notifications|settings|organizations|languages|storage buckets|
    inference providers|hub|brand assets|status|contact|footer|service status|security
    """.replace("\n", "").replace("    ", "").strip().split("|")
)  # fmt: skip
_LONG_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August",
                "September", "October", "November", "December")  # fmt: skip
_MONTH_NUMBERS = {
    **{name.lower(): n for n, name in enumerate(_LONG_MONTHS, start=1)},
    **{name.lower(): n for n, name in enumerate(MONTHS, start=1)},
    "sept": 9,
}
NUMBER = r"\d{1,3}(?:,\d{3}){1,2}|\d{1,9}"
_MONTH = "(" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\.?"
DAY = rf"{_MONTH} (\d{{1,2}})(?:, ([12]\d{{3}}))?"
_DAY_LINE = re.compile(DAY, re.IGNORECASE)
_BULLET = re.compile(r"[-*\u2022\u00b7] +")
_LEAP_YEAR = 2000  # a year in which every day exists
_MAX_UNKNOWN_BEFORE = 3  # lines before "Daily Papers" that are no known word of the page
_MAX_UNKNOWN_AFTER = 1  # lines between it and the day: what stands in the search box
_MAX_UNKNOWN_LENGTH = 80  # characters
_MAX_WRAPPED_LINES = 4


def as_day(month: str, day: str, year: str | None) -> Day | None:
    """A printed day, or None where no year has it."""
    number = int(year) if year else None
    found = Day(month=_MONTH_NUMBERS[month.lower()], day=int(day), year=number)
    return found if exists(found, number or _LEAP_YEAR) else None


def day_index(lines: Sequence[TextLine]) -> int | None:
    """The index of the line with the page's day; all lines before it are header lines."""
    found, _ = _day_after_header(lines, 0, 0)
    if found is not None:
        return found
    title = next((i for i, line in enumerate(lines) if _is_page_title(line)), None)
    if title is None or not _is_navigation(lines[:title]):
        return None
    return _day_after_header(lines, title, _MAX_UNKNOWN_AFTER)[0]


def first_odd_line(lines: Sequence[TextLine]) -> TextLine | None:
    """The line at which a text stops being the header of a page."""
    index = _day_after_header(lines, 0, 0)[1]
    return lines[index] if index < len(lines) else None


def printed_day(line: TextLine) -> Day | None:
    """The day that a line consists of."""
    match = _DAY_LINE.fullmatch(line.text)
    return as_day(match[1], match[2], match[3]) if match else None


def is_page_title(line: TextLine) -> bool:
    """Whether a line is one that only the header of a page has."""
    words = _bare(line)
    return words in _HEADER_LINES and ("research community" in words or "inbox" in words)


def foot_index(lines: Sequence[TextLine]) -> int:
    """The index of the first line after the papers: `Previous`, `Next`, `Company` and so on."""
    start = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        words = _bare(lines[index])
        if _is_interface(words):
            start = index
        elif not re.fullmatch(r"\d{1,4}|\.{3}|\u2026", words):
            break
    return start


def _day_after_header(
    lines: Sequence[TextLine], start: int, unknown: int
) -> tuple[int | None, int]:
    """The index of the day, or None and the index of the first line that is not understood."""
    index, odd = start, None
    while index < len(lines):
        if printed_day(lines[index]):
            return index, index
        size = _header_size(lines, index)
        if not size:
            odd = index if odd is None else odd
            unknown -= 1
            if unknown < 0 or not _is_short(lines[index]):
                return None, odd
        index += size or 1
    return None, len(lines) if odd is None else odd


def _header_size(lines: Sequence[TextLine], index: int) -> int:
    """How many lines from this one are one line of the header, which may be wrapped; or 0."""
    for size in range(1, _MAX_WRAPPED_LINES + 1):
        part = lines[index : index + size]
        if any(line.after_blank for line in part[1:]):
            return 0
        if " ".join(map(_bare, part)) in _HEADER_LINES:
            return size
    return 0


def _is_navigation(lines: Sequence[TextLine]) -> bool:
    """Whether lines before the page's title are a navigation bar or a search word."""
    known = [_is_interface(_bare(line)) or _header_size([line], 0) > 0 for line in lines]
    unknown = [line for line, yes in zip(lines, known, strict=True) if not yes]
    return len(unknown) <= _MAX_UNKNOWN_BEFORE and all(map(_is_short, unknown))


def _is_short(line: TextLine) -> bool:
    return (
        len(line.text) <= _MAX_UNKNOWN_LENGTH
        and not line.text.endswith(".")
        and not re.search(r"\d authors?$|\u00b7", line.text)
        and not re.fullmatch(r"[\d,]+|-", line.text)
    )


def _is_page_title(line: TextLine) -> bool:
    return _bare(line) == "daily papers"


def _bare(line: TextLine) -> str:
    return _BULLET.sub("", line.text.lower(), count=1).replace("\u2019", "'")


def _is_interface(words: str) -> bool:
    """Whether a line is one of the page's own words, or several of them in a row."""
    if words in _INTERFACE_WORDS or re.fullmatch(r"\u00a9 ?(?:\d{4} )?hugging ?face", words):
        return True
    parts = words.split(" ")
    rest, size = parts, 3
    while rest:
        size = next((n for n in (3, 2, 1) if " ".join(rest[:n]) in _INTERFACE_WORDS), 0)
        if not size:
            return False
        rest = rest[size:]
    return True
