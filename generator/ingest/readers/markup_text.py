"""Titles and abstracts with tags of HTML, JATS or MathML as plain text.

JATS: https://jats.nlm.nih.gov/publishing/tag-library/1.3/.
"""

import re

from generator.ingest.readers.mathml_text import mathml_to_html
from generator.text.characters import one_line, paragraph
from generator.text.english import FUNCTION_WORDS
from generator.text.latex import read_html

# A formula in LaTeX: `<jats:tex-math>$x^2$</jats:tex-math>`.
_TEX_MATH = re.compile(
    r"""
    < (?:jats:)? tex-math (?:\s[^<>]*)? > (?P<tex>[^<]*) </ (?:jats:)? tex-math >
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Two forms of one formula; the MathML of such a pair is read.
_ALTERNATIVES = re.compile(
    r"""
    < (?:jats:)? alternatives > (?P<forms>.*?) </ (?:jats:)? alternatives >
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_TEX_DOCUMENT = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
# Tags of JATS beside those that `read_html` knows: `<jats:ext-link xlink:href="…">`.
_JATS_TAG = re.compile(
    r"""
    </? jats: (?! (?:p|sec|title|sub|sup|inf) [\s/>] ) (?P<name>[\w-]+) (?:\s[^<>]*)? >
    """,
    re.IGNORECASE | re.VERBOSE,
)
_JATS_BLOCKS = ("list", "list-item", "disp-formula", "disp-quote", "def-item", "table-wrap")
# What is left of a text that was escaped twice: `<i>In vitro</i>`, `R&amp;D`.
_ESCAPED_TWICE = re.compile(
    r"""
    < (?P<tag> i | b | em | strong | su[bp] | scp | italic | bold ) > [^<>]* </ (?P=tag) >
    | & (?: amp | lt | gt | quot | apos | nbsp | \#\d{1,6} | \#x[0-9a-f]{1,5} ) ;
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HEADING = re.compile(r"(?:abstract|summary)\s*[:.]?", re.IGNORECASE)
# The heading and the first word of an abstract on one line: `Abstract We propose`.
_INLINE_HEADING = re.compile(
    r"""
    (?:Abstract|ABSTRACT) (?: \s* [:.\u2014\u2013-] \s* | \s+ )
    (?= (?P<first>[A-Z]\w*) \s+ (?P<second>\S*) )
    """,
    re.VERBOSE,
)


def read_markup(text: str, *, is_exact: bool = False) -> str:
    """Captured text from a text with tags of HTML, JATS or MathML, and entities.

    Args:
        text: the text.
        is_exact: whether its source certainly escapes each character once.
    """
    text = _ALTERNATIVES.sub(_one_alternative, text)
    text = _TEX_MATH.sub(lambda match: _tex(match["tex"]), text)
    plain = read_html(_JATS_TAG.sub(_block_break, mathml_to_html(text)))
    for _ in range(0 if is_exact else 2):
        if not _ESCAPED_TWICE.search(plain):
            break
        plain = read_html(plain)
    return plain


def title_text(text: str, *, is_exact: bool = False) -> str:
    r"""A title as one line of captured text.

    Backslashes before white space are escaped: they are literal here, but a space in LaTeX.
    """
    return re.sub(r"(?<!\\)\\(?=\s|$)", r"\\\\", one_line(read_markup(text, is_exact=is_exact)))


def abstract_text(text: str, title: str = "", *, is_exact: bool = False) -> str:
    """An abstract as captured text, without the heading "Abstract"."""
    plain = read_markup(text, is_exact=is_exact)
    lines = [line for line in map(str.strip, plain.splitlines()) if line]
    if len(lines) > 1 and _HEADING.fullmatch(lines[0]):
        del lines[0]
    joined = paragraph(lines)
    heading = _INLINE_HEADING.match(joined)
    if heading and not is_exact and "abstract" not in title.lower():
        # "Abstract Meaning Representation is": a term goes on, after a heading a sentence starts.
        is_sentence = heading["second"][:1].islower() or heading["first"].lower() in FUNCTION_WORDS
        return joined[heading.end() :] if is_sentence else joined
    return joined


def _one_alternative(match: re.Match[str]) -> str:
    has_mathml = re.search(r"<(?:\w+:)?math\b", match["forms"])
    return _TEX_MATH.sub("", match["forms"]) if has_mathml else match["forms"]


def _tex(source: str) -> str:
    document = _TEX_DOCUMENT.search(source)
    return one_line(document[1] if document else source)


def _block_break(match: re.Match[str]) -> str:
    return "\n" if match["name"].lower() in _JATS_BLOCKS else ""
