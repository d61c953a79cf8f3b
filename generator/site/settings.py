"""What `mkdocs.yml` says: the settings of the site and the options of the plugin."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from generator.model.errors import Refused, UsageError
from generator.site.i18n import ENGLISH
from generator.store import display_path
from generator.store.files import find_symlink
from generator.text.conflict_markers import conflict_findings

CONFIG = "mkdocs.yml"
MAX_INHERITED = 20  # files: a circle ends here
OPTIONS: Mapping[str, str] = {
    "papers": "papers",
    "topics": "topics.yml",
    "templates": "templates",
    "home": "home.md",
    "content_security_policy": "self",
    "language": "theme",
    "social_cards": "true",
}


def read_settings(config: Path, _depth: int = 0) -> Mapping[str, Any]:
    """The settings of a MkDocs configuration with those it inherits, as MkDocs reads them.

    Tags other than !ENV read as nothing. `INHERIT` names another configuration, relative to this
    one: https://www.mkdocs.org/user-guide/configuration/#configuration-inheritance

    Raises:
        UsageError: it, or what it inherits, cannot be read or is not valid YAML.
        Refused: it has merge conflicts.
    """
    if _depth > MAX_INHERITED:
        raise UsageError(f"{config}: more than {MAX_INHERITED} files inherit from one another: "
                         "correct INHERIT")  # fmt: skip
    if os.path.lexists(config) and not config.is_file():  # a pipe would be waited for
        raise UsageError(f"{config} is not a file: name the list's {CONFIG}")
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
    return _merged(read_settings(config.parent / inherited, _depth + 1), own)


def _merged(parent: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Mappings merged by key; any other value of one's own replaces the parent's."""
    both = {
        name: _merged(parent[name], value)
        if isinstance(value, dict) and isinstance(parent.get(name), dict) else value
        for name, value in own.items()
    }  # fmt: skip
    return {**parent, **both}


class _ConfigLoader(yaml.SafeLoader):
    """Reads mkdocs.yml without importing what its tags name."""


_ConfigLoader.add_constructor("!ENV", construct_env_tag)
_ConfigLoader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def text_setting(settings: Mapping[str, Any], name: str) -> str:
    """A setting as text, empty where it is not given (!ENV gives numbers where it can)."""
    value = settings.get(name)
    if isinstance(value, (dict, list)):
        raise UsageError(f"{CONFIG}: {name} must be a text")
    return "" if value is None else str(value)


def plugin_options(settings: Mapping[str, Any]) -> Mapping[str, str]:
    """The plugin's options that the settings give, as text; an empty one means the default."""
    plugins = settings.get("plugins")
    listed = plugins if isinstance(plugins, list) else [plugins]
    named = [item for p in listed if isinstance(p, dict) for item in p.items()]
    found = next((options for name, options in named if name == "reading-list"), None)
    options = found if isinstance(found, dict) else {}
    given = [name for name in OPTIONS if name in options]
    return {name: text_setting(options, name) or OPTIONS[name] for name in given}


def theme_language(settings: Mapping[str, Any]) -> str:
    """The language of the theme, English by default."""
    theme = settings.get("theme")
    return str(theme.get("language") or ENGLISH) if isinstance(theme, Mapping) else ENGLISH


def refuse_links(root: Path, options: Mapping[str, str]) -> None:
    """Raise UsageError where a folder of the list is reached through a symbolic link.

    A pull request can bring one, and an import would then write to wherever it leads.
    """
    for name in ("papers", "topics", "templates"):
        place = root / options[name]
        # A vocabulary that is itself a link is a finding, as any other file of the list.
        link = find_symlink(place.parent if name == "topics" else place, root)
        if link is not None and link != root:
            raise UsageError(
                f"{name}: {display_path(link, root)} is a symbolic link, which is not followed: "
                f"put the folder itself there, or name its real place in {CONFIG}"
            )
