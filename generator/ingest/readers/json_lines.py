"""JSON Lines: one object a line, with the fields of a JSON list (https://jsonlines.org/)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from generator.ingest.readers.base import (
    LineRange,
    Parsed,
    Request,
    finding,
    normalize_line_ends,
)
from generator.ingest.readers.json_places import ValuePlaces
from generator.ingest.readers.object_list import read_objects
from generator.model import Finding, Origin

_LINES_TO_RECOGNISE = 2


class JsonLines:
    """Reader of files with one JSON object a line."""

    name = "jsonl"
    trust = 2  # kept paper by paper, like a JSON list

    def recognises(self, text: str) -> bool:
        """Whether the first two lines that are not blank are JSON objects."""
        lines = (line for line in text.removeprefix("\ufeff").splitlines() if line.strip())
        first = list(islice(lines, _LINES_TO_RECOGNISE))
        return len(first) == _LINES_TO_RECOGNISE and all(map(_is_object, first))

    def read(self, request: Request) -> Parsed:
        """Read each line; one that is not JSON is an error with its place."""
        objects: list[object] = []
        lines: list[tuple[int, str]] = []
        findings: list[Finding] = []
        skipped: list[LineRange] = []
        for number, line in enumerate(normalize_line_ends(request.text).split("\n"), start=1):
            if not line.strip():
                continue
            try:
                objects.append(json.loads(line))
            except (ValueError, RecursionError) as error:
                problem = getattr(error, "msg", "nested too deeply or a number out of range")
                origin = Origin(source=request.source, line=number,
                                column=getattr(error, "colno", None))  # fmt: skip
                message = f"this line is not valid JSON: {problem}"
                findings.append(
                    Finding(code="no-json", severity="error", message=message, origin=origin)
                )
                skipped.append(LineRange(number=number, kind="skipped", reason=message))
            else:
                lines.append((number, line))
        if not objects and not findings:
            findings.append(finding("no-entries", "error", "the file is empty", request, 1))
        parsed = read_objects(objects, request, self.name, _LinePlaces(lines))
        return replace(
            parsed,
            findings=(*findings, *parsed.findings),
            lines=tuple(sorted((*parsed.lines, *skipped), key=lambda each: each.number)),
        )


@dataclass(frozen=True, slots=True)
class _LinePlaces:
    """The lines of objects, with their texts."""

    lines: Sequence[tuple[int, str]]

    def find(self, item: int, path: Sequence[str | int] = ()) -> tuple[int, int | None]:
        """Line and column of an object, or of a value inside it."""
        number, line = self.lines[item]
        if not path:
            return number, len(line) - len(line.lstrip()) + 1
        _, column = ValuePlaces(f"[{line}]").find(0, path)
        return number, column - 1


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
