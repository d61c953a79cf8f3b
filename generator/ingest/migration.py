"""Papers of earlier versions in the form of this one."""

from generator.model import Catalog, Paper
from generator.text.publications import move_year_to_issued


def migrated(catalog: Catalog) -> tuple[Paper, ...]:
    """The papers of a list that this version would write otherwise, as it would."""
    after = (move_year_to_issued(paper) for paper in catalog.papers)
    return tuple(new for new, old in zip(after, catalog.papers, strict=True) if new != old)
