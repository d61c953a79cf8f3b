"""Colours as `#rrggbb`: of groups and of the theme, their WCAG contrast, the nearest readable."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

HEX_COLOR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
MIN_TEXT_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3, for text of any size
# The same as for light pages in assets/style/hues.css; the first is for papers without a topic.
GROUP_COLORS = ("#5f6673", "#1f6fd0", "#c2410c", "#15803d", "#8b3fc4", "#0e7c86", "#be185d",
                "#85660c", "#4f5b1e")  # fmt: skip
# The colours that Material for MkDocs has for each `primary` of the palette.
_MATERIAL_COLORS = {
    "red": "#ef5552", "pink": "#e92063", "purple": "#ab47bd", "deep purple": "#7e56c2",
    "blue": "#2094f3", "light blue": "#02a6f2", "cyan": "#00bdd6",
    "teal": "#009485", "green": "#4cae4f", "light green": "#8bc34b", "lime": "#cbdc38",
    "yellow": "#ffec3d", "amber": "#ffc105", "orange": "#ffa724", "deep orange": "#ff6e42",
    "brown": "#795649", "grey": "#757575", "blue grey": "#546d78",
}  # fmt: skip
_STEPS = 50  # of a mix with black or white, from none to all


def parse_hex_color(colour: str) -> tuple[int, int, int]:
    """The red, green and blue of `#rrggbb`: `#ff8000` is (255, 128, 0)."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def relative_luminance(colour: str) -> float:
    """The relative luminance as WCAG 2.1 defines it, from 0 to 1."""
    parts = (part / 255 for part in parse_hex_color(colour))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]  # noqa: PLR2004
    return sum(p * weight for p, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast_ratio(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((relative_luminance(one), relative_luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, other: str, percent: int) -> str:
    """A colour with some percent of another one."""
    pairs = zip(parse_hex_color(colour), parse_hex_color(other), strict=True)
    return "#" + "".join(f"{(a * (100 - percent) + b * percent + 50) // 100:02x}" for a, b in pairs)


def readable(colour: str, ground: str, ratio: float = MIN_TEXT_CONTRAST) -> str:
    """The colour, mixed with black or white until texts in it can be read on the ground."""
    end = "#000000" if relative_luminance(ground) > 0.18 else "#ffffff"  # noqa: PLR2004 - both contrast alike
    mixed = (mix(colour, end, 100 * step // _STEPS) for step in range(_STEPS + 1))
    return next((found for found in mixed if contrast_ratio(found, ground) >= ratio), end)


def palette_color(palette: object) -> str:
    """The colour that the palette names as `primary`, as `#rrggbb`.

    Empty for indigo, which is Material's default, for black and white, and for any other name.
    """
    names = (str(scheme.get("primary")).replace("-", " ") for scheme in _schemes(palette))
    return next((_MATERIAL_COLORS[name] for name in names if name in _MATERIAL_COLORS), "")


def _schemes(palette: object) -> Iterator[Mapping[str, Any]]:
    for scheme in palette if isinstance(palette, list) else [palette]:
        if isinstance(scheme, dict):
            yield scheme
