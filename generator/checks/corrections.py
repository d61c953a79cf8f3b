"""The one correct spelling of a value that a check reports; empty if it is not certain."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import unquote

from generator.checks import arxiv
from generator.model import MONTHS
from generator.text.identifiers import DOI_NAME, find_arxiv_id, find_doi, normalize_doi

# A paper on a site that shows arXiv's papers: `https://ar5iv.org/abs/1811.06965`.
_ARXIV_MIRROR = re.compile(
    r"""
    (?:https?://)? (?:www\.)?
    (?: ar5iv\.org/(?:abs|html)
      | ar5iv\.labs\.arxiv\.org/html
      | alphaxiv\.org/(?:abs|overview)
      | huggingface\.co/papers
    )
    /(?P<id>[^?\#]+)
    (?:[?\#].*)?  # a query or a fragment
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ARXIV_WORD = re.compile(r"arxiv(?:\.org)?[\s:]+", re.IGNORECASE)
_DOI_WORD = re.compile(r"(?:urn:|info:)?doi\s*[:/\s]\s*", re.IGNORECASE)
# A DOI in an address: `https://dl.acm.org/doi/abs/10.1145/3341301`.
_DOI_PAGE = re.compile(
    r"""
    https?://
    (?: [^/]+/doi (?:/(?:abs|book|epdf|epub|full|fullHtml|pdf))?  # a publisher's page
      | (?:dx-)?doi-org\.[^/]+                                    # doi.org through a proxy
    )
    /(?P<doi>10\.[^?\#]+)
    (?:[?\#].*)?  # a query or a fragment
    """,
    re.VERBOSE,
)
_DASHES = re.compile("[\u2010-\u2015\u2212]")
# Parts of a date that is not written as `2019-01-05`, as verbose patterns.
_ZONE = r"(?: Z | UTC | GMT | [+-][0-9]{2}:?[0-9]{2} )"
_TIME = rf"(?: [T ][0-9]{{1,2}}:[0-9]{{2}} (?::[0-9]{{2}}(?:\.[0-9]+)?)? [ ]? {_ZONE}? )?"
_WEEKDAY = r"(?: (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?[ ] )?"
_DAY, _MONTH, _YEAR = r"(?P<day>[0-9]{1,2})", r"(?P<month>[0-9]{1,2})", r"(?P<year>[0-9]{4})"
_MONTH_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_ORDINAL = rf"{_DAY}(?:st|nd|rd|th)?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE | re.VERBOSE)
    for pattern in (
        # 2019/1/5, 2019-1-5T10:00Z
        rf"{_YEAR} (?P<sign>[-/. ]) {_MONTH} (?P=sign) {_DAY} {_TIME}",
        # 20190105
        r"(?P<year>[0-9]{4}) (?P<month>[0-9]{2}) (?P<day>[0-9]{2})",
        # Sat, 5 Jan 2019 10:00:00 GMT; 5th of January, 2019
        rf"{_WEEKDAY} {_ORDINAL} [-. ]+ (?:of[ ])? {_MONTH_NAME} [-, ]+ {_YEAR} {_TIME}",
        # Jan 5, 2019
        rf"{_WEEKDAY} {_MONTH_NAME} [- ]+ {_ORDINAL} [-, ]+ {_YEAR} {_TIME}",
        # 2019 Jan 5
        rf"{_YEAR} [-, ]+ {_MONTH_NAME} [- ]+ {_ORDINAL}",
        # 05/01/2019, which may be two days
        rf"(?P<first>[0-9]{{1,2}}) (?P<sign>[-/.]) (?P<second>[0-9]{{1,2}}) (?P=sign) {_YEAR}",
    )
)
_MONTHS_IN_FULL = ("january", "february", "march", "april", "may", "june", "july", "august",
                   "september", "october", "november", "december")  # fmt: skip
_MONTHS_PER_YEAR = 12


def correct_arxiv(text: str) -> str:
    """The arXiv id without version in a prefixed id, a URL or a DOI of arXiv; empty without one."""
    if mirror := _ARXIV_MIRROR.fullmatch(text.strip()):
        text = mirror["id"]
    found = find_arxiv_id(text) or find_arxiv_id(_ARXIV_WORD.sub("", text.strip(), count=1))
    return found if found and not arxiv.flaw(found) else ""


def correct_doi(text: str) -> str:
    """The DOI in a prefixed DOI or a URL, in lower case; empty without one."""
    if page := _DOI_PAGE.fullmatch(text.strip()):
        text = unquote(page["doi"])
    text = _DOI_WORD.sub("", text.strip(), count=1)
    found = find_doi(text) or normalize_doi(text)
    has_query = "://" in text and not {"?", "#"}.isdisjoint(found)  # the query belongs to the URL
    return found if DOI_NAME.fullmatch(found) and not has_query else ""


def iso_date(text: str) -> str:
    """A date as `YYYY-MM-DD`; empty if day and month could be confused."""
    plain = _DASHES.sub("-", " ".join(text.split()))
    match = next((found for form in _DATES if (found := form.fullmatch(plain))), None)
    if not match:
        return ""
    parts = match.groupdict()
    day, month = parts.get("day"), parts.get("month")
    if name := parts.get("name"):
        month = _month_number(name)
    elif first := parts.get("first"):
        day, month = _day_and_month(first, parts["second"])
    try:
        return date(int(parts["year"]), int(month or 0), int(day or 0)).isoformat()
    except ValueError:
        return ""


def _month_number(name: str) -> str:
    """The number of a month by its English name or abbreviation."""
    short = {month.lower(): number for number, month in enumerate(MONTHS, start=1)} | {"sept": 9}
    full = {month: number for number, month in enumerate(_MONTHS_IN_FULL, start=1)}
    return str((short | full).get(name.lower(), ""))


def _day_and_month(first: str, second: str) -> tuple[str, str]:
    """Day and month: the day is the number above 12, or either of two equal ones; else empty."""
    if int(first) == int(second) or int(first) > _MONTHS_PER_YEAR:
        return first, second
    return (second, first) if int(second) > _MONTHS_PER_YEAR else ("", "")


CORRECTIONS: Mapping[str, Callable[[str], str]] = {
    "bad-arxiv": correct_arxiv,
    "bad-doi": correct_doi,
    "bad-date": iso_date,
}
