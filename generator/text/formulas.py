r"""LaTeX formulas to MathML trees, which `sanitize` prints as HTML.

latex2mathml parses the formula. Only allowed elements and attributes of MathML Core (W3C) pass:
arithmetic, letters and tables. A formula with an unknown command is rejected as a whole.

Before a library sees a formula, `rejection_reason` checks its length and nesting: pylatexenc
retries every unclosed group, so that each unclosed `\frac{` doubles its time, and nested accents
double its output.
"""

import logging
import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from xml.etree.ElementTree import Element

from pylatexenc.latex2text import LatexNodes2Text

MAX_CHARACTERS = 1000
MAX_DEPTH = 8  # nested groups; real formulas have at most five
_MAX_TREE_DEPTH = 40  # nested elements: a group is up to three of them
_ELEMENTS = {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msub", "msup", "msubsup",
             "mfrac", "msqrt", "mroot", "mover", "munder", "munderover", "mtable", "mtr", "mtd",
             "mstyle", "mpadded"}  # fmt: skip
_CHILDREN = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "mover": 2, "munder": 2,
             "munderover": 3}  # fmt: skip
_ATTRIBUTES = frozenset(("accent", "fence", "form", "linethickness", "mathvariant", "stretchy"))
_VALUE = re.compile(r"[a-z0-9.-]{1,20}")
# Refused in formulas: `\def`, `\href`, `%`; `\newline` is refused too, `\leq` is not.
_REFUSED = re.compile(
    r"""
    \\
    (?: (?:re)?new[a-z]+ | [egx]?def | let  # definitions: unbounded expansion
      | input | include | today             # files and the clock: not reproducible
      | href | url | style | class          # links and styles
      | sideset                             # latex2mathml duplicates its content, doubling the time
    )
    (?![A-Za-z])
    | (?<!\\)%                              # comments
    """,
    re.VERBOSE,
)
# What opens or closes a level of a formula: `\begin`, `\left`, `\sqrt[`, a brace; else an escape.
_DELIMITER = re.compile(
    r"""
    \\(begin|end|left|right)(?![A-Za-z])
    | \\sqrt\s*(\[)
    | \\.           # an escaped brace is no delimiter
    | ([{}\]])
    """,
    re.DOTALL | re.VERBOSE,
)
_CLOSING = {"begin": "end", "left": "right", "[": "]", "{": "}"}

# The library logs each command without arguments, which `_plain_text` detects itself.
logging.getLogger("pylatexenc").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Node:
    """A MathML element with safe attributes, and either text or children."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    children: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as MathML, and in plain characters for titles and search: `1/2`, `√(x)`."""

    root: Node
    text: str


def rejection_reason(latex: str) -> str:
    r"""Why a formula must not be parsed; empty if it may be.

    Braces, `\left` and `\right`, `\begin` and `\end`, and the brackets of roots must be balanced,
    in at most `MAX_DEPTH` levels.
    """
    if len(latex) > MAX_CHARACTERS:
        return f"has {len(latex):,} characters, more than {MAX_CHARACTERS:,}"
    open_groups: list[str] = []  # their closing delimiters
    for match in _DELIMITER.finditer(latex):
        delimiter = match[1] or match[2] or match[3]
        if delimiter in _CLOSING:
            open_groups.append(_CLOSING[delimiter])
            if len(open_groups) > MAX_DEPTH:
                return f"is nested more than {MAX_DEPTH} levels deep"
        elif open_groups[-1:] == [delimiter]:
            open_groups.pop()
        elif delimiter in ("}", "right", "end"):  # a bracket needs no partner: `[0, 1[`
            return f"has one {_quote_delimiter(delimiter)} too many"
    return f"lacks {_quote_delimiter(open_groups[-1])}" if open_groups else ""


def _quote_delimiter(delimiter: str) -> str:
    return f"'\\{delimiter}'" if delimiter.isalpha() else f"'{delimiter}'"


@lru_cache(maxsize=1024)
def parse_formula(latex: str) -> Formula | None:
    """Parse a formula without its delimiters; None if any part is not supported."""
    # Imported here: few lists have a formula, and its table of symbols takes time to load.
    from latex2mathml.converter import convert_to_element  # noqa: PLC0415

    if rejection_reason(latex) or _REFUSED.search(latex):
        return None
    try:
        return Formula(_safe_node(convert_to_element(latex)), _plain_text(latex))
    except Exception:  # noqa: BLE001 - on any failure the source is shown
        return None


def _plain_text(latex: str) -> str:
    """A formula in plain characters; its source if pylatexenc cannot read it."""
    try:
        # Strict parsing: the tolerant mode takes exponential time.
        read = LatexNodes2Text(math_mode="text").latex_to_text(latex, tolerant_parsing=False)
    except Exception:  # noqa: BLE001 - it raises its own errors and KeyError
        return latex
    text = str(read).strip()
    # A command whose arguments it does not find, as in `\sqrt\frac{1}{2}`, leaves `%s/%s`.
    return text if text and text.count("%") <= latex.count(r"\%") else latex


def _safe_node(element: Element, depth: int = 0) -> Node:
    """The element with its allowed attributes only.

    Raises:
        ValueError: The element or a text in it is not allowed.
    """
    text = unescape(element.text or "")
    if depth > _MAX_TREE_DEPTH:  # commands without braces nest too: \sqrt\sqrt\sqrt x
        raise ValueError(element.tag)
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
    children = tuple(_safe_node(child, depth + 1) for child in element)
    if element.tag == "math" and not "".join(element.itertext()).strip():
        raise ValueError(element.tag)
    return Node(element.tag, tuple(attributes), text, children)
