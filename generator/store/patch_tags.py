"""Other tags in a paper file that people have edited: what else they wrote stays."""

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
    """A paper file with tags renamed, every other byte as it was.

    `names` are new names by old ones; `after` is what `before` is then. A tag that would stand
    there twice loses its line, a comment on that line keeps one. Where the layout leaves no
    small edit, the file is written in canonical form with its comments.
    """
    edited = rename_tags_in_place(text, before, after, names)
    if edited is not None:
        return edited
    return with_line_ends(restore_comments(text, dump_paper(after)), main_line_end(text))


def rename_tags_in_place(
    text: str, before: Paper, after: Paper, names: Mapping[str, str]
) -> str | None:
    """Like `retagged`, but None where the layout leaves no small edit."""
    root = compose(text, Reading(before.id))
    edited = text
    if isinstance(root, yaml.MappingNode):
        node = next((value for key, value in root.value if key.value == "tags"), None)
        if isinstance(node, yaml.SequenceNode):
            for start, end, new in reversed(list(_iter_edits(text, node, names))):
                edited = edited[:start] + new + edited[end:]
    return edited if read_paper(edited, after.id, "")[0] == after else None


def _iter_edits(text: str, node: yaml.SequenceNode, names: Mapping[str, str]) -> Iterator[_Edit]:
    """What to replace, in the order of the file."""
    written = [str(item.value) for item in node.value]
    for at, (tag, item) in enumerate(zip(written, node.value, strict=True)):
        start, end = item.start_mark.index, item.end_mark.index
        if tag not in names:
            continue
        earlier = [names.get(each, each) for each in written[:at]]
        if names[tag] in earlier or names[tag] in written[at + 1 :]:
            yield (
                _remove_flow_item(text, start, end)
                if node.flow_style
                else _remove_item(text, start, end)
            )
        else:
            yield start, end, dump_scalar(names[tag])


def _remove_item(text: str, start: int, end: int) -> _Edit:
    """An item with its line; a comment behind it stays, on a line of its own."""
    begin = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end) + 1 or len(text)
    behind = text[end:line_end]
    if "#" not in behind:
        return begin, line_end, ""
    dash = text.index("-", begin)
    return begin, line_end, text[begin:dash] + behind.lstrip(" ")


def _remove_flow_item(text: str, start: int, end: int) -> _Edit:
    """An item of `[a, b]` with the comma before it, or else behind it."""
    if comma := _COMMA_BEFORE.search(text, 0, start):
        return comma.start(), end, ""
    behind = _COMMA_AFTER.match(text, end)
    return start, behind.end() if behind else end, ""
