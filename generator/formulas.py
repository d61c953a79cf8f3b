"""Formulas in LaTeX as trees of MathML, for `markup` to print: nothing here is HTML.

latex2mathml reads the formula. Of what it makes, only known elements and harmless attributes are
kept, so that a formula can draw and nothing else: those of MathML Core (W3C) that show
arithmetic, letters and tables. What it does not know stays visible as a command; then there is no
formula at all, rather than half of one.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from xml.etree.ElementTree import Element

from pylatexenc.latex2text import LatexNodes2Text

LONGEST = 1000
_ELEMENTS = {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msub", "msup", "msubsup",
             "mfrac", "msqrt", "mroot", "mover", "munder", "munderover", "mtable", "mtr", "mtd",
             "mstyle", "mpadded"}  # fmt: skip
_CHILDREN = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "mover": 2, "munder": 2,
             "munderover": 3}  # fmt: skip
_ATTRIBUTES = frozenset(("accent", "fence", "form", "linethickness", "mathvariant", "stretchy"))
_VALUE = re.compile(r"[a-z0-9.-]{1,20}")
# What defines commands could grow without end, what reads files or the clock differs from day to
# day, links and styles are not arithmetic, and an unescaped percent sign is a comment to LaTeX.
_REFUSED = re.compile(
    r"\\(?:(?:re)?new[a-z]+|[egx]?def|let|input|include|today|href|url|style|class)(?![A-Za-z])"
    r"|(?<!\\)%"
)


@dataclass(frozen=True, slots=True)
class Node:
    """An element of MathML with safe attributes; it has either text or children."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    children: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as MathML and in plain characters, for titles and the search: `1/2`, `√(x)`."""

    root: Node
    text: str


@lru_cache(maxsize=1024)
def formula(latex: str) -> Formula | None:
    """A formula (without the signs around it); None if any of it is not understood."""
    # Imported here: few lists have a formula, and its table of symbols takes time to load.
    from latex2mathml.converter import convert_to_element  # noqa: PLC0415

    if len(latex) > LONGEST or _REFUSED.search(latex):
        return None
    try:
        text = str(LatexNodes2Text(math_mode="text").latex_to_text(latex))
        return Formula(_node(convert_to_element(latex)), text.strip() or latex)
    except Exception:  # noqa: BLE001 - whatever a library stumbles over, the source is shown
        return None


def _node(element: Element) -> Node:
    """An element without what is not allowed.

    Raises:
        ValueError: the element, or a text in it, is none that a formula may show.
    """
    text = unescape(element.text or "")
    if element.tag not in _ELEMENTS or re.search(r"[\\&]|^[{}]$", text):
        raise ValueError(element.tag)
    if len(element) != _CHILDREN.get(element.tag, len(element)):
        raise ValueError(element.tag)
    allowed = _ATTRIBUTES | ({"width"} if element.tag == "mspace" else set())
    attributes = (
        (name, value)
        for name, value in element.attrib.items()
        if name in allowed and _VALUE.fullmatch(value)
    )
    children = tuple(map(_node, element))
    if element.tag == "math" and not "".join(element.itertext()).strip():
        raise ValueError(element.tag)
    return Node(element.tag, tuple(attributes), text, children)
