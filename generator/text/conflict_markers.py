"""Unresolved merge conflicts: the marker lines that git leaves in a file."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from generator.model import Finding, Origin

CODE = "conflict-marker"
_LINE_END = re.compile("\r\n|\n|\r")
# Git writes markers at the start of a line, `<<<<<<< HEAD`; an editor may have indented them since.
_MARKER = re.compile(
    r"""
    (?P<indent>[ \t]*)
    (?P<sign> <{7} | \|{7} | >{7} )
    (?:[ ](?P<label>.*))? [ \t]*
    """,
    re.VERBOSE,
)
_DIVIDER = re.compile(r"={7}[ \t]*")
_BEGIN, _BASE = "<", "|"
_MAX_REPORTED = 100  # of one file
_MARKER_LINES = "the lines that begin with <<<<<<<, |||||||, ======= or >>>>>>>"


def conflict_findings(text: str, source: str) -> list[Finding]:
    """An error for each unresolved merge conflict and each leftover marker in a text.

    A line of `=======` alone does not count: it may underline a heading.
    """
    if not any(sign * 7 in text for sign in "<|>"):
        return []
    found = islice(_conflicts(text), _MAX_REPORTED)
    return [_finding(message, source, line, column) for message, line, column in found]


def divider_finding(text: str, source: str) -> Finding | None:
    """An error for a line of `=======`, for file formats where it has no other meaning."""
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if _DIVIDER.fullmatch(line):
            return _finding(_leftover_message(line), source, number, 1)
    return None


def _conflicts(text: str) -> Iterator[tuple[str, int, int]]:
    """Each conflict as message, line and column."""
    begun: tuple[str, int, int] | None = None
    lines = _LINE_END.split(text)
    for number, line in enumerate(lines, start=1):
        marker = _MARKER.fullmatch(line)
        if not marker:
            continue
        here = _leftover_message(line), number, len(marker["indent"]) + 1
        if marker["sign"][0] == _BEGIN:
            if begun:
                yield begun
            begun = here
        elif marker["sign"][0] == _BASE:
            if not begun and marker["label"]:
                yield here
        elif begun:
            _, begin, column = begun
            yield _conflict_message(lines, begin, number), begin, column
            begun = None
        else:
            yield here
    if begun:
        yield begun


def _conflict_message(lines: Sequence[str], begin: int, end: int) -> str:
    return (
        f"a merge conflict that is not resolved (lines {begin} to {end})"
        f"{_describe_halves(lines, begin, end)}: keep one of the versions, "
        f"and remove {_MARKER_LINES}"
    )


def _describe_halves(lines: Sequence[str], begin: int, end: int) -> str:
    """`; 'HEAD' is line 5, 'branch' is lines 7 to 8` of a conflict from marker to marker."""
    inside = range(begin + 1, end)
    dividers = [number for number in inside if _DIVIDER.fullmatch(lines[number - 1].strip())]
    if not dividers:
        return ""
    ends = [number for number in inside if _MARKER.fullmatch(lines[number - 1])]  # of a base
    ours = _describe_half(lines[begin - 1], "one half", begin + 1, min(*ends, *dividers, end) - 1)
    theirs = _describe_half(lines[end - 1], "the other half", dividers[-1] + 1, end - 1)
    return f"; {ours}, {theirs}"


def _describe_half(marker: str, name: str, first: int, last: int) -> str:
    found = _MARKER.fullmatch(marker)
    label = repr(found["label"][:40]) if found and found["label"] else name
    if last < first:
        return f"{label} has no lines"
    return f"{label} is lines {first} to {last}" if last > first else f"{label} is line {first}"


def _leftover_message(line: str) -> str:
    return (
        f"{line.strip()[:40]!r} is left of a merge conflict: keep one version of the lines "
        f"around it, and remove {_MARKER_LINES}"
    )


def _finding(message: str, source: str, line: int, column: int) -> Finding:
    origin = Origin(source=source, line=line, column=column)
    return Finding(code=CODE, severity="error", message=message, origin=origin)
