"""Phrases and plural endings are found by short ways, and as by looking at everything."""

from hypothesis import given
from hypothesis import strategies as st

from generator.text import english
from generator.text.phrases import PhraseIndex, _phrase_pattern, count_phrase, fold_phrase

ENDINGS = st.sampled_from(
    ["s", "es", "ies", "ses", "ches", "ias", "iases", "news", "series", "lens", "apis", "gpus",
     "movies", "caches", "avalanches", "zombies", "studies", "analysis", ""]
)  # fmt: skip
STEMS = st.text("aeisxhcurm", max_size=14)
PHRASES = ("aa", "a a", "a*", "aa*", "c++", "é", "学", "学习", "*", "as", "a-s")
TEXTS = st.text("aas é学习c+-", max_size=30).map(fold_phrase)


@given(STEMS, ENDINGS)
def test_a_long_word_loses_the_ending_that_its_last_letters_lose(stem: str, ending: str) -> None:
    word = f"{stem}{ending}"
    whole = english._singular(word) if word.endswith("s") else word  # noqa: SLF001
    assert english.singular(word) == whole


@given(TEXTS)
def test_a_phrase_is_counted_as_by_its_pattern_alone(text: str) -> None:
    for phrase in PHRASES:
        _, pattern = _phrase_pattern(phrase)
        assert count_phrase(phrase, text) == len(pattern.findall(text)), phrase


@given(st.lists(TEXTS, max_size=4))
def test_the_index_misses_no_phrase_whatever_it_saw_before(texts: list[str]) -> None:
    index = PhraseIndex(PHRASES)
    for text in texts:
        has = {phrase for phrase in PHRASES if count_phrase(phrase, text)}
        assert has <= index.find_possible(text)
        assert index.find_possible(text) == PhraseIndex(PHRASES).find_possible(text)
