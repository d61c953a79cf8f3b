"""Papers that an editor does not want in the list, so that imports and `watch` leave them out."""

from collections.abc import Sequence
from dataclasses import replace

from generator.checks.duplicates import title_genericness
from generator.checks.matching import ExclusionIndex
from generator.model import MAX_TEXT_CHARACTERS, Catalog, Edit, Exclusion
from generator.model.errors import ReadingListError


def reject_papers(catalog: Catalog, rejected: Sequence[Exclusion]) -> Edit:
    """Add papers to `excluded.yml`; one that is excluded already keeps its reason.

    Args:
        catalog: the list.
        rejected: the papers, with the place where each was rejected.

    Raises:
        ReadingListError: a paper is in the list, cannot be excluded, or has no usable reason.
    """
    _refuse_listed(catalog, rejected)
    index = ExclusionIndex(catalog.excluded)
    excluded, remarks = list(catalog.excluded), []
    for each in rejected:
        place = f"{each.origin.source}:{each.origin.line}"
        name = each.title or each.arxiv or each.doi
        if not (each.arxiv or each.doi or each.title):
            raise ReadingListError(f"{place}: nothing changed. This line has neither an arXiv id "
                                   "nor a DOI nor the title of a paper")  # fmt: skip
        if not each.reason.strip() or len(each.reason) > MAX_TEXT_CHARACTERS:
            raise ReadingListError(
                f"{place}: nothing changed. Write why {name!r} is rejected behind its identifier, "
                f"or give one reason for all with --reason; 1 to {MAX_TEXT_CHARACTERS:,} characters"
            )
        if known := index.find(each):
            remarks.append(f"{name} is excluded already; that reason stays: {known.reason}")
            continue
        new = replace(each, origin=Exclusion(reason="").origin)
        excluded.append(new)
        index.add(new)
        if not (each.arxiv or each.doi) and title_genericness(each.title):
            remarks.append(f"{place}: imports now leave out every paper with the title {name!r}")
    if len(excluded) == len(catalog.excluded):
        return Edit(remarks=tuple(remarks))
    return Edit(excluded=tuple(excluded), remarks=tuple(remarks))


def _refuse_listed(catalog: Catalog, rejected: Sequence[Exclusion]) -> None:
    """Raise ReadingListError if excluding a paper would exclude one of the list."""
    index = ExclusionIndex(rejected)
    for paper in catalog.papers:
        if found := index.find(paper):
            raise ReadingListError(
                f"{found.origin.source}:{found.origin.line}: nothing changed. "
                f"{paper.origin().source} is this paper. To remove it, run "
                f"`reading-list rm {paper.id}`"
            )
