"""Counts an editor's phrases in a text: whole words, regardless of hyphens, case and plurals."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from generator.text.characters import UNSPACED_SCRIPT


def fold_phrase(text: str) -> str:
    """A text in lower case with hyphens as spaces: `Mixture-of-Experts`, `mixture of experts`."""
    return re.sub(r"[-\u2010-\u2015_/\s]+", " ", text.lower())


def count_phrase(phrase: str, text: str) -> int:
    """How often a text has a phrase.

    Args:
        phrase: an editor's phrase; `*` at its end matches any ending.
        text: a text from `fold_phrase`.
    """
    stem, pattern = _phrase_pattern(phrase)
    if not stem:
        return len(pattern.findall(text))
    count, place = 0, text.find(stem)
    while place >= 0:  # only where the stem is, as the pattern alone would try every character
        match = pattern.match(text, place)
        count += match is not None
        place = text.find(stem, match.end() if match else place + 1)
    return count


@lru_cache(maxsize=8192)
def _phrase_pattern(phrase: str) -> tuple[str, re.Pattern[str]]:
    """The stem of a phrase and its pattern: whole words with an optional plural s.

    In scripts without spaces the ends of words are unknown, so they are not required.
    """
    stem = fold_phrase(phrase).removesuffix("*")
    begin = "" if UNSPACED_SCRIPT.match(stem) else r"(?<!\w)"
    end = "" if UNSPACED_SCRIPT.match(stem[-1:]) else r"(?:e?s)?(?!\w)"  # not \b, for `C++`
    return stem, re.compile(begin + re.escape(stem) + (r"\w*" if phrase.endswith("*") else end))


class PhraseIndex:
    """Phrases by their first word or two, to find those that a text may have."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._stems: dict[str, str] = {}
        self._always: set[str] = set()
        self._by_words: dict[str, set[str]] = {}
        self._by_beginning: dict[str, set[str]] = {}
        for phrase in phrases:
            self._add(phrase)
        self._by_known_word: dict[str, set[str]] = {}
        self._beginning_lengths = sorted(set(map(len, self._by_beginning)))

    def _add(self, phrase: str) -> None:
        stem = fold_phrase(phrase).removesuffix("*")
        self._stems[phrase] = stem
        match = _FIRST_WORDS.match(stem)
        if not match or UNSPACED_SCRIPT.search(match[0]):
            self._always.add(phrase)
        elif match[0] != stem:  # another character follows the words
            self._by_words.setdefault(match[0], set()).add(phrase)
        elif not phrase.endswith("*"):
            for ending in ("", "s", "es"):
                self._by_words.setdefault(stem + ending, set()).add(phrase)
        elif match["second"]:
            self._by_words.setdefault(match["first"], set()).add(phrase)
        else:
            self._by_beginning.setdefault(stem[:_BEGINNING_LENGTH], set()).add(phrase)

    def find_possible(self, text: str) -> set[str]:
        """The phrases of which a folded text has the letters: all that it has, and few more."""
        found = set(self._always)
        known = self._by_known_word  # texts share most of their words
        words = _WORD.findall(text)
        for word in set(words):
            if (phrases := known.get(word)) is None:
                phrases = self._beginning_with(word)
                if len(known) < _MAX_WORDS_KEPT:
                    known[word] = phrases
            if phrases:
                found |= phrases
        for first, second in pairwise(words):
            if phrases := self._by_words.get(f"{first} {second}"):
                found |= phrases
        return {phrase for phrase in found if self._stems[phrase] in text}

    def _beginning_with(self, word: str) -> set[str]:
        found = self._by_words.get(word, _NO_PHRASES)
        for length in self._beginning_lengths:
            if more := self._by_beginning.get(word[:length]):
                found = found | more
        return found


_WORD = re.compile(r"\w+")
_FIRST_WORDS = re.compile(r"(?P<first> \w+ ) (?: [ ] (?P<second> \w+ ) )?", re.VERBOSE)
_BEGINNING_LENGTH = 4  # letters of a first word with any ending
_MAX_WORDS_KEPT = 100_000
_NO_PHRASES: set[str] = set()


def split_unspaced(text: str) -> str:
    """A text in which runs of a script without spaces are split into overlapping bigrams."""
    return _UNSPACED_RUN.sub(lambda run: f" {' '.join(map(''.join, pairwise(run[0])))} ", text)


_UNSPACED_RUN = re.compile(f"(?:{UNSPACED_SCRIPT.pattern}){{2,}}")
