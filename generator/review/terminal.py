"""Words on lines of a terminal: styled, wrapped by the cells they take, and never obeyed."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import click

from generator.text.characters import printable, visible

WIDTH_CELLS = 80
_JOINERS = "\u200c\u200d"  # emoji and scripts need them, and terminals do not obey them


@dataclass(frozen=True, slots=True)
class Span:
    """A text with the keyword arguments of `click.style`; the text may hold anything."""

    text: str
    style: Mapping[str, Any] = field(default_factory=dict)


def safe(text: str) -> str:
    """The text on one line, with escapes for what a terminal would obey or hide."""
    words = " ".join(visible(text).split())
    if words.isprintable():  # most texts, and quick to tell
        return words
    return "".join(char if char in _JOINERS else printable(char) for char in words)


def cells(text: str) -> int:
    """How many cells of a terminal a text takes: two for each wide letter, none for accents."""
    return len(text) if text.isascii() else sum(_char_cells(char) for char in text)


def wrap(spans: Iterable[Span], first: str = "", rest: str | None = None) -> str:
    """The spans as lines of at most `WIDTH_CELLS`, nothing where they have no words.

    `first` begins the first line and `rest` the others.

    Spans are separated by a space. A word that is longer than a line stays whole, so that
    addresses can be copied, unless it has wide letters, whose scripts need no spaces.
    """
    rest = " " * cells(first) if rest is None else rest
    room = WIDTH_CELLS - cells(first)
    words = [*_words(spans, min(room, WIDTH_CELLS - cells(rest)))]
    if not words:
        return ""
    lines: list[list[Span]] = [[]]
    left = room
    for word in words:
        size = cells(word.text)
        if lines[-1] and size + 1 > left:
            lines.append([])
            left = WIDTH_CELLS - cells(rest)
        left -= size + bool(lines[-1])
        lines[-1].append(word)
    starts = [first] + [rest] * len(lines)
    return "".join(
        f"{start}{_styled(line)}".rstrip() + "\n"
        for start, line in zip(starts, lines, strict=False)
    )


def _char_cells(char: str) -> int:
    if unicodedata.combining(char) or char in _JOINERS:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _words(spans: Iterable[Span], room: int) -> Iterator[Span]:
    for span in spans:
        for word in safe(span.text).split(" "):
            if word:
                yield from (Span(part, span.style) for part in _parts(word, room))


def _parts(word: str, room: int) -> Iterator[str]:
    if cells(word) <= room or cells(word) == len(word):
        yield word
        return
    part, size = "", 0
    for char in word:
        if size + _char_cells(char) > room:
            yield part
            part, size = "", 0
        part += char
        size += _char_cells(char)
    yield part


def _styled(line: Iterable[Span]) -> str:
    """The words of a line, those of one style with one pair of escape sequences around them."""
    runs = ((s, " ".join(w.text for w in words)) for s, words in groupby(line, lambda w: w.style))
    return " ".join(click.style(text, **style) if style else text for style, text in runs)
