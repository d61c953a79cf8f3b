"""Checks of `excluded.yml`."""

from collections.abc import Iterator

from generator.checks.base import Check, Problem
from generator.checks.duplicates import title_genericness
from generator.checks.matching import ExclusionIndex
from generator.model import Catalog


def _excluded_papers(catalog: Catalog) -> Iterator[Problem]:
    index = ExclusionIndex(catalog.excluded)
    for paper in catalog.papers:
        if exclusion := index.find(paper):
            message = f"{paper.origin().source} is this paper. Remove that file, or this entry"
            yield exclusion.origin, message


def _repeated_exclusions(catalog: Catalog) -> Iterator[Problem]:
    index = ExclusionIndex()
    for exclusion in catalog.excluded:
        if earlier := index.find(exclusion):
            message = f"line {earlier.origin.line} excludes the same paper. Keep one of the two"
            yield exclusion.origin, message
        index.add(exclusion)


def _broad_exclusions(catalog: Catalog) -> Iterator[Problem]:
    for exclusion in catalog.excluded:
        has_id = exclusion.arxiv or exclusion.doi
        if not has_id and exclusion.title and title_genericness(exclusion.title):
            message = (
                f"many papers may have the title {exclusion.title[:60]!r}, and imports leave out "
                "all of them: add the arXiv id or DOI of the one you mean"
            )
            yield exclusion.origin, message


CHECKS = (
    Check(code="excluded-paper", severity="error", run=_excluded_papers,
          summary="No paper of the list is in `excluded.yml`."),
    Check(code="duplicate-exclusion", severity="warning", run=_repeated_exclusions,
          summary="`excluded.yml` names a paper once."),
    Check(code="broad-exclusion", severity="warning", run=_broad_exclusions,
          summary="`excluded.yml` names papers by more than a generic title."),
)  # fmt: skip
