"""Editors' notes: Markdown to safe HTML, and the targets of their links.

Python-Markdown recurses into nested elements and needs quadratic time for some texts. So notes
beyond the limits below are shown as plain text; `rejection_reason` says which limit.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

import markdown
import nh3
from markupsafe import Markup

from generator.text.characters import replace_invisible
from generator.text.sanitize import LINK_SCHEMES, escape, is_safe_url, numeric_entities

MAX_DEPTH = 10  # nested lists and quotations
# The parser scans the rest of the text for each of these characters, and for each line.
MAX_SIGNS = {"[": 300, "`": 500}
MAX_LINES = 500
_MAX_ELEMENT_DEPTH = 40  # a level of lists is two or three elements
_MARKER = re.compile(r"([ \t]*)(?:>|(?:[-+*]|\d+\.)(?=[ \t]))")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_VOID = ("br", "hr", "img")
_ADDRESS = re.compile(r'<(?:a|img)\b[^>]*? (?:href|src)="([^"]*)"')
_HUGE_REFERENCE = re.compile(r"&#[0-9]{20,};?")  # too many digits for Python to convert
_ELEMENTS = {"a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li",
             "ol", "p", "pre", "strong", "ul"}  # fmt: skip
# Characters with a meaning to Markdown or Jinja in cleaned HTML: `{{`, `*`, a blank line, `--`.
_SPECIAL = re.compile(
    r"""
    [{}\[\]\\`*_~^|$@]
    | (?<=\n)\n            # a blank line, which would end the block
    | -(?=-) | (?<=-)-     # smart dashes
    """,
    re.VERBOSE,
)


def rejection_reason(text: str) -> str:
    """Why a note is shown as plain text; empty if it is rendered as Markdown."""
    for sign, most in MAX_SIGNS.items():
        if text.count(sign) > most:
            return f"has more than {most} signs {sign!r}"
    lines = text.splitlines()
    if len(lines) > MAX_LINES:
        return f"has more than {MAX_LINES} lines"
    if any(_line_depth(line) > MAX_DEPTH for line in lines) or _unsafe_html(text) is None:
        return f"nests lists or quotations more than {MAX_DEPTH} levels deep"
    return ""


def note_html(text: str) -> Markup:
    """A note as safe HTML: raw HTML is shown as text, and only allowed elements are kept.

    The result has no blank line, so that it remains one block in a Markdown page.
    """
    html = None if rejection_reason(text) else _unsafe_html(text)
    if html is None:
        return Markup("<p>{}</p>").format(Markup("<br>").join(map(escape, text.splitlines())))
    clean = nh3.clean(
        html,
        tags=_ELEMENTS,
        attributes={"a": {"href", "title"}},
        url_schemes={*LINK_SCHEMES, "mailto"},
        url_relative="deny",
        attribute_filter=_safe_attribute,
    )
    return Markup(_SPECIAL.sub(numeric_entities, clean))  # noqa: S704 - cleaned above


def _safe_attribute(_element: str, name: str, value: str) -> str | None:
    """The value, or None for the URL of an unsafe link."""
    is_link = name == "href" and not value.lower().startswith("mailto:")
    return None if is_link and not is_safe_url(value) else value


def link_targets(text: str) -> Iterator[str]:
    """The targets of a note's links and images, including those that pages leave out."""
    if ("[" in text or "<" in text) and not rejection_reason(text):
        for address in _ADDRESS.findall(_unsafe_html(text) or ""):
            yield unescape(_HUGE_REFERENCE.sub("\ufffd", address))


@lru_cache(maxsize=1024)
def _unsafe_html(text: str) -> str | None:
    """The note's HTML before cleaning; None if Markdown fails or nests elements too deeply."""
    parser = markdown.Markdown(output_format="html")
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    try:
        html = parser.convert(replace_invisible(text))
    except (RecursionError, ValueError):
        return None
    depth = 0
    for closing, name in _TAG.findall(html):
        if name not in _VOID:
            depth += -1 if closing else 1
        if depth > _MAX_ELEMENT_DEPTH:
            return None
    return html


def _line_depth(line: str) -> int:
    """Upper bound of the nesting depth of a line, by its markers and their indentation."""
    depth = place = 0
    while marker := _MARKER.match(line, place):
        depth += 1 + len(marker[1].expandtabs(4)) // 4
        place = marker.end()
    return depth
