"""The index behind the search: what is found, what is folded together, what is written."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from build import ENGLISH, ROOT, by, paper

from generator.model import Catalog, Page, PartialDate, Topic
from generator.model.errors import UsageError
from generator.site import search
from generator.site.search import encoding, facets, folding, index, record_words, word_parts
from generator.site.search.acronyms import acronym_pairs
from generator.site.search.records import Record
from generator.site.search.start import start_offers
from generator.site.search.thesaurus import THESAURUS_PATH, Synonyms, find_synonyms, stem_of

TABLE = json.loads((ROOT / "tests" / "data" / "corpus" / "folding.json").read_text("utf-8"))
TEXTS = {
    path.relative_to(ROOT / "templates").as_posix(): path.read_text("utf-8")
    for path in (*(ROOT / "templates").glob("words/*.txt"), *(ROOT / "templates").rglob("*.js"))
}
SCRIPTS = ("worker", "local", "box", "beside", "engine")
GPIPE = Record(
    location="papers/gpipe/", title="GPipe: Training giants", text="Batch-splitting of models.",
    authors=("Yanping Huang",), labels=("pipeline parallelism", "2018"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "forms"), TABLE["words"].items())
def test_spellings_of_a_word_share_a_form(text: str, forms: list[list[str]]) -> None:
    assert folding.word_forms(text) == forms


@pytest.mark.parametrize(("text", "words"), TABLE["plain"].items())
def test_a_phrase_is_looked_for_among_words_as_written(text: str, words: str) -> None:
    assert folding.phrase_text(text) == words


def test_a_word_is_noted_with_the_fields_it_is_in() -> None:
    postings = index.postings(
        [GPIPE, replace(GPIPE, title="Other", text="GPipe GPipe gpipe GPipe")]
    )
    assert postings["gpipe"] == {
        0: record_words.TITLE_BIT | record_words.NAME_BIT,
        1: record_words.MAX_TEXT_COUNT * record_words.TEXT_COUNT_UNIT,
    }
    assert postings["huang"] == {0: record_words.AUTHOR_BIT, 1: record_words.AUTHOR_BIT}
    assert postings["2018"][0] == record_words.LABEL_BIT
    assert postings["batchsplitting"] == postings["batch"] == {0: record_words.TEXT_COUNT_UNIT}
    assert "of" not in postings


def test_a_long_beginning_of_a_title_is_no_name() -> None:
    assert GPIPE.name == "GPipe"
    assert replace(GPIPE, title="What a long clause this is: short").name == ""
    assert replace(GPIPE, title="No colon").name == ""


@pytest.mark.parametrize("value", [0, 1, 31, 32, 33, 1023, 1024, 99_999])
def test_a_number_ends_with_its_only_small_digit(value: int) -> None:
    digits = [encoding.ALPHABET.index(sign) for sign in encoding.encode_number(value)]
    assert sum((digit % 32) * 32**place for place, digit in enumerate(digits)) == value
    assert [digit >= 32 for digit in digits] == [True] * (len(digits) - 1) + [False]


def test_sorted_words_are_written_without_what_they_share() -> None:
    assert encoding.front_code(["mode+", "model", "modeling", "moe"]) == "Amode+ElFingCe"
    assert encoding.front_code(["a", "ab"], ["X", "Y"]) == "AXaBYb"


def test_words_are_sorted_as_browsers_compare_them() -> None:
    assert sorted(["\ufb01", "\U00010400", "a"], key=encoding.utf16_sort_key) == [
        "a", "\U00010400", "\ufb01",
    ]  # fmt: skip


def test_an_acronym_is_learned_where_it_finds_more() -> None:
    defines = replace(GPIPE, text="We use a mixture of experts (MoE) here.")
    other = replace(GPIPE, text="MoE models are large.")
    records = [defines, other]
    assert acronym_pairs(records, index.postings(records)) == [["moe", "mixture expert"]]
    assert acronym_pairs([defines], index.postings([defines])) == []


def synonyms_of(text: str, *titles: str) -> dict[str, Synonyms]:
    """The synonyms of a thesaurus in a list of papers with these titles."""
    found = index.postings([Record(location="", title=title) for title in titles])
    return find_synonyms(text, found, found.words)


def test_the_thesaurus_is_cut_to_the_words_of_the_list() -> None:
    text = "# a note\n\nget rid of: drop, Discards\nfast: low-latency, quick\nslow: stalls: a, b\n"
    found = synonyms_of(text, "Discard", "Low and latency")
    assert {key: each.terms for key, each in found.items()} == {
        "rid": "discard", "fast": "low latency",
    }  # fmt: skip
    assert synonyms_of(text, "Low-latency")["fast"].terms == "lowlatency"
    assert synonyms_of(text, "Other") == {}


def test_entries_of_one_stem_are_one_entry() -> None:
    found = synonyms_of("adapt: tune\nadapter: lora\ngoal: tune\n", "Tune", "LoRA")
    assert {key: each.terms for key, each in found.items()} == {
        "adapt": "tune,lora", "goal": "tune",
    }  # fmt: skip


def test_records_gain_by_the_terms_and_less_by_other_words_of_their_stems() -> None:
    found = synonyms_of("shrink: compress", "Other", "Compress", "Compression", "Or")["shrink"]
    assert found.records.tolist() == [1, 2]
    assert found.gains[0] > found.gains[1] > 0
    both = synonyms_of("let go: tree search", "Tree", "Search", "Search a tree")["let go"]
    assert both.records.tolist() == [2]


@pytest.mark.parametrize(("word", "stem"), TABLE["stems"].items())
def test_endings_are_removed_as_in_the_browser(word: str, stem: str) -> None:
    assert stem_of(word) == stem


@pytest.mark.parametrize(("fields", "weight"), TABLE["fields_weights"].items())
def test_fields_weigh_as_in_the_browser(fields: str, weight: float) -> None:
    assert record_words.FIELDS_WEIGHTS[int(fields)] == weight


@pytest.mark.parametrize("line", ["shrink", "shrink:", ": compress"])
def test_a_line_that_is_no_entry_of_the_thesaurus_is_named(line: str) -> None:
    with pytest.raises(UsageError, match=r"words/thesaurus\.txt:2: expected `everyday words: "):
        synonyms_of(f"fast: quick\n{line}\n")


def test_an_entry_of_words_that_are_not_looked_for_is_named() -> None:
    with pytest.raises(UsageError, match=r"words/thesaurus\.txt:1: 'of the' has only stop words"):
        synonyms_of("of the: compress\n")


def test_the_thesaurus_is_in_order_and_says_nothing_twice() -> None:
    lines = [line for line in TEXTS[THESAURUS_PATH].splitlines() if not line.startswith("#")]
    entries = [line.split(": ") for line in lines]
    assert [left for left, _ in entries] == sorted({left for left, _ in entries})
    for left, right in entries:
        terms = right.split(", ")
        assert len({left, *terms}) == len(terms) + 1, left


def make_files(records: list[Record]) -> dict[str, Page]:
    """The files of the search, by name."""
    return {
        page.path.rpartition("/")[2]: page for page in search.search_files(records, TEXTS, ENGLISH)
    }


def test_the_search_offers_what_finds_something() -> None:
    paper = replace(GPIPE, kind="paper", identifier="1811.06965")
    other = replace(paper, title="No name", location="papers/other/", identifier="")
    topic = Record(location="topics/a/", title="A & b", kind="topic")
    assert json.loads(start_offers([paper, other, topic], "https://example.org/add")) == {
        "add": "https://example.org/add",
        "examples": ["GPipe", "Yanping Huang", "1811.06965"],
        "topics": [["A & b", "topics/a/"]],
        "fresh": [[GPIPE.title, "papers/gpipe/"], ["No name", "papers/other/"]],
    }
    assert json.loads(start_offers([], ""))["examples"] == []


def version(page: Page) -> str:
    """The version of the whole index that a file of it carries."""
    return str(re.findall(r'"([0-9a-f]{12})"', page.text)[0])


def part(page: Page) -> object:
    """What a file of the index hands over."""
    match = re.fullmatch(r"readingListPart\((.*)\)\n", page.text, re.DOTALL)
    assert match
    return json.loads(f"[{match[1]}]")[2]


def test_the_files_of_the_search_are_the_same_each_time_and_change_together() -> None:
    first, again = make_files([GPIPE]), make_files([GPIPE])
    assert first == again
    changed = make_files([replace(GPIPE, text="Else.")])
    versions = {version(page) for name, page in changed.items() if name[:-3] not in SCRIPTS}
    assert len(versions) == 1
    assert versions.isdisjoint({version(first["words.js"])})


def test_a_record_has_what_results_show_and_the_whole_text() -> None:
    shown = part(make_files([replace(GPIPE, text="word " * 100)])["records-0.js"])
    assert shown == [["papers/gpipe/", "GPipe: Training giants", ["Yanping Huang"], "",
                      "word " * 100, ""]]  # fmt: skip


def test_a_long_list_is_cut_into_parts_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_parts, "MAX_PART_CHARACTERS", 60)
    papers = [replace(GPIPE, text=f"word{n} other{n}", kind="paper") for n in range(20)]
    files = make_files(
        [*papers, *(replace(GPIPE, title=f"Tag {n}", kind="tag") for n in range(513))]
    )
    words = part(files["words.js"])
    assert isinstance(words, dict)
    assert len(words["starts"]) == sum(name.startswith("postings") for name in files) > 5
    assert words["starts"] == sorted(words["starts"])
    sizes = [files[f"records-{n}.js"].text.count(GPIPE.location) for n in range(5)]
    assert sizes == [8, 8, 4, 512, 1]  # papers, then others
    assert words["sizes"] == [8, 512]


def test_a_part_has_the_vectors_and_synonyms_of_its_words() -> None:
    found = index.postings([Record(location="", title="Bubble"), Record(location="", title="Zero")])
    synonyms = find_synonyms("idle: bubble", found, found.words)
    [(first, whole)] = word_parts.word_parts(found, {"idle": "ROW"}, synonyms)
    assert first == "bubble"
    assert whole["words"] == encoding.front_code(["bubble", "zero"])
    assert whole["vectors"] == [encoding.front_code(["idle"]), "ROW"]
    assert whole["synonyms"][0] == "idle:bubble"
    assert whole["synonyms"][1].endswith(" A")  # of the first record


def test_when_words_are_too_many_those_of_titles_are_known_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(index, "MAX_KNOWN_WORDS", 5)
    words = part(make_files([replace(GPIPE, text="zebra zebra")])["words.js"])
    assert isinstance(words, dict)
    assert "giant" in words["known"]
    assert "zebra" not in words["known"]


CATALOG = Catalog(
    papers=(
        paper("H_2O: Oracle", authors=by("Zhenyu Zhang"), topics=("kv",), tags=("cache",),
              arxiv="2306.14048", abstract="With $x$."),
        paper("Other", tags=("cache",)),
    ),
    topics=(Topic(id="kv", name="KV cache", group="g", description="Of keys."),),
)  # fmt: skip
URLS = {"papers/h_2o:-oracle.md": "a/", "papers/other.md": "b/", "topics/kv.md": "c/",
        "tags/cache.md": "d/"}  # fmt: skip


def found() -> Iterator[Record]:
    """The records of a small list."""
    return search.catalog_records(CATALOG, URLS, ENGLISH)


def test_papers_topics_and_tags_with_pages_can_be_found() -> None:
    by_location = {record.location: record for record in found()}
    assert by_location.keys() == {"a/", "b/", "c/", "d/"}
    assert by_location["a/"].title == "H2O: Oracle"
    assert by_location["a/"].text == "With x."
    assert {"KV cache", "cache", "2306.14048"} <= {*by_location["a/"].labels}
    assert by_location["d/"].line == "Tag · 2 papers"


@pytest.mark.parametrize(
    ("first", "line"),
    [(2018, "2018 · NeurIPS 2019"), (2019, "NeurIPS 2019"), (None, "NeurIPS 2019")],
)
def test_a_result_does_not_give_a_venue_the_year_of_the_first_version(
    first: int | None, line: str
) -> None:
    published = PartialDate(year=first) if first else None
    gpipe = paper(
        authors=by("Yanping Huang"), published=published, issued=PartialDate(year=2019),
        venue="NeurIPS",
    )  # fmt: skip
    [record] = search.catalog_records(
        Catalog(papers=(gpipe,)), {f"papers/{gpipe.id}.md": "a/"}, ENGLISH
    )
    assert record.line == line


def test_the_keywords_of_a_topic_lead_to_it_and_are_not_shown() -> None:
    topic = Topic(id="t", name="Faults", group="", description="", keywords=("node failure*",))
    [record] = search.catalog_records(
        Catalog(topics=(topic,)), {"topics/t.md": "topics/t/"}, ENGLISH
    )
    assert index.postings([record])["failure"] == {0: record_words.TEXT_COUNT_UNIT}
    assert "failure" not in str(part(make_files([record])["records-0.js"]))


def test_a_paper_is_found_by_its_takeaway_and_search_phrases_and_the_latter_are_not_shown() -> None:
    one = paper(takeaway="Idle parts work.", search_phrases=("assembly line",))
    [record] = search.catalog_records(
        Catalog(papers=(one,)), {f"papers/{one.id}.md": "a/"}, ENGLISH
    )
    found = index.postings([record])
    assert found["assembly"] == {0: record_words.LABEL_BIT}
    assert found["idle"] == {0: record_words.LABEL_BIT + record_words.TEXT_COUNT_UNIT}
    shown = str(part(make_files([record])["records-0.js"]))
    assert "Idle parts work." in shown
    assert "assembly" not in shown


def test_what_has_no_page_cannot_be_found() -> None:
    assert list(search.catalog_records(CATALOG, {}, ENGLISH)) == []


def test_papers_alone_have_facets_and_a_list_of_papers_a_value() -> None:
    records = list(found())
    assert [record.facets is not None for record in records] == [True, True, False, False]
    written = part(make_files(records)["facets.js"])
    assert isinstance(written, dict)
    assert written["papers"] == len(CATALOG.papers)
    named = {facet["name"]: facet for facet in written["facets"]}
    assert list(named) == [
        "list", "topic", "tag", "year", "person", "organization", "status", "code"
    ]  # fmt: skip
    assert named["list"]["ids"] == []
    assert (named["topic"]["ids"], named["topic"]["labels"]) == (["kv"], ["KV cache"])
    assert named["tag"] == {"name": "tag", "ids": ["cache"], "labels": [""],
                            "lists": encoding.delta_encode([0, 1])}  # fmt: skip
    assert named["year"]["ids"] == ["2023"]  # by the arXiv id


def test_comments_tell_none_from_unknown() -> None:
    papers = [facets.PaperFacets(values=(), comments=comments) for comments in (None, 0, 40)]
    written = facets.facet_index(papers)["comments"]
    assert written == "".join(map(encoding.encode_number, (0, 1, 41)))


def test_sections_of_pages_written_by_hand_are_found_with_their_page() -> None:
    entries = [
        {"location": "guide/", "title": "A <code>b</code> &amp; c", "text": "<p>One &lt;x&gt;</p>"},
        {"location": "guide/#two", "title": "Two", "text": ""},
    ]
    page, section = search.section_records(entries)
    assert (page.title, page.text, page.page) == ("A b & c", "One <x>", "")
    assert (section.title, section.page) == ("Two", "A b & c")


@pytest.mark.parametrize("script", ["facets/choosing", "facets/panel", "papers/rows"])
def test_scripts_know_every_facet(script: str) -> None:
    text = (ROOT / "templates" / "assets" / f"{script}.js").read_text("utf-8")
    assert [name for name in facets.FACET_NAMES if not re.search(rf"\b{name}\b", text)] == []
