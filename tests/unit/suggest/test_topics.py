"""Suggestions of topics: an editor's phrases, what filed papers teach, the evidence in words."""

from dataclasses import replace

import pytest
from build import LIST, paper
from cooking import CATALOG, PAPERS, TOPICS

from generator import store
from generator.model import Catalog, Paper, Topic
from generator.suggest.topics import Suggestion, suggester
from generator.suggest.topics.disagreements import MAX_FOLDS, advise
from generator.suggest.topics.evidence import Evidence, find_evidence, fold_texts
from generator.suggest.topics.topic_suggester import MAX_TOPICS_PER_PAPER, Suggester

PIPES = Topic(
    id="pipes", name="P", group="G", description="D", keywords=("pipeline parallel*", "1F1B")
)
MOE = Topic(id="moe", name="M", group="G", description="D", excludes=("expert system",),
            keywords=("mixture of experts", "expert"))  # fmt: skip
CPP = Topic(id="cpp", name="C", group="G", description="D", keywords=("C++", ".NET"))
VOCABULARY = (PIPES, MOE, CPP)
# Two topics that say nothing of themselves, and papers filed under them.
BIRDS = Topic(id="birds", name="First", group="G", description="One half of the list.")
STONES = Topic(id="stones", name="Second", group="G", description="The other half.")
NESTS = (
    "Feathers and plumage of the sparrow",
    "Moulting of the wren",
    "Plumage in winter finches",
    "Sparrow nests and feathers",
    "Wren and finches at the nest",
    "Moulting and plumage",
)
ROCKS = ("Basalt of the old crater", "Granite and quartz veins", "Quartz in crater walls",
         "Granite under basalt", "Veins of basalt and granite", "Quartz and craters")  # fmt: skip
FILED = [
    *(paper(title, topics=("birds",)) for title in NESTS),
    *(paper(title, topics=("stones",)) for title in ROCKS),
]
NEW = ("Plumage and moulting", "Feathers of a sparrow and of a wren.")


def topics_in(title: str, abstract: str = "") -> list[str]:
    """The topics whose phrases outweigh those against them."""
    text = fold_texts(title, abstract)
    return [topic.id for topic in VOCABULARY if find_evidence(text, topic).score > 0]


def score(examples: list[Paper], topic: str = "birds", **options: object) -> float:
    """The probability of a topic for NEW, whether suggested or not."""
    learnt = Suggester((BIRDS, STONES), examples, **options)  # type: ignore[arg-type]
    ((suggested, rest),) = learnt.suggest_all([NEW], also=[("birds", "stones")])
    return next(each.score for each in (*suggested, *rest) if each.id == topic)


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
def test_a_phrase_is_found_as_whole_words_whatever_the_hyphens_and_plurals(
    title: str, expected: list[str]
) -> None:
    assert topics_in(title) == expected


def test_the_evidence_tells_title_from_abstract_and_what_speaks_against() -> None:
    evidence = find_evidence(
        fold_texts("1F1B", "Pipeline parallel. 1F1B, 1F1B, 1F1B and 1F1B."), PIPES
    )
    assert evidence == Evidence(title=("1F1B",), abstract=("pipeline parallel*",), count=1 + 3)
    against = find_evidence(fold_texts("Experts", "An expert system."), MOE)
    assert against.against == ("expert system",)


def test_a_phrase_in_the_title_counts_for_three_in_the_abstract() -> None:
    head, body = (
        find_evidence(fold_texts("1F1B", ""), PIPES),
        find_evidence(fold_texts("", "1F1B"), PIPES),
    )
    assert head.score == 3 * body.score


def test_without_a_filed_paper_the_topic_that_the_title_names_is_suggested() -> None:
    fresh = suggester(VOCABULARY)
    suggestions = fresh.suggest("1F1B schedules", "Pipeline parallelism with 1F1B, again 1F1B.")
    assert [each.id for each in suggestions] == ["pipes"]
    assert fresh.suggest("Bird song in spring", "Blackbirds sing earlier in towns.") == ()


def test_a_filed_paper_pulls_a_new_one_that_is_like_it() -> None:
    learnt, fresh = suggester((BIRDS, STONES), FILED), suggester((BIRDS, STONES))
    assert fresh.suggest(*NEW) == ()
    (found,) = learnt.suggest(*NEW)
    assert found.id == "birds"
    assert score(FILED, "stones") < score(FILED, "birds")


