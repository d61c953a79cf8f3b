"""Spellings folded to one form per word; `folding.js` folds what a reader types in the same way.

Case, accents, hyphens, plurals and remains of LaTeX are ignored: `S^{2}FT` is `s2ft`. The cases in
`tests/data/corpus/folding.json` are asserted for both implementations.
"""

import re
import unicodedata
from functools import lru_cache

from generator.text.english import singular

_LETTER_FOLDS = str.maketrans(
    {"ß": "ss", "\u03c2": "\u03c3", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l",
     "\u0131": "i", "þ": "th"}
)  # fmt: skip
_COMBINING_ACCENTS = re.compile(
    "[\u0300-\u036f]"
)  # combining marks of other scripts distinguish words
_IGNORED_CHARACTERS = str.maketrans(dict.fromkeys("'\u2019\u02bc^{}$\\"))
_NUMBER_SEPARATOR = re.compile(r"[.,](?<=\d.)(?=\d)")  # in numbers: 2401.12345, Qwen2.5, 1,000
_UNSPACED_SCRIPTS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"  # kana and Han, each character a word
_WORD_PART = rf"[^\W_{_UNSPACED_SCRIPTS}]+[+#]*"
# A word, with its hyphens (`state-of-the-art`), or one character of a script without spaces.
_WORD = re.compile(
    rf"""
    [{_UNSPACED_SCRIPTS}]
    | {_WORD_PART} (?: [-\u2010\u2012\u2013_] {_WORD_PART} )*
    """,
    re.VERBOSE,
)
_HYPHEN = re.compile("[-\u2010\u2012\u2013_]")


def word_forms(text: str) -> list[list[str]]:
    """The words of a text in order, each with its indexed forms.

    A hyphenated word has the form without hyphens, then its parts; any other word has one form.
    """
    return list(map(_forms, _WORD.findall(fold(text))))


def phrase_text(text: str) -> str:
    """The folded words of a text between single spaces: quoted phrases are searched in it."""
    parts = [part for word in _WORD.findall(fold(text)) for part in _HYPHEN.split(word)]
    return f" {' '.join(parts)} "


def fold(text: str) -> str:
    """The text in lowercase without accents, apostrophes and remains of LaTeX."""
    small = text.lower()
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text).lower().translate(_LETTER_FOLDS)
        small = _COMBINING_ACCENTS.sub("", decomposed)
    return _NUMBER_SEPARATOR.sub("", small.translate(_IGNORED_CHARACTERS))


@lru_cache(maxsize=50_000)  # the words of a list; callers do not change the result
def _forms(word: str) -> list[str]:
    parts = _HYPHEN.split(word)
    if len(parts) == 1:
        return [singular(parts[0])]
    return [singular("".join(parts)), *map(singular, parts)]
