"""JSON answers of public services: what their readers share.

A reader says where its service keeps the papers of an answer, and makes an entry of each. Line
numbers, findings, errors of the service and fields that are not kept are handled here.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.ingest.readers.base import (
    Parsed,
    Request,
    control_character_findings,
    cover_lines,
    normalize_line_ends,
    partial_date,
)
from generator.ingest.readers.bibtex_notes import Notes
from generator.ingest.readers.bibtex_values import BadValueError
from generator.ingest.readers.csl_values import text_value
from generator.ingest.readers.json_places import value_lines
from generator.ingest.readers.service_errors import service_error
from generator.ingest.readers.service_record import Record, SkippedItemError
from generator.model import Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The items of an answer. `path` leads to their list, or to the only item.

    `total` is the number of results that the service has, `start` the index of the first one here.
    Without items, `problem` says why; by default the service found nothing.
    """

    items: Sequence[Any] = ()
    path: tuple[str, ...] = ()
    is_list: bool = True
    total: int | None = None
    start: int = 0
    problem: str = ""

    def counted(self, total: object, start: object = 0) -> "Answer":
        """This answer with the number of all results, as the service states it."""
        numbers = [int(text) if text.isdecimal() else None for text in
                   (text_value(total)[:9], text_value(start)[:9])]  # fmt: skip
        return replace(self, total=numbers[0], start=numbers[1] or 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceReader:
    """Reader of the answers of one service.

    Attributes:
        name: the reader's name.
        service: the service's name, for people.
        trust: the priority of its facts.
        markers: every answer has one of these, so that other texts need not be parsed.
        find: the papers of a decoded answer; None if it is not one of this service.
        to_entry: makes an entry; raises `SkippedItemError` if an item is not a paper.
        read_fields: the paths of the fields that `to_entry` reads, such as `journal.name`; a
            path that ends in `.*` is an object that is read whole.
        how_to: how to get an answer.
    """

    name: str
    service: str
    trust: int
    markers: tuple[str, ...]
    find: Callable[[Any], Answer | None]
    to_entry: Callable[[Record], Entry]
    read_fields: frozenset[str]
    how_to: str

    def recognises(self, text: str) -> bool:
        """Whether the text is an answer of the service."""
        is_json = text.lstrip("\ufeff \t\r\n")[:1] in ("[", "{")
        if not is_json or not any(marker in text for marker in self.markers):
            return False
        try:
            return self.find(json.loads(text.lstrip("\ufeff"))) is not None
        except (ValueError, RecursionError):
            return False

    def read(self, request: Request) -> Parsed:
        """Read every item; one that cannot be read is reported with its number and line."""
        notes = Notes(request)
        text = normalize_line_ends(request.text)
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            return self._refuse_other_text(text, notes, error)
        answer = self.find(data)
        if answer is None or not answer.items:
            self._refuse_empty(data, answer, notes)
            return _parsed((), text, notes)
        count = len(answer.items) if answer.is_list else None
        lines = value_lines(text, answer.path, count)
        notes.mark(1, "header")
        self._report_partial(answer, lines[0], notes)
        read = (
            self._read_item(item, number, line, notes)
            for number, (item, line) in enumerate(zip(answer.items, lines, strict=True), start=1)
        )
        entries = tuple(entry for entry in read if entry)
        notes.summarise(entries)
        if not entries and not any(found.severity == "error" for found in notes.findings):
            message = f"no item of this answer of {self.service} is a paper"
            notes.report("no-entries", "error", message, lines[0])
        return _parsed(entries, text, notes)

    def _read_item(self, item: object, number: int, line: int, notes: Notes) -> Entry | None:
        values: Mapping[str, Any] = item if isinstance(item, dict) else {}
        record = Record(values=values, number=number, line=line, notes=notes, reader=self.name)
        try:
            entry = self._to_titled_entry(record, is_missing=item is None)
        except SkippedItemError as skipped:
            record.report(skipped.code, skipped.severity, str(skipped))
            notes.mark(line, "skipped", str(skipped))
            return None
        except BadValueError as error:
            record.report("no-such-day", "error", f"{error}; correct it")
            notes.mark(line, "skipped", str(error))
            return None
        notes.mark(line, "entry")
        shown = " ".join(_texts(values, self.read_fields))
        notes.findings += control_character_findings(shown, notes.request, line)
        notes.ignored.update(dict.fromkeys(unread_fields(values, self.read_fields), 1))
        return entry

    def _to_titled_entry(self, record: Record, *, is_missing: bool) -> Entry:
        if is_missing:
            message = f"{self.service} has nothing for this part of the request"
            raise SkippedItemError("no-paper", "warning", message)
        if not record.values:
            raise SkippedItemError("no-paper", "error", "expected an object with a paper")
        entry = self.to_entry(record)
        if not entry.title:
            raise SkippedItemError("no-title", "warning", "it has no title and was skipped")
        return entry

    def _refuse_other_text(self, text: str, notes: Notes, error: Exception) -> Parsed:
        problem = getattr(error, "msg", "nested too deeply or a number out of range")
        if text.lstrip().startswith("<"):
            problem = "it is a web page or XML, so the service may have refused the request"
        message = f"this is not valid JSON: {problem}. {self.how_to}"
        notes.report("no-json", "error", message, getattr(error, "lineno", 1))
        return Parsed(findings=tuple(notes.findings))

    def _refuse_empty(self, data: object, answer: Answer | None, notes: Notes) -> None:
        code, message = "no-entries", f"{self.service} found no paper for this request"
        if problem := service_error(data):
            code, message = "service-error", f"{self.service} answered with an error: {problem}"
        elif answer and answer.total and not answer.problem:
            message = (
                f"{self.service} has {answer.total} results for this request, none of them here"
            )
        elif answer is None or answer.problem:
            problem = answer.problem if answer else f"it has no papers of {self.service}"
            code = "no-capture"
            message = f"this answer cannot be read: {problem}. {self.how_to}"
        notes.report(code, "error", message, 1)
        notes.mark(1, "skipped", message)

    def _report_partial(self, answer: Answer, line: int, notes: Notes) -> None:
        end = answer.start + len(answer.items)
        if answer.total is not None and answer.total > end:
            message = (
                f"{self.service} has {answer.total} results for this request; this answer has "
                f"numbers {answer.start + 1} to {end}"
            )
            notes.report("partial-answer", "info", message, line)


def find_answer(
    data: object, paths: Sequence[tuple[str, ...]], is_item: Callable[[Any], bool]
) -> Answer | None:
    """The list at the first path that has an item, or the item there; None if there is none."""
    for path in paths:
        found: Any = data
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        if isinstance(found, list) and any(map(is_item, found)):
            return Answer(items=found, path=path)
        if isinstance(found, dict) and is_item(found):
            return Answer(items=[found], path=path, is_list=False)
    return None


def unread_fields(value: object, read: frozenset[str], path: str = "") -> Iterator[str]:
    """The paths of the non-empty fields of a value that are not read, or have another shape."""
    if isinstance(value, list):
        for item in value:
            yield from unread_fields(item, read, path)
    elif isinstance(value, dict):
        for name, part in value.items():
            inner = f"{path}.{name}" if path else name
            is_read = isinstance(part, dict) and f"{inner}.*" in read
            if part in (None, "", [], {}, False) or is_read:
                continue
            is_nested = isinstance(part, dict) or _has_object(part)
            if is_nested and any(other.startswith(f"{inner}.") for other in read):
                yield from unread_fields(part, read, inner)
            elif is_nested or isinstance(part, float) or inner not in read:
                yield inner
    elif path not in read and value not in (None, ""):
        yield path


def _has_object(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _texts(value: object, read: frozenset[str], path: str = "") -> Iterator[str]:
    """The texts of the fields that are read."""
    if isinstance(value, str):
        yield value if path in read else ""
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, read, path)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _texts(part, read, f"{path}.{name}" if path else name)


def _parsed(entries: tuple[Entry, ...], text: str, notes: Notes) -> Parsed:
    return Parsed(
        entries=entries,
        findings=tuple(notes.findings),
        captured=partial_date(notes.request.captured),
        lines=cover_lines(text, notes.marks),
    )
