"""Pages of what was added, by month and week."""

from datetime import date, timedelta

import pytest
from build import ENGLISH, ROOT, paper
from hypothesis import given
from hypothesis import strategies as st

from generator import project
from generator.model import Catalog, Page, Paper, Topic
from generator.site import resources
from generator.site.i18n import Words
from generator.site.pages import SitePages
from generator.site.views.additions import newest_additions
from generator.site.views.new_pages import MIN_PAPERS_FOR_TOPICS, group_by_topic
from generator.site.views.periods import MAX_PAPERS_ON_PAGE, Period, period_pages
from generator.site.views.types import Site

TEMPLATES = project.read_templates(project.find(ROOT / "mkdocs.yml"))
GERMAN = resources.read_words(ROOT / "templates", "de", "de")
TOPICS = tuple(Topic(id=id_, name=id_.title(), group="G", description="D") for id_ in "ab")
days = st.dates()


def added(*when: date | None, topics: tuple[str, ...] = ()) -> list[Paper]:
    """Papers that were added on these days."""
    return [paper(f"P {n}", id=f"p{n}", added=day, topics=topics) for n, day in enumerate(when)]


def each_day(first: date, days: int, per_day: int = 1) -> list[date]:
    """Some days in a row, each several times."""
    return [first + timedelta(days=n) for n in range(days) for _ in range(per_day)]


def site(papers: list[Paper], words: Words = ENGLISH) -> dict[str, Page]:
    """The pages of additions by path."""
    catalog = Catalog(papers=tuple(papers), topics=TOPICS)
    made = SitePages(catalog, TEMPLATES, Site(name="A", url="https://list.org/"), words)
    return {page.path: page for page in made if page.path.startswith("new/")}


def test_each_month_with_additions_has_a_page_and_no_other_month() -> None:
    made = site(added(date(2026, 11, 3), date(2026, 11, 30), date(2026, 9, 1), None))
    assert set(made) == {"new/index.md", "new/2026-11.md", "new/2026-09.md"}
    november, index = made["new/2026-11.md"], made["new/index.md"].text
    assert november.title == "Added in November 2026"
    assert november.text.index("../papers/p1.md") < november.text.index("../papers/p0.md")
    assert "[September 2026](../new/2026-09.md){ rel=prev }" in november.text
    assert "rel=next" not in november.text
    assert "../feed.xml" in november.text
    assert '<time datetime="2026-11-30">' in november.text
    assert "## 2026" in index
    assert "[November&#160;<" in index
    assert "1 paper does not say when it was added." in index


def test_a_list_without_days_has_only_the_index_which_says_so() -> None:
    made = site(added(None))
    assert set(made) == {"new/index.md"}
    assert "No paper says when it was added." in made["new/index.md"].text
    assert "rl-visits" not in made["new/index.md"].text


def test_the_months_have_their_names_in_the_sites_language() -> None:
    made = site(added(date(2026, 3, 3)), GERMAN)
    assert made["new/2026-03.md"].title == "Hinzugefügt im März 2026"
    assert "[März&#160;<" in made["new/index.md"].text


def test_a_busy_month_is_split_into_weeks_which_are_whole() -> None:
    # 30 November 2026 is the Monday of week 49, whose other days are in December.
    days = [*each_day(date(2026, 11, 1), 30, 4), date(2026, 12, 2)]
    pages = {page.path: page for page in period_pages(added(*days))}
    november = pages["new/2026-11.md"]
    assert november.count == 120
    assert [page.period.name for page in november.weeks] == [
        "2026-w49", "2026-w48", "2026-w47", "2026-w46", "2026-w45", "2026-w44",
    ]  # fmt: skip
    assert pages["new/2026-w49.md"].count == 5
    assert not november.papers
    assert pages["new/2026-12.md"].count == 1
    made = site(added(*days))
    assert made["new/2026-w48.md"].title == "Added in week 48, 2026"
    assert "23 Nov 2026 – 29 Nov 2026: 28 papers" in made["new/2026-w48.md"].text
    assert "../new/2026-w48.md" in made["new/2026-11.md"].text
    week = made["new/2026-w49.md"].text
    assert "(../new/2026-w48.md){ rel=prev }" in week
    assert "(../new/2026-12.md){ rel=next }" in week


