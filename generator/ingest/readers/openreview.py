"""Notes of OpenReview's API, versions 1 and 2: submissions and papers of other venues.

A value of `content` is plain in version 1, and `{"value": …}` in version 2:
https://docs.openreview.net/reference/api-v2/entities/note/fields. Notes of papers of other venues
are made of records of DBLP, arXiv or ORCID (`Provenance`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from generator.ingest.readers.bibtex_facts import is_preprint_server, split_keywords
from generator.ingest.readers.csl_values import text_value
from generator.ingest.readers.dblp import NAMESAKE_NUMBER
from generator.ingest.readers.markup_text import abstract_text, title_text
from generator.ingest.readers.service_reader import Answer, ServiceReader, find_answer
from generator.ingest.readers.service_record import (
    Record,
    SkippedItemError,
    corr_key_arxiv_id,
    names_in,
    other_links,
    prose,
    texts_in,
    whole_proceedings,
)
from generator.model import Entry, Names, PaperType, PartialDate, PublicationStatus
from generator.text.publications import is_meeting, split_venue

_FORUM = "https://openreview.net/forum?id="
_DATE_KEYS = ("odate", "pdate", "cdate")
_CONTENT_KEYS = ("title", "authors", "abstract", "keywords", "venue", "venueid", "html", "link",
                 "code", "url", "pdf")  # fmt: skip
_READ_FIELDS = frozenset(
    ("id", "forum", "replyto", "ddate", "invitation", "invitations", "externalId", "externalIds",
     "content.authors.fullname", "content.authors.value.fullname", *_DATE_KEYS,
     *(f"content.{key}" for key in _CONTENT_KEYS),
     *(f"content.{key}.value" for key in _CONTENT_KEYS))
)  # fmt: skip
# A submission that its venue did not publish: `Submitted to ICLR 2024`.
_UNPUBLISHED = re.compile(
    r"""
    \b (?: submitted[ ]to | under[ ]review | decision[ ]pending | assign(?:ed|ing)[ ]AE
      | withdrawn | retracted | desk[ _-]?reject(?:ed)? | reject(?:ed)? | submission
      | invite[ ]?to\w* ) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_RETRACTED = re.compile(r"\bretracted\b", re.IGNORECASE)  # after it was accepted
