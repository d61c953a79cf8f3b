"""BibTeX and biblatex files: one entry a paper.

bibtexparser splits the text into blocks and goes on after a broken one; what a block says of a
paper is read here. Field names: Patashnik, "BibTeXing", 1988, and the biblatex manual; `eprint`
and `archivePrefix` as arXiv asks for them (https://info.arxiv.org/help/hypertex/bibstyles/).
"""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bibtexparser import model as bib
from bibtexparser.entrypoint import parse_string

from generator.captures import bibtex_facts as facts
from generator.captures.base import (
    Line,
    Parsed,
    Request,
    account,
    day_of,
    finding,
    links_of,
    unix,
    unseen_finding,
)
from generator.captures.bibtex_values import BadValueError, Strings, people, plain, prose, when
from generator.captures.identity import arxiv_of, doi_of
from generator.markup import find_urls
from generator.model import Entry, Finding, Origin, Severity
from generator.names import one_line, paragraph
from generator.people import parse_names

# The library also logs what it returns; the returned is reported here.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_OPENING = re.compile(r"(?:\s|%[^\n]*\n)*@[A-Za-z]+\s*[{(]")
_WRAPPED_ESCAPE = re.compile(r"\\(?=\n)")  # the library would not count this line break
_INHERITED = ("booktitle", "journal", "journaltitle", "year", "month", "day", "date")


class Bibtex:
    """Reader of BibTeX."""

    name = "bibtex"
    trust = 2  # kept paper by paper, like a JSON list

    def recognises(self, text: str) -> bool:
        """Whether the text opens with an `@entry{`, after nothing but comments with `%`."""
        return _OPENING.match(unix(text)) is not None

    def read(self, request: Request) -> Parsed:
        """Read every entry; one that cannot be read is reported with its line."""
        text = unix(request.text)
        notes = _Notes(request)
        blocks = list(_blocks(_WRAPPED_ESCAPE.sub(r"\\ ", text)))
        read = list(_read(blocks, notes))
        entries = tuple(entry for entry in read if entry)
        if not any(isinstance(block, (_Item, bib.ParsingFailedBlock)) for block in blocks):
            notes.report("no-entries", "error", "there is no BibTeX entry in this text", 1)
        notes.undated(entries)
        return Parsed(
            entries=entries,
            findings=tuple(sorted(notes.findings, key=lambda f: f.origin.line or 0)),
            captured=day_of(request.captured), lines=account(text, notes.marks),
        )  # fmt: skip


@dataclass(slots=True)
class _Item:
    """One entry of the file with its values; `problem` says why it is no paper."""

    kind: str
    key: str
    line: int
    fields: list[bib.Field]
    raw: str
    values: dict[str, str] = field(default_factory=dict)
    problem: str = ""

    @property
    def called(self) -> str:
        return repr(self.key) if self.key else "without a key"


_Block = _Item | bib.Block


@dataclass(slots=True)
class _Notes:
    """What a reading collects besides entries."""

    request: Request
    findings: list[Finding] = field(default_factory=list)
    marks: list[Line] = field(default_factory=list)

    def report(self, code: str, severity: Severity, message: str, line: int) -> None:
        self.findings.append(finding(code, severity, message, self.request, line))

    def mark(self, line: int, kind: str, reason: str = "") -> None:
        self.marks.append(Line(number=line, kind=kind, reason=reason))

    def undated(self, entries: tuple[Entry, ...]) -> None:
        """Say once for the file that most BibTeX tells no day."""
        missing = [entry for entry in entries if not entry.published]
        if missing:
            message = (
                f"{len(missing)} of {len(entries)} entries tell no full day, so `published` stays "
                "empty; a year is kept with the venue"
            )
            self.report("day-unknown", "info", message, missing[0].origin.line or 1)


