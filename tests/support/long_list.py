"""A list of thousands of invented papers in memory, with the cards that pages show of them."""

from collections.abc import Mapping
from random import Random

from markupsafe import Markup

from generator.model import Catalog, Paper, PartialDate, Topic
from generator.site.views.types import DisplayDate, PageLink, PaperCard
from generator.text.sentences import MAX_SENTENCE_CHARACTERS
from generator.text.slugs import slug

_SYLLABLES = tuple(f"{one}{two}" for one in "bcdfghklmnprstvz" for two in ("a", "en", "i", "or"))
_WORDS_OF_TITLE, _TOPICS_OF_PAPER, _TAGS_OF_PAPER = 11, 3, 5
TOPIC_COUNT, GROUP_COUNT = 40, 8


def long_list(count: int, *, seed: int = 3, dated: bool = True, filed: bool = True) -> Catalog:
    """A catalog of so many papers with long titles.

    Half of the papers are of the newest three years. A few topics and tags have very many papers,
    and most tags one.

    Args:
        count: how many papers.
        seed: of the random numbers.
        dated: whether the papers have dates.
        filed: whether they have topics.
    """
    random = Random(seed)  # noqa: S311 - no secret
    words = ["".join(random.choices(_SYLLABLES, k=random.randint(2, 4))) for _ in range(4000)]
    topics = tuple(
        Topic(id=f"topic-{n}", name=" ".join(random.sample(words, 3)).capitalize(),
              group=f"Group {n % GROUP_COUNT}", description=" ".join(random.sample(words, 30)))
        for n in range(TOPIC_COUNT)
    )  # fmt: skip
    return Catalog(
        papers=tuple(_paper(n, random, words, dated=dated, filed=filed) for n in range(count)),
        topics=topics,
    )


def _paper(
    number: int, random: Random, words: list[str], *, dated: bool, filed: bool
) -> Paper:  # fmt: skip
    title = " ".join(random.choices(words, k=_WORDS_OF_TITLE)).title()
    year = 2025 - int(random.random() ** 2 * 12)
    day = PartialDate(year=year, month=random.randint(1, 12), day=random.randint(1, 28))
    chosen = (int(random.random() ** 2 * TOPIC_COUNT) for _ in range(_TOPICS_OF_PAPER))
    tags = (f"{words[int(random.random() ** 4 * 4000)]} {words[int(random.random() ** 3 * 30)]}"
            for _ in range(_TAGS_OF_PAPER))  # fmt: skip
    return Paper(
        id=f"{slug(title)[:60]}-{number}",
        title=title,
        published=day if dated else None,
        topics=tuple(dict.fromkeys(f"topic-{n}" for n in chosen)) if filed else (),
        tags=tuple(dict.fromkeys(tags)),
        recommended=random.random() < 0.02,
    )


def cards_of(catalog: Catalog) -> Mapping[str, PaperCard]:
    """The cards of all papers, as long as those of real ones."""
    links = {
        topic.id: PageLink(name=Markup(topic.name), path=f"topics/{topic.id}.md", hue=1)  # noqa: S704 - invented
        for topic in catalog.topics
    }
    return {
        paper.id: PaperCard(
            title=Markup(paper.title), path=f"papers/{paper.id}.md",  # noqa: S704 - invented
            authors=" and ".join(paper.title.split()[:6]), venue=f"Venue {paper.title[:12]}",
            date=DisplayDate(text="12 Nov 2024", iso=paper.published.iso)
            if paper.published else None,
            topics=tuple(links[topic] for topic in paper.topics),
            recommended=paper.recommended, status="",
            takeaway=f"{paper.title} {paper.title[::-1]}"[:MAX_SENTENCE_CHARACTERS],
        )
        for paper in catalog.papers
    }  # fmt: skip
