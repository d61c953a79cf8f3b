"""Answers of arXiv's API: only such answers are read, and no text breaks the reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import texts
from service_answers import arxiv_entry, arxiv_feed

from generator.ingest.readers import READERS, Parsed, Request, read
from generator.ingest.readers.arxiv_facts import read_comment, read_journal_ref, read_status
from generator.ingest.readers.base import normalize_line_ends
from generator.model import Name, Names
from generator.text.characters import one_line
from generator.text.identifiers import find_arxiv_id, find_doi

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


@pytest.mark.slow
@given(st.lists(PIECES | texts, max_size=20).map("".join), st.booleans())
def test_no_text_breaks_the_arxiv_reader(text: str, whole: bool) -> None:
    text = f"{FEED}<entry>{ID}<title>A</title></entry>{text}</feed>" if whole else text
    result = parsed(text)
    assert result.entries or any(f.severity == "error" for f in result.findings)
    assert all(entry.title and entry.arxiv for entry in result.entries)
    lines = normalize_line_ends(text).split("\n")
    assert all(1 <= (f.origin.line or 0) <= len(lines) for f in result.findings)
    if result.lines:
        assert sum(line.count for line in result.lines) == sum(bool(one_line(x)) for x in lines)


@pytest.mark.parametrize(
    "text",
    ["1811.06965", "arXiv:1811.06965v2 [cs.CV]", "arxiv.org/abs/1811.06965", "ARXIV: 1811.06965",
     "https://www.arxiv.org/pdf/1811.06965v5.pdf#page=2", "https://doi.org/10.48550/arXiv.1811.06965"],
)  # fmt: skip
def test_an_arxiv_paper_is_known_by_any_of_its_addresses(text: str) -> None:
    assert find_arxiv_id(text) == "1811.06965"
    assert find_doi(text) == ""


def test_a_doi_is_known_by_any_of_its_addresses() -> None:
    for text in ("10.1000/A(b)_c", "doi:10.1000/A(b)_c.", "dx.doi.org/10.1000/A%28b%29_c"):
        assert find_doi(text) == "10.1000/a(b)_c"
    for text in ("https://example.org/10.1000/x", "10.1000", "x", ""):
        assert find_doi(text) == find_arxiv_id(text) == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Rate exceeded.", "too many requests"),
        ("<html><head><title>503 Service Unavailable</title></head></html>", "error page"),
        (f"{OAI}<error code='idDoesNotExist'>no such id</error></OAI-PMH>", "idDoesNotExist"),
    ],
)
def test_an_error_of_arxiv_is_named_as_one(text: str, message: str) -> None:
    result = read(Request(text=text, source="answer.xml"))
    assert [found.code for found in result.findings] == ["arxiv-error"]
    assert message in result.findings[0].message
    assert not result.entries


def oai(record: str) -> str:
    return (
        f"{OAI}<ListRecords><record><header><identifier>oai:arXiv.org:0704.0001</identifier>"
        f"</header><metadata>{record}</metadata></record></ListRecords></OAI-PMH>"
    )


RECORDS = {
    "arXiv": """<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>0704.0001</id>
<created>2007-04-02</created><updated>2007-07-24</updated><authors>
<author><keyname>van den Berg</keyname><forenames>Ann B.</forenames><suffix>Jr.</suffix></author>
<author><keyname>Roe</keyname><forenames>Bo</forenames><affiliation>ANL</affiliation></author>
</authors><title>On x^2</title><categories>hep-ph cs.LG</categories>
<journal-ref>Phys.Rev.D76:013009,2007</journal-ref><doi>10.1103/PhysRevD.76.013009</doi>
<abstract>  Text.</abstract></arXiv>""",
    "arXivRaw": """<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>0704.0001</id>
<submitter>Someone Else</submitter>
<version version="v1"><date>Mon, 2 Apr 2007 19:18:42 GMT</date><size>1kb</size></version>
<version version="v2"><date>Tue, 24 Jul 2007 20:10:27 GMT</date></version>
<title>On x^2</title><authors>Ann B. van den Berg Jr. (1), Bo Roe ((1) ANL)</authors>
<categories>hep-ph cs.LG</categories><journal-ref>Phys.Rev.D76:013009,2007</journal-ref>
<doi>10.1103/PhysRevD.76.013009</doi><abstract>  Text.</abstract></arXivRaw>""",
    "arXivOld": """<arXivOld xmlns="http://arxiv.org/OAI/arXivOld/"><id>0704.0001</id>
<title>On x^2</title><authors>Ann B. van den Berg, Jr. (1) and Bo Roe</authors>
<categories>hep-ph cs.LG</categories><journal-ref>Phys.Rev.D76:013009,2007</journal-ref>
<doi>10.1103/PhysRevD.76.013009</doi><abstract>  Text.</abstract></arXivOld>""",
    "oai_dc": """<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>On x^2</dc:title>
