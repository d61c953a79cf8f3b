"""An index finds every phrase that a text has."""

from hypothesis import given
from hypothesis import strategies as st

from generator.text.phrases import PhraseIndex, count_phrase, fold_phrase

LETTERS = "ab c-+*s.茶園ес"
PHRASES = st.text(LETTERS, max_size=6) | st.sampled_from(
    ["c++", "f*", ".net", "pipeline parallel*", "mixture of experts", "a", "es", "*", ""]
)


@given(st.lists(PHRASES, max_size=8), st.text(LETTERS, max_size=30))
def test_every_phrase_of_a_text_is_possible(phrases: list[str], text: str) -> None:
    folded = fold_phrase(" ".join([text, *phrases[:2]]))
    possible = PhraseIndex(phrases).find_possible(folded)
    assert {phrase for phrase in phrases if count_phrase(phrase, folded)} <= possible


def test_a_phrase_whose_letters_are_not_in_the_text_is_not_possible() -> None:
    index = PhraseIndex(["mixture of experts", "mixture of gaussians", "expert*", "model"])
    assert index.find_possible("a mixture of experts") == {"mixture of experts", "expert*"}
