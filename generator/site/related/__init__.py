"""Which papers belong side by side, and why.

    papers ─ names ─> who brings and says which names ┐
           └ features ─────────────────────> vectors ─┴ nearest ─> candidates ─ choosing ─> lists
                                                                                 └ reasons

All of it is computed when a site is built, from the papers alone.
"""

from collections.abc import Iterator, Mapping

from generator.model import Catalog
from generator.site.related.reasons import in_words
from generator.site.related.types import Neighbour, Reason, Weights
from generator.text.sanitize import to_text

__all__ = ["MOST", "Neighbour", "Reason", "Weights", "in_words", "related"]

MOST = 5
_WEIGHTS = Weights()


def related(
    catalog: Catalog,
    most: int = MOST,
    *,
    weights: Weights = _WEIGHTS,
    scaled: bool = True,
) -> Mapping[str, tuple[Neighbour, ...]]:
    """For each paper its related ones: its editors' choice, then the nearest, `most` in all.

    Equally near ones stand in the order of the list. Not `scaled`: nothing is done against hubs.
    """
    # Imported here: numbers take as long to load as a small list to check.
    from generator.site.related.features import vectors  # noqa: PLC0415
    from generator.site.related.names import named  # noqa: PLC0415
    from generator.site.related.nearest import graph  # noqa: PLC0415
    from generator.site.related.reasons import reasons  # noqa: PLC0415
    from generator.site.related.selection import choose  # noqa: PLC0415

    papers = catalog.papers
    texts = [(to_text(paper.title), to_text(paper.abstract)) for paper in papers]
    names, spelling = named(texts)
    near = graph(vectors(papers, texts, names, weights), scaled=scaled)
    candidates = [near.of(i) for i in range(len(papers))]
    lists = choose(candidates, near.family.tolist(), dict(_picked(catalog)), most)
    return {
        paper.id: tuple(
            Neighbour(
                id=papers[j].id,
                reasons=reasons(paper, papers[j], names[i], names[j], spelling),
            )
            for j in lists[i]
        )
        for i, paper in enumerate(papers)
    }


def _picked(catalog: Catalog) -> Iterator[tuple[int, list[int]]]:
    """Where editors chose: the place of a paper and those of its related ones."""
    place = {paper.id: i for i, paper in enumerate(catalog.papers)}
    for i, paper in enumerate(catalog.papers):
        if paper.related:
            chosen = (place[id_] for id_ in dict.fromkeys(paper.related) if id_ in place)
            yield i, [j for j in chosen if j != i]
