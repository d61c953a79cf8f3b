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
from urllib.parse import urlsplit

import markdown
import nh3
from markupsafe import Markup
from pylatexenc.latex2text import LatexNodes2Text

from generator.names import visible

LINK_SCHEMES = ("http", "https")

# Characters that some Markdown dialect, HTML or a template language gives a meaning: everywhere,
# then those that open a block at the start of a line, then emoji shortcodes and bare addresses,
# then rules, smart dashes and snippets.
_SPECIAL = re.compile(
    r"[&<>\"\\`*_{}\[\]#~^=|!$@+]"
    r"|^(?:[-:.)]|\d+(?=[.)]))"
    r"|:(?=[\w+-]+:|//)|w(?=ww\.)"
    r"|-(?=-)|(?<=-)-",
    re.MULTILINE,
)
# Inside a quoted attribute only these can end it, or be taken for Markdown before the tag is seen.
_ATTRIBUTE = re.compile(r"[&<>\"'\\`*\[\]{}|\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text: `kind` is text, link, span (just its parts) or an HTML element."""

    kind: str
    text: str = ""
    parts: tuple["Token", ...] = ()


def escape(text: str) -> Markup:
    """The text as inert HTML and Markdown on one line: shown exactly, obeyed nowhere."""
    return Markup(_SPECIAL.sub(_entities, " ".join(visible(text).splitlines())))  # noqa: S704 - the wall


def preformatted(text: str) -> Markup:
    """As `escape`, with the text's own line breaks, for a `pre` element."""
    return Markup("&#10;").join(escape(line) for line in text.splitlines())


def to_html(text: str) -> Markup:
    """Captured text as safe inline HTML: LaTeX residue read, addresses linked, all else shown."""
    lines = (Markup("").join(_html(token) for token in tokens(line)) for line in text.splitlines())
    return Markup("<br>").join(lines)


def to_heading(text: str) -> Markup:
    """As `to_html`, without links: for text that is itself a link or a heading."""
    return Markup("").join(_html(token, links=False) for token in tokens(text))


def to_text(text: str) -> str:
    """Captured text as its author meant it, in plain characters on one line."""
    return " ".join(visible("".join(_plain(token) for token in tokens(text))).split())


def is_safe_url(url: str) -> bool:
    """Whether an address may become a link: http(s) with a host, and no white space in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in LINK_SCHEMES and bool(parts.hostname) and not re.search(r"\s", url)


def find_urls(text: str) -> Iterator[str]:
    """The web addresses in a text, cleaned of what the sentence around them added."""
    for token in tokens(text):
        yield from _urls_of(token)


def note_html(text: str) -> Markup:
    """An editor's note: Markdown to HTML, raw HTML shown as text, only harmless elements left.

    The result has no blank line, so that it stays one block inside a Markdown page.
    """
    parser = markdown.Markdown(output_format="html")
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    clean = nh3.clean(
        parser.convert(text),
        tags=_NOTE_TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes={*LINK_SCHEMES, "mailto"},
        url_relative="deny",
    )
    return Markup(_INERT.sub(_entities, clean))  # noqa: S704 - the wall


_NOTE_TAGS = {"a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li",
              "ol", "p", "pre", "strong", "ul"}  # fmt: skip
_INERT = re.compile(r"[{}\[\]\\`*_~^|$@]|(?<=\n)\n|-(?=-)|(?<=-)-")


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """Split captured text into pieces of plain text, links and styled runs."""
    return tuple(_merge(_scan(text)))


def _urls_of(token: Token) -> Iterator[str]:
    if token.kind == "link":
        yield token.text
    for part in token.parts:
        yield from _urls_of(part)


def attribute(text: str) -> Markup:
    """The text for a double-quoted HTML attribute."""
    return Markup(_ATTRIBUTE.sub(_entities, text))  # noqa: S704 - the wall


def _entities(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in match.group())


def _html(token: Token, *, links: bool = True) -> Markup:
    if token.kind == "text":
        return escape(token.text)
    if token.kind == "link":
        shown = escape(token.text)
        return (
            Markup('<a href="{}">{}</a>').format(attribute(token.text), shown) if links else shown
        )
    inner = Markup("").join(_html(part, links=links) for part in token.parts)
    if token.kind == "span":
        return inner
    return Markup("<{0}>{1}</{0}>").format(Markup(token.kind), inner)  # noqa: S704 - our own names


def _plain(token: Token) -> str:
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


def _address(match: re.Match[str]) -> Token | None:
    url = match.group().replace("\\_", "_").replace("\\%", "%").replace("\\#", "#")
    return Token("link", url) if is_safe_url(url) else None


def _math(match: re.Match[str]) -> Token | None:
    content = match.group(1) or match.group(2)
    return Token("span", parts=tokens(content.strip()))


def _accented(match: re.Match[str]) -> Token | None:
    return _known(match.group())


def _symbol(match: re.Match[str]) -> Token | None:
    return _known(match.group(1) or match.group(2))


def _known(latex: str) -> Token | None:
    """The characters a LaTeX command stands for, where the library knows the command."""
    read = _latex(latex)
    if not read or "<" in read or not read.isprintable() or not read.strip():
        return None
    return _text(read)


@lru_cache(maxsize=1024)
def _latex(latex: str) -> str:
    # Only ever given one command or accent: the library takes `%` for a comment and drops
    # commands it does not know, which captured prose must survive.
    return str(LatexNodes2Text().latex_to_text(latex))


def _rules() -> list[tuple[str, Reading]]:
    styled = "|".join(_STYLES)
    accent = r"""\\(?:["'`^~=.](?:\{(?:[A-Za-z]|\\[ij])\}|[A-Za-z]|\\[ij](?![A-Za-z]))"""
    accent += r"""|[cvHukrdbt]\{(?:[A-Za-z]{1,2}|\\[ij])\})"""
    return [
        (r"https?://(?:[^\s<>\"'`{}|\\^\[\]]|\\[_%#])+", _address),
        (r"\\(?:url|href)\{(https?://[^\s{}]+)\}",
         lambda m: Token("link", m[1]) if is_safe_url(m[1]) else None),
        (rf"\{{\\({styled})(?![A-Za-z])\s*((?:[^{{}}]|\{{[^{{}}]*\}})*)\}}",
         lambda m: _styled(m[1], m[2])),
        (rf"\\({styled})\s*{_GROUP}", lambda m: _styled(m[1], m[2])),
        (rf"\{{({accent}|\\(?:[A-Za-z]+))\}}", _symbol),
        (accent, _accented),
        (r"\\(?:mathbb|mathcal|tilde|hat|bar|vec|mathfrak)\{[A-Za-z]\}", _accented),
        (r"\\([%$&#_{}])", lambda m: _text(m[1])),
        (r"\\[ ,;](?=\S)", lambda _: _text(" ")),
        (r"\\\(((?:[^\\]|\\(?!\)))+)\\\)"  # noqa: ISC004
         r"|(?<![\w$\\])\$(?=[^\s$])((?=[^$]*[\\^_={}<>]|[A-Za-z]\$)[^$\n]*[^\s$\\])\$(?![\w$])",
         _math),
        (r"\\([A-Za-z]+)\{\}(?![A-Za-z])", lambda m: _known(f"\\{m[1]}")),
        (r"(\\[A-Za-z]+)(?![A-Za-z])", _symbol),
        (rf"(?<=[^\s^_])\^(?:{_GROUP}|(-?\d+|[A-Za-z*+](?![A-Za-z])))",
         lambda m: Token("sup", parts=tokens(m[1] if m[1] is not None else m[2]))),
        (rf"(?<=[^\s^_])_(?:{_GROUP})", lambda m: Token("sub", parts=tokens(m[1]))),
        (r"(?<=(?<![^\W_])[^\W\d_])_(\d+|[A-Za-z])(?![a-z0-9_])",
         lambda m: Token("sub", parts=tokens(m[1]))),
        (r"``(?=\S)([^`]*?)''", lambda m: _wrapped("\u201c", m[1], "\u201d")),
        (r"(?<![\w`])`(?=\w)([^`'\n]*(?:'\w[^`'\n]*)*[^\s`'])'(?!\w)",
         lambda m: _wrapped("\u2018", m[1], "\u2019")),
        (r"(?<![\w*])\*\*(?=\w)((?:[^*\n])*[^\s*])\*\*(?![\w*])", lambda m: _styled("bf", m[1])),
        (r"(?<![\w*])\*(?=[^\W\d])([^*\n]*[^\s*])\*(?![\w*])", lambda m: _styled("em", m[1])),
        (r"(?<![\s-])---(?![\s-])|(?<=\s)---(?=\s)", lambda _: _text("\u2014")),
        (r"(?<=[^\s-])--(?=[^\s-])|(?<=\s)--(?=\s)", lambda _: _text("\u2013")),
        (r"(?<=[A-Za-z.)])~(?=[\w(\\])", lambda _: _text("\u00a0")),
    ]  # fmt: skip


def _wrapped(opening: str, content: str, closing: str) -> Token:
    return Token("span", parts=(_text(opening), *tokens(content), _text(closing)))


_RULES = [(re.compile(pattern), read) for pattern, read in _rules()]
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
    for pattern, read in _RULES:
        match = pattern.match(text, place)
        token = read(match) if match else None
        if match and token:
            if token.kind == "link":
                return _trimmed(token, match)
            return token, match.end()
    return _text(text[place]), place + 1


def _trimmed(link: Token, match: re.Match[str]) -> tuple[Token, int]:
    """Give back to the sentence the punctuation that stuck to an address."""
    if match.group().startswith("\\"):
        return link, match.end()
    url, end = link.text, match.end()
    while url and (
        url[-1] in ".,;:!?*'\u2019\u201d" or (url[-1] == ")" and url.count(")") > url.count("("))
    ):
        url, end = url[:-1], end - 1
    return Token("link", url), end
