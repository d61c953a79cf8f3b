"""Line ends of files. Git and editors choose them, so every edit keeps them."""

import re
from collections import Counter

_LINE_END = re.compile("\r\n|\n|\r")


def main_line_end(text: str) -> str:
    r"""The line end that most lines of a text have; `\n` if there is a tie."""
    counts = Counter(_LINE_END.findall(text))
    return max(("\n", "\r\n", "\r"), key=lambda line_end: counts[line_end])


def has_mixed_line_ends(text: str) -> bool:
    """Whether lines of a text end in different ways."""
    return len(set(_LINE_END.findall(text))) > 1


def with_line_ends(text: str, line_end: str) -> str:
    """The text with every line ended in one way."""
    return _LINE_END.sub(line_end, text)
