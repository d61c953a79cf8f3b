"""Classify the lines of a Daily Papers page: text, upvotes, submitter, parts of a footer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.ingest.readers.daily_header import DAY, NUMBER, parse_day
from generator.ingest.readers.daily_lines import TextLine
from generator.model import PartialDate

Kind = Literal["text", "votes", "submitter", "authors", "dot", "day", "odd"]

_DOT = r"[\u00b7\u2219\u22c5\u30fb\uff65]"
_BULLET = r"[\u2022*\u00b7\u2219\u2023\u25e6\u25aa\u25cf\u2013\u2014-]"
_AUTHORS = rf"(?:{_BULLET}[ ]?)?({NUMBER})[ ]authors?"
_WHEN = rf"""
    (?:Published[ ]on[ ])? {DAY}
    (?: [ ]?\[({NUMBER})\] | [ ]({NUMBER})(?:[ ]comments?)? )?
"""
# A number of upvotes: `12`, `1,204`, `1.2k`, or a dash in place of it.
_VOTES = re.compile(
    rf"{NUMBER} | \d{{1,4}}(?:\.\d)?k | [-\u2010-\u2015\u2212]", re.IGNORECASE | re.VERBOSE
)
_SUBMITTER = re.compile(r"submitted by:?(?: (\S.*))?", re.IGNORECASE)
# The authors' number, perhaps with the rest of a footer: `· 12 authors · Published on Sep 17`.
_AUTHORS_LINE = re.compile(
    rf"{_AUTHORS} (?: [ ]?({_DOT}) (?: [ ]?({_WHEN}) )? )?", re.IGNORECASE | re.VERBOSE
)
# A dot, perhaps with a day: `· Sep 17, 2025 [3]`.
_DOT_LINE = re.compile(rf"{_DOT} (?: [ ]?({_WHEN}) )?", re.IGNORECASE | re.VERBOSE)
# A day, perhaps with a number of comments: `Published on Sep 17 [3]`.
_DAY_LINE = re.compile(_WHEN, re.IGNORECASE | re.VERBOSE)
# A text with the end of a footer behind it: `deepseek-ai DeepSeek · Sep 17`.
_NAME_LINE = re.compile(rf"(\S.*?) [ ]?{_DOT} (?: [ ]?({_WHEN}) )?", re.IGNORECASE | re.VERBOSE)
# What looks like a part of a footer and is not in its form: `12 authors · today`, `1.5.2`.
_ODD_FOOTER = re.compile(
    rf"""
    {_BULLET}?[ ]?[\d,.]*[ ]?authors?\b .* {_DOT} .*
    | .* [\u2022*\u00b7][ ]?[\d,]+[ ]authors?
    | {_BULLET}?[ ]?[\d,]+[ ]authors?
    | {_DOT} .*
    | (?:Published[ ]on[ ])? {DAY}\b .{{0,40}}
    | Published[ ]on[ ].*
    | submitted[ ]by.*
    | \d[\d,.]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What continues a footer inside a link: `12 authors`, a dot, `submitted by`.
_FOOTER_START = re.compile(rf"{_AUTHORS} | {_DOT} | submitted[ ]by", re.IGNORECASE | re.VERBOSE)
_MAX_NAME_LENGTH = 100  # characters of an organization's handle and name


@dataclass(frozen=True, slots=True)
class Token:
    """A block of text, or a part of a header or footer of a paper.

    `value` is the printed number of upvotes, authors or comments; `name` is the submitter.
    """

    kind: Kind
    lines: tuple[TextLine, ...]
    value: int | None = None
    day: PartialDate | None = None
    name: str = ""

    @property
    def first(self) -> TextLine:
        """The line it starts on."""
        return self.lines[0]


def tokenize(lines: Sequence[TextLine]) -> list[Token]:
    """The tokens of the lines after the page's day.

    If the page has blank lines, adjacent lines of text form one block; otherwise each line is a
    block. The text of one link is one block.
    """
    has_blanks = any(line.after_blank for line in lines[1:])
    found: list[Token] = []
    for line in lines:
        for token in _line_tokens(line):
            last = found[-1] if found else None
            if (
                token.kind == "text" == (last.kind if last else "")
                and last
                and (line.inside_link or (has_blanks and _are_adjacent(last.first, line)))
            ):
                found[-1] = Token("text", (*last.lines, line))
            else:
                found.append(token)
    return found


def _are_adjacent(first: TextLine, line: TextLine) -> bool:
    return not (line.after_blank or line.heading or first.heading)


def _line_tokens(line: TextLine) -> Iterator[Token]:
    text, here = line.text, (line,)
    if line.heading or (line.inside_link and not _FOOTER_START.fullmatch(text)):
        yield Token("text", here)
    elif _VOTES.fullmatch(text):
        yield Token("votes", here, _parse_number(text) if re.fullmatch(NUMBER, text) else None)
    elif submitter := _SUBMITTER.fullmatch(text):
        yield Token("submitter", here, name=submitter[1] or "")
    elif authors := _AUTHORS_LINE.fullmatch(text):
        yield Token("authors", here, _parse_number(authors[1]))
        yield from _dot_and_day(line, authors[2] or "", authors[3] or "")
    elif dot := _DOT_LINE.fullmatch(text):
        yield from _dot_and_day(line, text, dot[1] or "")
    elif _DAY_LINE.fullmatch(text):
        yield _day(line, text)
    elif _ODD_FOOTER.fullmatch(text):
        yield Token("odd", here)
    elif (name := _NAME_LINE.fullmatch(text)) and may_be_organization(name[1]):
        yield Token("text", (replace(line, text=name[1], full=name[1]),))
        yield from _dot_and_day(line, "\u00b7", name[2] or "")
    elif name and name[2]:
        yield Token("odd", here)  # a footer joined to an abstract
    else:
        yield Token("text", here)


def may_be_organization(text: str) -> bool:
    """Whether a line may name an organization, rather than end an abstract."""
    ends = text.endswith((".", ":", ";", ",")) and not re.search(
        r"\b(?:Inc|Ltd|Co|Corp|Univ|Inst|Dept|Lab|B\.V|S\.A|e\.V)\.$", text
    )
    several = re.search(r"[a-z]{2}[.!?] [A-Z]", text)
    return len(text) <= _MAX_NAME_LENGTH and not ends and not several and "://" not in text


def _dot_and_day(line: TextLine, dot: str, day: str) -> Iterator[Token]:
    if dot:
        yield Token("dot", (line,))
    if day:
        yield _day(line, day)


def _day(line: TextLine, text: str) -> Token:
    match = _DAY_LINE.fullmatch(text)
    day = parse_day(match[1], match[2], match[3]) if match else None
    if match is None or day is None:
        return Token("odd", (line,))
    comments = match[4] or match[5]
    return Token("day", (line,), _parse_number(comments) if comments else None, day)


def _parse_number(printed: str) -> int:
    return int(printed.replace(",", ""))
