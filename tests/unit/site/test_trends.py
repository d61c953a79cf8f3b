"""Which topics are called rising or falling, in lists drawn at random from known distributions."""

from collections.abc import Callable
from random import Random

from generator.model import Catalog, Paper, PartialDate, Topic
from generator.site.views.trends import FAMILY_WISE_ERROR, trend_directions

TOPICS = tuple(Topic(id=f"t{n}", name=f"T{n}", group="G", description="D") for n in range(12))
Day = tuple[int, int | None, int | None]


def random_day(random: Random) -> Day:
    return random.randrange(2019, 2026), random.randrange(1, 13), random.randrange(1, 29)


def constant_share(_: Day, number: int) -> float:
    return (number + 1) / 40


def drawn(
    seed: int,
    size: int,
    share: Callable[[Day, int], float] = constant_share,
    day: Callable[[Random], Day] = random_day,
) -> Catalog:
    """A list of random papers, each in topic number n with probability `share(its day, n)`."""
    random = Random(seed)  # noqa: S311 - no secret
    papers = []
    for number in range(size):
        when = day(random)
        topics = tuple(t.id for n, t in enumerate(TOPICS) if random.random() < share(when, n))
        published = PartialDate(year=when[0], month=when[1], day=when[2])
        papers.append(Paper(id=f"p{number}", title="T", topics=topics, published=published))
    return Catalog(papers=tuple(papers), topics=TOPICS)


def test_without_trends_one_list_of_twenty_names_a_topic_at_most() -> None:
    lists = 300
    named = sum(bool(trend_directions(drawn(seed, 120))) for seed in range(lists))
    assert named <= lists * FAMILY_WISE_ERROR + 2 * (lists * FAMILY_WISE_ERROR * 0.95) ** 0.5


def test_a_year_that_has_just_begun_names_no_topic() -> None:
    def day(random: Random) -> Day:
        year, month, date = random_day(random)
        return (year, month, date) if year < 2025 or month == 1 else (2024, 12, date)

    assert sum(bool(trend_directions(drawn(seed, 400, day=day))) for seed in range(40)) <= 4


def test_papers_that_state_only_a_year_are_neither_older_nor_newer() -> None:
    """In a list of two years, they would otherwise be the oldest of each."""

    def catalog(seed: int) -> Catalog:
        random = Random(seed)  # noqa: S311 - no secret
        papers = [
            Paper(id=f"p{n}", title="T", topics=("t0",) if n % 5 == 0 else ("t1",),
                  published=PartialDate(year=random.randrange(2024, 2026),
                                        month=random.randrange(1, 13) if n % 5 else None))
            for n in range(400)
        ]  # fmt: skip
        return Catalog(papers=tuple(papers), topics=TOPICS)

    assert sum(bool(trend_directions(catalog(seed))) for seed in range(40)) <= 4


def test_trends_are_found_and_only_they() -> None:
    def share(day: Day, number: int) -> float:
        if number == 0:
            return 0.02 + 0.03 * (day[0] - 2019)
        if number == 1:
            return 0.20 - 0.03 * (day[0] - 2019)
        return 0.1

    expected = {"t0": "rising", "t1": "falling"}
    found = [trend_directions(drawn(seed, 600, share)) for seed in range(40)]
    assert sum(all(each.get(t) == way for t, way in expected.items()) for each in found) >= 38
    assert sum(bool(each.keys() - expected.keys()) for each in found) <= 4


def test_a_small_change_of_many_papers_is_no_trend() -> None:
    """From 20 to 23 percent: with 6,000 papers no accident, but nobody would notice."""

    def share(day: Day, number: int) -> float:
        return (0.20 if day[0] < 2022 else 0.23) if number == 0 else 0.0

    assert trend_directions(drawn(1, 6000, share)) == {}


def test_a_list_without_dates_or_of_one_day_has_no_trends() -> None:
    undated = tuple(Paper(id=f"p{n}", title="T", topics=("t0",)) for n in range(20))
    assert trend_directions(Catalog(papers=undated, topics=TOPICS)) == {}
    assert trend_directions(drawn(1, 50, day=lambda _: (2024, 1, 1))) == {}
