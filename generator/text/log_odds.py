"""How clearly a word sets a group of papers apart from the others."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

_JEFFREYS_PRIOR = 0.5


def log_odds_z_score(
    inside: ArrayLike, group_size: int, having: ArrayLike, size: int
) -> NDArray[np.float64]:
    """The z-scores of the log odds with Jeffreys' prior: above 0 where the group has more.

    From Monroe, Colaresi and Quinn, "Fightin' Words" (2008), https://doi.org/10.1093/pan/mpn018.

    Args:
        inside: papers of the group that have each word, shape (n_words,) or a number.
        group_size: papers of the group.
        having: papers of the list that have each word, the same shape as `inside`.
        size: papers of the list.
    """
    own, outside = np.asarray(inside, float), np.subtract(having, inside).astype(float)
    cells = (own, group_size - own, outside, size - group_size - outside)
    yes, no, other, neither = (cell + _JEFFREYS_PRIOR for cell in cells)
    odds = np.log(yes / no) - np.log(other / neither)
    found: NDArray[np.float64] = odds / np.sqrt(1 / yes + 1 / no + 1 / other + 1 / neither)
    return found
