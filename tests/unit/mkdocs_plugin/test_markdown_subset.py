"""The quick converter gives what Python-Markdown gives, or nothing."""

from typing import cast

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from invented import texts

from generator.mkdocs_plugin.fast_build.markdown_subset import (
    PERMALINK,
    SUPPORTED_EXTENSIONS,
    convert,
)
from generator.text.sanitize import attribute, escape, preformatted, to_heading, to_html

# Blocks of the dialect, in the words of the templates.
KNOWN = (
    "# Title",
    '# Title { #paper lang="de" dir="auto" }',
    "## Editors’ picks { data-search-exclude }",
    (
        '## LLaMA <span class="rl-count">9<span class="rl-unseen"> papers</span></span> '
        "{ data-search-exclude }"
    ),
    '## 2024 <span class="rl-count">2</span> { #2024 data-toc-label="2024" }',
    "5 papers, newest first.",
    "[CSL-JSON](../papers/gpipe.csl.json)",
    "Run `reading-list check` first.",
    (
        '- [GPipe](../papers/gpipe.md){ .rl-title data-was="a b" lang="de" dir="auto" } '
        '<span class="rl-badge">Pick</span><br><span class="rl-meta">2019 · Huang</span>'
        '<br><span class="rl-topics">[A &#38; B](../topics/a.md) · [C](../topics/c.md)</span>'
    ),
    "- plain\n- [two](index.md){ #in-two }\n- <span>1 of 2</span> [next](b.md#in-x){ rel=next }",
    (
        '<div class="rl-names" markdown>\n\n- [Lee, Ann](lee.md) <span class="rl-count">2</span>\n'
        '{ #name-ann-lee }\n- Kim: [A](a.md), [B](b.md){ lang="de" dir="auto" }\n{ #name-kim }\n'
        "- <bdi>C</bdi>: [D](d.md)\n{ #x-1 }\n- e\n\n</div>"
    ),
    (
        '<nav class="rl-topics" aria-label="Topics" data-search-exclude="" markdown>\n\n'
        "- [All](index.md)\n\n</nav>"
    ),
    '<nav class="rl-chips" aria-label="A &#38; &#34;B&#34; &lt;" markdown>\n\n- a\n- b\n\n</nav>',
    (
        '<aside class="a" aria-label="Facts" markdown>\n\n<div class="b" markdown>\n\n'
        '- <span>arXiv</span> <span>1</span>\n- <a href="https://x.org/a_b?c=1">Code</a>\n\n</div>\n\n'
        "</aside>"
    ),
    '<p class="rl-meta" markdown><time datetime="2019">2019</time> · [Org](../o.md)</p>',
    '<p class="rl-back" data-search-exclude markdown>[Tags](index.md)</p>',
    '<p class="rl-links" data-search-exclude><a href="https://x.org/a_b?c=1&#38;d">a</a></p>',
    '<div class="rl-marks" data-search-exclude data-paper="gpipe"></div>',
    '<h2 id="related" data-search-exclude>Related papers</h2>',
    (
        '<div class="a" data-search-exclude markdown>\n\n<div markdown>\n\n<p>B &#38; c</p>\n'
        "\n- x\n\n</div>\n\n</div>"
    ),
    (
        '<div class="rl-cite" data-search-exclude="" markdown>\n\n<details open><summary>Reference'
        "</summary><pre>&#64;a&#123;&#10;&#32;b&#125;</pre></details>\n\n<details><summary>B</summary>"
        "<pre>c</pre></details>\n\n[C](c.json)\n\n</div>"
    ),
    (
        '<div class="c" markdown>\n\n<figure class="rl-chart">\n<svg viewBox="0 0 9 9" role="img">'
        '\n<rect x="1" y="2"/><text>4</text>\n</svg>\n<figcaption>Years</figcaption>\n</figure>\n'
        "\n</div>"
    ),
    (
        '<details class="rl-about"><summary>From</summary>\n<ul>\n<li>a: <b>x</b></li>\n</ul>\n'
        "<p>b</p>\n</details>"
    ),
    (
        '<div class="rl-map">\n<svg viewBox="0 0 1 1"><a xlink:href="a/"><title>A &#38; b</title>'
        '<circle cx="1"/></a></svg>\n</div>'
    ),
    "<span><math><mi>x</mi></math></span> is a formula.",
    (
        '<div class="c" markdown>\n\n- [<span><math><mi>x</mi></math></span> y](z.md){ .rl-title }'
        "\n- [a <span><math><mi>x</mi></math></span>](z.md) <span><math><mi>x</mi></math></span>"
        "\n\n</div>"
    ),
)
# Markdown and HTML that no template prints: known to the converter or not, nothing may differ.
HOSTILE = (
    "*a* _b_ __c__ **d**", "a_b_c *", "`a` ``b`` `", "\\* \\", "![a](b)", "!", "!!! note", "[a]",
    "[a][b]", "[a]: b", "[a](b c)", "[a](<b>)", "[[a](b)](c)", "[a](b){ .c } }", "{ .c }",
    "{: #x }", "[a](b){ .c_d }", "[a](b){ x='1' }", '[a](b){ title="a_b_c" }',
    "[a](b){ .c }{ .d }", "[a](b) { .c }", "[](a)", "[ ](a)", "[a]( b )", "[a](a_b_c)", "<b",
    "<b>", "</b>", "<p>", "</p>", "<p", "<div>", "</div>", "<div markdown>", "</nav>", "<pre>",
    "<script>", "<!-- a -->", "<!--", "<a@b.c>", "<http://a.b>", "<br>", "<br/>", "<hr>", "<hr/>",
    "<p/>", "<A HREF='x'>", "<b a=b>", "&", "&amp;", "&lt;", "&#38;", "&#x26;", "&#38", "&copy",
    "& a;", '"', "'", ">", "> a", "< a", "#", "# a", "a #", "# a #", "## b", "#c", "1. a", "2) b",
    "-", "- a", "- - b", "-  c", "+ d", "* e", "- # f", "- 1. g", "- [ ] h", "---", "===",
    "a\n===", ":   def", "a\n:   def", "| a |", "a | b\n--- | ---\nc | d", "~~~", "```",
    "    code", "\tcode", " a", "a  ", "a  \nb", "a\nb", "\n", "\n\n", "[TOC]", "[^1]", "[^1]: n",
    "\x02", "\x03", "\x02wzxhzdk:0\x03", "\u00a0", "\u00a0a", "\u2028", "\x0b", "\x85", "é", "漢字",
    "http://a.b", "https&#58;//a.b", "{", "}", "{{ a }}", "(", ")", "](", '<a id="x">y</a>',
    '<span id="x">', "</span>", "<span markdown>", "<p markdown>a</p>", '<p class="a" markdown>',
    "<nav markdown>", "<li>", "<math>", "<title>", "<textarea>", "<summary>",
)  # fmt: skip

captured = st.one_of(
    *(texts.map(escaped) for escaped in (escape, to_html, to_heading, preformatted, attribute))
).map(str)
pieces = st.one_of(st.sampled_from(HOSTILE), st.sampled_from(("a", " ", "b c")), captured)
lines = st.lists(pieces, min_size=1, max_size=4).map("".join)
in_links = st.builds("[{}](../papers/x.md){{ .rl-title }}{}".format, lines, lines)
in_elements = st.builds('<p class="{}" markdown>{}</p>'.format, captured, lines)
ids = st.sampled_from(("", "", "\n{ #name-x }", "\n{ #y }"))
items = st.lists(
    st.builds("- {}{}".format, st.one_of(lines, in_links), ids), min_size=1, max_size=3
).map("\n".join)
headings = st.one_of(
    st.builds("## {}".format, lines),
    st.builds("## {} {{ #{} }}".format, lines, st.sampled_from(["a", "b_c", "d e", "é"])),
)
raw = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["p", "div", "details", "h2"]), lines)
simple_blocks = st.one_of(
    st.sampled_from(KNOWN), lines, items, headings, raw, in_links, in_elements
)
containers = st.lists(simple_blocks, min_size=1, max_size=3).map(
    lambda blocks: "<div markdown>\n\n{}\n\n</div>".format("\n\n".join(blocks))
)
pages = st.lists(
    st.one_of(st.sampled_from(KNOWN), simple_blocks, containers), min_size=1, max_size=5
).map("\n\n".join)


def python_markdown(text: str, *, permalink: bool = True) -> tuple[str, object]:
    """The content and the headings that Python-Markdown gives."""
    extensions = sorted(SUPPORTED_EXTENSIONS)
    converter = markdown.Markdown(
        extensions=extensions, extension_configs={"toc": {"permalink": permalink}}
    )
    html = converter.convert(text)
    return html, [_heading(token) for token in vars(converter)["toc_tokens"]]


def converted(text: str, *, permalink: bool = True) -> tuple[str, object] | None:
    """The same of the quick converter, with links as they are; None if it does not know a text."""
    converted = convert(text, lambda href: href, PERMALINK if permalink else "")
    return (
        (converted.html, [_heading(token) for token in converted.headings]) if converted else None
    )


def _heading(token: object) -> tuple[object, ...]:
    found = cast("dict[str, object]", token)
    children = cast("list[object]", found["children"])
    return found["level"], found["id"], found["name"], [_heading(child) for child in children]


@pytest.mark.parametrize("block", KNOWN)
def test_converts_each_block_of_the_templates(block: str) -> None:
    assert converted(block) == python_markdown(block)


@pytest.mark.parametrize("following", [KNOWN[0], KNOWN[5], KNOWN[8], KNOWN[10], KNOWN[14]])
def test_separates_blocks_as_python_markdown_does(following: str) -> None:
    for block in KNOWN:
        text = f"{block}\n\n{following}\n\n{block.replace('in-two', 'in-three')}\n"
        assert converted(text) in (None, python_markdown(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_knows_hostile_texts_exactly_or_not_at_all(text: str) -> None:
    for page in (
        text, f"a {text} b", f"- {text}", f"# {text}", f"<p markdown>{text}</p>", f"[{text}](x.md)",
        f"<div>{text}</div>", f"<div markdown>\n\n{text}\n\n</div>", f"a\n\n{text}\n\nb",
        f"a\n{text}", f"- [a](b.md){text} c", f'<p class="{text}">a</p>', f"# a {{ {text} }}",
        f"{text}\n\n- a",
    ):  # fmt: skip
        assert converted(page) in (None, python_markdown(page)), page


@given(pages)
@example("- a\n\n- b")
@example("<p>a</p>\n<p>b</p>")
def test_knows_invented_pages_exactly_or_not_at_all(text: str) -> None:
    assert converted(text) in (None, python_markdown(text))


@given(captured, captured)
def test_converts_all_captured_text(title: str, text: str) -> None:
    page = f'# {title} {{ #paper }}\n\n<p class="rl-abstract">{text}</p>\n'
    if title and title == title.strip() and "\n" not in title + text:
        assert converted(page) in (None, python_markdown(page))


def test_gives_headings_unique_ids() -> None:
    text = "# A\n\n## A\n\n- [x](y.md){ #a-b }\n\n## A b\n\n### C { #a-1 }\n\n## &#38;"
    assert converted(text) == python_markdown(text)


def test_can_leave_out_links_beside_headings() -> None:
    assert converted("# A", permalink=False) == python_markdown("# A", permalink=False)


def test_does_not_know_a_link_without_a_page() -> None:
    assert convert("[a](b.md)", lambda _: None) is None
