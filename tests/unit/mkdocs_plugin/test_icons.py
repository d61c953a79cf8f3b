"""Icons of the theme that the style sheet draws once for all pages."""

from pathlib import Path
from urllib.parse import unquote

from jinja2 import DictLoader, Environment
from mkdocs.theme import Theme

from generator.mkdocs_plugin import theme_compat
from generator.mkdocs_plugin.theme_compat import ThemeIcons

MENU = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M3 6h18v2H3z"/></svg>'
OTHER = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M1 1"/></svg>'


def test_a_known_icon_is_an_empty_element_that_the_style_sheet_draws() -> None:
    icons = ThemeIcons([f"{MENU}\n"])
    shared = icons.shared(MENU)
    assert shared.startswith('<svg viewBox="0 0 24 24" class="rl-icon-')
    assert shared.endswith('"></svg>')
    name = shared.partition('class="')[2].partition('"')[0]
    assert f".{name}{{--rl-icon:url(" in icons.css
    assert MENU.replace('"', "'") in unquote(icons.css)


def test_an_unknown_icon_keeps_its_drawing_without_namespace() -> None:
    assert ThemeIcons([MENU]).shared(OTHER) == '<svg viewBox="0 0 24 24"><path d="M1 1"/></svg>'
    assert not ThemeIcons(["<svg onload='x'/>"]).css


def test_included_icons_are_shared_and_imported_ones_stay() -> None:
    source = '{% include ".icons/" ~ icon ~ ".svg" %}{% import ".icons/a.svg" as a %}{{ a }}'
    env = Environment(loader=DictLoader({"a.html": source, ".icons/a.svg": MENU}))  # noqa: S701
    icons = ThemeIcons([MENU])
    theme_compat.patch_environment(env, icons=icons)
    assert env.get_template("a.html").render(icon="a") == icons.shared(MENU) + MENU


def test_the_icons_of_the_header_and_of_the_settings_are_known() -> None:
    toggle = {"icon": "material/brightness-7", "name": "x/y"}
    icon = {"repo": "fontawesome/brands/github"}
    theme = Theme("material", palette=[{"toggle": toggle}], icon=icon)
    icons = ThemeIcons.of_theme(theme)
    folder = Path(theme.dirs[0], ".icons")
    for name in ("material/magnify", "material/menu", "material/arrow-up",
                 "material/brightness-7", "fontawesome/brands/github"):  # fmt: skip
        assert 'class="rl-icon-' in icons.shared((folder / f"{name}.svg").read_text("utf-8")), name
    unknown = (folder / "material" / "airplane.svg").read_text("utf-8")
    assert "class=" not in icons.shared(unknown)
