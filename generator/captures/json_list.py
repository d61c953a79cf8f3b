"""A JSON list of papers: objects with a title and whatever else is known of each.

[{"title": …, "arxiv": …, "authors": […], "published": "YYYY-MM-DD", "venue": …, …}]
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from generator.captures.base import (
    Line,
    Parsed,
    Request,
    classify,
    day_of,
    finding,
    links_of,
    unseen_finding,
)
from generator.markup import find_urls, is_safe_url
from generator.model import (
    LINK_KINDS,
    Entry,
    Finding,
    Link,
    Names,
    Organization,
    Origin,
    PartialDate,
)
from generator.names import arxiv_id, doi_name, one_line, paragraph
from generator.people import parse_names


class BadValueError(ValueError):
    """A value of the wrong shape; the message says what was expected."""


class JsonList:
    """Reader of JSON lists of papers."""

    name = "json"
    trust = 2  # looked up paper by paper, where a capture prints what a page happened to show

    def recognises(self, text: str) -> bool:
        """Whether the text opens like a JSON list or object."""
        return text.lstrip("\ufeff \t\r\n")[:1] in ("[", "{")

    def read(self, request: Request) -> Parsed:
        """Read the list; an object that is no paper is reported with its line."""
        try:
            data = json.loads(request.text.lstrip("\ufeff"))
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", 1)
            problem = getattr(error, "msg", "nested too deeply or a number out of range")
            message = f"this is no valid JSON: {problem}"
            return Parsed(findings=(finding("no-json", "error", message, request, line),))
        if not isinstance(data, list):
            message = 'expected a JSON list of papers: [{"title": …}, …]'
            return Parsed(findings=(finding("no-list", "error", message, request, 1),))
        return _read(data, request, self.name)


def _read(data: list[Any], request: Request, reader: str) -> Parsed:
    places = _places(request.text, len(data))
    entries: list[Entry] = []
    findings: list[Finding] = []
    lines: list[Line] = []
    for place, item in zip(places, data, strict=True):
        found = _problems(item, request, place)
        findings += found
        errors = [f.message for f in found if f.severity == "error"]
        if errors:
            lines.append(Line(number=place, kind="skipped", reason=errors[0]))
        else:
            lines.append(Line(number=place, kind="entry"))
            entries.append(_entry(item, request, place, reader))
    if not data:
        findings.append(finding("no-entries", "error", "the list is empty", request, 1))
    return Parsed(
        entries=tuple(entries), findings=tuple(findings), lines=tuple(lines),
        captured=day_of(request.captured),
    )  # fmt: skip


def _places(text: str, count: int) -> list[int]:
    """The line on which each item of the list starts."""
    decoder = json.JSONDecoder()
    offset = text.index("[") + 1
    places: list[int] = []
    line, last = 1, 0
    for _ in range(count):
        match = re.compile(r"[\s,]*").match(text, offset)
        offset = match.end() if match else offset
        line, last = line + text.count("\n", last, offset), offset
        places.append(line)
        offset = decoder.raw_decode(text, offset)[1]
    return places


def _problems(item: object, request: Request, line: int) -> list[Finding]:
    if not isinstance(item, dict):
        message = f"expected an object with a title, found {_excerpt(item)}"
        return [finding("no-paper", "error", message, request, line)]
    found: list[Finding] = []
    for key, value in item.items():
        if key not in _FIELDS:
            message = f"{key!r} is no field this reader knows; left out"
            found.append(finding("unknown-key", "warning", message, request, line))
            continue
        try:
            _FIELDS[key](value)
        except BadValueError as error:
            message = f"{key!r}: {error}, found {_excerpt(value)}"
            found.append(finding("wrong-type", "error", message, request, line))
        found += unseen_finding(value if isinstance(value, str) else "", request, line)
    if not isinstance(item.get("title"), str) or not one_line(item["title"]):
        found.append(finding("no-title", "error", "a paper needs a title", request, line))
    return found


def _excerpt(value: object) -> str:
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "an object"
    return json.dumps(value)[:40]


def _entry(item: Mapping[str, Any], request: Request, line: int, reader: str) -> Entry:
    values = {key: _FIELDS[key](value) for key, value in item.items() if key in _FIELDS}
    given = values.pop("links", None) or ()
    found = links_of(list(find_urls(values.get("abstract") or "")))
    links = (*given, *(link for link in found if link.url not in {g.url for g in given}))
    known = {key: value for key, value in values.items() if value is not None}
    return Entry(
        **known, links=links, reader=reader, captured=day_of(request.captured),
        origin=Origin(source=request.source, line=line),
    )  # fmt: skip


def _line(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadValueError("expected a text")
    return one_line(value)


def _arxiv(value: object) -> str | None:
    return None if value is None else arxiv_id(_line(value) or "")


def _doi(value: object) -> str | None:
    return None if value is None else doi_name(_line(value) or "")


def _prose(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadValueError("expected a text")
    return paragraph(value.splitlines())


def _people(value: object) -> Names | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise BadValueError("expected a list of names")
    return parse_names(name for name in map(one_line, value) if name)


def _date(value: object) -> PartialDate | None:
    if value is None:
        return None
    try:
        day = date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        raise BadValueError("expected a date, YYYY-MM-DD")
    return day_of(day)


def _count(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadValueError("expected a count")
    return value


def _links(value: object) -> tuple[Link, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise BadValueError("expected a list of links")
    return tuple(_link(item) for item in value)


def _link(item: object) -> Link:
    kind, url = "", item
    if isinstance(item, dict):
        kind, url = item.get("kind", ""), item.get("url")
    if not isinstance(url, str) or not is_safe_url(url):
        raise BadValueError("expected web addresses, or objects with kind and url")
    return Link(kind=kind if kind in LINK_KINDS else classify(url), url=url)


def _organization(value: object) -> Organization | None:
    if value is None:
        return None
    if isinstance(value, str) and one_line(value):
        return Organization(name=one_line(value))
    if isinstance(value, dict) and (name := _line(value.get("name"))):
        return Organization(name=name, handle=_line(value.get("handle")) or "")
    raise BadValueError("expected a name, or an object with handle and name")


_FIELDS: Mapping[str, Callable[[object], Any]] = {
    "title": _line,
    "abstract": _prose,
    "authors": _people,
    "author_count": _count,
    "organization": _organization,
    "published": _date,
    "comments": _count,
    "venue": _line,
    "arxiv": _arxiv,
    "doi": _doi,
    "category": _line,
    "links": _links,
    "note": _line,
}
