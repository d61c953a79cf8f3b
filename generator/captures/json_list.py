"""A JSON list of papers: objects with a title and whatever else is known of each.

[{"title": …, "arxiv": …, "authors": […], "published": "YYYY-MM-DD", "venue": …, …}]
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from generator.captures.base import (
    Line,
    Parsed,
    Request,
    classify,
    day_of,
    finding,
    links_of,
)
from generator.captures.identity import arxiv_of, doi_of
from generator.captures.json_places import Places
from generator.dates import parse_date
from generator.markup import find_urls, link_flaw
from generator.model import (
    LINK_KINDS,
    Entry,
    Finding,
    Link,
    Names,
    Organization,
    Origin,
    PartialDate,
    Severity,
)
from generator.names import DOI, did_you_mean, doi_name, one_line, paragraph, plural, unseen
from generator.people import parse_names

_WITH_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}")


class BadValueError(ValueError):
    """A value of the wrong shape; the message says what was expected, `path` where inside it."""

    def __init__(self, message: str, *path: str | int) -> None:
        self.path = path
        super().__init__(message)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Problem:
    """What is wrong with a value of an entry, and the keys and indices that lead to it."""

    code: str
    severity: Severity
    message: str
    path: tuple[str | int, ...] = ()


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
            place = getattr(error, "lineno", 1), getattr(error, "colno", None)
            problem = getattr(error, "msg", "nested too deeply or a number out of range")
            message = f"this is not valid JSON: {problem}"
            return Parsed(findings=(_finding("error", message, request, place, code="no-json"),))
        if not isinstance(data, list):
            message = 'expected a JSON list of papers: [{"title": …}, …]'
            return Parsed(findings=(finding("no-list", "error", message, request, 1),))
        return _read(data, request, self.name)


def _read(data: list[Any], request: Request, reader: str) -> Parsed:
    places = Places(request.text)
    entries: list[Entry] = []
    findings: list[Finding] = []
    lines: list[Line] = []
    unknown: dict[str, list[int]] = {}
    for index, item in enumerate(data):
        values, problems = _values(item)
        found = [_entry_finding(problem, index, item, request, places) for problem in problems]
        findings += found
        line, _ = places.find(index)
        for key in item if isinstance(item, dict) else ():
            if key not in _FIELDS:
                unknown.setdefault(key, []).append(index)
        errors = [f.message for f in found if f.severity == "error"]
        if errors:
            lines.append(Line(number=line, kind="skipped", reason=errors[0]))
        else:
            lines.append(Line(number=line, kind="entry"))
            entries.append(_entry(values, request, line, reader))
    findings += (_unknown(key, at, request, places) for key, at in unknown.items())
    findings.sort(key=lambda each: (each.origin.line or 0, each.origin.column or 0))
    if not data:
        findings.append(finding("no-entries", "error", "the list is empty", request, 1))
    return Parsed(
        entries=tuple(entries), findings=tuple(findings), lines=tuple(lines),
        captured=day_of(request.captured),
    )  # fmt: skip


def _values(item: object) -> tuple[dict[str, Any], list[_Problem]]:
    """The values of an entry by field, and everything that is wrong with it."""
    if not isinstance(item, dict):
        message = f"expected an object with a title, found {_excerpt(item)}"
        return {}, [_Problem(code="no-paper", severity="error", message=message)]
    values: dict[str, Any] = {}
    problems: list[_Problem] = []
    for key, value in item.items():
        if key not in _FIELDS or value is None:
            continue
        try:
            values[key] = _FIELDS[key](value)
        except BadValueError as error:
            message = f"{error}, found {_excerpt(_inner(value, error.path))}"
            problems.append(_Problem(code="wrong-type", severity="error", message=message,
                                     path=(key, *error.path)))  # fmt: skip
        if isinstance(value, str) and (unseen_ones := unseen(value)):
            message = f"removed characters that cannot be shown: {', '.join(unseen_ones)}"
            problems.append(_Problem(code="control-character", severity="info", message=message,
                                     path=(key,)))  # fmt: skip
    for path, message in _left_out(item):
        problems.append(_Problem(code="left-out", severity="warning", message=message, path=path))
    if not isinstance(item.get("title"), str) or not one_line(item["title"]):
        message = "a paper needs a title"
        problems.append(_Problem(code="no-title", severity="error", message=message))
    return values, problems


def _inner(value: Any, path: Iterable[str | int]) -> object:
    for step in path:
        value = value.get(step) if isinstance(value, dict) else value[step]
    return value


def _left_out(item: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Values that cannot be what their field asks for, by their path; the paper is kept."""
    for key, read, what in ("arxiv", _arxiv, "arXiv id"), ("doi", _doi, "DOI"):
        text = item.get(key)
        if isinstance(text, str) and text.strip() and not read(text):
            yield (key,), f"{text[:60]!r} is not a valid {what}; left out"
    links = item.get("links")
    for index, link in enumerate(links if isinstance(links, list) else ()):
        url = link.get("url") if isinstance(link, dict) else link
        if isinstance(url, str) and (flaw := link_flaw(url)):
            path = ("links", index, "url") if isinstance(link, dict) else ("links", index)
            yield path, f"{url[:100]!r} was left out: it {flaw}"


