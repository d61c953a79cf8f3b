"""Boxes on a plane: alike ones side by side, none over another, the whole wider than high.

Boxes are drawn to what they are like and pushed off each other, round after round. They begin
small, so that they can pass each other, and grow.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_FINE = 64  # steps in one unit, so that small pulls are not lost
_ROUNDS, _GROWN = 500, 350  # and when boxes have their full size
_FIRST = 30  # percent of their size that boxes begin with
_PULL = 6  # a box goes this part of the way to what it is like,
_WIDE, _HIGH = 20, 14  # and these parts to the middle of the map
_TRIES = 4000  # rounds to push boxes apart; a few hundred do


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A box's size."""

    width: int
    height: int


def arranged(boxes: Sequence[Box], likeness: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The middles of boxes that do not overlap; `likeness` is a row a box, whole numbers."""
    if not boxes:
        return []
    width = np.array([box.width for box in boxes], np.int64) * _FINE
    height = np.array([box.height for box in boxes], np.int64) * _FINE
    like = np.array(likeness, np.int64)
    total = np.maximum(like.sum(axis=1), 1)
    x, y = _start(len(boxes), int(width.sum()) // 4)
    for done in range(_ROUNDS):
        percent = min(100, _FIRST + (100 - _FIRST) * done // _GROWN)
        x = x + (like @ x // total - x) // _PULL - x // _WIDE
        y = y + (like @ y // total - y) // _PULL - y // _HIGH
        x, y, _ = _apart(x, y, width * percent // 100, height * percent // 100)
    for _ in range(_TRIES):
        x, y, overlaps = _apart(x, y, width, height)
        if not overlaps:
            break
    return [(int(a), int(b)) for a, b in zip(x // _FINE, y // _FINE, strict=True)]


def _start(count: int, size: int) -> tuple[Ints, Ints]:
    """Points around a square that stands on its tip, in the boxes' order."""
    way = np.arange(count, dtype=np.int64) * (4 * size) // count
    side, along = way // max(size, 1), way % max(size, 1)
    x = np.choose(side, [size - along, -along, along - size, along])
    y = np.choose(side, [along, size - along, -along, along - size])
    return x, y


def _apart(x: Ints, y: Ints, width: Ints, height: Ints) -> tuple[Ints, Ints, bool]:
    """Push every two boxes that overlap apart, the shorter way; whether any did."""
    dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
    over_x = (width[:, None] + width[None, :]) // 2 - np.abs(dx)
    over_y = (height[:, None] + height[None, :]) // 2 - np.abs(dy)
    both = (over_x > 0) & (over_y > 0)
    np.fill_diagonal(both, val=False)
    first = np.arange(len(x))
    order = np.sign(first[:, None] - first[None, :])  # for boxes that lie on one spot
    sideways = both & (over_x <= over_y)
    upward = both & ~sideways
    push_x = np.where(sideways, np.where(dx == 0, order, np.sign(dx)) * (over_x // 3 + 1), 0)
    push_y = np.where(upward, np.where(dy == 0, order, np.sign(dy)) * (over_y // 3 + 1), 0)
    return x + push_x.sum(axis=1), y + push_y.sum(axis=1), bool(both.any())
