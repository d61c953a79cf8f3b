"""Conferences, LaTeX's accents and the site's URLs: each is known in one place."""

import re

import pytest
from build import paper
from pylatexenc.latex2text import LatexNodes2Text

from generator.ingest.readers.arxiv_facts import read_comment
from generator.site.page_urls import relative_url, site_url
from generator.text.conferences import CONFERENCE, MEETING_NAME
from generator.text.latex import decode_letters
from generator.text.latex_accents import accented_letter
from generator.text.publications import paper_type, split_venue
from generator.text.sanitize import to_text


@pytest.mark.parametrize("name", ["NeurIPS", "MLSys", "OSDI", "CHI", "USENIX Security"])
def test_every_conference_is_known_to_comments_and_venues(name: str) -> None:
    assert re.fullmatch(CONFERENCE, name)
    facts = read_comment(f"Accepted at {name} 2024")
    assert facts is not None
    assert facts.venue == name
    assert split_venue(f"{name} 2024 Workshop on AI") == (f"{name} Workshop on AI", 2024)
    assert paper_type(paper("T", venue=name, volume="3")) == "paper-conference"


@pytest.mark.parametrize("venue", ["SIGMOD Record", "The VLDB Journal", "SIGIR Forum", "VLDB J."])
def test_a_journal_named_after_a_conference_is_a_journal(venue: str) -> None:
    assert not re.search(MEETING_NAME, venue, re.VERBOSE)
    assert paper_type(paper("T", venue=venue, volume="3")) == "article-journal"


def test_only_names_that_are_not_words_count_in_any_case() -> None:
    assert re.search(MEETING_NAME, "proceedings of neurips", re.VERBOSE)
    assert not re.search(MEETING_NAME, "Soda and colt", re.VERBOSE)


@pytest.mark.parametrize("command", [*"\"'`^~=.cvHukrdb"])
@pytest.mark.parametrize("base", ["e", "C", "x", r"\i", r"\j"])
def test_accents_are_those_of_latex(command: str, base: str) -> None:
    latex = rf"\{command}{{{base}}}"
    assert accented_letter(command, base) == LatexNodes2Text().latex_to_text(latex)
    assert (
        to_text(f"a{latex}z")
        == decode_letters(f"a{latex}z")
        == f"a{accented_letter(command, base)}z"
    )


@pytest.mark.parametrize(
    ("path", "directories", "files"),
    [
        ("index.md", "", "index.html"),
        ("papers/gpipe.md", "papers/gpipe/", "papers/gpipe.html"),
        ("papers/index.md", "papers/", "papers/index.html"),
        ("papers.json", "papers.json", "papers.json"),
    ],
)
def test_a_page_has_the_url_that_mkdocs_gives_it(path: str, directories: str, files: str) -> None:
    assert site_url(path, directory_urls=True) == directories
    assert site_url(path, directory_urls=False) == files


def test_a_link_goes_from_page_to_page() -> None:
    assert relative_url("topics/a.md", "papers/b.md", directory_urls=True) == "../../topics/a/"
    assert relative_url("topics/a.md", "papers/b.md", directory_urls=False) == "../topics/a.html"
    assert relative_url("index.md", "map.md", directory_urls=True) == "../"
