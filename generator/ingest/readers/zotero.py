"""Answers of Zotero's web API: the items of a library, or one item.

The fields are those of https://api.zotero.org/schema; an item is read as the item of CSL-JSON
that Zotero would export.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.ingest.readers.csl import to_entry
from generator.ingest.readers.csl_values import text_value
from generator.ingest.readers.markup_text import title_text
from generator.ingest.readers.service_reader import Answer, ServiceReader, find_answer
from generator.ingest.readers.service_record import Record, SkippedItemError, texts_in
from generator.model import Entry

# https://aurimasv.github.io/z2csl/typeMap.xml
_TYPES: Mapping[str, str] = {
    "journalArticle": "article-journal", "magazineArticle": "article-journal",
    "newspaperArticle": "article-journal", "conferencePaper": "paper-conference",
    "bookSection": "chapter", "encyclopediaArticle": "chapter", "dictionaryEntry": "chapter",
    "book": "book", "thesis": "thesis", "report": "report", "webpage": "webpage",
    "blogPost": "webpage", "forumPost": "webpage", "computerProgram": "software",
    "dataset": "dataset", "preprint": "article", "manuscript": "article",
}  # fmt: skip
_CONTAINERS = ("publicationTitle", "proceedingsTitle", "bookTitle", "encyclopediaTitle",
               "dictionaryTitle", "websiteTitle", "blogTitle", "conferenceName")  # fmt: skip
_PUBLISHERS = ("publisher", "university", "institution", "company", "repository")
_NUMBERS = ("reportNumber", "archiveID", "number")
_SERIES = ("series", "seriesTitle")
# Zotero's name of a field, and that of CSL, for fields that are the same.
_SAME = {
    "volume": "volume", "issue": "issue", "pages": "page", "edition": "edition", "ISBN": "ISBN",
    "DOI": "DOI", "url": "URL", "abstractNote": "abstract", "language": "language",
    "extra": "note", "citationKey": "citation-key",
}  # fmt: skip
# Lines of `extra` that are read: `arXiv: 1811.06965 [cs]`, and Better BibTeX's citation key.
_EXTRA_LINE = re.compile(r"^\s*(?:arxiv|citation key)\s*:.*$", re.IGNORECASE | re.MULTILINE)
_CITATION_KEY = re.compile(r"^\s*citation key\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
# Who made an item, whatever its type; others, such as `bookAuthor`, made something else.
_MAIN_CREATORS = frozenset(
    ("", "author", "artist", "cartographer", "director", "interviewee", "inventor", "performer",
     "podcaster", "presenter", "programmer", "sponsor")
)  # fmt: skip
_NOT_PAPERS = ("attachment", "note", "annotation")
_FIELDS = frozenset(
    ("itemType", "title", "date", "creators.creatorType", "creators.firstName",
     "creators.lastName", "creators.name", "tags.tag", *_CONTAINERS, *_PUBLISHERS, *_NUMBERS,
     *_SERIES, *_SAME)
)  # fmt: skip
_READ_FIELDS = _FIELDS | {f"data.{name}" for name in _FIELDS}


def _find(data: object) -> Answer | None:
    return find_answer(data, ((), ("items",)), _is_item)


def _is_item(item: object) -> bool:
    """Whether an object is an item, as the API wraps it or as Zotero's translators make it."""
    data = item.get("data", item) if isinstance(item, dict) else None
    return isinstance(data, dict) and isinstance(data.get("itemType"), str)


def _to_entry(record: Record) -> Entry:
    if not _is_item(record.values):
        raise SkippedItemError("no-paper", "error", "expected an item with an itemType")
    record = replace(record, values=record.values.get("data", record.values))
    kind = record.text("itemType")
    if kind in _NOT_PAPERS:
        raise SkippedItemError("entry-skipped", "info", f"this item is of type {kind}, not a paper")
    if record.value("deleted"):
        raise SkippedItemError("entry-skipped", "info", "this item is in the trash of Zotero")
    title = title_text(record.text("title"))
    record = record.named(title)
    record.notes.ignored["itemType"] += kind not in _TYPES
    item: dict[str, Any] = {
        "type": _TYPES.get(kind, ""),
        "author": list(_creators(record, "editor", is_role=False)),
        "editor": list(_creators(record, "editor", is_role=True)),
        "issued": {"raw": record.text("date")},
        "container-title": _first_of(record, _CONTAINERS),
        "publisher": _first_of(record, _PUBLISHERS),
        "collection-title": _first_of(record, _SERIES),
        "number": _first_of(record, _NUMBERS),
        **{name: record.text(field) for field, name in _SAME.items()},
    }
    record.doi(record.text("DOI"))  # reports an invalid one
    record.address([record.text("url")])
    record.notes.ignored["extra"] += bool(_EXTRA_LINE.sub("", record.prose("extra")).strip())
    if key := _CITATION_KEY.search(record.prose("extra")):
        item["citation-key"] = item["citation-key"] or key[1]
    # A number with the title is no citation key, and names the item in messages.
    numbered = {**item, "id": f"{record.number}: {title}"}
    entry = to_entry(numbered, title, record.line, record.notes)
    keywords = tuple(dict.fromkeys(tag for t in record.objects("tags")
                                   for tag in texts_in(t.get("tag"))))  # fmt: skip
    return replace(entry, reader=record.reader, keywords=keywords)


def _creators(record: Record, role: str, *, is_role: bool) -> Iterator[Mapping[str, str]]:
    """The editors, or who made the item; translators and others count as not kept."""
    for person in (record.objects if is_role else record.people)("creators"):
        kind = text_value(person.get("creatorType"))
        if kind != role and kind not in _MAIN_CREATORS:
            record.notes.ignored[f"creators ({kind[:20]})"] += is_role
        elif (kind == role) == is_role:
            names = {"family": "lastName", "given": "firstName", "literal": "name"}
            yield {part: text_value(person.get(name)) for part, name in names.items()}


def _first_of(record: Record, names: tuple[str, ...]) -> str:
    """The first of some fields; each further one counts as not kept."""
    stated = [name for name in names if record.text(name)]
    for name in stated[1:]:
        record.notes.ignored[name] += 1
    return record.text(stated[0]) if stated else ""


ZOTERO = ServiceReader(
    name="zotero",
    service="Zotero",
    trust=2,  # kept by people
    markers=('"itemType"',),
    find=_find,
    to_entry=_to_entry,
    read_fields=_READ_FIELDS,
    how_to="Save the answer of https://api.zotero.org/users/…/items?format=json",
)
