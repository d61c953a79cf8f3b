"""Notes of OpenReview's API, versions 1 and 2: submissions and papers of other venues.

A value of `content` is plain in version 1, and `{"value": …}` in version 2:
https://docs.openreview.net/reference/api-v2/entities/note/fields.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from generator.ingest.readers.bibtex_facts import is_preprint_server, split_keywords
from generator.ingest.readers.csl_values import text_value
from generator.ingest.readers.markup_text import abstract_text, title_text
from generator.ingest.readers.service_reader import Answer, ServiceReader, find_answer
from generator.ingest.readers.service_record import (
    Record,
    SkippedItemError,
    other_links,
    prose,
    texts_in,
)
from generator.model import Entry, Names, PaperType, PartialDate
from generator.text.publications import is_meeting

_FORUM = "https://openreview.net/forum?id="
_DATE_KEYS = ("odate", "pdate", "cdate")
_CONTENT_KEYS = ("title", "authors", "abstract", "keywords", "venue", "venueid", "html", "link",
                 "code", "url", "pdf")  # fmt: skip
_READ_FIELDS = frozenset(
    ("id", "forum", "replyto", *_DATE_KEYS, *(f"content.{key}" for key in _CONTENT_KEYS),
     *(f"content.{key}.value" for key in _CONTENT_KEYS))
)  # fmt: skip
# A submission that its venue did not publish: `Submitted to ICLR 2024`.
_UNPUBLISHED = re.compile(
    r"""
    \b (?: submitted[ ]to | under[ ]review | withdrawn | desk[ _-]?reject(?:ed)? | reject(?:ed)?
      | submission ) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WITHDRAWN = re.compile(r"withdrawn|desk[ _-]?reject", re.IGNORECASE)
# How a paper was presented, after the venue: `ICLR 2024 poster`, `ICLR 2023 notable top 25%`.
_PRESENTATION = re.compile(
    r"""
    [ ,:(-]+
    (?: (?:conference[ ])? (?:poster|oral|spotlight|long|short|talk|accept(?:ed)?)
        (?:[ -]?(?:poster|oral|presentation|paper))?
      | notable[ ]top[ -]?\d+%? | regular[ ]?(?:paper|poster)? | main
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
_DAY_MILLISECONDS = 24 * 60 * 60 * 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _find(data: object) -> Answer | None:
    found = find_answer(data, (("notes",), ()), _is_note)
    if not isinstance(data, dict) or not isinstance(data.get("notes"), list):
        return found
    if found is None and not data["notes"]:
        return Answer()
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
    title = title_text(_content_text(record, "title"))
    record = record.named(title)
    stated = title_text(_content_text(record, "venue"))
    container = _container(record, stated)
    venue, published, issued = record.venue(container, _date(record))
    abstract = abstract_text(prose(_content(record, "abstract")), title)
    addresses = [_content_text(record, key) for key in ("html", "link", "url", "pdf")]
    absolute = [address for address in addresses if address.startswith("http")]
    return record.entry(
        title=title,
        abstract=abstract,
        type=_type(record, container, stated),
        authors=_authors(record),
        published=published,
        issued=issued,
        venue=venue,
        arxiv=record.arxiv(absolute),
        doi=record.doi("", absolute),
        url=f"{_FORUM}{record.text('forum')}" if record.text("forum") else "",
        keywords=_keywords(_content(record, "keywords")),
        links=other_links([a for a in (*absolute, _content_text(record, "code"))
                           if a.startswith("http")]),
    )  # fmt: skip


def _content(record: Record, name: str) -> Any:
    value = record.value("content", name)
    return value.get("value") if isinstance(value, dict) else value


def _content_text(record: Record, name: str) -> str:
    return text_value(_content(record, name))


def _authors(record: Record) -> Names:
    """The authors; `Anonymous` of a submission under review is no name."""
    names = texts_in(_content(record, "authors"))
    if any(name.lower().startswith("anonymous") for name in names):
        record.report("left-out", "warning", "the authors are anonymous in this answer")
        return Names()
    return record.names(names)


def _keywords(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return split_keywords(text_value(value))
    return tuple(dict.fromkeys(texts_in(value)))


def _container(record: Record, stated: str) -> str:
    """The venue that published the paper; empty if it is under review, withdrawn or rejected."""
    venue_id = _content_text(record, "venueid")
    if _UNPUBLISHED.search(stated) or _UNPUBLISHED.search(venue_id.replace("_", " ")):
        is_withdrawn = _WITHDRAWN.search(f"{stated} {venue_id}") is not None
        message = f"{(stated or venue_id)[:100]!r} is not a publication; the venue was left out"
        severity, code = ("warning", "withdrawn") if is_withdrawn else ("info", "left-out")
        record.report(code, severity, message)  # type: ignore[arg-type]
        return ""
    name = _PRESENTATION.sub("", _ACCEPTED_BY.sub("", stated))
    return "" if is_preprint_server(name) else name


def _date(record: Record) -> PartialDate | None:
    """The day on which the note became public or was accepted; else that of its creation."""
    days = {key: _day(record, key) for key in _DATE_KEYS}
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


def _type(record: Record, container: str, stated: str) -> PaperType | None:
    if container in _JOURNALS or any(container.startswith(f"{name} ") for name in _JOURNALS):
        return "article-journal"
    if container:
        return "paper-conference" if is_meeting(container) else None
    return "article" if stated or _content_text(record, "venueid") else None


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
