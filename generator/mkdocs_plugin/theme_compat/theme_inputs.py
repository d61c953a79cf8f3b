"""What Material's templates make a page from, so that equal inputs give an equal page.

This is more than they read today: the whole navigation, all settings, all templates that are not
the theme's own. What they read of other pages is in the navigation.
"""

from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.mkdocs_plugin.theme_compat.partial_builds import own_template_folders
from generator.site.resources import PACKAGE_TEMPLATES


def theme_inputs(config: MkDocsConfig, nav: Navigation) -> Hashable:
    """What all pages are made from. An object that says nothing of itself is never the same."""
    settings = tuple((name, repr(value)) for name, value in config.items() if name != "plugins")
    # A hook is a module without settings, which MkDocs loads once.
    plugins = tuple(
        (name, repr(getattr(plugin, "config", plugin))) for name, plugin in config.plugins.items()
    )
    theme = (config.theme.name, tuple(config.theme.dirs), repr(dict(config.theme)))
    folders = (*own_template_folders(config.theme), PACKAGE_TEMPLATES / "theme")
    texts = tuple(_file_contents(folders))
    return settings, plugins, theme, texts, tuple(map(_item_state, nav.items))


def _file_contents(folders: Iterable[Path]) -> Iterable[tuple[str, bytes]]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield str(path), path.read_bytes()


def _item_state(item: Any) -> Hashable:
    """What templates read of an entry of the navigation, and of the entries below it."""
    if isinstance(item, Page):
        return "page", item.title, item.url, item.is_homepage, repr(item.meta), item.canonical_url
    children = tuple(map(_item_state, item.children or ()))
    return type(item).__name__, item.title, getattr(item, "url", ""), children


def page_inputs(page: Page) -> Hashable:
    """What a page is made from besides."""
    neighbours = tuple(
        other and (other.title, other.url) for other in (page.previous_page, page.next_page)
    )
    ancestors = tuple((item.title, getattr(item, "url", "")) for item in page.ancestors)
    toc = tuple(map(_heading_state, page.toc))
    return (page.url, page.title, repr(page.meta), page.content, page.canonical_url, page.edit_url,
            page.update_date, page.is_homepage, neighbours, ancestors, toc)  # fmt: skip


def _heading_state(item: Any) -> Hashable:
    children = tuple(map(_heading_state, item.children))
    return item.title, item.id, item.level, getattr(item, "active", None), children
