"""Files of references beside topics, years and tags."""

import json

import pytest
from build import ENGLISH, ROOT, by, on, paper

from generator.model import Catalog, Paper, Topic
from generator.site import resources
from generator.site.pages import SitePages
from generator.site.views import all_pages
from generator.site.views.parts import tag_paths
from generator.site.views.reference_files import (
    MAX_TAGS_WITH_FILES,
    MIN_PAPERS_FOR_TAG_FILES,
    reference_files,
    tags_with_files,
)
from generator.site.views.types import Site

TOPIC = Topic(id="t", name="T", group="G", description="About t.")
EMPTY = Topic(id="empty", name="Empty", group="G", description="No paper.")


def pages_of(*papers: Paper) -> dict[str, str]:
    """The texts of a site's pages and files by path."""
    catalog = Catalog(papers=papers, topics=(TOPIC, EMPTY))
    templates = resources.read_templates(ROOT / "templates")
    site = Site(name="A list", url="https://list.org/")
    return {page.path: page.text for page in SitePages(catalog, templates, site, ENGLISH)}


def test_a_topic_and_a_year_have_their_papers_in_three_formats() -> None:
    old = paper("Old", published=on(2019), authors=by("Jane Doe"), topics=("t",))
    new, undated = paper("New", published=on(2020), topics=("t",)), paper("Undated", id="x")
    pages = pages_of(new, old, undated)
    assert pages["topics/t.bib"].count("@misc") == 2
    assert pages["topics/t.ris"].count("TY  - UNPB") == 2
    assert [item["id"] for item in json.loads(pages["topics/t.csl.json"])] == [
        "anon2020new", "doe2019old",
    ]  # fmt: skip
    assert "ID  - doe2019old\n" in pages["timeline/2019.ris"]
    assert "ID  - anonundated\n" in pages["timeline/undated.ris"]
    assert pages["papers.ris"].count("ER  - ") == 3
    assert "topics/empty.bib" not in pages


def test_files_have_abstracts_and_tags_unless_the_list_is_very_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = paper("P", topics=("t",), tags=("fast",), abstract="It is 50% faster.")
    pages = pages_of(made)
    for path in ("papers.bib", "topics/t.bib", "papers/bibtex.js"):
        assert "abstract      = {It is 50" in pages[path], path
        assert "keywords      = {fast}" in pages[path], path
    assert "AB  - It is 50% faster.\n" in pages["topics/t.ris"]
    (item,) = json.loads(pages["topics/t.csl.json"])
    assert "abstract" not in item
    monkeypatch.setattr(all_pages, "MAX_PAPERS_WITH_COMPLETE_REFERENCES", 0)
    assert "abstract " not in pages_of(made)["topics/t.bib"]


def test_pages_link_to_their_files() -> None:
    many = [paper(f"P {n}", id=f"p{n}", published=on(2020), topics=("t",), tags=("x",))
            for n in range(MIN_PAPERS_FOR_TAG_FILES)]  # fmt: skip
    pages = pages_of(*many)
    links = (
        '[BibTeX](../{0}/{1}.bib){{ download="a-list-{0}-{1}.bib" }}, '
        '[RIS](../{0}/{1}.ris){{ download="a-list-{0}-{1}.ris" }}, '
        '[CSL-JSON](../{0}/{1}.csl.json){{ download="a-list-{0}-{1}.csl.json" }}'
    )
    assert f"Cite these papers: {links.format('topics', 't')}</p>" in pages["topics/t.md"]
    assert f"Cite these papers: {links.format('tags', 'x')}</p>" in pages["tags/x.md"]
    assert "tags/x.csl.json" in pages
    assert "[RIS](timeline/2020.ris)" in pages["timeline.md"]
    assert "[RIS](../papers.ris)" in pages["papers/index.md"]
    assert "Cite these papers" not in pages["topics/empty.md"]
    fewer = pages_of(*many[1:])
    assert "tags/x.ris" not in fewer
    assert "Cite these papers" not in fewer["tags/x.md"]


def test_a_site_of_many_tags_has_files_for_the_most_used() -> None:
    tags = [f"tag {n:04}" for n in range(MAX_TAGS_WITH_FILES + 100)]
    papers = [paper(f"P {n}", id=f"p{n}", tags=tuple(tags[:-1] if n else tags))
              for n in range(MIN_PAPERS_FOR_TAG_FILES + 1)]  # fmt: skip
    catalog = Catalog(papers=tuple(papers))
    assert tags_with_files(catalog) == frozenset(tags[:MAX_TAGS_WITH_FILES])
    paths = [path for path, _ in reference_files(catalog, tag_paths(catalog), {})]
    assert len(paths) == len(set(paths)) == 3 * (1 + 1 + MAX_TAGS_WITH_FILES)
