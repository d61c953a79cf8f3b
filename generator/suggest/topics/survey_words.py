"""The phrases of a text: names it may use for its subject.

A phrase is one to three words on end; no function word, and nothing that papers of every field say
of themselves, begins or ends it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from generator.text.phrases import folded
from generator.text.stop_words import ENGLISH_STOP_WORDS

_LONGEST = 3  # words of a phrase
_CONTENT = {"bill", "bottom", "computer", "cry", "detail", "empty", "fill", "fire", "front",
            "interest", "mill", "mine", "part", "serious", "side", "system", "thick", "thin",
            "top"}  # fmt: skip
_FUNCTION = ENGLISH_STOP_WORDS - _CONTENT  # without words that some field writes about
# What papers of every field say of themselves; no phrase begins or ends with it.
_TALK = frozenset(
    """
    ability able achieve achieved achieves achieving address addresses advance advances advancing
    aim aims al allow allows analysis approach approaches article available based benefit better
    certain challenge challenges challenging common compared comprehensive conduct consistently
    contribution current day days demonstrate demonstrates designed details did different does
    done effective effectively effectiveness enable enables enabling enhance enhances et existing
    experiment experimental experiments explore explores exploring extensive extensively final
    finally findings focus framework furthermore gap general given good greatly high higher highly
    hour hours idea improve improved improvement improvements improves improving include including
    increase increasing introduce introduces introducing investigate involve involves key lack
    large leading leverage leverages leveraging limited long low main make makes making method
    methods minute minutes month months moreover nature need new novel number obtain old original
    outperform outperforming outperforms overall paper performance possible potential power
    present presents previous prior problem problems promising propose proposed proposes provide
    provides real-world recent recently reduce reduces reducing result results second set show
    showing shown shows significant significantly simple single small specific state
    state-of-the-art strong studies study substantially superior term terms type types uncover use
    used uses using validate various way ways week weeks wide widely work works year years
""".split()  # noqa: SIM905 - as a list of strings it fills screens
)
_LINKS = {"a", "and", "at", "by", "de", "for", "from", "in", "of", "on", "or", "per", "the", "to",
          "via", "vs", "with", "without"}  # fmt: skip
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
    """A word folded without a plural s, whether no phrase begins or ends with it, or has it."""
    lower = word.lower()
    return _singular(word), lower in _FUNCTION or lower in _TALK, lower in _LINKS


def _singular(word: str) -> str:
    word = folded(re.sub(r"['\u2019]s$|(?<=[A-Z]{2})s$", "", word))
    if len(word) > 4 and word.endswith("ies"):  # noqa: PLR2004 - `ties` is short
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and re.search(r"[^aius]s$", word) else word  # noqa: PLR2004
