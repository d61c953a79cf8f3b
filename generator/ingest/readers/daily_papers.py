"""Copies of Hugging Face "Daily Papers" pages as text or Markdown.

After the header and its day, each paper has an optional submitter and upvotes, a title, an abstract
and an optional footer. If every paper starts with upvotes, a submitter or a heading, these separate
the papers. Otherwise titles and abstracts alternate between two footers. Ambiguous layouts are
errors.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.ingest.readers.base import (
    LineRange,
    Parsed,
    Request,
    control_character_findings,
    finding,
    links_of,
)
from generator.ingest.readers.daily_api import (
    api_items,
    decode_json,
    is_answer,
    is_empty_answer,
    read_answer,
)
from generator.ingest.readers.daily_footers import Footer, Segment, split_segments
from generator.ingest.readers.daily_header import Header, find_header, foot_index
from generator.ingest.readers.daily_html import is_html, read_html
from generator.ingest.readers.daily_lines import TextLine, parse_page
from generator.ingest.readers.daily_prose import continuation_problem, group_blocks, paper_problem
from generator.ingest.readers.daily_tokens import Token, tokenize
from generator.ingest.readers.daily_years import resolve_years
from generator.model import Entry, Finding, Origin
from generator.text.characters import one_line, paragraph
from generator.text.english import plural
from generator.text.sanitize import find_urls

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class _Notes:
    """Collects findings, and how each line was read."""

    request: Request
    findings: list[Finding] = field(default_factory=list)
    kinds: dict[int, tuple[str, str]] = field(default_factory=dict)

    def mark(self, lines: Sequence[TextLine], kind: str, reason: str = "") -> None:
        for line in lines:
            self.kinds[line.number] = (kind, reason)

    def error(self, code: str, message: str, line: int) -> None:
        self.findings.append(finding(code, "error", message, self.request, line))

    def warn(self, code: str, message: str, line: int) -> None:
        self.findings.append(finding(code, "warning", message, self.request, line))

    def lines(self) -> tuple[LineRange, ...]:
        """Ranges of adjacent lines that were read the same way."""
        made: list[LineRange] = []
        for number, (kind, reason) in sorted(self.kinds.items()):
            if made and (made[-1].kind, made[-1].reason) == (kind, reason):
                made[-1] = replace(made[-1], count=made[-1].count + 1)
            else:
                made.append(LineRange(number=number, kind=kind, reason=reason))
        return tuple(made)


class DailyPapers:
    """Reader of Daily Papers captures."""

    name = "daily-papers"
    trust = 1

    def recognises(self, text: str) -> bool:
        """Whether the text starts with the page's header or a day, or has the page's data."""
        if is_html(text):
            return "data-props" in text or "huggingface.co" in text
        if (
            text.lstrip("\ufeff \t\r\n")[:1] in ("[", "{")
            and (data := decode_json(text)) is not None
        ):
            return api_items(data) is not None  # no line of JSON is a header or a day
        lines = parse_page(text).lines
        header, odd = find_header(lines)
        return bool(lines) and (header is not None or odd != lines[0])

    def read(self, request: Request) -> Parsed:
        """Read a capture in the layout described at the top of this module."""
        if is_html(request.text):
            return read_html(request, self.name)
        if is_answer(request.text) or is_empty_answer(request.text):
            return read_answer(request, self.name)
        page = parse_page(request.text)
        lines = page.lines
        header, odd = find_header(lines)
        if header is None:
            return Parsed(findings=(_no_capture_finding(request, odd),))
        notes = _Notes(request)
        for number, raw in enumerate(_BREAK.split(request.text), start=1):
            notes.findings += control_character_findings(raw.lstrip("\ufeff"), request, number)
        notes.kinds |= dict.fromkeys(page.addresses, ("link", ""))
        day_line, rest = lines[header.index], lines[header.index + 1 :]
        notes.mark(lines[: header.index + 1], "header")
        for line in header.skipped:
            message = f"skipped {line.text!r}, which is not a known line of the page's header"
            notes.warn("skipped-line", message, line.number)
        if page.unclear_escape:
            message = r"a backslash may be Markdown's or the paper's own; left as it is: check them"
            notes.warn("unclear-escape", message, page.unclear_escape)
        foot = foot_index(rest)
        notes.mark(rest[foot:], "header")
        entries = list(_read_entries(rest[:foot], header, notes, self.name))
        if not rest[:foot]:
            message = "no paper follows the capture's day"
            notes.error("no-entries", message, day_line.number)
        if day_line.papers:
            message = "the address of a paper is before its title: move it after the title"
            notes.error("unclear-layout", message, day_line.number)
        result = resolve_years(header.day, day_line.number, entries, request)
        return Parsed(
            entries=tuple(replace(entry, captured=result.captured) for entry in result.entries),
            findings=(*notes.findings, *result.findings),
            captured=result.captured,
            lines=notes.lines(),
        )


def _no_capture_finding(request: Request, odd: TextLine | None) -> Finding:
    found = f"found {odd.text[:60]!r}" if odd else "the text ends before it"
    message = (
        "this is not a Daily Papers capture: expected the page's header lines and then its day, "
        f"such as 'Dec 9', before the first paper; {found}. "
        "Copy the whole page as plain text, or name another format with --reader"
    )
    return finding("no-capture", "error", message, request, odd.number if odd else 1)


def _read_entries(
    lines: Sequence[TextLine], header: Header, notes: _Notes, reader: str
) -> Iterator[Entry]:
    """The entries of the lines between header and foot."""
    segments = split_segments(tokenize(lines), prints_upvotes=header.prints_upvotes)
    alone = len(segments) == 1
    divided = [
        ("", [])
        if segment.problem
        else group_blocks(segment.texts, marked=segment.marked, alone=alone)
        for segment in segments
    ]
    pairs = list(zip(segments, divided, strict=True))
    closed = all(segment.footer and len(groups) == 1 for segment, (_, groups) in pairs)
    made: list[tuple[Entry, Segment]] = []
    for segment, (undivided, groups) in pairs:
        if segment.problem:
            _refuse(segment, notes, segment.problem, code=segment.code)
            continue
        problems = [paper_problem(group) for group in groups]
        if not segment.marked:
            problems += [continuation_problem(group, closed=closed) for group in groups]
        if problem := undivided or next(filter(None, problems), ""):
            _refuse(segment, notes, _unpaired_message(segment.texts, problem), code="unpaired")
        else:
            made += [(entry, segment) for entry in _segment_entries(segment, groups, notes, reader)]
    without = [entry for entry, _ in made if not entry.arxiv]
    if len(without) < len(made):
        for entry in without:
            message = (
                f"no address of {entry.title[:60]!r}, although other papers have one: "
                "is a line missing? Add its address, or remove those of all papers"
            )
            notes.error("unclear-layout", message, entry.origin.line or 1)
            made = [(other, segment) for other, segment in made if other is not entry]
    yield from (entry for entry, _ in made)


def _refuse(segment: Segment, notes: _Notes, problem: str, *, code: str) -> None:
    for token in segment.tokens:
        notes.mark(token.lines, "skipped", problem.partition(":")[0])
    notes.error(code, problem, segment.place.number)


def _segment_entries(
    segment: Segment, groups: Sequence[Sequence[Token]], notes: _Notes, reader: str
) -> list[Entry]:
    """The entries of a segment: one if it is marked as a paper, else one or more."""
    entries: list[Entry] = []
    for group in groups:
        starts = segment.starts if group is groups[0] else ()
        footer = segment.footer if group is groups[-1] else None
        entry = _to_entry(group, notes.request, reader)
        entries.append(replace(entry, **_footer_fields(footer)) if footer else entry)
        if problem := _address_problem(group, starts, footer):
            _refuse(segment, notes, problem, code="unclear-layout")
            return []
        if starts and not entry.arxiv:
            papers = frozenset().union(*(line.papers for t in starts for line in t.lines))
            entries[-1] = replace(entries[-1], arxiv=min(papers, default=""))
    _mark_lines(segment, groups, notes)
    return entries


def _mark_lines(segment: Segment, groups: Sequence[Sequence[Token]], notes: _Notes) -> None:
    """Record how the lines of a segment were read, and what was guessed."""
    for token in segment.starts:
        notes.mark(token.lines, "header")
    for title, *abstract in groups:
        notes.mark(title.lines, "title")
        for block in abstract:
            notes.mark(block.lines, "abstract")
        for block in () if segment.marked else abstract[1:]:
            message = "a block where a title was expected: read as part of the abstract before it"
            notes.warn("abstract-continued", message, block.first.number)
    for token in set(segment.tokens) - set(segment.starts) - set(segment.texts):
        if not any(token.lines[0] in text.lines for text in segment.texts):
            notes.mark(token.lines, "footer")
    if segment.footer:
        for token in segment.footer.tokens:
            notes.mark(token.lines, "footer")
        if segment.footer.warning:
            line = segment.footer.tokens[0].first.number
            notes.warn("organization-unclear", segment.footer.warning, line)


def _unpaired_message(texts: Sequence[Token], problem: str) -> str:
    first, last = texts[0].first.number, texts[-1].first.number
    return (
        f"{plural(len(texts), 'block')} of text from line {first} to line {last} "
        f"do not pair up as title and abstract: {problem}"
    )


def _to_entry(paper: Sequence[Token], request: Request, reader: str) -> Entry:
    """The entry of a title and the paragraphs of an abstract."""
    title, *abstract = paper
    papers = frozenset().union(*(line.papers for line in title.lines))
    text = "\n".join(
        paragraph([_abstract_line(line, papers) for line in b.lines]) for b in abstract
    )
    return Entry(
        title=one_line(" ".join(line.text for line in title.lines)),
        abstract=text,
        arxiv=min(papers, default=""),
        links=links_of(list(find_urls(text))),
        origin=Origin(source=request.source, line=title.first.number),
        reader=reader,
    )


def _footer_fields(footer: Footer) -> dict[str, Any]:
    return {
        "author_count": footer.authors,
        "organization": footer.organization,
        "published": footer.day,
        "comments": footer.comments,
    }


def _address_problem(paper: Sequence[Token], starts: Sequence[Token], footer: Footer | None) -> str:
    """Why the addresses next to a paper contradict each other, or ""."""
    title, *abstract = paper
    near = [line.papers for token in (*starts, title) for line in token.lines]
    others = [line.papers for t in abstract for line in t.lines if line.text == line.full]
    others += [line.papers for t in (footer.tokens if footer else ()) for line in t.lines]
    papers = frozenset().union(*near)
    everywhere = papers.union(*others)
    if len(everywhere) < 2 and everywhere == papers:  # noqa: PLR2004
        return ""
    ids = ", ".join(sorted(everywhere))
    return f"addresses of other papers are next to this one ({ids}): is a line missing?"


def _abstract_line(line: TextLine, papers: frozenset[str]) -> str:
    """A line of an abstract, without the address after it if that is the paper's own."""
    return line.text if line.papers and line.papers <= papers else line.full
