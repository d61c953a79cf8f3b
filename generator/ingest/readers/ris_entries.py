"""A record of tagged fields to an `Entry`, for RIS and the formats that share its fields."""

import re
from collections import Counter
from collections.abc import Iterable

from generator.ingest.readers import ris_facts as facts
from generator.ingest.readers.base import (
    link_kind,
    links_of,
    partial_date,
)
from generator.ingest.readers.bibtex_facts import is_arxiv_container, is_preprint_server
from generator.ingest.readers.bibtex_notes import Notes
from generator.ingest.readers.bibtex_values import BadValueError
from generator.ingest.readers.ris_dates import record_date
from generator.ingest.readers.ris_names import read_people
from generator.ingest.readers.ris_records import Field, Record, plain_html
from generator.ingest.readers.ris_types import (
    CONTAINER_TAGS,
    TYPES,
    TYPES_WITH_PAGE_COUNT,
    UNSPECIFIC_TYPES,
    series_tags,
)
from generator.model import Entry, Origin, PaperType, PartialDate
from generator.text.characters import one_line, paragraph
from generator.text.languages import language_tag
from generator.text.publications import arxiv_month, is_meeting, split_venue
from generator.text.sanitize import find_urls

_TITLE_TAGS = ("TI", "T1", "CT")
_ABSTRACT_TAGS = ("AB", "N2")
# Single values: beside a second title, a second one means that a record has two papers.
_SINGLE_TAGS = ("DO", "VL", "IS", "SP", "EP", "PY", "T2", "JO", "JF")
_PROCEEDINGS = re.compile(r"\b(?:proceedings|proc\.|conference|symposium|workshop)", re.IGNORECASE)
# `Doe2020`, `smith_2020`: not a number, an address or an accession number.
_CITABLE_ID = re.compile(r"[^\W\d_]{3}[\w:.+-]*")
_RETRACTED = frozenset(("retracted", "retracted article", "retracted publication"))
_EDITION_DATE = re.compile(r"\d{4}[-/]|.*\b(?:19|20)\d\d\b")
_ABSTRACT_HEADING = re.compile(r"\Aabstract\b[.:]?\s*(?=\n|\Z)", re.IGNORECASE)


def read_records(
    records: Iterable[Record], notes: Notes, reader: str
) -> tuple[tuple[Entry, ...], list[int]]:
    """The entries of all records, and the lines where records start; what is wrong is reported."""
    entries: list[Entry] = []
    starts: list[int] = []
    for record in records:
        starts.append(record.line)
        record.close()
        try:
            entry = _read_record(record, notes, reader)
        except BadValueError as error:
            record.problem = str(error)
            message = f"{record.label}: {error}; correct it"
            notes.report("no-such-day", "error", message, record.line)
            entry = None
        if entry:
            notes.mark(record.line, "entry")
            entries.append(entry)
        else:
            notes.mark(record.line, "skipped", record.problem)
    return tuple(entries), starts


def _read_record(record: Record, notes: Notes, reader: str) -> Entry | None:
    title = _read_title(record, notes)
    if not title or record.problem:
        return None
    entry = _to_entry(record, title, notes, reader)
    if entry.publication_status:
        message = (f"{record.label} was {entry.publication_status}: its pages will say so. Remove "
                   "it if the list should not have it")  # fmt: skip
        notes.report("withdrawn", "warning", message, record.line)
    _count_unused(record, entry, notes)
    return entry


def _read_title(record: Record, notes: Notes) -> str:
    """The title; empty after reporting why the record has none, or has two."""
    is_book = (
        TYPES.get(record.kind or "") in ("book", "article")
        or (record.kind or "") in UNSPECIFIC_TYPES
    )
    tags = (*_TITLE_TAGS, "BT") if is_book else _TITLE_TAGS
    title = _escape_backslashes(_text(record.take_first(*tags)))
    if not title:
        record.problem = "it has no title"
        message = f"{record.label} has no title and was skipped. Add one"
        notes.report("no-title", "warning", message, record.line)
        return ""
    others = [each for tag in _TITLE_TAGS for each in record.all(tag) if not each.used]
    if others and (reason := _two_papers_reason(record, others[0])):
        record.problem = "it has two titles"
        message = (f"{title[:60]!r} has a second title, {one_line(others[0].text)[:60]!r}, and "
                   f"{reason}: a line that ends or begins a record may be missing. Separate "
                   "the two papers")  # fmt: skip
        notes.report("bad-entry", "error", message, others[0].line)
        return ""
    if others:
        other = one_line(others[0].text)[:60]
        message = f"{title[:60]!r} has a second title, {other!r}; the first was used"
        notes.report("repeated-field", "warning", message, others[0].line)
    return title


