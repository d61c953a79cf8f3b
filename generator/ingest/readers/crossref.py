"""Answers of Crossref: one work (`message`), or the works of a search (`message.items`).

The fields are those of https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.ingest.readers.bibtex_facts import is_preprint_server, join_title
from generator.ingest.readers.csl_values import (
    DateValue,
    name_value,
    text_value,
    venue_and_dates,
)
from generator.ingest.readers.markup_text import abstract_text, title_text
from generator.ingest.readers.service_reader import Answer, ServiceReader, find_answer
from generator.ingest.readers.service_record import (
    CROSSREF_TYPES,
    Record,
    SkippedItemError,
    field_paths,
    objects_in,
    page_range,
    texts_in,
)
from generator.model import Entry, Name, Names, PartialDate, PublicationStatus
from generator.text.identifiers import find_arxiv_id, normalize_doi
from generator.text.person_names import is_others

_FIRST_DATES = ("issued", "published", "posted", "published-online", "published-print",
                "published-other")  # fmt: skip
_READ_FIELDS = field_paths("""
    DOI URL title subtitle abstract type ISBN volume issue page article-number publisher
    language edition-number container-title event.name author.given author.family author.suffix
    author.name author.sequence editor.given editor.family editor.suffix editor.name
    editor.sequence relation.has-preprint.id relation.has-preprint.id-type
    relation.has-preprint.asserted-by update-to.DOI update-to.type update-to.label
    updated-by.type updated-by.label
""") | {f"{name}.date-parts" for name in _FIRST_DATES}
# Types of notices about a paper: https://www.crossref.org/documentation/crossmark/
_STATUSES: Mapping[str, PublicationStatus] = {
    "retraction": "retracted",
    "withdrawal": "withdrawn",
    "removal": "withdrawn",
}
# Notices that cast doubt on a paper without taking it back.
_DOUBTS = frozenset(("expression_of_concern", "partial_retraction"))
# Types of records that are no papers: https://api.crossref.org/types
_NOT_PAPERS = frozenset(
    ("journal", "journal-volume", "journal-issue", "component", "grant", "book-series", "book-set",
     "proceedings-series", "report-series", "standard-series", "peer-review")
)  # fmt: skip
# What publishers write before the title of a retracted paper; `Retracted:` is that of a notice.
_STATUS_IN_TITLE = re.compile(r"(RETRACTED|WITHDRAWN)(?: ARTICLE| PAPER| CHAPTER)?\s*:")
# The name of a series, as opposed to that of a book in it.
_SERIES = re.compile(
    r"""
    ^ (?: lecture[ ]notes | studies[ ]in | communications[ ]in | springerbriefs | spie[ ]proceedings
        | ifip[ ]advances | ceur[ ] | leibniz[ ]international | advances[ ]in | topics[ ]in )
    | \b (?: series | monographs | schriften ) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def _find(data: object) -> Answer | None:
    found = find_answer(data, (("message", "items"), ("message",), ("items",), ()), _is_work)
    if not isinstance(data, dict) or "message-type" not in data:
        return found
    kind, message = text_value(data["message-type"]), data.get("message")
    if found is None:
        if kind == "work-list" and isinstance(message, dict) and not message.get("items"):
            return Answer().counted(message.get("total-results"))
        return Answer(problem=f"this is a {kind[:40]!r}; request /works")
    if not found.is_list or not isinstance(message, dict):
        return found
    query = message.get("query")
    start = query.get("start-index") if isinstance(query, dict) else 0
    return found.counted(message.get("total-results"), start)


def _is_work(item: object) -> bool:
    """Whether an object is a work; CSL-JSON made by Crossref has a text as title."""
    if not isinstance(item, dict) or not isinstance(item.get("DOI"), str):
        return False
    return isinstance(item.get("title"), list) or ("title" not in item and "prefix" in item)


def _to_entry(record: Record) -> Entry:
    titles = [title_text(text) for text in texts_in(record.value("title"))]
    subtitle = title_text(record.text("subtitle"))
    title = join_title(titles[0], subtitle) if titles else ""
    record = record.named(title)
    if (stated := record.text("type")) in _NOT_PAPERS:
        message = f"{title[:80]!r} is of type {stated}, no paper"
        raise SkippedItemError("no-paper", "warning", message)
    if len(titles) > 1:
        message = f"the further titles {', '.join(map(repr, titles[1:]))[:150]} were left out"
        record.report("left-out", "info", message)
    kind = record.known_type(CROSSREF_TYPES.get(record.text("type")), "type")
    container, series = _container_and_series(record)
    first, issued = _dates(record)
    venue, published, printed = venue_and_dates(
        container, issued or first, first if issued else None
    )
    doi = record.doi(record.text("DOI"), [record.text("URL")])
    status = _status(record, title)
    if len(isbns := texts_in(record.value("ISBN"))) > 1:
        record.notes.ignored["ISBN (further ones)"] += 1
    return record.entry(
        title=title,
        abstract=abstract_text(record.prose("abstract"), title),
        type=kind,
        authors=_names(record, "author"),
        editors=_names(record, "editor"),
        published=published,
        issued=printed,
        venue=venue,
        volume=record.text("volume"),
        issue=record.text("issue"),
        pages=page_range(record.text("page")),
        number=record.text("article-number"),
        edition=record.text("edition-number"),
        series=series,
        publisher=title_text(record.text("publisher")),
        isbn=isbns[0].rpartition("/")[2] if isbns else "",
        arxiv=record.arxiv([record.text("DOI"), *_preprints(record)]),
        doi=doi,
        url=record.address([record.text("URL")]),
        language=record.language("language"),
        publication_status=status,
    )


