"""Line numbers of JSON values, which the standard library's parser does not report."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from json import JSONDecoder

_DECODER = JSONDecoder()
_BETWEEN = re.compile(r"[\s,]*")
_COLON = re.compile(r"\s*:\s*")


class ValuePlaces:
    """Line and column of each value in a JSON list. The text must be valid JSON."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._items = [start for _, start in _children(text, text.index("["))]

    def find(self, item: int, path: Sequence[str | int] = ()) -> tuple[int, int]:
        """Line and column (both from 1) of an item of the list, or of a value inside it.

        Args:
            item: the index of the item.
            path: keys and indices that lead to the value; missing ones are ignored.
        """
        start = self._items[item]
        for step in path:
            if self._text[start] not in "[{":
                break
            found = [at for name, at in _children(self._text, start) if name == step]
            if not found:
                break
            start = found[-1]  # for a repeated key the parser returns the last value
        line = bisect_right(self._lines, start)
        return line, start - self._lines[line - 1] + 1


def item_lines(text: str, count: int, keys: Sequence[str]) -> list[int]:
    """The line on which each item of a list starts; 1 for all if that is unclear.

    Args:
        text: JSON: a list, or an object with the list under one of the keys.
        count: how many items the list has.
        keys: possible names of the list.
    """
    named = "|".join(map(re.escape, keys))
    start = re.match(r"\s*\[", text) or re.search(rf'"(?:{named})"\s*:\s*\[', text)
    if start is None:
        return [1] * count
    at, lines = start.end(), list[int]()
    line, last = 1, 0
    try:
        for _ in range(count):
            at = _skip(_BETWEEN, text, at)
            line, last = line + text.count("\n", last, at), at
            lines.append(line)
            at = _DECODER.raw_decode(text, at)[1]
    except (ValueError, RecursionError):
        return [1] * count
    return lines


def value_lines(text: str, path: Sequence[str], count: int | None) -> list[int]:
    """The line of a value, or of each item of a list; 1 for all if that is unclear.

    Args:
        text: valid JSON.
        path: the keys that lead to the value or list.
        count: how many items the list has; None for the line of the value itself.
    """
    try:
        start = _skip(_BETWEEN, text, 0)
        for key in path:  # for a repeated key the parser returns the last value
            start = [at for name, at in _children(text, start) if name == key][-1]
        starts = [start] if count is None else [at for _, at in _children(text, start)]
    except (ValueError, RecursionError, IndexError):
        starts = []
    if len(starts) != (1 if count is None else count):
        return [1] * (1 if count is None else count)
    lines, line, last = list[int](), 1, 0
    for at in starts:
        line, last = line + text.count("\n", last, at), at
        lines.append(line)
    return lines


def _children(text: str, start: int) -> Iterator[tuple[str | int, int]]:
    """The keys or indices of an object or list, each with the index where its value starts."""
    is_object = text[start] == "{"
    index, at = 0, _skip(_BETWEEN, text, start + 1)
    while text[at] not in "]}":
        name: str | int = index
        if is_object:
            name, at = _DECODER.raw_decode(text, at)
            at = _skip(_COLON, text, at)
        yield name, at
        index += 1
        at = _skip(_BETWEEN, text, _DECODER.raw_decode(text, at)[1])


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
