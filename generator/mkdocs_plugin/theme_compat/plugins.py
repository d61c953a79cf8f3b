"""What the plugin sets in Material's theme and in its other plugins, and takes from them."""

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.theme import Theme

from generator.site.search.script_paths import LOCAL

SEARCH_PLUGIN = "material/search"  # what MkDocs calls `search` with this theme
OFFLINE_PLUGIN = "material/offline"
_PLAIN_THEMES = ("mkdocs", "readthedocs")  # MkDocs' own, the first by default
# What the offline plugin makes pages load from another host: a worker for pages opened as files.
WORKER_SHIM = "https://unpkg.com/iframe-worker/shim"


def is_supported(theme: Theme) -> bool:
    """Whether a theme may be Material, or one that extends it."""
    return theme.name not in _PLAIN_THEMES


def add_theme_overrides(theme: Theme, folder: Path, language: str) -> None:
    """Let templates of a folder come before Material's, after the list's own.

    Args:
        theme: The theme, which is changed.
        folder: The folder of templates.
        language: The language of Material's own texts and of the direction; empty to keep it.
    """
    if language:
        theme["language"] = language
    theme.dirs.insert(1 if theme.custom_dir else 0, str(folder))


def find_search_plugin(plugins: Mapping[str, Any]) -> Any | None:
    """Material's search plugin; None where a site has none or has switched it off."""
    plugin = plugins.get(SEARCH_PLUGIN)
    return plugin if plugin is not None and plugin.config.get("enabled", True) else None


def search_entries(plugin: Any) -> object:
    """What should be the list of what the search plugin has read."""
    return getattr(getattr(plugin, "search_index", None), "entries", None)


def take_search_entries(plugin: Any) -> list[Mapping[str, str]]:
    """What Material's search plugin has read of the pages; it is left with nothing to write."""
    entries: list[Mapping[str, str]] = plugin.search_index.entries
    plugin.search_index.entries = []
    return entries


def replace_worker_shim(extra: Mapping[str, Any]) -> None:
    """Let pages opened as files load our worker shim, not that of Material's offline plugin."""
    scripts = extra.get("polyfills", [])
    scripts[:] = [LOCAL if script == WORKER_SHIM else script for script in scripts]


def escape_head_texts(meta: MutableMapping[str, Any]) -> None:
    """Make HTML of the texts in a page's front matter that Material prints raw."""
    for name in ("title", "description"):
        if name in meta:
            meta[name] = str(escape(meta[name]))


def hide_sidebars(meta: MutableMapping[str, Any]) -> None:
    """Let Material show neither navigation nor table of contents beside a page."""
    meta["hide"] = ["navigation", "toc"]


def exclude_from_theme_search(meta: MutableMapping[str, Any]) -> None:
    """Keep a page out of the index that Material's search plugin makes."""
    meta["search"] = {"exclude": True}
