"""Answers of OpenAlex: works of a list or search, or one work.

The fields are those of https://docs.openalex.org/api-entities/works/work-object.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.ingest.readers.bibtex_facts import is_preprint_server
from generator.ingest.readers.csl_values import text_value
from generator.ingest.readers.markup_text import abstract_text, title_text
from generator.ingest.readers.service_reader import Answer, ServiceReader, find_answer
from generator.ingest.readers.service_record import (
    CROSSREF_TYPES,
    Record,
    SkippedItemError,
    corr_arxiv_id,
    field_paths,
    other_links,
    page_range,
)
from generator.model import Entry, Names, PaperType

_PREFIX = "https://openalex.org/"
_WORK_ID = re.compile(r"https://openalex\.org/W\d+")
_TYPES: Mapping[str, PaperType] = {
    "preprint": "article", "book": "book", "book-chapter": "chapter", "dissertation": "thesis",
    "dataset": "dataset", "report": "report", "software": "software", "reference-entry": "chapter",
}  # fmt: skip
# Types that say nothing about the place of publication; the source decides.
_ARTICLES = ("article", "review", "letter", "editorial", "erratum", "retraction")
_SOURCE_TYPES: Mapping[str, PaperType] = {
    "journal": "article-journal",
    "conference": "paper-conference",
}
# What is neither a paper nor about one, and what is only about one.
_NOT_PAPERS = frozenset(("paratext", "libguides", "supplementary-materials", "grant"))
_NOTICES = ("retraction", "erratum", "peer-review")
_DELETED_WORK = f"{_PREFIX}W4285719527"  # stands for works that OpenAlex has removed
_NO_VENUES = ("repository", "metadata", "other")  # types of sources that publish nothing
_READ_FIELDS = field_paths("""
    id display_name title abstract_inverted_index.* type type_crossref publication_date
    publication_year doi ids.openalex ids.doi language is_retracted keywords.display_name
    keywords.keyword biblio.volume biblio.issue biblio.first_page biblio.last_page
    authorships.raw_author_name authorships.author.display_name authorships.author_position
    is_authors_truncated authors_count open_access.oa_url best_oa_location.pdf_url
    primary_location.landing_page_url primary_location.pdf_url primary_location.raw_source_name
    primary_location.raw_type primary_location.source.display_name primary_location.source.type
    primary_location.source.host_organization_name locations.landing_page_url locations.pdf_url
