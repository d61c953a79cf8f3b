"""Findings as text for people and for other programs."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.model import Finding, Origin, Severity
from generator.text.characters import cell_width, escape_unprintable

MAX_FINDINGS_PER_CODE = 20  # printed as text; the rest are counted
_MAX_EXCERPT_CHARS = 100
_MAX_CHARS_BEFORE_COLUMN = 40  # of an excerpt
_LINE_END = re.compile("\r\n|[\r\n]")
_GITHUB_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_SARIF_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def line(finding: Finding) -> str:
    """`papers/gpipe.yml:7:1: error[unknown-key] …`, always one line."""
    origin = finding.origin
    place = ":".join(str(part) for part in (origin.source, origin.line, origin.column) if part)
    return escape_unprintable(f"{place}: {finding.severity}[{finding.code}] {finding.message}")


def fix_line(code: str, origin: Origin, old: str, new: str, *, dry_run: bool) -> str:
    """`fixed papers/gpipe.yml:5:8: bad-arxiv: 'arXiv:1811.06965v2' to '1811.06965'`, one line."""
    place = ":".join(str(part) for part in (origin.source, origin.line, origin.column) if part)
    how = "would fix" if dry_run else "fixed"
    return escape_unprintable(f"{how} {place}: {code}: {old[:60]!r} to {new[:60]!r}")


def no_papers_line(folder: str) -> str:
    """The message for a list without papers; `folder` is the name of their folder."""
    return (
        "no papers yet: add one with `reading-list import FILE`, or write its file "
        f"{folder}/<id>.yml"
    )


def text_lines(
    findings: Iterable[Finding], excerpt: Callable[[Finding], str] | None, see_all: str
) -> Iterator[str]:
    """A line for each finding, with its excerpt, then the number of those left out.

    At most `MAX_FINDINGS_PER_CODE` of a code and severity are printed. `see_all` is the option or
    command that shows the others; if it is empty, all are printed.
    """
    counts: Counter[tuple[str, Severity]] = Counter()
    for finding in findings:
        kind = finding.code, finding.severity
        counts[kind] += 1
        if counts[kind] <= MAX_FINDINGS_PER_CODE or not see_all:
            yield line(finding)
            if shown := excerpt(finding) if excerpt else "":
                yield shown
    for (code, severity), count in counts.items():
        if see_all and (more := count - MAX_FINDINGS_PER_CODE) > 0:
            noun, them = (f"{severity}s", "them") if more > 1 else (severity, "it")
            yield f"\u2026 and {more:,} more {code} {noun} ({see_all} shows {them})"


def excerpt(text: str, origin: Origin) -> str:
    """The line of a text that a finding is about, with a caret below its column where known.

    A long line is cut on both sides of the column. The excerpt of a blank line is empty.
    """
    lines = _LINE_END.split(text)
    if not origin.line or origin.line > len(lines):
        return ""
    content = lines[origin.line - 1].rstrip()
    if not content:
        return ""
    column = min(origin.column or 1, len(content) + 1)
    start = max(0, column - 1 - _MAX_CHARS_BEFORE_COLUMN)
    if len(content) <= _MAX_EXCERPT_CHARS:
        start = 0
    before, behind = content[start : column - 1], content[column - 1 : start + _MAX_EXCERPT_CHARS]
    before = ("\u2026" if start else "") + escape_unprintable(before)
    cut = "\u2026" if start + _MAX_EXCERPT_CHARS < len(content) else ""
    margin = " " * len(str(origin.line))
    shown = f"  {origin.line} | {before}{escape_unprintable(behind)}{cut}".rstrip()
    return f"{shown}\n  {margin} | {' ' * cell_width(before)}^" if origin.column else shown


def github_annotation(finding: Finding) -> str:
    """A workflow command of GitHub that shows the finding beside its line in a review."""
    origin = finding.origin
    values = {
        "file": origin.source,
        "line": origin.line,
        "col": origin.column,
        "title": finding.code,
    }
    properties = ",".join(f"{name}={_property(str(v))}" for name, v in values.items() if v)
    return f"::{_GITHUB_LEVELS[finding.severity]} {properties}::{_data(finding.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding as JSON, the same in every command; `FINDING_SCHEMA` describes it."""
    origin = finding.origin
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "source": origin.source,
        "line": origin.line,
        "column": origin.column,
        "file": origin.source,  # the name in earlier versions of `diff`
    }


def _with_description(description: str, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"description": description, **schema}


_NUMBER = {"type": ["integer", "null"], "minimum": 1}
_PROPERTIES = {
    "code": _with_description("Stable; docs/guide/checks.md explains it.", {"type": "string"}),
    "severity": _with_description("How serious it is.", {"enum": [*_GITHUB_LEVELS]}),
    "message": _with_description("What is wrong, and how to fix it.", {"type": "string"}),
    "source": _with_description(
        "The file, relative to the folder of mkdocs.yml.", {"type": "string"}
    ),
    "line": _with_description("Counts from 1; null if it is not known.", _NUMBER),
    "column": _with_description("In characters, counts from 1; null if it is not known.", _NUMBER),
    "file": _with_description("The same as `source`.", {"type": "string"}),
}
# A stable contract: keys may be added, but not changed or removed.
FINDING_SCHEMA: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A finding of reading-list",
    "type": "object",
    "properties": _PROPERTIES,
    "required": [*_PROPERTIES],
}


def to_json(findings: Iterable[Finding]) -> str:
    """One JSON object: the findings, and how many are errors and warnings."""
    items = [finding_data(finding) for finding in findings]
    counts = Counter(item["severity"] for item in items)
    report = {"findings": items, "errors": counts["error"], "warnings": counts["warning"]}
    return _json_text(report)


def to_sarif(
    findings: Sequence[Finding], summaries: Mapping[str, str], help_of: Callable[[str], str]
) -> str:
    """The findings as SARIF 2.1.0, which code hosts and editors show.

    Args:
        findings: The findings.
        summaries: The rule of each code in one sentence.
        help_of: Gives the URL of a code's documentation, or an empty text.
    """
    codes = sorted({finding.code for finding in findings})
    driver = {
        "name": "reading-list",
        "semanticVersion": __version__,
        "rules": [_rule(code, summaries.get(code, code), help_of(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code)) for finding in findings],
    }
    return _json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, summary: str, address: str) -> Mapping[str, Any]:
    rule = {"id": code, "shortDescription": {"text": summary}}
    return {**rule, "helpUri": address} if address else rule


def _result(finding: Finding, index: int) -> Mapping[str, Any]:
    origin = finding.origin
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(origin.source)}}
    if origin.line:
        column = {"startColumn": origin.column} if origin.column else {}
        location["region"] = {"startLine": origin.line, **column}
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": location}],
    }


def _uri(source: str) -> str:
    return quote(source.encode("utf-8", "surrogateescape"))


def _json_text(value: object) -> str:
    return json.dumps(value, indent=2)
