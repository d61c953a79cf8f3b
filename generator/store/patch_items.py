"""The smallest edit of topics.yml and excluded.yml; everything else that people wrote stays."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from generator.model import Exclusion, Finding, Topic
from generator.model.errors import ReadingListError
from generator.store.dump import dump_exclusion, dump_topic
from generator.store.fields import EXCLUSION, TOPIC, Field
from generator.store.format import find_comments
from generator.store.format_vocabulary import find_item_end, format_exclusions, format_topics
from generator.store.line_ends import main_line_end, with_line_ends
from generator.store.parse import Reading, compose
from generator.store.patch_fields import Values, field_edits
from generator.store.text_edits import TextEdit, apply_edits
from generator.store.vocabulary import read_exclusions, read_topics

_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)*")
_Reader = Callable[[str, str], tuple[tuple[Any, ...], list[Finding]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Kind:
    """How the items of a file are read and written."""

    fields: tuple[Field, ...]
    read: _Reader
    dump: Callable[[Any], str]
    canonical: Callable[[str], tuple[str | None, list[Finding]]]
    attributes: Mapping[str, str]  # of the record, by the name of a field, where they differ

    def values(self, item: Any) -> Values:
        """The values of an item by the name of the field."""
        names = (field.name for field in self.fields)
        return {name: getattr(item, self.attributes.get(name, name)) for name in names}


_TOPICS = _Kind(
    fields=TOPIC, read=read_topics, dump=dump_topic, canonical=format_topics,
    attributes={"not": "excludes"},
)  # fmt: skip
_EXCLUSIONS = _Kind(
    fields=EXCLUSION, read=read_exclusions, dump=dump_exclusion, canonical=format_exclusions,
    attributes={},
)  # fmt: skip


def patch_topics(text: str, before: Sequence[Topic], after: Sequence[Topic]) -> str:
    """The vocabulary with some topics changed, removed or added at the end.

    Args:
        text: the file.
        before: the topics that it has.
        after: the topics that it is to have, in the same order; a changed one has its old origin.

    Raises:
        ReadingListError: the layout of the file allows no such edit.
    """
    return _patch_file(_TOPICS, text, before, after)


def patch_exclusions(text: str, before: Sequence[Exclusion], after: Sequence[Exclusion]) -> str:
    """`excluded.yml` with some items changed, removed or added, like `patch_topics`."""
    return _patch_file(_EXCLUSIONS, text, before, after)


def _patch_file(kind: _Kind, text: str, before: Sequence[Any], after: Sequence[Any]) -> str:
    newline = main_line_end(text)
    edited, _ = _patch_in_place(kind, text, before, after)
    if edited is not None:
        return edited
    canonical, _ = kind.canonical(with_line_ends(text, "\n"))
    edited, problem = _patch_in_place(kind, canonical or "", before, after)
    if edited is None or canonical is None:
        source = (*before, *after)[0].origin.source
        raise ReadingListError(
            f"nothing changed. {source} cannot be edited: {problem or 'its layout is unusual'}"
        )
    return with_line_ends(edited, newline)


def _patch_in_place(
    kind: _Kind, text: str, before: Sequence[Any], after: Sequence[Any]
) -> tuple[str | None, str]:
    """The edited text, or None if the layout allows no small edit; and an error in it."""
    newline = "\r\n" if main_line_end(text) == "\r\n" else "\n"
    whole = text if not text or text.endswith("\n") else text + newline
    root = compose(whole, Reading(""))
    edited = apply_edits(whole, _item_edits(kind, whole, root, before, after), newline)
    found, findings = kind.read(edited, "")
    errors = [finding.message for finding in findings if finding.severity == "error"]
    is_right = found == tuple(after) and not errors
    return edited if is_right else None, errors[0] if errors else ""


def _item_edits(
    kind: _Kind, text: str, root: yaml.Node | None, before: Sequence[Any], after: Sequence[Any]
) -> Iterator[TextEdit]:
    is_list = isinstance(root, yaml.SequenceNode) and not root.flow_style
    nodes: Sequence[yaml.Node] = root.value if is_list and root else ()
    wanted = {item.origin: item for item in after}
    for item, node in zip(before, nodes, strict=False):
        if item.origin in wanted:
            new = wanted[item.origin]
            yield from field_edits(text, node, kind.fields, kind.values(item), kind.values(new))
        else:
            yield _remove_item(text, node, root)
    known = {item.origin for item in before}
    pad = " " * root.start_mark.column if is_list and root and root.start_mark else ""
    added = (kind.dump(item) for item in after if item.origin not in known)
    lines = "".join(_list_item(each, pad) for each in added)
    if lines:
        yield TextEdit(len(text), len(text), lines)


def _list_item(mapping: str, pad: str) -> str:
    """A mapping as an item of a list."""
    body = mapping.rstrip("\n").replace("\n", f"\n{pad}  ")
    return re.sub(r"(?m)^ +$", "", f"{pad}- {body}\n")


def _remove_item(text: str, node: yaml.Node, root: yaml.Node | None) -> TextEdit:
    """Remove an item with the comments in it, and one of the runs of blank lines around it."""
    start = text.rfind("\n", 0, node.start_mark.index) + 1
    content = find_item_end(text, node, list(find_comments(text)), root)
    end = text.find("\n", content) + 1 or len(text)
    blank = _BLANK_LINES.match(text, end)
    if blank and (not start or text[:start].endswith(("\n\n", "\r\n\r\n"))):
        end = blank.end()
    if end == len(text):  # the last one: no blank lines at the end of the file
        kept = text[:start].rstrip()
        start = text.find("\n", len(kept)) + 1 if kept else 0
    return TextEdit(start, end, "")
