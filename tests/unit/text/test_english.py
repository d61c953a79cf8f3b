"""What the program knows of English: one singular, and stop words that are made of each other."""

import pytest
from build import ROOT

from generator.site.search.folding import word_forms
from generator.site.views.terms import fold_words
from generator.text import english
from generator.text.english import singular, strip_possessive
from generator.text.tag_spelling import tag_key

SINGULARS = {
    "models": "model", "llms": "llm", "moes": "moe", "4090s": "4090",
    "studies": "study", "queries": "query", "miseries": "misery",
    "ties": "tie", "movies": "movie",
    "classes": "class", "losses": "loss", "boxes": "box", "hashes": "hash", "batches": "batch",
    "approaches": "approach", "biases": "bias", "aliases": "alias",
    "caches": "cache", "niches": "niche", "sizes": "size", "databases": "database",
    "schemas": "schema", "gpus": "gpu", "apis": "api", "menus": "menu",
    "graphneuralnetworks": "graphneuralnetwork", "kvcaches": "kvcache",
}  # fmt: skip
INVARIABLE = (
    "gas", "aws", "yes", "axes", "loss", "bus", "corpus", "campus", "opus", "analysis", "bias",
    "alias", "atlas", "canvas", "pandas", "chaos", "news", "lens", "fakenews", "series",
    "timeseries", "species", "status", "model", "",
)  # fmt: skip


@pytest.mark.parametrize(("plural", "expected"), SINGULARS.items())
def test_a_plural_has_the_singular_that_people_write(plural: str, expected: str) -> None:
    assert singular(plural) == expected
    assert singular(expected) == expected


@pytest.mark.parametrize("word", INVARIABLE)
def test_a_word_that_only_ends_like_a_plural_stays(word: str) -> None:
    assert singular(word) == word


@pytest.mark.parametrize(("plural", "expected"), SINGULARS.items())
def test_search_tags_and_terms_agree_about_singulars(plural: str, expected: str) -> None:
    assert word_forms(plural) == [[expected]]
    assert tag_key(plural) == expected
    assert fold_words(plural) == (expected,)


def test_the_scripts_have_the_same_rules_for_plurals() -> None:
    script = (ROOT / "templates/assets/search/folding.js").read_text("utf-8")
    for rule in (english.PLURAL_IN_US, english.INVARIABLE, english.IE, english.CHE, english.ES):
        assert f"/{rule.pattern}/" in script


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Lean's", "Lean"), ("models'", "models"), ("LMs", "LM"), ("RNN\u2019s", "RNN"),
     ("AIs", "AI"), ("Ms", "Ms"), ("loss", "loss")],
)  # fmt: skip
def test_a_possessive_ending_is_removed(word: str, expected: str) -> None:
    assert strip_possessive(word) == expected


def test_stop_words_are_nested() -> None:
    assert english.LINKING_WORDS < english.FUNCTION_WORDS < english.STOP_WORDS
    assert english.LINKING_WORDS < english.TITLE_STOP_WORDS < english.FUNCTION_WORDS
    assert english.FUNCTION_WORDS < english.QUERY_STOP_WORDS
    assert not english.CONTENT_WORDS & english.STOP_WORDS
    assert english.PRAISE < english.BOILERPLATE


def test_words_of_citation_keys_never_change() -> None:
    assert " ".join(sorted(english.TITLE_STOP_WORDS)) == (
        "a an and as at by for from in into is of on or the to towards via with"
    )


def test_general_nouns_are_singular() -> None:
    assert {singular(noun) for noun in english.GENERAL_NOUNS} == english.GENERAL_NOUNS