def _two_papers_reason(record: Record, title: Field) -> str:
    """Why a record with a second title may be two papers; empty if it is one."""
    repeated = [tag for tag in _SINGLE_TAGS
                if len({one_line(each.text) for each in record.all(tag)}) > 1]  # fmt: skip
    if repeated:
        return f"two values of {' and '.join(repeated[:3])}"
    authors = record.all("AU", "A1")
    if (
        len(record.all(title.tag)) > 1
        and authors
        and authors[0].line < title.line < authors[-1].line
    ):
        return "authors before and after it"
    return ""


def _text(value: str) -> str:
    """A text on one line, with HTML and JATS read."""
    return one_line(plain_html(value))


def _escape_backslashes(text: str) -> str:
    r"""Escape backslashes before white space: literal in RIS, but a space in LaTeX."""
    return re.sub(r"(?<!\\)\\(?=\s|$)", r"\\\\", text) if "\\" in text else text


def _to_entry(record: Record, title: str, notes: Notes, reader: str) -> Entry:
    addresses = facts.read_addresses(record)
    arxiv = _single_identifier(record, "arXiv ids", addresses.arxiv_ids, notes)
    doi = _single_identifier(record, "DOIs", addresses.dois, notes)
    for before, after in addresses.proxied:
        message = f"a library's proxy was removed from {before[:80]!r}: {after!r}"
        notes.report("left-out", "info", f"{record.label}: {message}", record.line)
    kind = _stated_type(record)
    container = _read_container(record, kind)
    kind = _refine_type(record, kind, container, arxiv)
    dates = _read_dates(record, kind, "" if is_arxiv_container(container) else container, arxiv,
                        notes)  # fmt: skip
    own = next((url for url in addresses.urls if link_kind(url) not in ("code", "dataset")
                or kind in ("software", "dataset")), "")  # fmt: skip
    abstract = _read_abstract(record)
    volume, issue = facts.read_volume_and_issue(record, kind)
    publisher = _text(record.take_first("PB", "PU"))
    authors, editors = read_people(record, kind, notes)
    pages = facts.read_pages(
        record, has_page_count=kind in TYPES_WITH_PAGE_COUNT, is_article=kind == "article-journal"
    )
    number = facts.read_number(record, kind)
    return Entry(
        title=title,
        abstract=abstract,
        type=kind,
        authors=authors,
        editors=editors,
        published=dates[0],
        issued=dates[1],
        venue=dates[2],
        volume=volume,
        issue=issue,
        pages="" if pages == number else pages,
        number=number,
        edition=_read_edition(record, kind),
        series=_text(record.take_first(*series_tags(kind))),
        publisher="" if kind == "article" and publisher.lower() == "arxiv" else publisher,
        isbn=facts.read_isbn(record),
        arxiv=arxiv,
        doi=doi,
        url=own,
        language=_read_language(record),
        key=_read_key(record),
        publication_status="retracted" if _is_retracted(record) else None,
        keywords=facts.read_keywords(record),
        links=links_of(
            [
                *(url for url in addresses.urls if url != own),
                *(find_urls(abstract) if "://" in abstract else ()),
            ]
        ),
        captured=partial_date(notes.request.captured),
        origin=Origin(source=notes.request.source, line=record.line),
        reader=reader,
    )


def _single_identifier(record: Record, kind: str, found: tuple[str, ...], notes: Notes) -> str:
    """The first identifier; further ones are reported, since a paper has only one."""
    known = [name for name in found if not name.startswith("10/")]  # a short DOI is an alias
    if len(known) > 1:
        message = (
            f"{record.label} has several {kind}: {known[0]!r} was used, "
            f"{', '.join(map(repr, known[1:4]))} left out. Check which is right"
        )
        notes.report("left-out", "warning", message, record.line)
    return next(iter(known or found), "")


def _stated_type(record: Record) -> PaperType | None:
    """The type of the record. Proceedings as a whole are a book."""
    kind = TYPES.get(record.kind or "")
    is_whole = (
        record.kind == "CONF" and not record.first("AU", "A1") and bool(record.first("A2", "ED"))
        and not record.first("T2", "BT", "JO", "JF", "C3", "SP")
    )  # fmt: skip
    return "book" if is_whole else kind


