"""Answers of Semantic Scholar: one paper, a batch, a search, a list of citations.

The fields are those of https://api.semanticscholar.org/api-docs/graph.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.ingest.readers.bibtex_facts import is_preprint_server
from generator.ingest.readers.csl_values import text_value
from generator.ingest.readers.markup_text import abstract_text, title_text
from generator.ingest.readers.service_reader import Answer, ServiceReader, find_answer
from generator.ingest.readers.service_record import (
    Record,
    SkippedItemError,
    corr_arxiv_id,
    field_paths,
    other_links,
    page_range,
    texts_in,
)
from generator.model import Entry, PaperType

_LISTS = (("data",), ("recommendedPapers",), (), ("papers",))
_WRAPPERS = ("citingPaper", "citedPaper")  # items of /citations and /references
_FIELDS = field_paths("""
    paperId title abstract authors.name externalIds.ArXiv externalIds.DOI externalIds.ACL
    externalIds.PubMed publicationDate year venue publicationVenue.name publicationVenue.type
    journal.name journal.volume journal.pages publicationTypes openAccessPdf.url url
""")
_READ_FIELDS = _FIELDS | {f"{wrapper}.{field}" for wrapper in _WRAPPERS for field in _FIELDS}
_TYPES: Mapping[str, PaperType] = {
    "Conference": "paper-conference", "Book": "book", "BookSection": "chapter",
    "Dataset": "dataset",
}  # fmt: skip
_VENUE_TYPES: Mapping[str, PaperType] = {
    "conference": "paper-conference",
    "journal": "article-journal",
}


def _find(data: object) -> Answer | None:
    found = find_answer(data, _LISTS, _is_paper)
    if not isinstance(data, dict):
        return found
    if found is None:
        is_search = {"total", "offset"} <= data.keys() or {"total", "token"} <= data.keys()
        if is_search and not data.get("data"):
            return Answer().counted(data["total"])
        return Answer(problem="it is about authors; request papers") if _has_authors(data) else None
    return found.counted(data.get("total"), data.get("offset")) if found.is_list else found


def _has_authors(data: Mapping[str, Any]) -> bool:
    items = data.get("data")
    return isinstance(items, list) and any(isinstance(i, dict) and "authorId" in i for i in items)


def _is_paper(item: object) -> bool:
    if not isinstance(item, dict):
        return False
    paper = _unwrapped(item)
    return "paperId" in paper or ("corpusId" in paper and "title" in paper)


def _unwrapped(item: Mapping[str, Any]) -> Mapping[str, Any]:
    papers = (item.get(wrapper) for wrapper in _WRAPPERS)
    return next((paper for paper in papers if isinstance(paper, dict)), item)


def _to_entry(record: Record) -> Entry:
    record = replace(record, values=_unwrapped(record.values))
    if "paperId" not in record.values and "corpusId" not in record.values:
        raise SkippedItemError("no-paper", "error", "expected an object with a paperId")
    title = title_text(record.text("title"))
    record = record.named(title)
    journal, volume = title_text(record.text("journal", "name")), record.text("journal", "volume")
    arxiv = record.arxiv(_arxiv_candidates(record, volume))
    doi = record.doi(record.text("externalIds", "DOI"))
    date, container = record.day_or_year("publicationDate", "year"), _container(record, journal)
    venue, published, issued = record.venue(container, date)
    url = "" if doi or arxiv else record.address(_pages(record))
    record.notes.ignored["url"] += bool(record.text("url")) and url != record.text("url")
    record.notes.ignored["externalIds.PubMed"] += (
        bool(record.text("externalIds", "PubMed")) and "pubmed" not in url
    )
    return record.entry(
        title=title,
        abstract=abstract_text(record.prose("abstract"), title),
        type=record.known_type(_type(record, container, arxiv), "publicationTypes"),
        authors=record.names(text_value(each.get("name")) for each in record.people("authors")),
        published=published,
        issued=issued,
        venue=venue,
        volume="" if corr_arxiv_id(volume) else volume,
        pages=page_range(record.text("journal", "pages")),
        arxiv=arxiv,
        doi=doi,
        url=url,
        links=other_links([_anthology_page(record), record.text("openAccessPdf", "url")], url),
    )  # fmt: skip


def _arxiv_candidates(record: Record, volume: str) -> Iterator[str]:
    yield record.text("externalIds", "ArXiv")
    yield record.text("externalIds", "DOI")
    yield corr_arxiv_id(volume)


def _anthology_page(record: Record) -> str:
    identifier = record.text("externalIds", "ACL")
    return f"https://aclanthology.org/{identifier}" if identifier else ""


def _pages(record: Record) -> list[str]:
    """The pages about the paper, the publisher's first."""
    pubmed = record.text("externalIds", "PubMed")
    return [
        _anthology_page(record),
        f"https://pubmed.ncbi.nlm.nih.gov/{pubmed}" if pubmed.isdecimal() else "",
        record.text("url"),
    ]


def _container(record: Record, journal: str) -> str:
    """The venue; the journal's name if the venue is a preprint server."""
    names = (title_text(record.text("publicationVenue", "name")),
             title_text(record.text("venue")), journal)  # fmt: skip
    published = [name for name in names if name and not is_preprint_server(name)]
    return published[0] if published else ""


def _type(record: Record, container: str, arxiv: str) -> PaperType | None:
    """The type by the venue, else by a publication type that leaves no doubt."""
    names = (record.text("venue"), record.text("journal", "name"))
    if not container and (arxiv or any(map(is_preprint_server, names))):
        return "article"
    stated = texts_in(record.value("publicationTypes"))
    known = {_TYPES[name] for name in stated if name in _TYPES}
    if container and (by_venue := _VENUE_TYPES.get(record.text("publicationVenue", "type"))):
        return by_venue
    if len(known) == 1:
        return known.pop()
    volume = record.text("journal", "volume")  # CoRR's is the arXiv id, beside any venue
    is_article = "JournalArticle" in stated and not known and volume and not corr_arxiv_id(volume)
    return "article-journal" if is_article and container else None


SEMANTIC_SCHOLAR = ServiceReader(
    name="semantic-scholar",
    service="Semantic Scholar",
    trust=1,  # collected by programs from many sources
    markers=('"paperId"', '"corpusId"', '"total"'),
    find=_find,
    to_entry=_to_entry,
    read_fields=_READ_FIELDS,
    how_to=(
        "Save the answer of https://api.semanticscholar.org/graph/v1/paper/… with "
        "fields=title,abstract,authors,externalIds,publicationDate,year,venue,publicationVenue,"
        "journal,publicationTypes,openAccessPdf,url"
    ),
)
