"""The text around the title of an item: authors, venue, date, and remarks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.ingest.readers.bibtex_names import read_names
from generator.ingest.readers.markdown_blocks import Piece
from generator.ingest.readers.markdown_links import badge_message, is_label
from generator.ingest.readers.name_lists import is_person, strip_others
from generator.model import Name
from generator.text.characters import one_line
from generator.text.conferences import CONFERENCE
from generator.text.english import STOP_WORDS
from generator.text.months import month_number
from generator.text.person_names import AND_OTHERS
from generator.text.publications import is_meeting

LIST_NUMBER = re.compile(
    r"^\s*(?:\[?\d{1,4}[\])]|\d{1,4}\.(?=\s))\s*"
)  # before a title: `[13]`, `1)`
EMOJI = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u297f\u2b00-\u2bff\ufe0f\u200d"
    "\U0001f000-\U0001faff]+|:[a-z0-9_+-]{2,30}:"
)
DECORATION = " \t\n[](){}<>|*_`:;,.\u00b7\u2022-\u2013\u2014"
_MAX_NAME_WORDS = 5
_MAX_VENUE_WORDS = 8
_MAX_CHARACTERS_BESIDE_ID = 30  # `arXiv preprint arXiv:1610.05256 (2016)`
_MAX_SEGMENTS_TO_NAMES = 3  # authors stand next to the title
_YEAR = re.compile(r"\(?\b((?:19|20)\d\d)\b\)?")
# A date and nothing else, or at the beginning: `(2016)`, `2016-05`.
_YEAR_ONLY = re.compile(
    r"""
    [\s(,]*
    ( (?:19|20)\d\d ) (?: [-./] (0[1-9]|1[0-2]) )? (?: [-./] ([0-3]\d) )?
    [\s).,]*
    """,
    re.VERBOSE,
)
_MONTH_YEAR = re.compile(r"([^\W\d_]{3,12})\.?,?\s+((?:19|20)\d\d)")  # `May 2016`
# A venue with its year: `ICLR 2014`, `ASPLOS '25`, `IEEE TNN 2009`, `NeurIPS 2023 Oral`.
_VENUE = re.compile(
    r"""
    (?P<name> [A-Z] [\w&@+/ -]*? [\w)] ) \s* [,'\u2019\u2018`]* \s*
    (?P<year> (?:19|20)\d\d | (?<=['\u2019\u2018` ])\d\d )
    (?P<rest>
      \s* [(,-]? \s*
      (?: oral | spotlight | poster | workshop | best[ ]paper | findings | main ) [\w ]* \)?
    )?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BETWEEN_SEGMENTS = re.compile(
    r"""
    \n | \s[|\u2502]\s | \s[\u2013\u2014]\s | (?<= \bet\ al\. ) ,
    | \s\u00b7\s (?= [^\u00b7\n]* \b(?:19|20)\d\d \s* (?: [\u00b7\n] | \Z ) )  # before a year
    | \. \s+ (?= [A-Z][A-Za-z]+ [ ,'\u2019]+ (?:(?:19|20)\d\d | \d\d\b) )  # before `ICLR 2014`
    """,
    re.VERBOSE,
)
_STYLE_CHANGE = "\x1f"
_MARKS = ' \t\n<>{}*_`:;,.|"\u201c\u201d\u00b7\u2022\u2013\u2014-'
_ARXIV = re.compile(r"(?:arxiv|corr)\b(?:\s+preprint)?", re.IGNORECASE)
_ARXIV_ID = re.compile(r"arxiv:\s*(\d{4}\.\d{4,5})(?:v\d+)?", re.IGNORECASE)
_INITIAL = re.compile(r"\b[A-Z]\.")
_AND = re.compile(r"\s(?:and|&)\s")
_BETWEEN_NAMES = re.compile(r",\s*(?:and\s+)?|\s+(?:and|&|\u00b7)\s+")
_ONE_WORD = re.compile(r"[^\W\d_][\w'\u2019-]+")
_GIVEN_NAMES = re.compile(
    r"""
    [^\W\d_][\w.'\u2019-]*
    (?: [ ] (?: [^\W\d_]\. | van | von | de | den | der | [A-Z]\w+ ) ){0,2}
    """,
    re.VERBOSE,
)
# With a year, these are not venues: `NVIDIA 2023`.
_INSTITUTION = re.compile(
    r"""
    \b
    (?: AI | labs? | research | university | inc | nvidia | openai | deepmind | deepseek | ibm | mit
      | cmu | ucb | uc | eth | epfl | kaist | uiuc | pku | thu | hkust? | nus | ntu | bair | meta
      | google | microsoft | amazon | aws | intel | amd | apple | huawei | alibaba | tencent
      | bytedance
    )
    \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ACRONYM = re.compile(r"\b(?:[A-Z][a-z]*){2,}\b")


def read_remarks(pieces: Sequence[Piece], found: dict[str, Any]) -> None:
    """Add authors, venue and date of the text around a title; what remains is the note.

    Args:
        pieces: the text around the title.
        found: the fields of the paper.
    """
    remarks: dict[int, list[str]] = {}  # by line
    for index, segment in enumerate(_segments(pieces)):
        text = segment.text
        may_be_names = index < _MAX_SEGMENTS_TO_NAMES and not segment.is_bold
        is_read = _read_date(text, found) or _read_venue(text, found)
        if not is_read and not (may_be_names and _read_authors(text, found)):
            remarks.setdefault(segment.line, []).append(text)
    if remarks:
        own = [found["note"]] if found.get("note") else []
        found["note"] = "; ".join((*own, *map(" ".join, remarks.values())))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Segment:
    """A text between links, line breaks, bars, sentences and changes of style."""

    text: str
    line: int
    is_bold: bool


def _segments(pieces: Sequence[Piece]) -> list[_Segment]:
    """The segments of the text around a title, without labels of links."""
    text = ""
    for piece in pieces:
        if piece.image or (piece.url and is_label(piece.text)):
            text += f"\n{badge_message(piece.url)}\n"
        elif piece.italic or piece.bold or piece.url:
            text += f"{_STYLE_CHANGE}{piece.text}{_STYLE_CHANGE}"
        else:
            text += piece.text
    bold = {_strip(EMOJI.sub(" ", piece.text)) for piece in pieces if piece.bold}
    found: list[_Segment] = []
    for number, line in enumerate(_BETWEEN_SEGMENTS.split(text)):
        for part in line.split(_STYLE_CHANGE):
            shown = _strip(EMOJI.sub(" ", part))
            if shown and (_YEAR.search(shown) or not is_label(shown)):
                found.append(_Segment(text=shown, line=number, is_bold=shown in bold))
    return found


def _strip(text: str) -> str:
    """A segment without marks around it, a number before it, and unpaired parentheses."""
    shown = LIST_NUMBER.sub("", one_line(text)).strip(_MARKS)
    for opening, closing in ("()", "[]"):
        if shown.count(opening) != shown.count(closing):
            shown = shown.replace(opening, " ").replace(closing, " ").strip(_MARKS)
        elif shown.startswith(opening) and shown.endswith(closing) and shown.count(opening) == 1:
            shown = shown[1:-1].strip(_MARKS)
    return one_line(shown)


def _read_date(text: str, found: dict[str, Any]) -> bool:
    if found.get("published"):
        return False
    if match := _YEAR_ONLY.fullmatch(text):
        found["published"] = "-".join(filter(None, match.groups()))
    elif (match := _MONTH_YEAR.fullmatch(text)) and (month := month_number(match[1])):
        found["published"] = f"{match[2]}-{month:02}"
    return bool(found.get("published"))


def _read_venue(text: str, found: dict[str, Any]) -> bool:
    """Read `ICLR 2014`, `arXiv 2020` or `arXiv:2001.00001`."""
    if match := _ARXIV_ID.search(text):
        found["arxiv"] = found.get("arxiv") or match[1]
        stated = _YEAR.search(text[match.end() :])
        found["published"] = found.get("published") or (stated[1] if stated else "")
        return len(text) - len(match.group()) <= _MAX_CHARACTERS_BESIDE_ID
    venue = _VENUE.fullmatch(text.strip(DECORATION))
    if not venue or found.get("venue") or len(venue["name"].split()) > _MAX_VENUE_WORDS:
        return False
    year = venue["year"] if len(venue["year"]) > 2 else f"20{venue['year']}"  # noqa: PLR2004
    name = re.sub(r"^[Ii]n ", "", venue["name"].strip(" ,'\u2019"))
    if _ARXIV.fullmatch(name):
        found["published"] = found.get("published") or year
        return not venue["rest"]
    is_meeting_name = re.search(CONFERENCE, name) or is_meeting(name)
    if not is_meeting_name and (not _ACRONYM.search(name) or _INSTITUTION.search(name)):
        return False
    found["venue"] = f"{name} {year}"
    if venue["rest"]:
        found["note"] = "; ".join(filter(None, (found.get("note"), venue["rest"].strip(" (),-"))))
    return True


def is_date(text: str) -> bool:
    """Whether a text is a date and nothing else: `2016-05`, `May 2016`."""
    return _read_date(_strip(text), {})


def is_venue(text: str, *, known: bool = False) -> bool:
    """Whether a text is a venue with its year; with `known`, only one of a known conference."""
    found: dict[str, Any] = {}
    is_read = _read_venue(_strip(text), found)
    return is_read and (not known or bool(re.search(CONFERENCE, found.get("venue", ""))))


def is_names(text: str) -> bool:
    """Whether a text beside a title is names of people, even of one or two."""
    if STOP_WORDS.intersection(strip_others(text)[0].split()) - {"and"}:
        return False  # `Title of Something` has the form of a name with a particle
    return looks_like_names(text, least=1) or _read_authors(_strip(text), {})


def looks_like_names(text: str, *, least: int = 3) -> bool:
    """Whether a text is a list of people: `Jane Doe, Ann Roe, Ed Poe`, `Jane Doe et al.`."""
    if _is_prose(text):
        return False
    shorter, more = strip_others(text.rstrip("."))
    parts = [part for part in _BETWEEN_NAMES.split(shorter) if part.strip()]
    return bool(parts) and (len(parts) >= least or more) and all(map(is_person, parts))


def _is_prose(text: str) -> bool:
    """Whether a text has too many words between commas for a list of names."""
    return len(text.split()) > _MAX_NAME_WORDS * (len(_BETWEEN_NAMES.findall(text)) + 1)


def _read_authors(text: str, found: dict[str, Any]) -> bool:
    """Read a list of names, if each part of it is certainly a person's name."""
    year = _YEAR_ONLY.match(text)
    names = text[year.end() :].strip(_MARKS) if year else text
    if _is_prose(names):
        return False
    least = 1 if year else 2 if _AND.search(names) and _INITIAL.search(names) else 3
    if found.get("authors") or not names:
        return False
    if _is_mla_list(names):
        listed = _read_mla_list(names)
    elif looks_like_names(names, least=least) or _is_bibtex_list(names):
        found_names = read_names(names.rstrip("."))
        more = [AND_OTHERS] if found_names.names.incomplete else []
        listed = [*map(_name_data, found_names.names), *more]
    else:
        return False
    found["authors"] = listed
    if year and not found.get("published"):
        found["published"] = "-".join(filter(None, year.groups()))
    return True


def _is_mla_list(text: str) -> bool:
    """Whether names are in the form of the MLA: `Doe, Jane, Ann Roe, and Ed Poe`."""
    shorter, more = strip_others(text.rstrip(". "))
    parts = [part.strip() for part in _BETWEEN_NAMES.split(shorter) if part.strip()]
    is_first = len(parts) > 1 and _ONE_WORD.fullmatch(parts[0]) and _GIVEN_NAMES.fullmatch(parts[1])
    is_list = more or len(parts) > 2  # noqa: PLR2004 - a name in two parts, and another
    return bool(is_first) and is_list and all(" " in part and is_person(part) for part in parts[2:])


def _read_mla_list(text: str) -> list[Any]:
    """The names of `Doe, Jane, Ann Roe, and Ed Poe`."""
    shorter, more = strip_others(text.rstrip(". "))
    family, given, *others = (p.strip() for p in _BETWEEN_NAMES.split(shorter) if p.strip())
    return [{"family": family, "given": given}, *others, *([AND_OTHERS] if more else [])]


def _is_bibtex_list(text: str) -> bool:
    parts = re.split(r"\s+and\s+", strip_others(text.rstrip("."))[0])
    return len(parts) > 1 and all(part.count(",") == 1 and is_person(part) for part in parts)


def _name_data(name: Name) -> dict[str, str]:
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix,
             "literal": name.literal}  # fmt: skip
    return {part: text for part, text in parts.items() if text}
