"""Suggestions of tags: key terms that the text holds, spelt and chosen as the list does it."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from build import LIST, ROOT, entry, paper

from generator import project, store
from generator.checks import run
from generator.ingest import readers
from generator.ingest.merge import propose
from generator.ingest.readers import Request
from generator.model import Catalog, Paper
from generator.suggest.tags import MAX_TAGS_PER_PAPER, MIN_TAGS_PER_PAPER, rename_tags, tagger
from generator.suggest.tags.candidates import CandidateText
from generator.suggest.tags.overview import overview, tag_differences
from generator.suggest.tags.slugs import tag_slugs
from generator.text.acronyms import defined_acronyms
from generator.text.english import STOP_WORDS
from generator.text.slugs import MAX_ID_LENGTH, slug
from generator.text.tag_spelling import canonical_spellings, tag_key

# A field far from computers: nothing may be tied to one.
GEESE = Paper(
    id="geese",
    title="FlyWay: Stopover Ecology of Barnacle Geese",
    abstract=(
        "We present FlyWay, a novel study of barnacle geese. Stopover ecology shapes the body mass "
        "of barnacle geese. We use Global Positioning System (GPS) collars and Mark-Recapture "
        "Models (MRM), and stopover ecology of geese near Svalbard. Extensive experiments show "
        "state-of-the-art results."
    ),
)
MOE = paper(
    "Sparse training", tags=("mixture of experts", "lora"),
    abstract="We train a mixture of experts with LoRA and sparse gates.",
)  # fmt: skip


def names(title: str, abstract: str = "", listed: tuple[Paper, ...] = ()) -> list[str]:
    """The names of what is suggested."""
    return [tag.name for tag in tagger(listed).suggest(title, abstract)]


def test_the_key_terms_of_any_field_are_found_in_an_empty_list() -> None:
    tags = names(GEESE.title, GEESE.abstract)
    assert {"flyway", "barnacle geese", "stopover ecology"} <= set(tags)
    assert MIN_TAGS_PER_PAPER <= len(tags) <= MAX_TAGS_PER_PAPER


def test_neither_stop_words_nor_what_every_abstract_says_become_tags() -> None:
    found = " ".join(names(GEESE.title, GEESE.abstract)).split()
    boilerplate = {"novel", "experiments", "extensive", "results", "state-of-the-art", "study"}
    assert not set(found) & (boilerplate | {"we", "the", "show", "use"})
    assert names("A novel method", "We propose extensive experiments. Results are significant.") \
        == []  # fmt: skip


def test_what_says_of_what_kind_something_is_and_what_things_are_counted_in_make_no_tag() -> None:
    text = "Farm-level farm-level records weigh eggs in kg, kg and percent; farm-level. Farm-level!"
    tags = names("Farm-level records", text)
    assert "farm-level records" in tags
    assert not {"farm-level", "kg", "percent"} & set(tags)


def test_a_year_after_an_apostrophe_is_no_part_of_a_name() -> None:
    found = CandidateText("Geese of AVIS'24", "AVIS\u201925 counts geese.").places
    assert "avis" in found
    assert not any("24" in key or "25" in key for key in found)


@pytest.mark.parametrize(
    ("title", "abstract", "tag"),
    [
        ("On routing", "A Mixture-of-Experts (MoE) layer routes tokens.", "mixture of experts"),
        ("On routing", "Many mixture of expert layers route tokens.", "mixture of experts"),
        ("On tuning", "It tunes LoRA-adapters.", "lora"),
    ],
)
def test_a_tag_of_the_list_is_found_in_other_spellings_and_written_as_the_list_does(
    title: str, abstract: str, tag: str
) -> None:
    assert tag in names(title, abstract, (MOE,))


def test_what_the_list_tags_comes_before_what_it_does_not() -> None:
    abstract = "We study alpha pruning. We study alpha pruning and gamma routing."
    before = [paper(f"P{i}", tags=("gamma routing",), abstract="We study gamma routing now.")
              for i in range(3)]  # fmt: skip
    assert names("Study", abstract)[0] == "alpha pruning"
    assert names("Study", abstract, tuple(before))[0] == "gamma routing"


def test_a_phrase_that_every_paper_has_gives_way_to_what_is_this_papers_own() -> None:
    others = tuple(paper(f"P{i}", abstract="We study river deltas.") for i in range(20))
    title, abstract = "River deltas, tidal marshes", "Of river deltas, of tidal marshes."
    assert names(title, abstract) == ["river deltas", "tidal marshes"]
    assert names(title, abstract, others)[0] == "tidal marshes"


def test_what_a_fifth_of_all_papers_say_is_boilerplate_unless_it_is_a_tag() -> None:
    title, abstract = "Tidal marshes: A survey", "Tidal marshes, tidal marshes."
    others = tuple(paper(f"P{i}", abstract="Of tidal marshes." * (i < 6)) for i in range(24))
    assert "tidal marshes" in names(title, abstract, others[2:])
    assert "tidal marshes" not in names(title, abstract, others)
    tagged = tuple(replace(each, tags=("tidal marshes",)) for each in others)
    assert "tidal marshes" in names(title, abstract, tagged)


@pytest.mark.parametrize(
    ("abstract", "shown", "other"),
    [
        ("Graph Neural Networks (GNNs) are used. GNNs win.", "graph neural networks", "gnn"),
        ("Monte Carlo Tree Search (MCTS) is used. MCTS wins.", "mcts", "monte carlo tree search"),
        ("Low-Rank Adaptation (LoRA) is used. LoRA wins.", "lora", "low-rank adaptation"),
    ],
)
def test_an_acronym_and_its_long_form_are_one_tag(abstract: str, shown: str, other: str) -> None:
    tags = names("Title", abstract)
    assert shown in tags
    assert other not in tags


def test_what_an_acronym_stands_for_is_not_suggested_in_pieces() -> None:
    tags = names("Title", "Monte Carlo Tree Search (MCTS) is used. MCTS wins.")
    assert not {"tree search", "carlo tree", "carlo tree search"} & set(tags)


def test_the_list_decides_between_an_acronym_and_its_long_form() -> None:
    listed = paper("Graphs", tags=("gnn",), abstract="A GNN is used.")
    tags = names("Title", "Graph Neural Networks (GNNs) are used. GNNs win.", (listed,))
    assert "gnn" in tags
    assert "graph neural networks" not in tags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a Mixture-of-Experts (MoE) layer", {"MoE": "Mixture-of-Experts"}),
        ("the key-value (KV) cache", {"KV": "key-value"}),
        ("large language models (LLMs)", {"LLM": "large language models"}),
        ("In (NASA) we", {}),
        ("the model (Figure) and words (XY)", {}),
        ("efficient use of (costly) machines", {}),
        ("the main idea (mi)", {}),
    ],
)
def test_an_acronym_is_known_by_the_words_before_it(text: str, expected: dict[str, str]) -> None:
    assert defined_acronyms(text, STOP_WORDS) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fine-tuning", "finetuning"), ("Fine Tuning", "fine-tuning"), ("batches", "batch"),
        ("queries", "query"), ("losses", "loss"), ("caches", "cache"), ("LLMs", "llm"),
    ],
)  # fmt: skip
def test_spellings_of_one_tag_have_one_identity(one: str, other: str) -> None:
    assert tag_key(one) == tag_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("plan", "plane"), ("gas", "ga"), ("loss", "los"), ("c", "c++"),
     ("analysis", "analysi"), ("-", ""), ("news", "new"), ("fake news", "fakenew"),
     ("lens", "len")],
)  # fmt: skip
def test_different_words_stay_different_tags(one: str, other: str) -> None:
    assert tag_key(one) != tag_key(other)


def test_the_most_used_spelling_is_the_canonical_one() -> None:
    chosen = canonical_spellings({"KV-cache": 1, "kv cache": 3, "kv caches": 2, "lora": 1})
    assert chosen == {"KV-cache": "kv cache", "kv cache": "kv cache", "kv caches": "kv cache",
                      "lora": "lora"}  # fmt: skip


def test_without_a_tag_in_the_list_papers_decide_the_spelling() -> None:
    others = (paper("Ice", abstract="The sea-ice. " * 9), *(paper(f"P{i}") for i in range(20)))
    title, abstract = "Floes of sea ice", "A sea ice. Sea ice! Of sea ice."
    assert "sea-ice" in names(title, abstract, others)
    assert "sea ice" in names(title, abstract)


def test_a_suggestion_says_why() -> None:
    known = {tag.name: tag.evidence for tag in tagger([MOE]).suggest("X", "A mixture of experts.")}
    assert known["mixture of experts"] == ("a tag of 1 paper", "1 time in the text")
    own = {tag.name: tag.evidence for tag in tagger([]).suggest(GEESE.title, GEESE.abstract)}
    assert own["flyway"] == (
        "the name before the title's colon", "written like a name", "2 times in the text",
    )  # fmt: skip
    assert "defined with its acronym" in own["global positioning system"]


def test_suggestions_are_few_sorted_and_each_once() -> None:
    known = tuple(paper(f"P{i}", tags=(f"tag{i % 20}",), abstract=f"About tag{i % 20}.")
                  for i in range(80))  # fmt: skip
    suggestions = tagger(known).suggest("tag3: x", " and ".join(f"tag{i}" for i in range(20)))
    assert len({tag.name for tag in suggestions}) == MAX_TAGS_PER_PAPER == len(suggestions)
    assert suggestions[0].name == "tag3"
    assert list(suggestions) == sorted(suggestions, key=lambda tag: -tag.score)


def test_a_papers_own_tags_do_not_make_its_suggestions() -> None:
    odd = replace(GEESE, tags=("near svalbard", "body mass"))
    alone = tagger([replace(odd, tags=())]).suggest_as_new(replace(odd, tags=()))
    assert tagger([odd]).suggest_as_new(odd) == alone


def test_an_empty_paper_gets_no_tags() -> None:
    assert names("", "") == []


@pytest.mark.slow
@pytest.mark.parametrize("char", ["a", "a-", "a ", "Ab ", "A(", "(", "é", "ab (AB) "])
def test_a_long_run_of_one_thing_is_read_in_time(char: str) -> None:
    text = char * (100_000 // len(char))  # a quadratic search would not come back
    assert len(CandidateText(text, text).places) <= 20
    assert all(len(name) <= 200 for name in names(text, text, (MOE,)))


def test_latex_and_addresses_are_read_as_people_see_them() -> None:
    tags = names("$H_2O$: {\\em Heavy} hitters", "See https://example.org/heavy for $H_2O$.")
    assert not any(sign in name for name in tags for sign in "\\${}/")


@pytest.mark.slow
def test_the_same_suggestions_come_from_every_process() -> None:
    code = (
        "from pathlib import Path\nfrom generator import store\n"
        "from generator.suggest.tags import tagger\n"
        "loaded = store.load_catalog(Path('papers'), Path('topics.yml'), Path())\n"
        "listed = loaded.catalog.papers[:12]\n"
        "knows = tagger(listed)\nprint([knows.suggest_as_new(each) for each in listed])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={"PYTHONHASHSEED": seed}, check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(outputs) == 1


def test_loading_the_package_does_not_load_what_only_suggesting_needs() -> None:
    code = "import sys, generator.cli; print(not sys.modules.keys().isdisjoint({'numpy', 'scipy'}))"
    completed = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert completed.stdout == "False\n"


@pytest.mark.slow
def test_the_suggestions_for_the_real_list_are_near_its_editors_decisions() -> None:
    papers = store.load_catalog(LIST / "papers", LIST / "topics.yml", LIST).catalog.papers
    knows = tagger(papers)
    right = ours = theirs = 0
    for each in papers:
        found = {tag_key(tag.name) for tag in knows.suggest_as_new(each)}
        expected = set(map(tag_key, each.tags))
        right, ours, theirs = (
            right + len(found & expected),
            ours + len(found),
            theirs + len(expected),
        )
    assert 2 * right / (ours + theirs) > 0.4
    assert right / ours > 0.4


def test_an_overview_counts_tags_and_tells_what_is_odd() -> None:
    one = paper("One", tags=("kv cache", "lora", "moe"), abstract="KV-caches, LoRA and MoE.")
    two = paper("Two", tags=("kv cache", "KV-caches", *map(str, range(8))), abstract="A KV cache.")
    three = paper("Three", tags=("lora", "imagined"), abstract="Nothing.")
    result = overview(Catalog(papers=(one, three, two)))
    assert result.uses[:3] == (("kv cache", 2), ("lora", 2), ("0", 1))
    assert result.similar == (("KV-caches", "kv cache"),)
    assert set(result.not_in_text) == {"imagined", *map(str, range(8))}
    assert (result.few, result.many) == ((three,), (two,))


def test_a_difference_shows_what_is_missing_and_what_is_doubtful() -> None:
    mine = replace(GEESE, tags=("barnacle goose", "imagined", "stopover ecology"))
    (found,) = tag_differences(Catalog(papers=(mine,)), [mine])
    assert "flyway" in [tag.name for tag in found.missing]
    assert "stopover ecology" not in [tag.name for tag in found.missing]
    assert found.doubtful == ("barnacle goose", "imagined")
    assert found.not_in_text == ("barnacle goose", "imagined")


def test_renaming_merges_tags_and_leaves_other_papers_out() -> None:
    one, two = paper("One", tags=("a", "x", "b")), paper("Two", tags=("c",))
    catalog = Catalog(papers=(one, two))
    assert rename_tags(catalog, {"a": "b", "x": "y"}) == [replace(one, tags=("b", "y"))]


# ------------------------------------------------- one spelling for an import


def similar(*papers: Paper) -> list[str]:
    """What check says of spellings."""
    findings = run(Catalog(papers=papers))
    return [finding.message for finding in findings if finding.code == "similar-tag"]


def test_papers_of_one_import_agree_on_spellings() -> None:
    text = (ROOT / "tests" / "data" / "cases" / "tags01-inconsistent.json").read_text("utf-8")
    entries = readers.read(Request(text=text, source="l.json")).entries
    papers = propose(Catalog(), entries).papers
    assert similar(*papers) == []


def test_papers_of_a_large_import_agree_on_spellings() -> None:
    spellings = ("pond gauge", "pond gauges", "pond-gauge", "Pond Gauges")
    claims = [
        entry(f"Study {n} of {word}", abstract=f"We build {word}. {word} help. Good {word}.")
        for n, word in enumerate(spellings)
    ]
    claims += [entry(f"Essay {n} on lakes", abstract=f"Lake {n} is deep.") for n in range(40)]
    papers = propose(Catalog(), claims).papers
    used = {tag for p in papers for tag in p.tags if tag_key(tag) == "pondgauge"}
    assert len(used) == 1
    assert similar(*papers) == []


def test_the_spelling_of_the_list_wins_however_old_its_paper_is() -> None:
    old = paper("Old", id="old", tags=("Pond-Gauges",), abstract="Old.")
    others = [paper(f"P {n}", id=f"p{n}", added=date(2026, 1, 1)) for n in range(1_001)]
    text = "We build a pond gauge. The pond gauge helps. A pond gauge is good."
    claims = [entry(f"Study {n} of a pond gauge", abstract=text) for n in range(1, 4)]
    papers = propose(Catalog(papers=(old, *others)), claims).papers
    assert all("Pond-Gauges" in p.tags for p in papers)
    assert similar(old, *papers) == []


# ------------------------------------------------------------------ addresses

SIGNS = ["C", "C++", "C#", "F", "F#", "F*", "NET", ".NET", "R", "100", "100%", "c/c++", "café",
         "index", "con", "深度学习", "申", "神", "اللغة",
         "a&b", "it's", "../evil", "a b", "🚀", "🔥",
         "x" * 80, "x" * 80 + "y", "llama-3.1-8b", "pass@k"]  # fmt: skip


def test_a_tags_slug_is_its_own_whatever_other_tags_join() -> None:
    together = tag_slugs(SIGNS)
    assert len(set(together.values())) == len(SIGNS)
    for name in SIGNS:
        assert tag_slugs([name]) == {name: together[name]}
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", together[name])
        assert len(together[name]) <= MAX_ID_LENGTH
    assert [together[name] for name in ("C", "C++", "C#", "F*", ".NET", "NET", "100%")] == [
        "c", "c-plus-plus", "c-sharp", "f-star", "dot-net", "net", "100-percent"
    ]  # fmt: skip


@pytest.mark.slow
def test_tags_of_plain_words_keep_the_addresses_that_they_had() -> None:
    tags = project.load(project.find(LIST / "mkdocs.yml")).catalog.by_tag
    paged = [tag for tag, papers in tags.items() if len(papers) > 1]
    assert len(paged) > 50
    assert {tag: tag_slugs(tags)[tag] for tag in paged} == {tag: slug(tag) for tag in paged}
    for name in ("llama-3.1-8b", "café", "GPU", "mixture of experts", "tcp/ip", "it's"):
        assert tag_slugs([name]) == {name: slug(name)}


def test_spellings_of_one_tag_have_different_slugs_in_any_order() -> None:
    names = ["GPU", "gpu", "G-PU", "fine tuning", "fine-tuning", "cafe", "café"]
    slugs = tag_slugs(names)
    assert len(set(slugs.values())) == len(names)
    assert tag_slugs(reversed(names)) == slugs
    assert (slugs["gpu"], slugs["fine-tuning"], slugs["cafe"]) == ("gpu", "fine-tuning", "cafe")
