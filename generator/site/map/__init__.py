"""The layout of the map: each paper on the island of its main topic, related papers close together.

    papers ─> islands, mostly one per topic, large enough for its papers and its label
        links between islands ─> boxes.arrange_boxes: related islands are neighbours
        links of one paper    ─> spots.assign_spots: a paper is on the side of its related papers

All arithmetic is in integers, so that a map is the same on every machine: floating-point sums
depend on the order in which a processor adds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

from generator.model import Catalog
from generator.site.map.islands import islands_of, main_topic
from generator.site.map.labels import Label, make_label

__all__ = ["Island", "Label", "Layout", "compute_layout", "islands_of", "main_topic"]

_TOTAL_AREA = 210_000  # shared by all points: a map of about 1000 by 700 units
_MIN_PITCH, _MAX_PITCH = 5, 26  # limits of the distance between two points
_ISLAND_GAP = 14  # between two islands
_SAME_GROUP_AFFINITY = 2  # for topics of one group; shared papers add up to 10
_MARGIN = 12
_MIN_WIDTH = (
    1000  # maps are scaled to the page's width, which would enlarge labels of a narrower map
)

Point = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Island:
    """The area of a topic's papers: its centre, its label, and the label's first baseline."""

    x: int
    y: int
    label: Label
    label_y: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """The positions of everything on the map, in units of its drawing.

    Attributes:
        width: of the map.
        height: of the map.
        pitch: the distance between two neighbouring points.
        papers: the position of each paper, by id.
        islands: by their names in `islands_of`.
    """

    width: int
    height: int
    pitch: int
    papers: Mapping[str, Point]
    islands: Mapping[str, Island]


def compute_layout(
    catalog: Catalog,
    near: Mapping[str, Sequence[str]],
    islands: Mapping[str, str],
    names: Mapping[str, str],
) -> Layout:
    """The map of a list.

    Args:
        catalog: the list.
        near: for each paper the ids of its related papers.
        islands: the island of each paper, as `islands_of` gives them.
        names: the labels of islands.
    """
    # Imported here because NumPy takes as long to load as checking a small list.
    from generator.site.map.boxes import Box, arrange_boxes  # noqa: PLC0415
    from generator.site.map.spots import assign_spots, hexagonal_lattice  # noqa: PLC0415

    papers_of: dict[str, list[str]] = {}
    for paper in catalog.papers:
        papers_of.setdefault(islands[paper.id], []).append(paper.id)
    topics = [topic for topic in catalog.topic_by_id if topic in papers_of]
    order = [*topics, *sorted(papers_of.keys() - topics)]
    pitch = max(_MIN_PITCH, min(_MAX_PITCH, isqrt(_TOTAL_AREA // max(1, len(catalog.papers)))))
    spots = {topic: hexagonal_lattice(len(papers_of[topic]), pitch) for topic in order}
    labels = {topic: make_label(names[topic]) for topic in order}
    reach = {topic: max(abs(n) for spot in spots[topic] for n in spot) + pitch for topic in order}
    boxes = [
        Box(
            width=max(2 * reach[topic], labels[topic].width) + _ISLAND_GAP,
            height=2 * reach[topic] + labels[topic].height + _ISLAND_GAP,
        )
        for topic in order
    ]
    middles = arrange_boxes(boxes, _island_affinities(catalog, near, islands, order))
    left = min((x - box.width // 2 for (x, _), box in zip(middles, boxes, strict=True)), default=0)
    top = min((y - box.height // 2 for (_, y), box in zip(middles, boxes, strict=True)), default=0)
    placed = {
        topic: _island(x - left, y - top, box.height, labels[topic], reach[topic])
        for topic, (x, y), box in zip(order, middles, boxes, strict=True)
    }
    centres = {topic: (island.x, island.y) for topic, island in placed.items()}
    papers = assign_spots(catalog, near, papers_of, centres, spots)
    ends = zip(middles, boxes, strict=True)
    far = [(x + b.width // 2 - left, y + b.height // 2 - top) for (x, y), b in ends]
    return Layout(
        width=max(_MIN_WIDTH, max((x for x, _ in far), default=0) + _MARGIN),
        height=max((y for _, y in far), default=0) + _MARGIN,
        pitch=pitch,
        papers=papers,
        islands=placed,
    )


def _island(x: int, y: int, height: int, label: Label, reach: int) -> Island:
    """An island in its box: the label above the points, and a gap around both."""
    top = y - height // 2 + _ISLAND_GAP // 2
    return Island(x=x, y=top + label.height + reach, label=label, label_y=top + label.line_height)


def _island_affinities(
    catalog: Catalog,
    near: Mapping[str, Sequence[str]],
    islands: Mapping[str, str],
    order: Sequence[str],
) -> list[list[int]]:
    """How strongly islands are related, shape (n_islands, n_islands)."""
    number = {topic: i for i, topic in enumerate(order)}
    island_of = {id_: number[island] for id_, island in islands.items()}
    size = [0] * len(order)
    links = [[0] * len(order) for _ in order]
    for paper in catalog.papers:
        here = island_of[paper.id]
        size[here] += 1
        others = [number[topic] for topic in paper.topics if topic in number]
        for there in (*others, *(island_of[id_] for id_ in near[paper.id])):
            links[here][there] += 1
            links[there][here] += 1
    group = [catalog.topic_by_id[t].group if t in catalog.topic_by_id else "" for t in order]

    def affinity(i: int, j: int) -> int:
        if i == j:
            return 0
        same_group = _SAME_GROUP_AFFINITY if group[i] == group[j] else 0
        return 10 * links[i][j] // isqrt(size[i] * size[j]) + same_group

    return [[affinity(i, j) for j in range(len(order))] for i in range(len(order))]
