"""Vectors of words: read, moved by the thesaurus, and those of records."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.errors import UsageError
from generator.site.search.index import postings
from generator.site.search.records import Record
from generator.site.search.word_vectors import (
    DIMENSIONS,
    decode_rows,
    encode_row,
    read_vectors,
    record_vectors,
)


def axis(place: int) -> np.ndarray:
    vector: np.ndarray = np.zeros(DIMENSIONS, np.float64)
    vector[place] = 1
    return vector


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


@given(st.lists(st.floats(-4, 4, width=32), min_size=DIMENSIONS, max_size=DIMENSIONS))
def test_an_encoded_vector_points_in_the_same_direction(values: list[float]) -> None:
    vector = np.array(values, np.float64)
    if np.abs(vector).max() < 0.1:
        return
    assert cosine(decode_rows([encode_row(vector)])[0], vector) > 0.98


def test_an_everyday_word_is_moved_to_its_terms() -> None:
    rows = {word: encode_row(axis(i)) for i, word in enumerate(("idle", "bubble", "other"))}
    text = "# comment\n" + "".join(f"{word} {row}\n" for word, row in rows.items())
    moved = read_vectors(text, "idle: bubble, unknown\n")
    assert cosine(moved.vectors["idle"], 2 * axis(0) + axis(1)) > 0.99
    assert cosine(decode_rows([moved.rows["idle"]])[0], moved.vectors["idle"]) > 0.98
    assert (moved.rows["bubble"], moved.rows["other"]) == (rows["bubble"], rows["other"])
    assert cosine(moved.vectors["other"], axis(2)) > 0.99


def test_records_are_near_to_the_words_that_they_have() -> None:
    vectors = {"bubble": axis(1), "pruning": axis(2)}
    records = [Record(location="a", title="Bubble"), Record(location="b", title="Pruning")]
    first, second = record_vectors(vectors, postings(records), 2)
    near, far = decode_rows([first, second])
    assert cosine(near, axis(1)) > cosine(far, axis(1))


def test_records_without_known_words_have_no_vector() -> None:
    records = [Record(location="a", title="Bubble"), Record(location="b", title="Qwxz")]
    assert record_vectors({}, postings(records), 2) == ["", ""]


@pytest.mark.parametrize("line", ["word", "word ABC", "word " + "!" * (DIMENSIONS + 1)])
def test_a_wrong_line_of_the_vectors_is_named(line: str) -> None:
    with pytest.raises(UsageError, match=r"words/vectors\.txt:2: "):
        read_vectors(f"# comment\n{line}\n", "")
