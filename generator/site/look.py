"""How a list looks: two colours and the font of titles, as `mkdocs.yml` sets them.

The style sheet has the default look. What a list sets is a few custom properties after it. The
colour of links is corrected until it can be read; a page's colour that is too dark is refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.errors import UsageError
from generator.site.colors import (
    HEX_COLOR,
    MIN_TEXT_CONTRAST,
    contrast_ratio,
    mix,
    palette_color,
    readable,
)

TITLE_FONT = "assets/titles.woff2"  # the file of the site that has the font of titles
PACKAGE_FONT = "SourceSerif4-SemiBold-latin.woff2"
FONT_SUFFIX = ".woff2"
# The same as in assets/style/base.css.
GROUND, DARK_GROUND, INK, QUIET, LINK, DARK_LINK = (
    "#fdfcf9", "#15171c", "#1b1b1f", "#5b5953", "#2f3f9e", "#9fb3ff",
)  # fmt: skip
_FAMILY = re.compile(
    r"[\w-]+(?: [\w-]+)*"
)  # of a font that readers have, such as `Iowan Old Style`
_DEFAULTS = {"theme", "default"}  # values of options that set nothing
LINE_PERCENT = 11  # of ink in hairlines
_CARD_PERCENT, _TINT_PERCENT = 60, 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """The colours of a site as `#rrggbb`, and the font of its titles.

    Attributes:
        ground: the colour of light pages.
        dark_ground: the colour of dark pages.
        link: the colour of links on light pages.
        dark_link: the colour of links on dark pages.
        title_font: the name of a file in `fonts/` of the list's templates, or of a font that
            readers have; empty for the package's.
    """

    ground: str = GROUND
    dark_ground: str = DARK_GROUND
    link: str = LINK
    dark_link: str = DARK_LINK
    title_font: str = ""

    @property
    def font_file(self) -> str:
        """The name of the file with the font of titles; empty if readers have the font."""
        if not self.title_font:
            return PACKAGE_FONT
        return self.title_font if self.title_font.endswith(FONT_SUFFIX) else ""

    @property
    def font_path(self) -> str:
        """The path of that file in the site; empty if it has none."""
        return TITLE_FONT if self.font_file else ""

    def style(self) -> str:
        """What the style sheet needs beyond the default look; empty for that."""
        light = self._colours(self.ground, self.link, "#ffffff", _CARD_PERCENT, INK)
        dark = self._colours(self.dark_ground, self.dark_link, "#ffffff", _TINT_PERCENT, "#ffffff")
        rules = []
        if (self.ground, self.link) != (GROUND, LINK):
            rules.append(f"[data-md-color-scheme] {{ {light} }}")
            rules.append(f'@media screen {{ [data-md-color-scheme="slate"] {{ {dark} }} }}')
        if self.title_font:
            own = "Titles" if self.font_file else self.title_font
            rules.append(f':root {{ --rl-serif: "{own}", Charter, Georgia, serif; }}')
        return "".join(f"{rule}\n" for rule in rules)

    def _colours(self, ground: str, link: str, light: str, percent: int, ink: str) -> str:
        found = {
            "ground": ground,
            "link": link,
            "line": mix(ground, ink, LINE_PERCENT),
            "card": mix(ground, light, percent),
        }
        return " ".join(f"--rl-{name}: {colour};" for name, colour in found.items())


def read_look(options: Mapping[str, str], palette: object) -> Look:
    """The look that the plugin's options and the palette of the theme set.

    Raises:
        UsageError: an option is not a colour, a page's colour is too dark for texts, or the font is
            not a name.
    """
    ground = _color("page_color", options) or GROUND
    contrast = contrast_ratio(QUIET, ground)
    if contrast < MIN_TEXT_CONTRAST:
        raise UsageError(
            f"page_color: {ground} is too dark: secondary text has a contrast of {contrast:.1f} "
            f"with it, and needs {MIN_TEXT_CONTRAST}. Choose a lighter colour. Dark pages have a "
            "colour of their own"
        )
    dark_ground = DARK_GROUND if ground == GROUND else mix(DARK_GROUND, ground, _TINT_PERCENT)
    wanted = _color("link_color", options) or palette_color(palette)
    font = "" if options["title_font"] in _DEFAULTS else options["title_font"]
    if font and not (_FAMILY.fullmatch(font.removesuffix(FONT_SUFFIX))):
        raise UsageError(
            f"title_font: {font!r} is neither the name of a file in fonts/ of the templates "
            "folder, such as Mine-Bold.woff2, nor of a font, such as Georgia"
        )
    return Look(
        ground=ground, dark_ground=dark_ground,
        link=readable(wanted or LINK, ground),
        dark_link=readable(wanted or DARK_LINK, dark_ground, MIN_TEXT_CONTRAST + 1),
        title_font=font,
    )  # fmt: skip


def _color(option: str, options: Mapping[str, str]) -> str:
    """The colour that an option sets; empty for the default."""
    value = "" if options[option] in _DEFAULTS else options[option]
    if value and not HEX_COLOR.fullmatch(value):
        raise UsageError(f"{option}: {value!r} is not a colour such as {LINK}. Put it in quotes: "
                         "without them, YAML takes it for a comment")  # fmt: skip
    return value.lower()
