"""Topics of another field than this list's: suggested, learnt, surveyed, each time the same."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from cases import some_of
from command import run_process
from cooking import CATALOG, PAPERS, TOPICS, without_topic, write_list

from generator.model import Paper
from generator.suggest.topics import suggester
from generator.suggest.topics.survey import survey
from generator.suggest.topics.survey_proposals import TopicProposal

STARS = (
    "A Pulsar in a Wide Binary",
    "Radio timing shows a companion on an orbit of eighty days, and bounds the mass of both.",
)


def precision_and_recall(examples: Sequence[Paper], judged: Sequence[Paper]) -> tuple[float, float]:
    """How many suggestions are what the editors said, and how much of it is suggested."""
    suggestions = suggester(TOPICS, examples).suggest_all([(p.title, p.abstract) for p in judged])
    ours = [{each.id for each in suggested} for suggested, _ in suggestions]
    theirs = [{*paper.topics} for paper in judged]
    right = sum(len(a & b) for a, b in zip(ours, theirs, strict=True))
    return right / sum(map(len, ours)), right / sum(map(len, theirs))


def test_keywords_alone_find_nearly_all_topics_and_hardly_a_wrong_one() -> None:
    precision, recall = precision_and_recall((), PAPERS)
    assert precision >= 0.95
    assert recall >= 0.85


@pytest.mark.parametrize("half", [0, 1])
def test_what_is_learnt_from_one_half_holds_on_the_other(half: int) -> None:
    precision, recall = precision_and_recall(PAPERS[half::2], PAPERS[1 - half :: 2])
    assert precision >= 0.95
    assert recall >= 0.9


@pytest.mark.parametrize("examples", [(), PAPERS])
def test_a_text_on_the_stars_gets_no_topic_of_cooking(examples: Sequence[Paper]) -> None:
    assert suggester(TOPICS, examples).suggest(*STARS) == ()


@pytest.mark.parametrize(
    ("topic", "phrase"),
    [
        ("fermenting-pickling", "fermented"),
        ("grilling-smoking", "smoke"),
        ("bread-baking", "dough"),
        ("soups-stocks", "broth"),
    ],
)
def test_a_topic_that_nobody_thought_of_is_proposed_by_its_own_words(
    topic: str, phrase: str
) -> None:
    best = survey(without_topic(topic)).new[0]
    assert phrase in best.topic.keywords
    belong = {paper.id for paper in PAPERS if topic in paper.topics}
    assert len(belong & {*best.papers}) >= 6
    assert len(belong & {*best.papers}) / len(best.papers) >= 0.6
    assert best.uncovered >= 3


def test_where_every_topic_is_there_no_new_one_is_worth_having() -> None:
    assert survey(CATALOG).new == ()


def test_a_tag_that_no_topic_says_deserves_one_and_those_that_topics_say_do_not() -> None:
    def tags(proposals: Sequence[TopicProposal]) -> list[str]:
        return [each.topic.id for each in proposals]

    assert tags(survey(CATALOG).tags) == ["eggs"]  # not sourdough, which has a keyword
    assert "sourdough" in tags(survey(without_topic("bread-baking")).tags)


@pytest.mark.slow
def test_the_commands_print_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    config = write_list(tmp_path, without_topic("grilling-smoking"))
    for command in (("suggest", "--all", "--json"), ("topics", "--json")):
        outputs = {
            run_process(*command, "--config", config, PYTHONHASHSEED=seed).stdout
            for seed in some_of(["0", "1", "random"], 2)
        }
        assert len(outputs) == 1
        assert len(outputs.pop()) > 1000
