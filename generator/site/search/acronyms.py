"""Acronyms that the papers define, so that a query finds papers with either form."""

from collections import Counter
from collections.abc import Mapping, Sequence

from generator.site.search.records import Record, words_of

MAX_PAIRS = 1_500  # all pairs are loaded at the first keystroke
_MIN_LONG_FORM_WORDS = 2


def acronym_pairs(
    records: Sequence[Record], postings: Mapping[str, Mapping[int, int]]
) -> list[list[str]]:
    """Pairs of an acronym and its most frequent long form (words with spaces), sorted.

    A pair is left out if the records with one form are those with the other: it would find
    nothing new.

    Args:
        records: the records whose titles and texts define acronyms.
        postings: by word, the numbers of the records that have it.
    """
    counts = Counter(pair for words in words_of(records) for pair in words.acronyms)
    most_frequent: dict[str, str] = {}
    for short, long in sorted(counts, key=lambda pair: (-counts[pair], pair)):
        most_frequent.setdefault(short, long)
    useful = [pair for pair in most_frequent.items() if _adds_results(*pair, postings)]
    useful.sort(key=lambda pair: -counts[pair])
    return sorted(map(list, useful[:MAX_PAIRS]))


def _adds_results(short: str, long: str, postings: Mapping[str, Mapping[int, int]]) -> bool:
    parts = long.split()
    if (
        len(parts) < _MIN_LONG_FORM_WORDS
        or short not in postings
        or not all(p in postings for p in parts)
    ):
        return False
    both = set.intersection(*(set(postings[part]) for part in parts))
    return both != set(postings[short])
