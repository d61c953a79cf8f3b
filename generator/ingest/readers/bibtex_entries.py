"""The fields of one BibTeX entry to an `Entry`."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.ingest.readers import bibtex_facts as facts
from generator.ingest.readers.base import link_kind, links_of, partial_date
from generator.ingest.readers.bibtex_dates import stated_date
from generator.ingest.readers.bibtex_names import read_names
from generator.ingest.readers.bibtex_notes import Item, Notes
from generator.ingest.readers.bibtex_values import captured_text, plain_text
from generator.model import Entry, Names, Origin, PartialDate
from generator.text.bibtex import verbatim_text
from generator.text.characters import one_line, paragraph
from generator.text.identifiers import find_arxiv_id, find_doi, strip_proxy
from generator.text.publications import arxiv_month, split_venue
from generator.text.sanitize import find_urls, is_safe_url

# What an entry takes from the one that its `crossref` names.
INHERITED_FIELDS = (
    "booktitle", "journal", "journaltitle", "year", "month", "day", "date", "publisher", "editor",
    "volume", "series", "isbn", "organization", "eventtitle", "booksubtitle", "journalsubtitle",
)  # fmt: skip
READER_NAME = "bibtex"


def read_title(values: Mapping[str, str], notes: Notes) -> str:
    """The title with its subtitle, which may distinguish two books."""
    parts = (
        one_line(captured_text(values.get(name, ""), notes.unknown))
        for name in ("title", "subtitle")
    )
    return facts.join_title(*parts)


def read_entry(item: Item, title: str, values: Mapping[str, str], notes: Notes) -> Entry:
    """The entry as a record of its paper.

    Args:
        item: the BibTeX entry.
        title: its title in plain text.
        values: its fields and those that it inherits.
        notes: collects findings.

    Raises:
        BadValueError: The calendar has no such day.
    """
    abstract = paragraph(captured_text(values.get("abstract", ""), notes.unknown).splitlines())
    urls = _read_urls(item, values, notes)
    arxiv = _single_identifier(item, "arXiv ids", facts.arxiv_ids(values, urls), notes)
    doi = _single_identifier(item, "DOIs", facts.dois(values, urls), notes)
    links = [url for url in urls if not find_arxiv_id(url) and not find_doi(url)]
    own = next((url for url in links if link_kind(url) not in ("code", "dataset")), "")
    kind = facts.paper_type(item.kind.lower(), values, arxiv)
    dates = _read_dates(item, values, arxiv, notes)
    number, is_journal = plain_text(values.get("number", "")), kind == "article-journal"
    entry = Entry(
        title=title,
        abstract=abstract,
        type=kind,
        authors=_read_names(item, values.get("author", ""), notes),
        editors=_read_names(item, values.get("editor", ""), notes),
        published=dates.published,
        issued=dates.issued,
        venue=dates.venue or facts.how_published(values),
        volume=""
        if values.get("volume", "").startswith("abs/")
        else plain_text(values.get("volume", "")),
        issue=number if is_journal and number else plain_text(values.get("issue", "")),
        number=facts.first_text(values, ("eid", "articleno"))
        if is_journal
        else _non_arxiv_number(number),
        pages=facts.pages(values),
        edition=plain_text(values.get("edition", "")),
        series=plain_text(values.get("series", "")),
        publisher=_publisher(values, kind == "article"),
        isbn=facts.first_text(values, ("isbn",)),
        arxiv=arxiv,
        doi=doi,
        url=own,
        category=verbatim_text(values.get("primaryclass") or values.get("eprintclass", "")),
        language=facts.language(values),
        publication_status=facts.publication_status(values),
        key=item.key,
        keywords=facts.keywords(values),
        links=links_of([*(url for url in links if url != own), *find_urls(abstract)]),
        annotation=one_line(captured_text(values.get("annotation") or values.get("annote", ""))),
        captured=partial_date(notes.request.captured),
        origin=Origin(source=notes.request.source, line=item.line),
        reader=READER_NAME,
    )
    _report_unused(item, values, entry, urls, notes)
    return entry


def _read_urls(item: Item, values: Mapping[str, str], notes: Notes) -> list[str]:
    """The URLs of an entry, without library proxies."""
    urls = facts.entry_urls(values)
    found = [url if not is_safe_url(strip_proxy(url)) else strip_proxy(url) for url in urls]
    for before, after in zip(urls, found, strict=True):
        if before != after and not find_arxiv_id(after) and not find_doi(after):
            message = f"{item.label}: a library's proxy was removed from {before[:80]!r}: {after!r}"
            notes.report("left-out", "info", message, item.line)
    return found


def _single_identifier(item: Item, kind: str, found: list[str], notes: Notes) -> str:
    """The first identifier; further ones are reported, since a paper has only one."""
    known = [
        name for name in found if not name.startswith("10/")
    ]  # a short DOI may be an alias of a long one
    if others := known[1:]:
        message = (
            f"{item.label} has several {kind}: {known[0]!r} was used, "
            f"{', '.join(map(repr, others[:3]))} left out. Check which is right"
        )
        notes.report("left-out", "warning", message, item.line)
    return next(iter(known or found), "")


def _non_arxiv_number(number: str) -> str:
    return "" if find_arxiv_id(number) else number


def _publisher(values: Mapping[str, str], preprint: bool) -> str:
    found = facts.first_text(values, facts.PUBLISHER_FIELDS)
    return "" if preprint and found.lower() == "arxiv" else found


@dataclass(frozen=True, kw_only=True, slots=True)
class _Dates:
    published: PartialDate | None
    issued: PartialDate | None = None
    venue: str = ""


def _read_dates(item: Item, values: Mapping[str, str], arxiv: str, notes: Notes) -> _Dates:
    """When and where the paper appeared.

    A year after the venue's name counts if no other is stated. With `origdate`, or with an arXiv id
    of another year, `date` is that of the version of record.
    """
    read = stated_date(values)
    stated = read.date
    venue, year = facts.venue(values, stated)
    if not stated and not year and (stated_year := values.get("year") or values.get("date", "")):
        message = f"{item.label}: {plain_text(stated_year)[:40]!r} has no year; left out"
        notes.report("year-unknown", "warning", message, item.line)
    date = stated or (PartialDate(year=year) if year else None)
    original = stated_date(values, "orig")
    first = original.date
    if values.get("origdate") and not first:
        origdate = plain_text(values["origdate"])[:40]
        message = f"{item.label}: the origdate {origdate!r} has no year; left out"
        notes.report("left-out", "warning", message, item.line)
    for found in (read, original):
        if found.date:
            notes.report_rest_of_date(item.label, found.date, item.line,
                                      range_end=found.range_end, unread=found.unread)  # fmt: skip
    on_arxiv = arxiv_month(arxiv) if arxiv and venue else None
    if date and (first or (on_arxiv and on_arxiv.year != date.year)):
        return _Dates(published=first, issued=date, venue=venue)
    named = split_venue(venue)[1]
    # Or else the year in the venue's name would become the date of the version of record.
    return _Dates(published=date, issued=date if named and date else None, venue=venue)


def _read_names(item: Item, value: str, notes: Notes) -> Names:
    found = read_names(value)
    for name in found.unclear:
        message = f"{item.label}: it is unclear who is meant by {name[:200]!r}; check the names"
        notes.report("odd-name", "warning", message, item.line)
    for text in found.left_out:
        message = f"{item.label}: {text[:100]!r} after a name was left out"
        notes.report("left-out", "info", message, item.line)
    return found.names


def _report_unused(
    item: Item, values: Mapping[str, str], entry: Entry, urls: list[str], notes: Notes
) -> None:
    """Report invalid identifiers, and count the fields that a list does not keep."""
    expected = {
        "doi": ("a valid DOI", entry.doi or find_arxiv_id(verbatim_text(values.get("doi", "")))),
        "eprint": ("an arXiv id", entry.arxiv or not facts.is_arxiv_eprint(values)),
        "url": ("a web address", urls),
    }
    for name, (kind, read) in expected.items():
        if (value := values.get(name)) and not read:
            message = f"{item.label}: the {name} {one_line(value)[:60]!r} is not {kind}; left out"
            notes.report("left-out", "warning", message, item.line)
    used = READ_FIELDS | ({"note"} if entry.publication_status else set())
    for name in item.values.keys() - used:
        notes.ignored[name] += bool(item.values[name])


READ_FIELDS = {
    *facts.VENUE_FIELDS, *facts.SUBTITLE_FIELDS.values(), *facts.ADDRESS_FIELDS,
    *facts.PUBLISHER_FIELDS, *INHERITED_FIELDS, "title", "subtitle", "author",
    "abstract", "eprint", "archiveprefix", "eprinttype", "primaryclass", "eprintclass", "doi",
    "number", "issue", "pages", "edition", "isbn", "eid", "articleno", "keywords", "keyword",
    "annotation", "annote", "crossref", "xdata", "origdate", "type", "langid", "language",
    "hyphenation",
}  # fmt: skip
