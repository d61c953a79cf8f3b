"""Findings as text for people and for other programs."""

from generator.model import Finding


def line(finding: Finding) -> str:
    """`papers/gpipe.yml:7:1: error[unknown-key] …`."""
    origin = finding.origin
    place = ":".join(str(part) for part in (origin.source, origin.line, origin.column) if part)
    return f"{place}: {finding.severity}[{finding.code}] {finding.message}"
