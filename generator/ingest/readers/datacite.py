"""Answers of DataCite: one DOI, or those of a search.

The fields are those of https://datacite-metadata-schema.readthedocs.io/en/4.6/ as JSON.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.ingest.readers.bibtex_facts import is_preprint_server, join_title, split_keywords
from generator.ingest.readers.csl_values import name_value, text_value
from generator.ingest.readers.markup_text import abstract_text, title_text
from generator.ingest.readers.service_reader import Answer, ServiceReader, find_answer
from generator.ingest.readers.service_record import (
    Record,
    SkippedItemError,
    field_paths,
    other_links,
    page_range,
    prose,
)
from generator.model import Entry, Name, Names, PaperType, PartialDate
from generator.text.identifiers import find_arxiv_id
from generator.text.person_names import is_others, parse_name

_READ_FIELDS = field_paths(
    "attributes.",
    """
    doi url language publicationYear publisher publisher.name titles.title titles.titleType
    creators.name creators.nameType creators.givenName creators.familyName contributors.name
    contributors.nameType contributors.givenName contributors.familyName
    contributors.contributorType descriptions.description descriptions.descriptionType
    dates.date dates.dateType types.resourceTypeGeneral types.resourceType subjects.subject
    subjects.subjectScheme
    container.type container.title container.volume container.issue container.firstPage
    container.lastPage identifiers.identifier identifiers.identifierType
    alternateIdentifiers.alternateIdentifier alternateIdentifiers.alternateIdentifierType
    relatedIdentifiers.relatedIdentifier relatedIdentifiers.relatedIdentifierType
    relatedIdentifiers.relationType
""",
)
# Types of DataCite; `Text` and `Other` say nothing.
_TYPES: Mapping[str, PaperType] = {
    "preprint": "article", "journalarticle": "article-journal", "book": "book",
    "conferencepaper": "paper-conference", "conferenceproceeding": "book", "dataset": "dataset",
    "bookchapter": "chapter", "dissertation": "thesis", "report": "report",
    "software": "software", "computationalnotebook": "software", "datapaper": "article-journal",
}  # fmt: skip
# Free texts of `resourceType` for a `Text`.
_TEXT_TYPES: Mapping[str, PaperType] = {
    "preprint": "article", "journal article": "article-journal", "thesis": "thesis",
    "doctoral thesis": "thesis", "master thesis": "thesis", "dissertation": "thesis",
    "conference paper": "paper-conference", "report": "report", "working paper": "article",
    "book chapter": "chapter", "book": "book",
}  # fmt: skip
# How related works can be the same work as a preprint.
# What stands for an unknown value, alone or before an explanation: `(:unkn) anonymous`.
_UNKNOWN = re.compile(
    r"""
    \(? : (?:unac|unal|unap|unas|unav|unkn|none|null|tba) \)? (?!\w) .*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ET_AL = "(:etal)"
_SAME_WORK = ("IsVersionOf", "IsIdenticalTo", "HasVersion", "IsVariantFormOf")
_PAGE_TYPES = ("IsSupplementTo", "IsSupplementedBy", "IsDerivedFrom", "IsSourceOf", "References")


def _find(data: object) -> Answer | None:
    found = find_answer(data, (("data",), ()), _is_doi)
    if not isinstance(data, dict) or not isinstance(meta := data.get("meta"), dict):
        return found
    if found is None:
        is_empty = data.get("data") == [] and "totalPages" in meta
        return Answer() if is_empty else None
    if not found.is_list:
        return found
    page = meta.get("page")
    total = meta.get("total")
    is_first = page in (None, 1)
    return found.counted(total if is_first else None)


def _is_doi(item: object) -> bool:
    attributes = item.get("attributes") if isinstance(item, dict) else None
    return isinstance(attributes, dict) and "titles" in attributes and "doi" in attributes


def _to_entry(record: Record) -> Entry:
    attributes = record.value("attributes")
    if not isinstance(attributes, dict):
        raise SkippedItemError("no-paper", "error", "expected a DOI with attributes")
    record = replace(record, values=attributes)
    title = _title(record)
    record = record.named(title)
    container = title_text(record.text("container", "title"))
    container = "" if is_preprint_server(container) else container
    venue, published, issued = record.venue(container, _date(record))
    arxiv = record.arxiv([record.text("doi"), *_other_identifiers(record, "arxiv")])
    doi = record.doi(record.text("doi"))
    url = record.address([record.text("url")])
    publisher = _known_text(record.value("publisher")) or _known_text(
        record.value("publisher", "name")
    )
    is_withdrawn = any(d.get("dateType") == "Withdrawn" for d in record.objects("dates"))
    if is_withdrawn:
        record.disputed("withdrawn")
    return record.entry(
        title=title,
        abstract=_abstract(record, title),
        type=_type(record),
        authors=_names(record, "creators"),
        editors=_names(record, "contributors"),
        published=published,
        issued=issued,
        venue=venue,
        volume=record.text("container", "volume"),
        issue=record.text("container", "issue"),
        pages=page_range(*(record.text("container", f"{end}Page") for end in ("first", "last"))),
        publisher="" if is_preprint_server(publisher) else publisher,
        arxiv=arxiv,
        doi=doi,
        url=url,
        language=record.language("language"),
        keywords=tuple(dict.fromkeys(_subjects(record))),
        links=other_links(list(_code_and_data(record)), url),
        publication_status="withdrawn" if is_withdrawn else None,
    )  # fmt: skip


