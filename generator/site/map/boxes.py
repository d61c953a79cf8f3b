"""A force-directed layout of boxes: related boxes are neighbours and none overlap.

In each round, boxes are attracted by related boxes and pushed apart where they overlap. They start
small, so that they can pass each other, and grow. The layout is wider than high.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_STEPS_PER_UNIT = 64  # so that small movements are not rounded to zero
_ROUNDS, _GROWTH_ROUNDS = 500, 350  # boxes have their full size after the second number
_INITIAL_SIZE_PERCENT = 30  # of their full size
_ATTRACTION_DIVISOR = 6  # each round, a box moves 1/6 of the way to its related boxes
_CENTRING_DIVISOR_X, _CENTRING_DIVISOR_Y = 20, 14  # and 1/20 and 1/14 to the centre
_MAX_SEPARATION_ROUNDS = 4000  # a few hundred are usually enough


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A box's size."""

    width: int
    height: int


def arrange_boxes(
    boxes: Sequence[Box], affinities: Sequence[Sequence[int]]
) -> list[tuple[int, int]]:
    """The centres of the boxes, placed without overlaps.

    Args:
        boxes: the sizes.
        affinities: how strongly boxes attract each other, shape (n_boxes, n_boxes), 0 or more.
    """
    if not boxes:
        return []
    width = np.array([box.width for box in boxes], np.int64) * _STEPS_PER_UNIT
    height = np.array([box.height for box in boxes], np.int64) * _STEPS_PER_UNIT
    affinity = np.array(affinities, np.int64)
    total = np.maximum(affinity.sum(axis=1), 1)
    x, y = _initial_positions(len(boxes), int(width.sum()) // 4)
    for done in range(_ROUNDS):
        percent = min(
            100, _INITIAL_SIZE_PERCENT + (100 - _INITIAL_SIZE_PERCENT) * done // _GROWTH_ROUNDS
        )
        x = x + (affinity @ x // total - x) // _ATTRACTION_DIVISOR - x // _CENTRING_DIVISOR_X
        y = y + (affinity @ y // total - y) // _ATTRACTION_DIVISOR - y // _CENTRING_DIVISOR_Y
        x, y, _ = _push_apart(x, y, width * percent // 100, height * percent // 100)
    for _ in range(_MAX_SEPARATION_ROUNDS):
        x, y, overlaps = _push_apart(x, y, width, height)
        if not overlaps:
            break
    return [
        (int(a), int(b)) for a, b in zip(x // _STEPS_PER_UNIT, y // _STEPS_PER_UNIT, strict=True)
    ]


def _initial_positions(count: int, size: int) -> tuple[Ints, Ints]:
    """Points along the edges of a square turned by 45 degrees, in the order of the boxes."""
    distance = np.arange(count, dtype=np.int64) * (4 * size) // count
    side, along = distance // max(size, 1), distance % max(size, 1)
    x = np.choose(side, [size - along, -along, along - size, along])
    y = np.choose(side, [along, size - along, -along, along - size])
    return x, y


def _push_apart(x: Ints, y: Ints, width: Ints, height: Ints) -> tuple[Ints, Ints, bool]:
    """Push overlapping boxes apart along the shorter axis; also returns whether any overlapped."""
    dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
    over_x = (width[:, None] + width[None, :]) // 2 - np.abs(dx)
    over_y = (height[:, None] + height[None, :]) // 2 - np.abs(dy)
    both = (over_x > 0) & (over_y > 0)
    np.fill_diagonal(both, val=False)
    first = np.arange(len(x))
    order = np.sign(first[:, None] - first[None, :])  # for boxes with the same centre
    sideways = both & (over_x <= over_y)
    upward = both & ~sideways
    push_x = np.where(sideways, np.where(dx == 0, order, np.sign(dx)) * (over_x // 3 + 1), 0)
    push_y = np.where(upward, np.where(dy == 0, order, np.sign(dy)) * (over_y // 3 + 1), 0)
    return x + push_x.sum(axis=1), y + push_y.sum(axis=1), bool(both.any())
