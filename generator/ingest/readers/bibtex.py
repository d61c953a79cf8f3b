"""BibTeX and biblatex files: one paper per entry.

bibtexparser splits the text into blocks and recovers after a broken one; the fields are read here.
Field names: Patashnik, "BibTeXing", 1988, and the biblatex manual; `eprint` and `archivePrefix`
as arXiv defines them (https://info.arxiv.org/help/hypertex/bibstyles/).
"""

import logging
import re
from collections.abc import Iterator, Mapping

from bibtexparser import model as bib
from bibtexparser.entrypoint import parse_string

from generator.ingest.readers.base import (
    Parsed,
    Request,
    control_character_findings,
    cover_lines,
    normalize_line_ends,
    partial_date,
)
from generator.ingest.readers.bibtex_entries import (
    INHERITED_FIELDS,
    READ_FIELDS,
    READER_NAME,
    read_entry,
    read_title,
)
from generator.ingest.readers.bibtex_notes import Item, Notes
from generator.ingest.readers.bibtex_values import BadValueError, Strings
from generator.model import Entry
from generator.text.characters import one_line

# The library also logs the errors that it returns, which we report as findings.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_OPENING = re.compile(r"(?:\s|%[^\n]*\n)*@[A-Za-z]+\s*[{(]")
# A line that starts an entry: `@article{doe2019, title =`. BibTeX ignores any text before it.
_ENTRY_LINE = re.compile(
    r"""
    ^[ \t]* @[A-Za-z]{3,20} \s* [{(]
    \s* [^\s,{}()="]* \s* ,  # the key
    \s* [\w-]+ \s* =         # the first field
    """,
    re.MULTILINE | re.VERBOSE,
)
_WRAPPED_ESCAPE = re.compile(r"\\(?=\n)")  # the library does not count this line break
_COMMENTED = re.compile(r"(?:^[ \t]*%[^\n]*(?:\n|\Z))+", re.MULTILINE)
_COMMENTED_ENTRY = re.compile(r"@[A-Za-z]+\s*[{(]")
# Repeated commas between two fields or before the end, which the library rejects: `year = 2019,,`.
_DOUBLE_COMMA = re.compile(
    r"""
    (?<![,\s]) ,
    ( (?:\s*+,)++ )
    (?= \s*+ (?: [\w+.-]++\s*+= | \}\s*$ ) )
    """,
    re.MULTILINE | re.VERBOSE,
)
# An entry without a key: `@article{title =`, where a key and a comma are missing.
_NO_KEY = re.compile(
    r"""
    ^ ( [ \t]* @(?!string|preamble|comment)[A-Za-z]+ \s* [{(] )
    ( \s* [\w-]+ \s* = )
    """,
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
_NON_PAPER_TYPES = frozenset(("xdata", "set", "control", "ieeetranbstctl", "settings"))


class Bibtex:
    """Reader of BibTeX."""

    name = READER_NAME
    trust = 2  # kept paper by paper, like a JSON list

    def recognises(self, text: str) -> bool:
        """Whether the text starts with `@entry{`, after `%` comments."""
        return _OPENING.match(normalize_line_ends(text)) is not None

    def may_read(self, text: str) -> bool:
        """Whether any line of the text starts an entry."""
        return _ENTRY_LINE.search(normalize_line_ends(text)) is not None

    def read(self, request: Request) -> Parsed:
        """Read every entry; one that cannot be read is reported with its line."""
        text = normalize_line_ends(request.text)
        notes = Notes(request)
        blocks = list(_blocks(_prepare(text, notes)))
        read = list(_read_blocks(blocks, notes))
        entries = tuple(entry for entry in read if entry)
        if not entries and not any(found.severity == "error" for found in notes.findings):
            notes.report("no-entries", "error", "this text has no BibTeX entry of a paper", 1)
        notes.summarise(entries)
        return Parsed(
            entries=entries,
            findings=tuple(sorted(notes.findings, key=lambda f: f.origin.line or 0)),
            captured=partial_date(request.captured), lines=cover_lines(text, notes.marks),
        )  # fmt: skip


_Block = Item | bib.Block


def _prepare(text: str, notes: Notes) -> str:
    """The text without what the library cannot parse; line numbers stay the same."""

    def hidden(match: re.Match[str]) -> str:
        start = text.count("\n", 0, match.start()) + 1
        for number, line in enumerate(match.group().split("\n"), start):
            if _COMMENTED_ENTRY.search(line):
                notes.skip(number, "it is commented out with %")
        return re.sub(r"[^\n]", "", match.group()) if "@" in match.group() else match.group()

    kept = _COMMENTED.sub(hidden, _WRAPPED_ESCAPE.sub(r"\\ ", text))
    return _NO_KEY.sub(r"\1,\2", _DOUBLE_COMMA.sub(lambda m: "," + m[1].replace(",", ""), kept))


def _blocks(text: str) -> Iterator[_Block]:
    """The blocks of a file. Text after a broken block counts as part of it."""
    broken = False
    for block in parse_string(text, parse_stack=[]).blocks:
        inner: bib.Block | None = block
        while isinstance(inner, bib.ParsingFailedBlock) and inner.ignore_error_block:
            inner = inner.ignore_error_block  # a repeated key or field, which can still be read
        found = inner or block
        if not (broken and isinstance(found, bib.ImplicitComment)):
            broken = isinstance(found, bib.ParsingFailedBlock)
            yield _to_item(found) if isinstance(found, bib.Entry) else found


def _to_item(entry: bib.Entry) -> Item:
    return Item(
        kind=entry.entry_type, key=entry.key, line=_line_number(entry), fields=entry.fields,
        raw=entry.raw or "",
    )  # fmt: skip


def _line_number(block: bib.Block) -> int:
    return (block.start_line or 0) + 1


def _read_blocks(blocks: list[_Block], notes: Notes) -> Iterator[Entry | None]:
    strings = Strings()
    items: dict[str, Item] = {}
    for block in blocks:
        if isinstance(block, bib.String):
            _define_string(block, strings, notes)
        elif isinstance(block, Item):
            _read_values(block, strings, notes)
            _register(block, items, notes)
    targets = {item.values.get("crossref", "").lower() for item in items.values()}
    for block in blocks:
        if isinstance(block, Item):
            volume = block.kind.endswith("proceedings") and block.kind != "inproceedings"
            yield _read_paper(block, items, notes, parent=volume and block.key.lower() in targets)
        elif isinstance(block, bib.ParsingFailedBlock):
            _report_broken(block, notes)
        elif isinstance(block, bib.ExplicitComment) and _COMMENTED_ENTRY.search(block.comment):
            notes.skip(_line_number(block), "it is inside @comment")
        else:
            notes.mark(
                _line_number(block), "string" if isinstance(block, bib.String) else "comment"
            )


def _define_string(block: bib.String, strings: Strings, notes: Notes) -> None:
    try:
        text, unknown = strings.value(block.value)
    except BadValueError as error:
        notes.report("bad-value", "error", f"@string {block.key!r}: {error}", _line_number(block))
        text, unknown = "", ()  # counts as defined, so that the error is reported once
    strings.known[block.key.lower()] = text
    _report_undefined(unknown, _line_number(block), notes)


def _report_undefined(unknown: tuple[str, ...], line: int, notes: Notes) -> None:
    for name in unknown:
        message = f"{name!r} is not defined by an @string before; left out"
        notes.report("unknown-string", "warning", message, line)


def _read_values(item: Item, strings: Strings, notes: Notes) -> None:
    """Read the values of an entry; of a repeated field the first counts, as in BibTeX."""
    for field in item.fields:
        name, line = field.key.lower(), (field.start_line or 0) + 1
        if "%" in name:  # a field that is commented out
            continue
        try:
            text, unknown = strings.value(field.value, expanded=name in READ_FIELDS)
        except BadValueError as error:
            item.problem = f"the value of {field.key!r}: {error}"
            notes.report("bad-value", "error", item.problem, line)
            continue
        if name in item.values:
            message = f"{field.key!r} appears twice in {item.label}; the first was used"
            notes.report("repeated-field", "warning", message, line)
            continue
        item.values[name] = text.strip()
        _report_undefined(unknown, line, notes)


def _register(item: Item, items: dict[str, Item], notes: Notes) -> None:
    first = items.setdefault(item.key.lower() or f"@{item.line}", item)
    if item.key and first is not item:
        message = (
            f"line {first.line} has the key {item.key!r} too; both entries were read. "
            "Change one of the keys"
        )
        notes.report("duplicate-key", "warning", message, item.line)


def _report_broken(block: bib.ParsingFailedBlock, notes: Notes) -> None:
    why = one_line(str(getattr(block.error, "abort_reason", block.error)))[:200].rstrip(". ")
    message = f"this entry cannot be read: {why}. Correct it; the other entries were read"
    notes.report("bad-entry", "error", message, _line_number(block))
    notes.mark(_line_number(block), "skipped", why)


def _read_paper(
    item: Item, items: Mapping[str, Item], notes: Notes, *, parent: bool
) -> Entry | None:
    """The entry of a paper; None after reporting why it is not one."""
    if item.kind.lower() in _NON_PAPER_TYPES:
        notes.skip(item.line, f"@{item.kind} has data for other entries")
        return None
    values = {**_inherited_values(item, items, notes), **item.values}
    title = read_title(values, notes)
    if parent and not item.problem:
        notes.skip(item.line, "other entries of the file are in these proceedings")
        return None
    if not title and not item.problem:
        item.problem = "it has no title"
        message = f"the @{item.kind} {item.label} has no title and was skipped. Add one"
        notes.report("no-title", "warning", message, item.line)
    try:
        entry = None if item.problem else read_entry(item, title, values, notes)
    except BadValueError as error:
        item.problem = str(error)
        notes.report("no-such-day", "error", f"{item.label}: {error}; correct it", item.line)
    if item.problem:
        notes.mark(item.line, "skipped", item.problem)
        return None
    notes.mark(item.line, "entry")
    notes.findings += control_character_findings(item.raw, notes.request, item.line)
    return entry


def _inherited_values(item: Item, items: Mapping[str, Item], notes: Notes) -> dict[str, str]:
    """Fields from other entries: all of `xdata`, and publication data of `crossref`."""
    found: dict[str, str] = {}
    for name in item.values.get("xdata", "").split(","):
        if data := items.get(name.strip().lower()):
            found = {**found, **data.values}
        elif name.strip():
            _report_unknown_reference(item, name.strip(), notes)
    target = item.values.get("crossref", "")
    if not target:
        return found
    if target.lower() not in items:
        _report_unknown_reference(item, target, notes)
        return found
    parent = items[target.lower()].values
    found |= {name: parent[name] for name in INHERITED_FIELDS if name in parent}
    if "title" in parent and not {"booktitle", "journal"} & found.keys():
        found["booktitle"] = parent["title"]
    if "booktitle" in item.values:  # the parent's subtitle is of another title
        found.pop("booksubtitle", None)
    elif found.get("booktitle") == parent.get("title") and "subtitle" in parent:
        found.setdefault("booksubtitle", parent["subtitle"])
    return found


def _report_unknown_reference(item: Item, target: str, notes: Notes) -> None:
    message = f"{item.label} refers to {target!r}, which this file does not have"
    notes.report("unknown-crossref", "warning", message, item.line)
