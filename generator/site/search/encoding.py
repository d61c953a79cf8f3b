"""Numbers and sorted words as short texts that compress well; `decoding.js` decodes them.

A number is written in base 32, lowest digit first, with one character of `ALPHABET` per digit; 32
is added to every digit except the last. Sorted words are front coded: a capital says how many
letters a word shares with the word before. Words are in lowercase, so a capital also ends a word.
"""

from collections.abc import Iterable, Sequence
from itertools import repeat

import numpy as np

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
BASE = 32
_MAX_SHARED_LETTERS = 25  # the capitals A to Z stand for 0 to 25 shared letters


def encode_number(value: int) -> str:
    """A non-negative number in base 32, lowest digit first."""
    text = ""
    while value >= BASE:
        text += ALPHABET[BASE + value % BASE]
        value //= BASE
    return text + ALPHABET[value]


def delta_encode(values: Iterable[int]) -> str:
    """Increasing numbers as the gaps between them (delta encoding); the first counts from -1."""
    text, last = "", -1
    for value in values:
        text += encode_number(value - last - 1)
        last = value
    return text


def sort_like_javascript(words: Iterable[str]) -> list[str]:
    """Words sorted as JavaScript does, by `utf16_sort_key`."""
    known = list(words)
    letters = "".join(known)
    # Up to U+FFFF, a character is one code unit, and the order is that of Python.
    is_plain = len(letters.encode("utf-16-be", "surrogatepass")) == 2 * len(letters)
    return sorted(known) if is_plain else sorted(known, key=utf16_sort_key)


def utf16_sort_key(word: str) -> bytes:
    """The sort key of a word: JavaScript compares strings by UTF-16 code units."""
    return word.encode("utf-16-be")


def front_code(words: Sequence[str], marks: Sequence[str] = ()) -> str:
    """Sorted words as shared prefix lengths and suffixes (front coding).

    Args:
        words: the words, sorted by `utf16_sort_key`.
        marks: for each word one character that is written before its suffix, or nothing.
    """
    if not words:
        return ""
    lengths = np.array([len(word) for word in words])
    letters = np.array(words, f"U{_MAX_SHARED_LETTERS}").view(np.uint32)
    letters = letters.reshape(len(words), _MAX_SHARED_LETTERS)
    are_equal = np.logical_and.accumulate(letters[1:] == letters[:-1], axis=1).sum(axis=1)
    shorter = np.minimum(lengths[1:], lengths[:-1])
    shared = [0, *np.minimum(are_equal, shorter).tolist()]
    return "".join([
        ALPHABET[count] + mark + word[count:]
        for count, mark, word in zip(shared, marks or repeat(""), words, strict=False)
    ])  # fmt: skip
