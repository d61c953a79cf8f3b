"""Tables: CSV, TSV, and the like, as Zotero, Scopus, Google Scholar and spreadsheets write them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
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
from generator.ingest.readers.table_columns import Columns, column_key
from generator.ingest.readers.table_rows import make_row_reader
from generator.ingest.readers.table_text import find_header, read_table
from generator.model import Finding
from generator.text.characters import one_line

_DELIMITER_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_MAX_NAMES_IN_MESSAGE = 40
_BEFORE_HEADER = "the lines before the header of the table were left out"


class TableReader:
    """Reader of tables with one paper per row."""

    name = "table"
    trust = 2  # kept or exported paper by paper, like a JSON list

    def recognises(self, text: str) -> bool:
        """Whether the first row names a title and at least one other column of papers."""
        start = normalize_line_ends(text[:20_000]).lstrip("\n \t")
        found = find_header(start, {}, max_lines=1)
        return found is not None and found[1].is_of_papers

    def read(self, request: Request) -> Parsed:
        """Read every row; one with too many or too few cells is an error with its line."""
        text = normalize_line_ends(request.text)
        found = find_header(text, request.columns)
        if found is None or "title" not in found[1].fields:
            return Parsed(findings=(_no_title_finding(found, request),))
        delimiter, columns = found
        line = columns.line
        table = read_table(text, delimiter, columns)
        kept, findings, skipped = _split_rows(table.rows, columns, request)
        if table.broken:
            at, problem = table.broken
            message = (
                f"this row cannot be read, nor what follows: {problem}. Write quotation marks "
                "inside of a quoted cell twice, and close each quoted cell"
            )
            findings.append(finding("bad-row", "error", message, request, at))
            skipped.append(LineRange(number=at, kind="skipped", reason=problem))
        elif not kept:
            message = "no row below the header can be read. Export the table again, with its rows"
            findings.append(finding("no-entries", "error", message, request, line))
        layout = f"cells between {_DELIMITER_NAMES[delimiter]}"
        parsed = read_rows(kept, columns, request, self.name, layout)
        if lines_before := [
            n for n, each in enumerate(text.split("\n", line)[: line - 1], 1) if one_line(each)
        ]:
            findings.append(
                finding("skipped-line", "warning", _BEFORE_HEADER, request, lines_before[0])
            )
        marks = [
            LineRange(number=1, kind="skipped", reason="it is before the header of the table"),
            LineRange(number=line, kind="header"),
            *parsed.lines,
            *skipped,
        ]
        return replace(
            parsed, findings=(*findings, *parsed.findings), lines=cover_lines(text, marks)
        )


@dataclass(frozen=True, slots=True)
class _RowLines:
    """The lines of the rows that objects come from."""

    lines: Sequence[int]

    def find(self, item: int, path: Sequence[str | int] = ()) -> tuple[int, int | None]:
        """The line of a row; its values have no places of their own."""
        return self.lines[item], None


def read_rows(
    rows: Sequence[Row], columns: Columns, request: Request, reader: str, layout: str
) -> Parsed:
    """The papers of a table's rows.

    Args:
        rows: rows with as many cells as the table has columns.
        columns: the columns, with a title.
        request: the text that is read.
        reader: the name of the reader.
        layout: how the table is written, for the finding that says how its columns were read.
    """
    row_reader = make_row_reader(columns, rows, request)
    objects: list[dict[str, Any]] = []
    lines: list[int] = []
    skipped: list[LineRange] = []
    for row in rows:
        found = row_reader.read(row)
        if found is None:
            skipped.append(LineRange(number=row.line, kind="skipped", reason="a cell is invalid"))
        else:
            objects.append(found)
            lines.append(row.line)
    parsed = read_objects(objects, request, reader, _RowLines(lines))
    labels = [
        f"{role}: {column.label}" for role, column in row_reader.names.items() if column.label
    ]
    labels += [f"dates: {row_reader.order}"] if row_reader.order else []
    columns_read = finding(
        "columns-read", "info", _describe(columns, layout, labels), request, columns.line
    )
    return replace(
        parsed,
        findings=(
            columns_read,
            *fields_not_kept_findings(row_reader.ignored, request, columns.line),
            *_missing_column_findings(columns, request),
            *row_reader.findings,
            *parsed.findings,
        ),
        lines=tuple(sorted((*parsed.lines, *skipped), key=lambda each: each.number)),
    )


def _split_rows(
    rows: Iterable[Row], columns: Columns, request: Request
) -> tuple[list[Row], list[Finding], list[LineRange]]:
    """Rows with the right number of cells, an error for each other one, and the skipped lines."""
    kept: list[Row] = []
    errors: list[Finding] = []
    skipped: list[LineRange] = []
    count = len(columns.names)
    for row in rows:
        if not any(map(str.strip, row.cells)):
            skipped.append(LineRange(number=row.line, kind="skipped", reason="the row is empty"))
        elif len(row.cells) == count or (
            len(row.cells) > count and not any(map(str.strip, row.cells[count:]))
        ):
            kept.append(row)
        else:
            reason = f"this row has {len(row.cells)} cells, but the header has {count}"
            message = (
                f"{reason}. A delimiter may be missing, or a cell with one needs quotation marks"
            )
            errors.append(finding("bad-row", "error", message, request, row.line))
            skipped.append(LineRange(number=row.line, kind="skipped", reason=reason))
    return kept, errors, skipped


def _describe(columns: Columns, layout: str, labels: Sequence[str]) -> str:
    """How the columns were read, in words."""
    read = ", ".join(
        f"{field.replace('_', ' ')} from "
        + " and ".join(repr(columns.names[index][:40]) for index in indexes)
        for field, indexes in columns.fields.items()
    )
    return "; ".join((f"{layout}: {read}", *labels))


def _missing_column_findings(columns: Columns, request: Request) -> list[Finding]:
    """A warning for each column of `--map` that the table does not have."""
    known = set(map(column_key, columns.names))
    return [
        finding("no-such-column", "warning", f"the table has no column {name!r}, which --map names",
                request, columns.line)
        for name in request.columns if column_key(name) not in known
    ]  # fmt: skip


def _no_title_finding(found: tuple[str, Columns] | None, request: Request) -> Finding:
    if found is None:
        return finding("no-entries", "error", "the table is empty", request, 1)
    _, columns = found
    names = ", ".join(repr(name[:40]) for name in islice(columns.names, _MAX_NAMES_IN_MESSAGE))
    message = (
        f"the table has no column of titles. Its columns are {names}. "
        "Name the one that has them: --map COLUMN=title"
    )
    return finding("no-title-column", "error", message, request, columns.line)
