"""Plain-text copies of Hugging Face "Daily Papers" pages.

The page is blocks of lines with blank lines between: header lines, the day, then for each paper a
title, an abstract and perhaps a footer. Nothing marks a title as one, so the order of the blocks
decides: between two footers they come in pairs. Only a block that cannot be a title (it starts
like a list item) is taken for more of the abstract before it, and that is reported.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.captures.base import Line, Parsed, Request, finding, links_of, unseen_finding
from generator.captures.dating import dated, exists
from generator.markup import find_urls
from generator.model import MONTHS, Entry, Finding, Organization, Origin, PartialDate
from generator.names import LIST_ITEM, one_line, paragraph, plural

HEADER = {
    "new": "new",
    "get trending papers in your email inbox!": "e-mail line",
    "subscribe": "Subscribe",
    "daily papers": "Daily Papers",
    "byak and the research community": "by-line",
    "by ak and the research community": "by-line",
}
_MONTH = "(" + "|".join(MONTHS) + ")"
_YEAR = r"[12]\d{3}"
_NUMBER = r"\d{1,3}(?:,\d{3}){1,2}|\d{1,9}"
_DAY = re.compile(rf"{_MONTH} (\d{{1,2}})(?:, ({_YEAR}))?")
_WHEN = re.compile(rf"{_DAY.pattern}(?: ({_NUMBER}))?")
_AUTHORS = re.compile(rf"\u2022 ?({_NUMBER}) authors?")
_ORGANIZATION = re.compile(r"([\w.-]+) (.+)")  # handle, display name
_BREAK = re.compile(r"\r\n|\r|\n")
_LEAP = 2000  # a year in which every day exists


@dataclass(frozen=True, slots=True)
class _Block:
    """Neighbouring non-blank lines, cleaned; `number` is the line of the first."""

    number: int
    lines: tuple[str, ...]

    def text(self) -> str:
        return paragraph(list(self.lines))


@dataclass(frozen=True, slots=True)
class _Footer:
    number: int
    size: int
    when: PartialDate
    authors: int | None = None
    organization: Organization | None = None
    comments: int | None = None


@dataclass(slots=True)
class _Notes:
    """What a reading collects besides entries."""

    request: Request
    findings: list[Finding] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def account(self, block: _Block | _Footer, kind: str, reason: str = "") -> None:
        count = block.size if isinstance(block, _Footer) else len(block.lines)
        self.lines.append(Line(number=block.number, kind=kind, count=count, reason=reason))

    def error(self, code: str, message: str, line: int) -> None:
        self.findings.append(finding(code, "error", message, self.request, line))

    def warn(self, code: str, message: str, line: int | None) -> None:
        self.findings.append(finding(code, "warning", message, self.request, line))


class DailyPapers:
    """Reader of Daily Papers captures."""

    name = "daily-papers"
    trust = 1

    def recognises(self, text: str) -> bool:
        """Whether the text opens with the page's header, or with a day."""
        first = next((one_line(line) for line in _BREAK.split(text) if one_line(line)), "")
        return first.lower() in HEADER or _DAY.fullmatch(first) is not None

    def read(self, request: Request) -> Parsed:
        """Read a capture: see the module's text for the layout."""
        notes = _Notes(request)
        blocks = list(_blocks(request.text, notes))
        day, rest = _header(blocks, notes)
        if day is None:
            return Parsed(findings=(_no_capture(request, blocks),))
        entries = list(_entries(rest, notes, self.name))
        if not rest:
            notes.error("no-entries", "no paper follows the capture's day", day.number)
        result = dated(day.day, day.number, entries, request)
        return Parsed(
            entries=tuple(replace(entry, captured=result.captured) for entry in result.entries),
            findings=(*notes.findings, *result.findings),
            captured=result.captured,
            lines=tuple(notes.lines),
        )


@dataclass(frozen=True, slots=True)
class _Printed:
    """The capture's day as printed, and its line."""

    number: int
    day: PartialDate


def _blocks(text: str, notes: _Notes) -> Iterator[_Block]:
    """Blocks of lines; a footer's lines make a block of their own even when glued to others."""
    held: list[str] = []
    for number, raw in enumerate([*_BREAK.split(text), ""], start=1):
        notes.findings += unseen_finding(raw.lstrip("\ufeff"), notes.request, number)
        line = one_line(raw)
        if line:
            held.append(line)
        size = _footer_size(held) if line else 0
        if size or not line:
            yield from _cut(held, size, number + bool(line))
            held = []


def _cut(lines: list[str], size: int, end: int) -> Iterator[_Block]:
    """The blocks of lines that end before a line, of which the last `size` are a footer."""
    body = len(lines) - size
    if body:
        yield _Block(end - len(lines), tuple(lines[:body]))
    if size:
        yield _Block(end - size, tuple(lines[body:]))


def _footer_size(lines: Sequence[str]) -> int:
    """How many of the last lines of a block are a footer: 3, 1 (all on one line) or 0."""
    if len(lines) >= 3 and lines[-2] == "\u00b7" and _footer(lines[-3:], 0):  # noqa: PLR2004
        return 3
    return 1 if lines and _AUTHORS.match(lines[-1]) and _footer(lines[-1:], 0) else 0


