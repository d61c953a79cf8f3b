"""Papers to canonical YAML, and the smallest edit of a file that people have edited."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from generator.model import Link, Organization, Paper, Source
from generator.store import nodes
from generator.store.fields import ORGANIZATION, PAPER, SOURCE, Field
from generator.store.nodes import Reading

_BASIC_PLANE = 0xFFFF
_LONG = 80  # a text longer than this is folded
_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z(\d])")
_RESOLVER: Any = yaml.resolver.Resolver()
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_NUMBER_LIKE = re.compile(r"[-+.\d][\w.:+-]*")


def dump(paper: Paper) -> str:
    """The canonical text of a paper's file: fields in order, one fact a line, no empty ones."""
    return "".join(_field(field, getattr(paper, field.name)) for field in PAPER)


def scalar(text: str) -> str:
    """A one-line YAML scalar that every YAML 1.1 and 1.2 parser reads as exactly this text."""
    if any(_needs_escape(char) for char in text):
        return '"' + "".join(map(_escaped, text)) + '"'
    if _is_plain(text):
        return text
    if "'" in text and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _is_plain(text: str) -> bool:
    return (
        text[:1].isalnum()
        and text == text.strip(" ")
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and text.lower() not in _WORDS
        and not _NUMBER_LIKE.fullmatch(text)
        and _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)).endswith(":str")
    )


def _needs_escape(char: str) -> bool:
    """Whether a character is no plain YAML text, or one a reviewer could not see."""
    if char in "\u200c\u200d":  # joiners: emoji and scripts are full of them
        return False
    return char != " " and unicodedata.category(char) in (
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
        "Zl",
        "Zp",
        "Zs",
    )


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char in "\n\t":
        return "\\n" if char == "\n" else "\\t"
    if not _needs_escape(char):
        return char
    code = ord(char)
    return f"\\u{code:04X}" if code <= _BASIC_PLANE else f"\\U{code:08X}"


def _prose(text: str, indent: int) -> str:
    """A long text: one sentence a line, or its own lines, so that a diff shows what changed."""
    pad = "\n" + " " * indent
    lines = text.split("\n")
    odd = any(_needs_escape(char) for char in text if char not in "\n\t")
    if (
        odd
        or text != text.strip(" \t\n")
        or "\t" in text
        or any(line != line.rstrip(" ") for line in lines)
    ):
        return scalar(text)
    if len(lines) > 1:
        return "|-" + "".join(pad + line if line else "\n" for line in lines)
    if len(text) <= _LONG or "  " in text:
        return scalar(text)
    return ">-" + "".join(pad + line for line in _SENTENCE_END.split(text))


def _field(field: Field, value: Any, indent: int = 0) -> str:
    """One `key: value` of a mapping, or nothing where the value is empty."""
    if value in (None, "", (), False):
        return ""
    pad = " " * indent
    if field.kind in _BLOCKS:
        return f"{pad}{field.name}:\n" + "".join(_BLOCKS[field.kind](value, indent + 2))
    if field.kind == "prose":
        return f"{pad}{field.name}: {_prose(value, indent + 2)}\n"
    if field.kind == "flag":
        return f"{pad}{field.name}: true\n"
    text = scalar(value) if isinstance(value, str) else str(value)
    return f"{pad}{field.name}: {text}\n"


def _lines(value: Sequence[str], indent: int) -> Iterator[str]:
    return (f"{' ' * indent}- {scalar(text)}\n" for text in value)


def _links(value: Sequence[Link], indent: int) -> Iterator[str]:
    return (f"{' ' * indent}- {link.kind}: {scalar(link.url)}\n" for link in value)


def _organization(value: Organization, indent: int) -> Iterator[str]:
    return (_field(field, getattr(value, field.name), indent) for field in ORGANIZATION)


def _sources(value: Sequence[Source], indent: int) -> Iterator[str]:
    for source in value:
        body = "".join(_field(field, getattr(source, field.name), indent + 2) for field in SOURCE)
        yield " " * indent + "- " + body[indent + 2 :]


