"""The phrases of a paper's text that could be tags: names and possible noun phrases.

A phrase does not begin or end with a stop word, and does not cross punctuation.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

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
from generator.text.tag_spelling import tag_key

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
        return max(self.spellings, key=self.spellings.__getitem__, default="")

    @property
    def words(self) -> tuple[str, ...]:
        """Its words, in lower case, hyphens as spaces."""
        return words_of(self.spelling)


@dataclass(frozen=True, kw_only=True, slots=True)
class CandidateText:
    """The candidates of a paper's title and abstract.

    Attributes:
        candidates: The candidates by identity (see `tag_spelling.identity`).
        acronyms: Identities of long forms by the identities of their acronyms.
        parts: Spellings of all runs of words by identity, also within hyphenated words (`llama` in
            `Llama-7B`).
        words: All words of candidates.
        name: The identity of the name before the title's colon.
    """

    candidates: Mapping[str, Candidate]
    acronyms: Mapping[str, str]
    parts: Mapping[str, str]
    words: frozenset[str]
    name: str


def words_of(tag: str) -> tuple[str, ...]:
    """The words of a tag, in lower case, hyphens as spaces."""
    return tuple(re.split(r"[\s\u2010-\u2015-]+", tag.lower()))


def find_candidates(title: str, abstract: str) -> CandidateText:
    """Every candidate of a paper."""
    plain_title, plain_abstract = (_URL.sub(" . ", to_text(text)) for text in (title, abstract))
    candidates: dict[str, Candidate] = {}
    parts: dict[str, str] = {}
    for is_title, text in ((True, plain_title), (False, plain_abstract)):
        for clause in _clauses(text):
            _collect(clause, candidates, is_title=is_title)
            _collect_parts([w for word in clause for w in word.split("-") if w], parts)
    acronyms = defined_acronyms(f"{plain_title} . {plain_abstract}", STOP_WORDS)
    return CandidateText(
        candidates=candidates,
        acronyms={tag_key(key): tag_key(long) for key, long in acronyms.items()},
        parts=parts,
        words=frozenset(word for found in candidates.values() for word in found.words),
        name=tag_key(system_name(plain_title)),
    )


def _clauses(text: str) -> Iterator[list[str]]:
    """The words between two marks of punctuation."""
    clause: list[str] = []
    for match in _WORD.finditer(text):
        if match[0][0].isalnum():
            clause.append(strip_possessive(match[0]))
        elif clause:
            yield clause
            clause = []
    if clause:
        yield clause


def _collect(clause: list[str], found: dict[str, Candidate], *, is_title: bool) -> None:
    """Count every phrase of a clause."""
    is_boundary = [_may_begin_or_end(word) for word in clause]
    stops = [True, *(word.lower() in STOP_WORDS for word in clause), True]
    for start, end in _spans(clause, is_boundary):
        words = clause[start:end]
        candidate = found.setdefault(tag_key(spelling := " ".join(words)), Candidate())
        candidate.spellings[spelling] = candidate.spellings.get(spelling, 0) + 1
        candidate.in_title += is_title
        candidate.alone += stops[start] and stops[end + 1]
        is_capital = all(word[0].isupper() for word in words if word.lower() not in STOP_WORDS)
        candidate.capital += is_capital and not is_title and start > 0


def _spans(clause: list[str], is_boundary: list[bool]) -> Iterator[tuple[int, int]]:
    for start in (i for i, may_begin in enumerate(is_boundary) if may_begin):
        for end in range(start + 1, min(len(clause), start + MAX_WORDS_PER_PHRASE) + 1):
            if not is_boundary[end - 1] and clause[end - 1].lower() not in LINKING_WORDS:
                break
            if (
                is_boundary[end - 1]
                and _may_end(clause[end - 1])
                and (end > start + 1 or _may_be_tag(clause[start]))
            ):
                yield start, end


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


def _collect_parts(words: list[str], parts: dict[str, str]) -> None:
    """Add every run of words by its identity."""
    folded = [word.casefold() for word in words]
    for start in range(len(words)):
        joined = ""
        for end in range(start, min(len(words), start + MAX_WORDS_PER_PHRASE)):
            joined += folded[end]
            parts.setdefault(singular(joined), " ".join(words[start : end + 1]))
