r"""The one place where captured text becomes safe Markdown or HTML.

Captured text is data. It carries LaTeX residue (`3.6\%`, `D^{2}MoE`, ``` ``quoted'' ```) that
should read as its author meant, and anything else (HTML, Markdown, Jinja) that must be shown as it
stands. `tokens` splits a text into pieces; `to_html` renders them as inline HTML in which every
character with a meaning to HTML, Markdown or Jinja is a numeric entity, so that the result is
inert in a Markdown paragraph, in an HTML attribute and in an HTML element alike; `to_text` renders
them as plain text for titles, slugs and comparisons.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup
from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db

from generator.text.characters import visible
from generator.text.formulas import Node, parse_formula, rejection_reason
from generator.text.hosts import deception, is_unreachable, parse_url
from generator.text.latex_accents import accented

LINK_SCHEMES = ("http", "https")

# Characters that some Markdown dialect, HTML or a template language gives a meaning: everywhere,
# then those that open a block at the start of a line, then emoji shortcodes and bare addresses,
# then rules, smart dashes and snippets.
_SPECIAL = re.compile(
    r"[&<>\"\\`*_{}\[\]#~^=|!$@+]"
    r"|^(?:[-:.)?/]|\d+(?=[.)]))"
    r"|:(?=[\w+-]+:|//)|w(?=ww\.)"
    r"|-(?=-)|(?<=-)-",
    re.MULTILINE,
)
_INDENT = re.compile(r"^[ \t]+")  # at the start of a line it would make a block of code
# Inside a quoted attribute only these can end it, or be taken for Markdown before the tag is seen.
_ATTRIBUTE = re.compile(r"[&<>\"'\\`*\[\]{}| ]")
_HEAD = re.compile(r"[&<>\"']|(?<=\{)[{%#]")  # in a head nobody reads Markdown


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text: `kind` is text, link, math, span (just its parts) or an HTML element.

    `rejection_reason` says of a formula why it is shown as it stands.
    """

    kind: str
    text: str = ""
    parts: tuple["Token", ...] = ()
    flaw: str = ""


def escape(text: str) -> Markup:
    """The text as inert HTML and Markdown on one line: shown exactly, obeyed nowhere."""
    return Markup(_INDENT.sub(entities, _inert(text)))  # noqa: S704 - escaped here


def preformatted(text: str) -> Markup:
    """As `escape`, with the text's own line breaks, for a `pre` element."""
    return Markup("&#10;").join(escape(line) for line in text.splitlines())


def to_html(text: str) -> Markup:
    """Captured text as safe inline HTML: LaTeX residue read, addresses linked, all else shown."""
    lines = ([_html(token) for token in tokens(line)] for line in text.splitlines())
    return Markup("<br>").join(Markup("").join(line).strip() for line in lines)


def to_heading(text: str) -> Markup:
    """As `to_html`, without links: for text that is itself a link or a heading."""
    lines = ([_html(token, links=False) for token in tokens(line)] for line in text.splitlines())
    return Markup(" ").join(Markup("").join(line).strip() for line in lines).strip()


def to_text(text: str) -> str:
    """Captured text as its author meant it, in plain characters on one line."""
    lines = ("".join(_plain(token) for token in tokens(line)) for line in text.splitlines())
    return " ".join(visible(" ".join(lines)).split())


def is_safe_url(url: str) -> bool:
    """Whether a URL may become a link: http(s), no white space, and to the host that it shows."""
    return visible(url) == url and not re.search(r"\s", url) and not deception(url)


def link_flaw(url: str) -> str:
    """Why a URL leads readers nowhere, and what to do; empty where it may lead somewhere."""
    found = parse_url(url)
    if found and found.scheme in LINK_SCHEMES and is_unreachable(found.host):
        host = found.unicode_host
        return f"leads to no host that readers can reach ({host[:60]}): give the public address"
    if flaw := deception(url):
        return flaw
    return "" if is_safe_url(url) else "has white space or unseen characters: remove them"


