"""Answers of INSPIRE: the literature records of a search, or one record.

The fields are those of https://inspire-schemas.readthedocs.io/en/latest/schemas/hep.html.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.ingest.readers.bibtex_facts import join_title
from generator.ingest.readers.csl_values import text_value, venue_and_dates
from generator.ingest.readers.markup_text import abstract_text, title_text
from generator.ingest.readers.service_reader import Answer, ServiceReader, find_answer
from generator.ingest.readers.service_record import (
    Record,
    SkippedItemError,
    field_paths,
    other_links,
    page_range,
    prose,
    texts_in,
)
from generator.model import (
    PUBLICATION_STATUSES,
    Entry,
    Name,
    Names,
    PaperType,
    PartialDate,
    PublicationStatus,
)
from generator.text.identifiers import find_doi

_OWN_PAGE = re.compile(r"https?://(?:[\w.-]+\.)?inspirehep\.net/", re.IGNORECASE)
_RECORD_PAGE = "https://inspirehep.net/literature/"
_FIELDS = field_paths("""
    titles.title titles.subtitle authors.full_name authors.inspire_roles abstracts.value
    abstracts.source arxiv_eprints.value arxiv_eprints.categories dois.value dois.material
    publication_info.journal_title publication_info.journal_volume
    publication_info.journal_issue publication_info.year publication_info.page_start
    publication_info.page_end publication_info.artid publication_info.material
    publication_info.pubinfo_freetext preprint_date earliest_date document_type keywords.value
    keywords.schema
    collaborations.value corporate_author imprints.date imprints.publisher thesis_info.date
    thesis_info.institutions.name isbns.value languages retracted withdrawn urls.value
    control_number report_numbers.value
