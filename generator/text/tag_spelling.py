"""Which spellings are one tag, and which of them is shown."""

import re
from collections.abc import Mapping

from generator.text.english import singular

_WORD_SEPARATOR = re.compile(r"[\s_\u2010-\u2015-]+")


def tag_key(tag: str) -> str:
    """A key that is equal for spellings of one tag: no case, hyphens, spaces and plural ending."""
    return singular(join_words(tag))


def join_words(text: str) -> str:
    """A text in lower case without spaces and hyphens; one of only these unchanged."""
    return _WORD_SEPARATOR.sub("", text).casefold() or text


def canonical_spellings(uses: Mapping[str, int]) -> Mapping[str, str]:
    """The spelling to show for each spelling: the most used one of the same tag.

    Args:
        uses: how often each spelling is used; of equals the first in the alphabet is shown.
    """
    best: dict[str, str] = {}
    for tag in sorted(uses, key=lambda tag: (-uses[tag], tag)):
        best.setdefault(tag_key(tag), tag)
    return {tag: best[tag_key(tag)] for tag in uses}