def _blocks(text: str) -> Iterator[_Block]:
    """The blocks of a file; what follows a broken one up to the next is part of it."""
    broken = False
    for block in parse_string(text, parse_stack=[]).blocks:
        inner: bib.Block | None = block
        while isinstance(inner, bib.ParsingFailedBlock) and inner.ignore_error_block:
            inner = inner.ignore_error_block  # a repeated key or field: readable all the same
        found = inner or block
        if not (broken and isinstance(found, bib.ImplicitComment)):
            broken = isinstance(found, bib.ParsingFailedBlock)
            yield _item(found) if isinstance(found, bib.Entry) else found


def _item(entry: bib.Entry) -> _Item:
    return _Item(
        kind=entry.entry_type, key=entry.key, line=_line(entry), fields=entry.fields,
        raw=entry.raw or "",
    )  # fmt: skip


def _line(block: bib.Block) -> int:
    return (block.start_line or 0) + 1


def _read(blocks: list[_Block], notes: _Notes) -> Iterator[Entry | None]:
    strings = Strings()
    items: dict[str, _Item] = {}
    for block in blocks:
        if isinstance(block, bib.String):
            _define(block, strings, notes)
        elif isinstance(block, _Item):
            _fill(block, strings, notes)
            _remember(block, items, notes)
    aims = {item.values.get("crossref", "").lower() for item in items.values()}
    for block in blocks:
        if isinstance(block, _Item):
            volume = block.kind.endswith("proceedings") and block.kind != "inproceedings"
            yield _told(block, items, notes, parent=volume and block.key.lower() in aims)
        elif isinstance(block, bib.ParsingFailedBlock):
            _broken(block, notes)
        else:
            notes.mark(_line(block), "string" if isinstance(block, bib.String) else "comment")


def _define(block: bib.String, strings: Strings, notes: _Notes) -> None:
    try:
        text, unknown = strings.value(block.value)
    except BadValueError as error:
        notes.report("bad-value", "error", f"@string {block.key!r}: {error}", _line(block))
        text, unknown = "", ()  # said once is enough: it counts as defined
    strings.known[block.key.lower()] = text
    _undefined(unknown, _line(block), notes)


def _undefined(unknown: tuple[str, ...], line: int, notes: _Notes) -> None:
    for name in unknown:
        message = f"{name!r} is defined by no @string before; left out"
        notes.report("unknown-string", "warning", message, line)


def _fill(item: _Item, strings: Strings, notes: _Notes) -> None:
    """Read the values of an entry; where a field comes twice the first counts, as in BibTeX."""
    for given in item.fields:
        name, line = given.key.lower(), (given.start_line or 0) + 1
        try:
            text, unknown = strings.value(given.value)
        except BadValueError as error:
            item.problem = f"the value of {given.key!r}: {error}"
            notes.report("bad-value", "error", item.problem, line)
            continue
        if name in item.values:
            message = f"{given.key!r} comes twice in {item.called}; the first was taken"
            notes.report("repeated-field", "warning", message, line)
            continue
        item.values[name] = text.strip()
        if name in _USED:
            _undefined(unknown, line, notes)


def _remember(item: _Item, items: dict[str, _Item], notes: _Notes) -> None:
    first = items.setdefault(item.key.lower() or f"@{item.line}", item)
    if item.key and first is not item:
        message = (
            f"the key {item.key!r} stands in line {first.line} too; both entries were read, "
            "give one another key"
        )
        notes.report("duplicate-key", "warning", message, item.line)


def _broken(block: bib.ParsingFailedBlock, notes: _Notes) -> None:
    why = one_line(str(getattr(block.error, "abort_reason", block.error)))[:200].rstrip(". ")
    message = f"this entry cannot be read: {why}. Correct it; the other entries were read"
    notes.report("bad-entry", "error", message, _line(block))
    notes.mark(_line(block), "skipped", why)


