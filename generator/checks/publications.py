"""Checks of the data of a publication."""

from collections.abc import Iterator

from generator.checks.base import Check, Problem
from generator.model import Catalog
from generator.text.publications import move_year_to_issued


def _years_in_venues(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        migrated = move_year_to_issued(paper)
        if migrated != paper:
            message = (
                f"{paper.venue!r} is read as {migrated.venue!r}, issued {migrated.issued}. "
                "Run `reading-list migrate` to write it so"
            )
            yield paper.origin("venue"), message


CHECKS = (
    Check(by_paper=True, code="year-in-venue", severity="info", run=_years_in_venues,
          summary="A venue is a name; its year is in `issued`."),
)  # fmt: skip
