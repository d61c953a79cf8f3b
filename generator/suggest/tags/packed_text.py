"""The candidates of a text packed into a few strings: they need little memory, and are JSON data.

Statistics of a list read only some of them, and of most candidates a tagger reads only the line.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.suggest.tags.candidates import Candidate, find_candidates
from generator.text.english import STOP_WORDS

MANY_WORDS = 4  # a phrase of more words counts as one of so many
_DIGIT = re.compile(r"[0-9]")
_RICH = "*"  # begins the line of a candidate that is not plain


@dataclass(frozen=True, slots=True)
class PackedText:
    r"""A `CandidateText` in strings.

    A candidate is plain if it has one spelling and is neither in the title nor capitalized, as most
    are. Its line is `kind\tfirst word\tlast word\tspelling`, where `kind` is what else there is to
    know of it, see `PlainKind`, and the first word is not a stop word if it has others.

    Attributes:
        keys: The identities of the candidates, a line each.
        details: A line for each candidate.
        candidate_words: All words of candidates, separated by spaces.
        words: As in `CandidateText`.
        name: As in `CandidateText`.
        acronyms: As in `CandidateText`.
    """

    keys: str
    details: str
    candidate_words: str
    words: str
    name: str
    acronyms: Mapping[str, str]

    def key_list(self) -> list[str]:
        """The identities of the candidates."""
        return self.keys.split("\n") if self.keys else []

    def may_have(self, key: str) -> bool:
        """Whether the text may have a candidate, without looking at each."""
        return key in self.keys

    def lines(self) -> dict[str, str]:
        """The line of each candidate by its identity."""
        return dict(zip(self.key_list(), self.details.split("\n"), strict=self.keys != ""))


@dataclass(frozen=True, slots=True)
class PlainKind:
    """What many plain candidates have in common.

    Attributes:
        count: Occurrences.
        alone: Those between stop words or punctuation.
        length: Its number of words, at most `MANY_WORDS`.
        is_name: Whether it is written like a name.
    """

    count: int
    alone: int
    length: int
    is_name: bool


class Candidates(Mapping[str, Candidate]):
    """The candidates of a packed text by identity, unpacked when they are needed."""

    def __init__(self, lines: dict[str, str]) -> None:
        self.lines = lines

    def __getitem__(self, key: str) -> Candidate:
        """The candidate with an identity."""
        return unpack_candidate(self.lines[key])

    def __iter__(self) -> Iterator[str]:
        """The identities, in the order of the text."""
        return iter(self.lines)

    def __len__(self) -> int:
        """The number of candidates."""
        return len(self.lines)


def pack_text(title: str, abstract: str) -> list[Any]:
    """The attributes of a `PackedText`, as JSON data."""
    text = find_candidates(title, abstract)
    words: set[str] = set()
    return [
        "\n".join(text.candidates),
        "\n".join([_pack_candidate(each, words) for each in text.candidates.values()]),
        " ".join(words),
        text.words,
        text.name,
        text.acronyms,
    ]


def unpack_candidate(line: str) -> Candidate:
    """The candidate of a line."""
    if is_plain(line):
        kind = plain_kind(line.partition("\t")[0])
        return Candidate(dict(spellings_of(line)), 0, kind.alone, 0)
    in_title, alone, capital = line.partition("\t")[0].removeprefix(_RICH).split(" ")
    return Candidate(dict(spellings_of(line)), int(in_title), int(alone), int(capital))


def is_plain(line: str) -> bool:
    """Whether a line is that of a plain candidate."""
    return not line.startswith(_RICH)


def plain_kind(text: str) -> PlainKind:
    """The kind that the line of a plain candidate has."""
    count, alone, length, is_name = map(int, text.split(" "))
    return PlainKind(count, alone, length, bool(is_name))


def spellings_of(line: str) -> Iterator[tuple[str, int]]:
    """The spellings of a candidate, and how often each occurs, from its line."""
    if is_plain(line):
        yield line.rpartition("\t")[2], int(line.partition(" ")[0])
        return
    for each in line.split("\t")[1:]:
        count, _, spelling = each.partition(" ")
        yield spelling, int(count)


def is_name(spelling: str) -> bool:
    """Whether a spelling has digits, or capitals inside a word, as only names have."""
    if spelling.isascii() and spelling.islower():
        return _DIGIT.search(spelling) is not None
    return any(
        any(char.isdigit() or (char.isupper() and i) for i, char in enumerate(word))
        for word in spelling.replace("-", " ").split()
    )


def first_word(found: Candidate) -> str:
    """The first word of a candidate that is not a stop word, if there is one."""
    words = found.words
    if words[0] not in STOP_WORDS:
        return words[0]
    return next((word for word in words if word not in STOP_WORDS), words[0])


def _pack_candidate(found: Candidate, all_words: set[str]) -> str:
    """The line of a candidate, whose words are added to `all_words`."""
    words = found.words
    all_words.update(words)
    if found.in_title or found.capital or len(found.spellings) > 1:
        spellings = "".join([f"\t{count} {text}" for text, count in found.spellings.items()])
        return f"{_RICH}{found.in_title} {found.alone} {found.capital}{spellings}"
    ((spelling, count),) = found.spellings.items()
    first = words[0] if words[0] not in STOP_WORDS else first_word(found)
    kind = f"{count} {found.alone} {min(len(words), MANY_WORDS)} {is_name(spelling):d}"
    return f"{kind}\t{first}\t{words[-1]}\t{spelling}"
