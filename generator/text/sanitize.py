r"""The one place where captured text becomes safe Markdown or HTML.

Captured text is data. LaTeX residue in it (`3.6\%`, `D^{2}MoE`, ``` ``quoted'' ```) is shown as
LaTeX would print it. HTML, Markdown and Jinja in it are shown as plain text.

`tokens` splits a text by the rules of `sanitize_rules`. `to_html` renders the tokens as inline
HTML: every character with a meaning to HTML, Markdown or Jinja becomes a numeric entity, so that
the result is safe in a Markdown paragraph, an HTML attribute and an HTML element alike. `to_text`
renders them as plain text for titles, slugs and comparisons.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from markupsafe import Markup

from generator.text.characters import replace_invisible, visible_line
from generator.text.formulas import Node, parse_formula, rejection_reason
from generator.text.hosts import is_unreachable, misleading_url_problem, parse_url
from generator.text.memo import memoized
from generator.text.sanitize_rules import RULE_START, RULES, Reading

LINK_SCHEMES = ("http", "https")
_ENTITIES = {chr(code): f"&#{code};" for code in range(128)}  # most are of one ASCII character

# Characters with a meaning to HTML, to a Markdown dialect or to a template language. A class of
# characters comes first: `re` then looks for these only, which takes a sixth of the time.
_SPECIAL = re.compile(
    r"""
    [&<>"\\`*_{}\[\]#~^=|!$@+:w-]
    (?:
        (?<=[^:w-])                        # anywhere
        | (?<=:)(?= [\w+-]+: | // )        # emoji shortcodes, URLs
        | (?<=w)(?=ww\.)                   # URLs without a scheme
        | (?<=-)(?=-) | (?<=--)            # horizontal rules, smart dashes, snippets
    )
    """,
    re.VERBOSE,
)
_BLOCK_START = re.compile(r"^(?:[-:.)?/]|\d+(?=[.)]))", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)  # at the start of a line it makes a block of code
_LINE_START = re.compile(rf"{_BLOCK_START.pattern}|{_INDENT.pattern}", re.MULTILINE)
# In a quoted attribute: what can end it, and Markdown that is read before the tag is recognized.
_ATTRIBUTE_SPECIAL = re.compile(r"[&<>\"'\\`*\[\]{}| ]")
_MAX_CACHED_CHARACTERS = 100
# What may be markup for a reader of Markdown, also at the start of a line.
_MARKDOWN_SYNTAX = re.compile(r"[\\`*_\[\]<>#$~|&](?:(?<=[^&])|(?=[\w#]))")
_MARKDOWN_BLOCKS = ("-", "+", "=", ":")  # at the start of a line
_LIST_NUMBER = re.compile(r"\d+(?=[.)])")
# No Markdown is read in a page's head.
_HEAD_SPECIAL = re.compile(r"[&<>\"'{%#](?:(?<=[^{%#])|(?<=\{[{%#]))")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text: `kind` is text, link, math, span (just its parts), index or an HTML element.

    An index is a letter after `_` that no formula or group encloses. In an abstract it is a
    subscript. A title, and plain text, have it as it is written: it may be part of a name.

    `rejection_reason` says why a formula is shown as its source.
    """

    kind: str
    text: str = ""
    parts: tuple["Token", ...] = ()
    rejection_reason: str = ""


def escape(text: str) -> Markup:
    """The text as HTML and Markdown on one line that shows it exactly and has no markup."""
    if len(text) <= _MAX_CACHED_CHARACTERS:
        return _cached_escape(text)
    return _escape_line(text)


# Pages repeat the same short texts: names of topics and tags, words of the interface, paths.
@lru_cache(maxsize=8192)
def _cached_escape(text: str) -> Markup:
    return _escape_line(text)


def _escape_line(text: str) -> Markup:
    escaped = _escape_special(text)
    return _escape_matches(_INDENT, escaped) if escaped.startswith((" ", "\t")) else escaped


def preformatted(text: str) -> Markup:
    """As `escape`, with the text's own line breaks, for a `pre` element."""
    if text.replace("\n", "").isprintable():  # all lines at once: no other line breaks
        escaped = _SPECIAL.sub(numeric_entities, text.removesuffix("\n"))
        escaped = _LINE_START.sub(numeric_entities, escaped)
        return Markup(escaped.replace("\n", "&#10;"))  # noqa: S704 - escaped above
    return Markup("&#10;").join(escape(line) for line in text.splitlines())


@memoized
def to_html(text: str) -> Markup:
    """Captured text as safe inline HTML: LaTeX residue as printed, URLs as links."""
    return Markup("<br>".join(map(_render_line, text.splitlines())))  # noqa: S704 - escaped there


def _render_line(line: str) -> str:
    if RULE_START.search(line) is None:  # plain text, as most lines are
        return _escape_special(line).strip()
    return Markup("").join(map(_render_html, tokens(line))).strip()


@memoized
def to_heading(text: str) -> Markup:
    """As `to_html`, without links and indexes: for text that is itself a link or a heading."""
    if text.isprintable() and RULE_START.search(text) is None:
        return _escape_special(text).strip()
    lines = (
        [_render_html(token, in_heading=True) for token in tokens(line)]
        for line in text.splitlines()
    )
    return Markup(" ").join(Markup("").join(line).strip() for line in lines).strip()


def to_text(text: str) -> str:
    """Captured text as LaTeX would print it, in plain characters on one line."""
    # Plain text, as most titles are, and abstracts of several lines.
    if text.replace("\n", " ").isprintable() and RULE_START.search(text) is None:
        return visible_line(text)
    return _render_text(text)


@memoized
def _render_text(text: str) -> str:
    lines = ("".join(_plain_text(token) for token in tokens(line)) for line in text.splitlines())
    return visible_line(" ".join(lines))


def is_safe_url(url: str) -> bool:
    """Whether a URL may become a link: http(s), no white space, and to the host that it shows."""
    return (
        replace_invisible(url) == url
        and not re.search(r"\s", url)
        and not misleading_url_problem(url)
    )


def link_problem(url: str) -> str:
    """Why a URL must not become a link, and how to fix it; empty if it may."""
    found = parse_url(url)
    if found and found.scheme in LINK_SCHEMES and is_unreachable(found.host):
        host = found.unicode_host
        return f"leads to no host that readers can reach ({host[:60]}): give the public address"
    if flaw := misleading_url_problem(url):
        return flaw
    return "" if is_safe_url(url) else "has white space or unseen characters: remove them"


def find_urls(text: str) -> Iterator[str]:
    """The URLs in a text, without the punctuation of the sentence around them."""
    for line in text.splitlines():
        for token in tokens(line):
            yield from _urls_of(token)


def rejected_formulas(text: str) -> Iterator[tuple[str, str]]:
    """The formulas of a text that are shown as their source, each with the reason."""
    for line in text.splitlines():
        for token in tokens(line) if "$" in line or "\\" in line else ():
            yield from _rejected_formulas_of(token)


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """Split a line of captured text into pieces of plain text, links and styled runs."""
    return tuple(_merge(_scan(text)))


def _urls_of(token: Token) -> Iterator[str]:
    if token.kind == "link":
        yield token.text
    for part in token.parts:
        yield from _urls_of(part)


def _rejected_formulas_of(token: Token) -> Iterator[tuple[str, str]]:
    if token.rejection_reason:
        yield _plain_text(token), token.rejection_reason
    for part in token.parts:
        yield from _rejected_formulas_of(part)


def _escape_special(text: str) -> Markup:
    one_line = text if text.isprintable() else " ".join(replace_invisible(text).splitlines())
    escaped = _SPECIAL.sub(numeric_entities, one_line)
    if start := _BLOCK_START.match(escaped):
        escaped = numeric_entities(start) + escaped[start.end() :]
    return Markup(escaped)  # noqa: S704 - escaped here


def attribute(text: str) -> Markup:
    """The text for a double-quoted HTML attribute, on one line."""
    return _escape_matches(_ATTRIBUTE_SPECIAL, visible_line(text))


def escape_markdown(text: str) -> str:
    """A line of Markdown that shows the text, as people write it: with backslashes, no entities."""
    escaped = _MARKDOWN_SYNTAX.sub(r"\\\g<0>", visible_line(text))
    if number := _LIST_NUMBER.match(escaped):
        return f"{number[0]}\\{escaped[number.end() :]}"
    return f"\\{escaped}" if escaped.startswith(_MARKDOWN_BLOCKS) else escaped


def head_content(text: str) -> Markup:
    """The text for a double-quoted attribute in a page's head, which no Markdown parser reads."""
    return _escape_matches(_HEAD_SPECIAL, visible_line(text))


def _escape_matches(special: re.Pattern[str], text: str) -> Markup:
    return Markup(special.sub(numeric_entities, text))  # noqa: S704 - escaped here


def numeric_entities(match: re.Match[str]) -> str:
    """The characters of a match as numeric entities."""
    found = match[0]
    return _ENTITIES.get(found) or "".join(f"&#{ord(char)};" for char in found)


def _render_html(token: Token, *, in_heading: bool = False) -> Markup:
    if token.kind == "text":
        return _escape_special(token.text)
    if token.kind == "link":
        shown = _escape_special(token.text)
        link = Markup('<a href="{}">{}</a>')
        return shown if in_heading else link.format(attribute(token.text), shown)
    if token.kind == "math" and (formula := parse_formula(token.text)):
        # Markdown would take an element `math` at the start of a line for a block.
        return Markup("<span>{}</span>").format(_render_mathml(formula.root))
    inner = Markup("").join(_render_html(part, in_heading=in_heading) for part in token.parts)
    if token.kind == "index":
        return _escape_special("_") + inner if in_heading else Markup("<sub>{}</sub>").format(inner)
    if token.kind == "span":
        return inner
    return Markup("<{0}>{1}</{0}>").format(Markup(token.kind), inner)  # noqa: S704 - the rules' own names


def _render_mathml(node: Node) -> Markup:
    attributes = Markup("").join(
        Markup(' {}="{}"').format(name, attribute(value)) for name, value in node.attributes
    )
    inner = Markup("").join(map(_render_mathml, node.children)) or _escape_special(node.text)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(node.name), attributes, inner)  # noqa: S704


def _plain_text(token: Token) -> str:
    if token.kind == "math" and (formula := parse_formula(token.text)):
        return formula.text
    inner = token.text + "".join(_plain_text(part) for part in token.parts)
    return f"_{inner}" if token.kind == "index" else inner


def _merge(pieces: Iterator[Token]) -> Iterator[Token]:
    """Join neighbouring tokens of text into one."""
    run = ""
    for piece in pieces:
        if piece.kind == "text":
            run += piece.text
            continue
        if run:
            yield Token("text", run)
            run = ""
        yield piece
    if run:
        yield Token("text", run)


def _text(text: str) -> Token:
    return Token("text", text)


def _token(reading: Reading) -> Token:
    """The token of what a rule has read, with the captured text inside it read too."""
    if reading.kind == "text":
        return _text(reading.content)
    if reading.kind == "link":
        return _link(reading.content)
    if reading.kind == "math":
        return _math(reading.content)
    parts = tokens(reading.content)
    if reading.kind in {"sub", "sup"}:
        parts = tuple(map(_in_formula, parts))
    if reading.opening:
        parts = (_text(reading.opening), *parts, _text(reading.closing))
    return Token(reading.kind, parts=parts)


def _in_formula(token: Token) -> Token:
    """The token with its indexes as subscripts: formulas and groups of scripts have no names."""
    kind = "sub" if token.kind == "index" else token.kind
    return replace(token, kind=kind, parts=tuple(map(_in_formula, token.parts)))


def _link(found: str) -> Token:
    url = re.sub(r"\\([_%#])", r"\1", found)
    return Token("link", url) if is_safe_url(url) else _text(found)


def _math(content: str) -> Token:
    """HTML if letters, subscripts and superscripts are enough; else a formula."""
    simple = Token("span", parts=tuple(map(_in_formula, tokens(content))))
    if not re.search(r"[\\{}^_]", _plain_text(simple)):
        return simple
    if reason := rejection_reason(content):
        return Token("code", parts=(_text(content),), rejection_reason=reason)
    if parse_formula(content):
        return Token("math", content)
    return Token("code", parts=(_text(content),)) if "\\" in content else simple


_URL = re.compile(r"https?://(?:[^\s<>\"'`{}|\\^\[\]]|\\[_%#])+")
_SENTENCE_PUNCTUATION = ".,;:!?*'\u2019\u201d"  # after a URL it belongs to the sentence


def _scan(text: str) -> Iterator[Token]:
    place = 0
    while (start := RULE_START.search(text, place)) is not None:
        yield _text(text[place : start.start()])
        token, place = _next_token(text, start.start())
        yield token
    yield _text(text[place:])


def _next_token(text: str, place: int) -> tuple[Token, int]:
    """The token at a place and where it ends: a URL, what a rule reads, else one character."""
    if url := _URL.match(text, place):
        return _bare_url(url.group(), place)
    for rule in RULES:
        match = rule.pattern.match(text, place)
        reading = rule.read(match) if match else None
        if match and reading:
            return _token(reading), match.end()
    return _text(text[place]), place + 1


def _bare_url(found: str, place: int) -> tuple[Token, int]:
    """A link without the punctuation of the sentence around it; plain text if it is unsafe."""
    unopened = found.count(")") - found.count("(")
    length = len(found)
    while found[length - 1] in _SENTENCE_PUNCTUATION or (found[length - 1] == ")" and unopened > 0):
        length -= 1
        unopened -= found[length] == ")"
    return _link(found[:length]), place + length
