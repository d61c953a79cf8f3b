"""EndNote's formats: XML is parsed safely, tags are read, and no text breaks the readers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import texts

from generator.ingest.readers import READERS, Parsed, Request, detect
from generator.ingest.readers.base import normalize_line_ends
from generator.ingest.readers.endnote_types import ris_type
from generator.text.characters import one_line

XML = "<xml><records><record>{}</record></records></xml>"
BOMB = '<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE xml [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


def parsed(text: str, reader: str = "endnote-xml") -> Parsed:
    return READERS[reader].read(Request(text=text, source="a.xml"))


@pytest.mark.parametrize(
    "start",
    ["", '<?xml version="1.0" encoding="UTF-8" ?>\n', "\ufeff\n", BOMB, "<!-- arxiv.org -->"],
)
def test_endnote_xml_is_recognised_by_its_root(start: str) -> None:
    assert detect(start + XML.format("")).name == "endnote-xml"
    assert detect(start + "<feed>arxiv</feed>").name != "endnote-xml"


@pytest.mark.parametrize("text", ["%0 Book\n%T A\n", "\ufeff\r\n%0 Book\r\n"])
def test_the_tagged_format_is_recognised_by_its_first_field(text: str) -> None:
    assert detect(text).name == "endnote-tagged"
    assert detect("", "a.enw").name == "endnote-tagged"


@pytest.mark.parametrize("doctype", [BOMB, EXTERNAL])
def test_entities_are_refused_before_they_are_read(doctype: str) -> None:
    text = doctype + XML.format("<titles><title>&b;</title></titles>")
    result = parsed(text)
    assert not result.entries
    assert [found.code for found in result.findings] == ["no-xml"]
    assert "document type" in result.findings[0].message


@pytest.mark.parametrize("text", ["", "no XML", "<xml>", XML.format("<a>"), "<a/>\n<b/>"])
def test_a_text_that_is_not_xml_is_an_error_with_its_line(text: str) -> None:
    (found,) = parsed(text).findings
    assert (found.code, found.severity) == ("no-xml", "error")
    assert found.origin.line


def test_deeply_nested_elements_are_read_as_text() -> None:
    deep = "<a>" * 5000 + "Ponds" + "</a>" * 5000
    year = "<dates><year>2020</year></dates>"
    (entry,) = parsed(XML.format(f"<titles><title>{deep}</title></titles>{year}")).entries
    assert entry.title == "Ponds"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Journal Article", "JOUR"), ("17", "JOUR"), ("journal article", "JOUR"), ("6", "BOOK"),
     ("Web Page", "ELEC"), ("Conference Paper", "CPAPER"), ("Odd", "ODD"), ("", "")],
)  # fmt: skip
def test_types_are_known_by_name_and_number(name: str, kind: str) -> None:
    assert ris_type(name) == kind


def test_a_name_that_is_not_a_name_of_ris_keeps_its_own_in_findings() -> None:
    body = "<titles><title>A</title></titles><dates><year>2020</year></dates><user16>x</user16>"
    (found,) = parsed(XML.format(body)).findings
    assert found.message.endswith("user16 (1)")
    (found,) = parsed("%0 Odd\n%T A\n%D 2020\n%? x\n", "endnote-tagged").findings
    assert found.message.endswith("%? (1), TY ODD (1)")


PARTS = st.sampled_from(
    ["<record>", "</record>", "<titles><title>A</title></titles>", "<year>", "</year>", "2020",
     "<dates>", "</dates>", '<ref-type name="Book">6</ref-type>', "<author>Doe, Jane</author>",
     "<contributors><authors>", "</authors></contributors>", "<keyword/>", "&#xD;", "&amp;", "&b;",
     "<style face='superscript'>", "</style>", "\n", "<pages>1</pages>", "<!-- x -->"]
)  # fmt: skip
LINES = st.sampled_from(
    ["%0 Book", "%0", "%T A", "%A Doe, Jane", "%D 2020", "%D", "%8 May 32", "%R 10.1000/a", "%",
     "%% x", "%T", "more", "", "", "%@ 1"]
)  # fmt: skip


@pytest.mark.slow
@given(st.lists(PARTS | texts, max_size=20))
def test_no_text_breaks_the_xml_reader(parts: list[str]) -> None:
    text = f"<xml><records>{''.join(parts)}</records></xml>"
    result = parsed(text)
    assert result.entries or result.findings
    full = sum(one_line(line) != "" for line in normalize_line_ends(text).split("\n"))
    counted = sum(line.count for line in result.lines)
    assert counted == full or [found.code for found in result.findings] == ["no-xml"]


@pytest.mark.slow
@given(st.lists(LINES | texts, max_size=30), st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_text_breaks_the_reader_of_tags(lines: list[str], end: str) -> None:
    text = end.join(lines)
    result = parsed(text, "endnote-tagged")
    assert result.entries or result.findings
    full = sum(one_line(line) != "" for line in normalize_line_ends(text).split("\n"))
    assert sum(line.count for line in result.lines) == full
