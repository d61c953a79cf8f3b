"""Any text at all, and any note, is harmless; addresses are found; time grows with length only."""

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rendering import (
    assert_inert,
    letters,
    plain,
    renderings,
    seen,
    through_markdown,
    without_underscores,
)

from generator.text.notes import note_html
from generator.text.sanitize import attribute, find_urls, is_safe_url, to_html, to_text

# --------------------------------------------------------------- any text

PIECES = st.sampled_from(
    [*r"\{}[]()<>&$^_*`'\"~-=+|#!@:./%", "\n", " ", "    ", "\t", "\r", "\x02", "\x1f", "\u0085",
     "\u2028", "\ud800", "a", "B", "7", "\\em", "\\textbf{", "\\(", "\\)", "``", "''", "--",
     "https://", "http://x.org/", "www.", "{{", "%}", "]: ", "](", "<b>", "<!--", "-->", "&lt;",
     ":smile:", "\\url{", "\\input", '\\"{o}', "::: x", "/// note", "??? x", "!!! x", "--8<--",
     "[^1]", "*[a]: "]
)  # fmt: skip
NASTY = st.lists(PIECES | st.text(st.characters(codec=None), max_size=3), max_size=25).map("".join)


@pytest.mark.slow
@settings(deadline=None)  # a text is rendered nine times
@given(NASTY)
@example("https://exa\u2100mple.org")
@example("\\input \\today \\usepackage \\item")
@example("x^{\\textbf{\\(a_{b}\\)}}")
@example("    indented")
@example("\ttabbed")
@example("\\,\\,\\,\\,spaced")
@example("first\n    - second")
@example("a\x1fb\x0bc")
def test_any_text_is_shown_and_never_obeyed(text: str) -> None:
    first, *others = renderings(text)
    assert not first.errors
    assert_inert(first)
    assert others[0].text == to_text(text)  # of the heading
    for other in others:
        assert_inert(other)
        assert without_underscores(other.text) == without_underscores(first.text)


@pytest.mark.slow
@given(NASTY)
def test_any_text_stays_inside_an_attribute(text: str) -> None:
    rendered = seen(f'<a href="{attribute(text)}">x</a>')
    assert [(e, n) for e, n, _ in rendered.attributes] == [("a", "href")]
    assert rendered.text == "x"
    assert not rendered.errors


@given(NASTY)
def test_every_address_found_is_safe_and_stands_in_the_text(text: str) -> None:
    for url in find_urls(text):
        assert is_safe_url(url)
        assert letters(url) in letters(text)


PLAIN = st.characters(codec="utf-8", exclude_categories=["C"], exclude_characters="\\{}$^_*`'~-")


@given(st.text(PLAIN, max_size=99))
def test_text_without_markup_is_shown_as_it_stands(text: str) -> None:
    assert to_text(text) == plain(text)


LONG = 100_000
REPEATED = [
    "{", "}", "`", "``", "`a ", "``a '", "$", "$a ", "*", "*a ", "**a ", "\\textbf{", "\\textbf ",
    "{\\em ", "[", "](", "\\(", "\\(a", "^", "x^{", "x_{", "a_", "~", "-", "--", "https://",
    "https://: ", "https://:", "\\", "\\a", "\\'", "<", "&", ":", ":a", " ", "\n", "1", "\x02",
]  # fmt: skip
LED = [
    ("{\\em", " "), ("\\textbf", " "), ("https://a", ")"), ("https://a", "."), ("``", "a"),
    ("`", "'a"), ("*a", " "), ("$x_", " "), ("x^{", "{}"), ("x^{", "{{}}"), ("\\(", " "),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("start", "unit"), [*(("", unit) for unit in REPEATED), *LED])
def test_time_grows_with_the_length_of_a_text_only(start: str, unit: str) -> None:
    # A quadratic rule takes minutes here, a linear one less than a second.
    text = (start + unit * LONG)[:LONG]
    before = time.process_time()
    assert to_html(text) is not None
    assert list(find_urls(text)) is not None
    assert time.process_time() - before < 20


