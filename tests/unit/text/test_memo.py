"""Results of pure functions are kept from one build of a preview to the next, and no longer."""

from collections.abc import Callable, Iterator
from weakref import ref

import pytest
from markupsafe import Markup, escape

from generator.text import memo
from generator.text.memo import Memory, kept_while_equal, memoized


class Value:
    """An object without a value of its own."""


@pytest.fixture(autouse=True)
def without_memory() -> Iterator[None]:
    memo.stop_keeping()
    yield
    memo.stop_keeping()


@pytest.fixture
def calls() -> list[str]:
    return []


@pytest.fixture
def function(calls: list[str]) -> Callable[[str], str]:
    @memoized
    def upper(text: str) -> str:
        calls.append(text)
        return text.upper()

    return upper


def test_outside_of_a_preview_nothing_is_kept(
    function: Callable[[str], str], calls: list[str]
) -> None:
    assert not memo.is_keeping()
    assert [function("a"), function("a")] == ["A", "A"]
    assert calls == ["a", "a"]


def test_a_build_calls_a_function_once_for_each_argument(
    function: Callable[[str], str], calls: list[str]
) -> None:
    Memory().start_build()
    assert memo.is_keeping()
    assert [function("a"), function("b"), function("a")] == ["A", "B", "A"]
    assert calls == ["a", "b"]


def test_the_next_build_has_what_the_last_one_used(
    function: Callable[[str], str], calls: list[str]
) -> None:
    memory = Memory()
    for texts in ("ab", "bc", "ab"):
        memory.start_build()
        assert [function(text) for text in texts] == [text.upper() for text in texts]
    assert calls == ["a", "b", "c", "a"]


def test_two_previews_have_memories_of_their_own(
    function: Callable[[str], str], calls: list[str]
) -> None:
    for memory in (Memory(), Memory()):
        memory.start_build()
        function("a")
    assert calls == ["a", "a"]


def test_two_functions_with_equal_arguments_have_results_of_their_own() -> None:
    Memory().start_build()
    assert (memoized(len)("abc"), memoized(repr)("abc")) == (3, "'abc'")


def test_a_failure_is_not_kept(calls: list[str]) -> None:
    @memoized
    def fails_once(text: str) -> str:
        calls.append(text)
        if len(calls) == 1:
            raise ValueError(text)
        return text

    Memory().start_build()
    with pytest.raises(ValueError, match="a"):
        fails_once("a")
    assert fails_once("a") == "a"


def test_safe_html_is_not_taken_for_the_same_text() -> None:
    shown = memoized(lambda text: str(escape(text)))
    Memory().start_build()
    assert [shown(Markup("<b>")), shown("<b>")] == ["<b>", "&lt;b&gt;"]


def test_a_result_is_kept_for_the_very_same_arguments_and_equal_texts() -> None:
    memory, one, other = Memory(), [1], [1]
    memory.start_build()
    assert memo.kept_call("count", ("a", (one, b"b")), lambda *_: "made") == "made"
    memory.start_build()
    assert memo.find_call("count", ("".join("a"), (one, bytes([98])))) == "made"
    assert memo.find_call("count", ("a", (other, b"b"))) is None
    assert memo.find_call("length", ("a", (one, b"b"))) is None
    assert memo.find_call("count", (Markup("a"), (one, b"b"))) is None


def test_what_is_kept_for_objects_keeps_them_and_is_forgotten_with_them() -> None:
    memory, value = Memory(), Value()
    place = ref(value)
    memory.start_build()
    memo.keep_call("name", (value,), "made")
    del value
    assert place() is not None
    memory.start_build()
    memory.start_build()
    assert place() is None


def test_large_inputs_are_compared_with_those_of_the_last_build_only() -> None:
    memory, made = Memory(), []

    def length(texts: list[str]) -> int:
        def make() -> int:
            made.append(texts)
            return len(texts)

        return kept_while_equal("length", texts, make)

    for texts in (["a"], ["a"], ["a", "b"], ["a"]):
        memory.start_build()
        assert length([*texts]) == len(texts)
    assert made == [["a"], ["a", "b"], ["a"]]
