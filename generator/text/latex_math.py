r"""Formulas of LaTeX as plain characters, where Unicode has them: `n^2` is n², `\alpha_1` is α₁."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.text.formulas import formula
from generator.text.latex_tables import ALPHABETS, LOGOS, SUBSCRIPTS, SUPERSCRIPTS
from generator.text.sanitize import symbols

MAX_DEPTH = 30  # braces within braces; what people write has at most five
# Names of functions, which LaTeX sets apart from letters and digits beside them.
_OPERATORS = frozenset(
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim ln log "  # noqa: SIM905
    "max min Pr sec sin sinh sup tan tanh".split()
)
_OPEN, _CLOSE = "\ue000", "\ue001"  # around such a name until what is beside it is known
_SCRIPTS = re.escape("".join(sorted({*SUPERSCRIPTS.values(), *SUBSCRIPTS.values()} - {","})))
_BESIDE_LEFT = re.compile(rf"(?<=[\w)\]}}|\u2032\u2016{_CLOSE}])(?={_OPEN})")
_BESIDE_RIGHT = re.compile(rf"{_CLOSE}([{_SCRIPTS}]*+)(?=[\w|\u2016\u2202\u2207\u221a\u221e])")
_WORDS = re.compile(r"[^\W\d_]{2}\s+\w|\w\s+[^\W\d_]{2}")
COMMAND = re.compile(r"\\([A-Za-z]+)\*?|\\(.)", re.DOTALL)


def depth(text: str) -> int:
    """How many braces are open at once, at most."""
    now = deepest = 0
    for char in text:
        now += (char == "{") - (char == "}")
        deepest = max(now, deepest)
    return deepest


_ORDINALS = frozenset(("st", "nd", "rd", "th"))


def script(text: str, table: Mapping[str, str]) -> str | None:
    """A text in superscript or subscript letters; None where Unicode lacks one of them."""
    if text.strip() in _ORDINALS and table is SUPERSCRIPTS:  # as plain text has it: 5th
        return text.strip()
    found = [table.get(char) for char in text if not char.isspace()]
    return "".join(filter(None, found)) if found and None not in found else None


def read_math(content: str, unknown: list[str]) -> str:
    r"""A formula in plain characters where that is possible, else as `\(…\)`."""
    plain = _Math(content.strip()).read() if depth(content) <= MAX_DEPTH else None
    if plain is not None:
        return plain
    if formula(content.strip()) and r"\(" not in content:
        return rf"\({' '.join(content.split())}\)"
    unknown.append(content.strip())
    return re.sub(r"[\\{}$]", "", content)


class _UnknownError(Exception):
    """A formula has something that plain characters cannot say."""


@dataclass(slots=True)
class _Math:
    """Reads a formula as plain characters."""

    text: str
    place: int = 0
    argument_depth: int = 0

    def read(self) -> str | None:
        try:
            return _spaced("".join(self.pieces("")))
        except _UnknownError:
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
            raise _UnknownError
        return made

    def piece(self, char: str) -> str:
        if char in "^_":
            return self.script(char)
        if char == "\\":
            return self.command()
        if char == "{":
            return "".join(self.pieces("}"))
        if char in "}&$%":
            raise _UnknownError
        if char.isspace() or char == "~":
            return "" if self.text[self.place : self.place + 1].isspace() else " "
        return "\u2032" if char == "'" else char

    def script(self, sign: str) -> str:
        content = self.argument().strip()
        if sign == "^" and content in ("*", "\u2217", "\u22c6", "\u2020", "\u2032", "\u25e6"):
            return {"\u2217": "*", "\u22c6": "*", "\u25e6": "°"}.get(content, content)
        found = script(content, SUPERSCRIPTS if sign == "^" else SUBSCRIPTS)
        if found is None or _WORDS.search(content):
            raise _UnknownError
        return found

    def argument(self) -> str:
        while self.text[self.place : self.place + 1].isspace():
            self.place += 1
        if self.place >= len(self.text) or self.argument_depth >= MAX_DEPTH:
            raise _UnknownError
        self.place += 1
        self.argument_depth += 1
        read = _spaced(self.piece(self.text[self.place - 1]))
        self.argument_depth -= 1
        return read

    def command(self) -> str:
        match = COMMAND.match(self.text, self.place - 1)
        if not match:
            raise _UnknownError
        self.place = match.end()
        name = match[1]
        if not name:
            return {",": " ", ";": " ", ":": " ", " ": " ", "!": "", "/": ""}.get(match[2]) or (
                match[2] if match[2] in "%$&#_{}" else self.unknown()
            )
        if name in _MATH_COMMANDS:
            return _MATH_COMMANDS[name](self)
        read = name if name in _OPERATORS else LOGOS.get(name) or symbols().get(name)
        if read is None:
            raise _UnknownError
        # `\mu p` is μp and `5\times S` has no spaces, but `H \to Z` keeps both its spaces.
        if read.isalpha() or not self.text[: match.start()].endswith(" "):
            while self.text[self.place : self.place + 1].isspace():
                self.place += 1
        if self.text[self.place : self.place + 2] == "{}":
            self.place += 2
        return f"{_OPEN}{read}{_CLOSE}" if name in _OPERATORS else read

    def operator(self) -> str:
        return f"{_OPEN}{self.argument()}{_CLOSE}"

    def unknown(self) -> str:
        raise _UnknownError

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
            raise _UnknownError
        content = self.argument().strip()
        return f"√{content}" if len(content) == 1 or content.isdigit() else f"√({content})"


def _spaced(text: str) -> str:
    """The text with a space between a function's name and a letter or digit beside it."""
    apart = _BESIDE_RIGHT.sub(r"\1 ", _BESIDE_LEFT.sub(" ", text))
    return apart.replace(_OPEN, "").replace(_CLOSE, "")


def _mark(mark: str) -> Callable[[_Math], str]:
    return lambda reader: reader.marked(mark)


def _alphabet(name: str) -> Callable[[_Math], str]:
    return lambda reader: reader.alphabet(name)


_MATH_COMMANDS: Mapping[str, Callable[[_Math], str]] = {
    **dict.fromkeys(
        ("mathrm", "mathbf", "mathit", "mathsf", "mathtt", "text", "textrm", "textit", "textbf",
         "textsf", "textsc", "texttt", "mbox", "hbox", "boldsymbol", "bm",
         "mathnormal", "ensuremath", "mathbin", "mathrel", "mathord", "textnormal",
         "emph", "pmb"), _Math.argument),
    **dict.fromkeys(
        ("left", "right", "big", "Big", "bigl", "bigr", "rm", "bf", "it", "cal", "sf", "tt",
         "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "limits", "relax",
         "nolimits"), lambda _: ""),
    **{name: _alphabet(name) for name in ALPHABETS},
    "sqrt": _Math.root,
    "operatorname": _Math.operator, "mathop": _Math.operator,
    "bar": _mark("\u0304"), "overline": _mark("\u0305"), "hat": _mark("\u0302"),
    "widehat": _mark("\u0302"), "tilde": _mark("\u0303"), "widetilde": _mark("\u0303"),
    "vec": _mark("\u20d7"), "dot": _mark("\u0307"), "ddot": _mark("\u0308"),
    "slashed": _mark("\u0338"), "not": _mark("\u0338"), "underline": _mark("\u0332"),
}  # fmt: skip
