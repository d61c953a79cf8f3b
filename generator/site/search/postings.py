"""The inverted index in arrays: which records have each word, and in which of their fields."""

from array import array
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from generator.site.search.encoding import ALPHABET, BASE, sort_like_javascript

_SIGNS = np.frombuffer(ALPHABET.encode(), np.uint8)
_DIGIT_BITS = BASE.bit_length() - 1
_GAP, _END = ord(" "), ord("|")

Ints = NDArray[np.int64]


class Postings(Mapping[str, Mapping[int, int]]):
    """For each indexed word the records that have it, with the fields that have it.

    Attributes:
        words: the words, as JavaScript sorts them.
        counts: shape (n_words,): how many records have each word.
    """

    def __init__(self, records: Sequence[Mapping[str, int]]) -> None:
        """Take the words of each record, with the fields that have them, as one number."""
        self.words: Sequence[str] = sort_like_javascript(set[str]().union(*records))
        self._places = {word: place for place, word in enumerate(self.words)}
        found, fields, ends = array("i"), array("i"), array("i", [0])
        for record in records:
            found.extend(map(self._places.__getitem__, record))
            fields.extend(record.values())
            ends.append(len(found))
        cells = np.array(fields, np.int64), np.array(found), np.array(ends)
        by_word = csr_array(cells, shape=(len(records), len(self.words))).tocsc()
        self._starts = by_word.indptr.astype(np.int64)
        self._records = by_word.indices.astype(np.int64)  # in order, as `tocsc` keeps it
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
        place = self._places[word]
        part = slice(self._starts[place], self._starts[place + 1])
        return dict(zip(self._records[part].tolist(), self._fields[part].tolist(), strict=True))

    def all_fields(self) -> Ints:
        """The bits of all fields that have each word, shape (n_words,)."""
        if not self.words:
            return np.zeros(0, np.int64)
        found: Ints = np.bitwise_or.reduceat(self._fields, self._starts[:-1])
        return found

    def encode(self) -> tuple[str, Ints]:
        """The lists of all words, and where each begins; a separator is before the next.

        A list has one character for the fields of each record, a space, and the numbers of the
        records, delta encoded (see `encoding`).

        Returns:
            The text, and shape (n_words + 1,).
        """
        # The gap to the record before; the first of a word counts from -1.
        gaps = np.diff(self._records, prepend=-1) - 1
        firsts = self._starts[:-1]
        gaps[firsts] = self._records[firsts]
        digits = np.ones(len(gaps), np.int64)
        while (longer := gaps >> (_DIGIT_BITS * int(digits.max(initial=1))) > 0).any():
            digits += longer
        word = np.repeat(np.arange(len(self.words)), self.counts)
        ends_of_digits = np.cumsum(digits)
        before = np.concatenate([[0], ends_of_digits])[self._starts]  # digits before each word
        sizes = self.counts + np.diff(before) + 2  # with a space and a separator
        starts = np.concatenate([[0], np.cumsum(sizes)])
        text = np.full(starts[-1], _END, np.uint8)
        text[starts[:-1] + self.counts] = _GAP
        rank = np.arange(len(gaps)) - self._starts[word]
        text[starts[word] + rank] = _SIGNS[self._fields]
        place = (starts[:-1] + self.counts + 1 - before[:-1])[word] + ends_of_digits - digits
        for number in range(int(digits.max(initial=0))):
            here = digits > number
            more = np.where(digits[here] > number + 1, BASE, 0)
            sign = (gaps[here] >> (_DIGIT_BITS * number)) % BASE + more
            text[place[here] + number] = _SIGNS[sign]
        return text.tobytes().decode("ascii"), starts
