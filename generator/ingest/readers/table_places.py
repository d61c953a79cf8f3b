"""Identifiers, links and the venue of a row, which may be in each other's columns."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.ingest.readers.base import link_kind
from generator.ingest.readers.json_values import arxiv_value
from generator.ingest.readers.table_cells import RowCells, read_markup
from generator.text.identifiers import encode_doi, find_arxiv_id, find_doi
from generator.text.sanitize import find_urls

_LINK_KINDS = {"code": "code", "project": "project", "dataset": "dataset"}
_ARXIV_IN_TEXT = re.compile(
    r"arxiv:\s*(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE
)
# An identifier among those of services as JSON or Python prints them: `{"DOI": "10.1145/3341301"}`.
_PRINTED_ID = re.compile(
    r"""
    ["'] (?:DOI|ArXiv) ["'] \s*:\s*
    ["'] (?P<id>[^"']+) ["']
    """,
    re.IGNORECASE | re.VERBOSE,
)
# In place of a venue: where a search found the paper.
_DATABASES = frozenset(
    ("arxiv", "crossref", "dblp", "embase", "google scholar", "ieee xplore", "openalex", "pubmed",
     "scopus", "semantic scholar", "web", "web of science", "wos")
)  # fmt: skip


@dataclass(slots=True)
class _Places:
    """What was found of one row, in order."""

    arxiv: list[str] = field(default_factory=list)
    dois: list[str] = field(default_factory=list)
    url: str = ""
    links: list[dict[str, str]] = field(default_factory=list)

    def add_identifier(self, text: str) -> bool:
        """Keep the arXiv id or the DOI in a text; False if it has none."""
        if found := find_arxiv_id(text):
            self.arxiv.append(found)
        elif found := find_doi(text):
            self.dois.append(found)
        return bool(found)

    def add_doi(self, text: str) -> bool:
        """Keep the DOI in a cell; False if it has none."""
        return self.add_identifier(text) or self.add_identifier(text.split(maxsplit=1)[0])

    def add_links(self, cells: RowCells, pages: Sequence[str]) -> None:
        """Keep the URLs of a row."""
        for url in dict.fromkeys((*pages, *cells.urls("url", "paper"))):
            self.add_url(url, is_page=True)
        for url in cells.urls("pdf"):
            self.add_url(url, is_page=False)
        for column, kind in _LINK_KINDS.items():
            self.links += ({"kind": kind, "url": url} for url in cells.urls(column))
        self.links += ({"kind": link_kind(url), "url": url} for url in cells.urls("links"))

    def add_url(self, url: str, *, is_page: bool) -> None:
        """Keep a URL: as an identifier, as the paper's page, else as a link."""
        if self.add_identifier(url):
            return
        kind = link_kind(url)
        if is_page and not self.url and kind not in ("code", "dataset"):
            self.url = url
        elif url != self.url:
            self.links.append({"kind": kind, "url": url})


def read_places(
    cells: RowCells, title_urls: Sequence[str], report: Callable[[str], None]
) -> tuple[dict[str, Any], int]:
    """The fields `arxiv`, `doi`, `url`, `links` and `venue` of a row.

    Args:
        cells: the cells of the row.
        title_urls: the URLs that the title links to.
        report: gets a message for each value that is left out.

    Returns:
        The fields, and the number of cells that have no identifier though they should.
    """
    found, misfits = _Places(), 0
    for text in cells.all("doi"):
        if not found.add_doi(text):
            misfits += 1
            report(f"{text[:60]!r} is not a valid DOI; left out")
    for text in filter(lambda text: not found.add_identifier(text), _printed_ids(cells)):
        report(f"{text[:60]!r} is not a valid identifier; left out")
    pages = [*title_urls]
    for text in cells.all("arxiv"):
        if identifier := arxiv_value(text):
            found.arxiv.append(identifier)
        elif urls := list(find_urls(text)):
            pages += urls
        else:
            misfits += 1
            report(f"{text[:60]!r} is not a valid arXiv id; left out")
    found.add_links(cells, pages)
    for name in ("extra", "number"):
        if own := cells.first_that(name, _arxiv_in_text):
            found.arxiv.append(own)
    venue = _read_venue(cells, found, report)
    doi = _first_of("DOIs", found.dois, report)
    fields = {"arxiv": _first_of("arXiv ids", found.arxiv, report),
            "doi": doi if find_doi(doi) == doi else encode_doi(doi),
            "url": found.url, "links": found.links, "venue": venue}  # fmt: skip
    return fields, misfits


def _first_of(what: str, identifiers: Sequence[str], report: Callable[[str], None]) -> str:
    """The first identifier; others are reported, but not a longer form of it."""
    if not identifiers:
        return ""
    first = identifiers[0]
    others = [each for each in dict.fromkeys(identifiers) if not f"{each}/".startswith(f"{first}/")]
    if others:
        report(f"the row has several {what}, {first}, {', '.join(others[:5])}; the first was used")
    return first


def _read_venue(cells: RowCells, found: _Places, report: Callable[[str], None]) -> str:
    """The venue; empty if the cell has an arXiv id, the name of a database or a cut-off text."""
    text = cells.peek("venue")
    if text.casefold() in _DATABASES:
        return ""
    cells.first("venue")
    if text.startswith(("https://", "http://")):
        found.add_url(text, is_page=True)
        return ""
    if own := _arxiv_in_text(text):
        found.arxiv.append(own)
        return ""
    if text.endswith(("\u2026", "...")):
        report(f"venue {text[:80]!r} was left out: it is cut off. Write its whole name")
        return ""
    return read_markup(text)


def _printed_ids(cells: RowCells) -> list[str]:
    """The identifiers in a column such as Semantic Scholar's `externalIds`."""
    text = cells.first_that("external_ids", lambda cell: cell if _PRINTED_ID.search(cell) else "")
    return [match["id"].strip() for match in _PRINTED_ID.finditer(text)]


def _arxiv_in_text(text: str) -> str:
    match = _ARXIV_IN_TEXT.search(text)
    return match[1] if match else ""
