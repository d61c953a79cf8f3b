"""Tables of papers in Markdown, and items whose details are in a list below them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.ingest.readers.base import Request, finding
from generator.ingest.readers.markdown_blocks import Block, Piece, plain
from generator.ingest.readers.markdown_items import read_title_cell
from generator.ingest.readers.markdown_links import is_label, is_other_label, read_links
from generator.ingest.readers.table_cells import Row
from generator.ingest.readers.table_columns import Columns, column_key, recognise_columns
from generator.ingest.readers.table_rows import RowReader, make_row_reader
from generator.model import Finding
from generator.text.sanitize import find_urls

# Columns whose links are those of the paper, and columns of other links; their texts are labels.
_PAPER_COLUMNS = ("paper", "pdf", "url", "arxiv", "doi")
_LINK_COLUMNS = (*_PAPER_COLUMNS, "code", "project", "dataset", "links")
_KINDS = {"code": "code", "project": "project", "dataset": "dataset"}
_TITLE_WORD = re.compile(r"\b(?:title|paper|papers|name)\b", re.IGNORECASE)
_CELL_END = re.compile(r"(?<!\\)\|")
_DETAIL = re.compile(r"\W*(\w[\w /]{1,24}?)\W*:\W*")  # a detail of an item: `- **Year**: 2019`


@dataclass(slots=True)
class MarkdownTable:
    """A table whose columns are known, and what was found in its rows."""

    columns: Columns
    reader: RowReader
    request: Request
    own_findings: list[Finding] = field(default_factory=list)

    @classmethod
    def from_rows(cls, rows: Sequence[Block], request: Request) -> "MarkdownTable | None":
        """The table, whose first row is its header; None if it has no column of titles."""
        names = [plain(cell) for cell in rows[0].cells]
        columns = recognise_columns(names, request.columns, rows[0].line)
        if "title" not in columns.fields:
            title = next((name for name in names if _TITLE_WORD.search(name)), None)
            if title is None:
                return None
            columns = recognise_columns(names, {**request.columns, title: "title"}, rows[0].line)
        texts = [_text_row(row, columns) for row in rows[1:]]
        return cls(
            columns=columns, reader=make_row_reader(columns, texts, request), request=request
        )

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with the rows."""
        return [*self.own_findings, *self.reader.findings]

    @property
    def ignored(self) -> Counter[str]:
        """The number of cells of each column that are not kept."""
        return self.reader.ignored

    def read(self, row: Block, source_line: str) -> dict[str, Any] | None:
        """The paper of a row; None if the row has none, or an error.

        Args:
            row: the row.
            source_line: its text, in which cells beyond the header's are seen.
        """
        if (count := _count_cells(source_line)) > len(self.columns.names):
            message = (
                f"this row has {count} cells, but the header has {len(self.columns.names)}. "
                r"Write a bar inside of a cell as \|"
            )
            self.own_findings.append(finding("bad-row", "error", message, self.request, row.line))
            return None
        title = row.cells[self.columns.fields["title"][0]]
        found = read_title_cell(title)
        links = read_links([piece for cell in row.cells for piece in cell])
        pages = self._pages(row)
        if not (links.is_of_paper or pages) or not found["title"]:
            return None
        stated = self.reader.read(_text_row(row, self.columns, found["title"]))
        if stated is None:
            return None
        url = next(iter(links.pages), "")
        if not url and not links.is_of_paper:
            url = pages[0]
        kinds = {each: kind for name, kind in _KINDS.items() for each in self._urls(row, name)}
        others = [*(("other", page) for page in links.pages[1:]), *links.others]
        note = "; ".join(filter(None, (found.get("note"), stated.get("note"))))
        return {
            **found, **stated, "note": note, "url": url,
            "arxiv": next(iter(links.arxiv), "") or stated.get("arxiv", ""),
            "doi": next(iter(links.dois), "") or stated.get("doi", ""),
            "links": [{"kind": kinds.get(each, kind), "url": each}
                      for kind, each in others if each != url],
        }  # fmt: skip

    def _urls(self, row: Block, name: str) -> list[str]:
        """The web addresses in the columns of a field."""
        indexes = self.columns.fields.get(name, ())
        links = (read_links(row.cells[index]) for index in indexes)
        return [url for each in links for url in (*each.pages, *(url for _, url in each.others))]

    def _pages(self, row: Block) -> list[str]:
        """The web addresses in the columns of the paper's own links."""
        found = [url for name in _PAPER_COLUMNS for url in self._urls(row, name)]
        others = {piece.url for index in self.columns.fields.get("url", ())
                  for piece in row.cells[index] if is_other_label(piece.text)}  # fmt: skip
        return [url for url in found if url not in others]


@dataclass(frozen=True, kw_only=True, slots=True)
class Details:
    """What a list below an item says of it: fields, links, and the lines where they are."""

    fields: Mapping[str, Any]
    pieces: tuple[Piece, ...]
    lines: frozenset[int]
    findings: tuple[Finding, ...]
    ignored: Mapping[str, int]


def read_details(items: Sequence[Block], request: Request, title: str) -> Details:
    """The details of an item in the items nested in it: `- Year: 2019`, `- arXiv: …`.

    Args:
        items: the nested items.
        request: the file.
        title: how findings name the item.
    """
    named: dict[str, Block] = {}
    for item in items:
        match = _DETAIL.match(plain(item.pieces))
        if match and column_key(match[1]) not in map(column_key, named):
            columns = recognise_columns([match[1]], {})
            if columns.fields and "title" not in columns.fields:
                named[match[1]] = item
    if not named:
        return Details(fields={}, pieces=(), lines=frozenset(), findings=(), ignored={})
    columns = recognise_columns(["title", *named], {}, items[0].line)
    cells = [
        title or "-",
        *(_DETAIL.sub("", plain(item.pieces), count=1) for item in named.values()),
    ]
    row = Row(line=items[0].line, cells=cells, links=dict.fromkeys(range(len(cells)), ()))
    reader = make_row_reader(columns, [row], request)
    found = reader.read(row) or {}
    for name in ("title", "links", "url"):
        found.pop(name, None)
    linked = [piece.url for item in named.values() for piece in item.pieces if piece.url]
    bare = (url for item in named.values() for piece in item.pieces if not piece.url
            for url in find_urls(piece.text))  # fmt: skip
    return Details(
        fields=found,
        pieces=tuple(Piece(text="link", url=url) for url in (*linked, *bare)),
        lines=frozenset(item.line for item in named.values()),
        findings=tuple(reader.findings),
        ignored=reader.ignored,
    )


def _text_row(row: Block, columns: Columns, title: str = "-") -> Row:
    """The texts of a row; those of columns of links are empty, as they are labels."""
    cells = [plain(cell) for cell in row.cells]
    for name in _LINK_COLUMNS:
        for index in columns.fields.get(name, ()):
            if any(piece.url for piece in row.cells[index]) or is_label(cells[index]):
                cells[index] = ""
    cells[columns.fields["title"][0]] = title
    return Row(line=row.line, cells=cells, links=dict.fromkeys(range(len(cells)), ()))


def _count_cells(line: str) -> int:
    """How many cells a line of a table has."""
    cells = _CELL_END.split(line.strip().removeprefix("|").removesuffix("|"))
    while cells and (not cells[-1].strip() or cells[-1].strip().startswith("[//]:")):  # a comment
        cells.pop()
    return len(cells)
