"""biblatex entries, with the entry types and fields of the biblatex manual (Lehman et al.).

Unlike BibTeX, biblatex has types for web pages, software and datasets, and dates in EDTF.
"""

from collections.abc import Iterator, Mapping

from generator.model import Paper, PaperType
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
    "article": "unpublished",
    "article-journal": "article",
    "paper-conference": "inproceedings",
    "chapter": "incollection",
    "book": "book",
    "thesis": "thesis",
    "report": "report",
    "webpage": "online",
    "software": "software",
    "dataset": "dataset",
}
# The fields of the container's and the publisher's name, if not `booktitle` and `publisher`.
_CONTAINER_FIELDS = {
    "article-journal": "journaltitle",
    "webpage": "howpublished",
    "article": "howpublished",
}
_PUBLISHER_FIELDS = {
    "thesis": "institution",
    "report": "institution",
    "webpage": "organization",
    "article": "organization",
}
_TYPE_TEXTS = {"thesis": "Thesis", "report": "Report"}  # which degree is not known


def biblatex_entry(paper: Paper, citation_key: str) -> str:
    """The biblatex entry of a paper, with tags, abstract and note."""
    fields = (*_fields(paper), *content_fields(paper, "annotation"))
    return format_entry(_entry_type(paper), citation_key, fields)


def _entry_type(paper: Paper) -> str:
    kind = paper_type(paper)
    if kind == "article" and paper.arxiv:
        return "online"  # as the manual has it for preprints with an eprint
    # With an eprint, @online is a preprint.
    return "misc" if kind == "webpage" and paper.arxiv else _ENTRY_TYPES[kind]


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    kind, date, first = paper_type(paper), record_date(paper), first_date(paper)
    journal = kind == "article-journal"
    yield "title", "{" + latex_text(to_text(paper.title)) + "}"
    yield "author", name_list(paper.authors)
    yield "editor", name_list(paper.editors)
    yield _CONTAINER_FIELDS.get(kind, "booktitle"), latex_text(venue_name(paper))
    if date and date.year:
        yield "date", str(date)
        yield "origdate", str(paper.published) if paper.published and first != date else ""
    yield "volume", latex_text(paper.volume)
    yield "number", latex_text(paper.issue if journal else paper.number)
    yield "eid" if journal else "issue", latex_text(paper.number if journal else paper.issue)
    yield "pages", page_range(paper.pages)
    yield "edition", latex_text(paper.edition)
    yield "series", latex_text(paper.series)
    yield _PUBLISHER_FIELDS.get(kind, "publisher"), latex_text(paper.publisher)
    yield "isbn", latex_text(paper.isbn)
    yield "type", "Web page" if _entry_type(paper) == "misc" else _TYPE_TEXTS.get(kind, "")
    is_known = paper.language in LANGUAGE_NAMES
    yield "langid", LANGUAGE_NAMES.get(paper.language, "")  # a name of babel's, or nothing
    yield "language", "" if is_known else latex_text(paper.language)
    yield "note", (paper.publication_status or "").capitalize()
    if paper.arxiv:
        yield "eprint", latex_text(paper.arxiv)
        yield "eprinttype", "arxiv"
        yield "eprintclass", latex_text(paper.category)
    yield "doi", doi_value(paper)
    yield "url", url_value(paper.url) or ("" if paper.doi else arxiv_url(paper))
