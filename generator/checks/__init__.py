"""The checks of a catalog: one small function per rule, listed in `CHECKS`."""

from collections.abc import Iterable, Mapping

from generator.checks import (
    characters,
    duplicate_papers,
    exclusions,
    identifiers,
    links,
    neighbours,
    publications,
    suppress,
    typesetting,
    vocabulary,
    wording,
)
from generator.checks.base import Check
from generator.checks.reading import READING_SUMMARIES
from generator.model import Catalog, Finding, Paper

CHECKS: tuple[Check, ...] = (
    *vocabulary.CHECKS,
    *duplicate_papers.CHECKS,
    *exclusions.CHECKS,
    *identifiers.CHECKS,
    *wording.CHECKS,
    *characters.CHECKS,
    *typesetting.CHECKS,
    *links.CHECKS,
    *neighbours.CHECKS,
    *publications.CHECKS,
)
# Errors that do not depend on the other papers of the list.
_SINGLE_PAPER_CHECKS = tuple(
    check
    for module in (identifiers, wording, characters, typesetting, links)
    for check in module.CHECKS
    if check.severity == "error"
)
SUMMARIES: Mapping[str, str] = {
    **{check.code: check.summary for check in CHECKS},
    suppress.UNUSED_IGNORE: suppress.UNUSED_IGNORE_SUMMARY,
    **READING_SUMMARIES,
}

__all__ = [
    "CHECKS",
    "READING_SUMMARIES",
    "SUMMARIES",
    "Check",
    "find_paper_errors",
    "run",
    "sort_findings",
]


def find_paper_errors(papers: Iterable[Paper]) -> tuple[Finding, ...]:
    """The errors of papers that do not depend on the rest of the list."""
    catalog = Catalog(papers=tuple(papers))
    return tuple(
        Finding(code=check.code, severity=check.severity, message=message, origin=origin)
        for check in _SINGLE_PAPER_CHECKS
        for origin, message in check.run(catalog)
    )


def run(catalog: Catalog, *, topics_known: bool = True) -> tuple[Finding, ...]:
    """The findings of all checks, except those that a paper's file ignores.

    If the vocabulary could not be read (`topics_known` is false), no topic is reported as unknown:
    that would be a finding per paper that does not name the cause.
    """
    found = (
        Finding(code=check.code, severity=check.severity, message=message, origin=origin)
        for check in CHECKS
        for origin, message in check.run(catalog)
    )
    codes = [check.code for check in CHECKS]
    remaining = suppress.apply_ignores(catalog, found, codes)
    return tuple(
        finding for finding in remaining if topics_known or finding.code != "unknown-topic"
    )


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line and column, each once."""

    def sort_key(finding: Finding) -> tuple[str, int, int, str, str]:
        origin = finding.origin
        return origin.source, origin.line or 0, origin.column or 0, finding.code, finding.message

    return tuple(sorted(dict.fromkeys(findings), key=sort_key))
