"""Findings as text for people and for other programs."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.model import Finding, Origin, Severity
from generator.text.characters import escape_unprintable

MAX_OF_A_KIND = 20  # printed as text, before the others are only counted
_EXCERPT_LENGTH = 100  # characters of a source line
_BEFORE_COLUMN = 40  # of them, before the column of the finding where the line is cut
_LINE_END = re.compile("\r\n|[\r\n]")
_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_SARIF_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def line(finding: Finding) -> str:
    """`papers/gpipe.yml:7:1: error[unknown-key] …`, one line whatever a file's name holds."""
    origin = finding.origin
    place = ":".join(str(part) for part in (origin.source, origin.line, origin.column) if part)
    return escape_unprintable(f"{place}: {finding.severity}[{finding.code}] {finding.message}")


def fixed(code: str, origin: Origin, old: str, new: str, *, dry_run: bool) -> str:
    """`fixed papers/gpipe.yml:5:8: bad-arxiv: 'arXiv:1811.06965v2' to '1811.06965'`, one line."""
    place = ":".join(str(part) for part in (origin.source, origin.line, origin.column) if part)
    how = "would fix" if dry_run else "fixed"
    return escape_unprintable(f"{how} {place}: {code}: {old[:60]!r} to {new[:60]!r}")


def no_papers_yet(folder: str) -> str:
    """What is said of a list without a paper; `folder` is where papers lie."""
    return (
        "no papers yet: add one with `reading-list import FILE`, or write its file "
        f"{folder}/<id>.yml"
    )


def text(
    findings: Iterable[Finding], excerpt: Callable[[Finding], str] | None, see_all: str
) -> Iterator[str]:
    """A line for each finding, with what `excerpt` gives, then how many are left out.

    After the first `MAX_OF_A_KIND` of a code the others are only counted; `see_all` tells how to
    see them. If it is empty, none is left out.
    """
    counts: Counter[tuple[str, Severity]] = Counter()
    for finding in findings:
        kind = finding.code, finding.severity
        counts[kind] += 1
        if counts[kind] <= MAX_OF_A_KIND or not see_all:
            yield line(finding)
            if shown := excerpt(finding) if excerpt else "":
                yield shown
    for (code, severity), count in counts.items():
        if see_all and (more := count - MAX_OF_A_KIND) > 0:
            noun, them = (f"{severity}s", "them") if more > 1 else (severity, "it")
            yield f"\u2026 and {more:,} more {code} {noun} ({see_all} shows {them})"


def excerpt(text: str, origin: Origin) -> str:
    """The line of a text that a finding is about, with a caret below its column where known.

    A long line is cut on both sides of the column. Nothing is given for a line without text.
    """
    lines = _LINE_END.split(text)
    if not origin.line or origin.line > len(lines):
        return ""
    content = lines[origin.line - 1].rstrip()
    if not content:
        return ""
    column = min(origin.column or 1, len(content) + 1)
    start = max(0, column - 1 - _BEFORE_COLUMN)
    if len(content) <= _EXCERPT_LENGTH:
        start = 0
    before, behind = content[start : column - 1], content[column - 1 : start + _EXCERPT_LENGTH]
    before = ("\u2026" if start else "") + escape_unprintable(before)
    cut = "\u2026" if start + _EXCERPT_LENGTH < len(content) else ""
    margin = " " * len(str(origin.line))
    shown = f"  {origin.line} | {before}{escape_unprintable(behind)}{cut}".rstrip()
    return f"{shown}\n  {margin} | {_blank(before)}^" if origin.column else shown


def _blank(text: str) -> str:
    """Spaces as wide as a text is in a terminal."""
    return " " * sum(map(_cells, text))


def _cells(char: str) -> int:
    """How many columns a terminal gives to a character."""
    if unicodedata.category(char) in ("Mn", "Me"):  # accents, set on the letter before
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def annotation(finding: Finding) -> str:
    """A command of GitHub's workflows that shows the finding beside its line in the review."""
    origin = finding.origin
    told = {"file": origin.source, "line": origin.line, "col": origin.column, "title": finding.code}
    properties = ",".join(f"{name}={_property(str(v))}" for name, v in told.items() if v)
    return f"::{_LEVELS[finding.severity]} {properties}::{_data(finding.message)}"


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
        "file": origin.source,  # what `diff` called it first
    }


def _described(description: str, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"description": description, **schema}


_NUMBER = {"type": ["integer", "null"], "minimum": 1}
_PROPERTIES = {
    "code": _described("Stable; docs/guide/checks.md explains it.", {"type": "string"}),
    "severity": _described("How grave it is.", {"enum": [*_LEVELS]}),
    "message": _described("What is wrong, and how to fix it.", {"type": "string"}),
    "source": _described("The file, relative to the folder of mkdocs.yml.", {"type": "string"}),
    "line": _described("Counts from 1; null where it is not known.", _NUMBER),
    "column": _described("In characters, counts from 1; null where it is not known.", _NUMBER),
    "file": _described("The same as `source`.", {"type": "string"}),
}
# Keys may be added, none will change or go.
FINDING_SCHEMA: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A finding of reading-list",
    "type": "object",
    "properties": _PROPERTIES,
    "required": [*_PROPERTIES],
}


def to_json(findings: Iterable[Finding]) -> str:
    """One JSON object: the findings, and how many are errors and warnings."""
    told = [finding_data(finding) for finding in findings]
    counts = Counter(item["severity"] for item in told)
    report = {"findings": told, "errors": counts["error"], "warnings": counts["warning"]}
    return _dumped(report)


def to_sarif(
    findings: Sequence[Finding], summaries: Mapping[str, str], help_of: Callable[[str], str]
) -> str:
    """SARIF 2.1.0, which code hosts and editors show; `help_of` gives a code's page or nothing."""
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
    return _dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, summary: str, address: str) -> Mapping[str, Any]:
    rule = {"id": code, "shortDescription": {"text": summary}}
    return {**rule, "helpUri": address} if address else rule


def _result(finding: Finding, index: int) -> Mapping[str, Any]:
    origin = finding.origin
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(origin.source)}}
    if origin.line:
        column = {"startColumn": origin.column} if origin.column else {}
        place["region"] = {"startLine": origin.line, **column}
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": place}],
    }


def _uri(source: str) -> str:
    return quote(source.encode("utf-8", "surrogateescape"))


def _dumped(value: object) -> str:
    return json.dumps(value, indent=2)