def test_papers_without_topics_are_not_decided_and_teach_nothing() -> None:
    undecided = [replace(each, id=f"new-{each.id}", topics=()) for each in FILED]
    assert score([*FILED, *undecided]) == score(FILED)


def test_a_borderline_paper_speaks_neither_for_nor_against() -> None:
    like = replace(FILED[0], id="like", title=NEW[0], abstract=NEW[1])
    yes = score([*FILED, replace(like, topics=("birds",))])
    no = score([*FILED, replace(like, topics=("stones",))])
    unsure = score(
        [*FILED, replace(like, topics=("stones",))], borderline={"like": frozenset({"birds"})}
    )
    assert no < unsure < yes


def test_the_order_of_the_examples_does_not_matter() -> None:
    assert suggester((BIRDS, STONES), FILED[::-1]).suggest(*NEW) == suggester(
        (BIRDS, STONES), FILED
    ).suggest(*NEW)


def test_no_more_than_a_few_topics_are_suggested_the_surest_first() -> None:
    many = [
        Topic(id=f"t{i}", name="T", group="G", description="D", keywords=("x ray",))
        for i in range(9)
    ]
    suggestions = suggester(many).suggest("X-ray", "An x-ray, one more x-ray, and x-ray again.")
    assert [each.id for each in suggestions] == [f"t{i}" for i in range(MAX_TOPICS_PER_PAPER)]
    both = suggester(TOPICS, PAPERS).suggest(
        "Sourdough bread and its dough", "We knead the dough; a little vinegar is fermented too."
    )
    assert [each.score for each in both] == sorted((e.score for e in both), reverse=True)


def test_a_topic_that_only_had_no_room_is_neither_missing_nor_doubtful() -> None:
    many = tuple(
        Topic(id=f"t{i}", name="T", group="G", description="D", keywords=("x ray",))
        for i in range(MAX_TOPICS_PER_PAPER + 2)
    )
    text = "An x-ray, one more x-ray, and x-ray again."
    chosen = (*(f"t{i}" for i in range(MAX_TOPICS_PER_PAPER)), f"t{MAX_TOPICS_PER_PAPER}")
    filed_paper = paper("X-ray", abstract=text, topics=chosen)
    ((suggested, rest),) = Suggester(many).suggest_all([("X-ray", text)], also=[chosen])
    assert [each.id for each in (*suggested, *rest)] == list(chosen)  # not the one not asked for
    (advice,) = advise(Catalog(papers=(filed_paper,), topics=many), [filed_paper])
    assert (advice.missing, advice.doubtful) == ((), ())


def test_a_suggestion_says_in_words_what_speaks_for_it() -> None:
    suggestions = suggester(VOCABULARY).suggest("1F1B", "Pipeline parallel and 1F1B.")[0]
    assert suggestions.evidence == ("title: '1F1B'", "abstract: 'pipeline parallel*'")
    (like,) = suggester((BIRDS, STONES), FILED).suggest(*NEW)[0].evidence
    assert like.startswith("like: ")
    assert any(title.split()[0] in like for title in NESTS)
    assert not any(title.split()[0] in like for title in ROCKS)


def test_a_scope_note_alone_is_evidence_up_to_its_semicolon() -> None:
    note = "Feathers, plumage and moulting of sparrows and wrens"
    birds = replace(BIRDS, name="Plumage and moulting", description=note)
    described = replace(birds, description=f"{note}; granite does not belong.")
    texts = [NEW, ("Granite", "Granite and granite.")]
    also = [("birds", "stones")] * 2
    suggestions = Suggester((described, STONES)).suggest_all(texts, also=also)
    assert suggestions == Suggester((birds, STONES)).suggest_all(texts, also=also)
    by_id = {each.id: each for each in (*suggestions[0][0], *suggestions[0][1])}
    assert by_id["birds"].evidence[0].startswith("scope note: 'moulting'")
    assert by_id["birds"].score > by_id["stones"].score


def test_without_a_vocabulary_or_without_papers_nothing_is_suggested() -> None:
    assert suggester(()).suggest("Any title", "Any text.") == ()
    assert suggester((), FILED).suggest_all([NEW]) == [((), ())]
    assert suggester(VOCABULARY, FILED).suggest_all([]) == []
    assert suggester(VOCABULARY).suggest("", "") == ()
    assert advise(Catalog(topics=VOCABULARY), ()) == []