def find_urls(text: str) -> Iterator[str]:
    """The web addresses in a text, cleaned of what the sentence around them added."""
    for line in text.splitlines():
        for token in tokens(line):
            yield from _urls_of(token)


def formula_flaws(text: str) -> Iterator[tuple[str, str]]:
    """The formulas of a text that are shown as they stand, each with the reason."""
    for line in text.splitlines():
        for token in tokens(line):
            yield from _flaws_of(token)


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """Split a line of captured text into pieces of plain text, links and styled runs."""
    return tuple(_merge(_scan(text)))


def _urls_of(token: Token) -> Iterator[str]:
    if token.kind == "link":
        yield token.text
    for part in token.parts:
        yield from _urls_of(part)


def _flaws_of(token: Token) -> Iterator[tuple[str, str]]:
    if token.flaw:
        yield _plain(token), token.flaw
    for part in token.parts:
        yield from _flaws_of(part)


def _inert(text: str) -> Markup:
    return Markup(_SPECIAL.sub(entities, " ".join(visible(text).splitlines())))  # noqa: S704 - escaped here


def attribute(text: str) -> Markup:
    """The text for a double-quoted HTML attribute, on one line."""
    return Markup(_ATTRIBUTE.sub(entities, " ".join(visible(text).split())))  # noqa: S704 - escaped here


def head_content(text: str) -> Markup:
    """The text for a double-quoted attribute in a page's head, which no Markdown parser reads."""
    return Markup(_HEAD.sub(entities, " ".join(visible(text).split())))  # noqa: S704 - escaped here


def entities(match: re.Match[str]) -> str:
    """The characters of a match as numeric entities."""
    return "".join(f"&#{ord(char)};" for char in match.group())


def _html(token: Token, *, links: bool = True) -> Markup:
    if token.kind == "text":
        return _inert(token.text)
    if token.kind == "link":
        shown = _inert(token.text)
        return (
            Markup('<a href="{}">{}</a>').format(attribute(token.text), shown) if links else shown
        )
    if token.kind == "math" and (read := parse_formula(token.text)):
        # In a span, since Markdown would take an element `math` at the start of a line for a block.
        return Markup("<span>{}</span>").format(_mathml(read.root))
    inner = Markup("").join(_html(part, links=links) for part in token.parts)
    if token.kind == "span":
        return inner
    return Markup("<{0}>{1}</{0}>").format(Markup(token.kind), inner)  # noqa: S704 - our own names


def _mathml(node: Node) -> Markup:
    attributes = Markup("").join(
        Markup(' {}="{}"').format(name, attribute(value)) for name, value in node.attributes
    )
    inner = Markup("").join(map(_mathml, node.children)) or _inert(node.text)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(node.name), attributes, inner)  # noqa: S704


def _plain(token: Token) -> str:
    if token.kind == "math" and (read := parse_formula(token.text)):
        return read.text
    return token.text + "".join(_plain(part) for part in token.parts)


def _merge(pieces: Iterator[Token]) -> Iterator[Token]:
    """Join neighbouring runs of text into one."""
    held = ""
    for piece in pieces:
        if piece.kind == "text":
            held += piece.text
            continue
        if held:
            yield Token("text", held)
            held = ""
        yield piece
    if held:
        yield Token("text", held)


# One rule a construct: a pattern, and what a match of it reads as. The first rule that matches at
# a place wins; a rule that returns None leaves the text as it stands.
Reading = Callable[[re.Match[str]], Token | None]
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")  # 10^5 in plain text is not 105
_GROUP = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"  # braces, nested up to three deep
_STYLES = {
    **dict.fromkeys(("textbf", "bf"), "strong"),
    **dict.fromkeys(("textit", "emph", "em", "it", "textsl", "sl"), "em"),
    **dict.fromkeys(("texttt", "tt"), "code"),
    **dict.fromkeys(("textsc", "sc", "textrm", "rm", "textsf", "sf", "text", "mbox"), "span"),
    **dict.fromkeys(("mathrm", "mathbf", "mathit", "mathsf", "mathtt", "textnormal"), "span"),
    **dict.fromkeys(("underline", "operatorname", "ensuremath"), "span"),
}


