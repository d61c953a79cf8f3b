"""One item of a service's answer, and the facts that all services state in similar ways."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.ingest.readers.base import link_kind, links_of, partial_date
from generator.ingest.readers.bibtex_notes import Notes
from generator.ingest.readers.csl_values import text_value, venue_and_dates
from generator.ingest.readers.json_values import (
    BadValueError,
    date_value,
    names_value,
    unclear_names,
)
from generator.model import Entry, Link, Names, Origin, PaperType, PartialDate, Severity
from generator.text.characters import one_line
from generator.text.identifiers import find_arxiv_id, find_doi
from generator.text.languages import stated_language
from generator.text.publications import arxiv_month, is_meeting, split_venue
from generator.text.sanitize import find_urls, link_problem

# Types of Crossref, which others repeat: https://api.crossref.org/types
CROSSREF_TYPES: Mapping[str, PaperType] = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    **dict.fromkeys(("book", "edited-book", "monograph", "reference-book", "proceedings"), "book"),
    **dict.fromkeys(("book-chapter", "book-part", "book-section", "reference-entry"), "chapter"),
    "posted-content": "article", "dissertation": "thesis", "dataset": "dataset",
    "report": "report", "report-component": "report", "software": "software",
}  # fmt: skip
_CORR_VOLUME = re.compile(r"abs/(\S+)")  # volume of CoRR: abs/1811.06965
_CORR_KEY = re.compile(r"(?:dblp:)?journals/corr/abs-(\d{4})-(\d{4,5})")
_PROCEEDINGS_PART = re.compile(r" \(\d+\)(?= \d{4}$|$)")  # ECCV (6), ECCV (6) 2024
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]+\s*")


class SkippedItemError(ValueError):
    """An item is not a paper; the message says why."""

    def __init__(self, code: str, severity: Severity, message: str) -> None:
        self.code = code
        self.severity: Severity = severity
        super().__init__(message)


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One item of an answer, with its number (from 1) and line."""

    values: Mapping[str, Any]
    number: int
    line: int
    notes: Notes
    reader: str
    title: str = ""

    def report(self, code: str, severity: Severity, message: str) -> None:
        """Add a finding about this item."""
        named = f" {self.title[:80]!r}" if self.title else ""
        self.notes.report(code, severity, f"entry {self.number}{named}: {message}", self.line)

    def value(self, *path: str) -> Any:
        """The value at a path of keys; None if there is none."""
        found: Any = self.values
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    def text(self, *path: str) -> str:
        """The value at a path as one line; of a list the first item."""
        return text_value(self.value(*path))

    def prose(self, *path: str) -> str:
        """The text at a path with its line breaks."""
        return prose(self.value(*path))

    def objects(self, *path: str) -> list[Mapping[str, Any]]:
        """The objects in the list at a path; an object alone counts as a list."""
        return objects_in(self.value(*path))

    def people(self, *path: str) -> list[Mapping[str, Any]]:
        """The people in the list at a path; what is in another form is reported."""
        value = self.value(*path)
        items = value if isinstance(value, list) else [value] if value else []
        found = objects_in(items)
        if missing := len(items) - len(found):
            message = f"{missing} in {'.'.join(path)!r} without a name in a known form; left out"
            self.report("odd-name", "warning", message)
        return found

    def entry(self, **fields: Any) -> Entry:
        """The entry of this item."""
        found = links_of(list(find_urls(fields.get("abstract", ""))))
        fields["links"] = _distinct((*fields.pop("links", ()), *found))
        entry = Entry(
            **fields,
            captured=partial_date(self.notes.request.captured),
            origin=Origin(source=self.notes.request.source, line=self.line),
            reader=self.reader,
        )
        return self._with_date_of_issue(entry)

    def _with_date_of_issue(self, entry: Entry) -> Entry:
        """The entry whose date, if arXiv had the paper before, is that of the version of record."""
        on_arxiv = arxiv_month(entry.arxiv) if entry.arxiv and entry.venue else None
        date = entry.published
        if on_arxiv is None or date is None or date.earliest <= on_arxiv.latest:
            return entry
        if entry.issued:
            message = f"the date {date} is neither that of arXiv nor {entry.issued}; left out"
            self.report("left-out", "info", message)
        return replace(entry, published=None, issued=entry.issued or date)

    def names(self, texts: Iterable[str], role: str = "author") -> Names:
        """Names from texts, one name each; what is unclear is reported."""
        given = list(map(one_line, texts))
        stated = [text for text in given if text]
        if missing := len(given) - len(stated):
            self.report("odd-name", "warning", f"{missing} without a name in {role!r}; left out")
        for index, code, message in unclear_names(stated):
            severity: Severity = "warning" if code == "odd-name" else "info"
            self.report(code, severity, f"{role} {index + 1}: {message}")
        return names_value(stated)

    def date(self, *path: str) -> PartialDate | None:
        """The date at a path; a time after the day is dropped."""
        value = self.value(*path)
        if value in (None, ""):
            return None
        try:
            return date_value(value)
        except BadValueError:
            name = ".".join(path)
            message = f"{name}: {str(value)[:40]!r} is not a date; left out"
            self.report("left-out", "warning", message)
            return None

    def arxiv(self, candidates: Iterable[str]) -> str:
        """The first arXiv id in some texts; others than it are reported."""
        found = list(dict.fromkeys(filter(None, map(find_arxiv_id, candidates))))
        if len(found) > 1:
            message = f"more than one arXiv id; {', '.join(found[1:])[:100]} left out"
            self.report("left-out", "warning", message)
        return found[0] if found else ""

    def named(self, title: str) -> "Record":
        """This item with its title, for messages."""
        return replace(self, title=title)

    def day_or_year(self, day_field: str, year_field: str) -> PartialDate | None:
        """The day of publication, else the year; a contradiction between them is reported.

        Where only the year or month is known, some services write 2023-01-01 or 2023-04-01. So a
        first day, and a first month with it, counts as filled in.
        """
        date, year = self._known_part(day_field), self.date(year_field)
        if date and year and date.year != year.year:
            message = f"{year_field} {year} is not that of {day_field} {date}, which was used"
            self.report("left-out", "warning", message)
        return date or year

    def _known_part(self, name: str) -> PartialDate | None:
        date = self.date(name)
        if date is None or date.day != 1:
            return date
        known = PartialDate(year=date.year, month=date.month if date.month != 1 else None)
        message = f"{name} {date} was read as {known}: the day may be filled in"
        self.report("left-out", "info", message)
        return known

    def doi(self, stated: str, others: Iterable[str] = ()) -> str:
        """The stated DOI, else the first in other texts; an invalid one is reported."""
        if stated and not find_doi(stated) and not find_arxiv_id(stated):
            message = f"the DOI {stated[:60]!r} is not a valid DOI; left out"
            self.report("left-out", "warning", message)
        return next(filter(None, map(find_doi, (stated, *others))), "")

    def address(self, candidates: Iterable[str]) -> str:
        """The first address that is not one of arXiv or a DOI; an unsafe one is reported."""
        for url in filter(None, candidates):
            if find_arxiv_id(url) or find_doi(url):
                continue
            if problem := link_problem(url):
                message = f"the address {url[:100]!r} was left out: it {problem}"
                self.report("left-out", "warning", message)
                continue
            return url
        return ""

    def venue(
        self, container: str, first: PartialDate | None, *, is_dated: bool = False
    ) -> tuple[str, PartialDate | None, PartialDate | None]:
        """The venue's name without its year, the first date, and that year if it is a later one.

        Args:
            container: the name, such as `ICLR 2024`.
            first: the first date that is known, perhaps that of a preprint.
            is_dated: whether a year in the name certainly is that of publication.
        """
        name, year = split_venue(container)
        if year is None or first is None or first.year == year:
            return venue_and_dates(container, first)
        if first.earliest.year < year:
            return name, first, PartialDate(year=year)
        if not (is_dated or is_meeting(name)):  # the year may be part of a journal's name
            return container, first, None
        message = f"the date {first} is after the year of {container!r}, which was used"
        self.report("left-out", "info", message)
        return name, PartialDate(year=year), None

    def language(self, *path: str) -> str:
        """The tag of the language at a path; a text that names none counts as not kept."""
        tag = self.text(*path)
        found = stated_language(tag)
        self.notes.ignored["language"] += bool(tag) and not found
        return found

    def known_type(self, kind: PaperType | None, *path: str) -> PaperType | None:
        """The type; a stated one without an equivalent in a list counts as not kept."""
        self.notes.ignored[".".join(path)] += kind is None and bool(self.text(*path))
        return kind

    def disputed(self, status: str) -> None:
        """Warn that the paper is withdrawn or retracted."""
        message = f"this paper is {status}; its pages will show that"
        self.report("withdrawn", "warning", message)


