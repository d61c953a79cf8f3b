"""YAML nodes to typed values, by the table of fields; every problem becomes a finding.

The types that YAML infers are ignored: a title `Yes`, `1e3` or `2024-01-01` stays that text,
because the table says that the field is text.
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
    Step,
)
from generator.store.fields import BRANCH_STEP, MAX_KEYS, NAME, ORGANIZATION, SOURCE, STEP, Field
from generator.store.misreadings import report_misreadings
from generator.store.parse import Reading
from generator.text.did_you_mean import did_you_mean
from generator.text.edtf import parse_date
from generator.text.person_names import is_others, parse_name

_TAG_PREFIX = "tag:yaml.org,2002:"
_ACCEPTED_TAGS = frozenset(
    _TAG_PREFIX + name
    for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "merge", "value")
)
_MONTH_AND_DAY = re.compile(rf"({'|'.join(MONTHS)}) ([0-9]{{1,2}})")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LEAP_YEAR = 2000  # allows Feb 29 in a date without a year


def read_mapping(
    node: yaml.Node, fields: Sequence[Field], reading: Reading, what: str, where: str = ""
) -> dict[str, Any]:
    """The values of a mapping by field name; empty ones are left out.

    Args:
        node: a node of any kind.
        fields: the known keys.
        reading: collects findings and the origins of values.
        what: how messages name the record, for example `a paper`.
        where: prefix of the record's origins, for example `sources.0.`.
    """
    if not _has_accepted_tag(node, reading):
        return {}
    if not isinstance(node, yaml.MappingNode):
        reading.report("wrong-type", f"{what} must be `key: value` lines", node)
        return {}
    if not is_within_limit(node, MAX_KEYS, "keys", reading):
        return {}
    known = {f.name: f for f in fields}
    values: dict[str, Any] = {}
    seen: set[str] = set()
    refused: set[str] = set()
    places: dict[str, yaml.Node] = {}
    for key_node, value_node in node.value:
        key = _key_text(key_node)
        if key in seen:
            message = f"{key!r} appears twice: keep one; are both halves of a merge conflict left?"
            reading.report("duplicate-key", message, key_node)
        elif key in known:
            path, places[key] = f"{where}{key}", value_node
            reading.note_place(path, value_node)
            count = len(reading.findings)
            value = _read_value(value_node, reading, path, known[key])
            refused |= {key} if len(reading.findings) > count else set()
            if value is not None and value not in ("", ()):
                values[key] = value
        else:
            reading.report(
                "unknown-key",
                f"unknown field {key[:40]!r}{_suggest_key(key, known)}",
                key_node,
            )
        seen.add(key)
    report_misreadings(node, known, reading)
    for name in (f.name for f in fields if f.required and f.name not in {*values, *refused}):
        is_empty = f"{name!r} is empty: {what} needs it"
        message = is_empty if name in seen else f"{what} needs {name!r}"
        reading.report("missing-field", message, places.get(name, node))
    return values


def _read_value(node: yaml.Node, reading: Reading, path: str, field: Field) -> Any:
    if not is_within_limit(node, field.max_items, "items", reading):
        return None
    if field.kind == "choice":
        return _read_choice(node, reading, field)
    if field.kind in _RECORDS:
        return _read_records(node, reading, path, field.kind)
    return _READERS[field.kind](node, reading, path)


def read_sequence(node: yaml.Node, reading: Reading, expected: str) -> list[yaml.Node]:
    """The items of a sequence; a finding if the node is something else."""
    if not _has_accepted_tag(node, reading) or _is_null(node):
        return []
    if not isinstance(node, yaml.SequenceNode):
        reading.report("wrong-type", f"expected {expected}, one a line after `- `", node)
        return []
    return list(node.value)


def is_within_limit(node: yaml.Node, max_items: int, what: str, reading: Reading) -> bool:
    """Whether a list or mapping has at most so many items; a finding if it has more."""
    if not isinstance(node, yaml.CollectionNode) or len(node.value) <= max_items:
        return True
    reading.report("too-large", f"more than {max_items:,} {what}: remove some", node)
    return False


def _key_text(key: yaml.Node) -> str:
    """The text of a key; for a list or mapping as key a text that no field has as name."""
    return str(key.value) if isinstance(key, yaml.ScalarNode) else "[…]"


def _has_accepted_tag(node: yaml.Node, reading: Reading) -> bool:
    """Whether a node has a standard YAML type; a finding if it has another tag."""
    if node.tag in _ACCEPTED_TAGS:
        return True
    tag = node.tag.replace(_TAG_PREFIX, "!!")
    reading.report("yaml-tag", f"the YAML tag {tag} is not supported: remove it", node)
    return False


def _suggest_key(word: str, known: Collection[str]) -> str:
    return did_you_mean(word, known) or f"; known are {', '.join(known)}"


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == f"{_TAG_PREFIX}null"


def _read_line(node: yaml.Node, reading: Reading, _path: str = "") -> str | None:
    if not _has_accepted_tag(node, reading) or _is_null(node):
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
    # The final line breaks of a block scalar belong to its style, not to its text.
    return str(node.value).rstrip("\n") if node.style in ("|", ">") else str(node.value)


def _read_date(node: yaml.Node, reading: Reading, _path: str) -> date | None:
    text = _read_line(node, reading)
    if not text:
        return None
    why = "is not a date: write YYYY-MM-DD"
    try:
        if _ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        why = "is not a day of the calendar: correct it"
    reading.report("bad-date", f"{text[:40]!r} {why}", node)
    return None


def _read_partial_date(node: yaml.Node, reading: Reading, _path: str) -> PartialDate | None:
    text = _read_line(node, reading)
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


def _read_day(node: yaml.Node, reading: Reading, _path: str) -> PartialDate | None:
    text = _read_line(node, reading)
    if not text:
        return None
    if match := _MONTH_AND_DAY.fullmatch(text):
        month, day = MONTHS.index(match[1]) + 1, int(match[2])
        if 1 <= day <= monthrange(_LEAP_YEAR, month)[1]:
            return PartialDate(month=month, day=day)
    return _read_partial_date(node, reading, _path)


def _read_count(node: yaml.Node, reading: Reading, _path: str) -> int | None:
    text = _read_line(node, reading)
    if not text:
        return None
    if re.fullmatch(r"[0-9]{1,4300}", text):
        return int(text)
    reading.report("wrong-type", f"{text[:40]!r} is not a count: write digits", node)
    return None


def _read_flag(node: yaml.Node, reading: Reading, _path: str) -> bool | None:
    text = _read_line(node, reading)
    if text and text.lower() in ("true", "yes"):
        return True
    if text and text.lower() not in ("false", "no"):
        reading.report(
            "wrong-type",
            f"{text[:40]!r} is neither true nor false: write true, or remove the field",
            node,
        )
    return None


def _read_choice(node: yaml.Node, reading: Reading, field: Field) -> str | None:
    text = _read_line(node, reading)
    if not text or text in field.choices:
        return text
    code = "bad-status" if field.name == "status" else "bad-choice"
    message = f"{text[:40]!r} is not a {field.name.replace('_', ' ')}"
    message += f"{did_you_mean(text, field.choices)}; known are {', '.join(field.choices)}"
    reading.report(code, message, node)
    return None


def _read_lines(node: yaml.Node, reading: Reading, path: str) -> tuple[str, ...]:
    found: list[str] = []
    for item in read_sequence(node, reading, "a list"):
        text = _read_line(item, reading)
        if text:
            reading.note_place(f"{path}.{len(found)}", item)
            found.append(text)
        elif text == "" or _is_null(item):
            reading.report("empty-item", "an empty item: remove the line", item, "warning")
    return tuple(found)


def _read_names(node: yaml.Node, reading: Reading, path: str) -> Names | None:
    found: list[Name] = []
    incomplete = False
    items = read_sequence(node, reading, "a list of names")
    for item in items:
        if isinstance(item, yaml.MappingNode):
            name = _read_name_parts(item, reading, f"{path}.{len(found)}.")
        else:
            text = _read_line(item, reading)
            if text and item is items[-1] and is_others(text):
                incomplete = True
                continue
            if (text is not None and not text.strip()) or _is_null(item):
                reading.report("empty-item", "an empty item: remove the line", item, "warning")
            name = parse_name(text) if text and text.strip() else None
        if name:
            reading.note_place(f"{path}.{len(found)}", item)
            found.append(name)
    return Names(tuple(found), incomplete) if found else None


def _read_name_parts(node: yaml.MappingNode, reading: Reading, path: str) -> Name | None:
    count = len(reading.findings)
    values = read_mapping(node, NAME, reading, "a name", path)
    if values and ("literal" in values) != ("family" in values) and (
        "literal" not in values or len(values) == 1
    ):  # fmt: skip
        return Name(**values)
    if len(reading.findings) == count:
        message = "write a name as text, as {family: …, given: …}, or as {literal: …}"
        reading.report("wrong-type", message, node)
    return None


def _read_organization(node: yaml.Node, reading: Reading, path: str) -> Organization | None:
    if isinstance(node, yaml.ScalarNode):
        name = _read_line(node, reading)
        return Organization(name=name) if name else None
    values = read_mapping(node, ORGANIZATION, reading, "an organization", f"{path}.")
    return Organization(**values) if "name" in values else None


def _single_key_items(
    node: yaml.Node, reading: Reading, expected: str, fix: str
) -> Iterator[tuple[yaml.Node, yaml.Node, yaml.Node]]:
    """Each item `- key: value` of a list as (item, key, value); a finding for any other item."""
    for item in read_sequence(node, reading, expected):
        if isinstance(item, yaml.MappingNode) and len(item.value) == 1:
            yield item, *item.value[0]
        else:
            reading.report("wrong-type", fix, item)


def _read_links(node: yaml.Node, reading: Reading, path: str) -> tuple[Link, ...]:
    found: list[Link] = []
    fix = "write a link as `- code: https://…`"
    for item, key, value in _single_key_items(node, reading, "a list of links", fix):
        kind, url = _key_text(key), _read_line(value, reading)
        if kind not in LINK_KINDS:
            message = f"unknown kind of link {kind[:40]!r}{_suggest_key(kind, LINK_KINDS)}"
            reading.report("unknown-key", message, key)
        elif url:
            reading.note_place(f"{path}.{len(found)}", value)
            found.append(Link(kind=kind, url=url))
        elif url == "" or _is_null(value):
            reading.report("empty-item", "a link without an address: remove the line", item)
    return tuple(found)


def _read_ignores(node: yaml.Node, reading: Reading, path: str) -> tuple[Ignore, ...]:
    found: list[Ignore] = []
    fix = "write what to ignore as `- code: reason`"
    for _, key, value in _single_key_items(node, reading, "a list of reasons", fix):
        count = len(reading.findings)
        code, reason = _key_text(key), _read_line(value, reading)
        if reason and reason.strip() and code:
            reading.note_place(f"{path}.{len(found)}", key)
            found.append(Ignore(code=code, reason=reason))
        elif len(reading.findings) == count:
            message = f"say why {code[:40]!r} does not count here: `- {code[:40]}: reason`"
            reading.report("missing-field", message, key)
    return tuple(found)


def _read_records(node: yaml.Node, reading: Reading, path: str, kind: str) -> tuple[Any, ...]:
    """A list of mappings; those that lack a required field are left out, with findings."""
    fields, make, what = _RECORDS[kind]
    items = enumerate(read_sequence(node, reading, f"a list of {what}s"))
    found = (read_mapping(each, fields, reading, f"a {what}", f"{path}.{i}.") for i, each in items)
    return tuple([make(**v) for v in found if all(f.name in v for f in fields if f.required)])


_RECORDS: Mapping[str, tuple[Sequence[Field], Callable[..., Any], str]] = {
    "sources": (SOURCE, Source, "source"),
    "steps": (STEP, Step, "step"),
    "branch": (BRANCH_STEP, Step, "step"),
}
_READERS: Mapping[str, Callable[[yaml.Node, Reading, str], Any]] = {
    "line": _read_line, "prose": _read_line, "lines": _read_lines, "names": _read_names,
    "date": _read_date, "partial-date": _read_partial_date, "day": _read_day,
    "count": _read_count, "flag": _read_flag, "organization": _read_organization,
    "links": _read_links, "reasons": _read_ignores,
}  # fmt: skip