<dc:creator>van den Berg, Ann B., Jr.</dc:creator><dc:creator>Roe, Bo</dc:creator>
<dc:subject>High Energy Physics</dc:subject><dc:description>Text.</dc:description>
<dc:description>Comment: 4 pages</dc:description><dc:date>2007-04-02</dc:date>
<dc:date>2007-07-24</dc:date><dc:type>text</dc:type>
<dc:identifier>http://arxiv.org/abs/0704.0001</dc:identifier>
<dc:identifier>Phys.Rev.D76:013009,2007</dc:identifier>
<dc:identifier>doi:10.1103/PhysRevD.76.013009</dc:identifier></oai_dc:dc>""",
}


@pytest.mark.parametrize("dialect", RECORDS)
def test_each_dialect_of_oai_gives_the_same_paper(dialect: str) -> None:
    result = read(Request(text=oai(RECORDS[dialect]), source="answer.xml"))
    (entry,) = result.entries
    assert entry.authors == Names(
        (Name(family="van den Berg", given="Ann B.", suffix="Jr."), Name(family="Roe", given="Bo"))
    )
    assert (entry.title, entry.abstract, entry.arxiv) == ("On x^2", "Text.", "0704.0001")
    assert (entry.venue, entry.volume, entry.pages) == ("Phys.Rev.D", "76", "013009")
    assert (str(entry.issued), entry.doi) == ("2007", "10.1103/physrevd.76.013009")
    assert entry.category == ("" if dialect == "oai_dc" else "hep-ph")
    first = None if dialect == "arXivOld" else "2007-04-02"
    assert (str(entry.published) if entry.published else None) == first


def test_a_deleted_record_is_left_out_and_the_rest_of_an_answer_asked_for() -> None:
    text = (
        f"{OAI}<ListRecords><record><header status='deleted'><identifier>oai:arXiv.org:0704.0001"
        "</identifier></header></record><resumptionToken>abc|1001</resumptionToken></ListRecords>"
        "</OAI-PMH>"
    )
    found = [(f.code, f.severity) for f in parsed(text).findings]
    assert found[:2] == [("partial-answer", "warning"), ("left-out", "warning")]
    assert "resumptionToken=abc|1001" in parsed(text).findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:arxiv="http://arxiv.org/schemas/atom"><channel><title>cs.CL updates on arXiv.org</title>
<item><title>A Feed</title><link>https://arxiv.org/abs/2601.00001</link>
<description>arXiv:2601.00001v1 Announce Type: new
Abstract: Text.</description><guid>oai:arXiv.org:2601.00001v1</guid><category>cs.CL</category>
<pubDate>Fri, 02 Jan 2026 00:00:00 -0500</pubDate>
<dc:creator>Ann Roe, Bo Li</dc:creator></item></channel></rss>""",
        """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"
xmlns:dc="http://purl.org/dc/elements/1.1/"><entry><id>oai:arXiv.org:2601.00001v1</id>
<title>A Feed</title><updated>2026-01-02T00:00:00-05:00</updated>
<link href="https://arxiv.org/abs/2601.00001"/><summary>arXiv:2601.00001v1 Announce Type: new
Abstract: Text.</summary><category term="cs.CL"/><published>2026-01-02T00:00:00-05:00</published>
<arxiv:announce_type>new</arxiv:announce_type><dc:creator>Ann Roe, Bo Li</dc:creator></entry>
</feed>""",
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<item rdf:about="http://arxiv.org/abs/2601.00001">
<title>A Feed. (arXiv:2601.00001v1 [cs.CL])</title><link>http://arxiv.org/abs/2601.00001</link>
<description>&lt;p&gt;Text.&lt;/p&gt;</description>
<dc:creator>&lt;a href="http://arxiv.org/a/r_1"&gt;Ann Roe&lt;/a&gt;, Bo Li</dc:creator></item>
</rdf:RDF>""",
    ],
    ids=["rss", "atom", "rdf"],
)  # fmt: skip
def test_feeds_of_new_papers_are_read_without_a_date_of_the_paper(text: str) -> None:
    (entry,) = read(Request(text=text, source="feed.xml")).entries
    assert (entry.title, entry.abstract, entry.arxiv) == ("A Feed", "Text.", "2601.00001")
    assert (entry.authors.texts, entry.category) == (("Ann Roe", "Bo Li"), "cs.CL")
    assert entry.published is None


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
    facts = read_journal_ref(text)
    assert facts
    assert (facts.venue, facts.volume, facts.pages) == (venue, volume, pages)
    assert str(facts.issued) == year


@pytest.mark.parametrize(
    "text",
    ["Phys. Rev. D 76, 1 (2007); Erratum D 77", "Submitted to Nature 2019", "ICML 2018 (2018)",
     "In press, 2019", "in press (2019)", "In preparation 2019"],
)  # fmt: skip
def test_a_doubtful_journal_reference_is_not_taken_apart(text: str) -> None:
    assert read_journal_ref(text) is None


@pytest.mark.parametrize("text", ["Submitted to J. Ponds, 2020", "Under review at J. Ponds"])
def test_a_paper_that_nobody_has_published_has_no_venue(text: str) -> None:
    result = parsed(arxiv_feed(arxiv_entry(journal_ref=text)))
    assert result.entries[0].venue == ""
    assert [found.code for found in result.findings] == ["left-out"]


def test_a_comment_gives_a_venue_only_where_it_is_certain() -> None:
    facts = read_comment("12 pages. Accepted at NeurIPS 2024")
    assert facts
    assert (facts.venue, str(facts.issued)) == ("NeurIPS", "2024")
    for text in ("Accepted at ICML 2021 Workshop on X", "Submitted to ICLR 2024", "EMNLP Findings"):
        assert read_comment(text) is None


def test_only_a_paper_that_says_so_of_itself_is_withdrawn() -> None:
    for text in ("Withdrawn", "This paper has been withdrawn", "Paper withdrawn by the authors"):
        assert read_status(text, "") == read_status("", text) == "withdrawn"
    for text in ("Withdrawn from ICLR 2024", "Troops were withdrawn", ("An earlier version of this "
                 "paper was withdrawn"), "Retracted science, 10 pages"):  # fmt: skip
        assert read_status(text, "") is None
        assert read_status("", text) is None
