"""What a card says, and what stands where on its picture."""

from dataclasses import dataclass
from typing import Literal

WIDTH, HEIGHT = 1200, 630  # what sites that show previews ask for
SITE_PAGE = ""  # the page of the card that all pages without one of their own have

Face = Literal["serif", "sans"]


@dataclass(frozen=True, kw_only=True, slots=True)
class SocialCard:
    """What the card of one page says; empty means that there is nothing to say.

    `page` is the page's path, `alt` the card in few words. `hue` is the colour of the topic's group
    on the map; `dots` are papers to draw as points, as pairs of a hue and their number.
    """

    page: str
    path: str
    alt: str
    site: str
    primary: str
    label: str = ""
    hue: int = 0
    title: str
    lead: str = ""
    people: str = ""
    facts: str = ""
    dots: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Ink:
    """A colour on the ground that it is drawn on, both as `#rrggbb`."""

    colour: str
    ground: str = "#ffffff"


@dataclass(frozen=True, kw_only=True, slots=True)
class TextLine:
    """A line of text; `x` is where it starts, `y` its base line."""

    text: str
    x: int
    y: int
    face: Face
    size: int
    ink: Ink


@dataclass(frozen=True, kw_only=True, slots=True)
class Dot:
    """A filled circle round a point."""

    x: int
    y: int
    radius: int
    ink: Ink


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A card with everything in its place; the band at its top is `band` high."""

    band: int
    primary: str
    lines: tuple[TextLine, ...]
    dots: tuple[Dot, ...] = ()
