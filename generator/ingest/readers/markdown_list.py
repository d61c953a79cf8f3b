"""Lists of papers in Markdown: bullets, numbered lists and tables, under headings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.ingest.readers.base import (
    LineRange,
    Parsed,
    Request,
    cover_lines,
    fields_not_kept_findings,
    finding,
    normalize_line_ends,
    partial_date,
)
from generator.ingest.readers.markdown_blocks import Block, Piece, plain, read_blocks
from generator.ingest.readers.markdown_headings import HeadingPath
from generator.ingest.readers.markdown_items import UnclearItemError, read_item
from generator.ingest.readers.markdown_links import read_links
from generator.ingest.readers.markdown_tables import MarkdownTable, read_details
from generator.ingest.readers.object_list import read_objects
from generator.ingest.readers.unsupported import how_to_add
from generator.model import Finding
from generator.text.characters import one_line

# A line of a list or table with a link.
_LISTED_LINK = re.compile(r"[ \t]*(?:[-*+]|\d+[.)]|\|)[ \t].*\]\(https?://")
_MIN_LISTED_LINKS = 3
_STARTS_ITEM = re.compile(r"\W*(?:\[?\d{1,4}[\].)]|$)")
_BIBTEX = re.compile(r"@\w+\s*\{")


class MarkdownList:
    """Reader of lists of papers in Markdown."""

    name = "markdown"
    trust = 1  # titles and venues as editors shortened them

    def recognises(self, text: str) -> bool:
        """Whether several items of lists or rows of tables have links."""
        lines = (line for line in text.splitlines() if "](http" in line)
        found = sum(bool(_LISTED_LINK.match(line)) for line in lines)
        return found >= _MIN_LISTED_LINKS

    def read(self, request: Request) -> Parsed:
        """Read each item and row with a link to a paper; report the others with their lines."""
        text = normalize_line_ends(request.text)
        reading = _Reading(request=request, source_lines=text.split("\n"))
        reading.read_all(read_blocks(text))
        stated = [{k: v for k, v in found.items() if v} for found in reading.objects]
        parsed = read_objects(stated, request, self.name, reading)
        findings = [*reading.findings, *parsed.findings]
        if not reading.objects:
            findings.append(
                finding("no-entries", "error", _no_entries_message(request), request, 1)
            )
        first = reading.lines[0] if reading.lines else 1
        findings += fields_not_kept_findings(reading.ignored, request, first)
        return Parsed(
            entries=parsed.entries,
            findings=tuple(sorted(findings, key=lambda each: each.origin.line or 0)),
            captured=partial_date(request.captured),
            lines=cover_lines(text, [*reading.marks, *parsed.lines]),
            reported_links=parsed.reported_links,
        )


@dataclass(slots=True)
class _Node:
    """A list item with the items nested in it."""

    block: Block
    children: list["_Node"] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """Objects with their lines, and what was found and skipped, while a document is read."""

    request: Request
    source_lines: Sequence[str]
    objects: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    marks: list[LineRange] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    ignored: dict[str, int] = field(default_factory=dict)
    headings: HeadingPath = field(default_factory=HeadingPath)

    def find(self, item: int, path: Sequence[str | int] = ()) -> tuple[int, int | None]:
        """The line of an object."""
        return self.lines[item], None

    def read_all(self, blocks: Sequence[Block]) -> None:
        """Read the blocks of a document, in order."""
        self._mark(1, "skipped", "text without a link to a paper")
        for group in _groups(blocks):
            first = group[0]
            if first.kind == "heading":
                self.headings.enter(first.level, plain(first.pieces))
                self._mark(first.line, "heading")
            elif first.kind == "item":
                for node in _tree(group):
                    self._read_node(node)
            elif first.kind == "header":
                self._read_table(group)
            elif first.kind == "paragraph":
                self._read_paragraph(first)
            else:
                self._skip(first, "code or HTML, which is not read")

    def _read_node(self, node: _Node) -> None:
        line = node.block.line
        pieces = node.block.pieces
        if _is_crossed_out(pieces):
            self._skip(node.block, "it is crossed out")
            for child in node.children:
                self._read_node(child)
            return
        nested = [child.block for child in node.children]
        details = read_details(nested, self.request, plain(pieces))
        try:
            found = read_item((*pieces, *details.pieces))
        except UnclearItemError as error:
            self._report_unclear(line, str(error))
            found = None
        else:
            if found is None:
                self._skip(node.block, "it has no link to a paper")
        if found is not None:
            found |= details.fields
            self._add(line, found)
            self.findings += details.findings
            self._count_ignored(details.ignored)
        for child in node.children:
            if child.block.line in details.lines:
                self._mark(child.block.line, "entry" if found else "skipped", "part of an item")
            elif found is not None and not child.children and self._attach(child.block, found):
                self._mark(child.block.line, "entry")
            else:
                self._read_node(child)

    def _attach(self, block: Block, found: dict[str, Any]) -> bool:
        """Add the links and the text of an item to the paper above it, unless it is a paper."""
        links = read_links(block.pieces)
        if links.is_of_paper:
            return False
        found["links"] += ({"kind": kind, "url": url} for kind, url in links.others)
        text = plain([piece for piece in block.pieces if not piece.url])
        found["note"] = "; ".join(filter(None, (found.get("note"), text.strip(" :-|[]"))))
        return True

    def _read_table(self, rows: Sequence[Block]) -> None:
        table = MarkdownTable.from_rows(rows, self.request)
        self._mark(rows[0].line, "header")
        if table is None:
            for row in rows[1:]:
                pieces = [piece for cell in row.cells for piece in (*cell, Piece(text="\n"))]
                self._read_node(_Node(Block(kind="item", line=row.line, pieces=tuple(pieces))))
            return
        for row in rows[1:]:
            before = len(table.findings)
            try:
                found = table.read(row, self.source_lines[row.line - 1])
            except UnclearItemError as error:
                self._report_unclear(row.line, str(error))
                continue
            if any(each.severity == "error" for each in table.findings[before:]):
                self._mark(row.line, "skipped", table.findings[before].message)
            elif found is None:
                pieces = [piece for cell in row.cells for piece in (*cell, Piece(text=" "))]
                self._skip(Block(kind="row", line=row.line, pieces=tuple(pieces)),
                           "it has no link to a paper")  # fmt: skip
            else:
                self._add(row.line, found)
        self.findings += table.findings
        self._count_ignored(table.ignored)

    def _read_paragraph(self, block: Block) -> None:
        """Read lines that begin like items: with a number, a bold title or a link."""
        for line, pieces in _lines_of(block):
            text = plain(pieces)
            shown = [piece for piece in pieces if not piece.image and piece.text.strip()]
            is_item = bool(shown) and (
                bool(_STARTS_ITEM.match(shown[0].text)) or shown[0].bold or bool(shown[0].url)
            )
            if is_item and read_links(pieces).is_of_paper:
                self._read_node(_Node(Block(kind="item", line=line, pieces=tuple(pieces))))
            elif text or pieces:
                self._skip(Block(kind="item", line=line, pieces=tuple(pieces)), "text, not an item")

    def _add(self, line: int, found: dict[str, Any]) -> None:
        found["keywords"] = list(
            dict.fromkeys([*found.get("keywords", ()), *self.headings.keywords])
        )
        self.objects.append(found)
        self.lines.append(line)

    def _count_ignored(self, counts: Mapping[str, int]) -> None:
        for name, count in counts.items():
            self.ignored[name] = self.ignored.get(name, 0) + count

    def _mark(self, line: int, kind: str, reason: str = "") -> None:
        self.marks.append(LineRange(number=line, kind=kind, reason=reason))

    def _skip(self, block: Block, reason: str) -> None:
        """Mark a block as skipped, and report it if it has a link to another page."""
        self._mark(block.line, "skipped", reason)
        links = read_links(block.pieces)
        if links.others or links.is_of_paper:
            text = plain(block.pieces)[:80] or (links.others or (("", "a link"),))[0][1][:80]
            message = f"{text!r} was skipped: {reason}"
            self.findings.append(
                finding("entry-skipped", "info", message, self.request, block.line)
            )

    def _report_unclear(self, line: int, problem: str) -> None:
        self._mark(line, "skipped", problem)
        message = f"{problem}. The item was skipped; write its title as the text of the link"
        self.findings.append(finding("unclear-item", "warning", message, self.request, line))


def _is_crossed_out(pieces: Sequence[Piece]) -> bool:
    """Whether all links of an item are crossed out."""
    linked = [piece.struck for piece in pieces if piece.url and not piece.image]
    return bool(linked) and all(linked)


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks that belong together: the items of lists, and the rows of a table."""
    group: list[Block] = []
    for block in blocks:
        kinds = ("item",) if group and group[0].kind == "item" else ("row",)
        belongs = group and group[0].kind in ("item", "header") and block.kind in kinds
        if not belongs and group:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _tree(items: Sequence[Block]) -> list[_Node]:
    """Items as trees."""
    roots: list[_Node] = []
    path: list[_Node] = []
    for block in items:
        node = _Node(block)
        path = path[: block.level]
        (path[-1].children if path else roots).append(node)
        path.append(node)
    return roots


def _lines_of(block: Block) -> Iterator[tuple[int, list[Piece]]]:
    """The lines of a paragraph, or the whole, if only one line has a link to a paper."""
    lines: list[list[Piece]] = [[]]
    for piece in block.pieces:
        if piece.text == "\n":
            lines.append([])
        else:
            lines[-1].append(piece)
    if sum(read_links(line).is_of_paper for line in lines) < 2:  # noqa: PLR2004 - several items
        yield block.line, list(block.pieces)
        return
    for index, line in enumerate(lines):
        if line:
            yield block.line + index, line


def _no_entries_message(request: Request) -> str:
    message = "no item of this list has both a title and a link to a paper"
    if _BIBTEX.search(request.text):
        return f"{message}. It has BibTeX: copy the entries into a file of their own, .bib"
    if way := how_to_add(request):
        return f"{message}. {way}"
    return message if one_line(request.text) else "the file is empty"
