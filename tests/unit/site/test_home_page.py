"""The front page: its lead, its strip of papers, picks with notes, topics and tags."""

import pytest
from build import ENGLISH, paper

from generator.model import Catalog, Topic
from generator.site.views.all_pages import Views
from generator.site.views.drawings import HomeView
from generator.site.views.home_page import MAX_DOTS, MAX_PICKS, STRIP_WIDTH, paper_strip, split_home
from generator.site.views.types import Site

TOPICS = (
    Topic(id="pipelines", name="Pipelines", group="Training", description="Stages."),
    Topic(id="offloading", name="Offloading", group="Training", description="Memory."),
    Topic(id="caches", name="Caches", group="Serving", description="Keys."),
)


def home_of(*papers: object, home: str = "") -> HomeView:
    catalog = Catalog(papers=papers, topics=TOPICS)  # type: ignore[arg-type]
    return Views(catalog, Site(name="Ours", home=home, description="What we read."), ENGLISH).home()


@pytest.mark.parametrize(
    ("text", "lead", "more"),
    [
        ("Papers\nwe read.\n\nMore.\n\n- a list\n", "Papers\nwe read.", "More.\n\n- a list"),
        ("Papers.\n", "Papers.", ""),
        ("", "What we read.", ""),
        ("# Heading\n\nText.\n", "What we read.", "# Heading\n\nText.\n"),
        ("<div>x</div>\n\nText.\n", "What we read.", "<div>x</div>\n\nText.\n"),
        ("1. one\n2. two\n", "What we read.", "1. one\n2. two\n"),
    ],
)  # fmt: skip
def test_the_first_paragraph_of_the_home_text_leads(text: str, lead: str, more: str) -> None:
    assert split_home(text, "What we read.") == (lead, more)


def test_the_strip_has_all_papers_by_the_group_of_their_main_topic() -> None:
    papers = [paper(f"P{n}", topics=("caches",) if n % 4 else ("pipelines",)) for n in range(8)]
    strip = home_of(*papers, paper("Alone")).strip
    assert strip
    assert [(part.name, part.hue, part.count) for part in strip.parts] == [
        ("Training", 1, 2), ("Serving", 2, 6), ("Without a topic", 0, 1),
    ]  # fmt: skip
    assert strip.summary == "Training: 2 papers, Serving: 6 papers, Without a topic: 1 paper"
    assert strip.has_dots
    assert sum(part.width for part in strip.parts) == STRIP_WIDTH
    assert paper_strip(Catalog(), ENGLISH) is None


def test_many_papers_are_a_bar() -> None:
    papers = tuple(paper(f"P{n}", topics=("caches",)) for n in range(MAX_DOTS + 1))
    strip = paper_strip(Catalog(papers=papers, topics=TOPICS), ENGLISH)
    assert strip
    assert not strip.has_dots


def test_picks_have_the_beginning_of_their_notes_as_text_and_are_limited() -> None:
    picks = [
        paper(f"P{n}", recommended=True, topics=("caches",), note="Read **this** first. " * 20)
        for n in range(MAX_PICKS + 2)
    ]
    view = home_of(*picks)
    assert (len(view.picks), view.pick_count) == (MAX_PICKS, MAX_PICKS + 2)
    assert view.picks[0].note.startswith("Read this first. Read")
    assert view.picks[0].note.endswith("\u2026")
    assert len(view.picks[0].note) < 225
    assert {pick.hue for pick in view.picks} == {2}


def test_topics_are_listed_by_group_with_most_papers_first() -> None:
    view = home_of(
        paper("A", topics=("offloading",)), paper("B", topics=("offloading", "pipelines"))
    )
    (group,) = view.groups
    assert (group.name, group.hue) == ("Training", 1)
    assert [(ref.name, ref.count) for ref in group.refs] == [("Offloading", 2), ("Pipelines", 1)]
