"""The look of a site: its colours, which can be read, its font, and its style sheet."""

import re
import zlib
from pathlib import Path

import pytest
from build import ENGLISH, LIST, ROOT, write
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from generator import project
from generator.model import Catalog
from generator.model.errors import UsageError
from generator.site import assets, colors, look, resources
from generator.site.look import Look, read_look
from generator.site.pages import SitePages
from generator.site.settings import OPTION_DEFAULTS
from generator.site.views.types import Site

STYLE = ROOT / "templates" / "assets" / "style"
TEMPLATES = resources.read_templates(ROOT / "no-templates")
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def look_of(palette: object = None, **options: str) -> Look:
    return read_look({**OPTION_DEFAULTS, **options}, palette)


def palettes() -> tuple[dict[str, str], dict[str, str]]:
    """The colours of the style sheets by name, light and dark."""
    texts = "".join((STYLE / f"{name}.css").read_text("utf-8") for name in ("base", "hues"))
    blocks = re.findall(r'data-md-color-scheme(="slate")?\] \{(.*?)\}', texts, re.DOTALL)
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for is_dark, block in blocks:
        (dark if is_dark else light).update(re.findall(r"--rl-([\w-]+): (#\w{6});", block))
    return {**light, "card": "#ffffff"}, dark


def test_texts_links_and_groups_can_be_read_in_both_palettes() -> None:
    for palette in palettes():
        names = [n for n in palette if n in {"ink", "quiet", "link"} or n.startswith("hue-")]
        assert len(names) == 12
        for name in names:
            for ground in ("ground", "card"):
                ratio = colors.contrast_ratio(palette[name], palette[ground])
                assert ratio >= colors.MIN_TEXT_CONTRAST, (name, ground, ratio)


def test_the_default_look_is_that_of_the_style_sheets_and_adds_nothing() -> None:
    light, dark = palettes()
    assert (light["ground"], light["ink"], light["quiet"]) == (look.GROUND, look.INK, look.QUIET)
    assert (light["link"], dark["ground"], dark["link"]) == (
        look.LINK, look.DARK_GROUND, look.DARK_LINK,
    )  # fmt: skip
    for palette in (None, {"primary": "indigo"}, [{"media": "x"}, {"primary": "custom"}], "slate"):
        assert look_of(palette) == Look()
    assert Look().style() == ""


@given(COLOURS, COLOURS)
def test_links_of_any_colour_are_corrected_until_they_can_be_read(link: str, page: str) -> None:
    if colors.contrast_ratio(look.QUIET, page) < colors.MIN_TEXT_CONTRAST:
        with pytest.raises(UsageError, match="is too dark"):
            look_of(link_color=link, page_color=page)
        return
    found = look_of(link_color=link, page_color=page)
    for ink, ground in ((found.link, found.ground), (found.dark_link, found.dark_ground)):
        assert colors.contrast_ratio(ink, ground) >= colors.MIN_TEXT_CONTRAST
    if colors.contrast_ratio(link, page) >= colors.MIN_TEXT_CONTRAST:
        assert found.link == link


