"""The site's colours on its cards: the theme's bar, the map's groups, the text."""

from collections.abc import Iterator, Mapping
from typing import Any

PAPER, TEXT, QUIET, WHITE = "#ffffff", "#212121", "#5c5c5c", "#ffffff"
# As in assets/style/map.css, where light pages have them: papers without a topic come first.
HUES = ("#5f6673", "#1f6fd0", "#c2410c", "#15803d", "#8b3fc4", "#0e7c86", "#be185d", "#85660c",
        "#4f5b1e")  # fmt: skip
# What Material for MkDocs makes of `primary` in the palette.
_PRIMARY = {
    "red": "#ef5552", "pink": "#e92063", "purple": "#ab47bd", "deep purple": "#7e56c2",
    "indigo": "#4051b5", "blue": "#2094f3", "light blue": "#02a6f2", "cyan": "#00bdd6",
    "teal": "#009485", "green": "#4cae4f", "light green": "#8bc34b", "lime": "#cbdc38",
    "yellow": "#ffec3d", "amber": "#ffc105", "orange": "#ffa724", "deep orange": "#ff6e42",
    "brown": "#795649", "grey": "#757575", "blue grey": "#546d78", "black": "#000000",
    "white": "#ffffff",
}  # fmt: skip


def primary(palette: object) -> str:
    """The colour of the theme's bar on light pages; Material's own where none is named."""
    named = (str(scheme.get("primary")).replace("-", " ") for scheme in _schemes(palette))
    return next((_PRIMARY[name] for name in named if name in _PRIMARY), _PRIMARY["indigo"])


def _schemes(palette: object) -> Iterator[Mapping[str, Any]]:
    for scheme in palette if isinstance(palette, list) else [palette]:
        if isinstance(scheme, dict):
            yield scheme


def on(ground: str) -> str:
    """White or dark, whichever is read better on a ground: white from a contrast of 3 on."""
    return WHITE if 1.05 / (_luminance(ground) + 0.05) >= 3 else TEXT  # noqa: PLR2004


def _luminance(colour: str) -> float:
    parts = (part / 255 for part in rgb(colour))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]  # noqa: PLR2004
    return sum(p * weight for p, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def rgb(colour: str) -> tuple[int, int, int]:
    """`#ff8000` as (255, 128, 0)."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue
