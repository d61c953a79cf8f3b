"""Replace single values of a file; every other byte stays."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import yaml

from generator.store.dump import dump_scalar
from generator.store.parse import Reading, compose

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Place = tuple[int | None, int | None]  # line and column of a value, from 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """One replaced value: its place, and its text before and after."""

    place: Place
    old: str
    new: str


def replace_values(
    text: str, wanted: Mapping[Place, Callable[[str], str]]
) -> tuple[str, tuple[Correction, ...]]:
    """A text with some values replaced, and what was replaced.

    Args:
        text: the text of a file.
        wanted: by place a function from the old value to the new one; a value stays if it returns
            an empty text. If the layout allows no small edit, nothing is replaced.
    """
    reading = Reading("")
    root = compose(text, reading)
    found: dict[int, tuple[yaml.ScalarNode, Correction]] = {}
    for node in _iter_scalars(root):
        origin = reading.origin_of(node)
        place = origin.line, origin.column
        has_marks = text[node.start_mark.index : node.start_mark.index + 1] in ("!", "&", "|", ">")
        if place in wanted and not has_marks:
            old = str(node.value)
            if (new := wanted[place](old)) and new != old:
                found[id(node)] = node, Correction(place=place, old=old, new=new)
    edited = text
    for node, correction in sorted(found.values(), key=lambda each: -each[0].start_mark.index):
        written = correction.new if _DATE.fullmatch(correction.new) else dump_scalar(correction.new)
        edited = edited[: node.start_mark.index] + written + edited[node.end_mark.index :]
    new_values = {key: correction.new for key, (_, correction) in found.items()}
    if _untyped_content(compose(edited, Reading("")), {}) != _untyped_content(root, new_values):
        return text, ()
    return edited, tuple(sorted((each for _, each in found.values()), key=lambda c: c.place))


def _iter_scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Every scalar in a node, without the keys of mappings."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.CollectionNode):
        for child in node.value:
            yield from _iter_scalars(child[1] if isinstance(child, tuple) else child)


def _untyped_content(node: yaml.Node | None, new_values: Mapping[int, str]) -> object:
    """The content of a node without types, with new values for some of its scalars."""
    if isinstance(node, yaml.MappingNode):
        return [
            (_untyped_content(key, new_values), _untyped_content(value, new_values))
            for key, value in node.value
        ]
    if isinstance(node, yaml.SequenceNode):
        return [_untyped_content(item, new_values) for item in node.value]
    return new_values.get(id(node), str(node.value)) if node else None
