"""Text to YAML nodes; syntax that is not supported becomes a finding in plain words."""

import operator
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.model import Finding, Origin, Severity
from generator.text.conflict_markers import conflict_findings, divider_finding

_BASE_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL_TAG, _TEXT_TAG, _LIST_TAG, _MAPPING_TAG = (
    f"tag:yaml.org,2002:{name}" for name in ("null", "str", "seq", "map")
)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
Mark = Any  # a position: the marks of the C loader and of Python share no type
_MAX_DEPTH = 50  # the C loader recurses without a limit and would crash Python
_DEPTH_CHECK_THRESHOLD = 500  # opening characters; with fewer, depth is not checked
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
LINE_END = re.compile("\r\n|[\r\n]")
_YAML_ONLY_BREAK = re.compile("[\x85\u2028\u2029]")  # end a line in YAML 1.1, but not in editors

_QUOTE = "put the whole text in 'single quotes'"
# Parts of the loader's messages, and what each means in plain words.
_EXPLANATIONS = {
    "mapping values are not allowed": (
        f"a colon inside a text: {_QUOTE}; or a key that is indented too far"
    ),
    "tab character": "a tab where YAML wants spaces: indent with two spaces",
    "could not find expected ':'": "a key without a colon, or a text not indented below its key",
    "unexpected end of stream": "a quote that is not closed: close it; '' stands for one inside",
    "expected ',' or": f"a bracket that is not closed: {_QUOTE} where it starts with [ or {{",
    "unknown escape": "a backslash in \"double quotes\" starts an escape: use 'single quotes'",
    "hexdecimal number": "a backslash in \"double quotes\" starts an escape: use 'single quotes'",
    "another document": "a second document after ---: keep one file a paper",
    "cannot start any token": f"a character that YAML keeps for itself: {_QUOTE}",
    "did not find expected key": f"text after a closed quote, or an odd indentation: {_QUOTE}",
}
# For these the useful position is where the unfinished part started.
_UNFINISHED = ("could not find expected ':'", "unexpected end of stream", "expected ',' or")


class _Loader(_BASE_LOADER):  # type: ignore[misc]
    """A loader that tells empty values from texts, and no other types: fields have their own.

    PyYAML calls each of these methods for each node; the inherited ones take long.
    """

    # No tag depends on the path to a node. These two built-in functions do nothing that is seen.
    descend_resolver = operator.is_
    ascend_resolver = tuple

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """The tag of a node without one."""
        if kind is yaml.ScalarNode:
            return _NULL_TAG if implicit[0] and value in _NULLS else _TEXT_TAG
        return _LIST_TAG if kind is yaml.SequenceNode else _MAPPING_TAG


@dataclass(slots=True)
class Reading:
    """State of reading one file: its text, findings, and the position of each value.

    `places` has lines of `PackedOrigins.packed`.
    """

    source: str
    text: str = ""
    findings: list[Finding] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # of lines, if YAML counts lines differently
    line_starts: list[int] = field(default_factory=list)  # of all lines, computed on demand

    def mark_at(self, index: int) -> Mark:
        """The mark of an index in the text."""
        self.line_starts = self.line_starts or find_line_starts(self.text)
        line = bisect_right(self.line_starts, index) - 1
        return yaml.Mark("", index, line, index - self.line_starts[line], None, 0)

    def origin_of(self, at: yaml.Node | Mark | None) -> Origin:
        """The origin of a node or mark, with line and column counted from 1."""
        if at is None:
            return Origin(source=self.source, line=1)
        line, column = self._position(at.start_mark if isinstance(at, yaml.Node) else at)
        return Origin(source=self.source, line=line, column=column)

    def note_place(self, where: str, node: yaml.Node) -> None:
        """Keep the place of a value."""
        line, column = self._position(node.start_mark)
        self.places.append(f"{where} {line} {column}")

    def _position(self, mark: Mark) -> tuple[int, int]:
        """The line and column of a mark, counted from 1."""
        if self.starts:
            line = bisect_right(self.starts, mark.index)
            return line, mark.index - self.starts[line - 1] + 1
        return mark.line + 1, mark.column + 1

    def report(
        self,
        code: str,
        message: str,
        at: yaml.Node | Mark | None,
        severity: Severity = "error",
    ) -> None:
        """Add a finding at a node or mark."""
        finding = Finding(code=code, severity=severity, message=message, origin=self.origin_of(at))
        self.findings.append(finding)


def compose(text: str, reading: Reading) -> yaml.Node | None:
    """The root node of the document; None if it is empty or, with a finding, not valid.

    Args:
        text: the document.
        reading: gets the text and the findings.
    """
    reading.text = text
    if _YAML_ONLY_BREAK.search(text):
        reading.starts = find_line_starts(text)
    if conflicts := conflict_findings(text, reading.source):
        reading.findings += conflicts
        return None
    if match := _FORBIDDEN.search(text):
        message = f"the control character U+{ord(match[0]):04X}, which YAML forbids: remove it"
        reading.report("yaml-syntax", message, reading.mark_at(match.start()))
        return None
    try:
        for code, message, mark in _find_unsupported(text):
            reading.report(code, message, mark)
            return None
        node: yaml.Node | None = yaml.compose(text, _Loader)
    except yaml.MarkedYAMLError as error:
        if divider := divider_finding(text, reading.source):
            reading.findings.append(divider)
        else:
            reading.report("yaml-syntax", *_explain_error(error, text))
        return None
    return node


def scan_tokens(text: str) -> Iterator[yaml.Token]:
    """The tokens of a text that `compose` read."""
    return yaml.scan(text, _Loader)


def content_end(node: yaml.Node) -> int:
    """Where the content of a node ends; the end mark of a block may be after comments."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        child = node.value[-1]
        node = child[1] if isinstance(child, tuple) else child
    return int(node.end_mark.index)


def _find_unsupported(text: str) -> Iterator[tuple[str, str, Mark]]:
    """Aliases, which can expand a few lines to gigabytes, and nodes nested too deeply."""
    if "*" not in text and sum(map(text.count, "[{?-")) < _DEPTH_CHECK_THRESHOLD:
        return
    depth = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.AliasEvent):
            message = f"* starts an alias, which is not supported: write the value out, or {_QUOTE}"
            yield "yaml-alias", message, event.start_mark
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                yield "yaml-syntax", "nested too deeply for a list of papers", event.start_mark
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _explain_error(error: yaml.MarkedYAMLError, text: str) -> tuple[str, Mark]:
    problem, mark = str(error.problem), error.problem_mark
    if mark and text[mark.index : mark.index + 1] == "\t":
        problem = "tab character"
    part = next((words for words in _EXPLANATIONS if words in problem), None)
    if part is None:
        return f"this is not valid YAML: {problem}", mark
    return _EXPLANATIONS[part], error.context_mark or mark if part in _UNFINISHED else mark


def find_line_starts(text: str) -> list[int]:
    """The index of the start of each line."""
    return [0, *(match.end() for match in LINE_END.finditer(text))]
