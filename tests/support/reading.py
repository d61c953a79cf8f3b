"""Reading built HTML as a browser would."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib


def document(text: str) -> Element:
    """The tree a browser makes of a page."""
    tree: Element = html5lib.parse(text, namespaceHTMLElements=False)
    return tree


@cache
def elements_of(page: Path) -> Sequence[tuple[str, Mapping[str, str]]]:
    """The same of a page of a site that no test changes: many tests look at all of its pages."""
    return tuple(elements(page.read_text("utf-8")))


def elements(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every element's name and attributes, in document order."""
    for element in document(text).iter():
        if isinstance(element.tag, str):
            yield element.tag, {str(k): v for k, v in element.attrib.items()}


def with_class(root: Element, name: str) -> Element:
    """The first element of a class."""
    return next(e for e in root.iter() if name in e.attrib.get("class", "").split())


def visible(element: Element) -> str:
    """The text one sees, white space collapsed; a `br` is a space."""
    for line_break in element.iter("br"):
        line_break.tail = " " + (line_break.tail or "")
    return " ".join("".join(element.itertext()).split())
