"""The smallest edit of a paper file; everything that people wrote stays."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from generator.model import Paper, Source
from generator.store.dump import dump_field, dump_paper, dump_scalar, dump_sources
from generator.store.fields import PAPER, Field
from generator.store.format import find_comments, restore_comments
from generator.store.line_ends import main_line_end, with_line_ends
from generator.store.load import read_paper
from generator.store.parse import Reading, compose, content_end

_FIELD_NAMES = [field.name for field in PAPER]
_BLOCK_SCALAR_HEADER = re.compile(r"[|>][-+0-9]*")


def patch_paper(text: str, before: Paper, after: Paper) -> str:
    """A paper file with the fields changed that differ, every other byte as it was.

    Only fields that are empty in `before` may differ, texts of one line, and `sources`, which may
    gain items and years. Comments, order and layout of what people wrote stay. A file whose layout
    has no lines to add to (`{title: …}`, `? title`), or where an edit would drop a comment, is
    written in canonical form with its comments.
    """
    newline = "\r\n" if main_line_end(text) == "\r\n" else "\n"
    missing = "" if text.endswith("\n") else newline
    file = _File(text=text + missing, root=compose(text + missing, Reading(before.id)))
    edited = text + missing
    for edit in reversed(sorted(file.edits(before, after), key=lambda e: e.start)):  # noqa: C413
        edited = edited[: edit.start] + edit.text.replace("\n", newline) + edited[edit.end :]
    edited = edited.removesuffix(missing)
    if read_paper(edited, after.id, "")[0] == after and _comments_of(text) <= _comments_of(edited):
        return edited
    return with_line_ends(restore_comments(text, dump_paper(after)), main_line_end(text))


def _comments_of(text: str) -> Counter[str]:
    return Counter(comment for _, comment in find_comments(text))


@dataclass(frozen=True, slots=True)
class _Edit:
    """Replace the characters from start to end."""

    start: int
    end: int
    text: str


def _replace_value(value: yaml.Node, new: str) -> _Edit:
    return _Edit(value.start_mark.index, value.end_mark.index, dump_scalar(new))


@dataclass(frozen=True, slots=True)
class _File:
    """A paper file that ends with a line break, and the nodes read from it."""

    text: str
    root: yaml.Node | None

    def edits(self, before: Paper, after: Paper) -> Iterator[_Edit]:
        """What to replace; none where the layout is not one key a line."""
        if not isinstance(self.root, yaml.MappingNode) or self.root.flow_style:
            return
        nodes = {str(key.value): (key, value) for key, value in self.root.value}
        for field in PAPER:
            old, new = getattr(before, field.name), getattr(after, field.name)
            if old == new:
                continue
            if old and field.name == "sources":
                yield from self._edit_sources(nodes[field.name][1], old, new)
            elif field.name in nodes and old:
                yield _replace_value(nodes[field.name][1], str(new))
            elif field.name in nodes:
                yield self._fill_value(field, new, *nodes[field.name])
            else:
                earlier = _FIELD_NAMES[: _FIELD_NAMES.index(field.name)]
                at = max(self._end(nodes[name][1]) for name in earlier if name in nodes)
                yield _Edit(at, at, dump_field(field, new, self._column))

    @property
    def _column(self) -> int:
        """How far the keys are indented."""
        return self.root.start_mark.column if self.root and self.root.start_mark else 0

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

    def _fill_value(self, field: Field, new: object, key: yaml.Node, value: yaml.Node) -> _Edit:
        """Put a value where a key has none; a comment behind the key keeps its line."""
        start = key.end_mark.index
        end = max(self._empty_end(value), self.text.find(":", start) + 1)
        content = dump_field(field, new, self._column)[self._column + len(field.name) :]
        head, _, body = content.partition("\n")
        if not body:
            return _Edit(start, end, head)
        line_end = self._line_end(end)
        tail = self.text[end:line_end].rstrip("\r\n")
        return _Edit(start, line_end, f"{head}{tail}\n{body}")

    def _empty_end(self, value: yaml.Node) -> int:
        """Where the sign for nothing ends: `~`, `[]`, `''`, or the head of a block without text."""
        head = _BLOCK_SCALAR_HEADER.match(self.text, value.start_mark.index)
        return head.end() if head else content_end(value)

    def _edit_sources(
        self, node: yaml.Node, old: Sequence[Source], new: Sequence[Source]
    ) -> Iterator[_Edit]:
        """Years that became known, and items behind the last one."""
        for item, before, after in zip(node.value, old, new, strict=False):
            if before.captured != after.captured:
                day = next(value for key, value in item.value if key.value == "captured")
                yield _Edit(day.start_mark.index, day.end_mark.index, str(after.captured))
        added = "".join(dump_sources(new[len(old) :], node.start_mark.column))
        yield _Edit(self._end(node), self._end(node), added)
