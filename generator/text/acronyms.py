"""Acronyms that a text defines: `Mixture-of-Experts (MoE)`.

The algorithm is that of Schwartz and Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text" (2003): the letters of the acronym are matched from the end of the
long form backwards, and the first one begins a word.
"""

import re
from collections.abc import Mapping

_MAX_LONG_FORM_WORDS = 8
_SHORT_FORM = re.compile(r"(?<=[ ]) \( (?P<short> [A-Za-z][A-Za-z0-9-]{1,9}? ) s? \)", re.VERBOSE)
# Looked for before short forms only: most words of a text are far from one.
_LONG_FORM = re.compile(
    rf"(?<![\w-]) (?: [A-Za-z][\w-]*+ [ ] ){{1,{_MAX_LONG_FORM_WORDS}}} \Z", re.VERBOSE
)
_MIN_CAPITALS = 2  # `(Figure)` and `(costly)` are no acronyms


def defined_acronyms(text: str, stop_words: frozenset[str]) -> Mapping[str, str]:
    """The acronyms that plain text defines, each with its long form.

    Args:
        text: plain text, without LaTeX.
        stop_words: words that no long form begins with.
    """
    found: dict[str, str] = {}
    for match in _SHORT_FORM.finditer(text) if "(" in text else ():
        short = match["short"]
        if sum(char.isupper() for char in short) >= _MIN_CAPITALS:
            long = _long_form(_words_before(text, match.start()), short)
            if long and long.split()[0].lower() not in stop_words:
                found.setdefault(short, long)
    return found


def _words_before(text: str, end: int) -> list[str]:
    """The words that end at a place of a text, with one space between and after them."""
    start = end
    for _ in range(_MAX_LONG_FORM_WORDS + 1):
        start = max(text.rfind(" ", 0, start), 0)
    words = _LONG_FORM.search(text, start, end)
    return words[0].split() if words else []


def _long_form(words: list[str], short: str) -> str:
    """The last of some words that spell an acronym; empty if they do not."""
    text = " ".join(words)
    position = len(text)
    for place, letter in reversed(list(enumerate(filter(str.isalnum, short.lower())))):
        position = text.lower().rfind(letter, 0, position)
        while not place and position > 0 and text[position - 1] not in " -":
            position = text.lower().rfind(letter, 0, position)
        if position < 0:
            return ""
    return text[text.rfind(" ", 0, position) + 1 :]
