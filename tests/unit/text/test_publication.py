"""What a paper is as a publication: dates as far as they are known, type, venue."""

from datetime import date

import pytest
from build import on, paper

from generator.model import Paper, PartialDate
from generator.text.edtf import parse_date, valid_date
from generator.text.publications import (
    arxiv_month,
    first_date,
    paper_type,
    record_date,
    split_venue,
    venue_line,
)


@pytest.mark.parametrize("text", ["2019", "2019-03", "2019-03-01", "1984?", "1723~", "2004-06%"])
def test_a_date_is_read_and_written_the_same(text: str) -> None:
    assert str(parse_date(text)) == text


@pytest.mark.parametrize(
    "text", ["", "19", "2019-13", "2019-02-30", "2019-3", "2019/2020", "0000", "2019-03-01T00", "x"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_a_partial_date_knows_its_first_and_last_day() -> None:
    assert on(2024).earliest == date(2024, 1, 1)
    assert on(2024).latest == date(2024, 12, 31)
    assert on(2024, 2).latest == date(2024, 2, 29)
    assert on(2024, 2, 3).exact_day == date(2024, 2, 3)
    assert on(2024, 2).exact_day is None
    assert valid_date(2024, None, 3) is None
    assert valid_date(20201) is None  # the calendar of Python ends with 9999


@pytest.mark.parametrize(
    ("identifier", "month"),
    [
        ("1811.06965", on(2018, 11)), ("hep-th/9711200", on(1997, 11)), ("0704.0001", on(2007, 4)),
        ("math.GT/0309136", on(2003, 9)), ("1813.00001", None), ("", None),
    ],
)  # fmt: skip
def test_an_arxiv_id_names_a_month(identifier: str, month: PartialDate | None) -> None:
    assert arxiv_month(identifier) == month


@pytest.mark.parametrize(
    ("venue", "name", "year"),
    [
        ("NeurIPS 2019", "NeurIPS", 2019), ("Proc. of X, 2020", "Proc. of X", 2020),
        ("NeurIPS 2023 Workshop on AI", "NeurIPS Workshop on AI", 2023),
        ("2019 IEEE Conference on X", "2019 IEEE Conference on X", None),
        ("PVLDB 17", "PVLDB 17", None), ("2019", "2019", None), ("", "", None),
    ],
)  # fmt: skip
def test_a_year_in_a_venue_is_told_apart(venue: str, name: str, year: int | None) -> None:
    assert split_venue(venue) == (name, year)


@pytest.mark.parametrize(
    ("known", "first", "record"),
    [
        (paper(published=on(2018, 11, 16), issued=on(2019)), "2018-11-16", "2019"),
        (paper(published=on(2018, 11, 16), issued=on(2018)), "2018-11-16", "2018-11-16"),
        (
            paper(published=on(2018, 3, 1), issued=on(2018), arxiv="1803.00001", venue="COLM"),
            "2018-03-01",
            "2018",
        ),
        (paper(published=on(2018, 11, 16), venue="NeurIPS 2019"), "2018-11-16", "2019"),
        (paper(venue="NeurIPS 2019"), "2019", "2019"),
        (paper(arxiv="1811.06965"), "2018-11", "2018-11"),
        (paper(arxiv="1811.06965", issued=on(2019)), "2019", "2019"),
        (paper(published=on(2018)), "2018", "2018"),
    ],
)
def test_a_paper_has_a_first_date_and_one_of_record(known: Paper, first: str, record: str) -> None:
    assert (str(first_date(known)), str(record_date(known))) == (first, record)


def test_a_paper_without_any_date_has_none() -> None:
    assert first_date(paper()) is record_date(paper()) is None


def test_a_year_is_shown_with_a_venue_only_where_it_is_stated() -> None:
    assert venue_line(paper(venue="NeurIPS", issued=on(2019), published=on(2018))) == "NeurIPS 2019"
    assert venue_line(paper(venue="NeurIPS 2019")) == "NeurIPS 2019"
    assert venue_line(paper(venue="NeurIPS", published=on(2018))) == "NeurIPS"
    assert venue_line(paper(publisher="River Press", issued=on(2012))) == "River Press 2012"


@pytest.mark.parametrize(
    ("known", "kind"),
    [
        (paper(venue="PLOS ONE", volume="10"), "article-journal"),
        (paper(venue="Nature Communications", volume="10", issue="2"), "article-journal"),
        (paper(venue="Proceedings of the IEEE Conference on Letters and Reviews"),
         "paper-conference"),
        (paper(arxiv="1811.06965"), "article"),
        (paper(isbn="978-3-16-148410-0"), "book"),
        (paper(venue="A Handbook", isbn="978-3-16-148410-0"), "chapter"),
        (paper(venue="NeurIPS", type="article-journal"), "article-journal"),
    ],
)  # fmt: skip
def test_a_type_is_the_stated_one_or_follows_from_the_other_fields(known: Paper, kind: str) -> None:
    assert paper_type(known) == kind
