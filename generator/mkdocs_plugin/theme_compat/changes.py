"""Which internals the installed release of Material lacks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateNotFound
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import get_theme_dir

from generator.mkdocs_plugin.theme_compat.patches import LOSS_NO_SEARCH, PATCHES
from generator.mkdocs_plugin.theme_compat.plugins import (
    OFFLINE_PLUGIN,
    SEARCH_PLUGIN,
    find_search_plugin,
    search_entries,
)

MATERIAL_RELEASE = "9.8.2"  # of mkdocs-material; all of this was checked against it
THEME = "material"


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """A missing internal of the installed release, as a message."""

    text: str
    breaks_search: bool

    def __str__(self) -> str:
        return self.text


def find_theme_changes(env: Environment, config: MkDocsConfig) -> Sequence[ThemeChange]:
    """The internals that the installed release lacks.

    Templates of the list itself are not examined: `starts_search` notices a page that does not
    start the search.
    """
    return [*_changed_templates(env, config.plugins), *_changed_plugins(config)]


def _changed_templates(env: Environment, plugins: Mapping[str, Any]) -> Iterator[ThemeChange]:
    searches = find_search_plugin(plugins) is not None
    folder = Path(get_theme_dir(THEME))
    for patch in PATCHES:
        source = _source(env, patch.template, folder)
        if source is None or patch.pattern.search(source):
            continue
        if searches or not patch.search:
            text = f"{patch.template} no longer has {patch.missing}, so {patch.loss}"
            yield _theme_change(text, breaks_search=patch.search)


def _changed_plugins(config: MkDocsConfig) -> Iterator[ThemeChange]:
    names = [name for name in config.plugins if name.rpartition("/")[2] == "search"]
    if names and SEARCH_PLUGIN not in names:
        text = f"the plugin {names[0]} is not {SEARCH_PLUGIN}, so {LOSS_NO_SEARCH}"
        yield _theme_change(text, breaks_search=True)
    plugin = find_search_plugin(config.plugins)
    if plugin is not None and not isinstance(search_entries(plugin), list):
        text = f"the plugin {SEARCH_PLUGIN} has no list of entries, so {LOSS_NO_SEARCH}"
        yield _theme_change(text, breaks_search=True)
    offline = config.plugins.get(OFFLINE_PLUGIN)
    enabled = offline is not None and offline.config.get("enabled", True)
    if enabled and not any("iframe-worker" in s for s in config.extra.get("polyfills", [])):
        text = f"the plugin {OFFLINE_PLUGIN} loads no worker, so {LOSS_NO_SEARCH} in opened files"
        yield _theme_change(text, breaks_search=True)


def _theme_change(text: str, *, breaks_search: bool) -> ThemeChange:
    installed = version("mkdocs-material")
    return ThemeChange(
        f"mkdocs-material {installed}: {text}. This reading-list was written for mkdocs-material "
        f"{MATERIAL_RELEASE}: install that release, or a newer reading-list",
        breaks_search,
    )


def _source(env: Environment, name: str, folder: Path) -> str | None:
    """The source of a template; empty if there is none, None if it is not in the folder."""
    assert env.loader  # MkDocs' environments have one
    try:
        source, filename, _ = env.loader.get_source(env, name)
    except TemplateNotFound:
        return ""
    return source if filename and Path(filename).is_relative_to(folder) else None
