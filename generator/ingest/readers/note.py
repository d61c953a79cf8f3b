"""Notes in Markdown with YAML front matter, as in Obsidian: one note, one paper."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.ingest.readers.base import (
    LineRange,
    Parsed,
    Request,
    cover_lines,
    fields_not_kept_findings,
    finding,
    normalize_line_ends,
)
from generator.ingest.readers.object_list import read_objects
from generator.ingest.readers.table_cells import Row
from generator.ingest.readers.table_columns import Columns, column_key, recognise_columns
from generator.ingest.readers.table_rows import make_row_reader
from generator.store.plain_data import read_plain_data
from generator.text.characters import one_line, paragraph

_FRONT_MATTER = re.compile(r"---[ ]*\n(.*?)\n(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"^([A-Za-z][\w -]*):", re.MULTILINE)
_PAPER_KEYS = frozenset(map(column_key, ("author", "doi", "arxiv", "arxiv id", "journal", "citekey",
                                         "citation key", "venue")))  # fmt: skip
_DATE_KEYS = frozenset(map(column_key, ("year", "published", "publication year", "url")))
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*$")
_ABSTRACT_HEADING = re.compile(r"\W*abstract\W*", re.IGNORECASE)
_ABSTRACT_CALLOUT = re.compile(r">\s*\[!\s*abstract\s*\][+-]?", re.IGNORECASE)
_INLINE_FIELD = re.compile(r"\W*([A-Za-z][\w ]{1,24}?)\W*::\s*(\S.*)")  # of Dataview: `Year:: 2019`
_NOT_PROSE = re.compile(r"\s*(?:[-*+>|!#`]|\d+[.)]|\[\[|\*\*[^*]+:?\*\*:?|$)")
# Tags that say what a note is or how far its reader is, and nothing about the paper.
_NOTE_TAGS = frozenset(
    "article literature literature-note literature_note literaturenote note paper papers "  # noqa: SIM905
    "read reading reference source to-read toread unread zotero".split()
)
_NEXT_HASHTAG = re.compile(r"[\s,]+(?=#\w)")  # `#ponds #lakes`
_TAG_COLUMNS = frozenset(map(column_key, ("tags", "keywords", "topics", "subjects")))


class Note:
    """Reader of notes with front matter."""

    name = "note"
    trust = 1  # typed by hand

    def recognises(self, text: str) -> bool:
        """Whether the text begins with front matter that describes a paper."""
        match = _FRONT_MATTER.match(normalize_line_ends(text))
        keys = set(map(column_key, _KEY.findall(match[1]))) if match else set()
        return bool(keys & _PAPER_KEYS) or ("title" in keys and bool(keys & _DATE_KEYS))

    def read(self, request: Request) -> Parsed:
        """Read the note; keys that are not kept are counted."""
        text = normalize_line_ends(request.text)
        match = _FRONT_MATTER.match(text)
        if not match:
            message = "this note has no front matter: lines between --- and --- at its beginning"
            return Parsed(findings=(finding("no-front-matter", "error", message, request, 1),))
        # One line before the first keeps the lines of the file.
        data = read_plain_data(f"\n{match[1]}", request.source)
        if not isinstance(data.value, dict):
            message = "the front matter of this note has no keys"
            found = finding("no-front-matter", "error", message, request, 1)
            return Parsed(findings=(*data.findings, *([] if data.findings else [found])))
        body = _read_body(text[match.end() :], text[: match.end()].count("\n") + 1)
        values = {**body.fields, **{k: v for k, v in data.value.items() if v not in (None, "", [])}}
        parsed = _read_values(values, body, request)
        marks = [LineRange(number=1, kind="entry" if parsed.entries else "skipped",
                           reason="" if parsed.entries else "it cannot be read"),
                 *body.marks]  # fmt: skip
        return replace(
            parsed, findings=(*data.findings, *parsed.findings), lines=cover_lines(text, marks)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Body:
    """What is read of a note's text."""

    title: str
    abstract: str
    remark: str
    fields: Mapping[str, str]
    marks: tuple[LineRange, ...]


