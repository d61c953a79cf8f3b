"""The label of an island: a name in short lines, and their size."""

from dataclasses import dataclass
from unicodedata import east_asian_width

LINE_HEIGHT = 16  # for letters of size 13
_LETTER_WIDTH = 8  # an upper bound; East Asian letters are twice as wide
_MAX_LETTERS_PER_LINE = 17
_MAX_LINES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A name in lines, with its size in units of the drawing."""

    lines: tuple[str, ...]
    width: int
    line_height: int = LINE_HEIGHT

    @property
    def height(self) -> int:
        """The height of all lines."""
        return self.line_height * len(self.lines)


def make_label(name: str) -> Label:
    """The name wrapped at spaces, and truncated if it is too long."""
    lines = [""]
    for word in name.split():
        whole = f"{lines[-1]} {word}".strip()
        if lines[-1] and _width_in_letters(whole) > _MAX_LETTERS_PER_LINE:
            lines.append(_truncate_word(word))
        else:
            lines[-1] = _truncate_word(whole)
    if len(lines) > _MAX_LINES:
        lines = [*lines[: _MAX_LINES - 1], f"{lines[_MAX_LINES - 1]}\u2026"]
    kept = tuple(filter(None, lines))
    return Label(lines=kept, width=_LETTER_WIDTH * max(map(_width_in_letters, kept), default=0))


def _width_in_letters(text: str) -> int:
    """The width of a text; full-width East Asian characters count twice."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _truncate_word(word: str) -> str:
    """The word, truncated if it is longer than one and a half lines."""
    limit = _MAX_LETTERS_PER_LINE * 3 // 2
    return word if _width_in_letters(word) <= limit else f"{word[: limit // 2]}\u2026"
