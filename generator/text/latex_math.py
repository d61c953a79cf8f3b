r"""LaTeX formulas as plain Unicode characters where these exist: `n^2` is n², `\alpha_1` is α₁."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.text.formulas import parse_formula
from generator.text.latex_symbols import symbol_characters
from generator.text.latex_tables import ALPHABETS, LOGOS, SUBSCRIPTS, SUPERSCRIPTS

MAX_DEPTH = 30  # nested braces; real texts have at most five
# Function names, which LaTeX separates from adjacent letters and digits by a space.
_OPERATORS = frozenset(
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim ln log "  # noqa: SIM905
    "max min Pr sec sin sinh sup tan tanh".split()
)
_NAME_START, _NAME_END = (
    "\ue000",
    "\ue001",
)  # private-use markers around a function name until `_add_spaces`
_SCRIPT_CHARACTERS = re.escape(
    "".join(sorted({*SUPERSCRIPTS.values(), *SUBSCRIPTS.values()} - {","}))
)
# Where a function's name follows a letter, a digit or a bracket: `2` before `log` of `2\log n`.
_BESIDE_LEFT = re.compile(
    rf"""
    (?<= [\w)\]}}|\u2032\u2016{_NAME_END}] )
    (?= {_NAME_START} )
    """,
    re.VERBOSE,
)
# The end of a function's name, with its superscripts, before a letter, a digit or a sign:
# `log²` before `n`.
_BESIDE_RIGHT = re.compile(
    rf"""
    {_NAME_END}
    ([{_SCRIPT_CHARACTERS}]*+)
    (?= [\w|\u2016\u2202\u2207\u221a\u221e] )
    """,
    re.VERBOSE,
)
_WORDS = re.compile(r"[^\W\d_]{2}\s+\w|\w\s+[^\W\d_]{2}")
COMMAND = re.compile(r"\\([A-Za-z]+)\*?|\\(.)", re.DOTALL)


def brace_depth(text: str) -> int:
    """The maximal nesting depth of braces."""
    now = deepest = 0
    for char in text:
        now += (char == "{") - (char == "}")
        deepest = max(now, deepest)
    return deepest


_ORDINALS = frozenset(("st", "nd", "rd", "th"))


def to_script(text: str, table: Mapping[str, str]) -> str | None:
    """The text in superscript or subscript characters; None if Unicode lacks one."""
    if text.strip() in _ORDINALS and table is SUPERSCRIPTS:  # ordinals stay on the line: 5th
        return text.strip()
    found = [table.get(char) for char in text if not char.isspace()]
    return "".join(filter(None, found)) if found and None not in found else None


def read_math(content: str, unknown: list[str]) -> str:
    r"""A formula in plain characters if possible, else as `\(…\)`.

    Args:
        content: the formula without its dollar signs.
        unknown: collects formulas that no library can read; they appear without their commands.
    """
    plain = _MathReader(content.strip()).read() if brace_depth(content) <= MAX_DEPTH else None
    if plain is not None:
        return plain
    if parse_formula(content.strip()) and r"\(" not in content:
        return rf"\({' '.join(content.split())}\)"
    unknown.append(content.strip())
    return re.sub(r"[\\{}$]", "", content)


class _NotPlainError(Exception):
    """The formula has something that plain characters cannot express."""


@dataclass(slots=True)
class _MathReader:
    """Recursive descent over a formula; `place` is the next character."""

    text: str
    place: int = 0
    argument_depth: int = 0

    def read(self) -> str | None:
        try:
            return _add_spaces("".join(self.pieces("")))
        except _NotPlainError:
            return None

    def pieces(self, closing: str) -> list[str]:
        made: list[str] = []
        while self.place < len(self.text):
            char = self.text[self.place]
            self.place += 1
            if char == closing:
                return made
            made.append(self.piece(char))
        if closing:
            raise _NotPlainError
        return made

    def piece(self, char: str) -> str:
        if char in "^_":
            return self.read_script(char)
        if char == "\\":
            return self.command()
        if char == "{":
            return "".join(self.pieces("}"))
        if char in "}&$%":
            raise _NotPlainError
        if char.isspace() or char == "~":
            return "" if self.text[self.place : self.place + 1].isspace() else " "
        return "\u2032" if char == "'" else char

    def read_script(self, sign: str) -> str:
        content = self.argument().strip()
        if sign == "^" and content in ("*", "\u2217", "\u22c6", "\u2020", "\u2032", "\u25e6"):
            return {"\u2217": "*", "\u22c6": "*", "\u25e6": "°"}.get(content, content)
        found = to_script(content, SUPERSCRIPTS if sign == "^" else SUBSCRIPTS)
        if found is None or _WORDS.search(content):
            raise _NotPlainError
        return found

    def argument(self) -> str:
        while self.text[self.place : self.place + 1].isspace():
            self.place += 1
        if self.place >= len(self.text) or self.argument_depth >= MAX_DEPTH:
            raise _NotPlainError
        self.place += 1
        self.argument_depth += 1
        read = _add_spaces(self.piece(self.text[self.place - 1]))
        self.argument_depth -= 1
        return read

    def command(self) -> str:
        match = COMMAND.match(self.text, self.place - 1)
        if not match:
            raise _NotPlainError
        self.place = match.end()
        name = match[1]
        if not name:
            return {",": " ", ";": " ", ":": " ", " ": " ", "!": "", "/": ""}.get(match[2]) or (
                match[2] if match[2] in "%$&#_{}" else self.unknown()
            )
        if name in _MATH_COMMANDS:
            return _MATH_COMMANDS[name](self)
        read = name if name in _OPERATORS else LOGOS.get(name) or symbol_characters().get(name)
        if read is None:
            raise _NotPlainError
        # `\mu p` is μp and `5\times S` has no spaces, but `H \to Z` keeps both its spaces.
        if read.isalpha() or not self.text[: match.start()].endswith(" "):
            while self.text[self.place : self.place + 1].isspace():
                self.place += 1
        if self.text[self.place : self.place + 2] == "{}":
            self.place += 2
        return f"{_NAME_START}{read}{_NAME_END}" if name in _OPERATORS else read

    def operator(self) -> str:
        return f"{_NAME_START}{self.argument()}{_NAME_END}"

    def unknown(self) -> str:
        raise _NotPlainError

    def alphabet(self, name: str) -> str:
        content = self.argument()
        found = [ALPHABETS[name].get(char) for char in content]
        if None in found:
            return content if name in ("mathcal", "mathscr") else self.unknown()
        return "".join(filter(None, found))

    def marked(self, mark: str) -> str:
        content = self.argument()
        return content + mark if len(content) == 1 else self.unknown()

    def root(self) -> str:
        if self.text[self.place : self.place + 1] == "[":
            raise _NotPlainError
        content = self.argument().strip()
        return f"√{content}" if len(content) == 1 or content.isdigit() else f"√({content})"


def _add_spaces(text: str) -> str:
    """Put a space between a function name and an adjacent letter or digit."""
    apart = _BESIDE_RIGHT.sub(r"\1 ", _BESIDE_LEFT.sub(" ", text))
    return apart.replace(_NAME_START, "").replace(_NAME_END, "")


def _accent_reader(mark: str) -> Callable[[_MathReader], str]:
    return lambda reader: reader.marked(mark)


def _alphabet_reader(name: str) -> Callable[[_MathReader], str]:
    return lambda reader: reader.alphabet(name)


_MATH_ACCENTS: Mapping[str, str] = {
    "bar": "\u0304", "overline": "\u0305", "hat": "\u0302", "widehat": "\u0302",
    "tilde": "\u0303", "widetilde": "\u0303", "vec": "\u20d7", "dot": "\u0307",
    "ddot": "\u0308", "slashed": "\u0338", "not": "\u0338", "underline": "\u0332",
}  # fmt: skip
_MATH_COMMANDS: Mapping[str, Callable[[_MathReader], str]] = {
    **dict.fromkeys(
        ("mathrm", "mathbf", "mathit", "mathsf", "mathtt", "text", "textrm", "textit", "textbf",
         "textsf", "textsc", "texttt", "mbox", "hbox", "boldsymbol", "bm",
         "mathnormal", "ensuremath", "mathbin", "mathrel", "mathord", "textnormal",
         "emph", "pmb"), _MathReader.argument),
    **dict.fromkeys(
        ("left", "right", "big", "Big", "bigl", "bigr", "rm", "bf", "it", "cal", "sf", "tt",
         "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "limits", "relax",
         "nolimits"), lambda _: ""),
    **{name: _alphabet_reader(name) for name in ALPHABETS},
    "sqrt": _MathReader.root,
    "operatorname": _MathReader.operator, "mathop": _MathReader.operator,
    **{name: _accent_reader(combining) for name, combining in _MATH_ACCENTS.items()},
}  # fmt: skip
