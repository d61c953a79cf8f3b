"""Papers removed: imports leave them out, and their addresses say why or lead to another paper."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.checks.duplicates import title_genericness
from generator.checks.matching import ExclusionIndex
from generator.model import MAX_TEXT_CHARACTERS, Catalog, Edit, Exclusion, Paper
from generator.model.errors import ReadingListError, UsageError
from generator.project.editing.papers import follow_related
from generator.project.editing.reading_paths import follow_papers


def remove_papers(catalog: Catalog, ids: Sequence[str], reason: str, redirect_to: str = "") -> Edit:
    """Remove papers; `excluded.yml` gets them, and lists of related papers lose them.

    Args:
        catalog: the list.
        ids: the ids of papers in it.
        reason: why they are removed.
        redirect_to: the id of the paper to which their addresses lead; by default they show the
            reason.

    Raises:
        UsageError: there is no reason, or the addresses would lead to a removed paper.
        ReadingListError: another paper of the list would be excluded, too, or a reading path has
            one of the papers.
    """
    if not reason.strip() or len(reason) > MAX_TEXT_CHARACTERS:
        raise UsageError(f"the reason must have 1 to {MAX_TEXT_CHARACTERS:,} characters")
    if redirect_to in ids:
        raise UsageError(f"{redirect_to!r} is removed itself, so no address can lead to it")
    removed = [catalog.by_id[id_] for id_ in ids]
    remaining = [paper for paper in catalog.papers if paper.id not in ids]
    excluded = list(catalog.excluded)
    remarks: list[str] = []
    _refuse_same_papers(removed, remaining)
    for paper in removed:
        remarks += _exclude(excluded, paper, reason, has_page=not redirect_to)
    changed = {paper.id: paper for paper in follow_related(catalog, dict.fromkeys(ids, redirect_to))
               if paper.id not in ids}  # fmt: skip
    remarks += _related_remarks(catalog, changed.values(), ids, redirect_to)
    if redirect_to:
        target = changed.get(redirect_to, catalog.by_id[redirect_to])
        former = (id_ for paper in removed for id_ in (paper.id, *paper.aliases))
        aliases = tuple(dict.fromkeys((*target.aliases, *former)))
        changed[redirect_to] = replace(target, aliases=aliases)
    return Edit(
        papers=tuple(changed.values()), removed=tuple(ids), remarks=tuple(remarks),
        excluded=None if excluded == [*catalog.excluded] else tuple(excluded),
        paths=follow_papers(catalog, dict.fromkeys(ids, redirect_to)),
    )  # fmt: skip


def _refuse_same_papers(removed: Sequence[Paper], remaining: Sequence[Paper]) -> None:
    """Raise ReadingListError if excluding a paper would exclude one that stays."""
    exclusions = [_exclusion(paper, "") for paper in removed]
    ids = {id(exclusion): paper.id for exclusion, paper in zip(exclusions, removed, strict=True)}
    index = ExclusionIndex(exclusions)
    for other in remaining:
        if found := index.find(other):
            raise ReadingListError(
                f"nothing changed. Excluding {ids[id(found)]!r} would exclude {other.id!r}, too, "
                "which has the same arXiv id, DOI or title. If both are one paper, run "
                f"`reading-list merge {other.id} {ids[id(found)]}`; if not, correct what they "
                "share first"
            )


def _exclusion(paper: Paper, reason: str) -> Exclusion:
    return Exclusion(arxiv=paper.arxiv, doi=paper.doi, title=paper.title, reason=reason)


def _exclude(
    excluded: list[Exclusion], paper: Paper, reason: str, *, has_page: bool
) -> Iterator[str]:
    """Add a paper to those that are excluded; yields remarks."""
    aliases = (paper.id, *paper.aliases) if has_page else ()
    if known := ExclusionIndex(excluded).find(paper):
        place = next(i for i, each in enumerate(excluded) if each is known)
        excluded[place] = replace(known, aliases=tuple(dict.fromkeys((*known.aliases, *aliases))))
        yield f"{paper.id} is excluded already; that reason stays: {known.reason}"
        return
    excluded.append(replace(_exclusion(paper, reason), aliases=aliases))
    if not (paper.arxiv or paper.doi) and title_genericness(paper.title):
        yield (f"{paper.id} has neither arXiv id nor DOI: imports now leave out every paper with "
               f"the title {paper.title!r}")  # fmt: skip


def _related_remarks(
    catalog: Catalog, changed: Iterable[Paper], ids: Sequence[str], redirect_to: str
) -> Iterator[str]:
    what = f"became {redirect_to}" if redirect_to else "was removed"
    for paper in changed:
        for id_ in catalog.by_id[paper.id].related:
            if id_ in ids:
                yield f"{paper.id}: {id_} under related {what}"
