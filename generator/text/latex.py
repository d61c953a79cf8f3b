r"""LaTeX in titles, names and venues, read as plain text.

BibTeX values are LaTeX: `$` opens a formula, `{GPipe}` protects capitals, `{\"u}` is a letter.
Formulas become Unicode letters, superscripts and subscripts where these exist (`S$^{2}$Net` is
`S²Net`); any other formula is kept as `\(…\)`, which `sanitize` reads. Reference managers also
leave HTML and JATS tags in titles; these are read too.
"""

import re
import unicodedata
from dataclasses import dataclass
from html import unescape

from generator.text.latex_accents import accented_letter
from generator.text.latex_math import COMMAND, MAX_DEPTH, brace_depth, read_math, to_script
from generator.text.latex_symbols import symbol_characters
from generator.text.latex_tables import (
    DROPPED_WITH_ARGUMENT,
    FONT_SWITCHES,
    LETTERS,
    LOGOS,
    SPACING,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    TEXT_SYMBOLS,
    WRAPPERS,
)
from generator.text.sanitize import to_text

_BASE = r"\\[ij](?![A-Za-z])|[^\W\d_][\u0300-\u036f]*"
_ACCENT = re.compile(
    rf"""
    \\(?: (?P<mark>["'`^~=.]) \s*
        | (?P<name>[cvHukrdbh]|textcommabelow) (?:\s+|(?=[{{\\]))
    )
    (?: \{{\s*(?P<braced>{_BASE})\s*\}} | (?P<single>{_BASE}) )
    """,
    re.VERBOSE,
)
_LETTER = re.compile(rf"\\({'|'.join(LETTERS)})(?:\{{\}}|(?![A-Za-z]) *)")
_BRACED_LETTER = re.compile(r"\{([^\x00-\x7f][\u0300-\u036f]*)\}")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])\\'(?=s(?![A-Za-z]))")  # the author\'s
# `<` and `>` of a tag, also as LaTeX commands: `\textless{}`, `{$<$}`, `$\less$`.
_TAG_START = r"(?: < | \{?\\textless(?:\{\})?\}? | \{?\$(?:<|\\less)\$\}? ) \s*"
_TAG_END = r"\s* (?: > | \{?\\textgreater(?:\{\})?\}? | \{?\$(?:>|\\greater)\$\}? )"
_TAG = re.compile(
    rf"""
    {_TAG_START} (?P<end>/?) \s* (?:jats:)?
    (?P<tag>italic|bold|strong|span|title|scp|sub|sup|inf|sec|em|tt|sc|br|[bipu]|mml:\w+)
    (?:\s+[\w:.-]+\s*=[^<>{{}}\\]*)?  # attributes; `a < b and c > d` has none
    /? {_TAG_END}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SCRIPTS = ("sub", "inf", "sup")
# A subscript or superscript as HTML or JATS: `H<sub>2</sub>O`.
_SCRIPT_TAG = re.compile(
    r"""
    < (?:jats:)? (su[bp]) (?:\s[^<>]*)? >
    ([^<>]*)
    </ (?:jats:)? su[bp] \s* >
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A character reference, perhaps escaped or in braces: `&amp;`, `\&#233;`, `{\&}lt;`.
_ENTITY = re.compile(
    r"""
    \{? \\? & \}?
    ( \#\d{1,6} | \#[xX][0-9a-fA-F]{1,5} | [A-Za-z]{2,31}\d{0,2} )
    ;
    """,
    re.VERBOSE,
)
# A formula between dollar signs: `$n^2$`, `$$n^2$$`; an escaped dollar sign does not count.
_MATH = re.compile(
    r"""
    \$\$ ((?: [^$\\] | \\. )+) \$\$
    | \$ ((?: [^$\\] | \\. )+) \$
    """,
    re.DOTALL | re.VERBOSE,
)
_DELIMITED_MATH = re.compile(
    r"""
    \\\( ((?:[^\\]|\\(?![()]))+) \\\)
    | \\\[ ((?:[^\\]|\\(?![\[\]]))+) \\\]
    """,
    re.VERBOSE,
)
# "$5 a day and $10" is money: words follow the number, and nothing that only formulas have.
_PRICE = re.compile(
    r"""
    \d [^\s\\^_={}<>]* \s
    (?: (?![a-z]{2}) [^\\^_={}<>] )*
    [a-z]{2} [^\\^_={}<>]*
    """,
    re.VERBOSE,
)
_PLAIN_RUN = re.compile(r"[^\\{}$~^_`'\-]+")
_SCRIPT = re.compile(r"[\^_]\{([^{}]*)\}")
_FORMULA = re.compile(r"(\\\((?:[^\\]|\\(?!\)))*\\\))")


def decode_letters(text: str) -> str:
    r"""The text with accent and letter commands replaced by Unicode letters: `\'e` is é."""
    text = _LETTER.sub(lambda m: LETTERS[m[1]], _APOSTROPHE.sub("'", text))
    for _ in range(3):  # accents on accents, as in Vietnamese: `\~{\^e}`
        after = _BRACED_LETTER.sub(r"\1", _ACCENT.sub(_compose_accent, text))
        if after == text:
            break
        text = after
    return text


def read_latex(value: str, unknown: list[str] | None = None) -> str:
    r"""A value as captured text, which `sanitize` shows as LaTeX would print it.

    Args:
        value: LaTeX, perhaps with tags and entities of HTML or JATS.
        unknown: collects unknown commands; the text has their names instead.
    """
    parts = _split_formulas(value, [] if unknown is None else unknown)
    return "".join(part if i % 2 else _escape_literal(part) for i, part in enumerate(parts))


def read_plain(value: str) -> str:
    """A value in plain characters, for fields that are shown without markup."""
    parts = _split_formulas(value, [])
    return "".join(
        to_text(part) if i % 2 else _SCRIPT.sub(r"\1", part) for i, part in enumerate(parts)
    )


def _split_formulas(value: str, unknown: list[str]) -> list[str]:
    r"""The text split at formulas: items 1, 3, 5… are formulas in `\(…\)`."""
    if not value:
        return []
    text = decode_letters(_read_html_markup(value))
    reader = _TextReader(text, unknown=unknown)
    read = reader.until_brace() if brace_depth(text) <= MAX_DEPTH else re.sub(r"[\\{}$]", "", text)
    return _FORMULA.split(unicodedata.normalize("NFC", read))


def read_html(value: str) -> str:
    """Captured text from a text with HTML or JATS tags and entities, but without LaTeX."""
    tagged = _TAG.sub(lambda m: m.group() if m["tag"].lower() in _SCRIPTS else _tag(m), value)
    scripts = _SCRIPT_TAG.sub(_html_script, tagged)
    plain = _ENTITY.sub(lambda m: unescape(m.group()), _TAG.sub("", scripts))
    return unicodedata.normalize("NFC", plain)


def _html_script(match: re.Match[str]) -> str:
    return _script_text(match[2], "^" if match[1].lower() == "sup" else "_")


def _compose_accent(match: re.Match[str]) -> str:
    return accented_letter(match["mark"] or match["name"], match["braced"] or match["single"])


def _read_html_markup(text: str) -> str:
    return _ENTITY.sub(_entity, _TAG.sub(_tag, text))


def _tag(match: re.Match[str]) -> str:
    name = match["tag"].lower()
    if name in _SCRIPTS:
        return "}" if match["end"] else rf"\text{'super' if name == 'sup' else 'sub'}script{{"
    return "\n" if name in ("p", "br", "sec", "title") else ""


def _entity(match: re.Match[str]) -> str:
    read = unescape(f"&{match[1]};")
    if read.startswith("&") and len(read) > 1:
        return match.group()
    return rf"\{read}" if read in ("&", "$", "%", "#", "_", "{", "}") else read


def _escape_literal(text: str) -> str:
    """Escape plain characters that `sanitize` would read as LaTeX."""
    if not re.search(r"[$_{}]", text) or to_text(text) == " ".join(text.split()):
        return text
    escaped = re.sub(r"(?<![\\^_])[$_{}](?!\{)", r"\\\g<0>", text)
    return escaped if not re.search(r"[\^_]\{", text) else text


@dataclass(slots=True)
class _TextReader:
    """Recursive descent over text; formulas go to `read_math`. `place` is the next character."""

    text: str
    unknown: list[str]
    place: int = 0
    group_depth: int = 0

    def until_brace(self) -> str:
        """The text up to the closing brace of the open group, or to the end."""
        made: list[str] = []
        while self.place < len(self.text):
            if run := _PLAIN_RUN.match(self.text, self.place):
                self.place = run.end()
                made.append(run.group())
                continue
            char = self.text[self.place]
            if char == "}":
                self.place += 1
                if self.group_depth:
                    break
                continue
            made.append(self.piece(char))
        return "".join(made)

    def group(self) -> str:
        """The group that starts here, else the next character."""
        while self.text[self.place : self.place + 1].isspace():
            self.place += 1
        char = self.text[self.place : self.place + 1]
        if char in ("", "}"):
            return ""
        if char not in "{\\" or self.group_depth > MAX_DEPTH:
            self.place += 1
            return char.strip("{\\")
        self.group_depth += 1
        if char == "{":
            self.place += 1
            read = self.until_brace()
        else:
            read = self.command()
        self.group_depth -= 1
        return read

    def raw_group(self) -> str:
        """The source of the group that starts here, without its braces."""
        if self.text[self.place : self.place + 1] != "{":
            return ""
        depth, start = 0, self.place
        while self.place < len(self.text):
            depth += {"{": 1, "}": -1}.get(self.text[self.place], 0)
            self.place += 1
            if not depth:
                break
        return self.text[start + 1 : self.place - 1]

    def piece(self, char: str) -> str:
        if char == "{":
            return self.group()
        if char == "\\":
            return self.command()
        if char == "$":
            return self.dollar()
        if char in "^_" and self.text[self.place + 1 : self.place + 2] == "{":
            self.place += 1
            return _script_text(self.group(), char)
        for pattern, read in _TYPOGRAPHY:
            if match := pattern.match(self.text, self.place):
                self.place = match.end()
                return read
        self.place += 1
        return char

    def dollar(self) -> str:
        match = _MATH.match(self.text, self.place)
        content = match and (match[1] or match[2])
        if not match or not content or _PRICE.fullmatch(content):
            self.place += 1
            return "$"
        self.place = match.end()
        return read_math(content, self.unknown)

    def command(self) -> str:
        if inline := _DELIMITED_MATH.match(self.text, self.place):
            self.place = inline.end()
            return read_math(inline[1] or inline[2], self.unknown)
        match = COMMAND.match(self.text, self.place)
        if not match:  # a backslash at the very end
            self.place += 1
            return ""
        self.place = match.end()
        if match[2]:
            return self.escape(match[2])
        return self.named(match[1])

    def escape(self, char: str) -> str:
        if char in "~^" and self.text[self.place : self.place + 2] == "{}":
            self.place += 2
        return {"-": "", "/": "", "@": "", "!": "", ",": " ", ";": " ", ":": " ", "\\": " ",
                "\n": " ", "+": "", ">": "", "<": ""}.get(char, char)  # fmt: skip

    def named(self, name: str) -> str:
        if name in FONT_SWITCHES or name in SPACING:
            while self.text[self.place : self.place + 1] in (" ", "\n"):
                self.place += 1
            self.skip_empty_group()
            return SPACING.get(name, "")
        if name in DROPPED_WITH_ARGUMENT:
            self.raw_group()
            return ""
        if name in ("textsubscript", "textsuperscript"):
            return _script_text(self.group(), "_" if name == "textsubscript" else "^")
        if name == "ensuremath":
            return read_math(self.raw_group(), self.unknown)
        if name in WRAPPERS:
            arguments = [self.group() for _ in range(WRAPPERS[name][0])]
            return WRAPPERS[name][1].format(*arguments)
        if read := LOGOS.get(name) or TEXT_SYMBOLS.get(name) or symbol_characters().get(name):
            self.skip_empty_group()
            return read
        if self.text[self.place : self.place + 1] == "{" and (read := self.group()):
            self.unknown.append(name)
            return read
        self.unknown.append(name)
        return name

    def skip_empty_group(self) -> None:
        if self.text[self.place : self.place + 2] == "{}":
            self.place += 2


def _script_text(content: str, sign: str) -> str:
    table = SUPERSCRIPTS if sign == "^" else SUBSCRIPTS
    found = to_script(content, table)
    return found if found is not None else f"{sign}{{{content}}}" if content.strip() else ""


_TYPOGRAPHY: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"---", "\u2014"),
        (r"(?<!\s)--|--(?=\s|\d)", "\u2013"),
        (r"``", "\u201c"),
        (r"''", "\u201d"),
        (r"`(?=\w)", "\u2018"),
        (r"~(?!\s*\d)|(?<=\w)~", "\u00a0"),  # `~50` means about 50
    )
)
