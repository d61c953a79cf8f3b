"""The inverted index in arrays: which records have each word, and in which of their fields."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from generator.site.search.encoding import ALPHABET, BASE, sort_like_javascript

_SIGNS = np.frombuffer(ALPHABET.encode(), np.uint8)
_DIGIT_BITS = BASE.bit_length() - 1
_SPACE, _END = ord(" "), ord("|")

Ints = NDArray[np.int64]


class Postings(Mapping[str, Mapping[int, int]]):
    """For each indexed word the records that have it, with the fields that have it.

    Attributes:
        words: the words, as JavaScript sorts them.
        counts: shape (n_words,): how many records have each word.
        record_count: how many records there are.
    """

    def __init__(self, records: Iterable[tuple[Sequence[str], Iterable[int]]]) -> None:
        """Take the words of each record, and the fields that have each word, as one number."""
        numbers = _Numbers()
        found, fields, ends = array("i"), array("B"), array("i", [0])
        for words, bits in records:
            found.extend(map(numbers.__getitem__, words))
            fields.extend(bits)
            ends.append(len(found))
        self.record_count = len(ends) - 1
        self.words: Sequence[str] = sort_like_javascript(numbers)
        self._places = {word: place for place, word in enumerate(self.words)}
        place_of = np.fromiter(map(self._places.__getitem__, numbers), np.int32, len(numbers))
        # Without copies: a list of 10,000 papers has two million of these.
        cells = np.asarray(fields), place_of[np.asarray(found)], np.asarray(ends)
        del found, fields
        by_word = csr_array(cells, shape=(len(ends) - 1, len(numbers))).tocsc()
        self._starts = by_word.indptr.astype(np.int64)
        self._records = by_word.indices  # in order, as `tocsc` keeps it
        self._fields = by_word.data
        self.counts: Ints = np.diff(self._starts)

    def __len__(self) -> int:
        """The number of words."""
        return len(self.words)

    def __iter__(self) -> Iterator[str]:
        """The words."""
        return iter(self.words)

    def __contains__(self, word: object) -> bool:
        """Whether any record has a word."""
        return word in self._places

    def __getitem__(self, word: str) -> Mapping[int, int]:
        """The fields by the number of each record that has a word."""
        records, fields = self.records_of(word)
        return dict(zip(records.tolist(), fields.tolist(), strict=True))

    def all_fields(self) -> Ints:
        """The bits of all fields that have each word, shape (n_words,)."""
        if not self.words:
            return np.zeros(0, np.int64)
        found: Ints = np.bitwise_or.reduceat(self._fields, self._starts[:-1]).astype(np.int64)
        return found

    def records_of(self, word: str) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """The numbers of the records that have a word, in order, and their fields."""
        place = self._places[word]
        part = slice(self._starts[place], self._starts[place + 1])
        return self._records[part], self._fields[part]

    def encode(self, start: int, end: int) -> str:
        """The lists of the words from one place to another, encoded (see `encode_lists`)."""
        cells = slice(self._starts[start], self._starts[end])
        return encode_lists(self._records[cells], self._fields[cells], self.counts[start:end])


def encode_lists(
    records: NDArray[np.integer[Any]], values: NDArray[np.integer[Any]], counts: Ints
) -> str:
    """Lists of records with a value below 64 each, with `|` between the lists.

    A list has one character for the value of each record, a space, and the numbers of the records,
    delta encoded (see `encoding`).

    Args:
        records: the numbers of the records of all lists, in increasing order in each.
        values: a value for each of them: the fields that have a word, or its weight.
        counts: how many records each list has, at least one.
    """
    if not len(counts):
        return ""
    firsts = np.cumsum(counts) - counts
    # The gap to the record before; the first of a list counts from -1.
    gaps = np.diff(records, prepend=-1) - 1
    gaps[firsts] = records[firsts]
    digits = np.ones(len(gaps), np.int64)
    while (longer := gaps >> (_DIGIT_BITS * int(digits.max(initial=1))) > 0).any():
        digits += longer
    ends = np.cumsum(digits)
    lengths = np.add.reduceat(digits, firsts)
    sizes = counts + lengths + 2  # with a space and a separator
    starts = np.cumsum(sizes) - sizes
    text = np.full(sizes.sum(), _END, np.uint8)
    text[starts + counts] = _SPACE
    text[np.repeat(starts - firsts, counts) + np.arange(len(gaps))] = _SIGNS[values]
    # What is written before the digits of a list that are not digits themselves.
    others = starts + counts + 1 - (np.cumsum(lengths) - lengths)
    places = np.repeat(others, counts) + ends - digits
    for number in range(int(digits.max(initial=0))):
        here = digits > number
        more = np.where(digits[here] > number + 1, BASE, 0)
        sign = (gaps[here] >> (_DIGIT_BITS * number)) % BASE + more
        text[places[here] + number] = _SIGNS[sign]
    return text[:-1].tobytes().decode("ascii")


class _Numbers(dict[str, int]):
    """Numbers of words; a new word gets the next one."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number
