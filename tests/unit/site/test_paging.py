"""Papers of long pages in parts: complete, bounded, and with addresses that stay."""

from hypothesis import given
from hypothesis import strategies as st

from generator.model import Paper, PartialDate
from generator.site.views.paging import Part, parts_by_year, parts_of_year

MAX = 5
months = st.none() | st.integers(1, 12)
dates = st.none() | st.tuples(st.integers(1990, 2005), months)


def papers_of(found: list[tuple[int, int | None] | None], prefix: str = "p") -> list[Paper]:
    """A paper for each date, which is a year and maybe a month, or none."""
    return [
        Paper(
            id=f"{prefix}{number}", title=f"{prefix}{number:03}",
            published=PartialDate(year=date[0], month=date[1]) if date else None,
        )
        for number, date in enumerate(found)
    ]  # fmt: skip


def ids(parts: tuple[Part, ...]) -> dict[str, list[str]]:
    return {part.name: [paper.id for paper in part.papers] for part in parts}


@given(st.lists(dates, max_size=60))
def test_each_paper_is_in_one_part_and_no_part_has_too_many(
    found: list[tuple[int, int | None] | None],
) -> None:
    papers = papers_of(found)
    parts = parts_by_year(papers, MAX)
    assert sorted(id_ for part in ids(parts).values() for id_ in part) == sorted(
        paper.id for paper in papers
    )
    assert all(0 < len(part.papers) <= MAX for part in parts)
    assert len({part.name for part in parts}) == len(parts) <= 2 * len(papers) // MAX + 2
    years = [part.last_year for part in parts]
    assert years == sorted(years, reverse=True)


@given(st.lists(dates.filter(bool), max_size=40), st.lists(st.integers(1, 12), max_size=20))
def test_newer_papers_change_the_newest_part_alone(
    found: list[tuple[int, int | None] | None], newer: list[int]
) -> None:
    old = papers_of(found)
    new = papers_of([(2006, month) for month in newer], "n")
    before, after = ids(parts_by_year(old, MAX)), ids(parts_by_year([*old, *new], MAX))
    assert before.keys() <= after.keys()
    changed = [name for name, part in before.items() if after[name] != part]
    assert set(changed) <= {*list(before)[:1]}


def test_a_part_of_several_years_is_named_after_the_first() -> None:
    parts = parts_by_year(papers_of([(1990, 1), (1991, 1), (1995, 2), *[(1996, 1)] * 7]), MAX)
    assert [(part.name, part.first_year, part.last_year) for part in parts] == [
        ("1996-part-2", 1996, 1996), ("1996", 1996, 1996), ("1990", 1990, 1995),
    ]  # fmt: skip


def test_a_busy_year_has_months_and_a_quiet_one_none() -> None:
    busy = papers_of([(2023, 5)] * 6 + [(2023, None), (2023, 11)])
    assert [(part.name, part.month, len(part.papers)) for part in parts_of_year("2023", busy, MAX)]\
        == [("2023-11", 11, 1), ("2023-05-part-2", 5, 1), ("2023-05", 5, 5),
            ("2023-undated", 0, 1)]  # fmt: skip
    assert list(ids(parts_of_year("2023", busy[:5], MAX))) == ["2023"]
    no_months = papers_of([(2023, None)] * 6)
    assert list(ids(parts_of_year("2023", no_months, MAX))) == ["2023-part-2", "2023"]
    undated = papers_of([None] * 6)
    assert list(ids(parts_of_year("undated", undated, MAX))) == ["undated-part-2", "undated"]
