"""The region of a hand-written file that is generated: the lines between two markers."""

import re
from collections.abc import Iterator, Sequence

from generator.model.errors import UsageError
from generator.store.line_ends import main_line_end, with_line_ends

BEGIN, END = "<!-- reading-list:begin -->", "<!-- reading-list:end -->"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
# A marker, alone on its line: `<!-- reading-list:begin -->`.
_MARKER = re.compile(r"[ ]{0,3} <!--\s*reading-list:(begin|end)\s*-->\s*", re.VERBOSE)
# The first line of a block of code: three or more backticks or tildes.
_FENCE = re.compile(r"[ ]{0,3} (?P<fence> `{3,}(?=[^`]*$) | ~{3,} )", re.VERBOSE)


def replace_region(text: str, content: str, source: str) -> str:
    """A file's text with other content between its markers; all else is unchanged.

    The content gets the line ends of the file. Markers in blocks of code do not count.

    Args:
        text: the text of the file, with its own line ends.
        content: the new content of the region.
        source: how messages name the file.

    Raises:
        UsageError: a marker is missing or appears twice, or they are in the wrong order.
    """
    if text.startswith("\ufeff"):  # a byte order mark, which may be before the first marker
        return f"\ufeff{replace_region(text[1:], content, source)}"
    lines = _LINE.findall(text)
    begin, end = _find_markers(lines, source)
    content_lines = _LINE.findall(content)
    for number, _ in _markers(content_lines):
        line = content_lines[number - 1].strip()
        raise UsageError(f"{source}: the new content has a line {line!r}. Change the template")
    line_end = main_line_end(text)
    body = with_line_ends(f"\n{content.strip()}\n\n" if content.strip() else "", line_end)
    opening = with_line_ends(lines[begin - 1], line_end)
    return "".join((*lines[: begin - 1], opening, body, *lines[end - 1 :]))


def _find_markers(lines: Sequence[str], source: str) -> tuple[int, int]:
    """The numbers of the lines with the two markers."""
    found: dict[str, int] = {}
    for number, name in _markers(lines):
        if name in found:
            raise UsageError(
                f"{source}:{number}: the marker `{name}` is in line {found[name]} already. "
                "Remove one of them"
            )
        if name == END and BEGIN not in found:
            raise UsageError(f"{source}:{number}: `{END}` without `{BEGIN}` before it")
        found[name] = number
    if not found:
        raise UsageError(
            f"{source}:1: no markers. Write `{BEGIN}` and `{END}`, each on a line of its own, "
            "where the papers belong"
        )
    if END not in found:
        raise UsageError(f"{source}:{found[BEGIN]}: `{BEGIN}` without `{END}` on a line after it")
    return found[BEGIN], found[END]


def _markers(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The number and name of each line that is a marker outside of blocks of code."""
    fence = ""
    for number, line in enumerate(lines, start=1):
        stripped = line.strip()
        if fence:
            if stripped.startswith(fence) and not stripped.strip(fence[0]):
                fence = ""
        elif opening := _FENCE.match(line.rstrip("\r\n")):
            fence = opening["fence"]
        elif marker := _MARKER.fullmatch(line):
            yield number, BEGIN if marker[1] == "begin" else END
