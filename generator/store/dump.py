"""Papers to canonical YAML."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import yaml

from generator.model import (
    Exclusion,
    Ignore,
    Link,
    Names,
    Organization,
    Paper,
    Source,
    Topic,
)
from generator.store.fields import EXCLUSION, NAME, ORGANIZATION, PAPER, SOURCE, TOPIC, Field
from generator.store.misreadings import has_key_like_line, latex_escapes
from generator.text.conflict_markers import conflict_findings
from generator.text.person_names import AND_OTHERS, is_unambiguous

_BASIC_PLANE = 0xFFFF
_LONG = 80  # a text longer than this is folded
_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z(\d])")
_RESOLVER: Any = yaml.resolver.Resolver()
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_NUMBER_LIKE = re.compile(r"[-+.\d][\w.:+-]*")


def dump(paper: Paper) -> str:
    """The canonical text of a paper's file: fields in order, one fact a line, no empty ones."""
    return "".join(rendered(field, getattr(paper, field.name)) for field in PAPER)


def dump_topic(topic: Topic) -> str:
    """The canonical text of one topic, a mapping."""
    values = ((field, "excludes" if field.name == "not" else field.name) for field in TOPIC)
    return "".join(rendered(field, getattr(topic, name)) for field, name in values)


def dump_exclusion(exclusion: Exclusion) -> str:
    """The canonical text of one item of `excluded.yml`, a mapping."""
    return "".join(rendered(field, getattr(exclusion, field.name)) for field in EXCLUSION)


def scalar(text: str) -> str:
    """A one-line YAML scalar that every YAML 1.1 and 1.2 parser reads as exactly this text."""
    if any(_needs_escape(char) for char in text):
        quoted = '"' + "".join(map(_escaped, text)) + '"'
        if any(latex_escapes(quoted, 0, len(quoted))):  # a line break before `u` is no command
            quoted = '"' + "".join(_coded(c) if c in "\n\t" else _escaped(c) for c in text) + '"'
        return quoted
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
    return _coded(char) if _needs_escape(char) else char


def _coded(char: str) -> str:
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
        or conflict_findings(text, "")
        or has_key_like_line(text)
    ):
        return scalar(text)
    if len(lines) > 1:
        return "|-" + "".join(pad + line if line else "\n" for line in lines)
    if len(text) <= _LONG or "  " in text:
        return scalar(text)
    return ">-" + "".join(pad + line for line in _SENTENCE_END.split(text))


def rendered(field: Field, value: Any, indent: int = 0) -> str:
    """One `key: value` of a mapping, or nothing where the value is empty (a count of 0 is not)."""
    if value is None or value is False or value in ("", ()) or value == Names():
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


def _names(value: Names, indent: int) -> Iterator[str]:
    """A name as people write it, or in its parts where reading that would give others."""
    for name in value:
        if is_unambiguous(name):
            yield f"{' ' * indent}- {scalar(str(name))}\n"
        else:
            body = "".join(rendered(part, getattr(name, part.name), indent + 2) for part in NAME)
            yield " " * indent + "- " + body[indent + 2 :]
    if value.incomplete:
        yield f"{' ' * indent}- {AND_OTHERS}\n"


def _links(value: Sequence[Link], indent: int) -> Iterator[str]:
    return (f"{' ' * indent}- {link.kind}: {scalar(link.url)}\n" for link in value)


def _reasons(value: Sequence[Ignore], indent: int) -> Iterator[str]:
    return (f"{' ' * indent}- {scalar(item.code)}: {scalar(item.reason)}\n" for item in value)


def _organization(value: Organization, indent: int) -> Iterator[str]:
    return (rendered(field, getattr(value, field.name), indent) for field in ORGANIZATION)


def source_items(value: Sequence[Source], indent: int) -> Iterator[str]:
    """Each source as one item of a list."""
    for source in value:
        body = "".join(rendered(field, getattr(source, field.name), indent + 2) for field in SOURCE)
        yield " " * indent + "- " + body[indent + 2 :]


_BLOCKS: Mapping[str, Callable[[Any, int], Iterator[str]]] = {
    "lines": _lines, "links": _links, "names": _names, "organization": _organization,
    "reasons": _reasons, "sources": source_items,
}  # fmt: skip
