"""Text to the rows of a table: CSV, TSV, and the like with semicolons or bars.

The rules are those of RFC 4180, as the standard library's `csv` reads them.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.ingest.readers.table_cells import Row
from generator.ingest.readers.table_columns import Columns, recognise_columns
from generator.text.characters import one_line

_DELIMITERS = (",", ";", "\t", "|")
MAX_LINES_BEFORE_HEADER = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """The rows below a header. `broken` is where reading stopped, and why."""

    rows: tuple[Row, ...] = ()
    broken: tuple[int, str] | None = None


def find_header(
    text: str, given: Mapping[str, str], *, max_lines: int = MAX_LINES_BEFORE_HEADER
) -> tuple[str, Columns] | None:
    r"""Delimiter and columns of the header; the best row if none has a title.

    Args:
        text: the text with `\n` line ends.
        given: fields by names of columns.
        max_lines: how many lines to search.
    """
    lines = text.split("\n", max_lines)[:max_lines]
    found: list[tuple[tuple[bool, int, int, int], str, Columns]] = []
    for rank, delimiter in enumerate(_DELIMITERS):
        for line, cells in _lenient_rows(lines, delimiter):
            if any(cell.strip() for cell in cells) and not (delimiter == "|" and not cells[0]):
                columns = recognise_columns([one_line(cell) for cell in cells], given, line)
                score = "title" in columns.fields, len(columns.fields), -line, -rank
                found.append((score, delimiter, columns))
    if not found:
        return None
    _, delimiter, columns = max(found, key=lambda each: each[0])
    return delimiter, columns


def read_table(text: str, delimiter: str, columns: Columns) -> Table:
    """The rows below a header.

    A quotation mark that is not closed would hide all rows after it, so it ends the reading. Spaces
    may follow the closing one. In tables with tabs, quotation marks may be part of the text.
    """
    lines = text.split("\n")[columns.line - 1 :]
    rows, broken = _strict_rows(lines, delimiter, csv.QUOTE_MINIMAL)
    if broken:
        space = re.compile(rf'(?<!")"[ ]+(?={re.escape(delimiter)}|$)')
        again = _strict_rows([space.sub('"', each) for each in lines], delimiter, csv.QUOTE_MINIMAL)
        rows, broken = (again[0], None) if not again[1] else (rows, broken)
    if broken and delimiter == "\t":
        plain, _ = _strict_rows(lines, delimiter, csv.QUOTE_NONE)
        if all(len(cells) == len(columns.names) for _, cells in plain if any(cells)):
            rows, broken = plain, None
    at = columns.line - 1
    return Table(
        rows=tuple(Row(line=line + at, cells=cells) for line, cells in rows[1:]),
        broken=(broken[0] + at, broken[1]) if broken else None,
    )  # fmt: skip


def _lenient_rows(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows among the first lines of a text, of which the last may be cut off."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error:  # reported when the whole table is read
        return


def _strict_rows(
    lines: Sequence[str], delimiter: str, quoting: Literal[0, 3]
) -> tuple[list[tuple[int, list[str]]], tuple[int, str] | None]:
    """The rows, each with its line, and where and why reading stopped."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, quoting=quoting,
                        strict=True)  # fmt: skip
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        return rows, (line, str(error))
    return rows, None
