r"""How captured text is read: LaTeX and Markdown residue, one rule for each construct.

The first rule of `RULES` that matches at a place wins. Anything that no rule matches is text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from generator.text.latex_accents import accented_letter
from generator.text.latex_symbols import math_letter, symbol_characters


@dataclass(frozen=True, slots=True)
class Reading:
    """What a match reads as.

    `kind` says what becomes of `content`: `text` is shown, `link` is a URL, `math` is a formula,
    `index` is a subscript that may be part of a name.
    Any other kind is an HTML element, or `span` for none, whose content is captured text again.
    `opening` and `closing` are quotation marks around it.
    """

    kind: str
    content: str
    opening: str = ""
    closing: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A construct of captured text.

    Attributes:
        name: what the rule reads.
        pattern: matches the construct where it begins.
        read: what a match reads as; None if the rule does not apply after all.
        example: a text with the construct.
        html: that text as HTML.
    """

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Reading | None]
    example: str
    html: str


_GROUP = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"  # braces, nested up to three deep
_STYLE_ELEMENTS = {
    **dict.fromkeys(("textbf", "bf"), "strong"),
    **dict.fromkeys(("textit", "emph", "em", "it", "textsl", "sl"), "em"),
    **dict.fromkeys(("texttt", "tt"), "code"),
    **dict.fromkeys(("textsc", "sc", "textrm", "rm", "textsf", "sf", "text", "mbox"), "span"),
    **dict.fromkeys(("mathrm", "mathbf", "mathit", "mathsf", "mathtt", "textnormal"), "span"),
    **dict.fromkeys(("underline", "operatorname", "ensuremath"), "span"),
}
_STYLE = "|".join(_STYLE_ELEMENTS)
_ACCENT = r"""
    \\(?: ["'`^~=.] (?: \{(?:[A-Za-z]|\\[ij])\} | [A-Za-z] | \\[ij](?![A-Za-z]) )
        | [cvHukrdb] \{(?:[A-Za-z]|\\[ij])\}
    )
"""
_JOINED_WORD = r"(?<=[^\s(\[{<\"`=/,|!-])"  # a dash joins words; before an option it does not
_VARIABLE = r"[A-Za-z](?:\([^\s$]*\))?(?:[-+*/]\d*[A-Za-z]?)*\$"  # `n`, `n-1`, `O(n)`: no price
_SUPERSCRIPT_DIGITS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE)


def _text(text: str) -> Reading:
    return Reading("text", text)


def _styled(command: str, content: str) -> Reading:
    return Reading(_STYLE_ELEMENTS[command], content.strip())


def _accented(latex: str) -> Reading:
    return _text(accented_letter(latex[1], latex[2:].removeprefix("{").removesuffix("}")))


def _symbol(match: re.Match[str]) -> Reading | None:
    character = symbol_characters().get(match[1])
    return _text(character) if character else None


