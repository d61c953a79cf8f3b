"""COinS: a paper as an OpenURL context object, which Zotero's connector reads from a page.

A page with several of them lets readers save several papers at once. A context object is a list of
keys and values, encoded as in a URL, in the `title` of an empty `span` of the class `Z3988`. The
formats are the "KEV" matrices of Z39.88-2004 (journal, book, dissertation) and, for kinds that have
no matrix, Dublin Core with `rft.type`, the name of Zotero's type, as Zotero itself writes it.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import quote_plus

from generator.model import Name, Paper, PaperType
from generator.site.formats.citation import arxiv_url, doi_url
from generator.text.publications import paper_type, record_date, venue_name
from generator.text.sanitize import to_text

_FORMAT = "info:ofi/fmt:kev:mtx:"
_GENRES: Mapping[PaperType, tuple[str, str]] = {  # the matrix and its genre
    "article-journal": ("journal", "article"),
    "paper-conference": ("book", "proceeding"),
    "chapter": ("book", "bookitem"),
    "book": ("book", "book"),
    "report": ("book", "report"),
    "thesis": ("dissertation", "dissertation"),
}
_ZOTERO_TYPES: Mapping[PaperType, str] = {
    "article": "preprint", "webpage": "webpage", "software": "computerProgram",
    "dataset": "dataset",
}  # fmt: skip
_NOT_QUOTED = ":/,"  # frequent, and no part of the syntax of a query
_PART_OF_BOOK = ("paper-conference", "chapter")


def context_object(paper: Paper) -> str:
    """A paper as a context object, without what is unknown."""
    return "&".join(
        f"{key}={quote_plus(value, safe=_NOT_QUOTED, errors='replace')}"
        for key, value in _pairs(paper)
        if value
    )


def _pairs(paper: Paper) -> Iterator[tuple[str, str]]:
    kind = paper_type(paper)
    matrix, genre = _GENRES.get(kind, ("dc", ""))
    title, container = to_text(paper.title), venue_name(paper)
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"{_FORMAT}{matrix}"
    yield "rft.genre", genre
    yield "rft.type", _ZOTERO_TYPES.get(kind, "")
    if kind == "article-journal":
        yield from (("rft.atitle", title), ("rft.jtitle", container))
    elif kind in _PART_OF_BOOK:
        yield from (("rft.atitle", title), ("rft.btitle", container))
    elif matrix == "book":
        yield "rft.btitle", title
    else:
        yield from (("rft.title", title), ("rft.source", container))
    for name in paper.authors:
        yield _author(name)
    date = record_date(paper)
    yield "rft.date", date.iso if date and date.year else ""
    yield "rft.volume", paper.volume
    yield "rft.issue", paper.issue
    yield "rft.pages", paper.pages
    yield "rft.edition", paper.edition
    yield "rft.series", paper.series
    yield ("rft.inst" if kind == "thesis" else "rft.pub"), paper.publisher
    yield "rft.isbn", paper.isbn
    yield "rft.language", paper.language
    yield "rft_id", f"info:doi/{paper.doi}" if doi_url(paper) else ""
    yield "rft_id", paper.url or arxiv_url(paper)


def _author(name: Name) -> tuple[str, str]:
    if not name.given:
        return "rft.aucorp", name.literal or name.family
    given = " ".join(filter(None, (name.given, name.suffix)))
    return "rft.au", f"{name.family}, {given}"
