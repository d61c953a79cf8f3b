"""What of a paper's text could be a tag: names and runs of words that may be a noun phrase.

A phrase begins and ends with a word that says something, and crosses no punctuation.
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

LONGEST = 5  # words of a phrase
_SHORTEST = 2  # characters of a tag
_LONGEST_WORD = 40  # characters; what is longer is no word
_SILENT = STOP_WORDS | PRAISE
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+")
# `Qwen2.5-Math`, `pass@k`, `C++`, `F*`; any other sign ends the phrase, as before `AIME'24`'s year
_WORD = re.compile(r"[^\W_]+(?:(?:[-_.@:^*+&]|['\u2019](?!\d))[^\W_]+)*+[+*#]{0,2}|[^\s\w]")
# `token-level` says of what kind the next word is, and names nothing itself.
_OF_A_KIND = ("agnostic", "aware", "based", "driven", "focused", "grained", "guided", "level",
              "like", "oriented", "specific", "style", "wise")  # fmt: skip
_AMOUNT = re.compile(r"[\d.,:x\u00d7%-]+(?:[kmbx%]|th|st|nd|rd)?", re.IGNORECASE)


@dataclass(slots=True)
class Candidate:
    """A phrase of one paper: its spellings with their counts, and where and how it stands there."""

    spellings: dict[str, int] = field(default_factory=dict)
    in_title: int = 0
    alone: int = 0
    capital: int = 0

    @property
    def count(self) -> int:
        """How often the text has it."""
        return sum(self.spellings.values())

    @property
    def spelling(self) -> str:
        """The spelling that the text uses most, of equals the first."""
        return max(self.spellings, key=self.spellings.__getitem__, default="")

    @property
    def words(self) -> tuple[str, ...]:
        """Its words, in lower case, hyphens as spaces."""
        return words_of(self.spelling)


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """What the suggestions know of a paper's title and abstract.

    `candidates` and `acronyms` go by `identity`; an acronym's value is its long form's identity.
    `parts` are the identities of all runs of words, also within words with hyphens (`llama` in
    `Llama-7B`), with the words as they stand. `words` are all words of candidates, and `name` is
    what stands before the title's colon.
    """

    candidates: Mapping[str, Candidate]
    acronyms: Mapping[str, str]
    parts: Mapping[str, str]
    words: frozenset[str]
    name: str


def words_of(tag: str) -> tuple[str, ...]:
    """The words of a tag, in lower case, hyphens as spaces."""
    return tuple(re.split(r"[\s\u2010-\u2015-]+", tag.lower()))


def read(title: str, abstract: str) -> Text:
    """Every candidate of a paper."""
    head, body = (_ADDRESS.sub(" . ", to_text(text)) for text in (title, abstract))
    candidates: dict[str, Candidate] = {}
    parts: dict[str, str] = {}
    for is_title, text in ((True, head), (False, body)):
        for clause in _clauses(text):
            _collect(clause, candidates, is_title=is_title)
            _collect_parts([w for word in clause for w in word.split("-") if w], parts)
    short = defined_acronyms(f"{head} . {body}", STOP_WORDS)
    return Text(
        candidates=candidates,
        acronyms={tag_key(key): tag_key(long) for key, long in short.items()},
        parts=parts,
        words=frozenset(word for found in candidates.values() for word in found.words),
        name=tag_key(system_name(head)),
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
    says = [_says(word) for word in clause]
    stops = [True, *(word.lower() in STOP_WORDS for word in clause), True]
    for start, end in _spans(clause, says):
        words = clause[start:end]
        candidate = found.setdefault(tag_key(spelling := " ".join(words)), Candidate())
        candidate.spellings[spelling] = candidate.spellings.get(spelling, 0) + 1
        candidate.in_title += is_title
        candidate.alone += stops[start] and stops[end + 1]
        is_capital = all(word[0].isupper() for word in words if word.lower() not in STOP_WORDS)
        candidate.capital += is_capital and not is_title and start > 0


def _spans(clause: list[str], says: list[bool]) -> Iterator[tuple[int, int]]:
    for start in (at for at, good in enumerate(says) if good):
        for end in range(start + 1, min(len(clause), start + LONGEST) + 1):
            if not says[end - 1] and clause[end - 1].lower() not in LINKING_WORDS:
                break
            if (
                says[end - 1]
                and _ends(clause[end - 1])
                and (end > start + 1 or _stands_alone(clause[start]))
            ):
                yield start, end


def _ends(word: str) -> bool:
    """Whether a word names something, so that a phrase may end with it."""
    return re.split(r"[\u2010-\u2015-]", word.lower())[-1] not in _OF_A_KIND


def _stands_alone(word: str) -> bool:
    return len(word) >= _SHORTEST and singular(word.lower()) not in GENERAL_NOUNS


def _says(word: str) -> bool:
    """Whether a phrase may begin or end with a word."""
    low = word.lower()
    return (
        low not in _SILENT
        and not low.endswith("ly")
        and len(low) <= _LONGEST_WORD
        and not _AMOUNT.fullmatch(low)
    )


def _collect_parts(words: list[str], parts: dict[str, str]) -> None:
    """Note every run of words by its identity."""
    folded = [word.casefold() for word in words]
    for start in range(len(words)):
        joined = ""
        for end in range(start, min(len(words), start + LONGEST)):
            joined += folded[end]
            parts.setdefault(singular(joined), " ".join(words[start : end + 1]))
