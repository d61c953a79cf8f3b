"""How typical a word is of a group of papers, by log-odds."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

_JEFFREYS_PRIOR = 0.5


def log_odds_z_score(
    in_group: ArrayLike, group_size: int, in_list: ArrayLike, list_size: int
) -> NDArray[np.float64]:
    """The z-scores of the log-odds ratio with Jeffreys' prior, above 0 for words of the group.

    Source: Monroe, Colaresi and Quinn, "Fightin' Words" (2008), https://doi.org/10.1093/pan/mpn018.

    Args:
        in_group: number of papers of the group with each word, shape (n_words,) or a scalar.
        group_size: number of papers of the group.
        in_list: number of papers of the list with each word, the same shape as `in_group`.
        list_size: number of papers of the list.

    Returns:
        The z-scores, of the same shape.
    """
    inside, outside = np.asarray(in_group, float), np.subtract(in_list, in_group).astype(float)
    cells = (inside, group_size - inside, outside, list_size - group_size - outside)
    yes, no, other, neither = (cell + _JEFFREYS_PRIOR for cell in cells)
    odds = np.log(yes / no) - np.log(other / neither)
    z_scores: NDArray[np.float64] = odds / np.sqrt(1 / yes + 1 / no + 1 / other + 1 / neither)
    return z_scores
