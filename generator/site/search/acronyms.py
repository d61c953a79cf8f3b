"""Acronyms that the papers define, so that a query finds papers with either form."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.site.search.folding import word_forms
from generator.site.search.records import Record
from generator.text.acronyms import defined_acronyms
from generator.text.english import QUERY_STOP_WORDS
from generator.text.stored import Stored

Pairs = tuple[tuple[str, str], ...]
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
    counts = Counter(
        pair
        for pairs in _defined_pairs.each((record.title, record.text) for record in records)
        for pair in pairs
    )
    most_frequent: dict[str, str] = {}
    for short, long in sorted(counts, key=lambda pair: (-counts[pair], pair)):
        most_frequent.setdefault(short, long)
    useful = [pair for pair in most_frequent.items() if _adds_results(*pair, postings)]
    useful.sort(key=lambda pair: -counts[pair])
    return sorted(map(list, useful[:MAX_PAIRS]))


def _find_pairs(title: str, text: str) -> Pairs:
    return tuple(_iter_pairs(title, text))


_defined_pairs = Stored(_find_pairs, Pairs, "acronyms of a search record")


def _iter_pairs(*texts: str) -> Iterator[tuple[str, str]]:
    for text in texts:
        for short, long in defined_acronyms(text, QUERY_STOP_WORDS).items():
            parts = (forms if len(forms) == 1 else forms[1:] for forms in word_forms(long))
            kept = [part for each in parts for part in each if part not in QUERY_STOP_WORDS]
            yield word_forms(short)[0][0], " ".join(kept)


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
