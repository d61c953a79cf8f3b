"""The header of a Daily Papers page with its day, and the page's foot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.ingest.readers.daily_lines import TextLine
from generator.ingest.readers.daily_years import day_exists
from generator.model import MONTHS, PartialDate

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
_FOOT_WORDS = frozenset(
    ["previous", "next", "previous next", "company", "tos", "privacy", "system theme"]
)
_LONG_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August",
                "September", "October", "November", "December")  # fmt: skip
_MONTH_NUMBERS = {
    **{name.lower(): n for n, name in enumerate(_LONG_MONTHS, start=1)},
    **{name.lower(): n for n, name in enumerate(MONTHS, start=1)},
    "sept": 9,
}
NUMBER = r"\d{1,3}(?:,\d{3}){1,2}|\d{1,9}"
_MONTH = "(" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\.?"
DAY = rf"{_MONTH}[ ](\d{{1,2}})(?:,[ ]([12]\d{{3}}))?"
_DAY_LINE = re.compile(DAY, re.IGNORECASE)
_BULLET = re.compile(r"[-*\u2022\u00b7] +")
_LEAP_YEAR = 2000  # every day of the calendar exists in it
_MAX_UNKNOWN_LINES = 1  # the content of the search box
_MAX_SEARCH_WORDS = 4
_MAX_UNKNOWN_LENGTH = 80  # characters
_MAX_WORDS_OF_A_BAR = 100
_MAX_WRAPPED_LINES = 4


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a page.

    `index` is the index of the line with the page's day, `skipped` are unknown lines before it.
    `prints_upvotes` holds for pages since 2026, which print upvotes before each title.
    """

    index: int
    day: PartialDate
    skipped: tuple[TextLine, ...]
    prints_upvotes: bool


def parse_day(month: str, day: str, year: str | None) -> PartialDate | None:
    """A printed day; None if no year has it."""
    number = int(year) if year else None
    found = PartialDate(month=_MONTH_NUMBERS[month.lower()], day=int(day), year=number)
    return found if day_exists(found, number or _LEAP_YEAR) else None


def find_header(lines: Sequence[TextLine]) -> tuple[Header | None, TextLine | None]:
    """The header of a page, or None and the first line that does not fit.

    Other interface texts and one unknown line are skipped if the page's title shows that the day
    after it is the page's.
    """
    index, words = 0, set[str]()
    odd: TextLine | None = None
    skipped: list[TextLine] = []
    while index < len(lines):
        line = lines[index]
        if day := printed_day(line):
            if odd and "daily papers" not in words:
                return None, odd
            return Header(index, day, tuple(skipped), "weekly" in " ".join(words)), None
        size = _header_size(lines, index)
        if size:
            words.add(" ".join(map(_normalize, lines[index : index + size])))
        elif "daily papers" not in words and is_interface(_normalize(line)):
            odd = odd or line
        else:
            skipped.append(line)
            odd = odd or line
            below_title = "daily papers" in words
            if below_title and not _is_search_word(lines[index : index + 3]):
                return None, line
            if len(skipped) > _MAX_UNKNOWN_LINES or not _is_short(line):
                return None, skipped[0]
        index += size or 1
    return None, odd


def printed_day(line: TextLine) -> PartialDate | None:
    """The day if a line consists of one."""
    match = _DAY_LINE.fullmatch(line.text)
    return parse_day(match[1], match[2], match[3]) if match else None


def is_header_line(text: str) -> bool:
    """Whether a text is a line of the page's header, except `New`, which may be a title."""
    words = _BULLET.sub("", text.lower(), count=1).replace("\u2019", "'")
    return words in _HEADER_LINES and words != "new"


def foot_index(lines: Sequence[TextLine]) -> int:
    """The index of the first line after the papers: `Previous`, `Next`, `Company` and so on.

    A single interface word may be a title, unless it occurs only in the foot.
    """
    start, count = len(lines), 0
    for index in range(len(lines) - 1, -1, -1):
        words = _normalize(lines[index])
        if is_interface(words):
            start, count = index, count + 1
        elif lines[index].papers or not re.fullmatch(r"\d{1,4}|\.{3}|\u2026", words):
            break
    single = count == 1 and _normalize(lines[start]) not in _FOOT_WORDS
    return len(lines) if single else start


def is_interface(text: str) -> bool:
    """Whether a text consists of words of the page's interface."""
    words = text.lower().replace("\u2019", "'")
    if words in _INTERFACE_WORDS or re.fullmatch(r"\u00a9 ?(?:\d{4} )?hugging ?face", words):
        return True
    rest = words.split(" ")
    if len(rest) > _MAX_WORDS_OF_A_BAR:
        return False
    while rest:
        size = next((n for n in (3, 2, 1) if " ".join(rest[:n]) in _INTERFACE_WORDS), 0)
        if not size:
            return False
        rest = rest[size:]
    return True


def _header_size(lines: Sequence[TextLine], index: int) -> int:
    """How many lines form one (perhaps wrapped) header line from this one on; 0 if none."""
    for size in range(1, _MAX_WRAPPED_LINES + 1):
        part = lines[index : index + size]
        if any(line.after_blank for line in part[1:]):
            return 0
        if " ".join(map(_normalize, part)) in _HEADER_LINES:
            return size
    return 0


def _is_search_word(lines: Sequence[TextLine]) -> bool:
    """Whether the first line is the content of the search box: few words above the page's day."""
    word, *following = lines
    few = len(word.text.split()) <= _MAX_SEARCH_WORDS
    days = [line for line in following[:1] if printed_day(line)]
    return few and bool(days) and all(line.after_blank for line in lines)


def _is_short(line: TextLine) -> bool:
    return (
        len(line.text) <= _MAX_UNKNOWN_LENGTH
        and not line.text.endswith(".")
        and not re.search(r"\d authors?$|\u00b7", line.text)
        and not re.fullmatch(r"[\d,]+|-", line.text)
    )


def _normalize(line: TextLine) -> str:
    return _BULLET.sub("", line.text.lower(), count=1).replace("\u2019", "'")
