"""What spellings of one word share: `folding.js` does the same with what a reader types.

Case, accents, hyphens and plurals make no difference, nor does the residue of LaTeX: `S^{2}FT` is
`s2ft`. `tests/data/corpus/folding.json` holds both sides together.
"""

import re
import unicodedata

from generator.text.english import singular

_LETTERS = str.maketrans(
    {"ß": "ss", "\u03c2": "\u03c3", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l",
     "\u0131": "i", "þ": "th"}
)  # fmt: skip
_ACCENTS = re.compile("[\u0300-\u036f]")  # other scripts' marks carry meaning
_DROPPED = re.compile(r"['\u2019\u02bc^{}$\\]")
_POINT = re.compile(r"(\d)[.,](?=\d)")  # of numbers: 2401.12345, Qwen2.5, 1,000
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"  # written without spaces: each sign a word
_PART = rf"(?:(?![{_ALONE}])[^\W_])+[+#]*"
_WORD = re.compile(rf"[{_ALONE}]|{_PART}(?:[-\u2010\u2012\u2013_]{_PART})*")
_HYPHEN = re.compile("[-\u2010\u2012\u2013_]")


def words(text: str) -> list[list[str]]:
    """The words of a text in their order, each with its forms.

    A word with hyphens has first the form without them, then its parts; any other has one form.
    """
    return [_forms(_HYPHEN.split(word)) for word in _WORD.findall(folded(text))]


def plain(text: str) -> str:
    """The words of a text as written, between single spaces: in this a phrase is looked for."""
    parts = [part for word in _WORD.findall(folded(text)) for part in _HYPHEN.split(word)]
    return f" {' '.join(parts)} "


def folded(text: str) -> str:
    """Small letters without accents, and without the signs that may stand inside a word."""
    small = unicodedata.normalize("NFKD", text).lower().translate(_LETTERS)
    return _POINT.sub(r"\1", _DROPPED.sub("", _ACCENTS.sub("", small)))


def _forms(parts: list[str]) -> list[str]:
    if len(parts) == 1:
        return [singular(parts[0])]
    return [singular("".join(parts)), *map(singular, parts)]
