r"""The LaTeX that BibTeX asks for: letters written as commands, and braces that protect words.

Both belong to the file format and not to the text. So `{\"u}` becomes a letter and `{GPipe}` loses
its braces. All other LaTeX (`$n^2$`, `\emph{x}`, `\%`) stays as in every other capture; `markup`
reads it when it is shown.
"""

import re
import unicodedata
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text

_ACCENT = re.compile(
    r"""\\(?:(["'`^~=.])\s*|([cvHukrdb])(?:\s+|(?=[{\\])))"""
    r"(?:\{\s*(\\[ij]|[A-Za-z])\s*\}|(\\[ij](?![A-Za-z])|[A-Za-z]))"
)
_LETTER = re.compile(
    r"\\(ss|ae|AE|oe|OE|aa|AA|dh|DH|dj|DJ|ng|NG|th|TH|o|O|l|L|i|j)(?:\{\}|(?![A-Za-z]) *)"
)
_ALONE = re.compile(r"\{([^\x00-\x7f])\}")
_PIECE = re.compile(r"\$[^$]*\$|\\[A-Za-z]+\*?|\\.|[{}]|[\^_]", re.DOTALL)
_COMMAND = re.compile(r"\\[A-Za-z]+\*?")


def letters(text: str) -> str:
    """The text with accents and letters that are written as commands as letters."""
    text = _ACCENT.sub(lambda m: _letter(rf"\{m[1] or m[2]}{{{m[3] or m[4]}}}"), text)
    return _ALONE.sub(r"\1", _LETTER.sub(lambda m: _letter(rf"\{m[1]}"), text))


@lru_cache(maxsize=1024)
def _letter(latex: str) -> str:
    # Only ever one letter: on whole texts the library drops commands that it does not know.
    return unicodedata.normalize("NFC", str(LatexNodes2Text().latex_to_text(latex)))


def unprotected(text: str) -> str:
    r"""The text without the braces that only protect; those of commands, `^`, `_` and $…$ stay."""
    made: list[str] = []
    kept: list[bool] = []  # for every open brace, whether it stays
    argument, place = False, 0  # whether a brace at this place would open an argument
    for piece in _PIECE.finditer(text):
        between, mark, place = text[place : piece.start()], piece.group(), piece.end()
        made.append(between)
        argument = argument and not between
        if mark == "{":
            argument = argument or _COMMAND.match(text, place) is not None
            kept.append(argument)
            made.append(mark if argument else "")
            argument = False
        elif mark == "}":
            argument = kept.pop() if kept else False
            made.append(mark if argument else "")
        else:
            argument = mark in ("^", "_") or _COMMAND.fullmatch(mark) is not None
            made.append(mark)
    return "".join((*made, text[place:]))
