"""The parts of the index that the search loads by words: alphabetical ranges of words.

Each part has, of the words in its range, the records that have them, the vectors that they have,
and the synonyms of everyday words. So a query loads one file for a word, whatever it needs of it.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from generator.site.search.encoding import front_code, sort_like_javascript
from generator.site.search.postings import Postings, encode_lists
from generator.site.search.thesaurus import Synonyms
from generator.text.memo import memoized

MAX_PART_CHARACTERS = 24_000  # about 12 kB compressed

memoized_front_code = memoized(front_code)


def word_parts(
    found: Postings, rows: Mapping[str, str], synonyms: Mapping[str, Synonyms]
) -> Iterator[tuple[str, dict[str, str | list[str]]]]:
    """The first word of each part, and the part.

    Args:
        found: the postings of all indexed words.
        rows: encoded vectors by word.
        synonyms: synonyms by the stems of everyday words.
    """
    words = sort_like_javascript({*found, *rows, *synonyms})
    start = 0  # in the indexed words
    for part in _split(words, [_characters(word, found, rows, synonyms) for word in words]):
        end = start + sum(word in found for word in part)
        with_vector = [word for word in part if word in rows]
        everyday = [word for word in part if word in synonyms]
        yield (
            part[0],
            {
                "words": memoized_front_code(tuple(found.words[start:end])),
                "lists": found.encode(start, end),
                "vectors": [
                    memoized_front_code(tuple(with_vector)),
                    "".join([rows[word] for word in with_vector]),
                ],
                "synonyms": [
                    "|".join(f"{word}:{synonyms[word].terms}" for word in everyday),
                    _encode_gains([synonyms[word] for word in everyday]),
                ],
            },
        )
        start = end


def _characters(
    word: str, found: Postings, rows: Mapping[str, str], synonyms: Mapping[str, Synonyms]
) -> int:
    """About how many characters a part has for a word."""
    count = len(word) + len(rows.get(word, ""))
    if word in found:
        count += 3 * len(found.records_of(word)[0])
    if each := synonyms.get(word):
        count += len(each.terms) + 3 * len(each.records)
    return count


def _split(words: Sequence[str], characters: Sequence[int]) -> Iterator[Sequence[str]]:
    ends = np.concatenate([[0], np.cumsum(characters, dtype=np.int64)])
    start = 0
    while start < len(words):
        end = int(np.searchsorted(ends, ends[start] + MAX_PART_CHARACTERS, "right")) - 1
        yield words[start : max(end, start + 1)]
        start = max(end, start + 1)


def _encode_gains(synonyms: Sequence[Synonyms]) -> str:
    if not synonyms:
        return ""
    records = np.concatenate([each.records for each in synonyms])
    gains = np.concatenate([each.gains for each in synonyms])
    return encode_lists(records, gains, np.array([len(each.records) for each in synonyms]))
