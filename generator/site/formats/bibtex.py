"""BibTeX entries: one for each paper, and the whole list as `papers.bib`.

Entry types and fields follow the BibTeX manual (Patashnik, "BibTeXing", 1988); `eprint`,
`archivePrefix` and `primaryClass` follow arXiv's recommendation for its identifiers.
"""

from collections.abc import Iterable, Iterator, Mapping

from generator.model import MONTHS, Paper, PaperType, PartialDate
from generator.site.formats.bibtex_values import (
    LANGUAGE_NAMES,
    content_fields,
    doi_value,
    format_entry,
    latex_text,
    name_list,
    page_range,
    url_value,
)
from generator.site.formats.citation import arxiv_url
from generator.text.publications import first_date, paper_type, record_date, venue_name
from generator.text.sanitize import to_text

_ENTRY_TYPES: Mapping[PaperType, str] = {
    "article": "misc",
    "article-journal": "article",
    "paper-conference": "inproceedings",
    "chapter": "incollection",
    "book": "book",
    "thesis": "phdthesis",
    "report": "techreport",
    "webpage": "misc",
    "software": "misc",
    "dataset": "misc",
}
# The fields of the container's and the publisher's name, if not `booktitle` and `publisher`.
_CONTAINER_FIELDS = {
    "article-journal": "journal",
    "webpage": "howpublished",
    "article": "howpublished",
}
_PUBLISHER_FIELDS = {"thesis": "school", "report": "institution"}
# The field `type` for these types: without it, styles print "PhD thesis" for every @phdthesis.
_TYPE_TEXTS = {"software": "Software", "dataset": "Dataset", "thesis": "Thesis"}


def bibtex_entry(paper: Paper, citation_key: str) -> str:
    """The BibTeX entry of a paper, with all that a citation may need."""
    return format_entry(_ENTRY_TYPES[paper_type(paper)], citation_key, _fields(paper))


def complete_bibtex_entry(paper: Paper, citation_key: str) -> str:
    """The same with tags, abstract and note."""
    fields = (*_fields(paper), *content_fields(paper, "annote"))
    return format_entry(_ENTRY_TYPES[paper_type(paper)], citation_key, fields)


def bibliography(entries: Iterable[str]) -> str:
    """Several entries as one file."""
    return "\n".join(entries)


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    kind, date = paper_type(paper), record_date(paper)
    journal = kind == "article-journal"
    yield "title", "{" + latex_text(to_text(paper.title)) + "}"
    yield "author", name_list(paper.authors)
    yield "editor", name_list(paper.editors)
    yield _CONTAINER_FIELDS.get(kind, "booktitle"), latex_text(venue_name(paper))
    yield from _dates(paper, date)
    yield "volume", latex_text(paper.volume)
    yield "number", latex_text(paper.issue if journal else paper.number)
    yield "eid" if journal else "issue", latex_text(paper.number if journal else paper.issue)
    yield "pages", page_range(paper.pages)
    yield "edition", latex_text(paper.edition)
    yield "series", latex_text(paper.series)
    yield _PUBLISHER_FIELDS.get(kind, "publisher"), latex_text(paper.publisher)
    yield "isbn", latex_text(paper.isbn)
    yield "type", _type_text(paper)
    yield "language", LANGUAGE_NAMES.get(paper.language, latex_text(paper.language))
    yield "note", (paper.publication_status or "").capitalize()
    if paper.arxiv:
        yield "eprint", latex_text(paper.arxiv)
        yield "archivePrefix", "arXiv"
        yield "primaryClass", latex_text(paper.category)
    yield "doi", doi_value(paper)
    yield "url", url_value(paper.url) or ("" if paper.doi else arxiv_url(paper))


def _dates(paper: Paper, date: PartialDate | None) -> Iterator[tuple[str, str]]:
    """The date of the version of record, and that of the first version if it differs."""
    if date is None or date.year is None:
        return
    yield "year", str(date.year)
    if date.month:
        yield "month", MONTHS[date.month - 1].lower()
    if date.day:
        yield "day", str(date.day)
    # Only biblatex's field `date` can say that a date is uncertain.
    yield "date", str(date) if date.qualifier else ""
    yield "origdate", str(paper.published) if paper.published and first_date(paper) != date else ""


def _type_text(paper: Paper) -> str:
    """The kind of publication as styles print it, if the entry type does not say it."""
    kind = paper_type(paper)
    if kind == "article":
        return "Preprint" if paper.type and not paper.arxiv else ""  # nobody says it of others
    if kind == "webpage":
        return "Web page" if paper.arxiv or not paper.url else ""
    return _TYPE_TEXTS.get(kind, "")
