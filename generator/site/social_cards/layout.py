"""Where everything stands on a card."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from generator.site.social_cards.colors import HUES, QUIET, TEXT, on
from generator.site.social_cards.typefaces import Typefaces
from generator.site.social_cards.types import WIDTH, Card, Dot, Face, Ink, Line, Picture

BAND, MARGIN = 92, 80
ROOM = WIDTH - 2 * MARGIN
MOST_CHARACTERS = 400  # of a text; no title that is one needs more
_TITLE_SIZES = (76, 70, 64, 58, 52, 47, 42, 38, 34)
_LEADING = 116  # percent of the size, for titles
_LEAD = 32
_DOT_SIZES = (13, 11, 9, 7, 5, 4, 3)
_BOTTOM, _TOP = 574, 214  # the last base line, and where a title begins

Measure = Callable[[str, int], float]


def drawable(card: Card, faces: Typefaces) -> Card | None:
    """The card in characters that the typefaces have; None where they cannot write its title.

    What else they cannot write is left out.
    """
    title = faces.serif.drawable(_shortened(card.title))
    if not title:
        return None

    def rest(text: str) -> str:
        return faces.sans.drawable(_shortened(text)) or ""

    return replace(
        card, title=title, site=rest(card.site), label=rest(card.label), lead=rest(card.lead),
        people=rest(card.people), facts=rest(card.facts),
    )  # fmt: skip


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS] + "\u2026"


def placed(card: Card, faces: Typefaces) -> Picture:
    """A card's picture; of texts that are too long the beginning is shown."""
    setting = _Setting(card=card, faces=faces)
    lines, dots = [*setting.head()], [*setting.dots()]
    foot = [*setting.foot()]
    floor = min((line.y - line.size - 22 for line in foot), default=_BOTTOM)
    if dots:
        floor = min(floor, min(dot.y - dot.radius for dot in dots) - 40)
    body = [*setting.body(floor)]
    return Picture(
        band=BAND, primary=card.primary, lines=(*lines, *body, *foot), dots=(*setting.mark(), *dots)
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Setting:
    """A card being set, part by part."""

    card: Card
    faces: Typefaces

    def head(self) -> Iterator[Line]:
        """The site's name in the bar, the label below."""
        bar = Ink(colour=on(self.card.primary), ground=self.card.primary)
        yield from self._one(self.card.site, MARGIN, 58, 34, bar)
        left = MARGIN + 34 if self.card.label else MARGIN
        yield from self._one(self.card.label, left, 160, 30, Ink(colour=HUES[self.card.hue]))

    def mark(self) -> Iterator[Dot]:
        """The point before the label, as in the legend of the map."""
        if self.card.label:
            ink = Ink(colour=HUES[self.card.hue])
            yield Dot(x=MARGIN + 10, y=150, radius=10, ink=ink)

    def foot(self) -> Iterator[Line]:
        """Who wrote it, where and when; or how many there are."""
        if self.card.people:
            yield from self._one(self.card.people, MARGIN, _BOTTOM - 48, 34, Ink(colour=TEXT))
        yield from self._one(self.card.facts, MARGIN, _BOTTOM, 30, Ink(colour=QUIET))

    def dots(self) -> Iterator[Dot]:
        """A point a paper, as large as they fit into two rows; none where they do not."""
        total = sum(count for _, count in self.card.dots)
        colours = [HUES[hue] for hue, count in self.card.dots for _ in range(count)]
        for radius in _DOT_SIZES:
            step = radius * 3
            across = (ROOM + radius) // step
            rows = -(-total // across)
            if rows * step <= 3 * _DOT_SIZES[0] * 2:
                break
        else:
            return
        top = _BOTTOM - 30 - 26 - rows * step + radius
        for place, colour in enumerate(colours):
            row, column = divmod(place, across)
            x, y = MARGIN + radius + column * step, top + row * step
            yield Dot(x=x, y=y, radius=radius, ink=Ink(colour=colour))

    def body(self, floor: int) -> Iterator[Line]:
        """The title, as large as it fits, and what is said below it."""
        top = _TOP if self.card.label else _TOP - 50
        least = floor - (5 * _LEAD if self.card.lead else 0)
        lines, size = _title(self.card.title, least - top, self._measure("serif"))
        step = size * _LEADING // 100
        y = top + size * 3 // 4
        for text in lines:
            yield Line(text=text, x=MARGIN, y=y, face="serif", size=size, ink=Ink(colour=TEXT))
            y += step
        y += _LEAD * 3 // 4
        step = _LEAD * 140 // 100
        room = max(0, (floor - y) // step + 1) if self.card.lead else 0
        measure = self._measure("sans")
        lines = wrapped(self.card.lead, _LEAD, ROOM, measure)
        if len(lines) <= room:
            lines = balanced(lines, self.card.lead, _LEAD, measure)
        for text in cut(lines, room):
            yield Line(text=text, x=MARGIN, y=y, face="sans", size=_LEAD, ink=Ink(colour=QUIET))
            y += step

    def _one(self, text: str, x: int, y: int, size: int, ink: Ink) -> Iterator[Line]:
        lines = wrapped(text, size, WIDTH - MARGIN - x, self._measure("sans"))
        for shown in cut(lines, 1):
            yield Line(text=shown, x=x, y=y, face="sans", size=size, ink=ink)

    def _measure(self, face: Face) -> Measure:
        return self.faces[face].width


def _title(text: str, room: int, measure: Measure) -> tuple[Sequence[str], int]:
    """The lines of a title and their size: the largest that fits, else the smallest, cut."""
    for size in _TITLE_SIZES:
        lines = wrapped(text, size, ROOM, measure)
        whole = all(measure(word, size) <= ROOM for word in text.split())
        if len(lines) * size * _LEADING // 100 <= room and whole:
            return balanced(lines, text, size, measure), size
    most = max(1, room // (size * _LEADING // 100))
    return cut(wrapped(text, size, ROOM, measure), most), size


def balanced(lines: list[str], text: str, size: int, measure: Measure) -> list[str]:
    """As many lines, about equally long."""
    least, most = ROOM // 2, ROOM
    while most - least > size // 4:
        middle = (least + most) // 2
        narrow = wrapped(text, size, middle, measure)
        if len(narrow) == len(lines) and all(measure(line, size) <= middle for line in narrow):
            lines, most = narrow, middle
        else:
            least = middle
    return lines


def wrapped(text: str, size: int, room: int, measure: Measure) -> list[str]:
    """A text in lines no wider than the room; a word that is wider is broken."""
    lines: list[str] = []
    blank, used = measure(" ", size), 0.0
    for word in text.split():
        used += blank + measure(word, size)
        if lines and used <= room:
            lines[-1] += f" {word}"
        else:
            lines += _broken(word, size, room, measure)
            used = measure(lines[-1], size)
    return lines


def _broken(word: str, size: int, room: int, measure: Measure) -> Iterator[str]:
    while measure(word, size) > room and len(word) > 1:
        lengths = range(2, len(word))
        end = 1 + bisect_right(lengths, room, key=lambda end: ceil(measure(word[:end], size)))
        yield word[:end]
        word = word[end:]
    yield word


def cut(lines: Sequence[str], most: int) -> Sequence[str]:
    """The first lines; the last of them says that there were more."""
    if len(lines) <= most:
        return lines
    kept = list(lines[:most])
    if kept:
        shorter = kept[-1].rsplit(" ", 1)[0] if " " in kept[-1] else kept[-1][:-1]
        kept[-1] = shorter.rstrip(" ,;:.-\u2013\u2014(\u00b7") + "\u2026"
    return kept