_WITHDRAWN = re.compile(r"withdrawn|desk[ _-]?reject", re.IGNORECASE)
# How a paper was presented, after the venue: `ICLR 2024 poster`, `ICLR 2023 notable top 25%`.
_PRESENTATION = re.compile(
    r"""
    [ ,:(-]+
    (?: (?:conference[ ])? (?:as[ ]?)? (?:poster|oral|spotlight|long|short|talk|accept(?:ed)?)
        (?:[ -]?(?:poster|oral|presentation|paper))?
      | best[ ]?paper | notable[ ]?top[ -]?\d+%? | regular[ ]?(?:paper|poster)? | main
    )
    \)? $
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What comes before the venue: `Accepted by TMLR`.
_ACCEPTED_BY = re.compile(
    r"""
    (?: accepted | published ) [ ]
    (?: as[ ]an?[ ][a-z ]+?[ ] )?
    (?: by | at | in ) [ ] (?: the[ ] )?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_JOURNALS = ("TMLR", "Transactions on Machine Learning Research", "DMLR")
# Where ORCID has a record from; notes name it as the venue if the record has no journal.
_ORCID_SOURCES = frozenset(
    ("crossref", "crossref metadata search", "datacite", "europe pubmed central", "inspire-hep",
     "researcherid", "scopus - elsevier", "web of science")
)  # fmt: skip
_DAY_MILLISECONDS = 24 * 60 * 60 * 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a note comes from, if not from a venue.

    Attributes:
        identifiers: such as `dblp:conf/nips/LeeD19`, `arxiv:1811.06965v5` or `doi:10.1000/1`.
        is_dblp: whether it was made of a record of DBLP.
        is_orcid: whether it was made of a record of ORCID.
    """

    identifiers: tuple[str, ...]
    is_dblp: bool
    is_orcid: bool

    @property
    def dblp_key(self) -> str:
        """The key of the record in DBLP, such as `conf/nips/LeeD19`; empty if it is not known."""
        keys = (each for each in self.identifiers if each.startswith("dblp:"))
        return next(keys, "").removeprefix("dblp:")


def _provenance(record: Record) -> Provenance:
    identifiers = (*texts_in(record.value("externalIds")), *texts_in(record.value("externalId")))
    invitations = *texts_in(record.value("invitations")), record.text("invitation")
    makers = [text.lower() for text in (*invitations, _content_text(record, "venueid"))]
    return Provenance(
        identifiers,
        is_dblp=any(text.startswith("dblp:") for text in identifiers)
        or any("dblp.org/" in text for text in makers),
        is_orcid=any("orcid.org/" in text for text in makers),
    )


def _find(data: object) -> Answer | None:
    found = find_answer(data, (("notes",), ()), _is_note)
    if not isinstance(data, dict) or not isinstance(data.get("notes"), list):
        return found
    if found is None and not data["notes"]:
        return Answer().counted(data.get("count"))
    if found is None:
        is_named = any(isinstance(note, dict) and "forum" in note for note in data["notes"])
        return Answer(problem="its notes have no content") if is_named else None
    return found.counted(data.get("count"), data.get("offset"))


def _is_note(item: object) -> bool:
    return isinstance(item, dict) and isinstance(item.get("content"), dict) and "forum" in item


def _to_entry(record: Record) -> Entry:
    if not _is_note(record.values):
        raise SkippedItemError("no-paper", "error", "expected a note with its content")
    if record.text("replyto") or record.text("id") not in ("", record.text("forum")):
        raise SkippedItemError("entry-skipped", "info", "this note is a reply, not a paper")
    if record.value("ddate"):
        raise SkippedItemError("no-paper", "warning", "this note was deleted on OpenReview")
    title = title_text(_content_text(record, "title"))
    record = record.named(title)
    source = _provenance(record)
    authors = _authors(record, source)
    stated = title_text(_content_text(record, "venue"))
    container = _container(record, stated, source, authors)
    venue_id = _content_text(record, "venueid")
    is_dated = source.is_dblp or str(split_venue(container)[1]) in venue_id.split("/")
    venue, published, issued = record.venue(container, _date(record, source), is_dated=is_dated)
    status: PublicationStatus | None = None
    if _RETRACTED.search(f"{stated} {venue_id.replace('_', ' ')}"):
        status = "retracted"
        record.disputed(status)
    abstract = abstract_text(prose(_content(record, "abstract")), title)
    addresses = [_content_text(record, key) for key in ("html", "link", "url", "pdf")]
    absolute = [address for address in addresses if address.startswith("http")]
    return record.entry(
        title=title,
        abstract=abstract,
        type=_type(record, container, stated, source),
        authors=authors,
        published=published,
        issued=issued,
        venue=venue,
        arxiv=record.arxiv([*absolute, *_arxiv_ids(source)]),
        doi=record.doi("", [*absolute, *(each for each in source.identifiers
                                         if each.startswith("doi:"))]),
        url=f"{_FORUM}{record.text('forum')}" if record.text("forum") else "",
        keywords=_keywords(_content(record, "keywords")),
        links=other_links([a for a in (*absolute, _content_text(record, "code"))
                           if a.startswith("http")]),
        publication_status=status,
    )  # fmt: skip


def _content(record: Record, name: str) -> Any:
    value = record.value("content", name)
    return value.get("value") if isinstance(value, dict) else value


def _content_text(record: Record, name: str) -> str:
    return text_value(_content(record, name))


def _arxiv_ids(source: Provenance) -> Iterator[str]:
    for each in source.identifiers:
        yield each if each.startswith("arxiv:") else corr_key_arxiv_id(each)


def _authors(record: Record, source: Provenance) -> Names:
    """The authors; `Anonymous` of a submission under review is no name.

    They are texts, or objects in newer notes: `{"fullname": "Ann Lee", "username": "~Ann_Lee1"}`.
    """
    stated = _content(record, "authors")
    names = names_in(stated, "fullname")
    names = [NAMESAKE_NUMBER.sub("", name) for name in names] if source.is_dblp else names
    if any(name.lower().startswith("anonymous") for name in names):
        record.report("left-out", "warning", "the authors are anonymous in this answer")
        return Names()
    return record.names(names)


def _keywords(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return split_keywords(text_value(value))
    return tuple(dict.fromkeys(texts_in(value)))


def _container(record: Record, stated: str, source: Provenance, authors: Names) -> str:
    """The venue that published the paper; empty if it is under review, withdrawn or rejected."""
    venue_id = _content_text(record, "venueid")
    if _UNPUBLISHED.search(stated) or _UNPUBLISHED.search(venue_id.replace("_", " ")):
        is_withdrawn = _WITHDRAWN.search(f"{stated} {venue_id}") is not None
        message = f"{(stated or venue_id)[:100]!r} is not a publication; the venue was left out"
        severity, code = ("warning", "withdrawn") if is_withdrawn else ("info", "left-out")
        record.report(code, severity, message)  # type: ignore[arg-type]
        return ""
    if source.is_orcid and stated:
        if stated.lower() in _ORCID_SOURCES or stated in authors.texts:
            message = f"{stated[:100]!r} is where ORCID has the record from; the venue was left out"
            record.report("left-out", "info", message)
            return ""
        message = f"the venue {stated[:100]!r} may be where ORCID has the record from. Check it"
        record.report("unclear-venue", "info", message)
    name = _PRESENTATION.sub("", _ACCEPTED_BY.sub("", stated))
    name = whole_proceedings(name) if source.is_dblp else name
    return "" if is_preprint_server(name) else name


def _date(record: Record, source: Provenance) -> PartialDate | None:
    """The day on which the note became public or was accepted; else that of its creation.

    Of a record of DBLP only the year is known: `pdate` is the last day of it. That of ORCID has a
    first day and month where they are not known.
    """
    days = {key: _day(record, key) for key in _DATE_KEYS}
    if (source.is_dblp or source.is_orcid) and (day := days["pdate"]):
        if source.is_dblp or day.day == 1:
            month = None if source.is_dblp or day.month == 1 else day.month
            return replace(day, month=month, day=None)
        return day
    public = [day for day in (days["odate"], days["pdate"]) if day]
    return min(public, key=lambda day: day.sort_key) if public else days["cdate"]


def _day(record: Record, name: str) -> PartialDate | None:
    """The day of a time in milliseconds, in UTC; the first moment of a year stands for the year."""
    value = record.value(name)
    if value is None:
        return None
    try:
        found = (_EPOCH + timedelta(milliseconds=value)).date()
    except (TypeError, OverflowError, ValueError):
        record.report("left-out", "warning", f"{name}: {str(value)[:40]!r} is not a time; left out")
        return None
    day = PartialDate.from_date(found)
    is_year = value % _DAY_MILLISECONDS == 0 and (day.month, day.day) == (1, 1)
    return replace(day, month=None, day=None) if is_year else day


def _type(record: Record, container: str, stated: str, source: Provenance) -> PaperType | None:
    place = source.dblp_key or _content_text(record, "venueid").lower().removeprefix("dblp.org/")
    if container and source.is_dblp and place.startswith(("journals/", "conf/")):
        return "article-journal" if place.startswith("journals/") else "paper-conference"
    if container in _JOURNALS or any(container.startswith(f"{name} ") for name in _JOURNALS):
        return "article-journal"
    if container:
        return "paper-conference" if is_meeting(container) else None
    is_submission = stated or _content_text(record, "venueid")
    return "article" if is_submission and not source.is_orcid else None


_HOW_TO = "Save the answer of https://api2.openreview.net/notes?forum=…"
OPENREVIEW = ServiceReader(
    name="openreview",
    service="OpenReview",
    trust=2,  # the authors' and venues' own records
    markers=('"notes"', '"forum"'),
    find=_find,
    to_entry=_to_entry,
    read_fields=_READ_FIELDS,
    how_to=_HOW_TO,
)
