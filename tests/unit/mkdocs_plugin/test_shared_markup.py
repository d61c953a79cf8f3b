"""Markup of the theme that is in the early script instead of on every page."""

import json
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import get_theme_dir

from generator.mkdocs_plugin.theme_compat.shared_markup import (
    CONFIG_PATTERN,
    CONTENT_PATTERN,
    DIALOG_PATTERN,
    share_parts,
    shared,
)

CONFIG = (
    '<script id="__config" type="application/json">{"base": "%s", "features": ["a"], '
    '"search": "%sassets/search/worker.js"}</script>'
)
TEMPLATES = {
    "partials/language.html": "{% macro t(key) %}{{ key }}{% endmacro %}",
    "partials/palette.html": "<form>\n  palette</form>",
    "partials/search.html": "{{ page.meta.own }}",
    "partials/top.html": "<button>{{ lang.t('top') }}</button>",
    "partials/tabs-item.html": '<a class="md-tabs__link"></a>',
    "partials/reading-list-drawer.html": "<nav>{% for item in nav.items %}{{ item }}{% endfor %}",
    "partials/javascripts/content.html": (
        "<script>var target=document.getElementById(location.hash.slice(1));go()</script>"
    ),
    "base.html": '{% block config %}<script id="__config" type="application/json">'
    '{{ {"base": base_url, "features": ["a"], "search": base_url ~ "/assets/search/worker.js"}'
    " | tojson }}</script>{% endblock %}",
}
MATERIAL = Path(get_theme_dir("material"))


def environment(**templates: str) -> Environment:
    return Environment(loader=DictLoader({**TEMPLATES, **templates}), autoescape=False)  # noqa: S701 - as MkDocs has it


def settings(**extra: object) -> MkDocsConfig:
    config = MkDocsConfig()
    config.load_dict({"site_name": "A", "extra": extra})
    config.theme = {"features": ["navigation.top"]}  # type: ignore[assignment]
    return config


def printed(env: Environment, name: str, html: str) -> str:
    return env.from_string(shared(name, html)).render()


def data(script: str) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads(script.partition("=")[2].partition("\n")[0])
    return found


def test_what_a_page_prints_like_others_is_a_call() -> None:
    env = environment()
    script = share_parts(env, settings(), " data-0")
    assert data(script)["html"]["palette"] == "<form>\npalette</form>"
    call = '<script data-part="palette">self.readingListPart?.()</script>'
    assert printed(env, "palette", "<form>\n  palette</form>") == call
    assert printed(env, "palette", "<form>\n  other</form>") == "<form>\n  other</form>"


def test_what_is_added_after_the_content_needs_no_call() -> None:
    env = environment()
    assert data(share_parts(env, settings(), " data-0"))["html"]["top"] == "<button>top</button>"
    assert printed(env, "top", "<button>top</button>") == ""


@pytest.mark.parametrize(("base", "root"), [(".", ""), ("../..", "../../"), ("/", "/")])
def test_settings_are_shared_by_pages_of_all_folders(base: str, root: str) -> None:
    env = environment()
    assert data(share_parts(env, settings(), " data-0"))["config"] == {"features": ["a"]}
    call = '<script data-part="config">self.readingListPart?.()</script>'
    assert printed(env, "config", CONFIG % (base, root)) == call
    other = (CONFIG % (base, root)).replace('"a"', '"b"')
    assert printed(env, "config", other) == other


def test_a_template_that_needs_a_page_is_not_shared() -> None:
    env = environment()
    assert "search" not in data(share_parts(env, settings(), " data-0"))["html"]
    assert printed(env, "search", "own") == "own"


def test_what_has_the_secret_mark_is_not_shared() -> None:
    env = environment(**{"partials/palette.html": "<script data-0>x</script>"})
    assert "palette" not in data(share_parts(env, settings(), " data-0"))["html"]


@pytest.mark.parametrize(
    ("features", "templates", "is_shared"),
    [
        (["navigation.tabs"], {}, True),
        ([], {}, False),
        (["navigation.tabs"], {"partials/tabs-item.html": "<a></a>"}, False),
        (["navigation.tabs"], {"partials/javascripts/content.html": "own"}, False),
    ],
)
def test_the_drawer_is_made_from_the_tabs_of_the_theme(
    features: list[str], templates: dict[str, str], *, is_shared: bool
) -> None:
    env = environment(**templates)
    share_parts(env, settings(), " data-0")
    source = "{{ features is drawn_from_tabs }}"
    assert env.from_string(source).render(features=features) == str(is_shared)


def test_a_site_with_a_scope_of_its_own_shares_nothing() -> None:
    env = environment()
    assert share_parts(env, settings(scope="/"), " data-0") == ""
    assert printed(env, "palette", "<form>\n  palette</form>") == "<form>\n  palette</form>"


def test_the_installed_theme_has_what_is_looked_for() -> None:
    base = (MATERIAL / "base.html").read_text("utf-8")
    assert len(CONFIG_PATTERN.findall(base)) == len(DIALOG_PATTERN.findall(base)) == 1
    content = (MATERIAL / "partials" / "javascripts" / "content.html").read_text("utf-8")
    assert CONTENT_PATTERN.search(content)
