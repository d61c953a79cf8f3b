"""YAML as plain data: mappings, lists and texts, each with its place.

For files that are not the list's own. Every scalar that is not empty stays a text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from generator.model import Finding, Origin
from generator.store.parse import Reading, compose


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainData:
    """The value of a document, None if it is empty or not valid, and what is wrong with it."""

    value: Any
    findings: tuple[Finding, ...]
    root: yaml.Node | None
    reading: Reading

    def place(self, path: Sequence[str | int]) -> Origin:
        """The place of the value that keys and indices lead to, as far as they exist."""
        node = self.root
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            node = found
        return self.reading.origin_of(node)


def read_plain_data(text: str, source: str) -> PlainData:
    """Read a YAML document; aliases and deep nesting are findings, as in the list's files."""
    reading = Reading(source=source)
    root = compose(text, reading)
    value = _value(root, reading) if root else None
    return PlainData(value=value, findings=tuple(reading.findings), root=root, reading=reading)


def _value(node: yaml.Node, reading: Reading) -> Any:
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            if not name:
                reading.report("yaml-syntax", "a key that is not a text: write a name", key)
            elif name in found:
                message = f"{name[:40]!r} appears twice; the first was used"
                reading.report("repeated-field", message, key, "warning")
            else:
                found[name] = _value(value, reading)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, reading) for item in node.value]
    return None if node.tag.endswith(":null") else str(node.value)


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None
