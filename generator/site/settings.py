"""The settings in `mkdocs.yml`: those of the site and the options of the plugin."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from generator.model.errors import Refused, UsageError
from generator.site.i18n import ENGLISH
from generator.store import display_path
from generator.store.files import find_symlink
from generator.text.conflict_markers import conflict_findings

CONFIG_NAME = "mkdocs.yml"
MAX_INHERITED_FILES = 20  # stops configurations that inherit from each other in a circle
OPTION_DEFAULTS: Mapping[str, str] = {
    "papers": "papers",
    "topics": "topics.yml",
    "templates": "templates",
    "home": "home.md",
    "content_security_policy": "self",
    "language": "theme",
    "social_cards": "true",
    "fast": "true",
    "link_color": "theme",
    "page_color": "default",
    "title_font": "default",
}


def read_settings(config: Path, _depth: int = 0) -> Mapping[str, Any]:
    """The settings of a MkDocs configuration including inherited ones, as MkDocs reads them.

    YAML tags other than !ENV give None. `INHERIT` names another configuration, relative to this
    one: https://www.mkdocs.org/user-guide/configuration/#configuration-inheritance

    Raises:
        UsageError: the file, or one it inherits, cannot be read or is not valid YAML.
        Refused: the file has merge conflicts.
    """
    if _depth > MAX_INHERITED_FILES:
        raise UsageError(f"{config}: more than {MAX_INHERITED_FILES} files inherit from one "
                         "another. Correct INHERIT")  # fmt: skip
    if os.path.lexists(config) and not config.is_file():  # reading a named pipe would block
        raise UsageError(f"{config} is not a file. Name the list's {CONFIG_NAME}")
    try:
        text = config.read_text("utf-8")
        if conflicts := conflict_findings(text, config.name):
            raise Refused(conflicts, f"correct {config} first")
        settings = yaml.load(text, _ConfigLoader)  # noqa: S506 - a SafeLoader
    except OSError as error:
        raise UsageError(f"cannot read {config}: {error.strerror}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UsageError(f"{config} is not valid YAML: {error}") from error
    if not isinstance(settings, dict):
        raise UsageError(f"{config}: expected `key: value` lines")
    if not (inherited := text_setting(settings, "INHERIT")):
        return settings
    own = {name: value for name, value in settings.items() if name != "INHERIT"}
    return _merge_settings(read_settings(config.parent / inherited, _depth + 1), own)


def _merge_settings(parent: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The parent's settings overridden by `own`; mappings are merged key by key."""
    both = {
        name: _merge_settings(parent[name], value)
        if isinstance(value, dict) and isinstance(parent.get(name), dict) else value
        for name, value in own.items()
    }  # fmt: skip
    return {**parent, **both}


class _ConfigLoader(yaml.SafeLoader):
    """A loader that never imports the Python objects that tags of mkdocs.yml name."""


_ConfigLoader.add_constructor("!ENV", construct_env_tag)
_ConfigLoader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def text_setting(settings: Mapping[str, Any], name: str) -> str:
    """A setting as text, empty if it is not set.

    Numbers are converted because !ENV turns texts into numbers where it can.

    Raises:
        UsageError: the setting is a mapping or a list.
    """
    value = settings.get(name)
    if isinstance(value, (dict, list)):
        raise UsageError(f"{CONFIG_NAME}: {name} must be a text")
    return "" if value is None else str(value)


def plugin_options(settings: Mapping[str, Any]) -> Mapping[str, str]:
    """The plugin's options that are set, as text; an empty value means the default."""
    options = _find_options(settings)
    present = [name for name in OPTION_DEFAULTS if name in options]
    return {name: text_setting(options, name) or OPTION_DEFAULTS[name] for name in present}


def plugin_lists(settings: Mapping[str, Any]) -> object:
    """The value of the plugin's option `lists`; None if it is not set."""
    return _find_options(settings).get("lists")


def _find_options(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    plugins = settings.get("plugins")
    listed = plugins if isinstance(plugins, list) else [plugins]
    named = [item for p in listed if isinstance(p, dict) for item in p.items()]
    found = next((options for name, options in named if name == "reading-list"), None)
    return found if isinstance(found, dict) else {}


def theme_language(settings: Mapping[str, Any]) -> str:
    """The language of the theme, English by default."""
    theme = settings.get("theme")
    return str(theme.get("language") or ENGLISH) if isinstance(theme, Mapping) else ENGLISH


def palette(settings: Mapping[str, Any]) -> object:
    """The palette of the theme: a mapping, a list of them, or nothing of use."""
    theme = settings.get("theme")
    return theme.get("palette") if isinstance(theme, Mapping) else None


def theme_icon(settings: Mapping[str, Any]) -> str:
    """The path of the site's icon below its root; empty if the theme has none, or a foreign one.

    In a build with MkDocs, the theme names its own icon if the settings name none.
    """
    theme = settings.get("theme")
    path = str(theme.get("favicon") or "") if isinstance(theme, Mapping) else ""
    return "" if "://" in path else path.lstrip("/")


def refuse_symlinks(root: Path, options: Mapping[str, str], lists: Iterable[str] = ()) -> None:
    """Refuse a list whose folders are reached through symbolic links.

    A pull request can add a symbolic link, and an import would then write to its target.

    Raises:
        UsageError: the path of a folder has a symbolic link.
    """
    paths = {name: options[name] for name in ("papers", "topics", "templates")}
    paths |= {f"lists: {id_}": f"{options['papers']}/{id_}" for id_ in lists}
    for name, place in paths.items():
        path = root / place
        # A vocabulary file that is itself a link is reported as a finding, like any other file.
        link = find_symlink(path.parent if name == "topics" else path, root)
        if link is not None and link != root:
            raise UsageError(
                f"{name}: {display_path(link, root)} is a symbolic link, which is not followed. "
                f"Put the folder itself there, or name its real path in {CONFIG_NAME}"
            )
