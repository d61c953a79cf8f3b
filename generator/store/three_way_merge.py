"""Merge three versions of a paper file field by field, as a merge driver of git.

Two branches that add the same paper, or import it from different sources, agree on nearly all of
it. A merge by lines would conflict in `added` and `sources` each time, although both are right.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import yaml

from generator.model import Paper
from generator.store.dump import dump_field
from generator.store.fields import PAPER
from generator.store.format import find_comments
from generator.store.line_ends import main_line_end, with_line_ends
from generator.store.load import read_paper
from generator.store.parse import Reading, compose

_STEM = "paper"  # git passes the versions in files with other names
# Kinds of lists whose items are independent of each other.
_MERGEABLE_KINDS = ("lines", "links", "reasons", "sources")
_FIELDS = {field.name: field for field in PAPER}
_ORDER = {field.name: place for place, field in enumerate(PAPER)}


@dataclass(frozen=True, slots=True)
class _Version:
    """One version of a file: its paper, and the text of each field with the comments above it."""

    paper: Paper | None
    blocks: Mapping[str, str]

    def value(self, name: str) -> Any:
        """The value of a field; None if the version does not have it."""
        return getattr(self.paper, name) if self.paper and name in self.blocks else None


def merge_papers(base: str, ours: str, theirs: str) -> tuple[str, bool]:
    """The merged text of a paper file, and whether it is free of conflicts.

    A field that one side changed is taken from that side. If both changed it, `added` is the
    earlier day, and lists of independent items (sources, topics, tags, links and such) are merged.
    Any other field that both changed is a conflict around that field.

    Args:
        base: the text that both sides come from; empty where both added the file.
        ours: the text of the current branch.
        theirs: the text of the branch that is merged.
    """
    line_end = main_line_end(ours)
    texts = [with_line_ends(text, "\n") for text in (base, ours, theirs)]
    versions = [_read_version(text) for text in texts]
    old, our, their = versions
    if old is None or our is None or their is None:
        return with_line_ends(_conflict_text(texts[1], texts[2]), line_end), False
    parts = [_merge_field(name, old, our, their) for name in _field_order(our, their)]
    text, is_clean = "".join(part for part, _ in parts), all(each for _, each in parts)
    if is_clean and _read_version(text) is None:
        text, is_clean = _conflict_text(texts[1], texts[2]), False
    return with_line_ends(text, line_end), is_clean


def _read_version(text: str) -> _Version | None:
    """A version; None if it cannot be split into fields without loss."""
    if not text.strip():
        return _Version(None, {})
    text = text if text.endswith("\n") else f"{text}\n"
    paper, findings = read_paper(text, _STEM, "")
    root = compose(text, Reading(""))
    is_plain = isinstance(root, yaml.MappingNode) and not root.flow_style
    if paper is None or not is_plain or any(f.severity == "error" for f in findings):
        return None
    keys = [key for key, _ in root.value] if isinstance(root, yaml.MappingNode) else []
    starts = [0, *(_field_start(text, key) for key in keys[1:]), len(text)]
    return _Version(
        paper, {key.value: text[a:b] for key, (a, b) in zip(keys, pairwise(starts), strict=True)}
    )


def _field_start(text: str, key: yaml.ScalarNode) -> int:
    """Where the lines of a field start, with unindented comments right above it."""
    start = int(key.start_mark.index) - int(key.start_mark.column)
    above = text[:start].splitlines(keepends=True)
    while above and above[-1].startswith("#"):
        start -= len(above.pop())
    return start


def _field_order(our: _Version, their: _Version) -> Sequence[str]:
    """The fields of both in the order of ours; those only in theirs at their canonical place."""
    names = list(our.blocks)
    for name in their.blocks:
        if name not in names:
            later = (i for i, each in enumerate(names) if _ORDER[each] > _ORDER[name])
            names.insert(next(later, len(names)), name)
    return names


def _merge_field(name: str, old: _Version, our: _Version, their: _Version) -> tuple[str, bool]:
    """The text of one field, and whether it has no conflict."""
    before, mine, yours = (version.blocks.get(name, "") for version in (old, our, their))
    if yours in (mine, before):
        return mine, True
    if mine == before:
        return yours, True
    values = [version.value(name) for version in (old, our, their)]
    if values[1] == values[2]:  # only layout or comments differ
        return mine, True
    field = _FIELDS[name]
    resolve = _RESOLVERS.get(field.kind)
    has_comments = any(any(find_comments(block)) for block in (mine, yours))
    if resolve and mine and yours and not has_comments:
        merged = resolve(*values)
        if not isinstance(merged, tuple) or len(merged) <= field.max_items:
            return dump_field(field, merged), True
    return _conflict_text(mine, yours), False


def _merge_items(before: Sequence[Any] | None, mine: Sequence[Any], yours: Sequence[Any]) -> Any:
    """Our items, then those added by theirs, without what either side removed."""
    removed = {item for item in before or () if item not in mine or item not in yours}
    return tuple(item for item in dict.fromkeys((*mine, *yours)) if item not in removed)


def _conflict_text(mine: str, yours: str) -> str:
    """Both texts between git's conflict markers; each ends with a line break."""
    first, second = (each if each[-1:] in ("", "\n") else f"{each}\n" for each in (mine, yours))
    return f"<<<<<<< ours\n{first}=======\n{second}>>>>>>> theirs\n"


_RESOLVERS: Mapping[str, Callable[[Any, Any, Any], Any]] = {
    "date": lambda _, mine, yours: min(mine, yours),
    **dict.fromkeys(_MERGEABLE_KINDS, _merge_items),
}