# -------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "url",
    ["https://example.org", "http://example.org/a_b?x=1#y", "https://[::1]/x", "HTTPS://x.org"],
)
def test_web_addresses_are_safe(url: str) -> None:
    assert is_safe_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "", "example.org", "//example.org", "/x", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
        "data:text/html,x", "vbscript:x", "file:///etc/passwd", "mailto:a@example.org",
        "ftp://example.org", "https://", "https:///x", "https:x", "http://[x", "https://a b.org",
        "java\tscript:alert(1)", "https://exa\nmple.org", " https://example.org",
        "\x01https://example.org", "https://example.org/\x02", "https://example.org/\u202ex",
    ],
)  # fmt: skip
def test_all_else_is_no_safe_address(url: str) -> None:
    assert not is_safe_url(url)


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("At https://example.org/a.", ["https://example.org/a"]),
        ("(https://example.org/a)", ["https://example.org/a"]),
        ("(https://example.org/a_(b))", ["https://example.org/a_(b)"]),
        ("see https://example.org/a_(b).", ["https://example.org/a_(b)"]),
        ("https://example.org/a), or", ["https://example.org/a"]),
        ("'https://example.org/a'; \"https://example.org/b\"!?",
         ["https://example.org/a", "https://example.org/b"]),
        ("*https://example.org/a*", ["https://example.org/a"]),
        (r"https://example.org/a\_b\%20c\#d", ["https://example.org/a_b%20c#d"]),
        (r"\url{https://example.org/a\_b.}", ["https://example.org/a_b."]),
        (r"{\em at https://example.org/a}", ["https://example.org/a"]),
        ("https://example.org/a\nhttps://example.org/b",
         ["https://example.org/a", "https://example.org/b"]),
        ("<https://example.org/a>", ["https://example.org/a"]),
        ("https://... https://) https://:", []),
        ("no address, www.example.org neither, nor ftp://example.org", []),
    ],
)  # fmt: skip
def test_addresses_are_found_without_the_sentence_around_them(text: str, urls: list[str]) -> None:
    assert list(find_urls(text)) == urls


# ------------------------------------------------------------------ notes

NOTE_ELEMENTS = {"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong",
                 "ul", *(f"h{n}" for n in range(1, 7))}  # fmt: skip


def test_a_note_is_markdown() -> None:
    html = note_html('Read *this* **first**:\n\n- `a_b`\n- [paper](https://example.org/a_b "t")')
    assert {"em", "strong", "ul", "li", "code", "a"} <= set(seen(html).elements)
    assert seen(html).links == ["https://example.org/a_b"]
    assert seen(html).text == "Read this first : a_b paper".replace(" :", ":")


def test_raw_html_in_a_note_is_shown_as_text() -> None:
    note = "A <b>bold</b> claim <script>alert(1)</script> & <img src=x onerror=alert(1)>"
    rendered = seen(note_html(note))
    assert rendered.elements == ("p",)
    assert rendered.text == note


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "vbscript:x", "x.md", "//x.org",
     "/etc", "&#106;avascript:x"],
)  # fmt: skip
def test_an_unsafe_link_of_a_note_loses_its_address(url: str) -> None:
    rendered = seen(note_html(f"[press]({url}) and <{url}>\n\n[ref]\n\n[ref]: {url}"))
    assert "press" in rendered.text
    assert rendered.links == []


@pytest.mark.parametrize(
    "note",
    [
        "Words {: .red #id onclick=alert(1) }",
        "# Head {: #stolen }",
        '--8<-- "pyproject.toml"',
        '```\n--8<-- "pyproject.toml"\n{{ config }}\n```',
        "{{ 7*7 }} {% raw %} {# c #} ${x}",
        "!!! note\n    Loud.",
        "[TOC]",
        "Term\n: definition",
        "a[^1]\n\n[^1]: note",
        "*[HTML]: x\n\nHTML",
        ":smile: ++ctrl+c++ ==mark== ~~gone~~ {++add++}",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "    code\n\n    # more\n\n\n    - code",
    ],
)
def test_a_note_is_inert_on_a_page(note: str) -> None:
    html = note_html(note)
    assert "\n\n" not in html
    assert not re.search(r"[{}$]", html)
    alone = seen(f'<aside class="rl-note">\n{html}\n</aside>')
    on_a_page = through_markdown(f'# T\n\n<aside class="rl-note">\n{html}\n</aside>\n\nEnd.')
    assert on_a_page.between("T", "End.").text == alone.text
    assert set(alone.inside("aside").elements) <= NOTE_ELEMENTS
    assert sorted(on_a_page.elements) == sorted([*alone.elements, "h1", "a", "p"])
    assert {(e, n) for e, n, _ in alone.attributes} <= {("aside", "class"), ("a", "rel")}


@given(st.text(st.characters(codec=None), max_size=80))
@example("\x02wzxhzdk:0\x03 \x1b[31m \u0085")
def test_any_note_is_harmless(note: str) -> None:
    rendered = seen(note_html(note))
    assert set(rendered.elements) <= NOTE_ELEMENTS
    assert {(e, n) for e, n, _ in rendered.attributes} <= {
        ("a", n) for n in ("href", "title", "rel")
    }
    assert not rendered.errors
