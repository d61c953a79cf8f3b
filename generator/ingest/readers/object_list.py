"""Objects with a title and further fields, from JSON, YAML or a table, to entries.

The fields are those of `json_values.FIELD_READERS`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from generator.ingest.readers.base import LineRange, Parsed, Request, links_of, partial_date
from generator.ingest.readers.json_values import (
    FIELD_READERS,
    BadValueError,
    arxiv_value,
    doi_value,
    unclear_names,
)
from generator.model import (
    Entry,
    Finding,
    Origin,
    Severity,
)
from generator.text.characters import invisible_characters, one_line
from generator.text.did_you_mean import did_you_mean
from generator.text.publications import move_year_to_issued
from generator.text.sanitize import find_urls, link_problem


class Places(Protocol):
    """Where the values of a list are."""

    def find(self, item: int, path: Sequence[str | int] = ()) -> tuple[int, int | None]:
        """Line and column (both from 1, if known) of an item, or of a value inside it.

        Args:
            item: the index of the item.
            path: keys and indices that lead to the value; missing ones are ignored.
        """


@dataclass(frozen=True, kw_only=True, slots=True)
class _Problem:
    """A problem with a value of an entry; `path` has the keys and indices that lead to it."""

    code: str
    severity: Severity
    message: str
    path: tuple[str | int, ...] = ()


def read_objects(data: Sequence[object], request: Request, reader: str, places: Places) -> Parsed:
    """Read each object as a paper; report those that are not, and values that are not kept.

    Returns:
        The entries, with one line range for each object.
    """
    entries: list[Entry] = []
    findings: list[Finding] = []
    lines: list[LineRange] = []
    unknown: dict[str, list[int]] = {}
    unsafe: list[str] = []
    for index, item in enumerate(data):
        values, problems = _read_values(item)
        found = [_entry_finding(problem, index, item, request, places) for problem in problems]
        findings += found
        line, _ = places.find(index)
        for key in item if isinstance(item, dict) else ():
            if key not in FIELD_READERS:
                unknown.setdefault(key, []).append(index)
        errors = [f.message for f in found if f.severity == "error"]
        if errors:
            lines.append(LineRange(number=line, kind="skipped", reason=errors[0]))
        else:
            lines.append(LineRange(number=line, kind="entry"))
            entries.append(_to_entry(values, request, line, reader))
            unsafe += (link.url for link in values.get("links", ()) if link_problem(link.url))
    findings += (_unknown_key_finding(key, at, request, places) for key, at in unknown.items())
    findings.sort(key=lambda each: (each.origin.line or 0, each.origin.column or 0))
    return Parsed(
        entries=tuple(entries), findings=tuple(findings), lines=tuple(lines),
        captured=partial_date(request.captured), reported_links=frozenset(unsafe),
    )  # fmt: skip


def _read_values(item: object) -> tuple[dict[str, Any], list[_Problem]]:
    """The values of an entry by field, and its problems."""
    if not isinstance(item, dict):
        message = f"expected an object with a title, found {excerpt(item)}"
        return {}, [_Problem(code="no-paper", severity="error", message=message)]
    values: dict[str, Any] = {}
    problems: list[_Problem] = []
    for key, value in item.items():
        if key not in FIELD_READERS or value is None:
            continue
        try:
            values[key] = FIELD_READERS[key](value)
        except BadValueError as error:
            message = f"{error}, found {excerpt(_value_at(value, error.path))}"
            problems.append(_Problem(code="wrong-type", severity="error", message=message,
                                     path=(key, *error.path)))  # fmt: skip
        if isinstance(value, str) and (unseen_ones := invisible_characters(value)):
            message = f"removed characters that cannot be shown: {', '.join(unseen_ones)}"
            problems.append(_Problem(code="control-character", severity="info", message=message,
                                     path=(key,)))  # fmt: skip
    for path, message in _invalid_values(item):
        problems.append(_Problem(code="left-out", severity="warning", message=message, path=path))
    problems += _unclear_names(item, values)
    if not values.get("title"):
        problems.append(
            _Problem(code="no-title", severity="error", message="a paper needs a title")
        )
    return values, problems


def _unclear_names(item: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[_Problem]:
    """Problems with names that had to be interpreted."""
    for key in ("author", "authors", "editors"):
        for index, code, message in unclear_names(item.get(key)) if key in values else ():
            severity: Severity = "warning" if code == "odd-name" else "info"
            yield _Problem(code=code, severity=severity, message=message, path=(key, index))


def _value_at(value: Any, path: Iterable[str | int]) -> object:
    for step in path:
        value = value.get(step) if isinstance(value, dict) else value[step]
    return value


def _invalid_values(item: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Path and message of each value that is left out of a paper that is kept."""
    for key, read, what in ("arxiv", arxiv_value, "arXiv id"), ("doi", doi_value, "DOI"):
        text = item.get(key)
        if isinstance(text, str) and text.strip() and not read(text):
            yield (key,), f"{text[:60]!r} is not a valid {what}; left out"
    links = item.get("links")
    for index, link in enumerate(links if isinstance(links, list) else ()):
        url = link.get("url") if isinstance(link, dict) else link
        if isinstance(url, str) and (flaw := link_problem(url)):
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


def _unknown_key_finding(
    key: str, entries: Sequence[int], request: Request, places: Places
) -> Finding:
    """One finding per unknown key, however many entries have it."""
    place = places.find(entries[0], (key,))
    where = f"entry {entries[0] + 1}"
    if len(entries) > 1:
        where = f"{len(entries)} entries, first in {where}"
    meant = did_you_mean(key, FIELD_READERS) if key else ""
    message = f"{key[:40]!r} is not a field that this reader knows{meant}; left out of {where}"
    return _finding("warning", message, request, place, code="unknown-key")


def _finding(
    severity: Severity, message: str, request: Request, place: tuple[int, int | None], *, code: str
) -> Finding:
    origin = Origin(source=request.source, line=place[0], column=place[1])
    return Finding(code=code, severity=severity, message=message, origin=origin)


def excerpt(value: object) -> str:
    """A value for a message, shortened."""
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "an object"
    return json.dumps(value, ensure_ascii=False)[:60]


def _to_entry(values: Mapping[str, Any], request: Request, line: int, reader: str) -> Entry:
    stated_links = values.get("links") or ()
    found = links_of(list(find_urls(values.get("abstract") or "")))
    links = (
        *stated_links,
        *(link for link in found if link.url not in {g.url for g in stated_links}),
    )
    same = ("year", "published"), ("tags", "keywords"), ("author", "authors")
    stated = {name: value for name, value in values.items() if name not in dict(same)}
    for other, name in same:
        if values.get(other) and not stated.get(name):
            stated[name] = values[other]
    entry = Entry(
        **{**stated, "links": links}, reader=reader, captured=partial_date(request.captured),
        origin=Origin(source=request.source, line=line),
    )  # fmt: skip
    return move_year_to_issued(entry)
