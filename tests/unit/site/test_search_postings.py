"""The inverted index in arrays is the same as one word at a time."""

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from generator.site.search.encoding import ALPHABET, delta_encode, utf16_sort_key
from generator.site.search.postings import Postings

WORDS = st.text(st.sampled_from("abé\uffff\U0001f600"), min_size=1, max_size=3)
FIELDS = st.integers(1, len(ALPHABET) - 1)


def encode(records: Mapping[int, int]) -> str:
    return "".join(ALPHABET[fields] for fields in records.values()) + " " + delta_encode(records)


@given(st.lists(st.dictionaries(WORDS, FIELDS), max_size=5), st.sampled_from([1, 40, 1_100]))
def test_each_word_has_its_records_and_fields(
    few: Sequence[Mapping[str, int]], distance: int
) -> None:
    gap: list[Mapping[str, int]] = [{}] * (distance - 1)
    records = [each for record in few for each in (*gap, record)]
    found = Postings((list(record), record.values()) for record in records)
    assert list(found) == sorted({word for record in few for word in record}, key=utf16_sort_key)
    assert "missing" not in found
    lists = []
    for number, word in enumerate(found):
        expected = {i: record[word] for i, record in enumerate(records) if word in record}
        assert found[word] == expected
        assert found.counts[number] == len(expected)
        lists.append(encode(expected))
        assert found.encode(number, number + 1) == lists[-1]
        fields = 0
        for bits in expected.values():
            fields |= bits
        assert found.all_fields()[number] == fields
    assert found.encode(0, len(found)) == "|".join(lists)