def _entry_finding(
    problem: _Problem, index: int, item: object, request: Request, places: Places
) -> Finding:
    place = places.find(index, problem.path)
    title = item.get("title") if isinstance(item, dict) else None
    named = f" {one_line(title)[:80]!r}" if isinstance(title, str) and one_line(title) else ""
    field = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in problem.path)
    parts = (f"entry {index + 1}{named}", field.removeprefix("."), problem.message)
    message = ": ".join(filter(None, parts))
    return _finding(problem.severity, message, request, place, code=problem.code)


def _unknown(key: str, entries: Sequence[int], request: Request, places: Places) -> Finding:
    """One finding for a key that is not known, however many entries have it."""
    place = places.find(entries[0], (key,))
    where = f"entry {entries[0] + 1}"
    if len(entries) > 1:
        where = f"{plural(len(entries), 'entry').replace('entrys', 'entries')}, first in {where}"
    meant = did_you_mean(key, _FIELDS) if key else ""
    message = f"{key[:40]!r} is not a field that this reader knows{meant}; left out of {where}"
    return _finding("warning", message, request, place, code="unknown-key")


def _finding(
    severity: Severity, message: str, request: Request, place: tuple[int, int | None], *, code: str
) -> Finding:
    origin = Origin(source=request.source, line=place[0], column=place[1])
    return Finding(code=code, severity=severity, message=message, origin=origin)


def _excerpt(value: object) -> str:
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "an object"
    return json.dumps(value, ensure_ascii=False)[:60]


def _entry(values: Mapping[str, Any], request: Request, line: int, reader: str) -> Entry:
    given = values.get("links") or ()
    found = links_of(list(find_urls(values.get("abstract") or "")))
    links = (*given, *(link for link in found if link.url not in {g.url for g in given}))
    return Entry(
        **{**values, "links": links}, reader=reader, captured=day_of(request.captured),
        origin=Origin(source=request.source, line=line),
    )  # fmt: skip


def _line(value: object) -> str:
    if not isinstance(value, str):
        raise BadValueError("expected a text")
    return one_line(value)


def _arxiv(value: object) -> str:
    return arxiv_of(_line(value))


def _doi(value: object) -> str:
    found = doi_name(_line(value))
    return found if DOI.fullmatch(found) else doi_of(found)


def _prose(value: object) -> str:
    if not isinstance(value, str):
        raise BadValueError("expected a text")
    return paragraph(value.splitlines())


def _people(value: object) -> Names:
    if not isinstance(value, list):
        raise BadValueError('expected a list with one text a name, such as ["Jane Doe", "Al Poe"]')
    for index, name in enumerate(value):
        if not isinstance(name, str):
            raise BadValueError("expected a name", index)
    return parse_names(name for name in map(one_line, value) if name)


def _date(value: object) -> PartialDate:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str):
        if found := parse_date(text):
            return found
        with suppress(ValueError):  # a date with a time; the day is taken as it is written
            if _WITH_TIME.match(text):
                return PartialDate.of(datetime.fromisoformat(text).date())
    raise BadValueError("expected a date: YYYY-MM-DD, YYYY-MM or YYYY")


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadValueError("expected a count")
    return value


def _links(value: object) -> tuple[Link, ...]:
    """The links of a list, without those that lead nowhere (see `_left_out`)."""
    if not isinstance(value, list):
        raise BadValueError("expected a list of links")
    found: list[Link] = []
    for index, item in enumerate(value):
        kind, url = (item.get("kind"), item.get("url")) if isinstance(item, dict) else ("", item)
        if not isinstance(url, str):
            raise BadValueError("expected a web address, or an object with kind and url", index)
        if not link_flaw(url):
            is_known = isinstance(kind, str) and kind in LINK_KINDS
            found.append(Link(kind=str(kind) if is_known else classify(url), url=url))
    return tuple(found)


def _organization(value: object) -> Organization:
    if isinstance(value, str) and one_line(value):
        return Organization(name=one_line(value))
    if isinstance(value, dict) and isinstance(value.get("name"), str) and one_line(value["name"]):
        handle = value.get("handle")
        if handle is not None and not isinstance(handle, str):
            raise BadValueError("expected a text", "handle")
        return Organization(name=one_line(value["name"]), handle=one_line(handle or ""))
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
