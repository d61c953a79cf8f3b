"""The content security policy: what it says, what it lets run, what it tells people."""

import re
from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from markdown import markdown

from generator.mkdocs_plugin import csp, theme_compat
from generator.model.errors import UsageError

STRICT = csp.parse_option("self") or {}
PAGE = '<html><head><meta charset="utf-8"><title>{}</title></head><body>{}</body></html>'


def rendered(template: str, **values: str) -> tuple[str, str]:
    """A template's page as the plugin gets it, and the mark of its scripts."""
    loader = DictLoader({"page.html": PAGE.format("A list", template)})
    environment = Environment(loader=loader)  # noqa: S701 - raw, as MkDocs
    mark = theme_compat.patch_environment(environment)
    return environment.get_template("page.html").render(**values), mark


def written(html: str) -> dict[str, list[str]]:
    """The policy of a page, by directive."""
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    assert found, html
    return {name: sources for name, *sources in map(str.split, found[1].split(";"))}


def blocked(html: str, option: str = "self", site: str = "") -> list[tuple[str, str]]:
    """What a policy blocks of some HTML."""
    directives = csp.parse_option(option)
    assert directives
    return list(csp.find_violations(html, directives, site))


def test_the_policy_stands_before_anything_that_could_run() -> None:
    html, mark = rendered("")
    page = csp.add_policy(html, mark, STRICT)
    assert '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy"' in page


def test_a_template_without_a_charset_gets_it_at_the_top_of_its_head() -> None:
    page = csp.add_policy('<head lang="en"><title>a</title></head>', " data-x", STRICT)
    assert page.startswith('<head lang="en"><meta http-equiv=')


def test_only_the_scripts_and_styles_of_templates_may_run() -> None:
    theirs = "<script>theme()</script><style>b{}</style>{{ text }}"
    html, mark = rendered(theirs, text="<script>stranger()</script><style>a{}</style>")
    directives = written(csp.add_policy(html, mark, STRICT))
    assert directives["script-src"] == ["'self'", csp.hash_source("theme()")]
    assert directives["style-src"] == ["'self'", csp.hash_source("b{}")]


def test_a_script_is_hashed_with_the_values_printed_into_it() -> None:
    html, mark = rendered('<script>go("{{ root }}")</script>', root="..")
    directives = written(csp.add_policy(html, mark, STRICT))
    # The hash as `printf 'go("..")' | openssl dgst -sha256 -binary | base64` gives it.
    assert directives["script-src"][1:] == ["'sha256-FtCLfYedjXE0N3hzzHReXHQ64Vyjcj+TJwbXtqSyGtU='"]


def test_data_and_scripts_from_files_need_no_hash() -> None:
    html, mark = rendered('<script type="application/json">{}</script><script src="a.js"></script>')
    assert written(csp.add_policy(html, mark, STRICT))["script-src"] == ["'self'"]


@pytest.mark.parametrize("directives", [STRICT, None], ids=["with a policy", "without"])
def test_no_trace_of_the_marks_is_left(directives: csp.Directives | None) -> None:
    html, mark = rendered("<script>theme()</script><STYLE>b{}</STYLE>")
    assert html.count(mark) == 2
    page = csp.add_policy(html, mark, directives)
    assert mark.strip() not in page
    assert "<script>theme()</script><STYLE>b{}</STYLE>" in page
    assert ("Content-Security-Policy" in page) == (directives is not None)


def test_the_option_adds_to_the_strict_policy_and_can_switch_it_off() -> None:
    directives = csp.parse_option("img-src https://img.shields.io; frame-src https://example.org;")
    assert directives
    assert directives["img-src"] == ("'self'", "data:", "https://img.shields.io")
    assert directives["frame-src"] == ("https://example.org",)
    assert {k: v for k, v in directives.items() if k not in ("img-src", "frame-src")} == {
        k: v for k, v in STRICT.items() if k not in ("img-src", "frame-src")
    }
    fonts = csp.parse_option("font-src https://fonts.gstatic.com")
    assert fonts
    assert fonts["font-src"] == ("'self'", "https://fonts.gstatic.com")
    assert csp.parse_option("none") is None


