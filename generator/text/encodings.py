"""The text of a file in whatever encoding it is: UTF-8, UTF-16, or certainly Western text."""

import codecs
import re
from dataclasses import dataclass

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_GUESSED = "Windows-1252"
# What Western text has between its letters: quotation marks, dashes, signs.
_MARKS = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u20ac\u00a0\u00a7\u00a9\u00ab\u00ae\u00b0\u00b1\u00b4\u00b5\u00b7\u00bb\u00d7"  # noqa: E501
_WORD = re.compile(r"[^\W\d_]*[^\x00-\x7f][^\W_]*")
# Letters that are others in the encodings of Central Europe and of the Macintosh: a Czech `ř` is
# `ø` in Windows-1252, and a Macintosh's `ö` is `š`. So is a capital letter after a small one.
_DOUBTFUL = re.compile(
    r"""
    [\u0160\u0161\u017d\u017e\u0152\u0153\u0178\u0192]
    | [a-z\u00df-\u00ff] [\u00c0-\u00de]
    """,
    re.VERBOSE,
)
# Of Cyrillic, Greek and Chinese text; `ö` and `ß` are neighbours in German.
_TWO_LETTERS = re.compile(r"[\u00c0-\u00de\u00e0-\u00ff]{2}")
_ONE_LETTER_WORDS = frozenset("àáâéèêíóôúÀÁÉÈ")
_MAX_WORDS_SHOWN = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """The text of a file.

    Attributes:
        text: the text, without a byte order mark.
        guessed: the encoding, if it is a guess; else empty.
        words: the first words that depend on the guess.
        line: the line of the first of them.
    """

    text: str
    guessed: str = ""
    words: tuple[str, ...] = ()
    line: int = 1


def decode_utf_8(data: bytes) -> Decoded | None:
    """The text of a file in UTF-8; None if it is in another encoding."""
    try:
        return Decoded(text=data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None


def decode_any(data: bytes) -> Decoded | None:
    """The text of a file; None if its encoding is neither known nor certain enough to guess."""
    if not data.startswith(_UTF_16):
        is_marked = data.startswith(codecs.BOM_UTF8)
        return decode_utf_8(data) or (None if is_marked else _guess(data))
    try:
        return Decoded(text=data.decode("utf-16"))
    except UnicodeDecodeError:
        return None


def _guess(data: bytes) -> Decoded | None:
    """Western text as Windows-1252; None if anything in it points to another encoding."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    words = dict.fromkeys(match[0] for match in _WORD.finditer(text.translate(_WITHOUT_MARKS)))
    has_controls = any(char < " " and char not in "\t\n\r\f" for char in text)
    if has_controls or not all(map(_is_western, words)):
        return None
    first = next((i for i, byte in enumerate(data) if byte > 0x7F), 0)  # noqa: PLR2004 - ASCII
    return Decoded(
        text=text, guessed=_GUESSED, words=tuple(words)[:_MAX_WORDS_SHOWN],
        line=data.count(b"\n", 0, first) + 1,
    )  # fmt: skip


_WITHOUT_MARKS = str.maketrans(dict.fromkeys(_MARKS, " "))


def _is_western(word: str) -> bool:
    """Whether a word with other than ASCII characters is one of Western Europe: `Müller`."""
    if word in _ONE_LETTER_WORDS:
        return True
    is_of_letters = word.isalpha() and any(char.isascii() for char in word)
    return is_of_letters and not _DOUBTFUL.search(word) and not _TWO_LETTERS.search(word)
