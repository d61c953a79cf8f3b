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
from generator.site.resources import OWN_TEMPLATES
from generator.site.social_cards import Card, Typeface, Typefaces
from generator.site.social_cards.layout import drawable
from generator.store.files import find_symlink, read_regular_file, write_atomically

KEPT = Path(".cache") / "cards"
_SERIF, _SANS, _SIGNS = (
    "SourceSerif4-SemiBold.ttf",
    "SourceSans3-Medium.ttf",
    "DejaVuSerif-Bold.ttf",
)
_OURS = {_SERIF, _SANS, _SIGNS}
_OURS_BY_NAME = re.compile(r"[0-9a-f]{40}-[0-9a-f]{16}\.png|\..*\.[0-9a-f]{16}\.draft")
_FONTS = {".ttf", ".otf", ".ttc"}


class Gallery:
    """The cards of a list: those that can be written with the typefaces at hand."""

    def __init__(self, root: Path, templates: Path, said: Iterable[Card]) -> None:
        self._kept = root / KEPT
        if link := find_symlink(self._kept, root):
            raise ReadingListError(f"{link} is a symbolic link, and pictures are kept in it and "
                                   "removed from it: remove the link")  # fmt: skip
        fonts = _fonts(templates)
        signs = [data for name, data in fonts.items() if name not in {_SERIF, _SANS}]
        self._faces = Typefaces(
            serif=Typeface([fonts[_SERIF], *signs]), sans=Typeface([fonts[_SANS], *signs])
        )
        self._made_with = _made_with(fonts)
        written = (drawable(card, self._faces) for card in said)
        self.cards: Mapping[str, Card] = {card.page: card for card in written if card}

    def card(self, page: str) -> Card | None:
        """The card of a page: its own, or the one that all others share."""
        return self.cards.get(page) or self.cards.get(social_cards.SITE)

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of every card; drawn where no whole picture was kept."""
        names = _names(self._kept)
        there = {name.partition("-")[0]: name for name in names}
        used: set[str] = set()
        for card in self.cards.values():
            key = sha256(f"{self._made_with}{card!r}".encode()).hexdigest()[:40]
            name = there.get(key, "")
            data = _whole(self._kept / name) if name else None
            if data is None:
                data = social_cards.drawn(social_cards.placed(card, self._faces), self._faces)
                name = f"{key}-{_checksum(data)}.png"
                _keep(self._kept / name, data)
            used.add(name)
            yield card.path, data
        for name in names - used:
            with suppress(OSError):
                (self._kept / name).unlink()


def _fonts(templates: Path) -> Mapping[str, bytes]:
    """The package's fonts by name, then those of the list's own templates."""
    found: dict[str, bytes] = {}
    for folder in (OWN_TEMPLATES, templates):
        for path in sorted((folder / "fonts").glob("*.*")):
            if path.suffix in _FONTS and (folder != OWN_TEMPLATES or path.name in _OURS):
                found[path.name] = _font(path)
    return found


def _font(path: Path) -> bytes:
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


def _made_with(fonts: Mapping[str, bytes]) -> str:
    """A checksum of everything but the card itself that a picture depends on."""
    code = sorted(Path(social_cards.__file__).parent.glob("*.py"))
    digest = sha256(PIL.__version__.encode())
    for part in (*(path.read_bytes() for path in code), *fonts.values()):
        digest.update(sha256(part).digest())
    return digest.hexdigest()


def _names(folder: Path) -> set[str]:
    """Our own files of the folder: those kept, damaged ones, and drafts that a build left."""
    try:
        return {path.name for path in folder.iterdir() if _OURS_BY_NAME.fullmatch(path.name)}
    except OSError:
        return set()


def _whole(path: Path) -> bytes | None:
    try:
        data = read_regular_file(path)
    except OSError:
        return None
    return data if path.stem.endswith(f"-{_checksum(data)}") else None


def _keep(path: Path, data: bytes) -> None:
    """Keep a picture where possible: a build without its cache is only slower."""
    with suppress(OSError):
        write_atomically(path, data, durable=False)


def _checksum(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]
