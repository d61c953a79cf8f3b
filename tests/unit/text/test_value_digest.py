"""Equal digests stand for equal values, and for nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.text import value_digest
from generator.text.value_digest import ValueDigests


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A dataclass in a view."""

    title: str
    tags: tuple["Card | str", ...] = ()


TEXTS = st.text("ab\"'(),<>{}:\\ \ud800é", max_size=4)
LEAVES = st.one_of(TEXTS, TEXTS.map(Markup), st.integers(0, 2), st.booleans(), st.none(),
                   st.just(date(2026, 1, 2)))  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(TEXTS, inner, max_size=2),
        st.builds(Card, title=TEXTS, tags=st.lists(inner, max_size=2).map(tuple)),
    ),
    max_leaves=6,
)


def exactly(value: object) -> object:
    """What tells values apart that are equal, but not of one type."""
    if isinstance(value, tuple):
        return tuple(map(exactly, value))
    if isinstance(value, Mapping):
        return [(exactly(key), exactly(each)) for key, each in value.items()]
    if isinstance(value, Card):
        return Card, value.title, exactly(value.tags)
    return type(value), value


@given(VALUES, VALUES)
def test_two_values_have_one_digest_if_they_are_the_same(one: object, other: object) -> None:
    digests = ValueDigests()
    assert digests.of(one)
    assert digests.of(one) == ValueDigests().of(one)
    assert (digests.of(one) == digests.of(other)) == (exactly(one) == exactly(other))


def test_a_value_of_unknown_parts_has_no_digest() -> None:
    assert not ValueDigests().of((1, object()))
    assert not ValueDigests().of(Card(title="", tags=({1},)))  # type: ignore[arg-type] # refused


def test_what_is_kept_of_values_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(value_digest, "_MAX_KNOWN", 3)
    digests = ValueDigests()
    cards = [Card(title=str(n)) for n in range(10)]
    assert len({digests.of(card) for card in cards}) == len(cards)
    assert len(digests._known) <= 3  # noqa: SLF001
