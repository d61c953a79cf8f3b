"""The types of social cards: their texts, and the parts of their pictures."""

from dataclasses import dataclass
from typing import Literal

WIDTH, HEIGHT = 1200, 630  # pixels, as Open Graph previews expect
SITE_PAGE = ""  # the key of the card for all pages without one of their own

Face = Literal["serif", "sans"]


@dataclass(frozen=True, kw_only=True, slots=True)
class SocialCard:
    """The texts of a card; empty texts are not shown.

    Attributes:
        page: the path of the page, or `SITE_PAGE`.
        path: the path of the picture.
        alt: the alternative text.
        site: the text at the top.
        ground: the colour of light pages, as `#rrggbb`.
        label: the topic or group above the title.
        hue: the colour number of the label, as on the map.
        title: the title.
        lead: the text below the title.
        people: the authors.
        facts: the last line.
        dots: papers to draw as dots: pairs of a colour number and a count.
    """

    page: str
    path: str
    alt: str
    site: str
    ground: str
    label: str = ""
    hue: int = 0
    title: str
    lead: str = ""
    people: str = ""
    facts: str = ""
    dots: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Ink:
    """The colour that something is drawn with, as `#rrggbb`."""

    colour: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TextLine:
    """A line of text; `x` is its left end, `y` its baseline, `size` the font size, in pixels."""

    text: str
    x: int
    y: int
    face: Face
    size: int
    ink: Ink


@dataclass(frozen=True, kw_only=True, slots=True)
class Dot:
    """A filled circle with its centre at (x, y)."""

    x: int
    y: int
    radius: int
    ink: Ink


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A hairline from (x, y) to the right, of a colour as `#rrggbb`."""

    x: int
    y: int
    width: int
    colour: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A card with all positions, on a ground as `#rrggbb`."""

    ground: str
    rule: Rule
    lines: tuple[TextLine, ...]
    dots: tuple[Dot, ...] = ()
