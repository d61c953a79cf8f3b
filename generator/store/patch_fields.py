"""The smallest edit of the fields of one mapping: a paper, a topic, an excluded paper."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from generator.store.dump import dump_field, dump_items, dump_scalar
from generator.store.fields import Field
from generator.store.parse import content_end
from generator.store.patch_lists import list_edits
from generator.store.text_edits import TextEdit

_BLOCK_SCALAR_HEADER = re.compile(r"[|>][-+0-9]*")
_ONE_LINE_KINDS = ("line", "choice", "date", "partial-date", "day", "count")
_ITEM_KINDS = ("links", "reasons", "sources")  # lists whose items are not texts
Values = Mapping[str, Any]  # by the name of a field


def field_edits(
    text: str, node: yaml.Node | None, fields: Sequence[Field], before: Values, after: Values
) -> Iterator[TextEdit]:
    """What to replace; nothing where the layout is not one key a line.

    Args:
        text: the file, which ends with a line break.
        node: the mapping in it.
        fields: its fields in canonical order, for the place of those that it does not have.
        before: the values that the file has.
        after: the values that it is to have.
    """
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        yield from _Mapping(text, node, fields).edits(before, after)


@dataclass(frozen=True, slots=True)
class _Mapping:
    """A mapping in a text that ends with a line break."""

    text: str
    node: yaml.MappingNode
    fields: Sequence[Field]

    def edits(self, before: Values, after: Values) -> Iterator[TextEdit]:
        """The edits, in the order of the fields."""
        nodes = {str(key.value): (key, value) for key, value in self.node.value}
        names = [field.name for field in self.fields]
        for place, field in enumerate(self.fields):
            old, new = before[field.name], after[field.name]
            if old == new:
                continue
            if field.name not in nodes:
                earlier = (nodes[name][1] for name in names[:place] if name in nodes)
                at = max(map(self._end, earlier))
                yield TextEdit(at, at, dump_field(field, new, self._column))
            elif not old:
                yield self._fill_value(field, new, *nodes[field.name])
            elif not new:
                key, value = nodes[field.name]
                start = key.start_mark.index - key.start_mark.column
                yield TextEdit(start, self._end(value), "")
            else:
                yield from self._change_value(field, old, new, *nodes[field.name])

    def _change_value(
        self, field: Field, old: Any, new: Any, key: yaml.Node, value: yaml.Node
    ) -> Iterator[TextEdit]:
        """Edit a value; one that has no smaller edit is written in canonical form."""
        is_block_list = isinstance(value, yaml.SequenceNode) and not value.flow_style
        if field.kind in _ONE_LINE_KINDS and self._is_inline(value):
            written = dump_scalar(new) if isinstance(new, str) else str(new)
            yield TextEdit(value.start_mark.index, value.end_mark.index, written)
        elif field.kind == "lines" and isinstance(value, yaml.SequenceNode):
            yield from list_edits(self.text, value, new)
        elif field.kind in _ITEM_KINDS and is_block_list and self._is_extended(field, old, new):
            yield from self._extend_items(field, value, old, new)
        else:
            canonical = dump_field(field, new, self._column)[self._column :]
            yield TextEdit(key.start_mark.index, self._end(value), canonical)

    @property
    def _column(self) -> int:
        """How far the keys are indented."""
        return int(self.node.start_mark.column) if self.node.start_mark else 0

    def _is_inline(self, value: yaml.Node) -> bool:
        return not _BLOCK_SCALAR_HEADER.match(self.text, value.start_mark.index)

    def _end(self, node: yaml.Node) -> int:
        """Where the lines of a value end, with comments that are indented like a part of it."""
        index = self._line_end(content_end(node))
        inner = re.compile(rf"(?: {{{self._column + 1},}}#[^\n]*\n)+").match(self.text, index)
        return inner.end() if inner else index

    def _line_end(self, index: int) -> int:
        """The end of the line that an index is on, or right behind."""
        # A block scalar ends where the next thing begins: blank lines after it are not its own.
        while self.text[index - 1] in "\r\n":
            index -= 1
        return self.text.index("\n", index) + 1

    def _fill_value(self, field: Field, new: object, key: yaml.Node, value: yaml.Node) -> TextEdit:
        """Put a value where a key has none; a comment behind the key keeps its line."""
        start = key.end_mark.index
        end = max(self._empty_end(value), self.text.find(":", start) + 1)
        content = dump_field(field, new, self._column)[self._column + len(field.name) :]
        head, _, body = content.partition("\n")
        if not body:
            return TextEdit(start, end, head)
        line_end = self._line_end(end)
        tail = self.text[end:line_end].rstrip("\r\n")
        return TextEdit(start, line_end, f"{head}{tail}\n{body}")

    def _empty_end(self, value: yaml.Node) -> int:
        """Where the sign for nothing ends: `~`, `[]`, `''`, or the head of a block without text."""
        head = _BLOCK_SCALAR_HEADER.match(self.text, value.start_mark.index)
        return head.end() if head else content_end(value)

    @staticmethod
    def _is_extended(field: Field, old: Sequence[Any], new: Sequence[Any]) -> bool:
        """Whether the old items stay, and others follow; sources may also gain years."""
        return field.kind == "sources" or tuple(new[: len(old)]) == tuple(old)

    def _extend_items(
        self, field: Field, node: yaml.Node, old: Sequence[Any], new: Sequence[Any]
    ) -> Iterator[TextEdit]:
        """Years of sources that became known, and items behind the last one."""
        for item, before, after in zip(node.value, old, new, strict=False):
            if before != after and before.captured != after.captured:
                day = next(value for key, value in item.value if key.value == "captured")
                start, end = day.start_mark.index, day.end_mark.index
                yield TextEdit(start, end, str(after.captured))
        added = "".join(dump_items(field, new[len(old) :], node.start_mark.column))
        yield TextEdit(self._end(node), self._end(node), added)
