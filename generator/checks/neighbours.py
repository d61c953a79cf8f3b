"""Checks of the related papers that editors choose."""

from collections.abc import Iterator, Mapping

from generator.checks.base import Check, Problem
from generator.model import Catalog, Paper
from generator.text.did_you_mean import Shortlist, did_you_mean


def _unknown_related(catalog: Catalog) -> Iterator[Problem]:
    ids_by_alias = {alias: paper.id for paper in catalog.papers for alias in paper.aliases}
    known = Shortlist(catalog.by_id)
    for paper in catalog.papers:
        seen: set[str] = set()
        for i, id_ in enumerate(paper.related):
            if id_ != paper.id and id_ in seen:
                flaw = "appears twice. Keep one"
            else:
                flaw = _related_flaw(id_, paper, catalog, ids_by_alias, known)
            if flaw:
                yield paper.origin(f"related.{i}"), f"{id_[:60]!r} {flaw}"
            seen.add(id_)


def _related_flaw(
    id_: str, paper: Paper, catalog: Catalog, ids_by_alias: Mapping[str, str], known: Shortlist
) -> str:
    if id_ == paper.id:
        return "is this paper itself. Remove it"
    return unknown_paper_flaw(id_, catalog, ids_by_alias, known)


def unknown_paper_flaw(
    id_: str, catalog: Catalog, ids_by_alias: Mapping[str, str], known: Shortlist
) -> str:
    """Why an id is not that of a paper of the list, and what to write; empty if it is one."""
    if id_ in catalog.by_id:
        return ""
    if id_ in ids_by_alias:
        return f"is an old id. Write {ids_by_alias[id_]!r}"
    stem = id_.rpartition("/")[2].removesuffix(".yml")
    if stem in catalog.by_id:
        return f"is a file, not an id. Write {stem!r}"
    meant = (
        did_you_mean(stem, known.close_names(stem)) or ". Write the name of its file without .yml"
    )
    return f"is not a paper of the list{meant}"


CHECKS = (
    Check(code="unknown-related", severity="error", run=_unknown_related,
          summary="A related paper is another paper of the list, named once."),
)  # fmt: skip
