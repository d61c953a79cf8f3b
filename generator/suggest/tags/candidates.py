"""The phrases of a paper's text that could be tags: names and possible noun phrases.

A phrase does not begin or end with a stop word, and does not cross punctuation.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from generator.suggest.tags.word_facts import BREAK, Word, is_name, read_words, words_of
from generator.text.acronyms import defined_acronyms
from generator.text.english import STOP_WORDS, singular
from generator.text.sanitize import to_text
from generator.text.short_titles import system_name
from generator.text.tag_spelling import tag_key

MAX_WORDS_PER_PHRASE = 5
_URL = re.compile(r"\b(?:https?://|www\.)\S+")
_MAX_PLURAL_CHANGE = 3  # characters at the end of a word that `singular` changes

# Of a place: the number of words, and whether it is written like a name, stands between stop words
# or punctuation, is in the title, and has capital letters inside a sentence.
Kind: TypeAlias = tuple[int, bool, bool, bool, bool]


class Candidate(NamedTuple):
    """A phrase of one paper.

    Attributes:
        spelling: The spelling that the text uses most, the first of equally common ones.
        first: The first word of that spelling that is not a stop word, if there is one.
        last: The last word of that spelling.
        length: The number of words of that spelling.
        is_name: Whether that spelling is written like a name.
        spellings: How the text spells it, each time.
        in_title: Whether it is in the title.
        alone: Occurrences between stop words or punctuation.
        capital: Occurrences with capital letters inside a sentence.
    """

    spelling: str
    first: str
    last: str
    length: int
    is_name: bool
    spellings: Sequence[str]
    in_title: bool = False
    alone: int = 0
    capital: int = 0

    @property
    def words(self) -> Sequence[str]:
        """The words of its spelling, in lower case, hyphens as spaces."""
        return words_of(self.spelling)


class CandidateText:
    """The candidates of a paper's title and abstract.

    Attributes:
        places: Where each candidate occurs, by identity (see `tag_spelling.tag_key`): the index of
            its first word, and that after its last word.
        acronyms: Identities of long forms by the identities of their acronyms.
        name: The identity of the name before the title's colon.
    """

    def __init__(self, title: str, abstract: str) -> None:
        plain_title, plain_abstract = _without_urls(title), _without_urls(abstract)
        acronyms = defined_acronyms(f"{plain_title} . {plain_abstract}", STOP_WORDS)
        self.acronyms = {tag_key(key): tag_key(long) for key, long in acronyms.items()}
        self.name = tag_key(system_name(plain_title))
        title_words = read_words(plain_title)
        self._words = [BREAK, *title_words, BREAK, *read_words(plain_abstract), BREAK]
        self._title_end = len(title_words) + 1
        self.places = _find_places(self._words)
        # Running totals up to each word: of parts, of names, and of words in lower case.
        self._lengths, self._names, self._lowercase = (
            list(accumulate(map(itemgetter(i), self._words), initial=0))
            for i in map(Word._fields.index, ("length", "is_name", "is_lowercase"))
        )

    @property
    def words(self) -> str:
        """The words, also within hyphenated words (`Llama` and `7B` in `Llama-7B`).

        They are separated by spaces; a line for what is between two marks of punctuation.
        """
        parts = [word.parts for word in self._words]
        return "\n".join(line.strip() for line in " ".join(parts).split("\n") if line.strip())

    def spelling(self, start: int, end: int) -> str:
        """How the text spells a candidate at a place."""
        return " ".join([word.text for word in self._words[start:end]])

    def kind(self, start: int, end: int) -> tuple[int, bool, bool]:
        """Of a place: the number of words; whether they are written like a name, and alone."""
        words = self._words
        return (
            self._lengths[end] - self._lengths[start],
            self._names[end] > self._names[start],
            words[start - 1].is_stop_word and words[end].is_stop_word,
        )

    def ends(self, start: int, end: int) -> tuple[str, str]:
        """The first word of a place that is not a stop word, if there is one; and the last one."""
        words = self._words
        first = words[start].first or next(
            filter(None, (word.first for word in words[start:end])), ""
        )
        return first or words_of(words[start].text)[0], words[end - 1].last

    def is_marked(self, start: int, end: int) -> bool:
        """Whether a place is in the title, or has capital letters inside a sentence."""
        return start < self._title_end or (
            self._lowercase[end] == self._lowercase[start] and self._words[start - 1] is not BREAK
        )

    def unrepeated(self) -> Iterator[tuple[str, Kind, str, str]]:
        """The candidates that occur once.

        Yields:
            The identity, the kind of its place, then as in `ends`.
        """
        words, lengths, names, lowercase = self._words, self._lengths, self._names, self._lowercase
        stops = [word.is_stop_word for word in words]
        for key, places in self.places.items():
            if len(places) > 1:
                continue
            start, end = places[0]
            # As `kind`, `is_marked` and `ends`: calling them for each takes twice as long.
            in_title = start < self._title_end
            is_capital = (
                lowercase[end] == lowercase[start]
                and words[start - 1] is not BREAK
                and not in_title
            )
            kind = (
                lengths[end] - lengths[start],
                names[end] > names[start],
                stops[start - 1] and stops[end],
                in_title,
                is_capital,
            )
            yield key, kind, words[start].first or self.ends(start, end)[0], words[end - 1].last

    def candidate(self, key: str) -> Candidate:
        """The candidate with an identity."""
        places = self.places[key]
        spellings = [self.spelling(start, end) for start, end in places]
        best = places[0]
        if len(places) > 1:
            counts = Counter(spellings)
            best = places[spellings.index(max(counts, key=counts.__getitem__))]
        alone = capital = 0
        for start, end in places:
            alone += self.kind(start, end)[-1]
            capital += start > self._title_end and self.is_marked(start, end)
        spelling = self.spelling(*best)
        first, last = self.ends(*best)
        length, is_name, _ = self.kind(*best)
        in_title = places[0][0] < self._title_end
        return Candidate(
            spelling, first, last, length, is_name, spellings, in_title, alone, capital
        )


class KnownTags:
    """The tags of a list by identity, to be found in texts word by word."""

    def __init__(self, identities: Iterable[str] = ()) -> None:
        self.identities = frozenset(identities)
        self._beginnings = {key[:end] for key in self.identities for end in range(len(key) + 1)}
        self._read: set[str] = set()
        self._dull: set[str] = set()  # words that begin no known tag, as most do

    def find(self, words: str) -> dict[str, str]:
        """The first spelling of each known tag that is a run of words, by identity.

        Args:
            words: The words of a text, as in `CandidateText.words`.
        """
        found: dict[str, str] = {}
        folded = words.casefold()
        new = set(folded.split()) - self._read if self.identities else ()
        self._dull.update(filter(self._is_dull, new))
        self._read.update(new)
        for written, line in zip(words.split("\n"), folded.split("\n"), strict=True):
            parts = line.split(" ")
            if not self._dull.issuperset(parts) and self.identities:
                self._find_in_line(written, parts, found)
        return found

    def _find_in_line(self, written: str, words: Sequence[str], found: dict[str, str]) -> None:
        for start, first in enumerate(words):
            if first in self._dull:
                continue
            joined = ""
            for end in range(start, min(len(words), start + MAX_WORDS_PER_PHRASE)):
                joined += words[end]
                key = singular(joined) if joined.endswith("s") else joined
                if key in self.identities and key not in found:
                    found[key] = " ".join(written.split(" ")[start : end + 1])
                # Of a longer run, `singular` may change the end, but not what is before it.
                if joined[: 1 - _MAX_PLURAL_CHANGE] not in self._beginnings:
                    break

    def _is_dull(self, word: str) -> bool:
        """Whether a word begins no run of words that is a known tag."""
        if singular(word) in self.identities or word in self._beginnings:
            return False
        # The plural ending of a run may begin in its first word: but `singular` shortens no run to
        # fewer than three letters.
        return len(word) < _MAX_PLURAL_CHANGE or word[: 1 - _MAX_PLURAL_CHANGE] not in (
            self._beginnings
        )


def candidate_of(spelling: str) -> Candidate:
    """A candidate that occurs once with this spelling, in the midst of a sentence."""
    words = words_of(spelling)
    first = next((word for word in words if word not in STOP_WORDS), words[0])
    return Candidate(spelling, first, words[-1], len(words), is_name(spelling), (spelling,))


def _without_urls(text: str) -> str:
    plain = to_text(text)
    return _URL.sub(" . ", plain) if "://" in plain or "www." in plain else plain


def _find_places(words: Sequence[Word]) -> dict[str, list[tuple[int, int]]]:
    """The places of every phrase, by its identity."""
    found: dict[str, list[tuple[int, int]]] = {}
    # Plain tuples, as the inner loop takes a third of the time of suggesting tags.
    heads = [word[:3] for word in words]
    for start, opening in enumerate(words):
        if not opening.may_begin:
            continue
        joined, end = "", start
        for part, may_follow, may_end in heads[start : start + MAX_WORDS_PER_PHRASE]:
            if not may_follow:
                break
            joined += part
            end += 1
            if may_end and (opening.may_be_tag or end > start + 1):
                key = singular(joined) if joined.endswith("s") else joined
                if key in found:
                    found[key].append((start, end))
                else:
                    found[key] = [(start, end)]
    return found
