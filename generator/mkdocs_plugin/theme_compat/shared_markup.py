"""Markup of the theme that only scripts use, in the early script instead of on every page.

The forms of the search and of the colours, the texts and settings of the theme's script, its button
and messages, and the drawer of pages of the list have the same markup on each page: 6 kB. The theme
shows them only if scripts run, except the drawer, which repeats the tabs. So the early script has
the markup, and calls in each page put it where the theme would have printed it.

Each part is rendered once without a page. A template prints the call if what it has rendered for
its own page is the same, and else prints that: a template of the list's own may differ from page to
page.
"""

import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, TemplateNotFound
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from generator.mkdocs_plugin.theme_compat.early_script import (
    CALL,
    EARLY_SCRIPT,
    early_script,
)
from generator.mkdocs_plugin.theme_compat.pages import collapse_line_breaks
from generator.mkdocs_plugin.theme_compat.spooled_files import generated_file
from generator.site.search.script_paths import WORKER

CONFIG_PATTERN = re.compile(
    r'<script id="__config" type="application/json">.*?</script>', re.DOTALL
)
CONTENT_TEMPLATE = "partials/javascripts/content.html"
CONTENT_PATTERN = re.compile(r"<script>(?P<code>var target=[^<]*)</script>")
CONTENT_REPLACEMENT = (
    rf"{{% if config.extra.scope %}}\g<0>{{% else %}}<script>{CALL}</script>{{% endif %}}"
)
_CONFIG_BLOCK = re.compile(r"\{% block config %\}(?P<source>.*?)\{% endblock %\}", re.DOTALL)
DIALOG_PATTERN = re.compile(  # where the theme says, for a moment, that something was copied
    r"""
    <div[ ]class="md-dialog"[ ]data-md-component="dialog">\s*
    <div[ ]class="md-dialog__inner[ ]md-typeset"></div>\s*
    </div>
    """,
    re.VERBOSE,
)
_ADDED_AFTER_CONTENT = {"top", "dialog"}  # by the call that each page has there
_HEADER = (
    '{% import "partials/language.html" as lang with context %}'
    "{% set features = config.theme.features or [] %}"
)
_SCRIPT = Path(__file__).with_suffix(".js")
_TAB_TEMPLATE, _TAB_LINK = "partials/tabs-item.html", 'class="md-tabs__link"'
_TOP_TEMPLATE = "partials/top.html"
_NO_NAVIGATION = SimpleNamespace(items=())


def shared(name: str, source: str) -> str:
    """The source of a template that prints what another prints, or the call for a part.

    Args:
        name: The name of the part.
        source: What is rendered for a page.
    """
    call = "" if name in _ADDED_AFTER_CONTENT else f'<script data-part="{name}">{CALL}</script>'
    return (
        f"{{% set rl_part %}}{source}{{% endset %}}"
        f'{{% if rl_part is shared_part("{name}") %}}{call}'
        "{% else %}{{ rl_part }}{% endif %}"
    )


class SharedParts:
    """The parts of one build: their HTML by name, and the settings of the theme's script."""

    def __init__(
        self, parts: Mapping[str, str] | None = None, settings: Mapping[str, Any] | None = None
    ) -> None:
        self._parts = parts or {}
        self._settings = settings

    def has(self, html: str, name: str) -> bool:
        """Whether the early script makes exactly this part; a test of templates."""
        if name == "config":
            return self._settings is not None and self._settings == _settings(html)
        return html == self._parts.get(name)

    def has_drawer(self, features: Collection[str]) -> bool:
        """Whether the early script makes the drawer, from tabs; a test of templates."""
        return "drawer" in self._parts and "navigation.tabs" in features

    def use_in(self, env: Environment) -> None:
        """Let templates leave these parts out."""
        env.tests.update(shared_part=self.has, drawn_from_tabs=self.has_drawer)


def add_early_script(
    env: Environment, config: MkDocsConfig, files: Files, *, font: str, mark: str
) -> None:
    """Add the script that pages load first, and let templates leave out what it makes.

    Args:
        env: The theme's templates, patched.
        config: The settings.
        files: The files of the site.
        font: The path of the font of titles; empty for none.
        mark: The secret attribute of scripts.
    """
    if script := early_script(config.theme, font):
        script += share_parts(env, config, mark)
        files.append(generated_file(config, EARLY_SCRIPT, script.encode()))


def share_parts(env: Environment, config: MkDocsConfig, mark: str) -> str:
    """Render the parts once, and let templates leave them out.

    Args:
        env: The theme's templates, patched.
        config: The settings.
        mark: The secret attribute of scripts; what has it is not shared.

    Returns:
        What the early script needs to make the parts.
    """
    SharedParts().use_in(env)
    if config.extra.get("scope"):  # pages have the theme's own early scripts
        return ""
    sources = {
        "palette": '{% include "partials/palette.html" %}',
        "search": '{% include "partials/search.html" %}',
        "config": "".join(_CONFIG_BLOCK.findall(_source(env, "base.html"))),
    }
    content = CONTENT_PATTERN.search(_source(env, CONTENT_TEMPLATE))
    if content:
        sources["dialog"] = "".join(DIALOG_PATTERN.findall(_source(env, "base.html")))
    if content and "page" not in _source(env, _TOP_TEMPLATE):
        sources["top"] = (
            f'{{% if "navigation.top" in features %}}{{% include "{_TOP_TEMPLATE}" %}}{{% endif %}}'
        )
    if content and _TAB_LINK in _source(env, _TAB_TEMPLATE):
        sources["drawer"] = '{% include "partials/reading-list-drawer.html" %}'
    made = {name: _render(env, config, source) for name, source in sources.items()}
    settings = _settings(made.pop("config"))
    parts = {name: html for name, html in made.items() if html and mark not in html}
    SharedParts(parts, settings).use_in(env)
    texts = {name: collapse_line_breaks(html).strip() for name, html in parts.items()}
    data = {"html": texts, "config": settings, "worker": WORKER}
    code = content["code"] if content else ""
    return (
        f"self.readingListParts={json.dumps(data, ensure_ascii=False, sort_keys=True)}\n"
        f"self.readingListParts.content=()=>{{{code}}}\n"
    ) + _SCRIPT.read_text("utf-8")


def _render(env: Environment, config: MkDocsConfig, source: str) -> str:
    """A part without a page; empty if its template needs one, or what the site does not have."""
    template = env.from_string(_HEADER + source)
    try:
        return template.render(config=config, base_url=".", page=None, nav=_NO_NAVIGATION)
    except Exception:  # noqa: BLE001 - a template can raise anything; its page shows it
        return ""


def _settings(html: str) -> Mapping[str, Any] | None:
    """The settings of the theme's script, without the URLs that depend on the page."""
    _, _, after = html.partition('type="application/json">')
    try:
        settings = json.loads(after.rpartition("</script>")[0])
        del settings["base"]
        return settings if settings.pop("search").endswith(WORKER) else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _source(env: Environment, name: str) -> str:
    assert env.loader  # MkDocs' environments have one
    try:
        return env.loader.get_source(env, name)[0]
    except TemplateNotFound:
        return ""
