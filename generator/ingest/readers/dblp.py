"""Answers of DBLP's search for publications, in JSON.

The format is that of https://dblp.org/faq/How+to+use+the+dblp+search+API.html.
"""

import re
from collections.abc import Mapping

from generator.ingest.readers.bibtex_facts import is_preprint_server
from generator.ingest.readers.csl_values import text_value
from generator.ingest.readers.markup_text import title_text
from generator.ingest.readers.service_reader import Answer, ServiceReader, find_answer
from generator.ingest.readers.service_record import (
    Record,
    corr_arxiv_id,
    corr_key_arxiv_id,
    field_paths,
    names_in,
    page_range,
    texts_in,
    whole_proceedings,
)
from generator.model import Entry, Names, PaperType

_READ_FIELDS = field_paths(
    "info.",
    """
    title authors.author.text authors.author authors.text authors venue volume number pages
    publisher year type doi ee url key isbn series
""",
)
_TYPES: Mapping[str, PaperType] = {
    "Journal Articles": "article-journal", "Conference and Workshop Papers": "paper-conference",
    "Parts in Books or Collections": "chapter", "Editorship": "book",
    "Data and Artifacts": "dataset",
    **dict.fromkeys(("Informal Publications", "Informal and Other Publications"), "article"),
    **dict.fromkeys(("Reference Works", "Reference Works and Encyclopedias"), "chapter"),
}  # fmt: skip
_THESIS_KEYS = ("phd/", "ms/")
_FINAL_STOP = re.compile(r"(?<![.])(?<![.][^\W\d])[.]$")  # not that of `...` and `U.S.A.`
NAMESAKE_NUMBER = re.compile(r" \d{4}$")  # DBLP numbers people of one name: `Wei Wang 0001`


def _find(data: object) -> Answer | None:
    result = data.get("result") if isinstance(data, dict) else None
    if not isinstance(result, dict):
        return None
    hits = result.get("hits")
    if problem := _problem(result.get("status")):
        return Answer(problem=problem)
    if not isinstance(hits, dict):
        return None
    found = find_answer(data, (("result", "hits", "hit"),), _is_hit)
    if found is None:
        is_empty = not hits.get("hit")
        if not is_empty:
            return Answer(problem="it is about people or venues; search for publ")
        return Answer().counted(hits.get("@total"))
    return found.counted(hits.get("@total"), hits.get("@first"))


def _problem(status: object) -> str:
    """What DBLP says of a request that failed, in an answer with HTTP status 200."""
    code = text_value(status.get("@code")) if isinstance(status, dict) else ""
    if not isinstance(status, dict) or code in {"", "200"}:
        return ""
    return f"DBLP answered with status {code} {text_value(status.get('text'))[:100]}".rstrip()


def _is_hit(item: object) -> bool:
    info = item.get("info") if isinstance(item, dict) else None
    return isinstance(info, dict) and "title" in info


def _to_entry(record: Record) -> Entry:
    title = _without_final_stop(title_text(record.text("info", "title")))
    record = record.named(title)
    kind, key = record.text("info", "type"), record.text("info", "key")
    volume, pages = record.text("info", "volume"), record.text("info", "ee")
    addresses = [pages, *texts_in(record.value("info", "ee"))[1:]]
    identifiers = corr_arxiv_id(volume), corr_key_arxiv_id(key), record.text("info", "doi")
    arxiv = record.arxiv([*identifiers, *addresses])
    doi = record.doi(record.text("info", "doi"), addresses)
    names = texts_in(record.value("info", "venue"))
    stated = title_text(names[0]) if names else ""
    container = whole_proceedings(stated)
    record.notes.ignored["venue (number of a volume)"] += container != stated
    record.notes.ignored["venue (further ones)"] += len(names) > 1
    record.notes.ignored["ee (further ones)"] += len(addresses) > 1
    is_preprint = is_preprint_server(container)
    container = "" if is_preprint else container
    venue, published, issued = record.venue(container, record.date("info", "year"))
    people, is_book = _names(record), kind == "Editorship"
    url = record.address(addresses)
    if not (url or arxiv or doi):
        url = record.address([record.text("info", "url")])
    if kind == "Withdrawn Items":
        record.disputed("withdrawn")
    return record.entry(
        title=title,
        type=record.known_type(_type(kind, key), "info", "type"),
        authors=Names() if is_book else people,
        editors=people if is_book else Names(),
        published=published,
        issued=issued,
        venue=venue,
        volume="" if is_preprint or corr_arxiv_id(volume) else volume,
        issue=record.text("info", "number"),
        pages=page_range(record.text("info", "pages")),
        publisher=title_text(record.text("info", "publisher")),
        series=title_text(record.text("info", "series")),
        isbn=record.text("info", "isbn"),
        arxiv=arxiv,
        doi=doi,
        url=url,
        publication_status="withdrawn" if kind == "Withdrawn Items" else None,
    )


def _without_final_stop(title: str) -> str:
    """A title without the full stop that DBLP puts after every title."""
    return _FINAL_STOP.sub("", title)


def _names(record: Record) -> Names:
    """The people of a hit; one person is no list."""
    stated = record.value("info", "authors")
    people = stated.get("author", stated) if isinstance(stated, dict) else stated
    texts = names_in(people, "text")
    return record.names(NAMESAKE_NUMBER.sub("", title_text(text)) for text in texts)


def _type(kind: str, key: str) -> PaperType | None:
    if kind == "Books and Theses":
        return "thesis" if key.startswith(_THESIS_KEYS) else "book"
    return _TYPES.get(kind)


DBLP = ServiceReader(
    name="dblp",
    service="DBLP",
    trust=2,  # kept by people
    markers=('"hits"', '"@code"'),
    find=_find,
    to_entry=_to_entry,
    read_fields=_READ_FIELDS,
    how_to="Save the answer of https://dblp.org/search/publ/api?format=json&q=…",
)