def _dates(record: Record) -> tuple[PartialDate | None, PartialDate | None]:
    """The first publication, and the date of the printed issue if that is a later one.

    Crossref's `issued` is the earliest date of publication. If another date is the same, known
    more exactly, that is used.
    """
    dates = {name: _date(record, name) for name in _FIRST_DATES}
    first = next(filter(None, dates.values()), None)
    if first is None:
        return None, None
    exact = (date for date in dates.values() if date and str(date).startswith(str(first)))
    first = max(exact, key=lambda date: len(str(date)))
    printed = dates["published-print"]
    return first, printed if printed and printed.earliest > first.latest else None


def _date(record: Record, name: str) -> PartialDate | None:
    value = DateValue(record.value(name))
    found = value.date()
    if found and value.invalid_month:
        message = f"{name}: {value.invalid_month[:40]!r} is not a month; only the year was used"
        record.report("left-out", "warning", message)
    if found is None and value.stated:
        record.report("left-out", "warning", f"{name}: {value.stated[:40]!r} is not a date")
    return found


def _names(record: Record, role: str) -> Names:
    """People and organizations in the order of the publisher."""
    people = record.value(role) or []
    read = [_name(person) for person in people] if isinstance(people, list) else [None]
    if None in read:
        message = f"{role!r} has an item without a name; left out"
        record.report("odd-name", "warning", message)
    first = next((i for i, x in enumerate(objects_in(people)) if x.get("sequence") == "first"), 0)
    if first:
        message = f"{role} {first + 1} is marked as the first; the order was kept. Check it"
        record.report("odd-name", "warning", message)
    names = [name for name in read if name]
    incomplete = bool(names) and is_others(names[-1].literal)
    return Names(tuple(names[:-1] if incomplete else names), incomplete)


def _name(person: object) -> Name | None:
    if not isinstance(person, dict):
        return None
    parts = {part: title_text(text_value(person.get(part))) for part in
             ("given", "family", "suffix")}  # fmt: skip
    return name_value({**parts, "literal": title_text(text_value(person.get("name")))})


def _container_and_series(record: Record) -> tuple[str, str]:
    """The name of the journal or book, and that of the series that the book is in.

    Crossref has no fixed order of the two, so they are told apart by their words.
    """
    names = [title_text(text) for text in texts_in(record.value("container-title"))]
    names = [name for name in dict.fromkeys(names) if not is_preprint_server(name)]
    if not names:
        return title_text(record.text("event", "name")), ""
    series = [name for name in names if _SERIES.search(name)]
    if len(names) == 2 and len(series) == 1:  # noqa: PLR2004 - a book and its series
        return next(name for name in names if name not in series), series[0]
    if len(names) > 1:
        message = (
            f"it is unclear which of {', '.join(map(repr, names))[:200]} is the container; the "
            "first was used as venue. Check it"
        )
        record.report("unclear-venue", "info", message)
    return names[0], ""


def _preprints(record: Record) -> Iterator[str]:
    """The arXiv ids among the preprints of this work."""
    for item in record.objects("relation", "has-preprint"):
        identifier = text_value(item.get("id"))
        is_arxiv = text_value(item.get("id-type")).lower() == "arxiv"
        found = find_arxiv_id(identifier)
        if found or not is_arxiv:
            record.notes.ignored["relation.has-preprint"] += not found
            yield found


def _status(record: Record, title: str) -> PublicationStatus | None:
    """The status by notices about this work; a notice about another one is reported."""
    own = normalize_doi(record.text("DOI"))
    notices = [_kind(item) for item in record.objects("updated-by")]
    for item in record.objects("update-to"):
        about, kind = text_value(item.get("DOI")), _kind(item)
        if normalize_doi(about) == own:
            notices.append(kind)
        elif about:
            message = f"this is a notice ({kind or 'update'}) about {about[:80]}, not that paper"
            record.report("notice", "warning", message)
    status = next((_STATUSES[kind] for kind in notices if kind in _STATUSES), None)
    if status is None and (match := _STATUS_IN_TITLE.match(title)):
        status = "retracted" if match[1] == "RETRACTED" else "withdrawn"
    if status:
        record.disputed(status)
    for kind in notices:
        if kind in _DOUBTS:
            record.report("notice", "warning", f"there is a notice ({kind}) about this paper")
        record.notes.ignored["updated-by"] += kind not in _STATUSES and kind not in _DOUBTS
    return status


def _kind(item: Mapping[str, Any]) -> str:
    return text_value(item.get("type")).lower()


CROSSREF = ServiceReader(
    name="crossref",
    service="Crossref",
    trust=2,  # the publishers' own records
    markers=('"DOI"', '"message-type"'),
    find=_find,
    to_entry=_to_entry,
    read_fields=_READ_FIELDS,
    how_to="Save the answer of https://api.crossref.org/works/DOI",
)
