"""From YAML text to typed values, by the table of fields: every problem becomes a finding.

YAML's own guesses at types are not used: a title `Yes`, `1e3` or `2024-01-01` is that text,
because the field says it is text.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import yaml

from generator.model import (
    LINK_KINDS,
    MAX_TEXT_CHARACTERS,
    MONTHS,
    Ignore,
    Link,
    Name,
    Names,
    Organization,
    PartialDate,
    Source,
)
from generator.store.fields import MOST_KEYS, NAME, ORGANIZATION, SOURCE, Field
from generator.store.misreadings import report_misreadings
from generator.store.parse import Reading
from generator.text.characters import did_you_mean
from generator.text.edtf import parse_date
from generator.text.person_names import is_others, parse_name

_STANDARD = "tag:yaml.org,2002:"
_TYPES = frozenset(
    _STANDARD + name
    for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "merge", "value")
)
_PRINTED_DAY = re.compile(rf"({'|'.join(MONTHS)}) ([0-9]{{1,2}})")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LEAP = 2000  # a printed day without a year may be Feb 29


def mapping(
    node: yaml.Node, fields: Sequence[Field], reading: Reading, what: str, where: str = ""
) -> dict[str, Any]:
    """The values of a mapping by field name; empty ones are left out."""
    if not _plain(node, reading):
        return {}
    if not isinstance(node, yaml.MappingNode):
        reading.report("wrong-type", f"{what} must be `key: value` lines", node)
        return {}
    if not few(node, MOST_KEYS, "keys", reading):
        return {}
    known = {f.name: f for f in fields}
    values: dict[str, Any] = {}
    seen: set[str] = set()
    refused: set[str] = set()
    places: dict[str, yaml.Node] = {}
    for key_node, value_node in node.value:
        key = _name(key_node)
        if key in seen:
            message = (
                f"{key!r} stands here twice: keep one; are both halves of a merge conflict left?"
            )
            reading.report("duplicate-key", message, key_node)
        elif key in known:
            path, places[key] = f"{where}{key}", value_node
            reading.origins[path] = reading.place(value_node)
            told = len(reading.findings)
            value = _value(value_node, reading, path, known[key])
            refused |= {key} if len(reading.findings) > told else set()
            if value is not None and value not in ("", ()):
                values[key] = value
        else:
            reading.report(
                "unknown-key", f"{key[:40]!r} is no field of {what}{_meant(key, known)}", key_node
            )
        seen.add(key)
    report_misreadings(node, known, reading)
    lacking = (f.name for f in fields if f.required and f.name not in {*values, *refused})
    for name in lacking:
        said = f"{name!r} is empty: {what} needs it" if name in seen else f"{what} needs {name!r}"
        reading.report("missing-field", said, places.get(name, node))
    return values


def _value(node: yaml.Node, reading: Reading, path: str, field: Field) -> Any:
    if not few(node, field.most, "items", reading):
        return None
    if field.kind == "choice":
        return _choice(node, reading, field)
    return _READ[field.kind](node, reading, path)


def sequence(node: yaml.Node, reading: Reading, expected: str) -> list[yaml.Node]:
    """The items of a sequence; a finding where it is none."""
    if not _plain(node, reading) or _is_null(node):
        return []
    if not isinstance(node, yaml.SequenceNode):
        reading.report("wrong-type", f"expected {expected}, one a line after `- `", node)
        return []
    return list(node.value)


def few(node: yaml.Node, most: int, what: str, reading: Reading) -> bool:
    """Whether a list or mapping is no longer than any paper's; a finding where it is."""
    if not isinstance(node, yaml.CollectionNode) or len(node.value) <= most:
        return True
    reading.report("too-large", f"more than {most:,} {what}: no paper has that many", node)
    return False


def _name(key: yaml.Node) -> str:
    """A key's text; what stands for keys that are lists or mappings is no field's name."""
    return str(key.value) if isinstance(key, yaml.ScalarNode) else "[…]"


def _plain(node: yaml.Node, reading: Reading) -> bool:
    """Whether a node has an ordinary type; a finding where it asks for another."""
    if node.tag in _TYPES:
        return True
    shown = node.tag.replace(_STANDARD, "!!")
    reading.report("yaml-tag", f"the YAML tag {shown} is not read: remove it", node)
    return False


