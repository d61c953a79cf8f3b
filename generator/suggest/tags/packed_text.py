"""What statistics of a list need of a text, in a few strings: they are small, and JSON data."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.suggest.tags.candidates import CandidateText
from generator.suggest.tags.word_facts import split_words


@dataclass(frozen=True, slots=True)
class PackedText:
    """A text of a list, whose candidates are counted.

    Attributes:
        keys: The identities of the candidates, a line each.
        spellings: How the text spells each candidate, in lower case: a line for each of them, with
            a tab between its occurrences.
        candidate_words: All words of candidates, separated by spaces.
        words: As in `CandidateText`.
    """

    keys: str
    spellings: str
    candidate_words: str
    words: str

    def key_list(self) -> list[str]:
        """The identities of the candidates."""
        return self.keys.split("\n") if self.keys else []

    def may_have(self, key: str) -> bool:
        """Whether the text may have a candidate, without looking at each."""
        return key in self.keys

    def spellings_by_key(self) -> Mapping[str, str]:
        """The line of `spellings` of each candidate, by its identity."""
        return dict(zip(self.key_list(), self.spellings.split("\n"), strict=self.keys != ""))


def pack_text(title: str, abstract: str) -> list[str]:
    """The attributes of a `PackedText`, as JSON data."""
    text = CandidateText(title, abstract)
    found = [[text.spelling(*place) for place in places] for places in text.places.values()]
    commonest = [
        each[0] if len(each) == 1 else text.candidate(key).spelling
        for key, each in zip(text.places, found, strict=True)
    ]
    return [
        "\n".join(text.places),
        "\n".join("\t".join(each) for each in found).lower(),
        " ".join(dict.fromkeys(split_words("\n".join(commonest)))),
        text.words,
    ]
