"""What topic pages, the timeline and the map show, as views."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from build import ENGLISH, on

from generator.model import Catalog, Paper, Topic
from generator.site.formats.coins import context_object
from generator.site.map import atlas
from generator.site.page_urls import relative_url
from generator.site.views import charts
from generator.site.views.all_pages import Views
from generator.site.views.parts import MAX_TAKEAWAYS_ON_PAGE, sort_picks_first
from generator.site.views.terms import fold_words, term_index
from generator.site.views.topic_pages import MIN_PAPERS_FOR_SECTIONS, touching_papers
from generator.site.views.types import Site

SITE = Site(name="List")
PIPES = Topic(id="pipes", name="Pipelines", group="Systems", description="Splitting.",
              keywords=("pipeline parallel*", "stage", "we pipe"))  # fmt: skip
CACHES = Topic(id="caches", name="Caches", group="Systems", description="Remembering.",
               keywords=("kv cache", "cache"))  # fmt: skip
TALK = Topic(id="talk", name="Talk <b>", group="Words & more", description="Speaking.")
TOPICS = (PIPES, CACHES, TALK)


def paper(id_: str, *topics: str, year: int = 2024, **fields: Any) -> Paper:
    minimal = Paper(id=id_, title=f"Title {id_}", topics=topics, published=on(year, 1, 1))
    return replace(minimal, **fields)


def views(*papers: Paper, site: Site = SITE) -> Views:
    return Views(Catalog(papers=papers, topics=TOPICS), site, ENGLISH)


def test_the_last_of_three_topics_without_a_phrase_of_it_is_only_touched() -> None:
    bare = paper("a", "talk", "pipes", "caches")
    with_abstract = replace(bare, id="b", abstract="Two KV-caches.")
    tagged = replace(bare, id="c", tags=("kv cache",))
    second = paper("d", "talk", "caches")
    middle = paper("e", "talk", "caches", "pipes")
    index = term_index(
        Catalog(papers=(bare, with_abstract, tagged, tagged, second, middle), topics=TOPICS)
    )
    papers = bare, with_abstract, tagged, second, middle
    assert touching_papers(papers, CACHES, index) == {"a"}
    unspoken = paper("a", "pipes", "caches", "talk")  # the vocabulary gives no phrases for talk
    assert not touching_papers([unspoken], TALK, index)
    view = views(bare, second).topic(CACHES)
    assert [card.touches for card in view.cards] == [True, False]
    assert view.touching_count == 1


def test_picks_come_first_then_the_newest() -> None:
    old = paper("old", year=2018, recommended=True)
    older = paper("older", year=2017, recommended=True)
    new = paper("new", year=2025)
    undated = replace(paper("undated"), published=None)
    assert [p.id for p in sort_picks_first([undated, older, new, old])] == [
        "old", "older", "new", "undated",
    ]  # fmt: skip


def test_zotero_finds_the_papers_of_a_topic_and_of_a_tag() -> None:
    papers = [paper(f"p{i}", "pipes", year=1800 + i, tags=("stage",)) for i in range(6)]
    made = views(*papers)
    topic = made.topic(PIPES).context_objects
    assert topic == made.tag_pages.tag("stage").context_objects
    assert [text.unescape() for text in topic] == list(map(context_object, reversed(papers)))
    assert views(paper("a")).topic(PIPES).context_objects == ()


def test_key_terms_are_what_a_topics_papers_have_and_others_lack() -> None:
    ours = [paper(f"a{i}", "pipes", abstract="Pipeline parallelism, in stages. We pipe.",
                  tags=("gpus", "common")) for i in range(6)]  # fmt: skip
    theirs = [paper(f"b{i}", "caches", abstract="A KV cache.", tags=("common",)) for i in range(9)]
    view = views(*ours, *theirs).topic(PIPES)
    assert [(str(ref.name), ref.count, ref.path) for ref in view.terms] == [
        ("gpus", 6, "tags/gpus.md"), ("Pipeline parallelism", 6, ""), ("stage", 6, ""),
    ]  # fmt: skip
    assert [str(ref.name) for ref in views(*ours, *theirs).topic(CACHES).terms] == ["kv cache"]


def test_a_small_topic_with_little_to_tell_shows_what_one_paper_says() -> None:
    def shown(count: int, *abstracts: str) -> list[str]:
        texts = [*abstracts, *[""] * (count - len(abstracts))]
        ours = [paper(f"a{i}", "pipes", abstract=text) for i, text in enumerate(texts)]
        others = [paper(f"b{i}", "caches") for i in range(60)]
        return [str(ref.name) for ref in views(*ours, *others).topic(PIPES).terms]

    assert shown(6, "In stages.") == ["stage"]
    assert shown(11, "In stages.") == []


def test_a_term_is_found_whatever_its_plural_case_and_hyphens() -> None:
    texts = ("KV-Caches help.", "the kv cache", "kvcache", "a kv and a cache")
    papers = [paper(f"p{i}", abstract=text) for i, text in enumerate(texts)]
    index = term_index(Catalog(papers=tuple(papers), topics=TOPICS))
    assert index.papers_with[fold_words("KV cache")] == {"p0", "p1"}
    assert index.common_spelling(fold_words("kv cache")) == "KV-Caches"


def test_a_long_topic_has_sections_that_hold_every_paper_once() -> None:
    papers = [
        paper(f"p{i:02}", "pipes", tags=(("lora",) if i % 2 else ("moe",)), year=2000 + i,
              recommended=i == 3)
        for i in range(MIN_PAPERS_FOR_SECTIONS)
    ]  # fmt: skip
    others = [paper(f"o{i}", "caches") for i in range(12)]
    view = views(*papers, *others).topic(PIPES)
    assert [str(section.name) for section in view.sections] == ["Moe", "Lora"]
    assert [card.path for card in view.cards] == ["papers/p03.md"]
    listed = [card.path for section in view.sections for card in section.cards]
    assert sorted([*listed, "papers/p03.md"]) == [f"papers/{p.id}.md" for p in papers]
    assert listed[0] == "papers/p10.md"  # the newest of the first section
    short = views(*papers[1:], *others).topic(PIPES)
    assert not short.sections
    assert len(short.cards) == MIN_PAPERS_FOR_SECTIONS - 1


def test_the_first_cards_of_a_long_topic_have_takeaways() -> None:
    papers = [
        paper(f"p{i}", "pipes", tags=("lora" if i % 2 else "moe",), takeaway="T.")
        for i in range(MAX_TAKEAWAYS_ON_PAGE + 5)
    ]
    view = views(*papers, *(paper(f"o{i}", "caches") for i in range(12))).topic(PIPES)
    assert len(view.sections) == 2
    shown = [card.takeaway for section in view.sections for card in section.cards]
    assert shown == ["T."] * MAX_TAKEAWAYS_ON_PAGE + [""] * 5


def test_related_topics_carry_the_number_of_shared_papers() -> None:
    found = views(paper("a", "pipes", "caches"), paper("b", "caches", "pipes"),
                  paper("c", "pipes", "talk"), paper("d", "talk")).topic(PIPES)  # fmt: skip
    assert [(ref.path, ref.count) for ref in found.related] == [
        ("topics/caches.md", 2), ("topics/talk.md", 1),
    ]  # fmt: skip


def test_a_chart_has_a_bar_for_every_year_of_the_list() -> None:
    papers = [paper("a", "pipes", year=2021), paper("b", "pipes", year=2023),
              paper("c", "pipes", year=2023), paper("d", "caches", year=2024)]  # fmt: skip
    chart = charts.year_chart(papers[:3], charts.timescale(papers, ENGLISH), ENGLISH)
    assert chart
    assert [(bar.year, bar.count) for bar in chart.bars] == [
        ("2021", 1), ("2022", 0), ("2023", 2), ("2024", 0),
    ]  # fmt: skip
    assert chart.summary == "2021: 1, 2022: 0, 2023: 2, 2024: 0"
    heights = [bar.height for bar in chart.bars]
    assert heights == [32, 0, 64, 0]
    assert len({bar.y + bar.height for bar in chart.bars}) == 1
    assert charts.year_chart(papers[1:3], charts.timescale(papers, ENGLISH), ENGLISH) is None


def test_many_years_are_gathered_in_the_first_column() -> None:
    papers = [paper(f"p{year}", "pipes", year=year) for year in range(1990, 2026)]
    columns = charts.year_columns(papers)
    assert len(columns) == charts.MAX_YEAR_COLUMNS
    assert charts.column_headings(columns, papers, ENGLISH)[:2] == ("to 2014", "2015")
    assert charts.count_by_column(papers, columns) == (25, *[1] * 11)


def test_the_timeline_counts_every_topic_by_year() -> None:
    found = views(paper("a", "pipes", year=2023), paper("b", "pipes", "talk", year=2024),
                  replace(paper("c", "pipes"), published=None)).timeline_pages.index()  # fmt: skip
    assert found.years == ("2023", "2024")
    assert [(g.name, [[c.count for c in t.cells] for t in g.trends]) for g in found.topics] == [
        ("Systems", [[1, 1]]), ("Words & more", [[0, 1]]),
    ]  # fmt: skip
    assert found.topics[0].trends[0].href == "../topics/pipes/"
    assert found.topics[1].trends[0].cells[0].level == 0
    assert [group.name for group in found.groups] == ["2024", "2023", "Undated"]


@pytest.mark.parametrize(
    ("path", "page", "directories", "expected"),
    [
        ("papers/a.md", "map.md", True, "../papers/a/"),
        ("papers/a.md", "map.md", False, "papers/a.html"),
        ("papers/index.md", "map.md", True, "../papers/"),
        ("papers/index.md", "map.md", False, "papers/index.html"),
        ("map.js", "map.md", True, "../map.js"),
        ("map.js", "map.md", False, "map.js"),
        ("topics/a.md", "topics/b.md", True, "../a/"),
        ("topics/a.md", "papers/b.md", False, "../topics/a.html"),
        ("index.md", "map.md", True, "../"),
    ],
)
def test_raw_html_finds_the_other_pages(
    path: str, page: str, directories: bool, expected: str
) -> None:
    assert relative_url(path, page, directory_urls=directories) == expected


def points_of(path: str, pitch: int) -> list[tuple[int, int]]:
    """Where a path has dots."""
    return sorted(
        (int(x) + pitch * step, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", path)
        for step in range(int(length) // pitch + 1)
    )


def test_the_map_shows_every_paper_once_in_the_colour_of_its_group() -> None:
    found = views(paper("a", "talk", title="A <b> & {{ c }}"), paper("b", "caches"),
                  paper("c", "pipes"), paper("d")).map.view()  # fmt: skip
    assert [(g.name, g.colour, len(g.points)) for g in found.groups] == [
        ("Systems", 1, 2), ("Words & more", 2, 1), ("Without a topic", 0, 1),
    ]  # fmt: skip
    assert found.groups[1].points[0].title == "A &#60;b&#62; &#38; &#123;&#123; c &#125;&#125;"
    assert found.groups[1].points[0].href == "../papers/a/"
    assert found.groups[1].labels[0].title == "Talk &#60;b&#62;: 1 paper"
    assert [points_of(group.path, found.pitch) for group in found.groups] == [
        sorted((point.x, point.y) for point in group.points) for group in found.groups
    ]
    assert found.data is None


NAMING = (
    paper("b", "pipes", title="B", abstract="It uses GPipe."), paper("a", "talk", title="GPipe: A"),
    paper("c", "talk", title="C", abstract="Unlike GPipe."),
)  # fmt: skip


def test_the_map_has_an_edge_from_each_paper_to_those_whose_systems_it_names() -> None:
    view = views(*NAMING).map.view()
    titles = [point.title for group in view.groups for point in group.points]
    ends = [edge.split("-") for edge in view.edges.split()]
    assert [(titles[int(one)], titles[int(other)]) for one, other in ends] == [
        ("B", "GPipe: A"), ("C", "GPipe: A"),
    ]  # fmt: skip
    assert views(paper("a")).map.view().edges == ""


def test_edges_of_a_long_list_are_in_the_file_of_its_points(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(atlas, "MAX_LINKED_POINTS", 1)
    found = views(*NAMING).map
    rows = json.loads(found.data().removeprefix("self.readingListGiven="))
    assert [row[4:] for row in rows] == [[[1]], [], [[1]]]
    assert found.view().edges == ""


def test_a_long_list_has_its_points_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atlas, "MAX_LINKED_POINTS", 1)
    found = views(paper("a", "pipes", title="Line\u2028 </script>"), paper("b", "pipes")).map
    view = found.view()
    assert view.data == "../map.js"
    assert view.groups[0].points == ()
    assert points_of(view.groups[0].path, view.pitch) == sorted(found.layout.papers.values())
    rows = json.loads(found.data().removeprefix("self.readingListGiven="))
    assert [row[2:] for row in rows] == [["../papers/a/", "Line </script>"],
                                         ["../papers/b/", "Title b"]]  # fmt: skip
    assert tuple(rows[0][:2]) == found.layout.papers["a"]