def field_paths(prefix_or_names: str, names: str = "") -> frozenset[str]:
    """Paths of fields, separated by white space; with two arguments the first is their prefix."""
    prefix = prefix_or_names if names else ""
    return frozenset(f"{prefix}{name}" for name in (names or prefix_or_names).split())


def prose(value: object) -> str:
    """A text with its line breaks; empty for another value."""
    return value if isinstance(value, str) else ""


def objects_in(value: object) -> list[Mapping[str, Any]]:
    """The objects in a list; an object alone counts as a list."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]


def texts_in(value: object) -> list[str]:
    """The texts in a list as lines; a text alone counts as a list."""
    items = value if isinstance(value, list) else [value]
    return [text for text in map(text_value, items) if text]


def names_in(value: object, key: str) -> list[str]:
    """The names in a list of texts, or of objects that have them under a key; empty if unclear."""
    items = value if isinstance(value, list) else [value] if value else []
    stated = (item.get(key) if isinstance(item, dict) else item for item in items)
    return [text_value(name) if isinstance(name, str) else "" for name in stated]


def page_range(*parts: str) -> str:
    """Pages with a hyphen between first and last; a page alone if both are the same."""
    stated = "-".join(_DASHES.sub("-", part) for part in parts if part)
    first, _, last = stated.partition("-")
    return first if first == last else stated


def corr_arxiv_id(volume: str) -> str:
    """The arXiv id in the volume of CoRR, `abs/1811.06965`; empty for another volume."""
    match = _CORR_VOLUME.fullmatch(volume)
    return find_arxiv_id(match[1]) if match else ""


def corr_key_arxiv_id(key: str) -> str:
    """The arXiv id in DBLP's key of a preprint, `journals/corr/abs-1811-06965`; or empty."""
    match = _CORR_KEY.fullmatch(key)
    return find_arxiv_id(f"{match[1]}.{match[2]}") if match else ""


def whole_proceedings(venue: str) -> str:
    """DBLP's name of a meeting without the number of a volume of its proceedings."""
    return _PROCEEDINGS_PART.sub("", venue)


def other_links(urls: Sequence[str], known: str = "") -> tuple[Link, ...]:
    """Addresses as links, without those of arXiv and DOIs, and the known one."""
    kept = [url for url in urls if url and url != known and not find_arxiv_id(url)
            and not find_doi(url)]  # fmt: skip
    return tuple(Link(kind=_link_kind(url), url=url) for url in dict.fromkeys(kept))


def _link_kind(url: str) -> str:
    kind = link_kind(url)
    return kind if kind in ("code", "dataset") else "other"


def _distinct(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple({link.url: link for link in reversed(tuple(links))}.values())[::-1]
