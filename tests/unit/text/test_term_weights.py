"""Counting and weighting of terms, compared with what scikit-learn gives for the same texts."""

import json
from typing import Any

import numpy as np
import pytest
from building import ROOT
from scipy.sparse import csr_array

from generator.text.english import ALL_STOP_WORDS
from generator.text.phrases import split_unspaced
from generator.text.term_weights import (
    count_known_terms,
    count_terms,
    inverse_document_frequency,
    tfidf_vectors,
    unit_rows,
    words_and_pairs,
)

# Made by scikit-learn, the release in its `made_with`: TfidfVectorizer(sublinear_tf=True,
# ngram_range=(1, 2), stop_words="english"), CountVectorizer(min_df=2), normalize.
GOLDEN: dict[str, Any] = json.loads(
    (ROOT / "tests/data/cases/term-weights.json").read_text("utf-8")
)
TEXTS, PHRASES = GOLDEN["texts"], GOLDEN["phrases"]


def words(text: str) -> list[str]:
    return words_and_pairs(split_unspaced(text), ALL_STOP_WORDS)


def assert_cells(matrix: csr_array, rows: list[list[tuple[int, float]]]) -> None:
    """A matrix stores these columns and values, row by row, and nothing else."""
    assert matrix.shape[0] == len(rows)
    for i, row in enumerate(rows):
        part = slice(matrix.indptr[i], matrix.indptr[i + 1])
        found = dict(zip(matrix.indices[part].tolist(), matrix.data[part].tolist(), strict=True))
        assert found == pytest.approx(dict(row), abs=1e-11)


def test_words_and_pairs_of_a_text() -> None:
    assert [words(text) for text in TEXTS["learnt"]] == TEXTS["words"]


def test_terms_and_their_rarity() -> None:
    counts, terms = count_terms(map(words, TEXTS["learnt"]))
    assert list(terms) == TEXTS["terms"]
    assert inverse_document_frequency(counts).tolist() == pytest.approx(TEXTS["idf"], abs=1e-11)


def test_weights_of_the_texts_learnt_from() -> None:
    counts, _ = count_terms(map(words, TEXTS["learnt"]))
    vectors = tfidf_vectors(counts, inverse_document_frequency(counts))
    assert_cells(vectors, TEXTS["learnt_vectors"])


def test_weights_of_new_texts_ignore_unknown_words() -> None:
    counts, terms = count_terms(map(words, TEXTS["learnt"]))
    columns = {term: column for column, term in enumerate(terms)}
    new = count_known_terms(map(words, TEXTS["new"]), columns)
    assert new.shape == (len(TEXTS["new"]), len(terms))
    assert_cells(tfidf_vectors(new, inverse_document_frequency(counts)), TEXTS["new_vectors"])


def test_terms_of_one_document_are_left_out_on_demand() -> None:
    counts, terms = count_terms(PHRASES["documents"], min_documents=2)
    assert list(terms) == PHRASES["terms"]
    assert_cells(counts, PHRASES["counts"])
    assert_cells(tfidf_vectors(counts, inverse_document_frequency(counts)), PHRASES["weights"])


def test_which_known_terms_a_document_has() -> None:
    columns = {term: column for column, term in enumerate(PHRASES["terms"])}
    has = count_known_terms(map(set, PHRASES["documents"]), columns)
    assert_cells(has, PHRASES["has"])


def test_rows_of_length_one() -> None:
    rows = GOLDEN["unit_rows"]
    assert_cells(unit_rows(csr_array(np.array(rows["rows"]))), rows["lengths_1"])


@pytest.mark.parametrize("documents", [[], [[]], [[], []]])
def test_documents_without_terms(documents: list[list[str]]) -> None:
    counts, terms = count_terms(documents)
    assert (counts.shape, terms) == ((len(documents), 0), ())
    assert tfidf_vectors(counts, inverse_document_frequency(counts)).shape == counts.shape
    assert count_known_terms(documents, {}).shape == counts.shape


def test_rows_are_sorted_by_column() -> None:
    counts, terms = count_terms([["b", "a", "c"], ["c", "b"]])
    assert terms == ("a", "b", "c")
    assert counts.indices.tolist() == [0, 1, 2, 1, 2]


def test_the_stop_words_are_those_of_the_glasgow_group() -> None:
    assert sorted(ALL_STOP_WORDS) == GOLDEN["english_stop_words"]
    assert len(ALL_STOP_WORDS) == 318
