"""Papers renamed and removed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.model import Catalog, Edit, Paper
from generator.model.errors import UsageError
from generator.project.editing.reading_paths import follow_papers
from generator.text.slugs import ID_RULE, is_id, slug


def rename_paper(catalog: Catalog, old: str, new: str) -> Edit:
    """Give a paper another id; the old one becomes an alias.

    Lists of related papers and reading paths follow.

    Args:
        catalog: the list.
        old: the id of one of its papers.
        new: the new id.

    Raises:
        UsageError: the new id is not valid, or belongs to another paper.
    """
    _refuse_new_id(catalog, old, new)
    paper = catalog.by_id[old]
    aliases = (*(alias for alias in paper.aliases if alias != new), old)
    related = _follow(paper.related, {old: new}, new)
    renamed = replace(paper, id=new, aliases=aliases, related=related)
    others = follow_related(catalog, {old: new})
    return Edit(
        papers=(renamed, *(other for other in others if other.id != old)), renamed={old: new},
        paths=follow_papers(catalog, {old: new}),
    )  # fmt: skip


def _refuse_new_id(catalog: Catalog, old: str, new: str) -> None:
    if new == old:
        raise UsageError(f"{new!r} is the same id twice. Name the paper, then its new id")
    refuse_invalid_id(new)
    if new in catalog.by_id:
        raise UsageError(f"{new!r} is another paper. If both are one, run "
                         f"`reading-list merge {new} {old}`")  # fmt: skip
    for paper in catalog.papers:
        if paper.id != old and new in paper.aliases:
            raise UsageError(f"{new!r} is an alias of {paper.id!r}, whose old address leads there. "
                             "Choose another id, or remove the alias first")  # fmt: skip
    for exclusion in catalog.excluded:
        if new in exclusion.aliases:
            raise UsageError(
                f"{new!r} is a removed paper, whose address shows why. Choose another id, or "
                f"remove it from {exclusion.origin.source}"
            )


def refuse_invalid_id(new: str) -> None:
    """Raise UsageError if a text cannot be the id of a paper or topic."""
    if not is_id(new):
        raise UsageError(f"{new!r} is not an id: {ID_RULE}. Write one such as {slug(new)!r}")


def follow_related(catalog: Catalog, new_ids: Mapping[str, str]) -> Iterator[Paper]:
    """The papers whose lists of related papers change.

    Args:
        catalog: the list.
        new_ids: the new id by the old one; empty for a paper that is removed.
    """
    for paper in catalog.papers:
        if not new_ids.keys().isdisjoint(paper.related):
            yield replace(paper, related=_follow(paper.related, new_ids, paper.id))


def _follow(related: Sequence[str], new_ids: Mapping[str, str], own: str) -> tuple[str, ...]:
    ids = dict.fromkeys(new_ids.get(id_, id_) for id_ in related)
    return tuple(id_ for id_ in ids if id_ and id_ != own)