RULES = (
    Rule(
        "command of a URL",
        _compile(r"\\(?:url|href)\{ (https?://[^\s{}]+) \}"),
        lambda match: Reading("link", match[1]),
        r"\url{https://example.org/a}",
        '<a href="https://example.org/a">https&#58;//example.org/a</a>',
    ),
    Rule(
        "style of a group",
        _compile(rf"\{{\\({_STYLE})(?![A-Za-z]) ((?:[^{{}}]|\{{[^{{}}]*\}})*) \}}"),
        lambda match: _styled(match[1], match[2]),
        r"a {\bf fast} model",
        "a <strong>fast</strong> model",
    ),
    Rule(
        "style as a command",
        _compile(rf"\\({_STYLE})\s*{_GROUP}"),
        lambda match: _styled(match[1], match[2]),
        r"\emph{very} fast",
        "<em>very</em> fast",
    ),
    Rule(
        "escaped apostrophe",
        _compile(r"(?<=[A-Za-z]) \\'s (?![A-Za-z])"),
        lambda _: _text("'s"),
        r"Moore\'s law",
        "Moore's law",
    ),
    Rule(
        "accented letter in braces",
        _compile(rf"\{{({_ACCENT})\}}"),
        lambda match: _accented(match[1]),
        r"G{\"o}del",
        "Gödel",
    ),
    Rule(
        "accented letter",
        _compile(_ACCENT),
        lambda match: _accented(match[0]),
        r"Gar\c{c}on, G\"odel",
        "Garçon, Gödel",
    ),
    Rule(
        "mathematical letter",
        _compile(r"\\(?:mathbb|mathcal|tilde|hat|bar|vec|mathfrak)\{[A-Za-z]\}"),
        lambda match: _text(math_letter(match[0])),
        r"over \mathbb{R}",
        "over \u211d",
    ),
    Rule(
        "escaped character",
        _compile(r"\\([%$&#_{}])"),
        lambda match: _text(match[1]),
        r"down by 3.6\%",
        "down by 3.6%",
    ),
    Rule(
        "spacing command",
        _compile(r"\\[ ,;](?=\S)"),
        lambda _: _text(" "),
        r"10\,GB",
        "10 GB",
    ),
    Rule(
        "formula",
        _compile(
            rf"""
            \\\( ((?:[^\\]|\\(?![()]))+) \\\)
            | (?<![\w$\\]) \$ (?=[^\s$])  # a formula between dollar signs, and not two prices
              ( (?=[^$\n]*[\\^_={{}}<>] | {_VARIABLE}) [^$\n]*[^\s$\\] )
              \$ (?![\w$])
            | \\\[ ((?:[^\\]|\\(?![\[\]]))+) \\\]
            | \$\$ (?=[^$\n]*[\\^_={{}}<>]) ([^$\n]+) \$\$
            """
        ),
        lambda match: Reading("math", next(filter(None, match.groups())).strip()),
        r"$n_i$ for $5",
        "n<sub>i</sub> for &#36;5",
    ),
    Rule(
        "symbol in braces",
        _compile(r"\{\\([A-Za-z]+)\}"),
        _symbol,
        r"Stra{\ss}e",
        "Straße",
    ),
    Rule(
        "symbol",
        _compile(r"\\([A-Za-z]+)(?:\{\})?"),
        _symbol,
        r"2\times faster",
        "2\u00d7 faster",
    ),
    Rule(
        "power of a number",  # in plain text 10^5 is not 105
        _compile(r"(?<=\d)\^(?: \{(-?\d+)\} | (-?\d+)(?!\w|\.\d) )"),
        lambda match: _text((match[1] or match[2]).translate(_SUPERSCRIPT_DIGITS)),
        "10^{-5}",
        "10⁻⁵",
    ),
    Rule(
        "superscript",
        _compile(rf"(?<=[^\s^_(\[{{])\^(?: {_GROUP} | (-?\d+|[A-Za-z*+](?![A-Za-z])) )"),
        lambda match: Reading("sup", match[1] if match[1] is not None else match[2]),
        "D^{2}MoE",
        "D<sup>2</sup>MoE",
    ),
    Rule(
        "subscript in braces",
        _compile(rf"(?<=[^\s^_])_(?:{_GROUP})"),
        lambda match: Reading("sub", match[1]),
        "x_{max}",
        "x<sub>max</sub>",
    ),
    Rule(
        "subscript of a variable",  # one letter, or two capitals before digits: `CO_2`
        _compile(
            r"""
            (?: (?<=(?<!\w)[^\W\d_])_(\d+) | (?<=(?<!\w)[A-Z]{2})_(\d+) )
            (?![a-z0-9_])
            """
        ),
        lambda match: Reading("sub", match[1] or match[2]),
        "CO_2 is no snake_case",
        "CO<sub>2</sub> is no snake&#95;case",
    ),
    Rule(
        "letter as a subscript",  # of a variable in an abstract; in a title it may be a name
        _compile(r"(?<=(?<!\w)[^\W\d_])_([A-Za-z])(?![a-z0-9_])"),
        lambda match: Reading("index", match[1]),
        "each f_i of top_k",
        "each f<sub>i</sub> of top&#95;k",
    ),
    Rule(
        "double quotation marks",
        _compile(r"``(?=\S) ((?:[^`]|`[^`']*')*?) ''"),
        lambda match: Reading("span", match[1], "\u201c", "\u201d"),
        "the ``free'' lunch",
        "the \u201cfree\u201d lunch",
    ),
    Rule(
        "single quotation marks",
        _compile(r"(?<![\w`])`(?=\w) ([^`'\n]*(?:'\w[^`'\n]*)*[^\s`']) '(?!\w)"),
        lambda match: Reading("span", match[1], "\u2018", "\u2019"),
        "the `free' lunch",
        "the \u2018free\u2019 lunch",
    ),
    Rule(
        "Markdown strong emphasis",
        _compile(r"(?<![\w*])\*\*(?=\w) ((?:[^*\n])*[^\s*]) \*\*(?![\w*])"),
        lambda match: _styled("bf", match[1]),
        "a **fast** model",
        "a <strong>fast</strong> model",
    ),
    Rule(
        "Markdown emphasis",
        _compile(r"(?<![\w*])\*(?=[^\W\d]) ([^*\n]*[^\s*]) \*(?![\w*])"),
        lambda match: _styled("em", match[1]),
        "2*3 and *fast*",
        "2&#42;3 and <em>fast</em>",
    ),
    Rule(
        "em dash",
        _compile(rf"{_JOINED_WORD}---(?![\s>-]) | (?<=\s)---(?=\s)"),
        lambda _: _text("\u2014"),
        "fast---and small",
        "fast\u2014and small",
    ),
    Rule(
        "en dash",
        _compile(rf"{_JOINED_WORD}--(?=[^\s>-]) | (?<=\s)--(?=\s)"),
        lambda _: _text("\u2013"),
        "pages 1--9, option --fast",
        "pages 1\u20139, option &#45;&#45;fast",
    ),
    Rule(
        "tie",
        _compile(r"(?<=[A-Za-z.)])~(?=[\w(\\]) | (?<=\d)~(?=[A-Za-z])"),
        lambda _: _text("\u00a0"),
        "Figure~1, ~5%",
        "Figure\u00a01, &#126;5%",
    ),
)  # fmt: skip
# First one class of characters, which `re` finds fast, then what must be around some of them.
RULE_START = re.compile(r"[\\{^_`*~$h-](?:(?<=[^h-])|(?<=-)-|(?<=h)ttps?://)")
"""Where a rule can match, or a bare URL can begin: a quick test before all patterns are tried."""
