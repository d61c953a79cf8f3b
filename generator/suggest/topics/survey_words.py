"""The phrases of a text that may name its subject.

A phrase is one to three consecutive words. It does not begin or end with a stop word or with
boilerplate of papers in all fields.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from generator.text.english import (
    BOILERPLATE,
    LINKING_WORDS,
    STOP_WORDS,
    singular,
    strip_possessive,
)
from generator.text.phrases import fold_phrase

_MAX_WORDS = 3
_LINKING_WORDS = LINKING_WORDS | {"de", "per", "vs", "without"}  # as in `latency vs throughput`
_BOUNDARY_WORDS = STOP_WORDS | BOILERPLATE
# Hyphenated words are whole: half of `fine-tuning` is not a phrase.
_WORD = re.compile(r"[^\W_]+(?:['\u2019\-\u2010\u2011][^\W_]+)*[+#]*")


def phrases(text: str) -> Iterator[tuple[str, str]]:
    """Every phrase of a plain text, folded and as it is spelled there."""
    found = list(_WORD.finditer(text))
    words = [_classify_word(match.group()) for match in found]
    joined = [text[a.end() : b.start()] in {" ", "/"} for a, b in pairwise(found)]
    for i, (first, is_boundary, _) in enumerate(words):
        if is_boundary:
            continue
        if len(first) > 2 and not first[0].isdigit():  # noqa: PLR2004 - two letters are too short for a name
            yield first, found[i].group()
        for j in range(i + 1, min(i + _MAX_WORDS, len(words))):
            last, is_end, is_link = words[j]
            if not joined[j - 1] or (is_end and not is_link):
                break
            plain = " ".join(word for word, _, _ in words[i : j + 1])
            if not is_end and last != first and not plain.replace(" ", "").isdigit():
                yield plain, text[found[i].start() : found[j].end()]


@lru_cache(maxsize=100_000)
def _classify_word(word: str) -> tuple[str, bool, bool]:
    """A folded singular; whether no phrase begins or ends with the word; whether it links words."""
    lower = word.lower()
    return (
        singular(fold_phrase(strip_possessive(word))),
        lower in _BOUNDARY_WORDS,
        lower in _LINKING_WORDS,
    )