_BLOCKS: Mapping[str, Callable[[Any, int], Iterator[str]]] = {
    "lines": _lines, "links": _links, "organization": _organization, "sources": _sources,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Edit:
    """Replace the characters from start to end."""

    start: int
    end: int
    text: str


def updated(text: str, before: Paper, after: Paper) -> str:
    """A paper file with the fields changed that differ, every other byte as it was.

    Only fields that are empty in `before` may differ, and `sources`, which may gain items and
    years. Comments, order and layout of what people wrote stay.
    """
    root = nodes.compose(text, Reading(before.id))
    assert isinstance(root, yaml.MappingNode)
    ends = _ends(root, text)
    edits: list[_Edit] = []
    for field in PAPER:
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old == new:
            continue
        if field.name == "sources" and old:
            edits += _source_edits(root, old, new, ends, text)
        else:
            edits.append(_field_edit(root, field, new, ends, text))
    newline = "\r\n" if "\r\n" in text else "\n"
    for edit in reversed(sorted(edits, key=lambda e: e.start)):  # noqa: C413 - keeps ties in order
        text = text[: edit.start] + edit.text.replace("\n", newline) + text[edit.end :]
    return text


def _ends(root: yaml.MappingNode, text: str) -> dict[str, tuple[int, int]]:
    """For each key the offsets of its first line's start and of its last line's end."""
    found: dict[str, tuple[int, int]] = {}
    for key, value in root.value:
        found[str(key.value)] = (
            _line_start(text, key.start_mark.index),
            _line_end(text, _last(value)),
        )
    return found


def _last(node: yaml.Node) -> int:
    """Where the last scalar below a node ends: the node's own mark may lie beyond comments."""
    while not isinstance(node, yaml.ScalarNode) and node.value:
        child = node.value[-1]
        node = child[1] if isinstance(child, tuple) else child
    mark = node.end_mark
    # A block scalar ends at the start of a line after it; step back over blank lines and comments.
    return int(mark.index)


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _line_end(text: str, index: int) -> int:
    """The end of the line that an index is on, or right behind."""
    while index > 0 and text[index - 1] in "\r\n":
        index -= 1
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1


def _field_edit(
    root: yaml.MappingNode,
    field: Field,
    value: object,
    ends: Mapping[str, tuple[int, int]],
    text: str,
) -> _Edit:
    """Write a field that was empty: over its empty line, or where the canonical order puts it."""
    rendered = _field(field, value)
    if field.name in ends:
        return _filled(root, field, rendered, text)
    names = [f.name for f in PAPER]
    earlier = [name for name in names[: names.index(field.name)] if name in ends]
    at = max((ends[name][1] for name in earlier), default=_line_start(text, root.start_mark.index))
    missing_newline = "" if at == 0 or text[:at].endswith("\n") else "\n"
    return _Edit(at, at, missing_newline + rendered)


def _filled(root: yaml.MappingNode, field: Field, rendered: str, text: str) -> _Edit:
    """Put a value where a key has none; a comment behind the key keeps its line."""
    key, value = next((k, v) for k, v in root.value if k.value == field.name)
    start, end = key.end_mark.index, max(value.end_mark.index, key.end_mark.index)
    content = rendered[len(field.name) :].removesuffix("\n")
    colon = text.index(":", start) + 1
    end = max(end, colon)
    if "\n" not in content:
        return _Edit(start, end, content)
    line_end = _line_end(text, end)
    tail = text[end:line_end].rstrip("\r\n")
    head, _, body = content.partition("\n")
    return _Edit(start, line_end, f"{head}{tail}\n{body}\n")


def _source_edits(
    root: yaml.MappingNode, old: Sequence[Source], new: Sequence[Source],
    ends: Mapping[str, tuple[int, int]], text: str,
) -> Iterator[_Edit]:  # fmt: skip
    """Years that became known, and items behind the last one."""
    items = next(value for key, value in root.value if key.value == "sources").value
    for item, before, after in zip(items, old, new[: len(old)], strict=True):
        if before.captured != after.captured:
            day = next(value for key, value in item.value if key.value == "captured")
            yield _Edit(day.start_mark.index, day.end_mark.index, str(after.captured))
    added = "".join(_sources(new[len(old) :], items[0].start_mark.column - 2))
    at = ends["sources"][1]
    if added:
        yield _Edit(at, at, ("" if text[:at].endswith("\n") else "\n") + added)