def _meant(word: str, known: Collection[str]) -> str:
    return did_you_mean(word, known) or f"; known are {', '.join(known)}"


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == f"{_STANDARD}null"


def _line(node: yaml.Node, reading: Reading, _path: str = "") -> str | None:
    if not _plain(node, reading) or _is_null(node):
        return None
    if not isinstance(node, yaml.ScalarNode):
        reading.report("wrong-type", "expected one text, not a list or mapping; a text that starts "
                       "with [ or { or has a colon needs 'single quotes'", node)  # fmt: skip
        return None
    if len(node.value) > MAX_TEXT_CHARACTERS:
        reading.report(
            "too-large", f"more than {MAX_TEXT_CHARACTERS:,} characters: no paper needs that", node
        )
        return None
    # How a block scalar ends is a matter of its style, not of its text.
    return str(node.value).rstrip("\n") if node.style in ("|", ">") else str(node.value)


def _date(node: yaml.Node, reading: Reading, _path: str) -> date | None:
    text = _line(node, reading)
    return _dated(text, node, reading) if text else None


def _partial_date(node: yaml.Node, reading: Reading, _path: str) -> PartialDate | None:
    text = _line(node, reading)
    if not text:
        return None
    if found := parse_date(text):
        return found
    looks_right = re.fullmatch(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?[?~%]?", text)
    why = "is not a day or month of the calendar: correct it" if looks_right else (
        "is not a date: write YYYY-MM-DD, YYYY-MM or YYYY"
    )  # fmt: skip
    reading.report("bad-date", f"{text[:40]!r} {why}", node)
    return None


def _dated(text: str, node: yaml.Node, reading: Reading) -> date | None:
    why = "is no date: write YYYY-MM-DD"
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        why = "is no day of the calendar: correct it"
    reading.report("bad-date", f"{text[:40]!r} {why}", node)
    return None


def _day(node: yaml.Node, reading: Reading, _path: str) -> PartialDate | None:
    text = _line(node, reading)
    if not text:
        return None
    if match := _PRINTED_DAY.fullmatch(text):
        month, day = MONTHS.index(match[1]) + 1, int(match[2])
        if 1 <= day <= monthrange(_LEAP, month)[1]:
            return PartialDate(month=month, day=day)
    return _partial_date(node, reading, _path)


def _count(node: yaml.Node, reading: Reading, _path: str) -> int | None:
    text = _line(node, reading)
    if not text:
        return None
    if re.fullmatch(r"[0-9]{1,4300}", text):
        return int(text)
    reading.report("wrong-type", f"{text[:40]!r} is no count: write digits", node)
    return None


def _flag(node: yaml.Node, reading: Reading, _path: str) -> bool | None:
    text = _line(node, reading)
    if text and text.lower() in ("true", "yes"):
        return True
    if text and text.lower() not in ("false", "no"):
        reading.report("wrong-type", f"{text[:40]!r} is neither true nor false", node)
    return None


def _choice(node: yaml.Node, reading: Reading, field: Field) -> str | None:
    text = _line(node, reading)
    if not text or text in field.choices:
        return text
    code = "bad-status" if field.name == "status" else "bad-choice"
    message = f"{text[:40]!r} is not a {field.name.replace('_', ' ')}"
    message += f"{did_you_mean(text, field.choices)}; known are {', '.join(field.choices)}"
    reading.report(code, message, node)
    return None


def _lines(node: yaml.Node, reading: Reading, path: str) -> tuple[str, ...]:
    found: list[str] = []
    for item in sequence(node, reading, "a list"):
        text = _line(item, reading)
        if text:
            reading.origins[f"{path}.{len(found)}"] = reading.place(item)
            found.append(text)
        elif text == "" or _is_null(item):
            reading.report("empty-item", "an empty item: remove the line", item, "warning")
    return tuple(found)


def _names(node: yaml.Node, reading: Reading, path: str) -> Names | None:
    found: list[Name] = []
    incomplete = False
    items = sequence(node, reading, "a list of names")
    for item in items:
        if isinstance(item, yaml.MappingNode):
            name = _name_parts(item, reading, f"{path}.{len(found)}.")
        else:
            text = _line(item, reading)
            if text and is_others(text) and item is items[-1]:
                incomplete = True
                continue
            if (text is not None and not text.strip()) or _is_null(item):
                reading.report("empty-item", "an empty item: remove the line", item, "warning")
            name = parse_name(text) if text and text.strip() else None
        if name:
            reading.origins[f"{path}.{len(found)}"] = reading.place(item)
            found.append(name)
    return Names(tuple(found), incomplete) if found else None


def _name_parts(node: yaml.MappingNode, reading: Reading, path: str) -> Name | None:
    told = len(reading.findings)
    values = mapping(node, NAME, reading, "a name", path)
    if values and ("literal" in values) != ("family" in values) and (
        "literal" not in values or len(values) == 1
    ):  # fmt: skip
        return Name(**values)
    if len(reading.findings) == told:
        message = "write a name as text, as {family: …, given: …}, or as {literal: …}"
        reading.report("wrong-type", message, node)
    return None


def _organization(node: yaml.Node, reading: Reading, path: str) -> Organization | None:
    if isinstance(node, yaml.ScalarNode):
        name = _line(node, reading)
        return Organization(name=name) if name else None
    values = mapping(node, ORGANIZATION, reading, "an organization", f"{path}.")
    return Organization(**values) if "name" in values else None


def _pairs(
    node: yaml.Node, reading: Reading, expected: str, how: str
) -> Iterator[tuple[yaml.Node, yaml.Node, yaml.Node]]:
    """Each item `- key: value` of a list with its key and value; a finding for any other item."""
    for item in sequence(node, reading, expected):
        if isinstance(item, yaml.MappingNode) and len(item.value) == 1:
            yield item, *item.value[0]
        else:
            reading.report("wrong-type", how, item)


def _links(node: yaml.Node, reading: Reading, path: str) -> tuple[Link, ...]:
    found: list[Link] = []
    how = "write a link as `- code: https://…`"
    for item, key, value in _pairs(node, reading, "a list of links", how):
        kind, url = _name(key), _line(value, reading)
        if kind not in LINK_KINDS:
            message = f"{kind[:40]!r} is no kind of link{_meant(kind, LINK_KINDS)}"
            reading.report("unknown-key", message, key)
        elif url:
            reading.origins[f"{path}.{len(found)}"] = reading.place(value)
            found.append(Link(kind=kind, url=url))
        elif url == "" or _is_null(value):
            reading.report("empty-item", "a link without an address: remove the line", item)
    return tuple(found)


def _reasons(node: yaml.Node, reading: Reading, path: str) -> tuple[Ignore, ...]:
    found: list[Ignore] = []
    how = "write what to ignore as `- code: reason`"
    for _, key, value in _pairs(node, reading, "a list of reasons", how):
        told = len(reading.findings)
        code, reason = _name(key), _line(value, reading)
        if reason and reason.strip() and code:
            reading.origins[f"{path}.{len(found)}"] = reading.place(key)
            found.append(Ignore(code=code, reason=reason))
        elif len(reading.findings) == told:
            message = f"say why {code[:40]!r} does not count here: `- {code[:40]}: reason`"
            reading.report("missing-field", message, key)
    return tuple(found)


def _sources(node: yaml.Node, reading: Reading, path: str) -> tuple[Source, ...]:
    found: list[Source] = []
    for number, item in enumerate(sequence(node, reading, "a list of sources")):
        values = mapping(item, SOURCE, reading, "a source", f"{path}.{number}.")
        if "file" in values and "reader" in values:
            found.append(Source(**values))
    return tuple(found)


_READ: Mapping[str, Callable[[yaml.Node, Reading, str], Any]] = {
    "line": _line,
    "prose": _line,
    "date": _date,
    "partial-date": _partial_date,
    "day": _day,
    "count": _count,
    "flag": _flag,
    "lines": _lines,
    "names": _names,
    "organization": _organization,
    "links": _links,
    "reasons": _reasons,
    "sources": _sources,
}
