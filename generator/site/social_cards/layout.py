"""The layout of a card: the position and size of each text and dot, in pixels."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from generator.site.colors import GROUP_COLORS, mix
from generator.site.look import INK, LINE_PERCENT, QUIET
from generator.site.social_cards.typefaces import Typefaces
from generator.site.social_cards.types import (
    WIDTH,
    Dot,
    Face,
    Ink,
    Picture,
    Rule,
    SocialCard,
    TextLine,
)

HAIRLINE, MARGIN = 92, 80
TEXT_WIDTH = WIDTH - 2 * MARGIN
MAX_CHARACTERS = 400  # longer texts are truncated before they are measured
_TITLE_SIZES = (76, 70, 64, 58, 52, 47, 42, 38, 34)
_TITLE_LINE_PERCENT = 116  # of the font size
_LEAD_SIZE = 32
_DOT_SIZES = (13, 11, 9, 7, 5, 4, 3)
_LAST_BASELINE, _TITLE_TOP = 574, 214  # the baseline of the last line, and the top of a title

Measure = Callable[[str, int], float]


def drawable_card(card: SocialCard, faces: Typefaces) -> SocialCard | None:
    """The card with only characters that the typefaces can draw; None if its title has others.

    Other texts with such characters are left out.
    """
    title = faces.serif.drawable(_truncate(card.title))
    if not title:
        return None

    def filtered(text: str) -> str:
        return faces.sans.drawable(_truncate(text)) or ""

    return replace(
        card,
        title=title,
        site=filtered(card.site),
        label=filtered(card.label),
        lead=filtered(card.lead),
        people=filtered(card.people),
        facts=filtered(card.facts),
    )


def _truncate(text: str) -> str:
    return text if len(text) <= MAX_CHARACTERS else text[:MAX_CHARACTERS] + "\u2026"


def layout_card(card: SocialCard, faces: Typefaces) -> Picture:
    """The picture of a card; texts that are too long are truncated."""
    layout = _CardLayout(card=card, faces=faces)
    lines, dots = [*layout.head()], [*layout.dots()]
    foot = [*layout.foot()]
    floor = min((line.y - line.size - 22 for line in foot), default=_LAST_BASELINE)
    if dots:
        floor = min(floor, min(dot.y - dot.radius for dot in dots) - 40)
    body = [*layout.body(floor)]
    return Picture(
        ground=card.ground,
        rule=Rule(
            x=MARGIN, y=HAIRLINE, width=TEXT_WIDTH, colour=mix(card.ground, INK, LINE_PERCENT)
        ),
        lines=(*lines, *body, *foot),
        dots=(*layout.mark(), *dots),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _CardLayout:
    """The layout of one card, part by part."""

    card: SocialCard
    faces: Typefaces

    def head(self) -> Iterator[TextLine]:
        """The site's name above a hairline, and the label below."""
        yield from self._single_line(self.card.site, MARGIN, 64, 30, Ink(colour=INK))
        left = MARGIN + 34 if self.card.label else MARGIN
        yield from self._single_line(
            self.card.label, left, 160, 30, Ink(colour=GROUP_COLORS[self.card.hue])
        )

    def mark(self) -> Iterator[Dot]:
        """The dot before the label, as in the legend of the map."""
        if self.card.label:
            ink = Ink(colour=GROUP_COLORS[self.card.hue])
            yield Dot(x=MARGIN + 10, y=150, radius=10, ink=ink)

    def foot(self) -> Iterator[TextLine]:
        """Authors, venue and date; or the number of papers."""
        if self.card.people:
            yield from self._single_line(
                self.card.people, MARGIN, _LAST_BASELINE - 48, 34, Ink(colour=INK)
            )
        yield from self._single_line(self.card.facts, MARGIN, _LAST_BASELINE, 30, Ink(colour=QUIET))

    def dots(self) -> Iterator[Dot]:
        """One dot per paper, as large as possible in two rows; none if they do not fit."""
        total = sum(count for _, count in self.card.dots)
        colours = [GROUP_COLORS[hue] for hue, count in self.card.dots for _ in range(count)]
        for radius in _DOT_SIZES:
            step = radius * 3
            across = (TEXT_WIDTH + radius) // step
            rows = -(-total // across)
            if rows * step <= 3 * _DOT_SIZES[0] * 2:
                break
        else:
            return
        top = _LAST_BASELINE - 30 - 26 - rows * step + radius
        for place, colour in enumerate(colours):
            row, column = divmod(place, across)
            x, y = MARGIN + radius + column * step, top + row * step
            yield Dot(x=x, y=y, radius=radius, ink=Ink(colour=colour))

    def body(self, floor: int) -> Iterator[TextLine]:
        """The title, as large as it fits above `floor`, and the lead below it."""
        top = _TITLE_TOP if self.card.label else _TITLE_TOP - 50
        title_bottom = floor - (5 * _LEAD_SIZE if self.card.lead else 0)
        lines, size = _fit_title(self.card.title, title_bottom - top, self._measure("serif"))
        step = size * _TITLE_LINE_PERCENT // 100
        y = top + size * 3 // 4
        for text in lines:
            yield TextLine(text=text, x=MARGIN, y=y, face="serif", size=size, ink=Ink(colour=INK))
            y += step
        y += _LEAD_SIZE * 3 // 4
        step = _LEAD_SIZE * 140 // 100
        max_lines = max(0, (floor - y) // step + 1) if self.card.lead else 0
        measure = self._measure("sans")
        lines = wrap_text(self.card.lead, _LEAD_SIZE, TEXT_WIDTH, measure)
        if len(lines) <= max_lines:
            lines = balance_lines(lines, self.card.lead, _LEAD_SIZE, measure)
        for text in truncate_lines(lines, max_lines):
            yield TextLine(
                text=text, x=MARGIN, y=y, face="sans", size=_LEAD_SIZE, ink=Ink(colour=QUIET)
            )
            y += step

    def _single_line(self, text: str, x: int, y: int, size: int, ink: Ink) -> Iterator[TextLine]:
        lines = wrap_text(text, size, WIDTH - MARGIN - x, self._measure("sans"))
        for shown in truncate_lines(lines, 1):
            yield TextLine(text=shown, x=x, y=y, face="sans", size=size, ink=ink)

    def _measure(self, face: Face) -> Measure:
        return self.faces[face].width


def _fit_title(text: str, height: int, measure: Measure) -> tuple[Sequence[str], int]:
    """The lines of a title and the largest font size that fits; truncated at the smallest."""
    for size in _TITLE_SIZES:
        lines = wrap_text(text, size, TEXT_WIDTH, measure)
        no_word_broken = all(measure(word, size) <= TEXT_WIDTH for word in text.split())
        if len(lines) * size * _TITLE_LINE_PERCENT // 100 <= height and no_word_broken:
            return balance_lines(lines, text, size, measure), size
    max_lines = max(1, height // (size * _TITLE_LINE_PERCENT // 100))
    return truncate_lines(wrap_text(text, size, TEXT_WIDTH, measure), max_lines), size


def balance_lines(lines: list[str], text: str, size: int, measure: Measure) -> list[str]:
    """The same number of lines, about equally long."""
    low, high = TEXT_WIDTH // 2, TEXT_WIDTH
    while high - low > size // 4:
        middle = (low + high) // 2
        narrow = wrap_text(text, size, middle, measure)
        if len(narrow) == len(lines) and all(measure(line, size) <= middle for line in narrow):
            lines, high = narrow, middle
        else:
            low = middle
    return lines


def wrap_text(text: str, size: int, width: int, measure: Measure) -> list[str]:
    """The text in lines of at most `width` pixels; wider words are broken."""
    lines: list[str] = []
    space, used = measure(" ", size), 0.0
    for word in text.split():
        used += space + measure(word, size)
        if lines and used <= width:
            lines[-1] += f" {word}"
        else:
            lines += _break_word(word, size, width, measure)
            used = measure(lines[-1], size)
    return lines


def _break_word(word: str, size: int, width: int, measure: Measure) -> Iterator[str]:
    while measure(word, size) > width and len(word) > 1:
        lengths = range(2, len(word))
        end = 1 + bisect_right(lengths, width, key=lambda end: ceil(measure(word[:end], size)))
        yield word[:end]
        word = word[end:]
    yield word


def truncate_lines(lines: Sequence[str], max_lines: int) -> Sequence[str]:
    """The first lines; an ellipsis at the end shows that there were more."""
    if len(lines) <= max_lines:
        return lines
    kept = list(lines[:max_lines])
    if kept:
        shorter = kept[-1].rsplit(" ", 1)[0] if " " in kept[-1] else kept[-1][:-1]
        kept[-1] = shorter.rstrip(" ,;:.-\u2013\u2014(\u00b7") + "\u2026"
    return kept
