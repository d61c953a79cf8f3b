"""What is wrong with a catalog as a whole: one small function a rule, CHECKS lists them."""

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
from generator.checks.reading import READING
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
# What a paper may not have whatever else the list has.
_ALONE = tuple(
    check
    for module in (identifiers, wording, characters, typesetting, links)
    for check in module.CHECKS
    if check.severity == "error"
)
SUMMARIES: Mapping[str, str] = {
    **{check.code: check.summary for check in CHECKS},
    suppress.UNUSED: suppress.UNUSED_SUMMARY,
    **READING,
}

__all__ = ["CHECKS", "READING", "SUMMARIES", "Check", "find_errors_alone", "ordered", "run"]


def find_errors_alone(papers: Iterable[Paper]) -> tuple[Finding, ...]:
    """The errors of papers for which it does not matter what else the list has."""
    catalog = Catalog(papers=tuple(papers))
    return tuple(
        Finding(code=check.code, severity=check.severity, message=message, origin=origin)
        for check in _ALONE
        for origin, message in check.run(catalog)
    )


def run(catalog: Catalog, *, topics_known: bool = True) -> tuple[Finding, ...]:
    """Every breach of every rule, less those that the paper's file ignores.

    Where the vocabulary could not be read, no topic is called unknown: that would be one finding a
    paper, and none of them the cause.
    """
    found = (
        Finding(code=check.code, severity=check.severity, message=message, origin=origin)
        for check in CHECKS
        for origin, message in check.run(catalog)
    )
    codes = [check.code for check in CHECKS]
    told = suppress.unsilenced(catalog, found, codes)
    return tuple(finding for finding in told if topics_known or finding.code != "unknown-topic")


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line and column, each once."""

    def place(finding: Finding) -> tuple[str, int, int, str, str]:
        origin = finding.origin
        return origin.source, origin.line or 0, origin.column or 0, finding.code, finding.message

    return tuple(sorted(dict.fromkeys(findings), key=place))
