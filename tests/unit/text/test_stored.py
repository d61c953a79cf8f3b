"""Results of pure functions are kept in a store, by all that decides them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest
from markupsafe import Markup

from generator.text import memo, stored
from generator.text.memo import Memory
from generator.text.stored import Stored


class Kept:
    """A store in memory; numbers have no digest."""

    def __init__(self) -> None:
        self.data: dict[bytes, str] = {}
        self.used: set[bytes] = set()

    def key(self, name: str, values: Sequence[object]) -> bytes | None:
        return None if any(type(v) is float for v in values) else repr((name, *values)).encode()

    def get_all(self, keys: Sequence[bytes]) -> Sequence[Any]:
        return [json.loads(self.data.get(key, "null")) for key in keys]

    def mark_used(self, keys: Iterable[bytes]) -> None:
        self.used.update(keys)

    def put(self, key: bytes, data: Any) -> None:
        self.data[key] = json.dumps(data)


@pytest.fixture
def store() -> Iterator[Kept]:
    kept = Kept()
    stored.use_store(kept)
    yield kept
    stored.use_store(None)
    memo.stop_keeping()


@pytest.fixture
def calls() -> list[object]:
    return []


@pytest.fixture
def bold(calls: list[object]) -> Stored[Markup]:
    def make(text: object) -> Markup:
        calls.append(text)
        return Markup("<b>{}</b>").format(text)

    return Stored(make, Markup, "bold")


def test_without_a_store_nothing_is_kept(bold: Stored[Markup], calls: list[object]) -> None:
    assert [bold("a"), bold("a")] == ["<b>a</b>"] * 2
    assert calls == ["a", "a"]


def test_a_result_is_made_once(bold: Stored[Markup], calls: list[object], store: Kept) -> None:
    found = [*bold.each([("a",), ("b",)]), *bold.each([("b",), ("a",)])]
    assert list(map(str, found)) == ["<b>a</b>", "<b>b</b>", "<b>b</b>", "<b>a</b>"]
    assert {type(each) for each in found} == {Markup}
    assert calls == ["a", "b"]
    assert len(store.data) == 2


def test_what_has_no_digest_is_made_each_time(
    bold: Stored[Markup], calls: list[object], store: Kept
) -> None:
    assert [bold(0.5), bold(0.5)] == ["<b>0.5</b>"] * 2
    assert calls == [0.5, 0.5]
    assert store.data == {}


@pytest.mark.usefixtures("store")
def test_names_and_inputs_keep_functions_apart() -> None:
    one, two = (Stored(lambda text, n=n: f"{n} {text}", str, n) for n in ("one", "two"))
    third = Stored(lambda text: f"three {text}", str, "one", ("other",))
    assert [one("a"), two("a"), third("a")] == ["one a", "two a", "three a"]


def test_a_result_that_would_come_back_as_another_is_not_kept(store: Kept) -> None:
    wrong = Stored(Markup, str, "wrong")
    assert [type(wrong("a")) for _ in range(2)] == [Markup, Markup]
    assert store.data == {}


def test_a_function_that_raises_keeps_nothing(store: Kept) -> None:
    with pytest.raises(ZeroDivisionError):
        Stored(lambda text: str(1 / len(text)), str, "inverse")("")
    assert store.data == {}


def test_a_preview_asks_the_store_once_and_marks_what_it_uses(
    bold: Stored[Markup], calls: list[object], store: Kept
) -> None:
    memory = Memory()
    for _ in range(3):
        memory.start_build()
        assert bold("a") == "<b>a</b>"
        store.data.clear()
    assert calls == ["a"]
    assert len(store.used) == 1