def test_the_colour_of_links_is_that_of_the_themes_palette_unless_it_is_set() -> None:
    teal = look_of([{"media": "x"}, {"primary": "teal"}])
    assert colors.contrast_ratio(teal.link, teal.ground) >= colors.MIN_TEXT_CONTRAST
    red, green, blue = colors.parse_hex_color(teal.link)
    assert red < 20 < blue < green
    assert look_of({"primary": "teal"}, link_color="#8b0000").link == "#8b0000"
    assert "--rl-link: #8b0000;" in look_of(link_color="#8B0000").style()
    assert "--rl-ground: #eef3ff;" in look_of(page_color="#eef3ff").style()


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("link_color", "crimson", "'crimson' is not a colour such as #2f3f9e"),
        ("page_color", "#888888", "#888888 is too dark: secondary text has a contrast of 2"),
        ("title_font", "../evil.woff2", "is neither the name of a file in fonts/"),
        ("title_font", 'x"; } body {', "is neither the name of a file in fonts/"),
    ],
)
def test_an_option_that_would_spoil_the_look_is_refused(
    option: str, value: str, message: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        look_of(**{option: value})


def test_titles_take_a_font_of_the_list_or_one_that_readers_have(tmp_path: Path) -> None:
    assert look_of(title_font="Iowan Old Style").font_file == ""
    assert '--rl-serif: "Iowan Old Style",' in look_of(title_font="Iowan Old Style").style()
    assert look_of(title_font="Mine.woff2").font_file == "Mine.woff2"
    assert '--rl-serif: "Titles",' in look_of(title_font="Mine.woff2").style()
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Mine.woff2").write_bytes(b"wOF2 mine")
    assert resources.read_title_font(tmp_path, "Mine.woff2") == b"wOF2 mine"
    assert resources.read_title_font(tmp_path, "") == b""
    (tmp_path / "fonts" / "Text.woff2").write_bytes(b"text")
    with pytest.raises(UsageError, match="is not a font in the form WOFF2"):
        resources.read_title_font(tmp_path, "Text.woff2")
    with pytest.raises(UsageError, match=r"cannot read .*Other\.woff2"):
        resources.read_title_font(tmp_path, "Other.woff2")


def test_local_fonts_are_as_wide_as_the_font_that_they_stand_in_for() -> None:
    text = " ".join(path.stem.replace("-", " ").title() for path in (LIST / "papers").iterdir())
    serif, dejavu = (
        ImageFont.truetype(ROOT / "templates" / "fonts" / f"{name}.ttf", 200).getlength(text)
        for name in ("SourceSerif4-SemiBold", "DejaVuSerif-Bold")
    )
    style = (STYLE / "fonts.css").read_text("utf-8")
    faces = re.findall(r"size-adjust: ([\d.]+)%;\s+ascent-override: ([\d.]+)%", style)
    assert len(faces) == 4
    assert float(faces[-1][0]) == pytest.approx(100 * serif / dejavu, abs=1)
    for size, ascent in faces:  # 103.6% of the size is the ascent of Source Serif 4
        assert float(size) * float(ascent) == pytest.approx(10360, rel=0.01)


def test_the_site_gets_the_font_and_what_the_settings_add_to_the_style() -> None:
    font = resources.read_title_font(ROOT / "no-templates", look.PACKAGE_FONT)
    assert len(font) < 24_000
    site = Site(name="Ours", title_font=font, look_style="p { color: red; }\n")
    pages = {page.path: page for page in SitePages(Catalog(), TEMPLATES, site, ENGLISH)}
    assert pages[look.TITLE_FONT].data == font
    assert pages["assets/reading-list.css"].text.endswith("\np { color: red; }\n")
    assert 'url("titles.woff2")' in pages["assets/reading-list.css"].text


def test_settings_reach_the_project(tmp_path: Path) -> None:
    text = (LIST / "mkdocs.yml").read_text("utf-8")
    assert "  - reading-list\n" in text
    options = "  - reading-list:\n      link_color: '#8b0000'\n"
    write(tmp_path / "mkdocs.yml", text.replace("  - reading-list\n", options))
    assert project.find(tmp_path / "mkdocs.yml").look.link == "#8b0000"


@pytest.mark.parametrize(
    ("style", "minified"),
    [
        ("/* a */\na :is(b, c) > d {\n  color: red;\n  margin: 0 1rem;\n}\n",
         "a :is(b,c) > d{color:red;margin:0 1rem}"),
        ('p::after { content: ": /* no; */ "; }', 'p::after{content:": /* no; */ "}'),
        ("@media print {\n  a { b: c; }\n}\n", "@media print{a{b:c}\n}"),
    ],
)  # fmt: skip
def test_a_style_sheet_is_minified_and_its_texts_are_kept(style: str, minified: str) -> None:
    assert assets.minify_style(style) == minified


def test_the_style_sheet_is_small() -> None:
    assert len(zlib.compress(assets.bundle_styles(TEMPLATES).encode(), 9)) <= 11_000  # bytes
