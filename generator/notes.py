"""An editor's note as Markdown: what it becomes before it is cleaned, and where its links lead."""

import re
from collections.abc import Iterator
from html import unescape

import markdown

from generator.names import visible

# For each one the parser looks through the rest of the text: 20,000 would take it minutes.
_MOST_BRACKETS = 300
_ADDRESS = re.compile(r'<(?:a|img)\b[^>]*? (?:href|src)="([^"]*)"')


def marked(text: str) -> str | None:
    """The note's HTML, which is not safe yet; None where it has more brackets than people write."""
    if text.count("[") > _MOST_BRACKETS:
        return None
    parser = markdown.Markdown(output_format="html")
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    return parser.convert(visible(text))


def addresses(text: str) -> Iterator[str]:
    """Where the links of a note lead, also those that pages leave out."""
    if "[" in text or "<" in text:
        yield from map(unescape, _ADDRESS.findall(marked(text) or ""))
