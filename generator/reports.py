"""Findings as text for people and for other programs."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.model import Finding, Severity

_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_SARIF_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def line(finding: Finding) -> str:
    """`papers/gpipe.yml:7:1: error[unknown-key] …`, one line whatever a file's name holds."""
    origin = finding.origin
    place = ":".join(str(part) for part in (origin.source, origin.line, origin.column) if part)
    return printable(f"{place}: {finding.severity}[{finding.code}] {finding.message}")


def printable(text: str) -> str:
    """Escapes for what a terminal would obey or a log would take for a line of its own."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


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


def to_json(findings: Iterable[Finding]) -> str:
    """One JSON object: the findings, and how many are errors and warnings."""
    told = [
        {
            "code": finding.code,
            "severity": finding.severity,
            "message": finding.message,
            "source": finding.origin.source,
            "line": finding.origin.line,
            "column": finding.origin.column,
        }
        for finding in findings
    ]
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
