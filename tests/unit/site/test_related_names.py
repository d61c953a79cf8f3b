"""Names of systems in titles, who speaks of them, and the words that are none."""

import pytest

from generator.site.related.names import PaperNames, find_names, read_texts


def names_in(*texts: tuple[str, str]) -> list[PaperNames]:
    """The names of titles and abstracts."""
    return find_names([read_texts(*each) for each in texts])[0]


@pytest.mark.parametrize(
    ("title", "abstract", "key"),
    [
        ("GPipe: Giant Networks", "Faster than GPipe.", "gpipe"),
        ("GPipe: Giant Networks", "A GPipe-style schedule.", "gpipe"),
        ("GPipe: Giant Networks", "GPipe's bubbles are known.", "gpipe"),
        ("FlashDecoding++: Fast", "We use FlashDecoding++ here.", "flashdecoding++"),
        ("Megatron-LM: Large", "As in Megatron-LM, we split.", "megatron-lm"),
        ("Paired Trailblazer (POET): Play", "It extends POET to mazes.", "poet"),
        ("word2vec: Vectors", "Trained with word2vec on news.", "word2vec"),
        ("Holmes: Clusters", "We compare with Holmes on both.", "holmes"),
        ("SCALE: Budgets", "Scale matters; so does SCALE.", "scale"),
    ],
)
def test_a_paper_speaks_of_a_name_that_another_title_brings(
    title: str, abstract: str, key: str
) -> None:
    first, second = names_in((title, ""), ("Another", abstract))
    assert first == PaperNames(defines=frozenset({key}), mentions=frozenset())
    assert second == PaperNames(defines=frozenset(), mentions=frozenset({key}))


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("Holmes: Clusters", "Slow. Holmes opens a sentence."),
        ("Quartet: Strings", "We hear a Quartet, the best quartet."),
        ("Bread: A History", "Our daily bread, or Bread as they wrote."),
        ("SCALE: Budgets", "We scale up; Scale is all."),
        ("GPipe: Giant", "See https://github.com/x/GPipe for more."),
        ("GPipe and Others", "Faster pipes."),
        ("A Study: Of GPipes", "A study."),
        ("2024: A Year", "In 2024 we met."),
        ("AI: A Year", "Of AI we speak."),
        ("bread: a history", "Of bread we speak."),
        ("日本語: A History", "Our 日本語 today."),
    ],
)
def test_words_and_addresses_are_no_names(title: str, abstract: str) -> None:
    empty = PaperNames(defines=frozenset(), mentions=frozenset())
    assert names_in((title, ""), ("Another", abstract)) == [empty, empty]


def test_a_name_that_no_title_brings_joins_two_papers_that_say_it() -> None:
    found, spelling = find_names(
        [read_texts("One", "With PyTorch."), read_texts("Two", "Unlike pytorch, PyTorch runs.")]
    )
    assert [each.mentions for each in found] == [frozenset({"pytorch"})] * 2
    assert spelling == {"pytorch": "PyTorch"}


@pytest.mark.parametrize("word", ["LLMs", "MoEs", "CoT", "GitHub", "arXiv", "PhD", "GPU", "Bread"])
def test_abbreviations_and_places_are_no_names(word: str) -> None:
    assert [each.mentions for each in names_in(("One", f"A {word}."), ("Two", f"A {word}."))] == [
        frozenset(), frozenset(),
    ]  # fmt: skip


def test_what_many_papers_say_is_nobodys_name() -> None:
    others = [(f"Paper {i}", "An LLMX helps.") for i in range(9)]
    assert {each.mentions for each in names_in(("LLMX: A Survey", ""), *others[:4])} != {
        frozenset()
    }
    assert {each.mentions for each in names_in(("LLMX: A Survey", ""), *others)} == {frozenset()}
