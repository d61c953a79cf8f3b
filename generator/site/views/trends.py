"""Which topics rise or fall: the dates of their papers compared with those of all papers.

Only the order of dates counts, so it does not matter that the newest year has just begun, or that
the list has grown. Topics are tested together (Holm 1979): of lists in which no topic changes, at
most one in twenty has any topic that is called rising or falling.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import sqrt
from statistics import NormalDist

from generator.model import Catalog, Paper, PartialDate
from generator.text.publications import first_date

FAMILY_WISE_ERROR = 0.05  # the share of lists without trends in which a topic is named
MIN_PAPERS_OF_TREND = 5  # the normal approximation is poor for fewer
_MIN_RATIO = 1.25  # of a topic's shares in the two halves; less nobody would notice
_MIDDLE_MONTH, _MIDDLE_DAY = 7, 1  # of a year without month, and a month without day: 15
_MIDDLE_OF_MONTH = 15


def trend_directions(catalog: Catalog) -> Mapping[str, str]:
    """`rising` or `falling` for each topic whose share of the list has clearly changed.

    A topic rises if its papers are newer than the others (the rank-sum test of Wilcoxon, with tied
    dates), and its share of the newer half of the list is at least a quarter larger than of the
    older half.
    """
    places = _mid_ranks(catalog.papers)
    scores: dict[str, float] = {}
    for topic, papers in catalog.by_topic.items():
        found = [places[paper.id] for paper in papers if paper.id in places]
        if MIN_PAPERS_OF_TREND <= len(found) < len(places):
            scores[topic] = _rank_sum_z_score(found, places)
    return {
        topic: direction
        for topic in _significant(scores)
        if (direction := _direction(catalog.by_topic[topic], places)) == _sign(scores[topic])
    }


def _mid_ranks(papers: Iterable[Paper]) -> dict[str, int]:
    """Twice the rank of each dated paper, from the oldest; papers of one day share their mean."""
    keys = {paper.id: _day(day) for paper in papers if (day := first_date(paper)) and day.year}
    counts = Counter(keys.values())
    ranks: dict[tuple[int, int, int], int] = {}
    before = 0
    for key in sorted(counts):
        ranks[key] = 2 * before + counts[key] + 1
        before += counts[key]
    return {id_: ranks[key] for id_, key in keys.items()}


def _day(day: PartialDate) -> tuple[int, int, int]:
    """The middle of the time that a date says: journals often state only a year."""
    if not day.month:
        return day.year or 0, _MIDDLE_MONTH, _MIDDLE_DAY
    return day.year or 0, day.month, day.day or _MIDDLE_OF_MONTH


def _rank_sum_z_score(found: list[int], places: Mapping[str, int]) -> float:
    """How many standard deviations some papers are newer than chance explains; 0 without a cause.

    The variance is that of the rank sum with ties: Lehmann, "Nonparametrics" (1975), section 1.4.
    """
    total, size = len(places), len(found)
    ties = sum(count**3 - count for count in Counter(places.values()).values())
    scatter = total + 1 - ties / (total * (total - 1))
    variance = size * (total - size) * scatter / 12
    if variance <= 0:
        return 0
    return (sum(found) / 2 - size * (total + 1) / 2) / sqrt(variance)


def _significant(scores: Mapping[str, float]) -> list[str]:
    """The topics whose scores chance does not explain, by Holm's method."""
    chosen: list[str] = []
    for topic in sorted(scores, key=lambda topic: (-abs(scores[topic]), topic)):
        hypotheses = len(scores) - len(chosen)
        if abs(scores[topic]) < NormalDist().inv_cdf(1 - FAMILY_WISE_ERROR / (2 * hypotheses)):
            break
        chosen.append(topic)
    return chosen


def _sign(score: float) -> str:
    return "rising" if score > 0 else "falling"


def _direction(papers: Iterable[Paper], places: Mapping[str, int]) -> str:
    """Where a topic's share differs by a quarter between the halves of the list, or empty."""
    middle = len(places) + 1  # twice the median rank
    halves = Counter(rank > middle for rank in places.values() if rank != middle)
    own = Counter(
        places[paper.id] > middle
        for paper in papers if paper.id in places and places[paper.id] != middle
    )  # fmt: skip
    newer, older = own[True] * halves[False], own[False] * halves[True]
    if newer >= _MIN_RATIO * older:
        return "rising"
    return "falling" if older >= _MIN_RATIO * newer else ""
