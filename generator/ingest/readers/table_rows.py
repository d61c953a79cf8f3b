"""Rows of a table to objects with the fields of a JSON list."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.checks.arxiv import CATEGORIES
from generator.ingest.readers.base import Request, finding
from generator.ingest.readers.bibtex_facts import split_keywords
from generator.ingest.readers.bibtex_values import BadValueError
from generator.ingest.readers.table_cells import Row, RowCells, clean_cell, read_markup
from generator.ingest.readers.table_columns import Columns
from generator.ingest.readers.table_dates import Order, day_order, read_cell_date
from generator.ingest.readers.table_names import NameColumn, detect_name_column, listed_texts
from generator.ingest.readers.table_places import read_places
from generator.ingest.readers.table_types import read_type
from generator.model import PUBLICATION_STATUSES, Finding, Severity
from generator.text.bibtex import LANGUAGES
from generator.text.characters import one_line
from generator.text.edtf import parse_date
from generator.text.identifiers import find_arxiv_id
from generator.text.languages import stated_language

_WHOLE_NUMBER = re.compile(r"^(\d+)\.0$")  # in a column that a program read as numbers
# What spreadsheets make of `1-5` or `5/98`: `5-Jan`, `May-98`.
_SPREADSHEET_DATE = re.compile(r"\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}")
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]+\s*")
_TRUE = frozenset(("true", "yes", "1"))
_NUMBERS = ("volume", "issue", "pages", "number", "edition")
_SHIFTED = (
    "several cells do not fit their columns. A cell may be missing, or one with a delimiter needs "
    "quotation marks"
)
_TEXTS = ("series", "isbn", "key", "organization", "takeaway")


def _language(text: str) -> str:
    return stated_language(LANGUAGES.get(text.lower(), text))


# Fields whose columns may have other values, which are counted as not kept.
def _publication_status(text: str) -> str:
    return "retracted" if text.casefold() in _TRUE else text if text in PUBLICATION_STATUSES else ""


_VALUE_READERS: Mapping[str, Callable[[str], str]] = {
    "language": _language,
    "category": lambda text: text if text in CATEGORIES else "",
    "publisher": lambda text: text if text.casefold() != "arxiv" else "",
    "publication_status": _publication_status,
    "issued": lambda text: text if parse_date(text) else "",
}


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one table, and collects what is wrong with them and what is not kept."""

    columns: Columns
    request: Request
    names: Mapping[str, NameColumn]
    order: Order
    findings: list[Finding] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    _misfits: int = 0  # cells of a row that cannot be what their columns say

    def read(self, row: Row) -> dict[str, Any] | None:
        """The object of a row; None, with an error, if it cannot be read."""
        cells = RowCells(self.columns, row)
        self._misfits = 0
        try:
            found = dict(self._fields(cells, row))
        except BadValueError as error:
            self._report("no-such-day", "error", f"{error}. Correct it", row)
            return None
        if self._misfits > 1:
            self._report("bad-row", "error", _SHIFTED, row)
            return None
        for index in cells.unused():
            self.ignored[self.columns.names[index] or "a column without a name"] += 1
        return {name: value for name, value in found.items() if value}

    def _fields(self, cells: RowCells, row: Row) -> Iterator[tuple[str, Any]]:
        title, urls = cells.title()
        yield "title", title
        yield "abstract", read_markup(cells.first("abstract"))
        for role in ("authors", "editors"):
            yield role, self._names(role, cells.first(role), row)
        yield "published", self._date(cells, row)
        kind = read_type(cells.peek("type"))
        yield "type", cells.first("type") and kind if kind else ""
        for name in _NUMBERS:
            yield name, self._number(name, cells, row)
        for name in _TEXTS:
            yield name, cells.first(name)
        for name, read in _VALUE_READERS.items():
            yield name, cells.first_that(name, read)
        yield "keywords", _keywords(cells.all("keywords"))
        yield "note", "; ".join(read_markup(text) for text in cells.all("note"))
        places, misfits = read_places(
            cells, urls, lambda message: self._report("left-out", "warning", message, row)
        )
        self._misfits += misfits
        yield from places.items()

    def _names(self, role: str, cell: str, row: Row) -> list[Any]:
        if not cell:
            return []
        found = self.names[role].read(cell)
        for text in found.unclear:
            message = f"{text[:120]!r}: it is unclear which names these are; check the {role}"
            self._report("odd-name", "warning", message, row)
        for text in found.left_out:
            self._report("left-out", "info", f"{text[:80]!r} after a name was left out", row)
        return list(found.names)

    def _date(self, cells: RowCells, row: Row) -> str:
        parts = {name: cells.first(name) for name in ("year", "month", "day")}
        found = read_cell_date(cells.first("date"), self.order, **parts)
        if found.problem:
            has_digit = any(map(str.isdigit, parts["year"]))
            self._misfits += bool(parts["year"]) and not has_digit
            code = "left-out" if found.date else "year-unknown"
            self._report(code, "warning", found.problem, row)
        return str(found.date) if found.date else ""

    def _number(self, name: str, cells: RowCells, row: Row) -> str:
        text = cells.first(name)
        if name == "number" and find_arxiv_id(text):
            return ""
        if name == "pages" and not text and (start := cells.first("first_page")):
            end = _WHOLE_NUMBER.sub(r"\1", cells.first("last_page"))
            text = "-".join(filter(None, (_WHOLE_NUMBER.sub(r"\1", start), end)))
        if not text or text.isdecimal():
            return text
        if _SPREADSHEET_DATE.fullmatch(text):
            message = f"{name} {text!r} was left out: a spreadsheet has made a date of a number"
            self._report("left-out", "warning", message, row)
            return ""
        text = _WHOLE_NUMBER.sub(r"\1", text)
        return _DASHES.sub("-", text) if name == "pages" else text

    def _report(self, code: str, severity: Severity, message: str, row: Row) -> None:
        title = one_line(RowCells(self.columns, row).title()[0])
        named = f"{title[:80]!r}: {message}" if title else message
        self.findings.append(finding(code, severity, named, self.request, row.line))


def make_row_reader(columns: Columns, rows: Sequence[Row], request: Request) -> RowReader:
    """The reader of a table, which knows how its columns write names and dates."""

    def cells(name: str) -> Iterator[str]:
        indexes = columns.fields.get(name, ())[:1]
        return (clean_cell(row.cells[index]) for index in indexes for row in rows)

    names = {role: detect_name_column(cells(role)) for role in ("authors", "editors")}
    return RowReader(columns=columns, request=request, names=names, order=day_order(cells("date")))


def _keywords(cells: Sequence[str]) -> list[str]:
    found: list[str] = []
    for cell in cells:
        text = cell if ";" in cell else cell.replace("|", ";").replace("\n", ";")
        found += listed_texts(cell) or split_keywords(one_line(text))
    return list(dict.fromkeys(found))
