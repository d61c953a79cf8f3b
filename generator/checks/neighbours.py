"""Rules for the related papers that editors choose."""

from collections.abc import Iterator

from generator.checks.base import Check, Problem
from generator.model import Catalog, Paper
from generator.names import did_you_mean


def _unknown_related(catalog: Catalog) -> Iterator[Problem]:
    moved = {alias: paper.id for paper in catalog.papers for alias in paper.aliases}
    for paper in catalog.papers:
        for i, id_ in enumerate(paper.related):
            if flaw := _flaw(paper, i, catalog, moved):
                yield paper.origin(f"related.{i}"), f"{id_[:60]!r} {flaw}"


def _flaw(paper: Paper, i: int, catalog: Catalog, moved: dict[str, str]) -> str:
    id_ = paper.related[i]
    if id_ == paper.id:
        return "is this paper itself: remove it"
    if id_ in paper.related[:i]:
        return "stands here twice: keep one"
    if id_ in catalog.by_id:
        return ""
    if id_ in moved:
        return f"is an old id: write {moved[id_]!r}"
    stem = id_.rpartition("/")[2].removesuffix(".yml")
    if stem in catalog.by_id:
        return f"is a file, not an id: write {stem!r}"
    meant = did_you_mean(stem, catalog.by_id) or ": write the name of its file without .yml"
    return f"is no paper of the list{meant}"


CHECKS = (
    Check(code="unknown-related", severity="error", run=_unknown_related,
          summary="A related paper is another paper of the list, named once."),
)  # fmt: skip
