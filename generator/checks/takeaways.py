"""Checks of the takeaways of papers."""

from collections.abc import Iterator

from generator.checks.base import Check, Problem
from generator.model import Catalog
from generator.text.sentences import sentence_flaw

_PROPOSAL = (
    "the editors' pick has no takeaway. Add `takeaway:` with one sentence: what should readers "
    "take from it?"
)


def _bad_takeaways(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        if flaw := sentence_flaw(paper.takeaway):
            yield paper.origin("takeaway"), f"the takeaway {flaw}"


def _picks_without_takeaway(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        if paper.recommended and not paper.takeaway.strip():
            yield paper.origin("recommended"), _PROPOSAL


CHECKS = (
    Check(by_paper=True, code="bad-takeaway", severity="error", run=_bad_takeaways,
          summary="A takeaway is one short sentence without markup."),
    Check(by_paper=True, code="no-takeaway", severity="info", run=_picks_without_takeaway,
          summary="Every editors' pick has a takeaway."),
)  # fmt: skip
