"""Suggestions for mistyped names."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property

_MIN_PREFIX_LETTERS = 3  # of a name, before the rest of it is suggested
_MAX_SUGGESTIONS = 3  # for one name


def did_you_mean(word: str, known: Collection[str]) -> str:
    """`; did you mean 'x'?` if few known names begin with the word, or one is close; else empty."""
    names = {name.casefold(): name for name in sorted(known)}
    folded = word.casefold()
    meant = _names_with_prefix(folded, names) or get_close_matches(folded, names, n=1)
    return f"; did you mean {' or '.join(repr(names[name]) for name in meant)}?" if meant else ""


def _names_with_prefix(word: str, names: Collection[str]) -> list[str]:
    """The names that begin with a word, if they are few; whole words of an id come first."""
    if len(word) < _MIN_PREFIX_LETTERS:
        return []
    for prefix in (f"{word}-", word):
        found = [name for name in names if name.startswith(prefix)]
        if 0 < len(found) <= _MAX_SUGGESTIONS:
            return found
    return []


class Shortlist:
    """An index of many names by pairs of letters, which finds the few that are close to a word.

    Close are the names that share the most of the word's rarest pairs.
    """

    _MAX_NAMES_WITHOUT_INDEX = 20  # so few are all returned
    _MAX_PAIRS_OF_WORD, _MAX_NAMES_PER_PAIR, _MAX_CLOSE_NAMES = 10, 30, 8

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(dict.fromkeys(names))

    @cached_property
    def _by_pair(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for name in self._names:
            for pair in _letter_pairs(name):
                found.setdefault(pair, []).append(name)
        return found

    def close_names(self, word: str) -> Sequence[str]:
        """The names that may be close to a word: the closest eight, or all of a few."""
        if len(self._names) <= self._MAX_NAMES_WITHOUT_INDEX:
            return self._names
        known = [pair for pair in _letter_pairs(word) if pair in self._by_pair]
        rarest = sorted(known, key=lambda pair: (len(self._by_pair[pair]), pair))
        votes = Counter(
            name
            for pair in rarest[: self._MAX_PAIRS_OF_WORD]
            for name in self._by_pair[pair][: self._MAX_NAMES_PER_PAIR]
        )
        return sorted(votes, key=lambda name: (-votes[name], name))[: self._MAX_CLOSE_NAMES]


def _letter_pairs(name: str) -> dict[str, None]:
    """The pairs of neighbouring letters of a name, case aside, with its start and end; in order."""
    padded = f"^{name.casefold()}$"
    return dict.fromkeys(padded[i : i + 2] for i in range(len(padded) - 1))
