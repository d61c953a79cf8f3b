"""Suggestions of topics and tags: only what the text holds, the strongest first."""

import pytest
from build import ROOT

from generator import store
from generator.model import Topic
from generator.topics import MOST, MOST_TAGS, suggest, suggest_tags

PIPES = Topic(
    id="pipes", name="P", group="G", description="D", keywords=("pipeline parallel*", "1F1B")
)
MOE = Topic(id="moe", name="M", group="G", description="D", excludes=("expert system",),
            keywords=("mixture of experts", "expert"))  # fmt: skip
CPP = Topic(id="cpp", name="C", group="G", description="D", keywords=("C++", ".NET"))
VOCABULARY = (PIPES, MOE, CPP)


def ids(title: str, abstract: str = "") -> list[str]:
    """The ids of what is suggested."""
    return [each.id for each in suggest(title, abstract, VOCABULARY)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Pipeline-Parallel training", ["pipes"]),
        ("Pipeline parallelism", ["pipes"]),
        ("A 1f1b schedule", ["pipes"]),
        ("{\\em Mixture}-of-Experts", ["moe"]),
        ("Many experts", ["moe"]),
        ("Faster C++ on .net", ["cpp"]),
        ("Expertise", []),
        ("Expert systems", []),
        ("The 11F1B plan", []),
        ("Libc++", []),
        ("", []),
    ],
)
def test_a_topic_is_suggested_where_the_title_names_it(title: str, expected: list[str]) -> None:
    assert ids(title) == expected


def test_the_strongest_comes_first_and_ties_follow_the_vocabulary() -> None:
    assert ids("1F1B", "Experts. More experts.") == ["pipes", "moe"]
    assert ids("Experts", "1F1B and 1F1B.") == ["moe", "pipes"]
    assert ids("1F1B for experts") == ["pipes", "moe"]
    reverse = suggest("1F1B for experts", "", VOCABULARY[::-1])
    assert [each.id for each in reverse] == ["moe", "pipes"]


def test_a_suggestion_shows_its_evidence() -> None:
    (found,) = suggest("1F1B", "Pipeline parallel.", [PIPES])
    assert found.evidence == ("abstract: 'pipeline parallel*'", "title: '1F1B'")


def test_no_more_than_a_few_topics_are_suggested() -> None:
    many = [
        Topic(id=f"t{i}", name="T", group="G", description="D", keywords=("x",)) for i in range(9)
    ]
    assert [each.id for each in suggest("x", "", many)] == [f"t{i}" for i in range(MOST)]


def test_tags_are_the_papers_name_its_acronyms_and_known_tags() -> None:
    title, abstract = "GPipe: Easy scaling", "We use Mixture of Experts (MoE) with LoRA and Loran."
    assert suggest_tags(title, abstract, ["lora", "qlora", "scaling"]) == (
        "gpipe",
        "moe",
        "lora",
        "scaling",
    )


@pytest.mark.parametrize("abstract", ["In (NASA) we", "the model (Figure)", "no words (XY)"])
def test_an_acronym_without_its_words_is_no_tag(abstract: str) -> None:
    assert suggest_tags("Title", abstract, []) == ()


def test_tags_are_few_and_each_once() -> None:
    known = [f"tag{i}" for i in range(20)]
    found = suggest_tags("tag3: x", " ".join(known), known)
    assert len(found) == MOST_TAGS == len(set(found))
    assert found[0] == "tag3"


@pytest.mark.parametrize("char", ["a", "a-", "a ", "A(", "(", "é"])
def test_a_long_run_of_one_thing_suggests_nothing(char: str) -> None:
    text = char * (200_000 // len(char))  # a quadratic search would not come back
    assert suggest(text, text, VOCABULARY) == ()
    suggest_tags(text, text, ["lora"])


def test_the_real_vocabulary_suggests_something_for_nearly_every_real_paper() -> None:
    loaded = store.load(ROOT / "papers", ROOT / "topics.yml", ROOT)
    papers, vocabulary = loaded.catalog.papers, loaded.catalog.topics
    assert len(papers) >= 120
    agreed = [
        bool({s.id for s in suggest(p.title, p.abstract, vocabulary)} & set(p.topics))
        for p in papers
    ]  # fmt: skip
    assert sum(agreed) / len(agreed) > 0.9