def test_a_busy_week_and_a_month_in_one_week_have_parts() -> None:
    count = 2 * MAX_PAPERS_ON_PAGE + 1
    made = period_pages(added(*[date(2026, 11, 22)] * count))
    assert [page.path for page in made] == [
        "new/2026-11.md", "new/2026-11-part-2.md", "new/2026-11-part-3.md",
    ]  # fmt: skip
    assert [len(page.papers) for page in made] == [MAX_PAPERS_ON_PAGE, MAX_PAPERS_ON_PAGE, 1]
    text = site(added(*[date(2026, 11, 22)] * count))["new/2026-11-part-2.md"].text
    assert "# Added in November 2026 (2/3)" in text
    assert "(../new/2026-11-part-3.md){ rel=prev }" in text
    assert "(../new/2026-11.md){ rel=next }" in text


@given(st.lists(st.none() | days | st.dates(date(2026, 1, 1), date(2026, 2, 28)), max_size=400))
def test_every_dated_paper_is_on_a_page_and_no_page_is_too_long(when: list[date | None]) -> None:
    papers = added(*when)
    pages = period_pages(papers)
    assert len({page.path for page in pages}) == len(pages)
    shown = [paper.id for page in pages for paper in page.papers]
    assert set(shown) == {paper.id for paper in papers if paper.added}
    assert len(shown) <= 2 * len(papers)
    for page in pages:
        assert page.weeks or 0 < len(page.papers) <= MAX_PAPERS_ON_PAGE
        for each in page.papers:
            assert each.added
            assert page.period.first_day <= each.added <= page.period.last_day


@given(days)
def test_a_day_is_in_its_month_and_its_week(day: date) -> None:
    for period in Period.month_of(day), Period.week_of(day):
        assert period.first_day <= day <= period.last_day
        assert (period.last_day - period.first_day).days <= 30


@pytest.mark.parametrize("last", [date(9999, 12, 31), date(1, 1, 1)])
def test_the_ends_of_the_calendar_have_weeks(last: date) -> None:
    assert Period.week_of(last).first_day <= last <= Period.week_of(last).last_day


def test_a_long_page_has_its_papers_by_topic() -> None:
    papers = [paper(f"P {n}", id=f"p{n}", topics=("a",) if n < 9 else ("b", "a"))
              for n in range(MIN_PAPERS_FOR_TOPICS - 2)]  # fmt: skip
    found = list(group_by_topic([*papers, paper(topics=("gone",))], TOPICS, 3))
    assert [(topic.id if topic else None, len(listed)) for topic, listed in found] == [
        ("a", 9), (None, 3),
    ]  # fmt: skip
    assert not list(group_by_topic(papers[:9], TOPICS, 3))
    month = date(2026, 11, 1)
    text = site([
        *added(*[month] * 9, topics=("a",)),
        *(paper(f"Q {n}", id=f"q{n}", added=month, topics=("b",)) for n in range(4)),
    ])["new/2026-11.md"].text  # fmt: skip
    assert text.index("## A ") < text.index("## B ") < text.index("../papers/q0.md")


def test_the_sitemap_has_the_day_of_the_newest_paper_of_a_month() -> None:
    days = each_day(date(2026, 10, 1), 31, 4)
    found = newest_additions(Catalog(papers=tuple(added(*days, date(2026, 8, 2)))))
    assert found["new/index.md"] == found["new/2026-10.md"] == date(2026, 10, 31)
    assert found["new/2026-w40.md"] == date(2026, 10, 4)
    assert found["new/2026-08.md"] == date(2026, 8, 2)


def test_the_browser_is_told_how_many_papers_each_day_has() -> None:
    text = site(added(date(2026, 11, 3), date(2026, 11, 3), date(2026, 9, 1)))["new/index.md"].text
    assert 'data-newest="2026-11-03" data-shown="3 Nov 2026"' in text
    assert 'data-counts="2026-11-03:2 2026-09-01:1"' in text
    assert "data-older" not in text
    many = site(added(*each_day(date(2026, 1, 1), 90)))["new/index.md"].text
    assert "data-older" in many
