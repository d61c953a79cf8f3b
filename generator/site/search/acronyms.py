"""Acronyms that the list itself explains, so that either form finds papers with the other."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.site.search.folding import words
from generator.site.search.records import Record
from generator.text.acronyms import defined_acronyms
from generator.text.english import QUERY_STOP_WORDS

MOST = 1_500  # pairs: they are read at the first key
_LONG = 2  # words of a long form, at least


def acronyms(
    records: Sequence[Record], postings: Mapping[str, Mapping[int, int]]
) -> list[list[str]]:
    """Pairs of a short form and the long one it mostly has (words with spaces), sorted.

    A pair is left out if every record that has one form has the other as well: it would find
    nothing new.
    """
    counts = Counter(pair for record in records for pair in _pairs(record))
    usual: dict[str, str] = {}
    for short, long in sorted(counts, key=lambda pair: (-counts[pair], pair)):
        usual.setdefault(short, long)
    useful = [pair for pair in usual.items() if _tells(*pair, postings)]
    useful.sort(key=lambda pair: -counts[pair])
    return sorted(map(list, useful[:MOST]))


def _pairs(record: Record) -> Iterator[tuple[str, str]]:
    for text in (record.title, record.text):
        for short, long in defined_acronyms(text, QUERY_STOP_WORDS).items():
            parts = (forms if len(forms) == 1 else forms[1:] for forms in words(long))
            kept = [part for each in parts for part in each if part not in QUERY_STOP_WORDS]
            yield words(short)[0][0], " ".join(kept)


def _tells(short: str, long: str, postings: Mapping[str, Mapping[int, int]]) -> bool:
    parts = long.split()
    if len(parts) < _LONG or short not in postings or not all(p in postings for p in parts):
        return False
    both = set.intersection(*(set(postings[part]) for part in parts))
    return both != set(postings[short])
