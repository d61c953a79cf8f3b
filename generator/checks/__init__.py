"""The checks of a catalog: one small function per rule, listed in `CHECKS`."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

from generator.checks import (
    characters,
    duplicate_papers,
    exclusions,
    identifiers,
    links,
    neighbours,
    people,
    publications,
    reading_paths,
    search_phrases,
    suppress,
    takeaways,
    typesetting,
    vocabulary,
    wording,
)
from generator.checks.base import Check
from generator.checks.reading import READING_SUMMARIES
from generator.checks.single_papers import FindingsCache, find_problems, run_checks
from generator.checks.whole_lists import MAX_KEPT_STATES, ListFindings
from generator.model import Catalog, Finding, Paper

CHECKS: tuple[Check, ...] = (
    *vocabulary.CHECKS,
    *duplicate_papers.CHECKS,
    *exclusions.CHECKS,
    *people.CHECKS,
    *identifiers.CHECKS,
    *wording.CHECKS,
    *characters.CHECKS,
    *typesetting.CHECKS,
    *takeaways.CHECKS,
    *search_phrases.CHECKS,
    *links.CHECKS,
    *neighbours.CHECKS,
    *publications.CHECKS,
    *reading_paths.CHECKS,
)
# Errors that do not depend on the other papers of the list.
_SINGLE_PAPER_CHECKS = tuple(
    check
    for module in (identifiers, wording, characters, typesetting, takeaways, search_phrases, links)
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
    "MAX_KEPT_STATES",
    "READING_SUMMARIES",
    "SUMMARIES",
    "Check",
    "find_paper_errors",
    "run",
    "sort_findings",
]


def find_paper_errors(papers: Iterable[Paper]) -> tuple[Finding, ...]:
    """The errors of papers that do not depend on the rest of the list."""
    return tuple(run_checks(_SINGLE_PAPER_CHECKS, Catalog(papers=tuple(papers))))


def run(
    catalog: Catalog,
    *,
    topics_known: bool = True,
    contents: Mapping[str, bytes] | None = None,
    cache: FindingsCache | None = None,
    states: FindingsCache | None = None,
) -> tuple[Finding, ...]:
    """The findings of all checks, except those that a paper's file ignores.

    If the vocabulary could not be read (`topics_known` is false), no topic is reported as unknown:
    that would be a finding per paper that does not name the cause.

    Args:
        catalog: The list.
        topics_known: Whether all topics could be read.
        contents: A key for the content of each paper's file, by id.
        cache: The findings of checks that look at one paper at a time, by content.
        states: The findings of all checks, by the contents of the whole list.
    """
    kept = ListFindings(catalog, contents, states) if contents and states else None
    if (remaining := kept.known() if kept else None) is None:
        found = _find_all(catalog, contents, cache)
        codes = [check.code for check in CHECKS]
        remaining = tuple(suppress.apply_ignores(catalog, found, codes))
        if kept:
            kept.keep(remaining)
    return tuple(
        finding for finding in remaining if topics_known or finding.code != "unknown-topic"
    )


def _find_all(
    catalog: Catalog, contents: Mapping[str, bytes] | None, cache: FindingsCache | None
) -> Iterable[Finding]:
    if contents is None or cache is None:
        return run_checks(CHECKS, catalog)
    by_paper = [check for check in CHECKS if check.by_paper]
    return chain(
        find_problems(by_paper, catalog.papers, contents, cache),
        run_checks(by_paper, replace(catalog, papers=())),
        run_checks([check for check in CHECKS if not check.by_paper], catalog),
    )


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line and column, each once."""

    def sort_key(finding: Finding) -> tuple[str, int, int, str, str]:
        origin = finding.origin
        return origin.source, origin.line or 0, origin.column or 0, finding.code, finding.message

    return tuple(sorted(dict.fromkeys(findings), key=sort_key))
