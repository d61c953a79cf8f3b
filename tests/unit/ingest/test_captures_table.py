"""Tables: how columns write names and dates, and that no text breaks the reader."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.ingest.readers import READERS, Parsed, Request, detect, read
from generator.ingest.readers.table_columns import NAMES_BY_FIELD, column_key
from generator.text.characters import one_line

GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "importing.md"


def table(text: str, source: str = "a.csv", **columns: str) -> Parsed:
    return read(Request(text=text, source=source, columns=columns))


def authors_of(*cells: str) -> list[list[str]]:
    rows = [f'"{cell}","A title {number}",2020' for number, cell in enumerate(cells)]
    parsed = table("\n".join(["Authors,Title,Year", *rows]))
    return [[*e.authors.texts, *(["…"] if e.authors.incomplete else [])] for e in parsed.entries]


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (["Doe, Jane; Roe, Ann B."], ["Jane Doe", "Ann B. Roe"]),
        (["García Márquez, Gabriel José; Roe, Ann"], ["Gabriel José García Márquez", "Ann Roe"]),
        (["Jane Doe; Ann Roe;"], ["Jane Doe", "Ann Roe"]),
        (["Jane Doe|Ann Roe"], ["Jane Doe", "Ann Roe"]),
        (["Jane Doe\nAnn Roe"], ["Jane Doe", "Ann Roe"]),
        (["Doe, Jane and Roe, Ann"], ["Jane Doe", "Ann Roe"]),
        (["Jane Doe, Ann Roe and Ed Poe"], ["Jane Doe", "Ann Roe", "Ed Poe"]),
        (["Jane Doe, Ann Roe", "A B, C Dee, Ed Poe"], ["Jane Doe", "Ann Roe"]),
        (["Doe, Jane", "Ann Roe, C Dee, Ed Poe"], ["Jane Doe"]),
        (["Doe J, Van Roe AB, Poe E."], ["J Doe", "AB Van Roe", "E Poe"]),
        (["Smith, J., Doe, A."], ["J. Smith", "A. Doe"]),
        (["J Doe, AB Roe, E Poe, ..."], ["J Doe", "AB Roe", "E Poe", "…"]),
        (["Jane Doe, Ann Roe, Ed Poe et al."], ["Jane Doe", "Ann Roe", "Ed Poe", "…"]),
        (["Jane Doe (Example AI), Ann Roe, Ed Poe"], ["Jane Doe", "Ann Roe", "Ed Poe"]),
        (["['Jane Doe', 'Ann Roe']"], ["Jane Doe", "Ann Roe"]),
        (["[{'authorId': None, 'name': 'Jane Doe'}]"], ["Jane Doe"]),
        (["University of Ponds, Rome; Doe, Jane"], ["University of Ponds, Rome", "Jane Doe"]),
        (["Doe,null; Roe,Ann"], ["Doe", "Ann Roe"]),
    ],
)
def test_a_column_shows_how_it_separates_names(cells: list[str], names: list[str]) -> None:
    assert authors_of(*cells)[0] == names


@pytest.mark.parametrize(
    "cell", ["Jane Doe, Ann Roe", "Poe E.Roe A.", "Edgar PoeAnn Roe Doe", "Smith, John, Doe, Ann"]
)
def test_names_that_are_unclear_are_reported(cell: str) -> None:
    parsed = table(f'Authors,Title,Year\n"{cell}",A title,2020\n')
    found = [each for each in parsed.findings if each.code == "odd-name"]
    assert [each.severity for each in found] == ["warning"]
    assert (found[0].origin.line, cell in found[0].message) == (2, True)


@pytest.mark.parametrize(
    ("cells", "date", "code"),
    [
        (["03/04/2020"], "2020", "left-out"),
        (["03/04/2020", "25/12/2020"], "2020-04-03", ""),
        (["03/04/2020", "12/25/2020"], "2020-03-04", ""),
        (["03/04/2020", "25/12/2020", "12/25/2020"], "2020", "left-out"),
        (["2020-03-04 10:00:00"], "2020-03-04", ""),
        (["20200304"], "2020-03-04", ""),
        (["2020/3/4"], "2020-03-04", ""),
        (["March 4, 2020"], "2020-03-04", ""),
        (["2020.0"], "2020", ""),
        (["43894"], "None", "year-unknown"),
        (["soon"], "None", "year-unknown"),
    ],
)
def test_dates_are_read_or_reported(cells: list[str], date: str, code: str) -> None:
    rows = [f'{number},"{cell}",https://example.org/' for number, cell in enumerate(cells)]
    parsed = table("\n".join(["Title,Date,Link", *rows]))
    assert str(parsed.entries[0].published) == date
    codes = [found.code for found in parsed.findings if found.origin.line == 2]
    assert codes == ([code] if code else [])


def test_the_year_beside_a_day_number_shows_how_the_file_counts() -> None:
    parsed = table("Title,Date,Year\nOne,43894,2020\nTwo,43894,2024\nThree,2019-05-01,2020\n")
    assert [str(entry.published) for entry in parsed.entries] == [
        "2020-03-04",
        "2024",
        "2019-05-01",
    ]
    assert [each.origin.line for each in parsed.findings if each.code == "left-out"] == [3, 4]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_with_which_the_header_has_a_title(delimiter: str) -> None:
    cells = ('"One, two; three"', '"A. Doe"', "2020")
    text = delimiter.join(("title", "author", "year")) + "\n" + delimiter.join(cells) + "\n"
    assert detect(text).name == "table"
    (entry,) = read(Request(text=text, source="-")).entries
    assert (entry.title, entry.authors.texts) == ("One, two; three", ("A. Doe",))


@pytest.mark.parametrize(
    "text",
    ["Title\nOne\n", "A title, with authors\n", "| Title | Year |\n|---|---|\n| One | 2020 |\n",
     "Name,Link\nOne,https://example.org\n", "[1, 2]", "title: One\nyear: 2020\n"],
)  # fmt: skip
def test_other_texts_are_not_tables(text: str) -> None:
    assert not READERS["table"].recognises(text)


def test_names_of_columns_are_compared_without_case_spaces_and_plurals() -> None:
    for name in ("Author(s)", "AUTHORS", "author", "Author/s", " authors_ "):
        assert column_key(name) == "author"
    assert column_key("Publication_Year") == column_key("publication year")


def test_a_name_of_a_column_belongs_to_one_field() -> None:
    keys = [column_key(name) for names in NAMES_BY_FIELD.values() for name in dict.fromkeys(names)]
    fields = {key: {field for field, names in NAMES_BY_FIELD.items()
                    if key in map(column_key, names)} for key in keys}  # fmt: skip
    assert not {key: found for key, found in fields.items() if len(found) > 1}


def test_every_name_of_a_column_is_documented() -> None:
    guide = GUIDE.read_text("utf-8")
    for field, names in NAMES_BY_FIELD.items():
        assert re.search(rf"^\| `{field}` \| {re.escape(', '.join(names))} \|", guide, re.MULTILINE)


def test_a_second_column_of_a_field_is_counted_as_not_kept() -> None:
    parsed = table("Title,Journal,Conference,Year\nOne,J. Ponds,PondConf,2020\n")
    assert parsed.entries[0].venue == "J. Ponds"
    (kept_out,) = [each for each in parsed.findings if each.code == "fields-not-kept"]
    assert "Conference (1)" in kept_out.message


@pytest.mark.parametrize(
    ("link", "arxiv", "doi", "url"),
    [
        ("arxiv.org/abs/2001.00001v2", "2001.00001", "", ""),
        ("arXiv:2001.00001", "2001.00001", "", ""),
        ("2001.00001", "2001.00001", "", ""),
        ("doi.org/10.1000/X", "", "10.1000/x", ""),
        ("10.1000/x", "", "10.1000/x", ""),
        ("www.example.org", "", "", "https://www.example.org"),
        ("example.org/paper.pdf", "", "", "https://example.org/paper.pdf"),
        ("paper.pdf", "", "", ""),
    ],
)
def test_an_address_may_lack_its_scheme(link: str, arxiv: str, doi: str, url: str) -> None:
    (entry,) = table(f"Title,Year,Link\nA title,2020,{link}\n").entries
    assert (entry.arxiv, entry.doi, entry.url) == (arxiv, doi, url)


def test_a_table_of_a_header_alone_says_so() -> None:
    found = [each for each in table("Title,Year\n").findings if each.severity == "error"]
    assert [each.code for each in found] == ["no-entries"]
    assert found[0].message.startswith("no row below the header can be read. Export")


@pytest.mark.parametrize("doi", ["10.1000/x.", "10.1000/x.;", "doi: 10.1000/X,"])
def test_punctuation_after_a_doi_is_not_part_of_it(doi: str) -> None:
    (entry,) = table(f'Title,Year,DOI\nA title,2020,"{doi}"\n').entries
    assert entry.doi == "10.1000/x"
    text = json.dumps([{"title": "A title", "year": 2020, "doi": doi}])
    (entry,) = read(Request(text=text, source="a.json")).entries
    assert entry.doi == "10.1000/x"


@pytest.mark.parametrize("doi", ["10.1000/x,10.1000/y", "10.1000/x;https://doi.org/10.1000/y"])
def test_two_dois_in_a_cell_are_not_one(doi: str) -> None:
    parsed = table(f'Title,Year,DOI\nA title,2020,"{doi}"\n')
    assert parsed.entries[0].doi == ""
    assert "left-out" in [each.code for each in parsed.findings]


@pytest.mark.parametrize(
    "cell",
    [
        '{"MAG": "29", "ArXiv": "1811.06965", "DOI": "10.1145/3341301.3359646", "CorpusId": 5}',
        "{'ArXiv': '1811.06965', 'DOI': '10.1145/3341301.3359646', 'CorpusId': 5}",
    ],
)
def test_identifiers_that_semantic_scholar_prints_are_read(cell: str) -> None:
    quoted = cell.replace('"', '""')
    parsed = table(f'title,externalIds,year\nGPipe: Training,"{quoted}",2018\n')
    (entry,) = parsed.entries
    assert (entry.arxiv, entry.doi) == ("1811.06965", "10.1145/3341301.3359646")
    assert [each.code for each in parsed.findings] == ["columns-read"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [("{'DOI': 'nope'}", "left-out"), ("{'CorpusId': 5}", "fields-not-kept")],
)
def test_identifiers_that_cannot_be_used_are_reported(cell: str, code: str) -> None:
    parsed = table(f"title,authors,externalIds\nA Title,Ann Lee,{cell}\n")
    assert (parsed.entries[0].arxiv, parsed.entries[0].doi) == ("", "")
    assert code in [each.code for each in parsed.findings]


def test_identifiers_are_found_in_each_others_columns() -> None:
    text = (
        "Title,URL,PDF,DOI,arXiv,GitHub\n"
        "One,https://arxiv.org/abs/2001.00001,https://example.org/a.pdf,,,https://github.com/a/b\n"
        "Two,https://doi.org/10.1000/two,,https://doi.org/10.48550/arXiv.2001.00002,,\n"
        "Three,https://example.org/c,,10.1000/three,https://example.org/d,\n"
        "Four,https://arxiv.org/abs/2001.00004,,10.1000/x,2001.00005,\n"
    )
    parsed = table(text)
    one, two, three, four = parsed.entries
    assert (one.arxiv, one.url) == ("2001.00001", "")
    assert [link.kind for link in one.links] == ["project", "code"]
    assert (two.arxiv, two.doi) == ("2001.00002", "10.1000/two")
    assert (three.doi, three.url) == ("10.1000/three", "https://example.org/d")
    assert [link.url for link in three.links] == ["https://example.org/c"]
    assert four.arxiv == "2001.00005"
    assert [each.origin.line for each in parsed.findings if each.code == "left-out"] == [5]


def test_a_wrong_map_option_is_explained(tmp_path: Path) -> None:
    for option in ("Who", "Who=author", "=title"):
        result = CliRunner().invoke(main, ["import", "--map", option, str(tmp_path / "a.csv")])
        assert result.exit_code == 2
        assert "COLUMN=FIELD" in result.output


CELLS = st.sampled_from(
    ["", "Title", "Authors", "Year", "2020", "Doe, J.; Roe, A.", '"', '""', "a\n", "31/02/2020",
     "43831", "10.1000/x", "https://example.org/", '=HYPERLINK("a","b")', "['a", "\x00", "\u2028"]
) | st.text(max_size=8)  # fmt: skip


@given(
    st.lists(st.lists(CELLS, max_size=5), max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["", "Title,Authors,Year\n", "title\tdate\tlink\n", "Paper;When\n"]),
)
def test_no_text_breaks_the_reader(rows: list[list[str]], delimiter: str, start: str) -> None:
    text = start + "\n".join(delimiter.join(row) for row in rows)
    result = READERS["table"].read(Request(text=text, source="-", columns={"When": "date"}))
    assert result.entries or result.findings
    if result.lines:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        full = sum(one_line(line) != "" for line in lines)
        assert sum(line.count for line in result.lines) == full
    assert all(entry.title for entry in result.entries)
