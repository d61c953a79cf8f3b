"""The smallest edit of a list of texts: items replaced, removed and added, comments kept."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import yaml

from generator.store.dump import dump_scalar
from generator.store.text_edits import TextEdit

_COMMA_BEFORE = re.compile(r",\s*$")
_COMMA_AFTER = re.compile(r"\s*,\s*")


def list_edits(text: str, node: yaml.Node, new: Sequence[str]) -> Iterator[TextEdit]:
    """The edits that give a list other items.

    Args:
        text: the file, which ends with a line break.
        node: the list.
        new: its items after the edits; at least one.
    """
    if not isinstance(node, yaml.SequenceNode):
        return
    items = [item for item in node.value if isinstance(item, yaml.ScalarNode) and item.value]
    old = [str(item.value) for item in items]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        paired = min(old_end - old_start, new_end - new_start)
        for item, value in zip(items[old_start:old_end], new[new_start:new_end], strict=False):
            yield TextEdit(item.start_mark.index, item.end_mark.index, dump_scalar(value))
        for item in items[old_start + paired : old_end]:
            remove = _remove_flow_item if node.flow_style else _remove_item
            yield remove(text, item.start_mark.index, item.end_mark.index)
        if added := new[new_start + paired : new_end]:
            place = old_start + paired - 1
            yield _add_items(text, node, items[place] if place >= 0 else None, added)


def _add_items(
    text: str, node: yaml.SequenceNode, after: yaml.Node | None, values: Sequence[str]
) -> TextEdit:
    """Add items after one of the list, or before all."""
    written = [dump_scalar(value) for value in values]
    start = (after or node.value[0]).start_mark.index
    end = (after or node.value[0]).end_mark.index
    if node.flow_style:
        joined = ", ".join(written)
        return TextEdit(end, end, f", {joined}") if after else TextEdit(start, start, f"{joined}, ")
    pad = " " * node.start_mark.column
    lines = "".join(f"{pad}- {value}\n" for value in written)
    at = text.find("\n", end) + 1 if after else text.rfind("\n", 0, start) + 1
    return TextEdit(at, at, lines)


def _remove_item(text: str, start: int, end: int) -> TextEdit:
    """Remove an item with its line; a comment after it stays on its own line."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end) + 1 or len(text)
    rest = text[end:line_end].replace("\r\n", "\n")
    if "#" not in rest:
        return TextEdit(line_start, line_end, "")
    dash = text.index("-", line_start)
    return TextEdit(line_start, line_end, text[line_start:dash] + rest.lstrip(" "))


def _remove_flow_item(text: str, start: int, end: int) -> TextEdit:
    """Remove an item of `[a, b]` with the comma before it, or else after it."""
    if comma := _COMMA_BEFORE.search(text, 0, start):
        return TextEdit(comma.start(), end, "")
    rest = _COMMA_AFTER.match(text, end)
    return TextEdit(start, rest.end() if rest else end, "")
