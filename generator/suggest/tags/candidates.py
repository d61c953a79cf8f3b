"""The phrases of a paper's text that could be tags: names and possible noun phrases.

A phrase does not begin or end with a stop word, and does not cross punctuation.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from generator.text.acronyms import defined_acronyms
from generator.text.english import (
    GENERAL_NOUNS,
    LINKING_WORDS,
    PRAISE,
    STOP_WORDS,
    singular,
    strip_possessive,
)
from generator.text.sanitize import to_text
from generator.text.short_titles import system_name
from generator.text.tag_spelling import join_words, tag_key

MAX_WORDS_PER_PHRASE = 5
_MIN_TAG_CHARS = 2
_MAX_WORD_CHARS = 40  # longer text is not a word
_BOUNDARY_STOP_WORDS = STOP_WORDS | PRAISE
_URL = re.compile(r"\b(?:https?://|www\.)\S+")
# `Qwen2.5-Math`, `pass@k`, `C++`, `F*`; others end the phrase, as in `AIME'24`
_WORD = re.compile(
    r"""
    [^\W_]+ (?: (?: [-_.@:^*+&] | ['\u2019](?!\d) ) [^\W_]+ )*+ [+*\#]{0,2}
    | [^\s\w]  # punctuation
    """,
    re.VERBOSE,
)
# `token-level` only qualifies the next word and is not a name.
_KIND_SUFFIXES = ("agnostic", "aware", "based", "driven", "focused", "grained", "guided", "level",
              "like", "oriented", "specific", "style", "wise")  # fmt: skip
# A number with a unit or as an ordinal: `7B`, `3.5%`, `16x16`, `2nd`.
_AMOUNT = re.compile(
    r"[\d.,:x\u00d7%-]+ (?: [kmbx%] | th | st | nd | rd )?", re.IGNORECASE | re.VERBOSE
)
_MAX_PLURAL_CHANGE = 3  # characters at the end of a word that `singular` changes
_MAX_CACHED_WORDS = 20_000


@dataclass(slots=True)
class Candidate:
    """A phrase of one paper.

    Attributes:
        spellings: Occurrences by spelling.
        in_title: Occurrences in the title.
        alone: Occurrences between stop words or punctuation.
        capital: Occurrences with capital letters inside a sentence.
    """

    spellings: dict[str, int] = field(default_factory=dict)
    in_title: int = 0
    alone: int = 0
    capital: int = 0

    @property
    def count(self) -> int:
        """How often it occurs in the text."""
        return sum(self.spellings.values())

    @property
    def spelling(self) -> str:
        """The spelling that the text uses most, the first of equally common ones."""
        if len(self.spellings) == 1:
            return next(iter(self.spellings))
        return max(self.spellings, key=self.spellings.__getitem__, default="")

    @property
    def words(self) -> Sequence[str]:
        """Its words, in lower case, hyphens as spaces."""
        spelling = self.spelling.lower()
        return spelling.replace("-", " ").split() if spelling.isascii() else words_of(spelling)


@dataclass(frozen=True, kw_only=True, slots=True)
class CandidateText:
    """The candidates of a paper's title and abstract.

    Attributes:
        candidates: The candidates by identity (see `tag_spelling.identity`).
        acronyms: Identities of long forms by the identities of their acronyms.
        name: The identity of the name before the title's colon.
        words: The words, also within hyphenated words (`Llama` and `7B` in `Llama-7B`), separated
            by spaces; a line for what is between two marks of punctuation.
    """

    candidates: Mapping[str, Candidate]
    acronyms: Mapping[str, str]
    name: str
    words: str


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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Word:
    """A word of a clause, and what it may be in a phrase.

    Attributes:
        text: The word without a possessive ending.
        joined: The word in lower case without separators.
        parts: Its parts between hyphens, separated by spaces.
        is_boundary: Whether a phrase may begin with it.
        may_end: Whether a phrase may end with it.
        may_be_tag: Whether it may be a tag alone.
        is_link: Whether it may be inside a phrase though it is no boundary.
        is_stop_word: Whether it is a stop word.
        is_capital: Whether it is a stop word or begins with a capital letter.
    """

    text: str
    joined: str
    parts: str
    is_boundary: bool
    may_end: bool
    may_be_tag: bool
    is_link: bool
    is_stop_word: bool
    is_capital: bool


def words_of(tag: str) -> tuple[str, ...]:
    """The words of a tag, in lower case, hyphens as spaces."""
    return tuple(re.split(r"[\s\u2010-\u2015-]+", tag.lower()))


def find_candidates(title: str, abstract: str) -> CandidateText:
    """Every candidate of a paper."""
    plain_title, plain_abstract = (_URL.sub(" . ", to_text(text)) for text in (title, abstract))
    candidates: dict[str, Candidate] = {}
    lines: list[str] = []
    for is_title, text in ((True, plain_title), (False, plain_abstract)):
        for clause in _clauses(text):
            _collect(clause, candidates, is_title=is_title)
            lines.append(" ".join(word.parts for word in clause))
    acronyms = defined_acronyms(f"{plain_title} . {plain_abstract}", STOP_WORDS)
    return CandidateText(
        candidates=candidates,
        acronyms={tag_key(key): tag_key(long) for key, long in acronyms.items()},
        name=tag_key(system_name(plain_title)),
        words="\n".join(lines),
    )


def _clauses(text: str) -> Iterator[list[_Word]]:
    """The words between two marks of punctuation."""
    clause: list[_Word] = []
    for match in _WORD.findall(text):
        if match[0].isalnum():
            clause.append(_read_word(match))
        elif clause:
            yield clause
            clause = []
    if clause:
        yield clause


@lru_cache(maxsize=_MAX_CACHED_WORDS)
def _read_word(match: str) -> _Word:
    text = strip_possessive(match)
    lower = text.lower()
    is_boundary, is_stop_word = _may_begin_or_end(text), lower in STOP_WORDS
    return _Word(
        text=text,
        joined=join_words(text),
        parts=" ".join(filter(None, text.split("-"))),
        is_boundary=is_boundary,
        may_end=is_boundary and _may_end(text),
        may_be_tag=_may_be_tag(text),
        is_link=lower in LINKING_WORDS,
        is_stop_word=is_stop_word,
        is_capital=is_stop_word or text[0].isupper(),
    )


def _collect(clause: Sequence[_Word], found: dict[str, Candidate], *, is_title: bool) -> None:
    """Count every phrase of a clause."""
    count, in_title = len(clause), int(is_title)
    for start, first in enumerate(clause):
        if not first.is_boundary:
            continue
        joined, spelling, is_capital = "", "", start > 0 and not is_title
        begins_alone = start == 0 or clause[start - 1].is_stop_word
        for end in range(start, min(count, start + MAX_WORDS_PER_PHRASE)):
            word = clause[end]
            if not word.is_boundary and not word.is_link:
                break
            joined += word.joined
            spelling = f"{spelling} {word.text}" if spelling else word.text
            is_capital = is_capital and word.is_capital
            if not word.may_end or (end == start and not word.may_be_tag):
                continue
            key = singular(joined) if joined.endswith("s") else joined
            alone = int(begins_alone and (end + 1 == count or clause[end + 1].is_stop_word))
            if (candidate := found.get(key)) is None:
                found[key] = Candidate({spelling: 1}, in_title, alone, int(is_capital))
                continue
            candidate.spellings[spelling] = candidate.spellings.get(spelling, 0) + 1
            candidate.in_title += in_title
            candidate.alone += alone
            candidate.capital += is_capital


def _may_end(word: str) -> bool:
    """Whether a phrase may end with a word: not with one that only qualifies the next."""
    return re.split(r"[\u2010-\u2015-]", word.lower())[-1] not in _KIND_SUFFIXES


def _may_be_tag(word: str) -> bool:
    return len(word) >= _MIN_TAG_CHARS and singular(word.lower()) not in GENERAL_NOUNS


def _may_begin_or_end(word: str) -> bool:
    """Whether a phrase may begin or end with a word."""
    lower = word.lower()
    return (
        lower not in _BOUNDARY_STOP_WORDS
        and not lower.endswith("ly")
        and len(lower) <= _MAX_WORD_CHARS
        and not _AMOUNT.fullmatch(lower)
    )
