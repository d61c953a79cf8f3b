"""From YAML text to typed values, by the table of fields: every problem becomes a finding.

YAML's own guesses at types are not used: a title `Yes`, `1e3` or `2024-01-01` is that text,
because the field says it is text.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from generator.model import (
    LINK_KINDS,
    MONTHS,
    STATUSES,
    Day,
    Finding,
    Link,
    Organization,
    Origin,
    Severity,
    Source,
)
from generator.names import did_you_mean
from generator.store.fields import ORGANIZATION, SOURCE, Field

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STANDARD = "tag:yaml.org,2002:"
_TYPES = frozenset(
    _STANDARD + name
    for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "merge", "value")
)
_PRINTED_DAY = re.compile(rf"({'|'.join(MONTHS)}) (\d{{1,2}})")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(slots=True)
class Reading:
    """What reading one file collects: findings, and where each value stands."""

    source: str
    findings: list[Finding] = field(default_factory=list)
    origins: dict[str, Origin] = field(default_factory=dict)

    def place(self, node: yaml.Node | None) -> Origin:
        """The line and column of a node, counted from 1."""
        if node is None:
            return Origin(source=self.source, line=1)
        mark = node.start_mark
        return Origin(source=self.source, line=mark.line + 1, column=mark.column + 1)

    def report(
        self, code: str, message: str, node: yaml.Node | None, severity: Severity = "error"
    ) -> None:
        """Add a finding at a node."""
        self.findings.append(
            Finding(code=code, severity=severity, message=message, origin=self.place(node))
        )


def compose(text: str, reading: Reading) -> yaml.Node | None:
    """The document's root node; None with a finding where the text is no YAML."""
    loader = _LOADER(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        origin = Origin(source=reading.source, line=mark.line + 1, column=mark.column + 1) if mark \
            else Origin(source=reading.source, line=_line_of(error, text))  # fmt: skip
        reading.findings.append(
            Finding(code="yaml-syntax", severity="error", message=_explain(error), origin=origin)
        )
        return None
    finally:
        loader.dispose()
    if node is None:
        reading.report("yaml-syntax", "the file is empty; a paper needs at least a title", None)
    return node


def _line_of(error: Exception, text: str) -> int:
    position = getattr(error, "position", 0) or 0
    return text.count("\n", 0, position) + 1


def _explain(error: Exception) -> str:
    problem = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    if "mapping values are not allowed" in problem:
        return "a colon inside a text: put the whole text in 'single quotes'"
    if "\\t" in problem or "\t" in problem:
        return "a tab where YAML wants spaces: indent with two spaces"
    if "special characters" in problem or "control characters" in problem:
        return "a control character that YAML forbids: remove it"
    if "could not find expected ':'" in problem:
        return "a key without a colon, or a text that is not indented: write `key: value`"
    if "alias" in problem or "anchor" in problem:
        return f"{problem}: put a text that starts with * or & in 'single quotes'"
    if "cannot start any token" in problem:
        return f"{problem}: put the text in 'single quotes'"
    return f"this is no valid YAML: {problem}"


def mapping(
    node: yaml.Node, fields: Sequence[Field], reading: Reading, what: str, where: str = ""
) -> dict[str, Any]:
    """The values of a mapping by field name; empty ones are left out."""
    if not isinstance(node, yaml.MappingNode) or not _plain(node, reading):
        reading.report("wrong-type", f"{what} must be `key: value` lines", node)
        return {}
    known = {f.name: f for f in fields}
    values: dict[str, Any] = {}
    seen: set[str] = set()
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in seen:
            reading.report("duplicate-key", f"{key!r} stands here twice: keep one", key_node)
        elif key in known:
            path = f"{where}{key}"
            reading.origins[path] = reading.place(value_node)
            value = _READ[known[key].kind](value_node, reading, path)
            if value is not None and value not in ("", ()):
                values[key] = value
        else:
            reading.report(
                "unknown-key", f"{key!r} is no field of {what}{_meant(key, known)}", key_node
            )
        seen.add(key)
    for f in fields:
        if f.required and f.name not in values:
            reading.report("missing-field", f"{what} needs {f.name!r}", node)
    return values


def sequence(node: yaml.Node, reading: Reading, expected: str) -> list[yaml.Node]:
    """The items of a sequence; a finding where it is none."""
    if _is_null(node):
        return []
    if not isinstance(node, yaml.SequenceNode) or not _plain(node, reading):
        reading.report("wrong-type", f"expected {expected}, one a line after `- `", node)
        return []
    items: list[yaml.Node] = []
    for item in node.value:
        if any(item is other for other in items):
            reading.report("yaml-alias", "aliases (*name) are not read: write the value out", item)
        items.append(item)
    return items


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
    return (
        isinstance(node, yaml.ScalarNode)
        and node.style not in ("'", '"', "|", ">")
        and node.value in ("", "~", "null", "Null", "NULL")
    )


def _line(node: yaml.Node, reading: Reading, _path: str = "") -> str | None:
    if _is_null(node):
        return None
    if not isinstance(node, yaml.ScalarNode):
        reading.report("wrong-type", "expected one text, not a list or mapping; a text that starts "
                       "with [ or { or has a colon needs 'single quotes'", node)  # fmt: skip
        return None
    return str(node.value) if _plain(node, reading) else None


def _date(node: yaml.Node, reading: Reading, _path: str) -> date | None:
    text = _line(node, reading)
    if text is None:
        return None
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    reading.report("bad-date", f"{text[:40]!r} is no date: write YYYY-MM-DD", node)
    return None


def _day(node: yaml.Node, reading: Reading, path: str) -> Day | None:
    text = _line(node, reading)
    if text and (match := _PRINTED_DAY.fullmatch(text)):
        return Day(month=MONTHS.index(match[1]) + 1, day=int(match[2]))
    found = _date(node, reading, path)
    return Day(year=found.year, month=found.month, day=found.day) if found else None


def _count(node: yaml.Node, reading: Reading, _path: str) -> int | None:
    text = _line(node, reading)
    if text is None:
        return None
    if re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    reading.report("wrong-type", f"{text[:40]!r} is no count: write digits", node)
    return None


def _flag(node: yaml.Node, reading: Reading, _path: str) -> bool | None:
    text = _line(node, reading)
    if text is None or text.lower() in ("true", "yes"):
        return None if text is None else True
    if text.lower() not in ("false", "no"):
        reading.report("wrong-type", f"{text[:40]!r} is neither true nor false", node)
    return None


def _status(node: yaml.Node, reading: Reading, _path: str) -> str | None:
    text = _line(node, reading)
    if text is None or text in STATUSES:
        return text
    message = f"{text[:40]!r} is no status{did_you_mean(text, STATUSES)}; known are"
    reading.report("bad-status", f"{message} {', '.join(STATUSES)}", node)
    return None


def _lines(node: yaml.Node, reading: Reading, path: str) -> tuple[str, ...]:
    found: list[str] = []
    for item in sequence(node, reading, "a list"):
        text = _line(item, reading)
        if text:
            reading.origins[f"{path}.{len(found)}"] = reading.place(item)
            found.append(text)
        elif _is_null(item) or text == "":
            reading.report("empty-item", "an empty item: remove the line", item, "warning")
    return tuple(found)


def _organization(node: yaml.Node, reading: Reading, path: str) -> Organization | None:
    if isinstance(node, yaml.ScalarNode):
        name = _line(node, reading)
        return Organization(name=name) if name else None
    values = mapping(node, ORGANIZATION, reading, "an organization", f"{path}.")
    return Organization(**values) if "name" in values else None


def _links(node: yaml.Node, reading: Reading, path: str) -> tuple[Link, ...]:
    found: list[Link] = []
    for item in sequence(node, reading, "a list of links"):
        if not isinstance(item, yaml.MappingNode) or len(item.value) != 1:
            reading.report("wrong-type", "write a link as `- code: https://…`", item)
            continue
        key, value = item.value[0]
        url = _line(value, reading)
        if key.value not in LINK_KINDS:
            reading.report(
                "unknown-key",
                f"{key.value!r} is no kind of link{_meant(str(key.value), LINK_KINDS)}",
                key,
            )
        elif url:
            reading.origins[f"{path}.{len(found)}"] = reading.place(value)
            found.append(Link(kind=key.value, url=url))
        else:
            reading.report("empty-item", "a link without an address: remove the line", item)
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
    "day": _day,
    "count": _count,
    "flag": _flag,
    "status": _status,
    "lines": _lines,
    "organization": _organization,
    "links": _links,
    "sources": _sources,
}
