"""Slots show where a template prints a text, and refuse what could depend on it."""

import re
import secrets

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment
from mkdocs.utils import get_relative_url

from generator.mkdocs_plugin.fast_build.sampling import MAX_SAMPLES, kind, sample
from generator.mkdocs_plugin.fast_build.slots import PageStandIn, SlotMaker, UnframeableError, join
from generator.mkdocs_plugin.theme_compat import collapse_line_breaks, is_closed_html

# How `collapse_line_breaks` was written first: slower, and easier to read.
LINE_BREAKS = re.compile(
    r"(?P<verbatim><(?P<tag>pre|script|style|textarea)\b.*?</(?P=tag)>)"
    r"|\s*\n\s*(?P<head_element><(?:meta|link)\b)?",
    re.DOTALL | re.IGNORECASE,
)
PIECES = (
    "\n", "\n\n", " ", "  \n ", "\u00a0", "\u2003\n", "\x1c", "\r\n", "a", "<meta x>", "<LINK>",
    "<metal>", "<pre>", "</pre>", "<PRE>", "</Pre>", "<script>", "</script>", "<style", "</style>",
    "<textarea>", "</textarea>", "<prefix>", "<b>", "</pre >",
)  # fmt: skip
html = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(html)
@example("<pre>\n <meta>\n</pre>\n\n <meta>\n a")
def test_line_breaks_collapse_as_the_pattern_says(text: str) -> None:
    expected = LINE_BREAKS.sub(lambda m: m["verbatim"] or m["head_element"] or "\n", text)
    assert collapse_line_breaks(text) == expected


@given(html, html, html)
def test_closed_html_collapses_apart_from_its_surroundings(a: str, b: str, c: str) -> None:
    before, after = f"<p>{collapse_line_breaks(a)}x", f"x{c}"
    if is_closed_html(b) and is_closed_html(before):
        apart = before + "\n" + collapse_line_breaks(b) + collapse_line_breaks(after)
        assert collapse_line_breaks(f"{before}\n {b}{after}") == apart


def rendered(source: str, **contains: bool) -> tuple[object, object]:
    """The pieces and slots of a template that has a title."""
    maker = SlotMaker(secrets.token_hex(8))  # MkDocs keeps URLs that it has taken apart
    title = maker.slot(contains=contains)
    url = maker.url("papers/", "/")
    filters = Environment()  # noqa: S701 - as MkDocs has it
    filters.filters["url"] = lambda path: get_relative_url(path, url)
    page = PageStandIn(title=title, meta={"title": title}, url=url)
    return maker.split(filters.from_string(source).render(page=page))


def test_slots_are_found_where_they_are_printed() -> None:
    source = "a{{ page.title }}b{% if page.title %}{{ page.meta.title ~ '!' }}{% endif %}"
    assert rendered(source) == (["a", "b", "!"], [0, 0])
    assert rendered("{{ page.url }}{{ 'x.css' | url }}") == (["papers/", "/../../x.css"], [1])


@pytest.mark.parametrize(
    "expression",
    [
        "page.title | e", "page.title | upper", "page.title | lower", "page.title | length",
        "page.title | truncate(3)", "page.title | replace('a', 'b')", "page.title | striptags",
        "page.title | tojson", "page.title | urlencode", "page.title | first", "page.title[0]",
        "page.title == 'a'", "page.title < 'b'", "'a' in page.title", "page.title in ['a']",
        "page.title in {'a': 1}", "page.title.startswith('a')", "page.title * 2",
        "page.title | sort", "page.title | title", "page.title | wordwrap(2)", "page.title | trim",
        "page.title % 2", "'{}'.format(page.title)", "page.meta.items()",
        "(page.title ~ '!') | upper", "(page.title ~ '!') | title", "(page.title ~ '!') | e",
        "(page.title ~ '!') | replace(' ', '-')", "page.title | safe | e", "page.title | url",
        "page.url == 'papers/a/'", "page.url in {'papers/a/': 1}", "page.url | upper",
        "page.url.startswith('papers')", "page.url.split('/')", "page.url | replace('/', '-')",
        "page.file.src_path", "page.markdown", "page.abs_url",
    ],
)  # fmt: skip
def test_slots_refuse_all_else(expression: str) -> None:
    with pytest.raises(UnframeableError):
        rendered("{{ " + expression + " }}")


def test_a_slot_answers_what_all_pages_of_a_shape_have_in_common() -> None:
    assert rendered("{{ 'h1' in page.title }}", h1=True) == (["True"], [])


def test_slots_are_filled_in_order() -> None:
    assert join(["a", "b", "c"], [1, 0], ["x", "y"]) == "aybxc"


def test_one_page_in_a_hundred_is_a_sample_and_at_least_one() -> None:
    paths = [f"papers/{n}.md" for n in range(300)]
    assert len(sample(paths)) == 3
    assert sample(reversed(paths)) == sample(paths)
    assert sample(paths[:2])
    assert len(sample([f"papers/{i}.md" for i in range(10_000)])) == MAX_SAMPLES


def test_pages_that_a_site_has_once_are_of_one_kind() -> None:
    assert [kind(p) for p in ("papers/a.md", "papers/index.md", "map.md")] == [
        "papers", "index", "index",
    ]  # fmt: skip
