"""`reading-list migrate`: the year of a venue becomes its date of issue, every other byte stays."""

from pathlib import Path

import pytest
from build import LIST, folder_bytes, new_project, on, paper, read, write
from command import run

from generator import project, store
from generator.checks import run as check
from generator.ingest.migration import migrated
from generator.model import PartialDate
from generator.project import Project
from generator.site.formats import bibtex
from generator.text.publications import move_year_to_issued, record_date, venue_line, venue_name

HAND = """\
# by hand
title: "Odd"  # as printed
published: 2023-10-05
venue:   'NeurIPS 2023'   # a poster
arxiv: '2310.03714'
tags: [ a,  b ]
"""


@pytest.fixture
def reading_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    reading_list = new_project(tmp_path, [paper("Tidy", venue="ICML", issued=on(2024))])
    write(reading_list.papers / "odd.yml", HAND)
    return reading_list


def test_the_year_becomes_the_date_of_issue_and_every_other_byte_stays(
    reading_list: Project,
) -> None:
    result = run("migrate")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "write papers/odd.yml: 'NeurIPS 2023' becomes 'NeurIPS', issued 2023", "1 file changed",
    ]  # fmt: skip
    expected = HAND.replace("'NeurIPS 2023'", "NeurIPS").replace(
        "venue:", "issued: 2023\nvenue:", 1
    )
    assert (reading_list.papers / "odd.yml").read_text() == expected
    assert run("migrate").stdout.splitlines() == ["0 files changed"]


def test_a_dry_run_writes_nothing(reading_list: Project) -> None:
    before = folder_bytes(reading_list.papers)
    stdout = run("migrate", "--dry-run").stdout
    assert "would write papers/odd.yml" in stdout
    assert stdout.endswith("1 file to change\n")
    assert folder_bytes(reading_list.papers) == before


@pytest.mark.parametrize(
    "text",
    ["{title: Odd, venue: NeurIPS 2023}\n", "title: Odd\r\nvenue: NeurIPS 2023\r\n",
     "title: Odd\nvenue: |\n  NeurIPS 2023\n", "title: Odd\nvenue: NeurIPS\n  2023\n",
     "title: Odd\nvenue: &v NeurIPS 2023\n"],
)  # fmt: skip
def test_any_layout_is_migrated(reading_list: Project, text: str) -> None:
    write(reading_list.papers / "odd.yml", text)
    assert run("migrate").exit_code == 0
    found = read((reading_list.papers / "odd.yml").read_bytes().decode(), "odd")[0]
    assert found == paper("Odd", venue="NeurIPS", issued=on(2023))


@pytest.mark.parametrize(
    ("venue", "published", "issued"),
    [
        ("Symposium 1955", on(1961), None), ("Journal of Life 1923", on(2011, 3), None),
        ("Vision 2050", on(2011), None), ("NeurIPS 2019", on(2018), on(2020)),
        ("PVLDB 17", on(2024), None), ("1984", on(1984), None), ("", on(2019), None),
        ("2019 IEEE Conference on X", on(2019), None), ("arXiv 2019", on(2019), None),
    ],
)  # fmt: skip
def test_digits_that_are_no_year_of_issue_stay(
    venue: str, published: PartialDate, issued: PartialDate | None
) -> None:
    record = paper(venue=venue, published=published, issued=issued)
    assert move_year_to_issued(record) == record
    assert venue_name(record) == venue


def test_the_year_in_a_journals_name_stays() -> None:
    record = paper(venue="Radio 2000", published=on(2000), type="article-journal")
    assert move_year_to_issued(record) == record


@pytest.mark.parametrize(
    ("venue", "name"),
    [
        ("NeurIPS 2023 Datasets and Benchmarks Track", "NeurIPS Datasets and Benchmarks Track"),
        ("NeurIPS 2023 Workshops: R0-FoMo", "NeurIPS Workshops: R0-FoMo"),
        ("Proc. of X, 2023", "Proc. of X"),
        ("ENLSP Workshop at NeurIPS 2023", "ENLSP Workshop at NeurIPS"),
    ],
)  # fmt: skip
def test_a_list_of_an_earlier_version_reads_as_the_migrated_one(venue: str, name: str) -> None:
    old = paper(venue=venue, published=on(2023, 10, 5))
    new = move_year_to_issued(old)
    assert (new.venue, new.issued) == (name, on(2023))
    assert venue_line(old) == venue_line(new) == f"{name} 2023"
    assert record_date(old) == record_date(new) == on(2023, 10, 5)
    assert bibtex.bibtex_entry(old, "key") == bibtex.bibtex_entry(new, "key")


def test_a_year_in_a_venue_is_an_info_finding_that_names_the_command(reading_list: Project) -> None:
    (finding,) = [f for f in check(project.load(reading_list).catalog) if f.code == "year-in-venue"]
    assert (finding.severity, finding.origin.source, finding.origin.line) == (
        "info",
        "papers/odd.yml",
        4,
    )
    assert finding.message == (
        "'NeurIPS 2023' is read as 'NeurIPS', issued 2023. "
        "Run `reading-list migrate` to write it so"
    )
    assert run("check").exit_code == 0


def test_this_repository_is_migrated() -> None:
    catalog = store.load_catalog(LIST / "papers", LIST / "topics.yml", LIST).catalog
    assert not migrated(catalog)
    assert sum(1 for each in catalog.papers if each.issued) >= 51