@pytest.mark.parametrize(
    "option",
    [
        "image-src https://a.example",
        "frame-ancestors 'self'",
        "img-src",
        'img-src "><script>',
        "no",
    ],
)
def test_an_option_that_means_nothing_is_refused(option: str) -> None:
    with pytest.raises(UsageError, match=r"mkdocs.yml: content_security_policy: "):
        csp.parse_option(option)


@pytest.mark.parametrize(
    ("html", "thing", "remedy"),
    [
        ("<p onclick='a()'>", "the event handler onclick", "script-src-attr 'unsafe-inline'"),
        ("<td style='text-align: right'>", "a style attribute", "style-src-attr 'unsafe-inline'"),
        ("<script>a()</script>", "an inline script", f"script-src {csp.hash_source('a()')}"),
        ("<style>a{}</style>", "an inline style", f"style-src {csp.hash_source('a{}')}"),
        ("<a href=' JavaScript:a()'>", "the script in href", "script-src-elem 'unsafe-inline'"),
        ("<img src='https://a.example/b.svg'>", "img from a.example", "img-src https://a.example"),
        ("<iframe src='//a.example/'>", "iframe from a.example", "frame-src https://a.example"),
        ("<link rel=stylesheet href='http://a.example/b.css'>", "link from a.example",
         "style-src http://a.example"),
        ("<video src='https://a.example:8000/b'>", "video from a.example",
         "media-src https://a.example"),
    ],
)  # fmt: skip
def test_what_is_blocked_is_told_with_what_allows_it(html: str, thing: str, remedy: str) -> None:
    assert blocked(html) == [(thing, remedy)]
    assert blocked(html, remedy) == []


def test_a_kind_of_violation_is_told_once_with_its_number() -> None:
    html = "<td style='a'>1</td><td style='b'>2</td><p onclick='a()'>"
    assert list(csp.count_violations(html, STRICT)) == [
        ("a style attribute (2 times)", "style-src-attr 'unsafe-inline'"),
        ("the event handler onclick", "script-src-attr 'unsafe-inline'"),
    ]


def test_columns_are_aligned_without_a_style() -> None:
    settings: dict[str, Any] = {}
    csp.align_tables_by_attribute(settings)
    table = "| a | b |\n|:-:|---|\n| 1 | 2 |"
    html = markdown(table, extensions=["tables"], extension_configs=settings)
    assert '<td align="center">1</td>' in html
    assert blocked(html) == []
    own = {"tables": {"use_align_attribute": False}}
    csp.align_tables_by_attribute(own)
    assert not own["tables"]["use_align_attribute"]


def test_what_the_site_has_itself_is_not_told() -> None:
    html = (
        "<img src='a.png'><img src='https://list.example/a.png'><a href='https://b.example'>b</a>"
        "<link rel='canonical' href='https://b.example'><script src='a.js'></script>"
        "<script type='application/ld+json'>{}</script><pre>&lt;script&gt;</pre>"
    )
    assert blocked(html, site="https://list.example/papers/") == []


@pytest.mark.parametrize(
    "source", ["*", "https:", "img.example", "*.example", "https://img.example/badges/"]
)
def test_a_source_may_be_wider_than_a_host(source: str) -> None:
    assert blocked("<img src='https://img.example/badges/a.svg'>", f"img-src {source}") == []


def test_the_theme_may_have_inline_scripts_and_others_are_told() -> None:
    html, mark = rendered("<script>theme()</script>{{ text }}", text="<script>a()</script>")
    violations = list(csp.find_violations(html, STRICT, mark=mark))
    assert violations == [("an inline script", f"script-src {csp.hash_source('a()')}")]
