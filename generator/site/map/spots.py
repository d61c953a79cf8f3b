"""Which paper has which spot of its island: each is on the side of its related papers."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from generator.model import Catalog

Point = tuple[int, int]
Ints = NDArray[np.int64]

_ROUNDS = 8  # each round uses the positions of the last
_TARGET_SCALE = 16  # targets have a finer resolution than spots


def hexagonal_lattice(count: int, pitch: int) -> list[Point]:
    """The `count` spots of an island: part of a hexagonal lattice, as round as possible.

    Args:
        count: how many spots.
        pitch: the distance between neighbouring spots.

    Returns:
        Positions relative to the centre, which is their mean.
    """
    rise = -(-pitch * 13 // 15)  # sin 60°, rounded up so that no distance is below the pitch
    reach = isqrt(count) + 2
    grid = [
        ((2 * column + row % 2) * pitch // 2, row * rise)
        for row in range(-reach, reach + 1)
        for column in range(-reach, reach + 1)
    ]
    # A disc centred on a spot, between two, or between three.
    centres = ((0, 0), (pitch // 2, 0), (pitch // 2, rise // 3))
    discs = [sorted(grid, key=partial(_distance_key, spot))[:count] for spot in centres]
    best = min(discs, key=_spread)
    middle_x = sum(x for x, _ in best) // max(1, count)
    middle_y = sum(y for _, y in best) // max(1, count)
    return [(x - middle_x, y - middle_y) for x, y in best]


def _distance_key(one: Point, other: Point) -> tuple[int, int, Point]:
    """The squared distance; equally distant points have a fixed order."""
    square = (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
    return square, abs(other[1]), other


def _spread(spots: Sequence[Point]) -> int:
    """The sum of squared distances from the mean, times the number of points."""
    squares = sum(x * x + y * y for x, y in spots)
    return len(spots) * squares - sum(x for x, _ in spots) ** 2 - sum(y for _, y in spots) ** 2


def assign_spots(
    catalog: Catalog,
    near: Mapping[str, Sequence[str]],
    papers_of: Mapping[str, Sequence[str]],
    centres: Mapping[str, Point],
    spots: Mapping[str, Sequence[Point]],
) -> dict[str, Point]:
    """The position of each paper.

    Args:
        catalog: the list.
        near: for each paper the ids of its related papers.
        papers_of: the papers of each island.
        centres: the centre of each island.
        spots: the spots of each island, relative to its centre.
    """
    island_of = {id_: topic for topic, ids in papers_of.items() for id_ in ids}
    linked = _symmetric_links(near)
    positions = {
        id_: (centres[topic][0] + dx, centres[topic][1] + dy)
        for topic, ids in papers_of.items()
        for id_, (dx, dy) in zip(ids, spots[topic], strict=True)
    }
    for _ in range(_ROUNDS):
        before = dict(positions)
        for topic, ids in papers_of.items():
            x, y = centres[topic]
            reach = max(abs(n) for spot in spots[topic] for n in spot)
            targets = []
            for id_ in ids:
                other = [centres[t] for t in catalog.by_id[id_].topics if t in centres]
                beyond = [centres[island_of[n]] for n in linked[id_] if island_of[n] != topic]
                beside = [before[n] for n in (id_, *linked[id_]) if island_of[n] == topic]
                drawn = [(0, 0), *_edge_points((x, y), [*other, *beyond], reach),
                         *((there[0] - x, there[1] - y) for there in beside)]  # fmt: skip
                targets.append(_scaled_mean(drawn))
            for id_, (dx, dy) in zip(
                ids, _match_spots(_spread_over_island(targets, reach), spots[topic]), strict=True
            ):
                positions[id_] = (x + dx, y + dy)
    return positions


def _spread_over_island(targets: Sequence[Point], reach: int) -> list[Point]:
    """The targets scaled to the island: means tend towards the centre."""
    far = max(max(abs(x), abs(y)) for x, y in targets) or 1
    return [
        (x * reach * _TARGET_SCALE // far, y * reach * _TARGET_SCALE // far) for x, y in targets
    ]


def _symmetric_links(near: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    linked: dict[str, list[str]] = {id_: list(others) for id_, others in near.items()}
    for id_, others in near.items():
        for other in others:
            if id_ not in near[other]:
                linked[other].append(id_)
    return linked


def _edge_points(middle: Point, others: Sequence[Point], reach: int) -> Iterator[Point]:
    """For each other island the point at the edge in its direction; the centre for itself."""
    for x, y in others:
        dx, dy = x - middle[0], y - middle[1]
        far = isqrt(dx * dx + dy * dy)
        yield (dx * reach // far, dy * reach // far) if far else (0, 0)


def _scaled_mean(points: Sequence[Point]) -> Point:
    count = max(1, len(points))
    return (
        _TARGET_SCALE * sum(x for x, _ in points) // count,
        _TARGET_SCALE * sum(y for _, y in points) // count,
    )


def _match_spots(targets: Sequence[Point], spots: Sequence[Point]) -> list[Point]:
    """The nearest free spot for each target; the outermost target chooses first."""
    across = np.array([x for x, _ in spots], np.int64) * _TARGET_SCALE
    down = np.array([y for _, y in spots], np.int64) * _TARGET_SCALE
    used = np.zeros(len(spots), np.int64)
    chosen = [(0, 0)] * len(targets)
    for i in sorted(range(len(targets)), key=lambda i: (-_squared_length(targets[i]), i)):
        x, y = targets[i]
        best = int(np.argmin((across - x) ** 2 + (down - y) ** 2 + used))
        used[best] = 1 << 60
        chosen[i] = spots[best]
    return chosen


def _squared_length(point: Point) -> int:
    return point[0] ** 2 + point[1] ** 2