def _known_text(value: object) -> str:
    """The text of a value; empty if it is one of DataCite's words for an unknown one."""
    text = title_text(text_value(value))
    return "" if _UNKNOWN.fullmatch(text) else text


def _title(record: Record) -> str:
    """The main title with its subtitle; alternative and translated ones count as not kept."""
    main = [t for t in record.objects("titles") if not t.get("titleType")]
    subtitles = [t for t in record.objects("titles") if t.get("titleType") == "Subtitle"]
    others = len(record.objects("titles")) - len(main[:1]) - len(subtitles[:1])
    record.notes.ignored["titles (further ones)"] += others > 0
    first, second = (_known_text(each[0].get("title")) if each else ""
                     for each in (main or record.objects("titles"), subtitles))  # fmt: skip
    return join_title(first, second)


def _date(record: Record) -> PartialDate | None:
    """The day of issue, as exactly as another date of publication states the same one."""
    dates: dict[str, PartialDate] = {}
    for item in record.objects("dates"):
        kind = text_value(item.get("dateType"))
        if kind not in ("Issued", "Available", "Submitted"):
            continue
        found = replace(record, values=item).date("date")
        if found and (kind not in dates or found.sort_key < dates[kind].sort_key):
            dates[kind] = found
    chosen = dates.get("Issued") or record.date("publicationYear")
    # A preprint is public from its submission on; other submissions are not.
    kinds = ("Available", "Submitted") if find_arxiv_id(record.text("doi")) else ("Available",)
    for kind in kinds:
        found = dates.get(kind)
        if found and (chosen is None or str(found).startswith(str(chosen))):
            chosen = found
    return chosen


def _abstract(record: Record, title: str) -> str:
    items = record.objects("descriptions")
    abstracts = [i for i in items if i.get("descriptionType") == "Abstract"]
    record.notes.ignored["descriptions (further ones)"] += len(items) > len(abstracts[:1])
    return abstract_text(prose(abstracts[0].get("description")), title) if abstracts else ""


def _names(record: Record, role: str) -> Names:
    """The creators; of the contributors the editors."""
    people = record.people(role)
    if role == "contributors":
        editors = [p for p in people if p.get("contributorType") == "Editor"]
        record.notes.ignored["contributors (not editors)"] += len(editors) < len(people)
        people = editors
    names = [name for name in map(_name, people) if name]
    if missing := len(people) - len(names):
        record.report("odd-name", "warning", f"{missing} without a name in {role!r}; left out")
    incomplete = bool(names) and (is_others(last := str(names[-1])) or last == _ET_AL)
    return Names(tuple(names[:-1] if incomplete else names), incomplete)


def _name(person: Mapping[str, Any]) -> Name | None:
    stated = _known_text(person.get("name"))
    if person.get("nameType") == "Organizational":
        return Name(literal=stated) if stated else None
    family, given = (title_text(text_value(person.get(n))) for n in ("familyName", "givenName"))
    if family:
        return name_value({"family": family, "given": given})
    return parse_name(stated) if stated else None


def _type(record: Record) -> PaperType | None:
    general = record.text("types", "resourceTypeGeneral").lower()
    if general in _TYPES:
        return _TYPES[general]
    known = _TEXT_TYPES.get(record.text("types", "resourceType").lower())
    says_nothing = general in {"", "text", "other"}
    record.notes.ignored["types.resourceTypeGeneral"] += not known and not says_nothing
    return known


def _subjects(record: Record) -> Iterator[str]:
    """The free subjects, not the terms of a scheme; a list in one subject is split."""
    for item in record.objects("subjects"):
        subject = title_text(text_value(item.get("subject")))
        if item.get("subjectScheme"):
            record.notes.ignored["subjects (of a scheme)"] += 1
        elif len(re.findall("[,;]", subject)) > 1:
            yield from split_keywords(subject)
        elif subject:
            yield subject


def _other_identifiers(record: Record, kind: str) -> Iterator[str]:
    """The identifiers of a kind, of this work or of the same one elsewhere."""
    for key in ("identifier", "alternateIdentifier"):
        for item in record.objects(f"{key}s"):
            if text_value(item.get(f"{key}Type")).lower() == kind:
                yield text_value(item.get(key))
    for item in record.objects("relatedIdentifiers"):
        if item.get("relationType") in _SAME_WORK:
            is_kind = text_value(item.get("relatedIdentifierType")).lower() == kind
            yield text_value(item.get("relatedIdentifier")) if is_kind else ""


def _code_and_data(record: Record) -> Iterator[str]:
    """Addresses of related code and data; other related works count as not kept."""
    for item in record.objects("relatedIdentifiers"):
        address = text_value(item.get("relatedIdentifier"))
        is_page = item.get("relationType") in _PAGE_TYPES and address.startswith("http")
        if is_page and item.get("relatedIdentifierType") == "URL":
            yield address
        elif not (item.get("relationType") in _SAME_WORK and find_arxiv_id(address)):
            record.notes.ignored["relatedIdentifiers"] += 1


DATACITE = ServiceReader(
    name="datacite",
    service="DataCite",
    trust=2,  # the publishers' own records
    markers=('"attributes"', '"totalPages"'),
    find=_find,
    to_entry=_to_entry,
    read_fields=_READ_FIELDS,
    how_to="Save the answer of https://api.datacite.org/dois/DOI",
)
