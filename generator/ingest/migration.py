"""Papers of earlier versions in the form of this one."""

from collections.abc import Sequence

from generator.model import Catalog, Paper
from generator.text.publications import move_year_to_issued


def migrated(catalog: Catalog) -> Sequence[Paper]:
    """The papers of a list that this version would write otherwise, as it would."""
    return [after for paper in catalog.papers if (after := move_year_to_issued(paper)) != paper]
