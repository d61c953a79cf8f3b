"""Typefaces with fallback fonts: the width of a text, and the font of each character."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from itertools import groupby

from PIL import ImageFont

from generator.site.social_cards.types import Face

_UNASSIGNED_CHARACTER = (
    "\U0010ffff"  # no font has it, so it is drawn as the glyph for missing characters
)
_PROBE_SIZE = 24  # pixels
MAX_CACHED_WIDTHS = 50_000  # a few megabytes
_UNSUPPORTED_DIRECTIONS = {
    "R",
    "AL",
    "AN",
}  # right-to-left and joined scripts need shaping, which basic layout lacks
_OMITTED_CATEGORIES = {
    "Cc",
    "Cf",
    "Cs",
    "Co",
    "Cn",
    "Sk",
    "So",
}  # invisible characters, and pictures such as emoji
# Combining accents without a precomposed letter (as in x-hat), and variation selectors of emoji.
_OMITTED_MARKS = {*map(chr, range(0x300, 0x370)), "\ufe0e", "\ufe0f"}

Font = ImageFont.FreeTypeFont


class Typeface:
    """A font with fallback fonts, in order, for characters that it lacks."""

    def __init__(self, fonts: Sequence[bytes]) -> None:
        self._fonts = fonts
        self.font_at_size = cache(self._load_font)
        self._font_of = cache(self._find_font)
        self._width = lru_cache(MAX_CACHED_WIDTHS)(self._measure)
        self._missing = [
            _render_character(self.font_at_size(n, _PROBE_SIZE), _UNASSIGNED_CHARACTER)
            for n in range(len(fonts))
        ]

    def _load_font(self, number: int, size: int) -> Font:
        # Not Raqm, whose kerning differs between machines and which some lack.
        basic = ImageFont.Layout.BASIC
        return ImageFont.truetype(BytesIO(self._fonts[number]), size, layout_engine=basic)

    def _find_font(self, char: str) -> int | None:
        """The number of the first font that has the character."""
        if char == " ":
            return 0
        for number, missing in enumerate(self._missing):
            if _render_character(self.font_at_size(number, _PROBE_SIZE), char) != missing:
                return number
        return None

    def drawable(self, text: str) -> str | None:
        """The text with only characters that can be drawn; None if a letter would be lost.

        Invisible characters, pictures and loose accents are left out. Letters of another style (as
        in mathematics) become plain letters.
        """
        forms = [self._drawable_form(char) for char in unicodedata.normalize("NFC", text)]
        known = [form for form in forms if form is not None]
        return " ".join("".join(known).split()) if len(known) == len(forms) else None

    def _drawable_form(self, char: str) -> str | None:
        if char.isspace():
            return " "
        if unicodedata.bidirectional(char) in _UNSUPPORTED_DIRECTIONS:
            return None
        kind = unicodedata.category(char)
        if kind[0] != "M" and kind not in {"Cc", "Cf"}:
            for form in char, unicodedata.normalize("NFKC", char):
                if all(self._font_of(part) is not None for part in form):
                    return form
        return "" if kind in _OMITTED_CATEGORIES or char in _OMITTED_MARKS else None

    def width(self, text: str, size: int) -> float:
        """The width of a text in pixels, without kerning."""
        return self._width(text, size)

    def runs(self, text: str, size: int) -> Iterator[tuple[str, Font]]:
        """The text in runs of one font each."""
        for number, run in groupby(text, key=lambda char: self._font_of(char) or 0):
            yield "".join(run), self.font_at_size(number, size)

    def _measure(self, text: str, size: int) -> float:
        return sum(font.getlength(run) for run, font in self.runs(text, size))


@dataclass(frozen=True, kw_only=True, slots=True)
class Typefaces:
    """The typefaces of a card: serif for titles, sans for everything else."""

    serif: Typeface
    sans: Typeface

    def __getitem__(self, face: Face) -> Typeface:
        return self.serif if face == "serif" else self.sans


def _render_character(font: Font, char: str) -> tuple[tuple[int, int], bytes]:
    mask, _ = font.getmask2(char, "L")
    return mask.size, bytes(mask)