def _text(text: str) -> Token:
    return Token("text", text)


def _styled(name: str, content: str) -> Token:
    return Token(_STYLES[name], parts=tokens(content.strip()))


def _link(found: str) -> Token:
    url = re.sub(r"\\([_%#])", r"\1", found)
    return Token("link", url) if is_safe_url(url) else _text(found)


def _math(match: re.Match[str]) -> Token:
    """What reads well as letters, subscripts and superscripts stays HTML; else a formula."""
    content = next(filter(None, match.groups())).strip()
    simple = Token("span", parts=tokens(content))
    if not re.search(r"[\\{}^_]", _plain(simple)):
        return simple
    if reason := rejection_reason(content):
        return Token("code", parts=(_text(content),), flaw=reason)
    if parse_formula(content):
        return Token("math", content)
    return Token("code", parts=(_text(content),)) if "\\" in content else simple


def _accent(latex: str) -> Token:
    return _text(accented(latex[1], latex[2:].removeprefix("{").removesuffix("}")))


@lru_cache(maxsize=1024)
def _math_letter(latex: str) -> Token:
    # Only given one letter: the library takes `%` for a comment and drops unknown commands.
    return _text(str(LatexNodes2Text().latex_to_text(latex)))


def _symbol(match: re.Match[str]) -> Token | None:
    read = symbols().get(match[1])
    return _text(read) if read else None


@lru_cache(maxsize=1)
def symbols() -> dict[str, str]:
    """The commands that stand for characters of their own, and those characters."""
    # Left out: commands with arguments (frac), that read files (input) or the clock (today).
    specs = get_default_latex_context_db().iter_macro_specs()
    found = {spec.macroname: spec.simplify_repl for spec in specs if spec.macroname != "today"}
    return {
        name: read
        for name, read in found.items()
        if isinstance(read, str) and read.strip() and read.isprintable() and not set("%<") & {*read}
    }


