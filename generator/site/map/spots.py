"""The papers of an island on its spots: each on the side of what it has to do with."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from generator.model import Catalog

Point = tuple[int, int]
Ints = NDArray[np.int64]

_ROUNDS = 8  # of settling: each sees where the last left the neighbours
_FINE = 16  # wishes are finer than spots


def lattice(count: int, pitch: int) -> list[Point]:
    """The spots of an island, as round as so many can be, their mean at the middle."""
    rise = -(-pitch * 13 // 15)  # sin 60; rounded up, so that neighbours in a row are nearest
    reach = isqrt(count) + 2
    grid = [
        ((2 * column + row % 2) * pitch // 2, row * rise)
        for row in range(-reach, reach + 1)
        for column in range(-reach, reach + 1)
    ]
    # Around a spot, between two, or between three.
    around = ((0, 0), (pitch // 2, 0), (pitch // 2, rise // 3))
    ways = [sorted(grid, key=partial(_distance, spot))[:count] for spot in around]
    best = min(ways, key=_spread)
    middle_x = sum(x for x, _ in best) // max(1, count)
    middle_y = sum(y for _, y in best) // max(1, count)
    return [(x - middle_x, y - middle_y) for x, y in best]


def _distance(one: Point, other: Point) -> tuple[int, int, Point]:
    """The square of a distance; equally far ones in a fixed order."""
    square = (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
    return square, abs(other[1]), other


def _spread(spots: Sequence[Point]) -> int:
    """How far points lie from their mean, in all (times their number)."""
    squares = sum(x * x + y * y for x, y in spots)
    return len(spots) * squares - sum(x for x, _ in spots) ** 2 - sum(y for _, y in spots) ** 2


def settled(
    catalog: Catalog,
    near: Mapping[str, Sequence[str]],
    homes: Mapping[str, Sequence[str]],
    centres: Mapping[str, Point],
    spots: Mapping[str, Sequence[Point]],
) -> dict[str, Point]:
    """Where each paper lies; `homes` are the papers of each island."""
    home = {id_: topic for topic, ids in homes.items() for id_ in ids}
    linked = _both_ways(near)
    places = {
        id_: (centres[topic][0] + dx, centres[topic][1] + dy)
        for topic, ids in homes.items()
        for id_, (dx, dy) in zip(ids, spots[topic], strict=True)
    }
    for _ in range(_ROUNDS):
        before = dict(places)
        for topic, ids in homes.items():
            x, y = centres[topic]
            reach = max(abs(n) for spot in spots[topic] for n in spot)
            wishes = []
            for id_ in ids:
                other = [centres[t] for t in catalog.by_id[id_].topics if t in centres]
                beyond = [centres[home[n]] for n in linked[id_] if home[n] != topic]
                beside = [before[n] for n in (id_, *linked[id_]) if home[n] == topic]
                drawn = [(0, 0), *_sides((x, y), [*other, *beyond], reach),
                         *((there[0] - x, there[1] - y) for there in beside)]  # fmt: skip
                wishes.append(_mean(drawn))
            for id_, (dx, dy) in zip(ids, _taken(_wide(wishes, reach), spots[topic]), strict=True):
                places[id_] = (x + dx, y + dy)
    return places


def _wide(wishes: Sequence[Point], reach: int) -> list[Point]:
    """Wishes spread over the whole island: means lie ever nearer to the middle."""
    far = max(max(abs(x), abs(y)) for x, y in wishes) or 1
    return [(x * reach * _FINE // far, y * reach * _FINE // far) for x, y in wishes]


def _both_ways(near: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    linked: dict[str, list[str]] = {id_: list(others) for id_, others in near.items()}
    for id_, others in near.items():
        for other in others:
            if id_ not in near[other]:
                linked[other].append(id_)
    return linked


def _sides(middle: Point, others: Sequence[Point], reach: int) -> Iterator[Point]:
    """The edge of an island in the direction of other islands; its middle for itself."""
    for x, y in others:
        dx, dy = x - middle[0], y - middle[1]
        far = isqrt(dx * dx + dy * dy)
        yield (dx * reach // far, dy * reach // far) if far else (0, 0)


def _mean(points: Sequence[Point]) -> Point:
    count = max(1, len(points))
    return (
        _FINE * sum(x for x, _ in points) // count,
        _FINE * sum(y for _, y in points) // count,
    )


def _taken(wishes: Sequence[Point], spots: Sequence[Point]) -> list[Point]:
    """A spot for each wish: who wishes farthest out chooses first, the nearest that is free."""
    across = np.array([x for x, _ in spots], np.int64) * _FINE
    down = np.array([y for _, y in spots], np.int64) * _FINE
    used = np.zeros(len(spots), np.int64)
    chosen = [(0, 0)] * len(wishes)
    for i in sorted(range(len(wishes)), key=lambda i: (-_square(wishes[i]), i)):
        x, y = wishes[i]
        best = int(np.argmin((across - x) ** 2 + (down - y) ** 2 + used))
        used[best] = 1 << 60
        chosen[i] = spots[best]
    return chosen


def _square(point: Point) -> int:
    return point[0] ** 2 + point[1] ** 2
