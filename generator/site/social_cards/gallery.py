"""Reads fonts from the templates, and caches drawn cards from one build to the next.

The cache is a folder that may be removed at any time. The name of a file has a checksum of all that
its picture depends on (the card, the fonts, the code, Pillow) and one of its content, which shows
whether it is damaged. Files that a build did not use are removed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import PIL

from generator.model.errors import ReadingListError
from generator.site import social_cards
from generator.site.resources import PACKAGE_TEMPLATES
from generator.site.social_cards import SocialCard, Typeface, Typefaces
from generator.site.social_cards.layout import drawable_card
from generator.store.files import find_symlink, read_regular_file, write_atomically

CACHE_FOLDER = Path(".cache") / "cards"
_SERIF_FONT, _SANS_FONT, _SYMBOL_FONT = (
    "SourceSerif4-SemiBold.ttf",
    "SourceSans3-Medium.ttf",
    "DejaVuSerif-Bold.ttf",
)
_PACKAGE_FONTS = {_SERIF_FONT, _SANS_FONT, _SYMBOL_FONT}
# A picture of the cache, or one that was not finished: `.name.0123456789abcdef.draft`.
_CACHE_FILE = re.compile(
    r"""
    [0-9a-f]{40}-[0-9a-f]{16}\.png
    | \..*\.[0-9a-f]{16}\.draft
    """,
    re.VERBOSE,
)
_FONT_SUFFIXES = {".ttf", ".otf", ".ttc"}


class Gallery:
    """The cards of a list whose titles can be drawn with the available fonts."""

    def __init__(self, root: Path, templates: Path, cards: Iterable[SocialCard]) -> None:
        self._cache = root / CACHE_FOLDER
        if link := find_symlink(self._cache, root):
            raise ReadingListError(f"{link} is a symbolic link, and the build writes and removes "
                                   "files in it. Remove the link")  # fmt: skip
        fonts = _read_fonts(templates)
        symbols = [data for name, data in fonts.items() if name not in {_SERIF_FONT, _SANS_FONT}]
        self._faces = Typefaces(
            serif=Typeface([fonts[_SERIF_FONT], *symbols]),
            sans=Typeface([fonts[_SANS_FONT], *symbols]),
        )
        self._checksum_of_inputs = _inputs_checksum(fonts)
        drawable = (drawable_card(card, self._faces) for card in cards)
        self.cards: Mapping[str, SocialCard] = {card.page: card for card in drawable if card}

    def card(self, page: str) -> SocialCard | None:
        """The card of a page: its own, or the card of the site."""
        return self.cards.get(page) or self.cards.get(social_cards.SITE_PAGE)

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """The path and PNG of each card, from the cache if it is there and undamaged."""
        names = _cached_names(self._cache)
        cached = {name.partition("-")[0]: name for name in names}
        used: set[str] = set()
        for card in self.cards.values():
            key = sha256(f"{self._checksum_of_inputs}{card!r}".encode()).hexdigest()[:40]
            name = cached.get(key, "")
            data = _read_intact(self._cache / name) if name else None
            if data is None:
                data = social_cards.draw_png(
                    social_cards.layout_card(card, self._faces), self._faces
                )
                name = f"{key}-{_checksum(data)}.png"
                _save(self._cache / name, data)
            used.add(name)
            yield card.path, data
        for name in names - used:
            with suppress(OSError):
                (self._cache / name).unlink()


def _read_fonts(templates: Path) -> Mapping[str, bytes]:
    """The package's fonts by name, then those of the list; equal names replace the package's."""
    found: dict[str, bytes] = {}
    for folder in (PACKAGE_TEMPLATES, templates):
        for path in sorted((folder / "fonts").glob("*.*")):
            if path.suffix in _FONT_SUFFIXES and (
                folder != PACKAGE_TEMPLATES or path.name in _PACKAGE_FONTS
            ):
                found[path.name] = _read_font(path)
    return found


def _read_font(path: Path) -> bytes:
    """The bytes of a font.

    Raises:
        ReadingListError: the file is not a readable font.
    """
    try:
        data = read_regular_file(path)
        Typeface([data])
    except OSError as error:
        raise ReadingListError(
            f"{path} is not a font that can be read. Replace or remove it"
        ) from error
    return data


def _inputs_checksum(fonts: Mapping[str, bytes]) -> str:
    """A checksum of what all pictures depend on: code, fonts, and Pillow's version."""
    code = sorted(Path(social_cards.__file__).parent.glob("*.py"))
    digest = sha256(PIL.__version__.encode())
    for part in (*(path.read_bytes() for path in code), *fonts.values()):
        digest.update(sha256(part).digest())
    return digest.hexdigest()


def _cached_names(folder: Path) -> set[str]:
    """The files of the cache, damaged ones and drafts of interrupted builds included."""
    try:
        return {path.name for path in folder.iterdir() if _CACHE_FILE.fullmatch(path.name)}
    except OSError:
        return set()


def _read_intact(path: Path) -> bytes | None:
    try:
        data = read_regular_file(path)
    except OSError:
        return None
    return data if path.stem.endswith(f"-{_checksum(data)}") else None


def _save(path: Path, data: bytes) -> None:
    """Write a picture if possible: a build without its cache is only slower."""
    with suppress(OSError):
        write_atomically(path, data, durable=False)


def _checksum(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]