def _told(item: _Item, items: Mapping[str, _Item], notes: _Notes, *, parent: bool) -> Entry | None:
    """The entry as a paper, or None and a reason why not."""
    values = {**_inherited(item, items, notes), **item.values}
    title = one_line(prose(values.get("title", "")))
    if parent and not item.problem:
        notes.mark(item.line, "skipped", "proceedings that other entries refer to, no paper")
        return None
    if not title and not item.problem:
        item.problem = "it has no title"
        message = f"the @{item.kind} {item.called} has no title: add one, or remove it"
        notes.report("no-title", "error", message, item.line)
    try:
        entry = None if item.problem else _entry(item, title, values, notes)
    except BadValueError as error:
        item.problem = str(error)
        notes.report("no-such-day", "error", f"{item.called}: {error}; correct it", item.line)
    if item.problem:
        notes.mark(item.line, "skipped", item.problem)
        return None
    notes.mark(item.line, "entry")
    notes.findings += unseen_finding(item.raw, notes.request, item.line)
    return entry


def _inherited(item: _Item, items: Mapping[str, _Item], notes: _Notes) -> dict[str, str]:
    """What an entry takes from the one its `crossref` names: where and when, never the title."""
    aim = item.values.get("crossref", "")
    if not aim:
        return {}
    if aim.lower() not in items:
        message = f"{item.called} refers to {aim!r}, which is no entry of this file"
        notes.report("unknown-crossref", "warning", message, item.line)
        return {}
    there = items[aim.lower()].values
    found = {name: there[name] for name in _INHERITED if name in there}
    if "title" in there and not {"booktitle", "journal"} & found.keys():
        found["booktitle"] = there["title"]
    return found


def _entry(item: _Item, title: str, values: Mapping[str, str], notes: _Notes) -> Entry:
    abstract = paragraph(prose(values.get("abstract", "")).splitlines())
    addresses = facts.addresses(values)
    links = [url for url in addresses if not arxiv_of(url) and not doi_of(url)]
    entry = Entry(
        title=title,
        abstract=abstract,
        authors=parse_names(_authors(item, values.get("author", ""), notes)),
        published=when(values).day,
        venue=facts.venue(values),
        arxiv=facts.arxiv(values, addresses),
        doi=facts.doi(values, addresses),
        category=plain(values.get("primaryclass") or values.get("eprintclass", "")),
        links=links_of([*links, *find_urls(abstract)]),
        captured=day_of(notes.request.captured),
        origin=Origin(source=notes.request.source, line=item.line),
        reader=Bibtex.name,
    )
    _unused(item, values, entry, addresses, notes)
    return entry


def _authors(item: _Item, value: str, notes: _Notes) -> tuple[str, ...]:
    found = people(value)
    for name in found.odd:
        message = f"{item.called}: cannot tell first and last name of {name!r}; taken as it stands"
        notes.report("odd-name", "warning", message, item.line)
    if not found.more:
        return found.names
    # A short list would count as all of them, and a later source could not complete it.
    message = (
        f"{item.called}: the authors end in 'and others', so they were left out: "
        f"{'; '.join(found.names)[:200]}; write all of them"
    )
    notes.report("authors-incomplete", "info", message, item.line)
    return ()


def _unused(
    item: _Item, values: Mapping[str, str], entry: Entry, addresses: list[str], notes: _Notes
) -> None:
    """Report identifiers that are none."""
    said = {
        "doi": ("DOI", entry.doi or arxiv_of(values.get("doi", ""))),
        "eprint": ("arXiv id", entry.arxiv or not facts.is_arxiv(values)),
        "url": ("web address", addresses),
    }
    for name, (kind, read) in said.items():
        if (given := values.get(name)) and not read:
            message = f"{item.called}: the {name} {one_line(given)[:60]!r} is no {kind}; left out"
            notes.report("left-out", "warning", message, item.line)


_USED = {
    *facts.VENUES, *facts.ADDRESSES, *_INHERITED, "title", "author", "abstract", "eprint",
    "archiveprefix", "eprinttype", "primaryclass", "eprintclass", "doi", "volume", "crossref",
}  # fmt: skip
