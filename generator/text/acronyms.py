"""Acronyms that a text defines: `Mixture-of-Experts (MoE)`.

The letters are sought from the end, as in Schwartz and Hearst, A simple algorithm for identifying
abbreviation definitions in biomedical text (2003): each stands in the long form, in order, and the
first one begins a word.
"""

import re
from collections.abc import Mapping

_WORDS = 8  # of a long form, at most
_DEFINED = re.compile(
    rf"(?<![\w-])((?:[A-Za-z][\w-]*+[ ]){{1,{_WORDS}}})\(([A-Za-z][A-Za-z0-9-]{{1,9}}?)s?\)"
)
_CAPITALS = 2  # `(Figure)` and `(costly)` are no acronyms


def defined(text: str, stop_words: frozenset[str]) -> Mapping[str, str]:
    """Each acronym that plain text defines, with its long form."""
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        short = match[2]
        if sum(char.isupper() for char in short) >= _CAPITALS:
            long = _long_form(match[1].split(), short)
            if long and long.split()[0].lower() not in stop_words:
                found.setdefault(short, long)
    return found


def _long_form(words: list[str], short: str) -> str:
    """The last words that spell an acronym; nothing where they do not."""
    text = " ".join(words)
    at = len(text)
    for place, letter in reversed(list(enumerate(filter(str.isalnum, short.lower())))):
        at = text.lower().rfind(letter, 0, at)
        while not place and at > 0 and text[at - 1] not in " -":
            at = text.lower().rfind(letter, 0, at)
        if at < 0:
            return ""
    return text[text.rfind(" ", 0, at) + 1 :]
