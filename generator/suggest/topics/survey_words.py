"""The phrases of a text: names it may use for its subject.

A phrase is one to three words on end; no function word, and nothing that papers of every field say
of themselves, begins or ends it.
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

_LONGEST = 3  # words of a phrase
_LINKS = LINKING_WORDS | {"de", "per", "vs", "without"}  # as in `latency vs throughput`
_BOUNDARY_WORDS = STOP_WORDS | BOILERPLATE
# Words with their hyphens: half of `fine-tuning` is no phrase.
_WORD = re.compile(r"[^\W_]+(?:['\u2019\-\u2010\u2011][^\W_]+)*[+#]*")


def phrases(text: str) -> Iterator[tuple[str, str]]:
    """Every phrase of a plain text, folded and as it is spelt there."""
    found = list(_WORD.finditer(text))
    words = [_word(match.group()) for match in found]
    joined = [text[a.end() : b.start()] in {" ", "/"} for a, b in pairwise(found)]
    for i, (first, unfit, _) in enumerate(words):
        if unfit:
            continue
        if len(first) > 2 and not first[0].isdigit():  # noqa: PLR2004 - a short word names little
            yield first, found[i].group()
        for j in range(i + 1, min(i + _LONGEST, len(words))):
            last, bound, link = words[j]
            if not joined[j - 1] or (bound and not link):
                break
            plain = " ".join(word for word, _, _ in words[i : j + 1])
            if not bound and last != first and not plain.replace(" ", "").isdigit():
                yield plain, text[found[i].start() : found[j].end()]


@lru_cache(maxsize=100_000)
def _word(word: str) -> tuple[str, bool, bool]:
    """A word folded without its plural, whether no phrase begins or ends with it, or has it."""
    lower = word.lower()
    return singular(fold_phrase(strip_possessive(word))), lower in _BOUNDARY_WORDS, lower in _LINKS
