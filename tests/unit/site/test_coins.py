"""Papers as context objects, which Zotero's connector reads from pages."""

from urllib.parse import parse_qs

import pytest
from build import by, on, paper
from hypothesis import given
from invented import papers

from generator.model import Paper
from generator.site.formats.coins import context_object
from generator.text.sanitize import to_text

GPIPE = paper("GPipe: 100% & more", id="gpipe", authors=by("Yanping Huang", "Gemini Team"),
              published=on(2018, 11, 16), arxiv="1811.06965")  # fmt: skip
MATRIX = "info:ofi/fmt:kev:mtx:"


def test_a_preprint_is_one_for_zotero() -> None:
    assert context_object(GPIPE) == (
        "ctx_ver=Z39.88-2004&rft_val_fmt=info:ofi/fmt:kev:mtx:dc&rft.type=preprint"
        "&rft.title=GPipe:+100%25+%26+more&rft.au=Huang,+Yanping"
        "&rft.aucorp=Gemini+Team&rft.date=2018-11-16"
        "&rft_id=https://arxiv.org/abs/1811.06965"
    )


@pytest.mark.parametrize(
    ("kind", "matrix", "genre", "title_key", "container_key"),
    [
        ("article-journal", "journal", "article", "rft.atitle", "rft.jtitle"),
        ("paper-conference", "book", "proceeding", "rft.atitle", "rft.btitle"),
        ("chapter", "book", "bookitem", "rft.atitle", "rft.btitle"),
        ("book", "book", "book", "rft.btitle", ""),
        ("report", "book", "report", "rft.btitle", ""),
        ("thesis", "dissertation", "dissertation", "rft.title", "rft.source"),
        ("software", "dc", "", "rft.title", "rft.source"),
    ],
)
def test_each_type_has_its_matrix_and_keys(
    kind: str, matrix: str, genre: str, title_key: str, container_key: str
) -> None:
    typed = paper("A title", type=kind, venue="A venue", doi="10.1145/3")
    found = parse_qs(context_object(typed))
    assert found["rft_val_fmt"] == [f"{MATRIX}{matrix}"]
    assert found.get("rft.genre", [""]) == [genre]
    assert found[title_key] == ["A title"]
    assert not container_key or found[container_key] == ["A venue"]
    assert found["rft_id"] == ["info:doi/10.1145/3"]


@given(papers)
def test_what_a_paper_says_is_read_back(invented: Paper) -> None:
    found = parse_qs(context_object(invented), strict_parsing=True, encoding="utf-8")
    titles = [
        *found.get("rft.atitle", ()),
        *found.get("rft.btitle", ()),
        *found.get("rft.title", ()),
    ]
    title = to_text(invented.title)
    assert not title or title.encode("utf-8", "replace").decode() in titles
    assert len(found.get("rft.au", ())) + len(found.get("rft.aucorp", ())) == len(invented.authors)
