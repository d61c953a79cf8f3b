"""The colours of social cards: the theme's header bar, the groups of topics, the text."""

from collections.abc import Iterator, Mapping
from typing import Any

BACKGROUND, TEXT_COLOR, MUTED_COLOR, WHITE = "#ffffff", "#212121", "#5c5c5c", "#ffffff"
# The same as for light pages in assets/style/map.css; the first is for papers without a topic.
GROUP_COLORS = ("#5f6673", "#1f6fd0", "#c2410c", "#15803d", "#8b3fc4", "#0e7c86", "#be185d",
                "#85660c", "#4f5b1e")  # fmt: skip
# The colours that Material for MkDocs has for each `primary` of the palette.
_MATERIAL_PRIMARY_COLORS = {
    "red": "#ef5552", "pink": "#e92063", "purple": "#ab47bd", "deep purple": "#7e56c2",
    "indigo": "#4051b5", "blue": "#2094f3", "light blue": "#02a6f2", "cyan": "#00bdd6",
    "teal": "#009485", "green": "#4cae4f", "light green": "#8bc34b", "lime": "#cbdc38",
    "yellow": "#ffec3d", "amber": "#ffc105", "orange": "#ffa724", "deep orange": "#ff6e42",
    "brown": "#795649", "grey": "#757575", "blue grey": "#546d78", "black": "#000000",
    "white": "#ffffff",
}  # fmt: skip


def primary_color(palette: object) -> str:
    """The colour of the header bar on light pages, as `#rrggbb`; Material's default is indigo."""
    names = (str(scheme.get("primary")).replace("-", " ") for scheme in _schemes(palette))
    return next(
        (_MATERIAL_PRIMARY_COLORS[name] for name in names if name in _MATERIAL_PRIMARY_COLORS),
        _MATERIAL_PRIMARY_COLORS["indigo"],
    )


def _schemes(palette: object) -> Iterator[Mapping[str, Any]]:
    for scheme in palette if isinstance(palette, list) else [palette]:
        if isinstance(scheme, dict):
            yield scheme


def contrasting_text_color(background: str) -> str:
    """White, if its WCAG contrast ratio with the background is at least 3, otherwise dark."""
    contrast_ratio = 1.05 / (_relative_luminance(background) + 0.05)
    return WHITE if contrast_ratio >= 3 else TEXT_COLOR  # noqa: PLR2004


def _relative_luminance(colour: str) -> float:
    """The relative luminance as WCAG 2.1 defines it, from 0 to 1."""
    parts = (part / 255 for part in parse_hex_color(colour))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]  # noqa: PLR2004
    return sum(p * weight for p, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def parse_hex_color(colour: str) -> tuple[int, int, int]:
    """The red, green and blue of `#rrggbb`: `#ff8000` is (255, 128, 0)."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue
