"""Captured text for comments on GitHub, as people read its source and as Markdown shows it."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.text.characters import visible_line
from generator.text.github import escape_for_github


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Training & serving", "Training & serving"),
        ("Hey! Look", "Hey! Look"),
        ("A+B", "A+B"),
        ("&amp; &lt; AT&T &", "&#38;amp; &#38;lt; AT&#38;T &#38;"),
        ("![x] ! y!", "&#33;&#91;x&#93; &#33; y&#33;"),
        ("a++b++ + c", "a&#43;&#43;b&#43;&#43; &#43; c"),
    ],
)
def test_only_characters_with_a_meaning_are_entities(text: str, source: str) -> None:
    assert escape_for_github(text) == source


@given(st.text("&!+;#amp38 []()<", max_size=20))
def test_markdown_shows_exactly_the_text(text: str) -> None:
    shown = MarkdownIt("commonmark").renderInline(f"a {escape_for_github(text)} b")
    assert not re.search("<(?!/?span>)", shown)
    assert html.unescape(shown).replace("\u2060", "") == f"a {visible_line(text)} b"