def _rules() -> list[tuple[str, Reading]]:
    styled = "|".join(_STYLES)
    accent = r"""\\(?:["'`^~=.](?:\{(?:[A-Za-z]|\\[ij])\}|[A-Za-z]|\\[ij](?![A-Za-z]))"""
    accent += r"""|[cvHukrdb]\{(?:[A-Za-z]|\\[ij])\})"""
    joined = r"(?<=[^\s(\[{<\"`=/,|!-])"  # a dash joins words; before an option it does not
    letter = r"[A-Za-z](?:\([^\s$]*\))?(?:[-+*/]\d*[A-Za-z]?)*\$"  # `n`, `n-1`, `O(n)`: no price
    return [
        (r"\\(?:url|href)\{(https?://[^\s{}]+)\}",
         lambda m: _link(m[1])),
        (rf"\{{\\({styled})(?![A-Za-z])((?:[^{{}}]|\{{[^{{}}]*\}})*)\}}",
         lambda m: _styled(m[1], m[2])),
        (rf"\\({styled})\s*{_GROUP}", lambda m: _styled(m[1], m[2])),
        (r"(?<=[A-Za-z])\\'s(?![A-Za-z])", lambda _: _text("'s")),  # an escaped apostrophe
        (rf"\{{({accent})\}}", lambda m: _accent(m[1])),
        (accent, lambda m: _accent(m[0])),
        (r"\\(?:mathbb|mathcal|tilde|hat|bar|vec|mathfrak)\{[A-Za-z]\}",
         lambda m: _math_letter(m[0])),
        (r"\\([%$&#_{}])", lambda m: _text(m[1])),
        (r"\\[ ,;](?=\S)", lambda _: _text(" ")),
        (r"\\\(((?:[^\\]|\\(?![()]))+)\\\)"  # noqa: ISC004
         rf"|(?<![\w$\\])\$(?=[^\s$])((?=[^$\n]*[\\^_={{}}<>]|{letter})"
         r"[^$\n]*[^\s$\\])\$(?![\w$])"
         r"|\\\[((?:[^\\]|\\(?![\[\]]))+)\\\]"
         r"|\$\$(?=[^$\n]*[\\^_={}<>])([^$\n]+)\$\$",
         _math),
        (r"\{\\([A-Za-z]+)\}", _symbol),
        (r"\\([A-Za-z]+)(?:\{\})?", _symbol),
        (r"(?<=\d)\^(?:\{(-?\d+)\}|(-?\d+)(?!\w|\.\d))",
         lambda m: _text((m[1] or m[2]).translate(_RAISED))),
        (rf"(?<=[^\s^_(\[{{])\^(?:{_GROUP}|(-?\d+|[A-Za-z*+](?![A-Za-z])))",
         lambda m: Token("sup", parts=tokens(m[1] if m[1] is not None else m[2]))),
        (rf"(?<=[^\s^_])_(?:{_GROUP})", lambda m: Token("sub", parts=tokens(m[1]))),
        (r"(?:(?<=(?<!\w)[^\W\d_])_(\d+|[A-Za-z])|(?<=(?<!\w)[A-Z]{2})_(\d+))(?![a-z0-9_])",
         lambda m: Token("sub", parts=tokens(m[1] or m[2]))),
        (r"``(?=\S)((?:[^`]|`[^`']*')*?)''", lambda m: _wrapped("\u201c", m[1], "\u201d")),
        (r"(?<![\w`])`(?=\w)([^`'\n]*(?:'\w[^`'\n]*)*[^\s`'])'(?!\w)",
         lambda m: _wrapped("\u2018", m[1], "\u2019")),
        (r"(?<![\w*])\*\*(?=\w)((?:[^*\n])*[^\s*])\*\*(?![\w*])", lambda m: _styled("bf", m[1])),
        (r"(?<![\w*])\*(?=[^\W\d])([^*\n]*[^\s*])\*(?![\w*])", lambda m: _styled("em", m[1])),
        (rf"{joined}---(?![\s>-])|(?<=\s)---(?=\s)", lambda _: _text("\u2014")),
        (rf"{joined}--(?=[^\s>-])|(?<=\s)--(?=\s)", lambda _: _text("\u2013")),
        (r"(?<=[A-Za-z.)])~(?=[\w(\\])|(?<=\d)~(?=[A-Za-z])", lambda _: _text("\u00a0")),
    ]  # fmt: skip


def _wrapped(opening: str, content: str, closing: str) -> Token:
    return Token("span", parts=(_text(opening), *tokens(content), _text(closing)))


_RULES = [(re.compile(pattern), read) for pattern, read in _rules()]
_ADDRESS = re.compile(r"https?://(?:[^\s<>\"'`{}|\\^\[\]]|\\[_%#])+")
_SENTENCE = ".,;:!?*'\u2019\u201d"  # what a sentence puts after an address
_START = re.compile(r"[\\{^_`*~$-]|https?://")  # where a rule may begin


def _scan(text: str) -> Iterator[Token]:
    place = 0
    while (start := _START.search(text, place)) is not None:
        yield _text(text[place : start.start()])
        token, place = _read(text, start.start())
        yield token
    yield _text(text[place:])


def _read(text: str, place: int) -> tuple[Token, int]:
    """The token at a place and where the text goes on: a rule's reading, else one character."""
    if address := _ADDRESS.match(text, place):
        return _address(address.group(), place)
    for pattern, read in _RULES:
        match = pattern.match(text, place)
        token = read(match) if match else None
        if match and token:
            return token, match.end()
    return _text(text[place]), place + 1


def _address(found: str, place: int) -> tuple[Token, int]:
    """A link, without the punctuation of the sentence around it; shown as it stands if unsafe."""
    open_ended = found.count(")") - found.count("(")
    kept = len(found)
    while found[kept - 1] in _SENTENCE or (found[kept - 1] == ")" and open_ended > 0):
        kept -= 1
        open_ended -= found[kept] == ")"
    return _link(found[:kept]), place + kept
