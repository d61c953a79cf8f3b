"""Related papers: which papers are similar to each, and why.

    papers ─ names ──> names defined and mentioned ┐
           └ features ──────────────────> vectors ─┴ nearest ─> candidates ─ selection ─> lists
                                                                                └ reasons

Computed from the papers alone whenever a site is built.
"""

from collections.abc import Iterator, Mapping

from generator.model import Catalog
from generator.site.related.reasons import describe_reasons
from generator.site.related.types import Neighbour, Reason, Weights
from generator.text.memo import kept_call

__all__ = ["MAX_RELATED", "Neighbour", "Reason", "Weights", "describe_reasons", "related_papers"]

MAX_RELATED = 5
_DEFAULT_WEIGHTS = Weights()


def related_papers(
    catalog: Catalog,
    max_related: int = MAX_RELATED,
    *,
    weights: Weights = _DEFAULT_WEIGHTS,
    scaled: bool = True,
) -> Mapping[str, tuple[Neighbour, ...]]:
    """For each paper's id its related papers: the editors' choices, then the nearest.

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
    from generator.site.related.reasons import find_reasons  # noqa: PLC0415
    from generator.site.related.selection import select_related  # noqa: PLC0415

    papers = catalog.papers
    texts = list(read_texts.each((paper.title, paper.abstract) for paper in papers))
    names, spelling = find_names(texts)
    graph = neighbour_graph(feature_vectors(papers, texts, names, weights), scaled=scaled)
    candidates = [graph.candidates_of(i) for i in range(len(papers))]
    lists = select_related(
        candidates, graph.family.tolist(), dict(_editors_choices(catalog)), max_related
    )
    known = [each.defines | each.mentions for each in names]

    def neighbour(i: int, j: int) -> Neighbour:
        spelled = tuple([spelling[name] for name in sorted(known[i] & known[j])])
        of = papers[i], papers[j], names[i], names[j]
        return kept_call(related_papers, (*of, spelled), lambda *_: Neighbour(
            id=papers[j].id, reasons=find_reasons(*of, spelling)))  # fmt: skip

    return {paper.id: tuple([neighbour(i, j) for j in lists[i]]) for i, paper in enumerate(papers)}


def _editors_choices(catalog: Catalog) -> Iterator[tuple[int, list[int]]]:
    """The numbers of papers with `related` in their files, each with those of its choices."""
    place = {paper.id: i for i, paper in enumerate(catalog.papers)}
    for i, paper in enumerate(catalog.papers):
        if paper.related:
            chosen = (place[id_] for id_ in dict.fromkeys(paper.related) if id_ in place)
            yield i, [j for j in chosen if j != i]
