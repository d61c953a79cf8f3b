"""Icons of the theme, drawn once in the style sheet instead of on every page.

Material prints the drawing of each icon where it is shown: 16 times, 2.4 kB, on every page. Pages
get empty `svg` elements instead, which rules of the theme still size and place, and the style sheet
draws them as masks. They need no request, so they work on pages opened as files.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from mkdocs.theme import Theme

_PARTIALS = ("alternate", "footer", "header", "logo", "search", "source", "top")
_DEFAULT_ICON = re.compile(r'"([a-z]+(?:/[a-z0-9-]+)+)"')
_ICON_NAME = re.compile(r"[\w-]+(?:/[\w-]+)+")
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
_ICON = re.compile(
    rf'<svg{_NAMESPACE} (?P<box>viewBox="[0-9. -]+")>(?P<shapes>.*)</svg>', re.DOTALL
)
_RULES = (
    '[class^="rl-icon-"]{{background:currentColor;forced-color-adjust:none;'
    "-webkit-mask:var(--rl-icon) no-repeat center/contain;"
    "mask:var(--rl-icon) no-repeat center/contain}}\n"
    "{icons}\n"
)


class ThemeIcons:
    """The icons that pages show in the theme's frame.

    Attributes:
        css: the rules that draw them; empty without icons.
    """

    def __init__(self, drawings: Iterable[str]) -> None:
        """Name each icon by its drawing.

        Args:
            drawings: the content of their files; one that is not a plain drawing is left alone.
        """
        found = {drawing.strip(): _ICON.fullmatch(drawing.strip()) for drawing in drawings}
        self._elements: Mapping[str, str] = {
            drawing: f'<svg {match["box"]} class="{_class_name(drawing)}"></svg>'
            for drawing, match in found.items()
            if match
        }
        rules = "\n".join(
            f'.{_class_name(drawing)}{{--rl-icon:url("{_data_url(drawing)}")}}'
            for drawing in self._elements
        )
        self.css = _RULES.format(icons=rules) if rules else ""

    @classmethod
    def of_theme(cls, theme: Theme) -> Self:
        """The icons that the theme's header and footer show with these settings."""
        names = {*_default_icons(theme), *_texts((theme.get("icon"), theme.get("palette")))}
        paths = (_find(theme, f".icons/{name}.svg") for name in sorted(names))
        return cls(path.read_text("utf-8") for path in paths if path)

    def shared(self, drawing: str) -> str:
        """An icon as a page has it: without its drawing if the style sheet has that."""
        known = self._elements.get(drawing.strip())
        return known or drawing.replace(_NAMESPACE, "", 1)


def _class_name(drawing: str) -> str:
    return f"rl-icon-{sha256(drawing.encode()).hexdigest()[:6]}"


def _data_url(drawing: str) -> str:
    text = drawing.replace("%", "%25").replace('"', "'").replace("#", "%23")
    text = text.replace("<", "%3C").replace(">", "%3E").replace("\n", " ").replace("\\", "%5C")
    return f"data:image/svg+xml,{text}"


def _default_icons(theme: Theme) -> Iterator[str]:
    for name in _PARTIALS:
        if path := _find(theme, f"partials/{name}.html"):
            yield from _DEFAULT_ICON.findall(path.read_text("utf-8", "replace"))


def _texts(settings: Any) -> Iterator[str]:
    """All texts in settings that can be the name of an icon."""
    if isinstance(settings, str):
        if _ICON_NAME.fullmatch(settings):
            yield settings
    elif isinstance(settings, Mapping):
        yield from _texts((*settings.values(),))
    elif isinstance(settings, Iterable):
        for each in settings:
            yield from _texts(each)


def _find(theme: Theme, name: str) -> Path | None:
    paths = (Path(folder, name) for folder in theme.dirs)
    return next((path for path in paths if path.is_file()), None)
