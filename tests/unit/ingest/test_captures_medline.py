"""PubMed's records: each field is read, and no text breaks the reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import texts

from generator.ingest.readers import READERS, Parsed, Request, detect
from generator.ingest.readers.base import normalize_line_ends
from generator.model import Entry
from generator.text.characters import one_line


def parsed(text: str) -> Parsed:
    return READERS["medline"].read(Request(text=text, source="a.nbib"))


def only(*fields: str) -> Entry:
    (entry,) = parsed("\n".join(("PMID- 1", "FAU - Doe, Jane", *fields))).entries
    return entry


@pytest.mark.parametrize("text", ["PMID- 1\n", "\n\nPMID-1\r\n", "1: \nPMID- 2", "OWN - ERIC\n"])
def test_records_of_pubmed_are_recognised(text: str) -> None:
    assert detect(text).name == "medline"
    assert detect("nothing", "a.nbib").name == "medline"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A title.", "A title"), ("Is it?", "Is it?"), ("[A translation].", "A translation"),
        ("Ponds in the U.S.", "Ponds in the U.S."), ("Ponds of Doe et al.", "Ponds of Doe et al."),
        ("Ponds...", "Ponds..."), ("[Ponds] of [Alps].", "[Ponds] of [Alps]"),
        ("A wrapped\n      title.", "A wrapped title"),
    ],
)  # fmt: skip
def test_the_full_stop_of_a_title_is_pubmeds_own(text: str, title: str) -> None:
    assert only(f"TI  - {text}").title == title


@pytest.mark.parametrize(
    ("fields", "published", "issued"),
    [
        (("DP  - 2018 Apr", "DEP - 20170728"), "2017-07-28", "2018-04"),
        (("DP  - 2018 Apr", "DEP - 20180409"), "2018-04-09", "None"),
        (("DP  - 2018 Apr", "DEP - 20180601"), "2018-04", "None"),
        (("DP  - 2019 Nov-Dec",), "2019-11", "None"), (("DP  - 2020 Winter",), "2020", "None"),
    ],
)  # fmt: skip
def test_a_paper_appears_first_on_the_day_of_its_electronic_publication(
    fields: tuple[str, ...], published: str, issued: str
) -> None:
    entry = only("TI  - A", "JT  - B", *fields)
    assert (str(entry.published), str(entry.issued)) == (published, issued)


@pytest.mark.parametrize(
    ("field", "pages"),
    [("454-81", "454-481"), ("697-704", "697-704"), ("e12", "e12"), ("12", "12"),
     ("S9-14", "S9-14"), ("1177-8; discussion 1179-80", "1177-1178; discussion 1179-1180")],
)  # fmt: skip
def test_the_last_page_is_written_in_full(field: str, pages: str) -> None:
    assert only("TI  - A", f"PG  - {field}").pages == pages


def test_authors_are_read_once_in_order_with_groups() -> None:
    authors = only("AU  - Doe J", "CN  - A Group", "AU  - de Vries AB", "TI  - A").authors
    assert authors.texts == ("Jane Doe", "A Group", "AB de Vries")


LINES = st.sampled_from(
    ["PMID- 1", "PMID-", "TI  - A.", "TI  - .", "TI  - []", "BTI - B", "FAU - Doe, Jane",
     "AU  - Doe J", "AU  - X", "CN  - ", "DP  - 2018 Apr 31", "DP  - 2018", "DEP - 20180231",
     "LID - 10.1000/a [doi]", "AID - [doi]", "AID - http://[ [url]", "PG  - 9-1", "PT  - Preprint",
     "PT  - Retracted Publication", "ROF - x", "LA  - xyz", "OT  - ", "      more", "", "", "XX",
     "ISBN- 1", "EN  - 2", "KW  -;"]
)  # fmt: skip


@pytest.mark.slow
@given(st.lists(LINES | texts, max_size=30), st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_text_breaks_the_reader(lines: list[str], end: str) -> None:
    text = end.join(lines)
    result = parsed(text)
    assert result.entries or result.findings
    full = sum(one_line(line) != "" for line in normalize_line_ends(text).split("\n"))
    assert sum(line.count for line in result.lines) == full
    assert all(entry.title for entry in result.entries)
