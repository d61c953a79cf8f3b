"""RIS: what reference managers and publishers write is read, and no text breaks the reader."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import texts

from generator.ingest.readers import READERS, Parsed, Request, detect, read
from generator.ingest.readers.base import normalize_line_ends
from generator.ingest.readers.ris_dates import read_date
from generator.ingest.readers.ris_names import read_names
from generator.model import Entry
from generator.text.characters import one_line
from generator.text.languages import language_tag


def parsed(text: str) -> Parsed:
    return READERS["ris"].read(Request(text=text, source="a.ris"))


def only(*fields: str, kind: str = "JOUR") -> Entry:
    lines = (f"TY  - {kind}", "TI  - A Title", "PY  - 2020", *fields, "ER  - ")
    (entry,) = parsed("\n".join(lines)).entries
    return entry


def codes(result: Parsed) -> list[str]:
    return [found.code for found in result.findings if found.code != "fields-not-kept"]


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nTI  - A\n", "\ufeffTY  - JOUR\r\nTI  - A\r\n", "TY - JOUR\nTI - A\n",
        "Record #1 of 2\n\n1.\nTY  -  BOOK\nTI  -  A\n", "ty  - jour\nti  - A\n", "TY-JOUR\n",
        "  TY  - JOUR\n  TI  - A\n", "AU  - Doe, Jane\nTI  - A\nER  - \n",
        "TY\u00a0 - JOUR\n", "TY  \u2013 JOUR\n",
    ],
)  # fmt: skip
def test_ris_is_recognised_by_its_text(text: str) -> None:
    assert detect(text).name == "ris"


@pytest.mark.parametrize("text", ["TY was here - once\n", "# TY  - JOUR\n", "A title - TY  - x\n"])
def test_a_text_about_ris_is_not_ris(text: str) -> None:
    assert detect(text).name != "ris"


def test_the_name_of_a_file_decides_if_its_text_does_not() -> None:
    text = "\n\nVL  - 3\nTI  - A\nAU  - Doe, Jane\nER  - \n"
    assert detect(text, "list.RIS").name == "ris"
    assert detect("@misc{a, title = {B}}", "list.ris").name == "bibtex"


def test_a_blank_line_does_not_end_a_record_and_indentation_is_ignored() -> None:
    result = parsed("  TY  - JOUR\n\n  TI  - A\n   wrapped title\n\n  AU  - Doe, Jane\n  ER  - \n")
    (entry,) = result.entries
    assert (entry.title, entry.authors.texts) == ("A wrapped title", ("Jane Doe",))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2020", "2020"), ("2020/03/15/", "2020-03-15"), ("2020///", "2020"),
        ("2020/3/5", "2020-03-05"), ("2020/03//March", "2020-03"), ("2020-03-15", "2020-03-15"),
        ("2020/11/17 06:00", "2020-11-17"), ("20201117", "2020-11-17"), ("03/2018", "2018-03"),
        ("2020 Feb", "2020-02"), ("15 March 2020", "2020-03-15"), ("2001/00/00/", "2001"),
        ("2020//undefined/", "2020"), ("Mar 2020", "2020-03"), ("ca. 1998", "1998~"),
        ("[2005]", "2005"), ("99", "None"), ("forthcoming", "None"), ("0000", "None"),
    ],
)  # fmt: skip
def test_dates_are_read_as_programs_write_them(text: str, shown: str) -> None:
    assert str(read_date(text).date) == shown


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        (("DA  - 2020/03/15/",), "2020-03-15"), (("DA  - MAR 15",), "2020-03-15"),
        (("Y1  - March 2020",), "2020-03"), (("Y1  - 2019/05/01",), "2020"),
        (("Y1  - 2020/07/22", "DA  - 2020/07/28"), "2020-07"),
        (("Y1  - 2020/07/22", "DA  - 2020/08/28"), "2020"), (("DA  - WIN",), "2020"),
    ],
)  # fmt: skip
def test_fields_of_a_date_count_as_far_as_they_agree(fields: tuple[str, ...], shown: str) -> None:
    assert str(only("AU  - Doe, Jane", *fields).published) == shown


def test_one_person_or_two_is_reported() -> None:
    found = read_names(["Fonseca C., Efraín R."])
    assert found.names.texts == ("Efraín R. Fonseca C.",)
    assert found.unclear == ("Fonseca C., Efraín R.",)


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("Doe, Jane Q.", "Doe|Jane Q."), ("Feiler,A. ", "Feiler|A."), ("Smith, AG", "Smith|AG"),
        ("O'Connor, Jean-Luc", "O'Connor|Jean-Luc"), ("de la Cruz, Ana", "de la Cruz|Ana"),
        ("Doe, Jane, III", "Doe|Jane|III"), ("Doe, Jr., Jane", "Doe|Jane|Jr."),
        ("Doe, Jane, MD", "Doe|Jane|MD"), ("King, Martin L Jr", "King|Martin L|Jr"),
        ("King, ML 3rd", "King|ML|III"), ("Nguyễn, Văn A", "Nguyễn|Văn A"), ("Doe J", "Doe|J"),
        ("Jane Doe", "Doe|Jane"), ("Unesco", "Unesco"), ("Unesco,", "Unesco"),
        ("OpenAI, Inc.", "OpenAI, Inc."), ("Institute of Ponds, Lyon", "Institute of Ponds, Lyon"),
    ],
)  # fmt: skip
def test_names_are_family_given_suffix(text: str, read_as: str) -> None:
    found = read_names([text])
    (name,) = found.names
    parts = (name.literal, name.family, name.given, name.suffix)
    assert "|".join(filter(None, parts)) == read_as
    assert not found.unclear


@pytest.mark.parametrize(
    ("kind", "fields", "editors", "series"),
    [
        ("BOOK", ("A2  - Series, Ed", "A3  - Poe, Al", "T2  - S"), "Al Poe", "S"),
        ("BOOK", ("ED  - Poe, Al", "T3  - S"), "Al Poe", "S"),
        ("BOOK", ("A2  - Poe, Al",), "Al Poe", ""),
        ("EDBOOK", ("AU  - Poe, Al",), "Al Poe", ""),
        ("CHAP", ("A2  - Poe, Al", "A3  - Series, Ed", "T3  - S"), "Al Poe", "S"),
        ("CONF", ("A2  - Poe, Al", "T2  - A Book"), "Al Poe", ""),
        ("JOUR", ("A2  - Poe, Al",), "Al Poe", ""),
        ("THES", ("A2  - Advisor, Al", "A3  - Advisor, Bo"), "", ""),
        ("RPRT", ("A2  - Series, Ed", "T2  - S"), "", "S"),
    ],
)  # fmt: skip
def test_editors_and_series_depend_on_the_type(
    kind: str, fields: tuple[str, ...], editors: str, series: str
) -> None:
    entry = only(*fields, kind=kind)
    assert ", ".join(entry.editors.texts) == editors
    assert entry.series == series


@pytest.mark.parametrize(
    ("kind", "fields", "read_as"),
    [
        ("JOUR", ("JO  - J. A", "T2  - Journal A"), ("article-journal", "Journal A")),
        ("JOUR", ("JO  - bioRxiv",), ("article", "bioRxiv")),
        ("JOUR", ("UR  - https://arxiv.org/abs/1811.06965",), ("article", "")),
        ("GEN", ("DO  - 10.48550/arXiv.1811.06965", "PB  - arXiv"), ("article", "")),
        ("RPRT", ("PB  - arXiv", "SN  - arXiv:1811.06965"), ("article", "")),
        ("INPR", ("T2  - Journal A",), ("article-journal", "Journal A")),
        ("CHAP", ("BT  - A Book", "T2  - Its Series"), ("chapter", "A Book")),
        ("CPAPER", ("C3  - University of A", "T2  - Forum"), ("paper-conference", "Forum")),
        ("CONF", ("ED  - Poe, Al",), ("book", "")),
        ("BLOG", ("T2  - A Blog",), ("webpage", "A Blog")),
        ("VIDEO", ("T2  - A Series",), (None, "A Series")),
        ("NO SUCH TYPE", (), (None, "")),
    ],
)  # fmt: skip
def test_type_and_container(
    kind: str, fields: tuple[str, ...], read_as: tuple[str | None, str]
) -> None:
    entry = only(*fields, kind=kind)
    assert (entry.type, entry.venue) == read_as


@pytest.mark.parametrize(
    ("fields", "pages", "number"),
    [
        (("SP  - 1", "EP  - 9"), "1-9", ""), (("SP  - 1-9",), "1-9", ""),
        (("SP  - 5", "EP  - 5"), "5", ""), (("SP  - pp. 12 \u2013 19",), "12-19", ""),
        (("SP  - 3-9", "EP  - 9"), "3-9", ""), (("SP  - No", "EP  - Specified"), "", ""),
        (("SE  - 77",), "77", ""), (("C7  - Article 5",), "", "5"), (("SP  - e12",), "e12", ""),
        (("SP  - xii",), "xii", ""), (("SP  - 654", "EP  - +"), "654+", ""),
    ],
)  # fmt: skip
def test_pages_and_article_numbers(fields: tuple[str, ...], pages: str, number: str) -> None:
    entry = only(*fields)
    assert (entry.pages, entry.number) == (pages, number)


def test_the_number_of_pages_of_a_book_is_not_its_pages() -> None:
    assert only("SP  - 321", kind="BOOK").pages == ""
    assert only("SP  - 3", "EP  - 9", kind="BOOK").pages == "3-9"


@pytest.mark.parametrize(
    ("fields", "read_as"),
    [
        (("KW  - a; b", "KW  - c"), ("a", "b", "c")), (("KW  - a\nb\nc",), ("a", "b", "c")),
        (("KW  - a, b, c",), ("a", "b", "c")), (("KW  - Child, Preschool",), ("Child, Preschool",)),
        (("KW  - a, b, c", "KW  - d"), ("a, b, c", "d")), (("KW  - n/a",), ()),
        (("KW  - *a", "KW  - a"), ("a",)),
        (("KW  - Humans*", "KW  - f*"), ("Humans", "f*")),
    ],
)  # fmt: skip
def test_keywords(fields: tuple[str, ...], read_as: tuple[str, ...]) -> None:
    assert only(*fields).keywords == read_as


@pytest.mark.parametrize(
    ("fields", "abstract"),
    [
        (("AB  - Abstract", "We look."), "We look."), (("AB  - Abstract",), ""),
        (("AB  - As in the abstract", "of it."), "As in the abstract of it."),
        (("AB  - One.", "AB  - Copyright of A."), "One."), (("N2  - Two.", "AB  - One."), "One."),
        (("AB  - One.", "AB  - Two."), "One. Two."),
    ],
)  # fmt: skip
def test_abstracts(fields: tuple[str, ...], abstract: str) -> None:
    assert only(*fields).abstract == abstract


def test_every_loss_is_said() -> None:
    text = "TY  - PAT\nTI  - A\nAU  - B, C\nAD  - Here\nXX  - Odd\nM9  - \nER  - \n"
    (found,) = parsed(text).findings
    assert found.message == "fields that a list does not keep: AD (1), TY PAT (1), XX (1)"


def test_a_part_of_an_address_field_that_is_lost_is_counted() -> None:
    text = "TY  - GEN\nTI  - A\nUR  - https://example.org/a U2  - L1\nDO  - 10.1000/a LK\nER  - \n"
    (found,) = parsed(text).findings
    assert found.message == "fields that a list does not keep: DO (1), UR (1)"


def test_a_title_alone_is_an_error() -> None:
    result = read(Request(text="TY  - JOUR\nTI  - A\nJO  - B\nER  - \n", source="a.ris"))
    assert not result.entries
    assert [(f.code, f.severity) for f in result.findings] == [("title-only", "error")]


def test_two_records_without_a_line_between_are_an_error() -> None:
    second = "TI  - B\nDO  - 10.1000/b\nPY  - 2019\nER  - \n"
    result = parsed(f"TY  - JOUR\nTI  - A\nDO  - 10.1000/a\nPY  - 2020\n{second}")
    assert not result.entries
    assert codes(result) == ["bad-entry"]
    assert result.findings[0].origin.line == 5


def test_a_second_title_between_authors_is_an_error() -> None:
    first = "TY  - JOUR\nTI  - A\nAU  - Doe, Jane\nPY  - 2020\n\n"
    result = parsed(f"{first}TI  - B\nAU  - Roe, Ann\nER  - \n")
    assert not result.entries
    assert codes(result) == ["bad-entry"]


def test_files_that_were_joined_are_read_whole() -> None:
    one = "\ufeffTY  - JOUR\nTI  - {}\nAU  - Doe, Jane\nER  - \n"
    assert [e.title for e in parsed(one.format("A") + one.format("B")).entries] == ["A", "B"]


def test_the_proxy_of_a_library_is_removed_and_reported() -> None:
    field = "UR  - https://www-nature-com.ezproxy.uni.edu/articles/x"
    result = parsed(f"TY  - JOUR\nTI  - A\n{field}\nER  - \n")
    assert result.entries[0].url == "https://www.nature.com/articles/x"
    assert codes(result) == ["left-out"]


@pytest.mark.parametrize(
    ("field", "doi", "arxiv"),
    [
        ("UR  - doi:10.1000/ABC", "10.1000/abc", ""), ("UR  - doi.org/10.1000/a", "10.1000/a", ""),
        ("UR  - arXiv:1811.06965v2", "", "1811.06965"), ("DO  - DOI 10.1000/a", "10.1000/a", ""),
        ("L2  - http://dx.doi.org/10.1000/a%28b%29", "10.1000/a(b)", ""),
        ("L3  - 10.1000/a", "10.1000/a", ""), ("C1  - arXiv:1811.06965", "", "1811.06965"),
        ("L1  - https://arxiv.org/pdf/1811.06965v2.pdf", "", "1811.06965"),
        ("N1  - see 10.1000/a", "", ""), ("DO  - 10.1000/a  LK  - http://x", "10.1000/a", ""),
    ],
)  # fmt: skip
def test_identifiers_are_found_in_any_dress(field: str, doi: str, arxiv: str) -> None:
    entry = only(field)
    assert (entry.doi, entry.arxiv) == (doi, arxiv)


def test_a_cut_file_gives_what_it_has() -> None:
    text = "TY  - JOUR\nTI  - A\nAU  - Doe, Jane\nER  - \nTY  - JOUR\nAU  - Roe, A"
    result = parsed(text)
    assert [entry.title for entry in result.entries] == ["A"]
    assert codes(result) == ["no-title"]


@pytest.mark.parametrize(
    ("text", "tag"),
    [("English", "en"), ("eng", "en"), ("ger", "de"), ("Deutsch", "de"), ("pt_BR", "pt-BR"),
     ("English; French", "en"), ("zh-CN", "zh-CN"), ("und", ""), ("Klingonish", ""), ("", "")],
)  # fmt: skip
def test_languages_are_known_by_name_and_code(text: str, tag: str) -> None:
    assert language_tag(text) == tag


RECORDS = """\
TY  - JOUR
TI  - Paper {n} of Many
AU  - Huang, Yanping
AU  - Cheng, Youlong
T2  - Journal of Ponds
AB  - We introduce a library that allows scaling any pond that can be expressed as layers.
PY  - 2019
DA  - 2019/03/15/
VL  - 20
SP  - 1
EP  - 28
DO  - 10.1000/jop.{n}
KW  - ponds
ER  -
"""


@pytest.mark.slow
def test_ten_thousand_records_are_read_in_seconds() -> None:
    text = "".join(RECORDS.format(n=n) for n in range(10_000))
    started = process_time()
    result = read(Request(text=text, source="a.ris"))
    assert process_time() - started < 6  # two on an idle machine
    assert len(result.entries) == 10_000


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nTI  - A\nAB  - B\n" + "and so on and on\n" * 300_000,
        "TY  - JOUR\nTI  - A\n" + "AU  - Doe, Jane\n" * 100_000,
        "TI  - A\nER  - \n" * 50_000, "TY  - JOUR\nAU  - " + "Doe, " * 100_000,
        "TY  - JOUR\nTI  - A\nUR  - " + "https://a.org; " * 50_000,
        "TY  - JOUR\nTI  - A\nSP  - " + " " * 100_000 + "-\nDO  - " + "10." * 50_000,
        "TY  - JOUR\nTI  - A\nPY  - " + "2020/" * 50_000 + "\nSN  - " + "1" * 100_000,
    ],
    ids=["lines", "authors", "untyped", "commas", "addresses", "spaces", "digits"],
)  # fmt: skip
def test_hostile_texts_take_no_longer_than_their_length(text: str) -> None:
    started = process_time()
    read(Request(text=text, source="a.ris"))
    assert process_time() - started < 10


LINES = st.sampled_from(
    ["TY  - JOUR", "TY  - BOOK", "TY  - ", "TY  -", "ER  - ", "ER  -", "ER", "TI  - A Title",
     "T1  - Other", "TI  - ", "AU  - Doe, Jane", "AU  - ,", "A1  - et al.", "ED  - &&;;,,",
     "PY  - 2020///", "PY  - 2020/02/30", "DA  - MAY 15", "Y1  - 99999", "ET  - 2019/02/31",
     "DO  - 10.1000/a", "DO  - doi:", "UR  - http://[", "UR  - //x", "L1  - file:///a", "SP  - -",
     "EP  - 1-2-3", "SN  - 978-3-16-148410-0", "KW  - ;;,", "VL  - 3(4)", "LA  - xx", "ID  - a b",
     "AB  - http://example.org/a", "T2  - NeurIPS 2019", "C7  - Article", "XX  - y", "  wrapped",
     "12.", "", "", "\x02", "\u2028", "ti  - lower", "AN  - arXiv:1811.06965", "VL  - abs/x"]
)  # fmt: skip


@pytest.mark.slow
@given(st.lists(LINES | texts, max_size=40), st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_text_breaks_the_reader(lines: list[str], end: str) -> None:
    text = end.join(lines)
    result = parsed(text)
    assert result.entries or result.findings
    full = sum(one_line(line) != "" for line in normalize_line_ends(text).split("\n"))
    assert sum(line.count for line in result.lines) == full
    assert all(line.reason for line in result.lines if line.kind == "skipped")
    for entry in result.entries:
        assert entry.title
        assert entry.origin.line
