"""Formulas in MathML, as titles and abstracts of publishers have them, to text with HTML tags.

Elements: https://www.w3.org/TR/mathml-core/. Scripts become `<sub>` and `<sup>`.
"""

import re
from collections.abc import Callable, Mapping

from generator.ingest.readers.xml_tree import Element, XmlError, parse_xml
from generator.text.characters import one_line

# A formula with everything in it: `<mml:math><mml:mi>K</mml:mi></mml:math>`.
_FORMULA = re.compile(
    r"""
    < (?P<tag> (?:\w+:)? math ) (?: \s [^<>]* )? >
    .*?
    </ (?P=tag) \s* >
    """,
    re.DOTALL | re.VERBOSE,
)
_PREFIX = re.compile(r"(</?)\w+:")
_PRESCRIPTS = "\0"  # the scripts after this one are before the base
# The same formula in LaTeX, beside the drawn one: `<mml:annotation>x^2</mml:annotation>`.
_UNSEEN = ("annotation", "annotation-xml", "mphantom")
# Accents above a letter, and the combining characters for them.
_COMBINING_ACCENTS = {
    "\u00af": "\u0304", "\u203e": "\u0304", "\u2015": "\u0304", "^": "\u0302",
    "\u02c6": "\u0302", "~": "\u0303", "\u02dc": "\u0303", "\u2192": "\u20d7",
    "\u20d7": "\u20d7", "\u02d9": "\u0307", ".": "\u0307", "\u00a8": "\u0308",
}  # fmt: skip


def mathml_to_html(text: str) -> str:
    """The text with its MathML formulas as letters, `<sub>` and `<sup>`.

    A formula that is not well-formed stays as it is. A letter or digit right before or after a
    formula gets a space: publishers leave out the space there.
    """
    if "math" not in text:
        return text
    made, end = "", 0
    for match in _FORMULA.finditer(text):
        shown = _formula_html(match.group())
        before, after = text[end : match.start()], text[match.end() : match.end() + 1]
        made += before + " " * (before[-1:].isalnum() and shown[:1] not in ("", ","))
        made += shown + " " * after.isalnum()
        end = match.end()
    return made + text[end:]


def _formula_html(source: str) -> str:
    try:
        return _html(parse_xml(_PREFIX.sub(r"\1", source), {}))
    except (XmlError, RecursionError):
        return source


def _html(element: Element) -> str:
    name = element.tag.lower()
    if name in _UNSEEN:
        return ""
    if name == "mprescripts":
        return _PRESCRIPTS
    parts = [_html(child) for child in element.children]
    if not parts:
        return _escape(one_line(element.text))
    layout = _LAYOUTS.get(name)
    return layout(parts) if layout and len(parts) > 1 else _OPENINGS.get(name, "") + "".join(parts)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _script(tag: str, text: str) -> str:
    plain = re.sub(r"</?su[bp]>", "", text)  # a script of a script is read on one level
    return f"<{tag}>{plain}</{tag}>" if plain else ""


def _subscript(parts: list[str]) -> str:
    return parts[0] + _script("sub", parts[1])


def _superscript(parts: list[str]) -> str:
    return parts[0] + _script("sup", parts[1])


def _both_scripts(parts: list[str]) -> str:
    return parts[0] + _script("sub", parts[1]) + "".join(_script("sup", p) for p in parts[2:3])


def _multiscripts(parts: list[str]) -> str:
    base, *after = parts
    at = after.index(_PRESCRIPTS) if _PRESCRIPTS in after else len(after)
    before, after = after[at + 1 :], after[:at]
    return "".join(map(_pair, _pairs(before))) + base + "".join(map(_pair, _pairs(after)))


def _pairs(scripts: list[str]) -> list[tuple[str, str]]:
    return list(zip(scripts[::2], scripts[1::2], strict=False))


def _pair(scripts: tuple[str, str]) -> str:
    return _script("sub", scripts[0]) + _script("sup", scripts[1])


def _fraction(parts: list[str]) -> str:
    return "/".join(part if part.isalnum() else f"({part})" for part in parts[:2])


def _accented(parts: list[str]) -> str:
    accent = _COMBINING_ACCENTS.get(parts[1])
    return parts[0] + accent if accent else _superscript(parts)


_LAYOUTS: Mapping[str, Callable[[list[str]], str]] = {
    "msub": _subscript, "munder": _subscript, "msup": _superscript, "mover": _accented,
    "msubsup": _both_scripts, "munderover": _both_scripts, "mmultiscripts": _multiscripts,
    "mfrac": _fraction, "mroot": lambda parts: f"√({parts[0]})",
}  # fmt: skip
_OPENINGS = {"msqrt": "√"}
