"""A YAML list of papers: mappings with the fields of a JSON list, or one mapping."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.ingest.readers.base import Parsed, Request, cover_lines, finding, normalize_line_ends
from generator.ingest.readers.object_list import excerpt, read_objects
from generator.store.plain_data import PlainData, read_plain_data

# A list whose first item is a mapping, after comments.
_STARTS_LIST = re.compile(r"(?:\s*(?:\#[^\n]*|---[ ]*)?\n)*-[ ]+[A-Za-z_]+:(?:[ ]|\n)", re.VERBOSE)
_TITLE = re.compile(r"^[- ]\s*title:", re.MULTILINE)
_LISTS = ("papers", "entries", "items", "references", "publications")  # names of a list


class YamlList:
    """Reader of YAML lists of papers."""

    name = "yaml"
    trust = 2  # kept paper by paper, like a JSON list

    def recognises(self, text: str) -> bool:
        """Whether the text starts with a list of mappings that have titles."""
        start = "\n" + normalize_line_ends(text)
        return bool(_STARTS_LIST.match(start) and _TITLE.search(start))

    def read(self, request: Request) -> Parsed:
        """Read each mapping; syntax errors and aliases are findings with their places."""
        text = normalize_line_ends(request.text)
        data = read_plain_data(text, request.source)
        if data.value is None:
            errors = [each for each in data.findings if each.severity == "error"]
            empty = (
                [] if errors else [finding("no-entries", "error", "the file is empty", request, 1)]
            )
            return Parsed(findings=(*data.findings, *empty))
        items, path = _items(data.value)
        if items is None:
            message = f"expected a YAML list of papers, found {excerpt(data.value)}"
            return Parsed(
                findings=(*data.findings, finding("no-list", "error", message, request, 1))
            )
        if not items:
            return Parsed(
                findings=(finding("no-entries", "error", "the list is empty", request, 1),)
            )
        parsed = read_objects(items, request, self.name, _NodePlaces(data, path))
        return replace(
            parsed,
            findings=(*data.findings, *parsed.findings),
            lines=cover_lines(
                text, [replace(parsed.lines[0], number=1, kind="header"), *parsed.lines]
            ),
        )


@dataclass(frozen=True, slots=True)
class _NodePlaces:
    """The places of items; `path` leads to their list, and is None for a single paper."""

    data: PlainData
    path: tuple[str | int, ...] | None

    def find(self, item: int, path: Sequence[str | int] = ()) -> tuple[int, int | None]:
        """Line and column of an item, or of a value inside it."""
        steps = path if self.path is None else (*self.path, item, *path)
        origin = self.data.place(steps)
        return origin.line or 1, origin.column


def _items(value: object) -> tuple[list[object] | None, tuple[str | int, ...] | None]:
    """The items of a list, and where the list is; None if there is no list."""
    if isinstance(value, list):
        return value, ()
    if isinstance(value, dict):
        for name in _LISTS:
            if isinstance(value.get(name), list):
                return value[name], (name,)
        if "title" in value:
            return [value], None
    return None, None
