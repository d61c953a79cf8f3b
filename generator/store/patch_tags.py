"""Rename tags in a paper file; everything else that people wrote stays."""

import re
from collections.abc import Iterator, Mapping

import yaml

from generator.model import Paper
from generator.store.dump import dump_paper, dump_scalar
from generator.store.format import restore_comments
from generator.store.line_ends import main_line_end, with_line_ends
from generator.store.load import read_paper
from generator.store.parse import Reading, compose

_Edit = tuple[int, int, str]  # replace the characters from start to end
_COMMA_BEFORE = re.compile(r",\s*$")
_COMMA_AFTER = re.compile(r"\s*,\s*")


def rename_tags(text: str, before: Paper, after: Paper, names: Mapping[str, str]) -> str:
    """A paper file with tags renamed; every other byte stays.

    A tag that would appear twice loses its line; a comment on that line stays. If the layout allows
    no small edit, the file is written in canonical form with its comments.

    Args:
        text: the file.
        before: the paper that the file has.
        after: the paper with the new tags.
        names: new tags by old ones.
    """
    edited = rename_tags_in_place(text, before, after, names)
    if edited is not None:
        return edited
    return with_line_ends(restore_comments(text, dump_paper(after)), main_line_end(text))


def rename_tags_in_place(
    text: str, before: Paper, after: Paper, names: Mapping[str, str]
) -> str | None:
    """Like `rename_tags`, but None if the layout allows no small edit."""
    root = compose(text, Reading(before.id))
    edited = text
    if isinstance(root, yaml.MappingNode):
        node = next((value for key, value in root.value if key.value == "tags"), None)
        if isinstance(node, yaml.SequenceNode):
            for start, end, new in reversed(list(_iter_edits(text, node, names))):
                edited = edited[:start] + new + edited[end:]
    return edited if read_paper(edited, after.id, "")[0] == after else None


def _iter_edits(text: str, node: yaml.SequenceNode, names: Mapping[str, str]) -> Iterator[_Edit]:
    """The edits in file order."""
    written = [str(item.value) for item in node.value]
    for at, (tag, item) in enumerate(zip(written, node.value, strict=True)):
        start, end = item.start_mark.index, item.end_mark.index
        if tag not in names:
            continue
        earlier = [names.get(each, each) for each in written[:at]]
        if names[tag] in earlier or names[tag] in written[at + 1 :]:
            remove = _remove_flow_item if node.flow_style else _remove_item
            yield remove(text, start, end)
        else:
            yield start, end, dump_scalar(names[tag])


def _remove_item(text: str, start: int, end: int) -> _Edit:
    """Remove an item with its line; a comment after it stays on its own line."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end) + 1 or len(text)
    rest = text[end:line_end]
    if "#" not in rest:
        return line_start, line_end, ""
    dash = text.index("-", line_start)
    return line_start, line_end, text[line_start:dash] + rest.lstrip(" ")


def _remove_flow_item(text: str, start: int, end: int) -> _Edit:
    """Remove an item of `[a, b]` with the comma before it, or else after it."""
    if comma := _COMMA_BEFORE.search(text, 0, start):
        return comma.start(), end, ""
    rest = _COMMA_AFTER.match(text, end)
    return start, rest.end() if rest else end, ""