def _read_container(record: Record, kind: PaperType | None) -> str:
    tags = CONTAINER_TAGS.get(kind, ())
    title = record.first("C3") if kind == "paper-conference" else None
    # The title of the proceedings, but Web of Science has affiliations here.
    if title and (_PROCEEDINGS.search(title.text) or not record.first(*tags)):
        tags = ("C3", *tags)
    return _text(record.take_first(*tags)) if tags else ""


def _refine_type(
    record: Record, kind: PaperType | None, container: str, arxiv: str
) -> PaperType | None:
    """The type, but a preprint if the paper appeared only on a preprint server."""
    may_be_preprint = kind in ("article-journal", "webpage", "report") or (
        (record.kind or "") in UNSPECIFIC_TYPES
    )
    if not may_be_preprint:
        return kind
    publisher = record.first("PB") if kind == "report" else None  # Zotero calls preprints so
    name = container or (one_line(publisher.text) if publisher else "")
    if name:
        return "article" if is_preprint_server(name) else kind
    return "article" if arxiv and kind != "report" else kind


def _read_dates(
    record: Record, kind: PaperType | None, container: str, arxiv: str, notes: Notes
) -> tuple[PartialDate | None, PartialDate | None, str]:
    """Date of first publication, date of the version of record, and the venue without its year."""
    read = record_date(record)
    for field, message in read.problems:
        code = "left-out" if read.date else "year-unknown"
        notes.report(code, "warning", f"{record.label}: {message}", field.line)
    date = read.date
    name, year = split_venue(container)
    if year and (date is None or date.year == year) and (
        is_meeting(name) or (date is not None and kind != "article-journal")
    ):  # fmt: skip
        date, container = date or PartialDate(year=year), name
    on_arxiv = arxiv_month(arxiv) if arxiv and container else None
    first = read.first if kind in ("article-journal", "article") else None
    is_same = bool(first and date and first.iso.startswith(date.iso))  # known more exactly
    if first and read.first_field and (is_same or not date or first.earliest < date.earliest):
        read.first_field.used = True
        return first, None if is_same else date, container
    if date and on_arxiv and on_arxiv.year != date.year:
        return None, date, container
    # Or else the year in the venue's name would become the date of the version of record.
    has_year = split_venue(container)[1]
    return date, date if has_year and date else None, container


def _read_abstract(record: Record) -> str:
    """The abstract. Databases add their copyright as a second one, which is not used."""
    first = record.first(*_ABSTRACT_TAGS)
    if first is None:
        return ""
    fields = [each for each in record.all(first.tag) if not each.text.startswith("Copyright of ")]
    texts = [plain_html(each.text) for each in fields]
    for each in record.all(*_ABSTRACT_TAGS):
        each.used = each in fields or each.text == first.text
    return paragraph(_ABSTRACT_HEADING.sub("", "\n".join(texts), count=1).splitlines())


def _read_edition(record: Record, kind: PaperType | None) -> str:
    if kind == "article-journal":
        return ""
    for each in record.all("ET"):
        if not each.used and not _EDITION_DATE.match(each.text):
            each.used = True
            return one_line(each.text)
    return ""


def _read_language(record: Record) -> str:
    found = record.first("LA")
    tag = language_tag(one_line(found.text)) if found else ""
    if found and tag:
        found.used = True
    return tag


def _read_key(record: Record) -> str:
    found = record.first("ID")
    if found is None or found.used or not _CITABLE_ID.fullmatch(found.text):
        return ""
    return record.take_first("ID")


def _is_retracted(record: Record) -> bool:
    fields = [each for each in record.all("M3") if one_line(each.text).lower() in _RETRACTED]
    for each in fields:
        each.used = True
    return bool(fields)


def _count_unused(record: Record, entry: Entry, notes: Notes) -> None:
    """Report invalid identifiers, and count the fields that a list does not keep."""
    for tag, name, found in (
        ("DO", "the DOI", entry.doi or entry.arxiv),
        ("UR", "the address", entry.url or entry.links or entry.doi or entry.arxiv),
    ):
        each = record.first(tag)
        if each and not each.used and not found:
            message = f"{name} {one_line(each.text)[:60]!r} is not valid; left out"
            notes.report("left-out", "warning", f"{record.label}: {message}", each.line)
            each.used = True
    notes.ignored.update(Counter(record.unused()))
    if entry.type is None and record.kind and record.kind not in UNSPECIFIC_TYPES:
        notes.ignored[f"TY {record.kind[:20]}"] += 1
