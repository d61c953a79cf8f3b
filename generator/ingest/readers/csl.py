"""CSL-JSON, as Zotero, Pandoc and Mendeley export it: a list of items, or one item.

The fields are those of the schema `csl-data.json` of the Citation Style Language (CSL 1.0.2,
https://docs.citationstyles.org/en/v1.0.2/specification.html#appendix-iv-variables).
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.ingest.readers.base import (
    Parsed,
    Request,
    control_character_findings,
    cover_lines,
    link_kind,
    links_of,
    partial_date,
)
from generator.ingest.readers.bibtex_facts import split_keywords
from generator.ingest.readers.bibtex_notes import Notes
from generator.ingest.readers.bibtex_values import BadValueError
from generator.ingest.readers.csl_values import (
    DateValue,
    name_value,
    text_value,
    venue_and_dates,
)
from generator.ingest.readers.json_places import item_lines
from generator.ingest.readers.markup_text import abstract_text, title_text
from generator.model import (
    PUBLICATION_STATUSES,
    TYPES,
    Entry,
    Name,
    Names,
    Origin,
    PaperType,
    PartialDate,
)
from generator.text.characters import one_line
from generator.text.identifiers import find_arxiv_id, find_doi
from generator.text.languages import stated_language
from generator.text.latex import read_html
from generator.text.person_names import is_others
from generator.text.sanitize import find_urls, is_safe_url

_TYPES: Mapping[str, PaperType] = {
    **{kind: kind for kind in TYPES},
    **dict.fromkeys(("article-magazine", "article-newspaper", "journal-article", "review"),
                    "article-journal"),
    **dict.fromkeys(("entry", "entry-dictionary", "entry-encyclopedia", "book-chapter"), "chapter"),
    **dict.fromkeys(("post", "post-weblog"), "webpage"),
    **dict.fromkeys(("manuscript", "posted-content"), "article"),
    "collection": "book", "monograph": "book", "proceedings-article": "paper-conference",
    "dissertation": "thesis",
}  # fmt: skip
# Types of CSL without an equivalent in a list.
_UNSUPPORTED_TYPES = frozenset(
    "bill broadcast classic document event figure graphic hearing interview legal_case legislation "  # noqa: SIM905
    "map motion_picture musical_score pamphlet patent performance periodical "
    "personal_communication regulation review-book song speech standard treaty".split()
)
_READ_FIELDS = frozenset(
    "id type title author editor issued original-date container-title event-title event volume "  # noqa: SIM905
    "issue page number edition collection-title publisher genre status ISBN language DOI URL "
    "abstract keyword annote archive archive_location archive_collection citation-key".split()
)
# Of OpenAlex, and of a JSON list of papers, as `reading-list export` writes it.
_FIELDS_OF_OTHER_FORMATS = frozenset(
    "display_name authorships authors arxiv links key published venue isbn pages topics tags".split()  # noqa: SIM905, E501
)
_STRUCTURED_FIELDS = frozenset(("author", "editor", "issued", "original-date"))
# Generated ids (URLs, numbers, `ITEM-1`) are not citation keys.
_CITABLE_ID = re.compile(r"(?!\d+$|https?:|ITEM-\d+$)\S+")


class CslJson:
    """Reader of CSL-JSON."""

    name = "csl"
    trust = 2  # kept paper by paper, like a JSON list

    def recognises(self, text: str) -> bool:
        """Whether the text is JSON whose items have a CSL type, and a title or an id."""
        if text.lstrip("\ufeff \t\r\n")[:1] not in ("[", "{"):
            return False
        try:
            items = _items(json.loads(text.lstrip("\ufeff")))
        except (ValueError, RecursionError):
            return False
        return any(map(_is_csl_item, items)) and not any(map(_is_other_format, items))

    def read(self, request: Request) -> Parsed:
        """Read every item; one that cannot be read is reported with its line."""
        notes = Notes(request)
        text = request.text.lstrip("\ufeff")
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            problem = getattr(error, "msg", "nested too deeply or a number out of range")
            message = f"this is not valid JSON: {problem}"
            notes.report("no-json", "error", message, getattr(error, "lineno", 1))
            return Parsed(findings=tuple(notes.findings))
        items = _items(data)
        if not items:
            notes.report("no-entries", "error", "this text has no item of CSL-JSON", 1)
        lines = item_lines(text, len(items), ("items",))
        notes.mark(1, "header")
        read = (_read_item(item, line, notes) for item, line in zip(items, lines, strict=True))
        entries = tuple(entry for entry in read if entry)
        notes.summarise(entries)
        return Parsed(
            entries=entries,
            findings=tuple(notes.findings),
            captured=partial_date(request.captured),
            lines=cover_lines(text, notes.marks),
        )


def _items(data: object) -> Sequence[Any]:
    """The items of a list or of an object with `items`; a single item in a list."""
    if isinstance(data, dict) and isinstance(data.get("items"), list):
        return list(data["items"])
    if isinstance(data, list):
        return data
    return [data] if isinstance(data, dict) and isinstance(data.get("title"), str) else []


def _is_csl_item(item: object) -> bool:
    """Whether an object is an item of CSL-JSON; OpenAlex and Crossref also have `type`."""
    if not isinstance(item, dict) or not ("title" in item or "id" in item):
        return False
    kind, title = item.get("type"), item.get("title", "")
    return (
        isinstance(kind, str) and kind in {*_TYPES, *_UNSUPPORTED_TYPES} and isinstance(title, str)
    )  # fmt: skip


def _is_other_format(item: object) -> bool:
    """Whether an object has fields of other JSON formats."""
    return isinstance(item, dict) and not _FIELDS_OF_OTHER_FORMATS.isdisjoint(item)


def _read_item(item: object, line: int, notes: Notes) -> Entry | None:
    if not isinstance(item, dict) or not isinstance(item.get("type"), str):
        notes.report("no-paper", "error", "expected an object with a CSL `type`", line)
        notes.mark(line, "skipped", "not an item of CSL-JSON")
        return None
    title = title_text(text_value(item.get("title")), is_exact=True)
    if not title:
        notes.report(
            "no-title", "warning", f"{_item_label(item)} has no title and was skipped", line
        )
        notes.mark(line, "skipped", "it has no title")
        return None
    try:
        entry = to_entry(item, title, line, notes)
    except BadValueError as error:
        notes.report("no-such-day", "error", f"{_item_label(item)}: {error}; correct it", line)
        notes.mark(line, "skipped", str(error))
        return None
    notes.mark(line, "entry")
    for value in item.values():
        notes.findings += control_character_findings(
            value if isinstance(value, str) else "", notes.request, line
        )
    _report_unused(item, entry, line, notes)
    return entry


def to_entry(item: Mapping[str, Any], title: str, line: int, notes: Notes) -> Entry:
    """The entry of an item.

    Raises:
        BadValueError: A date is a day that the calendar does not have.
    """
    kind = _TYPES.get(text_value(item.get("type")))
    arxiv = next(filter(None, map(find_arxiv_id, _arxiv_candidates(item))), "")
    address = text_value(item.get("URL"))
    url = (
        address
        if is_safe_url(address) and not (find_arxiv_id(address) or find_doi(address))
        else ""
    )
    is_link = link_kind(url) in ("code", "dataset") and kind not in ("software", "dataset")
    abstract = abstract_text(text_value(item.get("abstract")), title, is_exact=True)
    number = text_value(item.get("number"))
    publisher = text_value(item.get("publisher"))
    published, issued, venue = _dates_and_venue(item, arxiv, line, notes)
    status = text_value(item.get("status")).lower()
    return Entry(
        title=title,
        abstract=abstract,
        type=kind,
        authors=_read_names(item, "author", line, notes),
        editors=_read_names(item, "editor", line, notes),
        published=published,
        issued=issued,
        venue=venue,
        volume=text_value(item.get("volume")),
        issue=text_value(item.get("issue")),
        pages=re.sub(r"\s*[-\u2010-\u2015\u2212]+\s*", "-", text_value(item.get("page"))),
        number="" if find_arxiv_id(number) else number,
        edition=text_value(item.get("edition")),
        series=text_value(item.get("collection-title")),
        publisher="" if kind == "article" and publisher.lower() == "arxiv" else publisher,
        isbn=text_value(item.get("ISBN")),
        arxiv=arxiv,
        category=text_value(item.get("archive_collection")) if arxiv else "",
        doi=next(filter(None, map(find_doi, (text_value(item.get("DOI")), address))), ""),
        url="" if is_link else url,
        language=_read_language(item),
        key=_citation_key(item),
        publication_status=next((s for s in PUBLICATION_STATUSES if s == status), None),
        keywords=split_keywords(text_value(item.get("keyword"))),
        links=links_of([*([url] if is_link else []), *find_urls(abstract)]),
        annotation=one_line(read_html(text_value(item.get("annote")))),
        captured=partial_date(notes.request.captured),
        origin=Origin(source=notes.request.source, line=line),
        reader=CslJson.name,
    )


def _arxiv_candidates(item: Mapping[str, Any]) -> Iterator[str]:
    """The texts that may contain the arXiv id."""
    if text_value(item.get("archive")).lower() == "arxiv":
        yield text_value(item.get("archive_location"))
    for name in ("number", "URL", "DOI", "archive"):
        text = text_value(item.get(name))
        if name in ("URL", "DOI") or text.lower().startswith("arxiv"):
            yield text
    note = re.search(r"(?i)\barxiv:\s*\S+", text_value(item.get("note")))
    yield note.group() if note else ""


def _dates_and_venue(
    item: Mapping[str, Any], arxiv: str, line: int, notes: Notes
) -> tuple[PartialDate | None, PartialDate | None, str]:
    """Date of first publication, date of the version of record, and the container's name.

    With `original-date`, or with an arXiv id of another year, `issued` is the latter.
    """
    date, first = (_read_date(item, name, line, notes) for name in ("issued", "original-date"))
    names = (text_value(item.get(name)) for name in ("container-title", "event-title", "event"))
    container = one_line(next(filter(None, map(read_html, names)), ""))
    venue, published, issued = venue_and_dates(container, date, first, arxiv)
    return published, issued, venue


def _read_date(item: Mapping[str, Any], name: str, line: int, notes: Notes) -> PartialDate | None:
    value = DateValue(item.get(name))
    found = value.date()
    if found is None and value.stated:
        message = f"{_item_label(item)}: {value.stated[:40]!r} has no year; left out"
        notes.report("year-unknown", "warning", message, line)
    if found and value.invalid_month:
        month = value.invalid_month[:40]
        message = f"{_item_label(item)}: {month!r} is not a month; only the year was used"
        notes.report("left-out", "warning", message, line)
    if found:
        notes.report_rest_of_date(
            _item_label(item), found, line, range_end="" if value.unread else value.range_end,
            unread=() if value.invalid_month else value.unread,
        )  # fmt: skip
    return found


def _read_names(item: Mapping[str, Any], role: str, line: int, notes: Notes) -> Names:
    people = item.get(role) or []
    read = [name_value(name) for name in people] if isinstance(people, list) else [None]
    if None in read:
        message = f"{_item_label(item)}: {role!r} has an item that is not a name; left out"
        notes.report("odd-name", "warning", message, line)
    names: list[Name] = [name for name in read if name]
    incomplete = bool(names) and is_others(names[-1].literal)
    return Names(tuple(names[:-1] if incomplete else names), incomplete)


def _read_language(item: Mapping[str, Any]) -> str:
    return stated_language(text_value(item.get("language")))


def _citation_key(item: Mapping[str, Any]) -> str:
    key = next(filter(None, (text_value(item.get(name)) for name in ("citation-key", "id"))), "")
    return key if _CITABLE_ID.fullmatch(key) else ""


def _report_unused(item: Mapping[str, Any], entry: Entry, line: int, notes: Notes) -> None:
    """Report invalid identifiers, and count the fields that a list does not keep."""
    doi = text_value(item.get("DOI"))
    if doi and not entry.doi and not find_arxiv_id(doi):
        message = f"{_item_label(item)}: the DOI {doi[:60]!r} is not a valid DOI; left out"
        notes.report("left-out", "warning", message, line)
    address = text_value(item.get("URL"))
    if address and not (is_safe_url(address) or find_arxiv_id(address) or find_doi(address)):
        message = f"{_item_label(item)}: the URL {address[:60]!r} is not a web address; left out"
        notes.report("left-out", "warning", message, line)
    for name, value in item.items():
        is_lost = name not in _READ_FIELDS or (
            name not in _STRUCTURED_FIELDS and not text_value(value)
        )
        notes.ignored[name] += bool(value) and is_lost
    notes.ignored["type"] += entry.type is None
    notes.ignored["language"] += bool(item.get("language")) and not entry.language
    notes.ignored["genre"] += text_value(item.get("genre")).lower() not in ("", "preprint")
    kept_status = not item.get("status") or entry.publication_status is not None
    notes.ignored["status"] += not kept_status


def _item_label(item: Mapping[str, Any]) -> str:
    return f"the item {(text_value(item.get('id')) or text_value(item.get('title')))[:60]!r}"
