"""Papers to canonical YAML."""

import re
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
    Person,
    ReadingPath,
    Topic,
)
from generator.store.fields import (
    BRANCH_STEP,
    EXCLUSION,
    NAME,
    ORGANIZATION,
    PAPER,
    PATH,
    PERSON,
    SOURCE,
    STEP,
    TOPIC,
    Field,
)
from generator.store.misreadings import find_latex_escapes, has_key_like_line
from generator.text.conflict_markers import conflict_findings
from generator.text.person_names import AND_OTHERS, is_unambiguous

_JOINERS = {0x200C: None, 0x200D: None}  # common in emoji and some scripts
_EMPTY_VALUES = ("", (), Names())
_MAX_BMP_CODE_POINT = 0xFFFF
_MAX_UNFOLDED_CHARS = 80  # longer texts become folded blocks
_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z(\d])")
_RESOLVER: Any = yaml.resolver.Resolver()
_RESERVED_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_NUMBER_LIKE = re.compile(r"[-+.\d][\w.:+-]*")


def dump_paper(paper: Paper) -> str:
    """The canonical text of a paper file: fields in order, one value a line, no empty fields."""
    return "".join(dump_field(field, getattr(paper, field.name)) for field in PAPER)


def dump_topic(topic: Topic) -> str:
    """The canonical text of one topic, a mapping."""
    return _dump_with_not(TOPIC, topic)


def dump_person(person: Person) -> str:
    """The canonical text of one item of `people.yml`, a mapping."""
    return _dump_with_not(PERSON, person)


def _dump_with_not(fields: Sequence[Field], record: Topic | Person) -> str:
    values = ((field, "excludes" if field.name == "not" else field.name) for field in fields)
    return "".join(dump_field(field, getattr(record, name)) for field, name in values)


def dump_exclusion(exclusion: Exclusion) -> str:
    """The canonical text of one item of `excluded.yml`, a mapping."""
    return "".join(dump_field(field, getattr(exclusion, field.name)) for field in EXCLUSION)


def dump_path(path: ReadingPath) -> str:
    """The canonical text of the file of a reading path."""
    return "".join(dump_field(field, getattr(path, field.name)) for field in PATH)


def dump_scalar(text: str) -> str:
    """A one-line YAML scalar that every YAML 1.1 and 1.2 parser reads back as this text."""
    if _needs_escape(text):
        quoted = '"' + "".join(map(_escape_char, text)) + '"'
        if any(find_latex_escapes(quoted, 0, len(quoted))):  # a line break before `u`: `\nu`
            quoted = (
                '"'
                + "".join(_unicode_escape(c) if c in "\n\t" else _escape_char(c) for c in text)
                + '"'
            )
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
        and text.lower() not in _RESERVED_WORDS
        and not _NUMBER_LIKE.fullmatch(text)
        and _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)).endswith(":str")
    )


def _needs_escape(text: str) -> bool:
    """Whether a text has characters that are not plain YAML text, or invisible to reviewers."""
    return not text.isprintable() and not text.translate(_JOINERS).isprintable()


def _escape_char(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char in "\n\t":
        return "\\n" if char == "\n" else "\\t"
    return _unicode_escape(char) if _needs_escape(char) else char


def _unicode_escape(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04X}" if code <= _MAX_BMP_CODE_POINT else f"\\U{code:08X}"


def _dump_prose(text: str, indent: int) -> str:
    """A long text with one sentence a line, or with its own lines, for readable diffs."""
    pad = "\n" + " " * indent
    lines = text.split("\n")
    has_escapes = _needs_escape(text.replace("\n", "").replace("\t", ""))
    if (
        has_escapes
        or text != text.strip(" \t\n")
        or "\t" in text
        or any(line != line.rstrip(" ") for line in lines)
        or conflict_findings(text, "")
        or has_key_like_line(text)
    ):
        return dump_scalar(text)
    if len(lines) > 1:
        return "|-" + "".join(pad + line if line else "\n" for line in lines)
    if len(text) <= _MAX_UNFOLDED_CHARS or "  " in text:
        return dump_scalar(text)
    return ">-" + "".join(pad + line for line in _SENTENCE_END.split(text))


def dump_field(field: Field, value: Any, indent: int = 0) -> str:
    """One `key: value` of a mapping; empty if the value is empty (a count of 0 is not).

    Args:
        field: the field, whose kind decides the layout.
        value: its value, of the type that the kind has in the model.
        indent: number of spaces before the key.
    """
    if value is None or value is False or value in _EMPTY_VALUES:
        return ""
    pad = " " * indent
    if field.kind in _BLOCK_DUMPERS:
        return f"{pad}{field.name}:\n" + "".join(_BLOCK_DUMPERS[field.kind](value, indent + 2))
    if field.kind == "prose":
        return f"{pad}{field.name}: {_dump_prose(value, indent + 2)}\n"
    if field.kind == "flag":
        return f"{pad}{field.name}: true\n"
    text = dump_scalar(value) if isinstance(value, str) else str(value)
    return f"{pad}{field.name}: {text}\n"


def _dump_lines(value: Sequence[str], indent: int) -> Iterator[str]:
    return (f"{' ' * indent}- {dump_scalar(text)}\n" for text in value)


def _dump_names(value: Names, indent: int) -> Iterator[str]:
    """A name as one text, or in its parts if the text would be parsed differently."""
    for name in value:
        if is_unambiguous(name):
            yield f"{' ' * indent}- {dump_scalar(str(name))}\n"
        else:
            body = "".join(dump_field(part, getattr(name, part.name), indent + 2) for part in NAME)
            yield " " * indent + "- " + body[indent + 2 :]
    if value.incomplete:
        yield f"{' ' * indent}- {AND_OTHERS}\n"


def _dump_links(value: Sequence[Link], indent: int) -> Iterator[str]:
    return (f"{' ' * indent}- {link.kind}: {dump_scalar(link.url)}\n" for link in value)


def _dump_ignores(value: Sequence[Ignore], indent: int) -> Iterator[str]:
    return (
        f"{' ' * indent}- {dump_scalar(item.code)}: {dump_scalar(item.reason)}\n" for item in value
    )


def _dump_organization(value: Organization, indent: int) -> Iterator[str]:
    return (dump_field(field, getattr(value, field.name), indent) for field in ORGANIZATION)


def dump_items(field: Field, value: Sequence[Any], indent: int) -> Iterator[str]:
    """Each item of a list, with its lines indented.

    Args:
        field: the field, whose kind decides the layout.
        value: the items.
        indent: number of spaces before each item.
    """
    return _BLOCK_DUMPERS[field.kind](value, indent)


def _record_dumper(fields: Sequence[Field]) -> Callable[[Sequence[Any], int], Iterator[str]]:
    """Writes a list of records as mappings."""

    def dump(value: Sequence[Any], indent: int) -> Iterator[str]:
        for record in value:
            body = "".join(
                dump_field(field, getattr(record, field.name), indent + 2) for field in fields
            )
            yield " " * indent + "- " + body[indent + 2 :]

    return dump


_BLOCK_DUMPERS: Mapping[str, Callable[[Any, int], Iterator[str]]] = {
    "lines": _dump_lines,
    "links": _dump_links,
    "names": _dump_names,
    "organization": _dump_organization,
    "reasons": _dump_ignores,
    "sources": _record_dumper(SOURCE),
    "steps": _record_dumper(STEP),
    "branch": _record_dumper(BRANCH_STEP),
}
