"""Values as JSON data and back: equal, and of the same types."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pytest
from markupsafe import Markup

from generator.text.json_codec import json_codec


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A value like those that are kept."""

    name: Markup
    path: str
    count: int | None = None


VALUES = [
    (str, "<b> \ud800"),
    (int, 7),
    (bool, True),
    (Markup, Markup("<b>")),
    (str | None, None),
    (str | None, "text"),
    (tuple[str, ...], ("a", "b")),
    (tuple[Markup, ...], (Markup("&amp;"),)),
    (tuple[tuple[tuple[str, ...], str], ...], ((("kv", "cache"), "KV cache"),)),
    (tuple[int, str], (1, "a")),
    (Mapping[str, float], {"a": 1 / 3, "b": 0.5}),
    (bytes, b"\x00\xff"),
    (Mapping[str, tuple[int, int]], {"a": (1, 2)}),
    (Mapping[str, object], {"a": [{"b": None}]}),
    (Link, Link(name=Markup("<i>"), path="a.md", count=1)),
    (tuple[Link, ...], (Link(name=Markup(), path=""),)),
]


@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_a_value_comes_back_as_it_was(kind: object, value: object) -> None:
    codec = json_codec(kind)
    found = codec.decode(json.loads(json.dumps(codec.encode(value))))
    assert (found, repr(found)) == (value, repr(value))  # `repr` tells Markup from text


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (str, Markup("safe")),
        (Markup, "not safe"),
        (int, True),
        (tuple[str, ...], ["a"]),
        (Mapping[str, float], {1: 1.0}),
        (Link, Link(name="a", path="")),  # type: ignore[arg-type] # what is refused
    ],
)
def test_a_value_that_is_not_exactly_of_its_type_is_refused(kind: object, value: object) -> None:
    with pytest.raises(TypeError):
        json_codec(kind).encode(value)


def test_one_of_several_texts_is_a_text() -> None:
    codec = json_codec(Literal["paper", "topic"])
    assert codec.decode(codec.encode("topic")) == "topic"


def test_a_type_without_codec_is_refused() -> None:
    with pytest.raises(TypeError, match="no codec"):
        json_codec(set[str])
