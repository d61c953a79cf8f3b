"""Settings of Material's theme and plugins, and the entries of its search plugin."""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.plugins import PluginCollection
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from generator.site.search.script_paths import LOCAL
from generator.text.memo import kept

SEARCH_PLUGIN = "material/search"  # what MkDocs calls `search` with this theme
OFFLINE_PLUGIN = "material/offline"
_UNSUPPORTED_THEMES = ("mkdocs", "readthedocs")  # MkDocs' own, the first by default
# The script that the offline plugin loads from another host: a worker for pages opened as files.
WORKER_SHIM = "https://unpkg.com/iframe-worker/shim"

THEME_HIGHLIGHT, OWN_HIGHLIGHT = "search.highlight", "reading-list.highlight"
_SEARCH_ATTRIBUTE = "data-search-"
_EXCLUDED_BY_MARKDOWN = ' data-search-exclude="data-search-exclude"'


def is_supported(theme: Theme) -> bool:
    """Whether a theme may be Material, or one that extends it."""
    return theme.name not in _UNSUPPORTED_THEMES


def add_theme_overrides(theme: Theme, folder: Path, language: str) -> None:
    """Let templates of a folder come before Material's, and adapt its features.

    Args:
        theme: The theme, which is changed.
        folder: The folder of templates; those of the list itself still come first.
        language: The language of Material's own texts and of the text direction; empty to keep it.
    """
    if language:
        theme["language"] = language
    if not theme.get("palette"):  # the style sheet has its colours where the palette is
        theme["palette"] = {"scheme": "default"}
    replace_search_highlight(theme)
    theme.dirs.insert(1 if theme.custom_dir else 0, str(folder))


def find_search_plugin(plugins: Mapping[str, Any]) -> Any | None:
    """Material's search plugin; None if a site has none or has switched it off."""
    plugin = plugins.get(SEARCH_PLUGIN)
    return plugin if plugin is not None and plugin.config.get("enabled", True) else None


def search_entries(plugin: Any) -> object:
    """The search plugin's entries, which should be a list."""
    return getattr(getattr(plugin, "search_index", None), "entries", None)


def take_search_entries(plugin: Any) -> list[Mapping[str, str]]:
    """Take the entries that Material's search plugin has read, so that it writes none itself."""
    entries: list[Mapping[str, str]] = plugin.search_index.entries
    plugin.search_index.entries = []
    return entries


def changes_rendered_pages(plugins: PluginCollection, own: object) -> bool:
    """Whether another plugin or a hook gets each page after the templates have made it."""
    handlers = plugins.events["post_page"]
    return any(getattr(handler, "__self__", None) is not own for handler in handlers)


def skip_excluded_pages(plugins: PluginCollection) -> None:
    """Let Material's search plugin not read pages that it excludes.

    Of such a page it only removes attributes `data-search-*` by a slow pattern. What this project
    prints of them is removed here instead, and pages with others still go to the plugin.
    """
    search_plugin = find_search_plugin(plugins)
    handlers = plugins.events["page_context"]
    for place, handler in enumerate(handlers):
        if search_plugin is not None and getattr(handler, "__self__", None) is search_plugin:
            handlers[place] = partial(_read_for_search, search_plugin, handler)


def _read_for_search(
    plugin: Any, handler: Callable[..., Any], context: Any, *, page: Page, **others: Any
) -> Any:
    content = page.content or ""
    slimmed = content.replace(_EXCLUDED_BY_MARKDOWN, "")
    if (page.meta.get("search") or {}).get("exclude") and _SEARCH_ATTRIBUTE not in slimmed:
        if slimmed != content:
            page.content = slimmed
        return None
    entries = search_entries(plugin)
    if not isinstance(entries, list):
        return handler(context, page=page, **others)

    def read() -> tuple[Any, list[Mapping[str, str]], str | None]:
        plugin.search_index.entries = []
        result = handler(context, page=page, **others)
        return result, plugin.search_index.entries, page.content

    settings = repr([page.meta.get(name) for name in ("title", "tags", "search")])
    key = (_read_for_search, page.url, str(page.title), page.content, settings,
           tuple(_heading_ids(page.toc)))  # fmt: skip
    result, added, page.content = kept(key, read)
    plugin.search_index.entries = [*entries, *added]
    return result


def _heading_ids(items: Iterable[Any]) -> Iterator[str]:
    for item in items:
        yield item.id
        yield from _heading_ids(item.children)


def replace_worker_shim(extra: Mapping[str, Any]) -> None:
    """Let pages opened as files load this project's worker shim, not one from another host."""
    scripts = extra.get("polyfills", [])
    scripts[:] = [LOCAL if script == WORKER_SHIM else script for script in scripts]


def replace_search_highlight(theme: Theme) -> None:
    """Let Material not mark words of a query on pages: it marks stop words and halves of words.

    The site's own script does it if the list has chosen Material's feature.
    """
    features = theme.get("features") or []
    theme["features"] = [OWN_HIGHLIGHT if f == THEME_HIGHLIGHT else f for f in features]


def escape_head_texts(meta: MutableMapping[str, Any]) -> None:
    """Escape the texts in a page's front matter that Material prints without escaping."""
    for name in ("title", "description"):
        if name in meta:
            meta[name] = str(escape(meta[name]))


def hide_sidebars(meta: MutableMapping[str, Any]) -> None:
    """Hide the navigation and the table of contents beside a page."""
    meta["hide"] = ["navigation", "toc"]


def exclude_from_theme_search(meta: MutableMapping[str, Any]) -> None:
    """Keep a page out of the index that Material's search plugin makes."""
    meta["search"] = {"exclude": True}