""")


def _find(data: object) -> Answer | None:
    found = find_answer(data, (("results",), ()), _is_openalex)
    meta = data.get("meta") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(meta, dict):
        return found
    if found is None:
        is_empty = data.get("results") == [] and {"count", "per_page"} <= meta.keys()
        return Answer().counted(meta["count"]) if is_empty else None
    page, size = meta.get("page"), meta.get("per_page")
    start = (page - 1) * size if isinstance(page, int) and isinstance(size, int) else 0
    return found.counted(meta.get("count"), start)


def _is_openalex(item: object) -> bool:
    if not isinstance(item, dict):
        return False
    is_named = text_value(item.get("id")).startswith(_PREFIX)
    return is_named or {"authorships", "publication_year"} <= item.keys()


def _to_entry(record: Record) -> Entry:
    identifier = record.text("id")
    if identifier.startswith(_PREFIX) and not _WORK_ID.fullmatch(identifier):
        message = f"{identifier[:60]} is not a work; request /works"
        raise SkippedItemError("no-paper", "error", message)
    if identifier == _DELETED_WORK:
        raise SkippedItemError("no-paper", "warning", "OpenAlex has deleted this work")
    title = title_text(record.text("display_name") or record.text("title"))
    record = record.named(title)
    if (kind := record.text("type")) in _NOT_PAPERS:
        raise SkippedItemError("no-paper", "warning", f"{title[:80]!r} is of type {kind}, no paper")
    if kind in _NOTICES:
        record.report("notice", "warning", f"this is of type {kind}, not the paper it is about")
    doi = record.text("doi") or record.text("ids", "doi")
    landing = record.text("primary_location", "landing_page_url")
    volume = record.text("biblio", "volume")
    arxiv = record.arxiv([corr_arxiv_id(volume), doi, landing, *_location_urls(record)])
    name = record.doi(doi, [landing])
    container = _container(record)
    venue, published, issued = record.venue(
        container, record.day_or_year("publication_date", "publication_year")
    )
    url = record.address([landing])
    if not (arxiv or name or url):
        url = record.address([identifier])
    is_journal = record.text("primary_location", "source", "type") not in _NO_VENUES
    if record.value("is_retracted") is True:
        record.disputed("retracted")
    return record.entry(
        title=title,
        abstract=_abstract(record, title),
        type=record.known_type(_type(record, container, arxiv), "type"),
        authors=(authors := _authors(record)),
        author_count=_author_count(record, authors),
        published=published,
        issued=issued,
        venue=venue,
        volume="" if corr_arxiv_id(volume) else volume,
        issue=record.text("biblio", "issue"),
        pages=page_range(record.text("biblio", "first_page"), record.text("biblio", "last_page")),
        publisher=record.text("primary_location", "source", "host_organization_name")
        if is_journal else "",
        arxiv=arxiv,
        doi=name,
        url=url,
        language=record.language("language"),
        publication_status="retracted" if record.value("is_retracted") is True else None,
        keywords=tuple(dict.fromkeys(filter(None, map(_keyword, record.objects("keywords"))))),
        links=other_links(
            [record.text("best_oa_location", "pdf_url") or record.text("open_access", "oa_url")],
            url,
        ),
    )  # fmt: skip


def _location_urls(record: Record) -> Iterator[str]:
    for place in (*record.objects("primary_location"), *record.objects("locations")):
        yield text_value(place.get("landing_page_url"))
        yield text_value(place.get("pdf_url"))


def _container(record: Record) -> str:
    """The journal or proceedings; empty for repositories such as arXiv."""
    place = record.value("primary_location")
    source = place.get("source") if isinstance(place, dict) else None
    if isinstance(source, dict):
        is_venue = text_value(source.get("type")) not in _NO_VENUES
        name = title_text(text_value(source.get("display_name"))) if is_venue else ""
    else:
        name = title_text(record.text("primary_location", "raw_source_name"))
    return "" if is_preprint_server(name) else name


def _type(record: Record, container: str, arxiv: str) -> PaperType | None:
    stated = record.text("type")
    if stated in _TYPES:
        return _TYPES[stated]
    if stated and stated not in _ARTICLES:
        return None
    crossref = record.text("type_crossref") or record.text("primary_location", "raw_type")
    registered = CROSSREF_TYPES.get(crossref)
    source = record.text("primary_location", "source", "type")
    by_source = _SOURCE_TYPES.get(source)
    if registered and by_source and registered != by_source:
        return None  # citations infer it from the venue
    if not container and (source == "repository" or arxiv) and registered in (None, "article"):
        return "article"
    return registered or by_source


def _authors(record: Record) -> Names:
    people = record.people("authorships")
    texts = [_author_name(person, index, record) for index, person in enumerate(people, start=1)]
    names = record.names(texts)
    return replace(names, incomplete=True) if record.value("is_authors_truncated") else names


def _author_count(record: Record, names: Names) -> int | None:
    count = record.value("authors_count")
    is_count = isinstance(count, int) and not isinstance(count, bool) and count > len(names)
    return count if names.incomplete and is_count else None


def _author_name(person: Mapping[str, Any], index: int, record: Record) -> str:
    """The name as the paper prints it, unless that is only another spelling of OpenAlex's."""
    author = person.get("author")
    known = text_value(author.get("display_name")) if isinstance(author, dict) else ""
    printed = text_value(person.get("raw_author_name"))
    if not known or not printed:
        return printed or known
    same = _words(known) & _words(printed)
    if _words(known) == _words(printed):
        is_reversed = "," not in printed and _folded_words(known) != _folded_words(printed)
        return known if is_reversed or printed.isupper() else printed
    if not any(len(word) > 1 for word in same):
        message = f"author {index} is {printed[:80]!r}; OpenAlex takes that for {known[:80]!r}"
        record.report("odd-name", "warning", message)
    return printed


def _folded_words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))


def _words(name: str) -> Counter[str]:
    return Counter(_folded_words(name))


def _keyword(item: Mapping[str, Any]) -> str:
    return text_value(item.get("display_name")) or text_value(item.get("keyword"))


def _abstract(record: Record, title: str) -> str:
    """The text of an inverted index, `{"Large": [0], "models": [1, 7]}`."""
    index = record.value("abstract_inverted_index")
    if not isinstance(index, dict):
        return ""
    words: dict[int, str] = {}
    odd = 0
    for word, places in index.items():
        for place in places if isinstance(places, list) else [None]:
            if not isinstance(place, int) or place < 0 or place in words:
                odd += 1
            else:
                words[place] = word
    ordered = sorted(words)
    missing = ordered[-1] + 1 - len(ordered) if ordered else 0
    if odd or missing:
        message = f"the abstract has {odd + missing} words without a place; check it"
        record.report("left-out", "warning", message)
    return abstract_text(" ".join(words[place] for place in ordered), title)


OPENALEX = ServiceReader(
    name="openalex",
    service="OpenAlex",
    trust=1,  # collected by programs from many sources
    markers=("openalex.org", '"per_page"'),
    find=_find,
    to_entry=_to_entry,
    read_fields=_READ_FIELDS,
    how_to="Save the answer of https://api.openalex.org/works?search=…",
)
