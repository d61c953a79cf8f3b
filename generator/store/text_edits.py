"""Replace parts of a text; every other character stays."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Replace the characters from start to end."""

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[TextEdit], newline: str) -> str:
    r"""A text with its parts replaced; they must not overlap.

    Args:
        text: the text.
        edits: the replacements, whose line ends are `\n`.
        newline: the line end of the text.
    """
    # From the end, so that indices stay right. What is added where a part is removed stays.
    for edit in reversed(sorted(edits, key=lambda each: (each.start, each.end))):  # noqa: C413
        text = text[: edit.start] + edit.text.replace("\n", newline) + text[edit.end :]
    return text
