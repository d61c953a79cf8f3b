"""Where papers lie on the map: each on its main topic's island, near papers near each other.

    papers ─> islands, one a topic, big enough for its papers and its label
        links between papers ─> boxes.arranged: islands that share much lie side by side
        links of one paper   ─> spots.settled: a paper lies on the side it has to do with

All of it is done in whole numbers, so that a map is the same on every machine: adding fractions
gives other last digits where a processor adds in another order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

from generator.model import Catalog, Paper
from generator.site.map.labels import Label, label

__all__ = ["Island", "Label", "Layout", "laid_out", "main_topic"]

_AREA = 210_000  # for all points: of a map about 1000 wide and 700 high
_TIGHT, _LOOSE = 5, 26  # between two points, whatever their number
_GAP = 14  # between two islands
_KIN = 2  # what being of one group counts, where a shared paper counts up to 10
_MARGIN = 12
_LEAST = 1000  # wide: the page draws every map as wide as itself, and words would be huge

Point = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Island:
    """Where a topic's papers lie: the middle of its points, and its label (first base line)."""

    x: int
    y: int
    label: Label
    label_y: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """A map: its size, the distance of two points, papers and islands by their ids.

    The island of papers without a topic has the id "".
    """

    width: int
    height: int
    pitch: int
    papers: Mapping[str, Point]
    islands: Mapping[str, Island]


def main_topic(paper: Paper, catalog: Catalog) -> str:
    """The first topic of a paper that the vocabulary knows; empty if there is none."""
    return next((topic for topic in paper.topics if topic in catalog.topic_by_id), "")


def laid_out(
    catalog: Catalog, near: Mapping[str, Sequence[str]], names: Mapping[str, str]
) -> Layout:
    """The map of a list: `near` are the ids of each paper's related ones, `names` of islands."""
    # Imported here: numbers take as long to load as a small list to check.
    from generator.site.map.boxes import Box, arranged  # noqa: PLC0415
    from generator.site.map.spots import lattice, settled  # noqa: PLC0415

    homes: dict[str, list[str]] = {}
    for paper in catalog.papers:
        homes.setdefault(main_topic(paper, catalog), []).append(paper.id)
    order = [topic for topic in (*catalog.topic_by_id, "") if topic in homes]
    pitch = max(_TIGHT, min(_LOOSE, isqrt(_AREA // max(1, len(catalog.papers)))))
    spots = {topic: lattice(len(homes[topic]), pitch) for topic in order}
    labels = {topic: label(names[topic]) for topic in order}
    reach = {topic: max(abs(n) for spot in spots[topic] for n in spot) + pitch for topic in order}
    boxes = [
        Box(
            width=max(2 * reach[topic], labels[topic].width) + _GAP,
            height=2 * reach[topic] + labels[topic].height + _GAP,
        )
        for topic in order
    ]
    middles = arranged(boxes, _likeness(catalog, near, order))
    left = min((x - box.width // 2 for (x, _), box in zip(middles, boxes, strict=True)), default=0)
    top = min((y - box.height // 2 for (_, y), box in zip(middles, boxes, strict=True)), default=0)
    islands = {
        topic: _island(x - left, y - top, box.height, labels[topic], reach[topic])
        for topic, (x, y), box in zip(order, middles, boxes, strict=True)
    }
    centres = {topic: (island.x, island.y) for topic, island in islands.items()}
    papers = settled(catalog, near, homes, centres, spots)
    ends = zip(middles, boxes, strict=True)
    far = [(x + b.width // 2 - left, y + b.height // 2 - top) for (x, y), b in ends]
    return Layout(
        width=max(_LEAST, max((x for x, _ in far), default=0) + _MARGIN),
        height=max((y for _, y in far), default=0) + _MARGIN,
        pitch=pitch,
        papers=papers,
        islands=islands,
    )


def _island(x: int, y: int, height: int, label: Label, reach: int) -> Island:
    """An island in its box: the label above the points, the gap around both."""
    top = y - height // 2 + _GAP // 2
    return Island(x=x, y=top + label.height + reach, label=label, label_y=top + label.line)


def _likeness(
    catalog: Catalog, near: Mapping[str, Sequence[str]], order: Sequence[str]
) -> list[list[int]]:
    """How much two islands have to do with each other, in whole numbers."""
    place = {topic: i for i, topic in enumerate(order)}
    home = {p.id: place[main_topic(p, catalog)] for p in catalog.papers}
    size = [0] * len(order)
    links = [[0] * len(order) for _ in order]
    for paper in catalog.papers:
        here = home[paper.id]
        size[here] += 1
        others = [place[topic] for topic in paper.topics if topic in place]
        for there in (*others, *(home[id_] for id_ in near[paper.id])):
            links[here][there] += 1
            links[there][here] += 1
    group = [catalog.topic_by_id[t].group if t in catalog.topic_by_id else "" for t in order]
    return [
        [
            0 if i == j else
            10 * links[i][j] // isqrt(size[i] * size[j]) + (_KIN if group[i] == group[j] else 0)
            for j in range(len(order))
        ]
        for i in range(len(order))
    ]  # fmt: skip
