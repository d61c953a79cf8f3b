"""Answers of arXiv's API: only such answers are read, and no text breaks the reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import texts

from generator.captures import READERS, Parsed, Request
from generator.captures.base import unix
from generator.captures.identity import arxiv_of, doi_of
from generator.names import one_line

FEED = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">'
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
    assert "save the answer again" in found.message


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
