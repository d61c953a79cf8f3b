"""Numbers and sorted words as short texts that compress well; `reading.js` reads them.

A number is written in base 32, lowest digit first, one sign of `SIGNS` a digit; 32 is added to all
digits but the last. Of sorted words each says, with a capital, how many letters it shares with the
one before; words are in small letters, so that a capital also ends them.
"""

from collections.abc import Iterable, Sequence
from itertools import takewhile

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_DIGIT = 32
_SHARED = 25  # letters shared that a capital can say


def number(value: int) -> str:
    """A number that is not negative."""
    text = ""
    while value >= _DIGIT:
        text += SIGNS[_DIGIT + value % _DIGIT]
        value //= _DIGIT
    return text + SIGNS[value]


def rising(values: Iterable[int]) -> str:
    """Numbers that rise, by their differences; the first counts from -1."""
    text, last = "", -1
    for value in values:
        text += number(value - last - 1)
        last = value
    return text


def order(word: str) -> bytes:
    """The key by which words are sorted: as JavaScript compares them."""
    return word.encode("utf-16-be")


def fronted(words: Sequence[str], marks: Sequence[str] = ()) -> str:
    """Sorted words; a mark is one sign that stands before what is new of its word."""
    text, last = "", ""
    for place, word in enumerate(words):
        pairs = zip(last[:_SHARED], word, strict=False)
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        text += SIGNS[shared] + (marks[place] if marks else "") + word[shared:]
        last = word
    return text
