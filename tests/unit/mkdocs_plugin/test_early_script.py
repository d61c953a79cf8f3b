"""What Material's scripts do before a page is shown, as one file."""

from pathlib import Path

from mkdocs.theme import Theme

from generator.mkdocs_plugin.theme_compat.early_script import (
    BASE_TEMPLATE,
    CALL,
    EARLY_SCRIPT,
    PALETTE_TEMPLATE,
    early_script,
)
from generator.mkdocs_plugin.theme_compat.patches import patch_template

THEME = Theme("material")


def patched(name: str) -> str:
    return patch_template(Path(THEME.dirs[0], name).read_text("utf-8"), name)


def test_the_file_has_the_theme_s_functions_and_its_colours() -> None:
    script = early_script(THEME)
    assert script.startswith('__md_scope=new URL("..",document.currentScript.src),__md_hash=')
    assert "__md_get=" in script
    assert '__md_restore_palette=()=>{var palette=__md_get("__palette");' in script
    assert "</script>" not in script
    assert "{{" not in script


def test_the_font_of_titles_is_loaded_early() -> None:
    assert 'href:new URL("assets/t.woff2",__md_scope).href' in early_script(THEME, "assets/t.woff2")


def test_pages_load_it_and_apply_the_colours_where_the_theme_does() -> None:
    assert f"<script src=\"{{{{ '{EARLY_SCRIPT}' | url }}}}\"></script>" in patched(BASE_TEMPLATE)
    assert f'<script data-part="colors">{CALL}</script>' in patched(PALETTE_TEMPLATE)


def test_a_site_with_a_scope_of_its_own_keeps_the_theme_s_scripts() -> None:
    for name, start in ((BASE_TEMPLATE, "<script>__md_scope="), (PALETTE_TEMPLATE, "<script>var ")):
        assert f"{{% if config.extra.scope %}}{start}" in patched(name)


def test_without_the_known_script_there_is_no_file(tmp_path: Path) -> None:
    own = tmp_path / BASE_TEMPLATE
    own.parent.mkdir(parents=True)
    own.write_text("<script>other()</script>", "utf-8")
    assert not early_script(Theme("material", custom_dir=str(tmp_path)))
