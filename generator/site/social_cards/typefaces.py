"""Typefaces out of bytes: how wide a text is, and which font draws which of its characters."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from itertools import groupby

from PIL import ImageFont

from generator.site.social_cards.types import Face

_UNASSIGNED_CHARACTER = (
    "\U0010ffff"  # no font has it: what is drawn in its place is the sign for "missing"
)
_PROBE_SIZE = 24
MAX_CACHED_WIDTHS = 50_000  # whose widths are remembered, a few megabytes
_UNSUPPORTED_DIRECTIONS = {
    "R",
    "AL",
    "AN",
}  # right to left, and joined: drawn letter by letter they are wrong
_OMITTED_CATEGORIES = {
    "Cc",
    "Cf",
    "Cs",
    "Co",
    "Cn",
    "Sk",
    "So",
}  # unseen ones, and pictures such as emoji
# Accents on letters that do not exist with them (as in x-hat), and how an emoji is to be drawn.
_OMITTED_MARKS = {*map(chr, range(0x300, 0x370)), "\ufe0e", "\ufe0f"}

Font = ImageFont.FreeTypeFont


class Typeface:
    """A font and those that stand in, in order, for characters that it lacks."""

    def __init__(self, fonts: Sequence[bytes]) -> None:
        self._fonts = fonts
        self.sized = cache(self._sized)
        self._font_of = cache(self._find)
        self._width = lru_cache(MAX_CACHED_WIDTHS)(self._measured)
        self._missing = [
            _render_character(self.sized(n, _PROBE_SIZE), _UNASSIGNED_CHARACTER)
            for n in range(len(fonts))
        ]

    def _sized(self, number: int, size: int) -> Font:
        # Not Raqm, which sets letters closer on some machines and is not there on others.
        basic = ImageFont.Layout.BASIC
        return ImageFont.truetype(BytesIO(self._fonts[number]), size, layout_engine=basic)

    def _find(self, char: str) -> int | None:
        """The first font that draws the character as anything but "missing"."""
        if char == " ":
            return 0
        for number, missing in enumerate(self._missing):
            if _render_character(self.sized(number, _PROBE_SIZE), char) != missing:
                return number
        return None

    def drawable(self, text: str) -> str | None:
        """The text in characters that can be drawn; None where what it says would be lost.

        Unseen characters, pictures and loose accents are left out, letters of another style (as
        in mathematics) become plain ones. Nothing is drawn as an empty box.
        """
        pieces = [self._piece(char) for char in unicodedata.normalize("NFC", text)]
        known = [piece for piece in pieces if piece is not None]
        return " ".join("".join(known).split()) if len(known) == len(pieces) else None

    def _piece(self, char: str) -> str | None:
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
        """How wide a text is, in pixels; letters have the same width beside any other."""
        return self._width(text, size)

    def runs(self, text: str, size: int) -> Iterator[tuple[str, Font]]:
        """The text cut where the font changes."""
        for number, run in groupby(text, key=lambda char: self._font_of(char) or 0):
            yield "".join(run), self.sized(number, size)

    def _measured(self, text: str, size: int) -> float:
        return sum(font.getlength(run) for run, font in self.runs(text, size))


@dataclass(frozen=True, kw_only=True, slots=True)
class Typefaces:
    """The two of a card: one for titles, one for all else."""

    serif: Typeface
    sans: Typeface

    def __getitem__(self, face: Face) -> Typeface:
        return self.serif if face == "serif" else self.sans


def _render_character(font: Font, char: str) -> tuple[tuple[int, int], bytes]:
    mask, _ = font.getmask2(char, "L")
    return mask.size, bytes(mask)
