"""The label of an island: its name in short lines, and how much room they take."""

from dataclasses import dataclass
from unicodedata import east_asian_width

LINE = 16  # the height of a line, for letters of 13
_LETTER = 8  # the width of a letter, with room to spare; in some scripts it is twice as wide
_FULL = 17  # letters of a line
_MOST = 3  # lines


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A name in lines; `line` is the height of one."""

    lines: tuple[str, ...]
    width: int
    line: int = LINE

    @property
    def height(self) -> int:
        """The height of all lines."""
        return self.line * len(self.lines)


def label(name: str) -> Label:
    """A name broken at its blanks, and cut where it is too long."""
    lines = [""]
    for word in name.split():
        whole = f"{lines[-1]} {word}".strip()
        if lines[-1] and _letters(whole) > _FULL:
            lines.append(_cut(word))
        else:
            lines[-1] = _cut(whole)
    if len(lines) > _MOST:
        lines = [*lines[: _MOST - 1], f"{lines[_MOST - 1]}\u2026"]
    kept = tuple(filter(None, lines))
    return Label(lines=kept, width=_LETTER * max(map(_letters, kept), default=0))


def _letters(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _cut(word: str) -> str:
    """A word that is no longer than one and a half lines."""
    most = _FULL * 3 // 2
    return word if _letters(word) <= most else f"{word[: most // 2]}\u2026"
