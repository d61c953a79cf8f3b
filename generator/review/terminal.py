"""Styled text for a terminal: wrapped by cell width, without control sequences from the text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import click

from generator.text.characters import JOINERS, cell_width, escape_unprintable, visible_line

WIDTH_CELLS = 80


@dataclass(frozen=True, slots=True)
class Span:
    """A text, which may contain anything, with keyword arguments of `click.style`."""

    text: str
    style: Mapping[str, Any] = field(default_factory=dict)


def printable_line(text: str) -> str:
    """The text on one line, with escapes for control and invisible characters."""
    words = visible_line(text)
    if words.isprintable():  # the fast path for most texts
        return words
    return "".join(char if char in JOINERS else escape_unprintable(char) for char in words)


def wrap(spans: Iterable[Span], first: str = "", rest: str | None = None) -> str:
    """The spans as lines of at most `WIDTH_CELLS` cells; empty if they have no words.

    Spans are separated by a space. A word that is longer than a line stays whole, so that URLs can
    be copied, unless it has wide characters, whose scripts are written without spaces.

    Args:
        spans: the texts with their styles.
        first: the indentation of the first line.
        rest: the indentation of the other lines; as wide as `first` if None.
    """
    rest = " " * cell_width(first) if rest is None else rest
    width = WIDTH_CELLS - cell_width(first)
    words = [*_split_words(spans, min(width, WIDTH_CELLS - cell_width(rest)))]
    if not words:
        return ""
    lines: list[list[Span]] = [[]]
    left = width
    for word in words:
        size = cell_width(word.text)
        if lines[-1] and size + 1 > left:
            lines.append([])
            left = WIDTH_CELLS - cell_width(rest)
        left -= size + bool(lines[-1])
        lines[-1].append(word)
    starts = [first] + [rest] * len(lines)
    return "".join(
        f"{start}{_style_line(line)}".rstrip() + "\n"
        for start, line in zip(starts, lines, strict=False)
    )


def _split_words(spans: Iterable[Span], width: int) -> Iterator[Span]:
    for span in spans:
        for word in printable_line(span.text).split(" "):
            if word:
                yield from (Span(part, span.style) for part in _split_wide_word(word, width))


def _split_wide_word(word: str, width: int) -> Iterator[str]:
    if cell_width(word) <= width or cell_width(word) == len(word):
        yield word
        return
    part, size = "", 0
    for char in word:
        if size + cell_width(char) > width:
            yield part
            part, size = "", 0
        part += char
        size += cell_width(char)
    yield part


def _style_line(line: Iterable[Span]) -> str:
    """The words of a line, with one pair of escape sequences around each run of one style."""
    runs = ((s, " ".join(w.text for w in words)) for s, words in groupby(line, lambda w: w.style))
    return " ".join(click.style(text, **style) if style else text for style, text in runs)
