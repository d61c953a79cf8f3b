"""Lists of papers in Markdown: what is a title, what is a paper, and that no text breaks them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ingest.readers import READERS, Parsed, Request, detect, read
from generator.ingest.readers.markdown_headings import heading_keyword
from generator.ingest.readers.markdown_links import badge_message, is_label, is_paper_url
from generator.text.characters import one_line

PAPER = "https://arxiv.org/abs/2001.00001"
PDF = "[[pdf]](https://example.org/a.pdf)"


def markdown(text: str) -> Parsed:
    return read(Request(text=text, source="README.md"))


@pytest.mark.parametrize(
    ("item", "title", "note"),
    [
        ("[Two Words](https://arxiv.org/abs/2001.00001)", "Two Words", ""),
        ("[Net](https://arxiv.org/abs/2001.00001): A Good Net | CMU", "Net: A Good Net", "CMU"),
        ("[Net:](https://arxiv.org/abs/2001.00001) A Good Net", "Net: A Good Net", ""),
        (f"**A Bold Title.** {PDF}", "A Bold Title", ""),
        (f"A Plain Title (2016) {PDF}", "A Plain Title", ""),
        (f"*An Italic Title* {PDF}", "An Italic Title", ""),
        (f'Poe. "**A Quoted Title**." In a place. {PDF}', "A Quoted Title", "Poe; In a place"),
        (f"[x] **A Done Title** {PDF}", "A Done Title", ""),
        (f":star: \U0001f525 **A Starred Title** {PDF}", "A Starred Title", ""),
        (f"(*ICML 2020*) A Plain Title {PDF}", "A Plain Title", ""),
        (f"**[Must Read]** A Plain Title {PDF}", "A Plain Title", "Must Read"),
        (f"**Best Paper Award** A Plain Title {PDF}", "A Plain Title", "Best Paper Award"),
        (
            f"At MIT, \u201cA Quoted Title,\u201d *Proc. of A* {PDF}",
            "A Quoted Title",
            "At MIT; Proc. of A",
        ),
        (f"**Open DAC 2023** {PDF}", "Open DAC 2023", ""),
        (f"**A Survey of ICML Papers 2020** {PDF}", "A Survey of ICML Papers 2020", ""),
        (f"A Plain Title: {PAPER}", "A Plain Title", PAPER),
        (f'<b>A Title</b> <a href="https://arxiv.org/abs/2001.00001">pdf</a>', "A Title", ""),  # noqa: F541
    ],
)
def test_the_title_of_an_item_is_found(item: str, title: str, note: str) -> None:
    (entry,) = markdown(f"- {item}\n").entries
    assert (entry.title, entry.note) == (title, note)


@pytest.mark.parametrize(
    ("styled", "authors", "venue", "date"),
    [
        ("*NeuIPS 2017.*", [], "NeuIPS", "2017"),
        ("*Doe, Jane and Roe, Ann.* arXiv 2020.", ["Jane Doe", "Ann Roe"], "", "2020"),
        ("*Jane Doe et al.*, 2020.", ["Jane Doe"], "", "2020"),
    ],
)
def test_venues_and_names_in_italics_after_a_title_are_no_titles(
    styled: str, authors: list[str], venue: str, date: str
) -> None:
    (entry,) = markdown(f"- A Title of Four. {styled} {PDF}\n").entries
    assert (entry.title, entry.venue) == ("A Title of Four", venue)
    assert list(entry.authors.texts) == authors
    assert str(entry.issued or entry.published) == date


@pytest.mark.parametrize(
    "item",
    [
        "[T5](https://arxiv.org/abs/2001.00001)",
        f"A title. And more text. {PDF}",
        "[One Paper](https://arxiv.org/abs/2001.00001), [A Paper](https://arxiv.org/abs/2001.00002)",
        f"Word {PDF}",
        f"[ ] read this: {PDF}",
        "[this paper](https://arxiv.org/abs/2001.00001) shows how",
        f"Smith et al. (2020) {PDF}",
        f"In this work of theirs, a **Title of Something** is {PDF}",
        f"Doe, J., & Roe, A. (2020). A title. *Journal of Things*, 12(3). {PDF}",
    ],
)
def test_an_item_with_an_unclear_title_is_skipped_with_a_warning(item: str) -> None:
    parsed = markdown(f"- {item}\n- [A Fine Title](https://arxiv.org/abs/2001.00009)\n")
    assert [entry.title for entry in parsed.entries] == ["A Fine Title"]
    assert [(f.code, f.severity, f.origin.line) for f in parsed.findings] == [
        ("unclear-item", "warning", 1)
    ]


@pytest.mark.parametrize(
    ("rest", "authors", "venue", "date"),
    [
        ("ICLR 2014.", [], "ICLR", "2014"),
        ("Doe et al., ICLR 2014.", [], "ICLR", "2014"),
        ("May 2016", [], "", "2016-05"),
        ("| ASPLOS' 25", [], "ASPLOS", "2025"),
        ("IEEE TNN 2009.", [], "IEEE TNN", "2009"),
        ("arXiv 2020.", [], "", "2020"),
        ("| NVIDIA 2023", [], "", "None"),
        ("(2016), J. Doe et al.", ["J. Doe", "…"], "", "2016"),
        ("(2014), Q. Roe and T. Poe", ["Q. Roe", "T. Poe"], "", "2014"),
        ("\n  *Jane Doe, Ann Roe, Ed Poe.*", ["Jane Doe", "Ann Roe", "Ed Poe"], "", "None"),
        ("\n  *Doe, Jane and Roe, Ann.*", ["Jane Doe", "Ann Roe"], "", "None"),
        ("Doe, Jane, Ann Roe, and Ed Poe.", ["Jane Doe", "Ann Roe", "Ed Poe"], "", "None"),
        ("**Benign Fits and Double Descent**", [], "", "None"),
        ("it has Speed and Memory, Cost and Time", [], "", "None"),
    ],
)
def test_what_stands_around_a_title_is_read_if_it_is_certain(
    rest: str, authors: list[str], venue: str, date: str
) -> None:
    (entry,) = markdown(f"- **A Good Title** {rest} {PDF}\n").entries
    found = [*entry.authors.texts, *(["…"] if entry.authors.incomplete else [])]
    assert (found, entry.venue) == (authors, venue)
    assert str(entry.published or entry.issued) == date


def test_words_in_bold_within_a_description_are_not_the_title() -> None:
    text = (
        "| Paper | Links |\n|---|---|\n"
        "| 1) Model 3 is out  It has **extended thinking** and a \u201cquiet\u201d mode. "
        "| [Paper](https://arxiv.org/abs/2001.00001) |\n"
    )
    (entry,) = markdown(text).entries
    assert entry.title == "Model 3 is out"


def test_a_bar_in_a_cell_is_an_error_as_markdown_would_drop_a_cell() -> None:
    text = (
        "|Title|Date|PDF|\n|-|-|-|\n"
        "|A | B|2020|[pdf](https://arxiv.org/abs/2001.00001)|\n"
        "|C \\| D|2020|[pdf](https://arxiv.org/abs/2001.00002)|\n"
    )
    parsed = markdown(text)
    assert [entry.title for entry in parsed.entries] == ["C | D"]
    assert [(f.code, f.origin.line) for f in parsed.findings if f.severity == "error"] == [
        ("bad-row", 3)
    ]


def test_front_matter_and_line_ends_leave_the_lines_as_they_are() -> None:
    text = "---\ntitle: List\n---\n\n- [A Title](https://arxiv.org/abs/2001.00001)\n"
    for end in ("\n", "\r\n", "\r"):
        (entry,) = markdown("\ufeff" + text.replace("\n", end)).entries
        assert entry.origin.line == 5


def test_a_list_without_a_name_is_recognised_by_its_links() -> None:
    item = "- [A Title](https://arxiv.org/abs/2001.00001)\n"
    assert detect(item * 3).name == "markdown"
    assert detect(item).name != "markdown"
    issue = "### arXiv address or DOI\n\nhttps://arxiv.org/abs/1811.06965\n"
    assert detect(issue, "body.md").name in ("issue", "markdown")


@pytest.mark.parametrize(
    ("heading", "keyword"),
    [
        ("1.2 :frog: Tadpoles ([back to top])", "Tadpoles"),
        ("\U0001f4d6 KV Cache Compression", "KV Cache Compression"),
        ("Papers", ""),
        ("Paper List", ""),
        ("2023", ""),
        ("Top ML Papers of the Week (June 1 - June 7) - 2025", ""),
        ("June 1 - June 7", ""),
        ("3D Generation", "3D Generation"),
        ("C++", "C++"),
    ],
)
def test_headings_that_name_a_topic_become_keywords(heading: str, keyword: str) -> None:
    assert heading_keyword(heading) == keyword


LABELS = ("paper", "[PDF]", "arXiv, 14.12", "Code", "GitHub", "2501.00001", "project page",
          "Slides", "", "\u8bba\u6587", "https://a.org")  # fmt: skip


@pytest.mark.parametrize("text", LABELS)
def test_labels_of_links_are_no_titles(text: str) -> None:
    assert is_label(text)
    assert not is_label("A Paper about Code")


@pytest.mark.parametrize(
    ("url", "text", "is_paper"),
    [
        ("https://arxiv.org/pdf/2001.00001", "x", True),
        ("https://example.org/a.pdf?x=1", "x", True),
        ("https://openreview.net/forum?id=x", "x", True),
        ("https://example.org/x", "Paper", True),
        ("https://github.com/a/b", "paper", False),
        ("https://blog.example.org/x", "Blog", False),
        ("#anchor", "paper", False),
        ("http://[", "x", False),
    ],
)
def test_a_link_to_a_paper_is_known_by_its_host_or_its_text(
    url: str, text: str, *, is_paper: bool
) -> None:
    assert is_paper_url(url, text) == is_paper


def test_a_badge_shows_a_venue() -> None:
    assert badge_message("https://img.shields.io/badge/Conference-EMNLP'24%20Main-blue") == (
        "EMNLP'24 Main"
    )
    assert badge_message("https://img.shields.io/badge/license-MIT-blue") == ""
    assert badge_message("https://img.shields.io/github/stars/a/b") == ""


PARTS = st.sampled_from(
    ["# Title", "## A topic", "- ", "1. ", "  - ", "| Title | Paper |", "|---|---|", "| a | b |",
     "[A Title](https://arxiv.org/abs/2001.00001)", "[[pdf]](http://a.org/x.pdf)", "**Bold Words**",
     "\n", "\n\n", "> ", "```", "<br>", "<a href='x'>", "</a>", "![x](y)", "[![x](y)](z)",
     "ICLR 2020",
     "Jane Doe, Ann Roe, Ed Poe", "---", "title: x", "[//]: #1", "\\|", "\x00", "\u2028", "(", "["]
) | st.text(max_size=5)  # fmt: skip


@given(st.lists(PARTS, max_size=25))
def test_no_text_breaks_the_reader(parts: list[str]) -> None:
    text = "".join(parts)
    result = READERS["markdown"].read(Request(text=text, source="-"))
    assert result.entries or result.findings
    assert all(entry.title for entry in result.entries)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    full = sum(one_line(line) != "" for line in lines)
    assert sum(line.count for line in result.lines) == full


@pytest.mark.slow
@pytest.mark.parametrize("text", ["- " * 2000, "> " * 2000, "[" * 5000, "*a " * 5000, "|a" * 5000,
                                  "<a " * 5000, "- a\n" * 5000])  # fmt: skip
def test_deep_and_long_texts_are_read_without_an_error(text: str) -> None:
    result = READERS["markdown"].read(Request(text=text, source="-"))
    assert [found.code for found in result.findings if found.severity == "error"] == ["no-entries"]


def test_what_is_unclear_in_a_detail_of_an_item_is_reported() -> None:
    text = f"- [A Title of Ponds]({PAPER})\n  - Authors: Jane Doe, Ann Roe\n  - Year: soon\n"
    found = {each.code: each for each in markdown(text).findings}
    assert {"odd-name", "year-unknown"} <= found.keys()
    assert found["odd-name"].message.startswith("'A Title of Ponds'")
    assert found["odd-name"].origin.line == 2


def test_an_item_that_is_crossed_out_is_skipped_and_reported() -> None:
    parsed = markdown(f"- ~~[A Title of Ponds]({PAPER})~~\n- [B of Ponds]({PAPER[:-1]}2)\n")
    assert [each.title for each in parsed.entries] == ["B of Ponds"]
    assert [(each.code, each.origin.line) for each in parsed.findings] == [("entry-skipped", 1)]
    assert "it is crossed out" in parsed.findings[0].message
    code = "~~[code](https://github.com/a/b)~~"
    assert len(markdown(f"- [A Title of Ponds]({PAPER}) {code}\n").entries) == 1
    assert len(markdown(f"- ~~[A B]({PAPER})~~\n  - [B of Ponds]({PAPER[:-1]}2)\n").entries) == 1


@pytest.mark.parametrize("title", ['"A Title of Ponds"', "\u201cA Title of Ponds.\u201d"])
def test_a_linked_title_loses_its_quotation_marks(title: str) -> None:
    assert [each.title for each in markdown(f"- [{title}]({PAPER})\n").entries] == [
        "A Title of Ponds"
    ]


def test_a_link_in_code_is_not_read() -> None:
    (found,) = markdown(f"- `[A Title of Ponds]({PAPER})`\n").findings
    assert found.code == "no-entries"
