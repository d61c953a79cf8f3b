"""What suggestions keep of texts: the same suggestions, with less work."""

import math
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from build import LIST, entry
from hypothesis import given
from hypothesis import strategies as st
from work import calls

from generator import store
from generator.ingest.merge import Proposal, propose
from generator.model import Catalog, Paper
from generator.store.cache import Cache
from generator.suggest import text_cache
from generator.suggest.tags import packed_text, tag_suggester, tagger
from generator.suggest.tags.candidates import (
    MAX_WORDS_PER_PHRASE,
    CandidateText,
    KnownTags,
    candidate_of,
)
from generator.suggest.tags.packed_text import PackedText, pack_text
from generator.suggest.topics import suggester, text_features, topic_suggester
from generator.text.english import singular

CATALOG = store.load_catalog(LIST / "papers", LIST / "topics.yml", LIST).catalog
LEARNED, NEW = CATALOG.papers[::2], CATALOG.papers[1::2]
HALF = Catalog(papers=LEARNED, topics=CATALOG.topics)


def open_cache(folder: Path) -> Cache:
    return Cache(folder, "suggestions", "1")


def proposal(cache: Cache | None) -> Proposal:
    """What importing the other half of the list proposes."""
    proposal = propose(
        HALF, [entry(each.title, abstract=each.abstract) for each in NEW], cache=cache
    )
    if cache:
        cache.save()
    return proposal


@pytest.mark.slow
def test_proposals_are_the_same_without_a_cache_and_with_an_empty_and_a_full_one(
    tmp_path: Path,
) -> None:
    plain = proposal(None)
    assert any(change.paper.topics and change.paper.tags for change in plain.changes)
    assert proposal(open_cache(tmp_path)) == plain
    assert proposal(open_cache(tmp_path)) == plain


@pytest.mark.slow
def test_a_damaged_cache_changes_no_proposal(tmp_path: Path) -> None:
    plain = proposal(open_cache(tmp_path))
    file = tmp_path / "suggestions.sqlite3"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE entries SET value = substr(value, 1, 40) WHERE rowid % 3 = 0")
        connection.execute("UPDATE entries SET value = x'5b5d' WHERE rowid % 3 = 1")
    connection.close()
    assert proposal(open_cache(tmp_path)) == plain
    file.write_bytes(b"no cache" * 1000)
    assert proposal(open_cache(tmp_path)) == plain


def test_no_text_of_the_list_is_read_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = proposal(open_cache(tmp_path))

    def refuse(*_: str) -> None:
        raise AssertionError("a text was read again")

    monkeypatch.setattr(packed_text, "CandidateText", refuse)
    monkeypatch.setattr(text_features, "fold_texts", refuse)
    assert proposal(open_cache(tmp_path)) == plain


def test_in_one_import_the_tags_of_a_text_are_looked_for_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []

    def count(title: str, abstract: str) -> object:
        read.append(title)
        return CandidateText(title, abstract)

    for module in (packed_text, tag_suggester):
        monkeypatch.setattr(module, "CandidateText", count)
    proposal(None)
    assert len(read) == len(set(read)) == len(CATALOG.papers)


def test_learning_again_takes_a_fraction_of_the_work(tmp_path: Path) -> None:
    def work() -> int:
        cache = open_cache(tmp_path)
        cold_work = calls(lambda: tagger(LEARNED, [("A title", "A text.")], cache), 100_000_000)
        cold_work += calls(lambda: suggester(CATALOG.topics, LEARNED, cache), 100_000_000)
        cache.save()
        return cold_work

    first = work()
    assert work() < first / 3


@pytest.mark.parametrize(
    ("topics", "is_read"), [(CATALOG.topics, False), (CATALOG.topics[:-1], True)]
)
def test_another_vocabulary_reads_texts_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, topics: tuple[object, ...], *, is_read: bool
) -> None:
    cache = open_cache(tmp_path)
    suggester(CATALOG.topics, LEARNED, cache)
    computed: list[object] = []
    put = cache.put

    def note(name: bytes, value: object) -> None:
        computed.append(name)
        put(name, value)

    monkeypatch.setattr(cache, "put", note)
    suggester(topics, LEARNED, cache)  # type: ignore[arg-type]
    assert bool(computed) == is_read


def test_values_of_two_kinds_are_kept_apart(tmp_path: Path) -> None:
    cache, texts = open_cache(tmp_path), [("title", "text")]
    for kind in ("one", "two"):
        assert text_cache.read_texts(texts, kind, lambda *_, kind=kind: kind, cache) == [kind]
    assert text_cache.read_texts(texts, "one", lambda *_: None, cache) == ["one"]


@pytest.mark.parametrize("paper", [*CATALOG.papers[:20]], ids=lambda paper: paper.id)
def test_a_packed_text_has_the_spellings_of_all_candidates(paper: Paper) -> None:
    text = CandidateText(paper.title, paper.abstract)
    spellings = {
        key: "\t".join(text.candidate(key).spellings).lower() for key in text.places
    }  # fmt: skip
    assert PackedText(*pack_text(paper.title, paper.abstract)).spellings_by_key() == spellings


@pytest.mark.parametrize("paper", [*CATALOG.papers[:20]], ids=lambda paper: paper.id)
def test_a_candidate_tells_of_its_words_what_its_spelling_says(paper: Paper) -> None:
    text = CandidateText(paper.title, paper.abstract)
    for found in map(text.candidate, text.places):
        assert found[:5] == candidate_of(found.spelling)[:5]


def test_what_is_left_out_early_would_not_be_suggested(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [(paper.title, paper.abstract) for paper in NEW]

    def suggested() -> list[object]:
        knows = tagger(LEARNED, texts[:10])
        new = [knows.suggest_as_new(paper) for paper in LEARNED]
        return [*(knows.suggest(*text) for text in texts), *new]

    quick = suggested()
    monkeypatch.setattr(tag_suggester, "_MIN_MARGIN", -math.inf)
    assert suggested() == quick


def test_a_text_without_candidates_is_packed() -> None:
    assert PackedText(*pack_text("", "and of the")).spellings_by_key() == {}


WORDS = st.lists(st.sampled_from(
    ["study", "studie", "studi", "es", "s", "a", "i", "ai", "gpu", "gpus", "the", "clas", "class",
     "ses", "ie", "box", "y", "Llama", "7B"]), min_size=1, max_size=8)  # fmt: skip


@given(st.lists(WORDS, max_size=3), st.sets(WORDS.map("".join).map(str.casefold).map(singular)))
def test_known_tags_are_those_found_by_trying_every_run_of_words(
    lines: list[list[str]], identities: set[str]
) -> None:
    expected = {
        singular("".join(line[start:end]).casefold())
        for line in lines
        for start in range(len(line))
        for end in range(start + 1, min(len(line), start + MAX_WORDS_PER_PHRASE) + 1)
    }
    known = KnownTags(identities)
    text = "\n".join(" ".join(line) for line in lines)
    for _ in range(2):  # the second time, words are known
        assert known.find(text).keys() == expected & identities


@pytest.mark.parametrize("size", [3, 301])
def test_the_kernel_is_solved_as_by_its_inverse(size: int) -> None:
    random = np.random.default_rng(size)
    rows = random.random((size, 20))
    kernel, targets = rows @ rows.T + np.eye(size), random.random((size, 4))
    inverse = np.linalg.inv(kernel)
    dual, diagonal = topic_suggester.solve_kernel(kernel.copy(), targets)
    assert np.allclose(dual, inverse @ targets)
    assert np.allclose(diagonal, np.diag(inverse))
