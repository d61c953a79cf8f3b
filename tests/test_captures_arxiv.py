"""Answers of arXiv's API: only such answers are read, and no text breaks the reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import texts

from generator.captures import READERS, Parsed, Request, read
from generator.captures.arxiv_facts import read_comment, read_journal_ref, read_status
from generator.captures.base import unix
from generator.captures.identity import arxiv_of, doi_of
from generator.names import one_line

FEED = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">'
OAI = (
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><request>http://arxiv.org/oai</request>'
)
ID = "<id>http://arxiv.org/abs/1811.06965v5</id>"


def parsed(text: str) -> Parsed:
    return READERS["arxiv"].read(Request(text=text, source="answer.xml"))


def codes(text: str) -> list[str]:
    return [found.code for found in parsed(text).findings]


def test_entities_are_refused_before_any_is_expanded() -> None:
    rows = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 30))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "ha">{rows}]>'
    text = f"{bomb}{FEED}<entry>{ID}<title>&e29;</title></entry></feed>"
    assert codes(text) == ["no-feed"]
    outside = f'<!DOCTYPE x SYSTEM "file:///etc/passwd">{FEED}</feed>'
    assert codes(outside) == ["no-feed"]
    assert codes(f"{FEED}<entry>{ID}<title>&undefined;</title></entry></feed>") == ["no-xml"]


def test_wrong_xml_is_told_with_its_line() -> None:
    (found,) = parsed(f"{FEED}\n<entry>\n<title>A & B</title>").findings
    assert (found.code, found.origin.line) == ("no-xml", 3)
    assert "ave the answer again" in found.message


def test_what_arxiv_says_is_wrong_is_passed_on() -> None:
    text = f"{FEED}<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title>\
<summary>malformed id</summary></entry></feed>"
    (found,) = parsed(text).findings
    assert found.code == "arxiv-error"
    assert "malformed id" in found.message


def test_elements_of_other_namespaces_count_for_nothing() -> None:
    text = f'{FEED}<entry>{ID}<title>A</title><o:title xmlns:o="urn:o">B</o:title></entry></feed>'
    assert [entry.title for entry in parsed(text).entries] == ["A"]
    assert codes(f'{FEED}<e:entry xmlns:e="urn:o">{ID}<title>A</title></e:entry></feed>') == [
        "no-entries"
    ]


def test_a_deep_document_is_read_in_bounded_time_and_depth() -> None:
    text = f"{FEED}<entry>{ID}<title>A</title>{'<a>' * 50_000}{'</a>' * 50_000}</entry></feed>"
    assert [entry.title for entry in parsed(text).entries] == ["A"]


PIECES = st.sampled_from(
    [FEED, "<entry>", "</entry>", "</feed>", ID, "<id>", "</id>", "<title>A</title>", "<title>",
     "<published>2019-02-30</published>", "<summary>\n- x", "</summary>", "<author><name>A</name>",
     "</author>", "<arxiv:doi>10.1000/x</arxiv:doi>", "<!DOCTYPE a>", "<![CDATA[", "]]>", "&lt;",
     "&x;", "<?xml version='1.0' encoding='utf-16'?>", "\x02", "\ud800", "\n", "\r"]
)  # fmt: skip


@given(st.lists(PIECES | texts, max_size=20).map("".join), st.booleans())
def test_no_text_breaks_the_arxiv_reader(text: str, whole: bool) -> None:
    text = f"{FEED}<entry>{ID}<title>A</title></entry>{text}</feed>" if whole else text
    result = parsed(text)
    assert result.entries or any(f.severity == "error" for f in result.findings)
    assert all(entry.title and entry.arxiv for entry in result.entries)
    lines = unix(text).split("\n")
    assert all(1 <= (f.origin.line or 0) <= len(lines) for f in result.findings)
    if result.lines:
        assert sum(line.count for line in result.lines) == sum(bool(one_line(x)) for x in lines)


@pytest.mark.parametrize(
    "text",
    ["1811.06965", "arXiv:1811.06965v2 [cs.CV]", "arxiv.org/abs/1811.06965", "ARXIV: 1811.06965",
     "https://www.arxiv.org/pdf/1811.06965v5.pdf#page=2", "https://doi.org/10.48550/arXiv.1811.06965"],
)  # fmt: skip
def test_an_arxiv_paper_is_known_by_any_of_its_addresses(text: str) -> None:
    assert arxiv_of(text) == "1811.06965"
    assert doi_of(text) == ""


def test_a_doi_is_known_by_any_of_its_addresses() -> None:
    for text in ("10.1000/A(b)_c", "doi:10.1000/A(b)_c.", "dx.doi.org/10.1000/A%28b%29_c"):
        assert doi_of(text) == "10.1000/a(b)_c"
    for text in ("https://example.org/10.1000/x", "10.1000", "x", ""):
        assert doi_of(text) == arxiv_of(text) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Rate exceeded.", "too many requests"),
        ("<html><head><title>503 Service Unavailable</title></head></html>", "error page"),
        (f"{OAI}<error code='idDoesNotExist'>no such id</error></OAI-PMH>", "idDoesNotExist"),
    ],
)
def test_an_error_of_arxiv_is_named_as_one(text: str, said: str) -> None:
    result = read(Request(text=text, source="answer.xml"))
    assert [found.code for found in result.findings] == ["arxiv-error"]
    assert said in result.findings[0].message
    assert not result.entries


@pytest.mark.parametrize(
    ("text", "venue", "volume", "pages", "year"),
    [
        ("Phys. Rev. D 76, 013009 (2007)", "Phys. Rev. D", "76", "013009", "2007"),
        ("Adv.Theor.Math.Phys.2:231-252,1998", "Adv.Theor.Math.Phys.", "2", "231-252", "1998"),
        ("Nucl.Phys. B643 (2002) 105-130", "Nucl.Phys. B", "643", "105-130", "2002"),
        ("NeurIPS 2019", "NeurIPS", "", "", "2019"),
    ],
)
def test_a_journal_reference_is_taken_apart(
    text: str, venue: str, volume: str, pages: str, year: str
) -> None:
    found = read_journal_ref(text)
    assert found
    assert (found.venue, found.volume, found.pages) == (venue, volume, pages)
    assert str(found.issued) == year


@pytest.mark.parametrize(
    "text",
    ["Phys. Rev. D 76, 1 (2007); Erratum D 77", "Submitted to Nature 2019", "ICML 2018 (2018)"],
)
def test_a_doubtful_journal_reference_is_not_taken_apart(text: str) -> None:
    assert read_journal_ref(text) is None


def test_a_comment_gives_a_venue_only_where_it_is_certain() -> None:
    found = read_comment("12 pages. Accepted at NeurIPS 2024")
    assert found
    assert (found.venue, str(found.issued)) == ("NeurIPS", "2024")
    for text in ("Accepted at ICML 2021 Workshop on X", "Submitted to ICLR 2024", "EMNLP Findings"):
        assert read_comment(text) is None


def test_only_a_paper_that_says_so_of_itself_is_withdrawn() -> None:
    for text in ("Withdrawn", "This paper has been withdrawn", "Paper withdrawn by the authors"):
        assert read_status(text, "") == read_status("", text) == "withdrawn"
    for text in ("Withdrawn from ICLR 2024", "Troops were withdrawn", ("An earlier version of this "
                 "paper was withdrawn"), "Retracted science, 10 pages"):  # fmt: skip
        assert read_status(text, "") is None
        assert read_status("", text) is None
