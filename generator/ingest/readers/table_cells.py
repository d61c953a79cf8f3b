"""The cells of a row of a table by field, and which of them were read."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.ingest.readers.table_columns import Columns
from generator.text.characters import one_line
from generator.text.identifiers import find_arxiv_id, find_doi
from generator.text.latex import read_html
from generator.text.sanitize import find_urls

_EMPTY = frozenset(("", "na", "n/a", "nan", "null", "none", "nil", "-", "--", "\u2013", "\u2014"))
_MAX_EMPTY_CHARACTERS = 4
_EXCEL_TEXT = re.compile(r'="(.*)"', re.DOTALL)  # what keeps a spreadsheet from reading a number
# An apostrophe that keeps a spreadsheet from running a text as a formula.
_GUARD = re.compile(r"\A'(?='*[=+\-@\uff1d\uff0b\uff0d\uff20])")
_HYPERLINK = re.compile(r'=HYPERLINK\("([^"]+)"[,;]\s*"([^"]+)"\)', re.IGNORECASE)
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^\s()]+)\)")
_NOT_IN_URL = re.compile(r"[\s,;|<>\"]|https?:.*https?:")
# An address as people write it, without its scheme: `arxiv.org/abs/1811.06965`, `www.example.org`.
_WITHOUT_SCHEME = re.compile(
    r"""
    (?: www\. (?:[a-z0-9-]+\.)+ [a-z]{2,} | (?:[a-z0-9-]+\.)+ [a-z]{2,} (?=/[^\s/]) )
    (?: /\S* )?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_RECORD_HOSTS = ("scopus.com/", "embase.com/", "ebscohost.com/", "webofscience.com/",
                 "scholar.google.com/", "openalex.org/")  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row: the line on which it starts, its cells, and the URLs of links by column."""

    line: int
    cells: Sequence[str]
    links: Mapping[int, Sequence[str]] = field(default_factory=dict)


class RowCells:
    """The cells of a row by field, and which of them were read."""

    def __init__(self, columns: Columns, row: Row) -> None:
        self._columns, self._row = columns, row
        self._used: set[int] = set()

    def _texts(self, name: str) -> list[tuple[int, str]]:
        """The texts of a field, each with the index of its cell."""
        if not (indexes := self._columns.fields.get(name)):
            return []
        found = [(index, clean_cell(self._row.cells[index])) for index in indexes]
        return [each for each in found if each[1]]

    def peek(self, name: str) -> str:
        """The text of a field, without counting it as read."""
        return next((text for _, text in self._texts(name)), "")

    def first(self, name: str) -> str:
        """The text of a field: that of the first of its columns that has one."""
        found = self._texts(name)
        if not found:
            return ""
        self._used.add(found[0][0])
        return found[0][1]

    def first_that(self, name: str, read: Callable[[str], str | None]) -> str:
        """The first value of a field that can be read."""
        for index, text in self._texts(name):
            if value := read(text):
                self._used.add(index)
                return value
        return ""

    def all(self, name: str) -> list[str]:
        """The texts of all columns of a field."""
        found = self._texts(name)
        self._used.update(index for index, _ in found)
        return [text for _, text in found]

    def urls(self, *names: str) -> list[str]:
        """The URLs in the columns of these fields, but those of databases' records."""
        found: list[str] = []
        for name in names:
            for index, text in self._texts(name):
                stated = self._row.links.get(index)
                urls = [url for url in (_urls_in(text) if stated is None else stated)
                        if not any(host in url for host in _RECORD_HOSTS)]  # fmt: skip
                if urls:
                    self._used.add(index)
                found += urls
        return list(dict.fromkeys(found))

    def title(self) -> tuple[str, list[str]]:
        """The title, and the URLs that its cell has as links."""
        index = next(iter(self._columns.fields["title"]))
        self._used.add(index)
        text = _GUARD.sub("", self._row.cells[index].strip(), 1)
        if match := _HYPERLINK.fullmatch(text):
            return one_line(match[2]), [match[1]]
        if match := _MARKDOWN_LINK.fullmatch(text):
            return one_line(match[1]), [match[2]]
        return one_line(read_markup(text)), list(self._row.links.get(index, ()))

    def unused(self) -> Iterator[int]:
        """The indexes of cells that have a text and were not read."""
        for index, cell in enumerate(self._row.cells[: len(self._columns.names)]):
            if index not in self._used and index not in self._columns.ignored and clean_cell(cell):
                yield index


def read_markup(text: str) -> str:
    """The text of a cell without HTML."""
    return read_html(text) if "<" in text or "&" in text else text


def _urls_in(text: str) -> list[str]:
    """The URLs in a cell; that of an identifier or an address that is all of it."""
    is_one = text.startswith(("https://", "http://")) and not _NOT_IN_URL.search(text)
    if is_one or (found := list(find_urls(text))):
        return [text] if is_one else found
    if arxiv := find_arxiv_id(text):
        return [f"https://arxiv.org/abs/{arxiv}"]
    if doi := find_doi(text):
        return [f"https://doi.org/{doi}"]
    return [f"https://{text}"] if _WITHOUT_SCHEME.fullmatch(text) else []


def clean_cell(cell: str) -> str:
    """The text of a cell; empty if it says that there is none."""
    text = _GUARD.sub("", cell.strip(), 1)
    if text.startswith('="') and (match := _EXCEL_TEXT.fullmatch(text)):
        text = match[1].strip()
    is_empty = len(text) <= _MAX_EMPTY_CHARACTERS and text.casefold() in _EMPTY
    return "" if is_empty else text
