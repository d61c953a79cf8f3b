"""When two spellings are one tag, and which of them is shown."""

import re
from collections.abc import Mapping

from generator.text.english import singular

_BETWEEN_WORDS = re.compile(r"[\s_\u2010-\u2015-]+")


def identity(tag: str) -> str:
    """What spellings of one tag share: case, hyphens, spaces and the plural aside."""
    return singular(joined(tag))


def joined(text: str) -> str:
    """A text in lower case, without what stands between its words."""
    return _BETWEEN_WORDS.sub("", text).casefold() or text


def canonical(uses: Mapping[str, int]) -> Mapping[str, str]:
    """For each spelling the most used one of the same tag; of equals the first in the alphabet."""
    best: dict[str, str] = {}
    for tag in sorted(uses, key=lambda tag: (-uses[tag], tag)):
        best.setdefault(identity(tag), tag)
    return {tag: best[identity(tag)] for tag in uses}