""")
_READ_FIELDS = _FIELDS | {f"metadata.{name}" for name in _FIELDS}
_TYPES: Mapping[str, PaperType] = {
    "conference paper": "paper-conference", "thesis": "thesis", "book": "book",
    "proceedings": "book", "book chapter": "chapter", "report": "report", "note": "report",
    "activity report": "report",
}  # fmt: skip
# What a DOI or a reference to a journal may be about, beside the paper.
_OTHER_MATERIALS = (
    "addendum", "additional material", "corrigendum", "data", "editorial note", "erratum", "part",
    "preprint", "reprint", "software", "translation",
)  # fmt: skip


def _find(data: object) -> Answer | None:
    found = find_answer(data, (("hits", "hits"), ()), _is_record)
    hits = data.get("hits") if isinstance(data, dict) else None
    if not isinstance(hits, dict):
        return found
    if found is None:
        return Answer().counted(hits.get("total")) if hits.get("hits") == [] else None
    return found.counted(hits.get("total"))


def _is_record(item: object) -> bool:
    record = item.get("metadata", item) if isinstance(item, dict) else None
    if not isinstance(record, dict) or not isinstance(record.get("titles"), list):
        return False
    return record is not item or bool(record.keys() & {"document_type", "control_number"})


def _to_entry(record: Record) -> Entry:
    if not _is_record(record.values):
        raise SkippedItemError("no-paper", "error", "expected a record with metadata and titles")
    record = replace(record, values=record.values.get("metadata", record.values))
    if record.value("deleted") is True:
        raise SkippedItemError("no-paper", "warning", "this record was deleted on INSPIRE")
    titles = [join_title(title_text(text_value(each.get("title"))),
                         title_text(text_value(each.get("subtitle"))))
              for each in record.objects("titles")]  # fmt: skip
    title = titles[0] if titles else ""
    record.notes.ignored["titles (further ones)"] += len(titles) > 1
    record = record.named(title)
    place = _publication(record)
    journal = title_text(text_value(place.get("journal_title")))
    published, issued = _dates(record, place)
    venue, published, issued = venue_and_dates(
        journal, issued or published, published if issued else None
    )
    eprints = record.objects("arxiv_eprints")
    arxiv = record.arxiv(text_value(eprint.get("value")) for eprint in eprints)
    doi = _doi(record)
    url = ""
    if not (arxiv or doi) and (number := record.text("control_number")):
        url = f"{_RECORD_PAGE}{number}"
    status = _status(record)
    first, last, article = (text_value(place.get(n)) for n in ("page_start", "page_end", "artid"))
    record.notes.ignored["report_numbers"] += bool(article and record.value("report_numbers"))
    return record.entry(
        title=title,
        abstract=_abstract(record, title),
        type=record.known_type(_type(record, journal), "document_type"),
        authors=_authors(record),
        editors=_people(record, is_editor=True),
        published=published,
        issued=issued,
        venue=venue,
        volume=text_value(place.get("journal_volume")),
        issue=text_value(place.get("journal_issue")),
        pages="" if article and first == article else page_range(first, last),
        number=article or _first(record, "report_numbers"),
        publisher=_first(record, "imprints", "publisher") or _institution(record),
        isbn=_first(record, "isbns"),
        arxiv=arxiv,
        category=text_value(eprints[0].get("categories")) if eprints and arxiv else "",
        doi=doi,
        url=url,
        language=record.language("languages"),
        publication_status=status,
        keywords=tuple(_keywords(record)),
        links=other_links(list(_pages(record)), url),
    )  # fmt: skip


def _first(record: Record, name: str, key: str = "value") -> str:
    values = [text_value(each.get(key)) for each in record.objects(name)]
    if len(values) > 1:
        record.notes.ignored[f"{name} (further ones)"] += 1
    return next(filter(None, values), "")


def _publication(record: Record) -> Mapping[str, Any]:
    """Where the paper was published, without errata and reprints."""
    places = [place for place in record.objects("publication_info")
              if text_value(place.get("material")) not in _OTHER_MATERIALS]  # fmt: skip
    record.notes.ignored["publication_info (further ones)"] += len(places) > 1
    named = [place for place in places if place.get("journal_title")]
    for place in places if not named else ():
        if text := text_value(place.get("pubinfo_freetext")):
            message = f"{text[:100]!r} could not be split into its parts; it was left out"
            record.report("unclear-venue", "info", message)
    return next(iter([*named, *places]), {})


def _dates(
    record: Record, place: Mapping[str, Any]
) -> tuple[PartialDate | None, PartialDate | None]:
    """The first publication, and the version of record if that is later.

    An imprint's date counts if it is of the year that the journal states, or there is none.
    """
    year = replace(record, values=place).date("year")
    imprint = _nested_date(record, "imprints") or _nested_date(record, "thesis_info")
    printed = imprint if imprint and (not year or imprint.year == year.year) else year
    record.notes.ignored["imprints"] += imprint is not None and printed is not imprint
    first = record.date("preprint_date")
    if first is None:
        return printed or record.date("earliest_date"), None
    return first, printed if printed and printed.earliest > first.latest else None


def _nested_date(record: Record, name: str) -> PartialDate | None:
    dates = (replace(record, values=item).date("date") for item in record.objects(name))
    return next(filter(None, dates), None)


def _doi(record: Record) -> str:
    """The DOI of the paper itself; those of errata, data and preprints count as not kept."""
    items = record.objects("dois")
    own = [i for i in items if text_value(i.get("material")) not in _OTHER_MATERIALS] or items
    dois = list(dict.fromkeys(filter(None, (find_doi(text_value(i.get("value"))) for i in own))))
    record.notes.ignored["dois (further ones)"] += len({str(i.get("value")) for i in items}) > 1
    return record.doi(text_value(own[0].get("value")), dois) if own else ""


def _abstract(record: Record, title: str) -> str:
    """The abstract of arXiv if there are several, else the first."""
    items = record.objects("abstracts")
    record.notes.ignored["abstracts (further ones)"] += len(items) > 1
    chosen = [i for i in items if text_value(i.get("source")).lower() == "arxiv"] or items
    return abstract_text(prose(chosen[0].get("value")), title) if chosen else ""


def _authors(record: Record) -> Names:
    """The people, without editors and supervisors; a collaboration if no person is named."""
    people = _people(record, is_editor=False)
    found = (record.objects if people else record.people)("collaborations")
    groups = [title_text(text_value(g.get("value"))) for g in found]
    corporate = texts_in(record.value("corporate_author"))
    if people:
        record.notes.ignored["collaborations"] += bool(groups)
        record.notes.ignored["corporate_author"] += bool(corporate)
        return people
    literal = [f"{name} Collaboration" if "collab" not in name.lower() else name
               for name in filter(None, groups)]  # fmt: skip
    return Names(tuple(Name(literal=name) for name in [*corporate, *literal]))


def _people(record: Record, *, is_editor: bool) -> Names:
    texts = list(_names_with_role(record, is_editor=is_editor))
    return record.names(texts, "editor" if is_editor else "author")


def _names_with_role(record: Record, *, is_editor: bool) -> Iterator[str]:
    for person in (record.objects if is_editor else record.people)("authors"):
        roles = texts_in(person.get("inspire_roles"))
        if "supervisor" in roles and "author" not in roles:
            record.notes.ignored["authors (supervisors)"] += not is_editor
        elif ("editor" in roles) == is_editor:
            yield text_value(person.get("full_name"))


def _institution(record: Record) -> str:
    for item in record.objects("thesis_info", "institutions"):
        return text_value(item.get("name"))
    return ""


def _keywords(record: Record) -> Iterator[str]:
    """The authors' keywords, not the terms of thesauri such as `p p: scattering`."""
    for item in record.objects("keywords"):
        if item.get("schema"):
            record.notes.ignored["keywords (of a thesaurus)"] += 1
        elif keyword := title_text(text_value(item.get("value"))):
            yield keyword


def _pages(record: Record) -> Iterator[str]:
    """The addresses beside those of INSPIRE's own files, such as figures."""
    for item in record.objects("urls"):
        if _OWN_PAGE.match(address := text_value(item.get("value"))):
            record.notes.ignored["urls (of INSPIRE)"] += 1
        else:
            yield address


def _type(record: Record, journal: str) -> PaperType | None:
    stated = texts_in(record.value("document_type"))
    if "article" in stated:
        return "article-journal" if journal else "article"
    return next((_TYPES[name] for name in stated if name in _TYPES), None)


def _status(record: Record) -> PublicationStatus | None:
    status = next((s for s in PUBLICATION_STATUSES if record.value(s) is True), None)
    if status:
        record.disputed(status)
    return status


INSPIRE = ServiceReader(
    name="inspire",
    service="INSPIRE",
    trust=2,  # kept by people
    markers=('"metadata"', '"hits"', '"document_type"'),
    find=_find,
    to_entry=_to_entry,
    read_fields=_READ_FIELDS,
    how_to="Save the answer of https://inspirehep.net/api/literature?q=…",
)