def test_a_vocabulary_without_words_suggests_nothing_and_ends_nothing() -> None:
    for name, description in (("The", "and of"), ("?", "-"), ("To", "be")):
        topic = Topic(id="t", name=name, group="G", description=description)
        stopped = paper("The of", topics=("t",))
        assert suggester([topic], [stopped]).suggest("And", "To be or not.") == ()
        assert suggester([topic]).suggest_all([NEW]) == [((), ())]
        assert [a.paper for a in advise(Catalog(topics=(topic,), papers=(stopped,)), [stopped])]


def test_a_list_in_a_script_without_spaces_is_read_too() -> None:
    tea = Topic(
        id="tea", name="茶", group="G", description="茶叶的种植与冲泡", keywords=("绿茶", "乌龙茶")
    )
    rice = Topic(id="rice", name="米饭", group="G", description="水稻的种植", keywords=("水稻",))
    fresh = suggester((tea, rice))
    found = fresh.suggest(
        "关于绿茶冲泡温度的研究", "我们比较了绿茶在不同水温下的味道,绿茶在八十度时最好。"
    )
    assert [each.id for each in found] == ["tea"]
    assert fresh.suggest("脉冲星的轨道", "我们测量了脉冲星的周期。") == ()
    assert "scope note" not in " ".join(found[0].evidence)
    filed = [
        paper("水田灌溉", id="a", topics=("rice",)),
        paper("茶园采摘", id="b", topics=("tea",)),
    ]
    suggestions = Suggester((tea, rice), filed).suggest_all(
        [("茶园的秋天", "")], also=[("tea", "rice")]
    )
    scores = {each.id: each.score for each in (*suggestions[0][0], *suggestions[0][1])}
    assert scores["tea"] > scores["rice"]


@pytest.mark.slow
@pytest.mark.parametrize("char", ["a", "a-", "a ", "A(", "(", "é"])
def test_a_long_run_of_one_thing_suggests_nothing(char: str) -> None:
    text = char * (200_000 // len(char))  # a quadratic search would not come back
    assert suggester(VOCABULARY).suggest(text, text) == ()


def test_advice_names_what_editors_left_out_and_what_they_chose_against_the_text() -> None:
    wrong = replace(CATALOG.by_id["kimchi-through-the-winter"], topics=("grilling-smoking",))
    papers = tuple(wrong if each.id == wrong.id else each for each in PAPERS)
    advice_by_id = {
        each.paper.id: each for each in advise(Catalog(papers=papers, topics=TOPICS), papers)
    }
    assert list(advice_by_id) == [each.id for each in papers]
    assert [each.id for each in advice_by_id[wrong.id].missing] == ["fermenting-pickling"]
    assert [each.id for each in advice_by_id[wrong.id].doubtful] == ["grilling-smoking"]
    right = advice_by_id["salt-and-cabbage"]
    assert (right.missing, right.doubtful) == ((), ())
    assert [each.id for each in right.suggested] == ["fermenting-pickling"]


def test_a_papers_own_wrong_decision_does_not_vote_for_itself() -> None:
    wrong = replace(FILED[0], topics=("stones",))
    catalog = Catalog(papers=(wrong, *FILED[1:]), topics=(BIRDS, STONES))
    (advice,) = advise(catalog, [wrong])
    suggestions = Suggester(catalog.topics, catalog.papers).suggest_all(
        [(wrong.title, wrong.abstract)], also=[("stones",)]
    )[0]
    remembered = next(each for each in (*suggestions[0], *suggestions[1]) if each.id == "stones")
    assert advice.doubtful[0].score < remembered.score


def test_advice_on_one_paper_is_the_advice_on_all_where_the_others_are_few() -> None:
    catalog = Catalog(papers=tuple(FILED[:MAX_FOLDS]), topics=(BIRDS, STONES))
    alone = advise(catalog, [FILED[2]])
    assert alone == [advise(catalog, catalog.papers)[2]]


@pytest.mark.slow
def test_the_real_vocabulary_finds_nearly_every_papers_topics_again() -> None:
    catalog = store.load_catalog(LIST / "papers", LIST / "topics.yml", LIST).catalog
    assert len(catalog.papers) >= 120
    sample = catalog.papers[::10]
    learnt = suggester(catalog.topics, [each for each in catalog.papers if each not in sample])
    suggestions = learnt.suggest_all([(each.title, each.abstract) for each in sample])
    agreed = [
        bool({s.id for s in suggested} & {*each.topics})
        for each, (suggested, _) in zip(sample, suggestions, strict=True)
    ]
    assert sum(agreed) / len(agreed) > 0.8
    assert all(
        isinstance(s, Suggestion) and 0.8 <= s.score <= 1 for one, _ in suggestions for s in one
    )
