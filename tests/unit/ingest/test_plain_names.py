"""Names of JSON lists that leave no doubt are read without the rules for doubtful ones."""

from itertools import product

import pytest

from generator.ingest.readers.bibtex_names import read_names
from generator.ingest.readers.json_values import PLAIN_NAME

WORDS = [
    "And",
    "Others",
    "Phil",
    "Jr",
    "Von",
    "De",
    "Team",
    "Group",
    "Inc",
    "University",
    "Co",
    "Colleagues",
    "Authors",
    "People",
    "Many",
    "More",
    "Other",
    "Additional",
    "Further",
    "Coauthors",
    "Et",
    "Al",
    "With",
    "Und",
    "Og",
    "Och",
    "By",
    "Dr",
    "Prof",
    "Iii",
    "Given",
    "Family",
    "Prefix",
    "Étienne",
    "Zürich",
    "Doe",
    "Jane",
    "Li",
    "And-Doe",
    "Jean-Luc",
    "Co-Authors",
    "B.",
]


def test_no_rule_finds_anything_in_a_plain_name() -> None:
    texts = map(" ".join, [*product(WORDS, WORDS), *product(WORDS[::3], WORDS[1::2], WORDS[::3])])
    plain = [text for text in texts if PLAIN_NAME.fullmatch(text)]
    assert len(plain) > 500
    for text in plain:
        names_read = read_names(text)
        assert len(names_read.names) == 1, text
        assert not names_read.names.incomplete, text
        assert (names_read.unclear, names_read.left_out) == ((), ()), text


@pytest.mark.parametrize("text", ["Jane Doe", "Jean-Luc B. Picard", "Ana Maria Silva"])
def test_usual_names_are_plain(text: str) -> None:
    assert PLAIN_NAME.fullmatch(text)


@pytest.mark.parametrize(
    "text", ["Jane And", "Jane Doe, Ann Roe", "Doe J", "jane doe", "OpenAI Team", "Jane", "{A} B"]
)
def test_doubtful_names_are_not_plain(text: str) -> None:
    assert not PLAIN_NAME.fullmatch(text)