def _footer(lines: Sequence[str], number: int) -> _Footer | None:
    who, dot, when = " ".join(lines).rpartition(" \u00b7 ")
    match = _WHEN.fullmatch(when)
    day = _day(match) if match else None
    if not dot or match is None or day is None:
        return None
    comments = _count(match[4]) if match[4] else None
    if authors := _AUTHORS.fullmatch(who):
        count = _count(authors[1])
        return _Footer(number, len(lines), day, authors=count, comments=comments)
    if len(lines) == 3 and (named := _ORGANIZATION.fullmatch(who)):  # noqa: PLR2004
        organization = Organization(handle=named[1], name=named[2])
        return _Footer(number, len(lines), day, organization=organization, comments=comments)
    return None


def _count(printed: str) -> int:
    return int(printed.replace(",", ""))


def _day(match: re.Match[str]) -> PartialDate | None:
    year = int(match[3]) if match[3] else None
    day = PartialDate(month=MONTHS.index(match[1]) + 1, day=int(match[2]), year=year)
    return day if exists(day, year or _LEAP) else None


def _header(blocks: list[_Block], notes: _Notes) -> tuple[_Printed | None, list[_Block]]:
    """The capture's day, and the blocks after it."""
    seen: list[_Block] = []
    for index, block in enumerate(blocks):
        names = [HEADER.get(line.lower()) for line in block.lines]
        day = _DAY.fullmatch(block.lines[-1])
        if all(names[:-1]) and day and (printed := _day(day)):
            for header in [*seen, block]:
                notes.account(header, "header")
            return _Printed(block.number + len(block.lines) - 1, printed), blocks[index + 1 :]
        if not all(names):
            break
        seen.append(block)
    return None, blocks


def _no_capture(request: Request, blocks: list[_Block]) -> Finding:
    lines = [(b.number + n, text) for b in blocks for n, text in enumerate(b.lines)]
    line, odd = next(((n, text) for n, text in lines if text.lower() not in HEADER), (1, ""))
    found = f"found {odd[:60]!r}" if odd else "the text ends before it"
    message = (
        "this is no Daily Papers capture: expected the page's header lines and then its day, "
        f"such as 'Dec 9', before the first paper; {found}. "
        "Copy the whole page as plain text, or name another format with --reader"
    )
    return finding("no-capture", "error", message, request, line)


def _entries(blocks: list[_Block], notes: _Notes, reader: str) -> Iterator[Entry]:
    """Entries of the blocks after the header, footer by footer."""
    run: list[_Block] = []
    for block in blocks:
        footer = _footer(block.lines, block.number) if _footer_size(block.lines) else None
        if footer is None:
            run.append(block)
            continue
        if not run:
            notes.account(footer, "skipped", "a footer without a paper before it")
            notes.error(
                "stray-footer",
                "a footer without a title and abstract before it: "
                "remove it, or restore the paper it belongs to",
                footer.number,
            )
            continue
        yield from _pairs(run, notes, reader, footer)
        run = []
    yield from _pairs(run, notes, reader, None)


def _pairs(
    run: list[_Block], notes: _Notes, reader: str, footer: _Footer | None
) -> Iterator[Entry]:
    """Entries of a run of blocks without a footer between; the footer closes the last one."""
    papers = _paired(run, notes)
    if len(papers[-1:]) and len(papers[-1]) == 1:
        last = papers[-1][0]
        for block in run:
            notes.account(block, "skipped", "titles and abstracts do not pair up")
        if footer:
            notes.account(footer, "skipped", "its paper could not be read")
        notes.error(
            "unpaired",
            f"{plural(len(run), 'block')} of text from line {run[0].number} to line {last.number} "
            "do not pair up as title and abstract: join the paragraphs of an abstract that has a "
            "blank line in it, or add what is missing",
            run[0].number,
        )
        return
    for index, (title, *abstract) in enumerate(papers):
        notes.account(title, "title")
        for block in abstract:
            notes.account(block, "abstract")
        closing = footer if index == len(papers) - 1 else None
        if closing:
            notes.account(closing, "footer")
        yield _entry(title, abstract, closing, notes.request, reader)


def _paired(run: list[_Block], notes: _Notes) -> list[list[_Block]]:
    """Blocks grouped as title, abstract, and what can only be more of that abstract."""
    papers: list[list[_Block]] = []
    for block in run:
        if papers and len(papers[-1]) == 1:
            papers[-1].append(block)
        elif papers and LIST_ITEM.match(block.lines[0]):
            papers[-1].append(block)
            message = "a list item where a title was due: taken as more of the abstract before it"
            notes.warn("abstract-continued", message, block.number)
        else:
            papers.append([block])
    return papers


def _entry(
    title: _Block, abstract: list[_Block], footer: _Footer | None, request: Request, reader: str
) -> Entry:
    text = "\n".join(block.text() for block in abstract)
    entry = Entry(
        title=one_line(" ".join(title.lines)),
        abstract=text,
        links=links_of(list(find_urls(text))),
        origin=Origin(source=request.source, line=title.number),
        reader=reader,
    )
    if footer is None:
        return entry
    return replace(
        entry,
        author_count=footer.authors,
        organization=footer.organization,
        published=footer.when,
        comments=footer.comments,
    )
