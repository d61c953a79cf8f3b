"""Cards as files: typefaces read from the templates, pictures kept from one build to the next.

What is kept lies in a folder that may be removed at any time. A file there is named after all that
its picture depends on (what the card says, the typefaces, the code, Pillow) and after a checksum
of itself, so that a damaged one is not taken for whole. What a build did not use is removed.
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
_CACHE_FILE = re.compile(r"[0-9a-f]{40}-[0-9a-f]{16}\.png|\..*\.[0-9a-f]{16}\.draft")
_FONT_SUFFIXES = {".ttf", ".otf", ".ttc"}


class Gallery:
    """The cards of a list: those that can be written with the typefaces at hand."""

    def __init__(self, root: Path, templates: Path, said: Iterable[SocialCard]) -> None:
        self._kept = root / CACHE_FOLDER
        if link := find_symlink(self._kept, root):
            raise ReadingListError(f"{link} is a symbolic link, and pictures are kept in it and "
                                   "removed from it: remove the link")  # fmt: skip
        fonts = _read_fonts(templates)
        signs = [data for name, data in fonts.items() if name not in {_SERIF_FONT, _SANS_FONT}]
        self._faces = Typefaces(
            serif=Typeface([fonts[_SERIF_FONT], *signs]), sans=Typeface([fonts[_SANS_FONT], *signs])
        )
        self._made_with = _inputs_checksum(fonts)
        written = (drawable_card(card, self._faces) for card in said)
        self.cards: Mapping[str, SocialCard] = {card.page: card for card in written if card}

    def card(self, page: str) -> SocialCard | None:
        """The card of a page: its own, or the one that all others share."""
        return self.cards.get(page) or self.cards.get(social_cards.SITE_PAGE)

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of every card; drawn where no whole picture was kept."""
        names = _cached_names(self._kept)
        there = {name.partition("-")[0]: name for name in names}
        used: set[str] = set()
        for card in self.cards.values():
            key = sha256(f"{self._made_with}{card!r}".encode()).hexdigest()[:40]
            name = there.get(key, "")
            data = _read_intact(self._kept / name) if name else None
            if data is None:
                data = social_cards.draw_png(
                    social_cards.layout_card(card, self._faces), self._faces
                )
                name = f"{key}-{_checksum(data)}.png"
                _save(self._kept / name, data)
            used.add(name)
            yield card.path, data
        for name in names - used:
            with suppress(OSError):
                (self._kept / name).unlink()


def _read_fonts(templates: Path) -> Mapping[str, bytes]:
    """The package's fonts by name, then those of the list's own templates."""
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
        ReadingListError: the file is none.
    """
    try:
        data = read_regular_file(path)
        Typeface([data])
    except OSError as error:
        raise ReadingListError(f"{path}: no font that can be read") from error
    return data


def _inputs_checksum(fonts: Mapping[str, bytes]) -> str:
    """A checksum of everything but the card itself that a picture depends on."""
    code = sorted(Path(social_cards.__file__).parent.glob("*.py"))
    digest = sha256(PIL.__version__.encode())
    for part in (*(path.read_bytes() for path in code), *fonts.values()):
        digest.update(sha256(part).digest())
    return digest.hexdigest()


def _cached_names(folder: Path) -> set[str]:
    """Our own files of the folder: those kept, damaged ones, and drafts that a build left."""
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
    """Keep a picture where possible: a build without its cache is only slower."""
    with suppress(OSError):
        write_atomically(path, data, durable=False)


def _checksum(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]
