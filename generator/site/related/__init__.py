"""Related papers: which papers are similar to each, and why.

    papers ─ names ──> names defined and mentioned ┬ references ─> who names whose system ┐
           └ features ──────────────────> vectors ─┴ nearest ─> candidates ─ selection ─> lists
                                                                                └ reasons ┘

Computed from the papers alone whenever a site is built.
"""

from collections.abc import Iterator, Mapping

from generator.model import Catalog
from generator.site.related.reasons import describe_reasons, find_reasons
from generator.site.related.types import Neighbour, Reason, Relations, Weights

__all__ = ["MAX_RELATED", "Neighbour", "Reason", "Relations", "Weights", "describe_reasons",
           "find_reasons", "paper_relations", "related_papers"]  # fmt: skip

MAX_RELATED = 5
_DEFAULT_WEIGHTS = Weights()


def related_papers(
    catalog: Catalog,
    max_related: int = MAX_RELATED,
    *,
    weights: Weights = _DEFAULT_WEIGHTS,
    scaled: bool = True,
) -> Mapping[str, tuple[Neighbour, ...]]:
    """For each paper's id its related papers: the editors' choices, then the nearest."""
    return paper_relations(catalog, max_related, weights=weights, scaled=scaled).related


def paper_relations(
    catalog: Catalog,
    max_related: int = MAX_RELATED,
    *,
    weights: Weights = _DEFAULT_WEIGHTS,
    scaled: bool = True,
) -> Relations:
    """The related papers of each paper, and those that name the systems of others.

    Args:
        catalog: the list; its order decides between equally near papers.
        max_related: how many papers each has at most.
        weights: the length of each part of a paper's feature vector.
        scaled: whether similarities are scaled locally, which keeps hubs out of most lists.
    """
    # Imported here because NumPy takes as long to load as checking a small list.
    from generator.site.related.features import feature_vectors  # noqa: PLC0415
    from generator.site.related.names import find_names, read_texts  # noqa: PLC0415
    from generator.site.related.nearest import neighbour_graph  # noqa: PLC0415
    from generator.site.related.references import find_references, has_own_form  # noqa: PLC0415
    from generator.site.related.selection import select_related  # noqa: PLC0415

    papers = catalog.papers
    texts = list(read_texts.each((paper.title, paper.abstract) for paper in papers))
    names, spelling = find_names(texts)
    graph = neighbour_graph(feature_vectors(papers, texts, names, weights), scaled=scaled)
    candidates = [graph.candidates_of(i) for i in range(len(papers))]
    lists = select_related(
        candidates, graph.family.tolist(), dict(_editors_choices(catalog)), max_related
    )
    references = find_references(papers, texts, names)
    known = [each.defines | each.mentions for each in names]

    def neighbour(i: int, j: int) -> Neighbour:
        system, own = references.get(i, {}).get(j, ""), references.get(j, {}).get(i, "")
        spelled = [spelling[name] for name in sorted(known[i] & known[j])]
        shared = [name for name in spelled if has_own_form(name) and name not in {system, own}]
        return Neighbour(id=papers[j].id, names=system, named=own, shared=tuple(shared))

    named_by: dict[str, list[str]] = {}
    for i, named in references.items():
        for j in named:
            named_by.setdefault(papers[j].id, []).append(papers[i].id)
    return Relations(
        related={paper.id: tuple([neighbour(i, j) for j in lists[i]])
                 for i, paper in enumerate(papers)},
        names={papers[i].id: tuple([papers[j].id for j in named])
               for i, named in references.items()},
        named_by={id_: tuple(ids) for id_, ids in named_by.items()},
        systems={papers[j].id: name for named in references.values() for j, name in named.items()},
    )  # fmt: skip


def _editors_choices(catalog: Catalog) -> Iterator[tuple[int, list[int]]]:
    """The numbers of papers with `related` in their files, each with those of its choices."""
    place = {paper.id: i for i, paper in enumerate(catalog.papers)}
    for i, paper in enumerate(catalog.papers):
        if paper.related:
            chosen = (place[id_] for id_ in dict.fromkeys(paper.related) if id_ in place)
            yield i, [j for j in chosen if j != i]
