"""The log odds: one formula for topic pages and for the survey of topics."""

import numpy as np

from generator.text.log_odds import log_odds_z_score


def test_a_word_of_the_group_alone_scores_high_and_one_of_others_low() -> None:
    own, common, foreign = log_odds_z_score([5, 2, 0], 5, [5, 20, 20], 50)
    assert own > 2 > abs(common) > 0 > foreign


def test_numbers_and_arrays_have_the_same_scores() -> None:
    scores = log_odds_z_score([3, 1], 4, [6, 9], 30)
    assert scores.shape == (2,)
    assert float(log_odds_z_score(3, 4, 6, 30)) == scores[0]


def test_the_score_is_that_of_the_formula() -> None:
    odds = np.log(3.5 / 1.5) - np.log(3.5 / 23.5)
    expected = odds / np.sqrt(1 / 3.5 + 1 / 1.5 + 1 / 3.5 + 1 / 23.5)
    assert np.isclose(log_odds_z_score(3, 4, 6, 30), expected)