@dataclass(frozen=True, slots=True)
class _FirstLine:
    """The place of a note: its first line."""

    def find(self, item: int, path: Any = ()) -> tuple[int, int | None]:
        """Line 1."""
        return 1, None


def _read_values(values: Mapping[str, Any], body: _Body, request: Request) -> Parsed:
    texts = {name: _text(value) for name, value in values.items()}
    tags = {name: text for name, text in texts.items() if column_key(name) in _TAG_COLUMNS}
    texts |= {name: _NEXT_HASHTAG.sub(";", text) for name, text in tags.items()}
    columns = recognise_columns(list(texts), request.columns)
    fields = dict(columns.fields)
    if "title" not in fields:
        texts["title"] = body.title
        columns = recognise_columns(list(texts), request.columns)
        fields = dict(columns.fields)
    fields["keywords"] = tuple(i for i in fields.get("keywords", ())
                               if column_key(columns.names[i]) in _TAG_COLUMNS)  # fmt: skip
    columns = Columns(names=columns.names, fields=fields, line=1, ignored=columns.ignored)
    row = Row(line=1, cells=list(texts.values()))
    reader = make_row_reader(columns, [row], request)
    found = reader.read(row)
    if found is None:
        return Parsed(findings=tuple(reader.findings))
    ignored = Counter(reader.ignored)
    stated_tags = [tag.strip().lstrip("#") for tag in found.get("keywords", ())]
    found["keywords"] = [tag for tag in stated_tags if tag.casefold() not in _NOTE_TAGS]
    ignored["tags about the note"] += len(stated_tags) - len(found["keywords"])
    if body.abstract and not found.get("abstract"):
        found["abstract"] = body.abstract
    if body.remark and not found.get("note"):
        found["note"] = body.remark
    stated = {name: value for name, value in found.items() if value}
    parsed = read_objects([stated], request, Note.name, _FirstLine())
    findings = fields_not_kept_findings(ignored, request, 1)
    return replace(parsed, findings=(*findings, *reader.findings, *parsed.findings))


def _text(value: Any) -> str:
    """A value of front matter as the text of a cell; a list is separated by semicolons."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        parts = (value.get("family") or value.get("name"), value.get("given"))
        return ", ".join(str(part) for part in parts if part)
    return _WIKI_LINK.sub(r"\1", one_line(str(value))) if value is not None else ""


def _read_body(text: str, first_line: int) -> _Body:
    """Title, abstract, first paragraph and inline fields of a note's text."""
    title, abstract, remark = "", list[str](), list[str]()
    fields: dict[str, str] = {}
    marks = [LineRange(number=first_line, kind="skipped", reason="text of the note")]
    place = ""
    for number, line in enumerate(text.split("\n"), start=first_line):
        if heading := _HEADING.match(line):
            title = title or heading[2]
            place = "abstract" if _ABSTRACT_HEADING.fullmatch(heading[2]) else ""
        elif _ABSTRACT_CALLOUT.match(line):
            place = "callout"
        elif place == "callout" and not line.startswith(">"):
            place = ""
        kind = "abstract" if place else "skipped"
        if place and not heading and not _ABSTRACT_CALLOUT.match(line):
            abstract.append(line.lstrip("> ") if place == "callout" else line)
        elif match := _INLINE_FIELD.match(line):
            fields.setdefault(match[1], match[2])
            kind = "entry"
        elif not place and not _NOT_PROSE.match(line) and len(remark) < 1:
            remark.append(line)
            kind = "remark"
        marks.append(
            LineRange(
                number=number, kind=kind, reason="" if kind != "skipped" else "text of the note"
            )
        )
    clean = (_WIKI_LINK.sub(r"\1", paragraph(lines)) for lines in (abstract, remark))
    return _Body(
        title=title, abstract=next(clean), remark=next(clean), fields=fields, marks=_merge(marks)
    )


def _merge(marks: list[LineRange]) -> tuple[LineRange, ...]:
    """Marks without those that repeat the one before."""
    kept: list[LineRange] = []
    for mark in marks:
        if not kept or kept[-1].kind != mark.kind:
            kept.append(mark)
    return tuple(kept)
