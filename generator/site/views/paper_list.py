"""The page of all papers: its first cards, and what its filters need, as files of data.

`filters.js` is small and says what can be chosen; `list.js` has a row a paper and is asked for when
a reader filters; `bibtex.js` and `csl.js` have what is taken along. All hold plain text: the script
shows it as text and nothing else.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.model import Catalog, Paper
from generator.site.assets import data_script
from generator.site.formats.bibtex import entry
from generator.site.formats.csl import csl_item
from generator.site.i18n import Words
from generator.site.page_urls import relative_url
from generator.site.views.parts import paper_path, statuses, tongue, topic_path
from generator.site.views.types import Card, Site
from generator.text.characters import replace_invisible
from generator.text.publications import first_year
from generator.text.sanitize import attribute, to_text

PAGE = "papers/index.md"
SHOWN = 200  # cards on the page itself: laying out more keeps a phone busy before it is read


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperListView:
    """The page of all papers; `rest` says how many do not stand on the page itself."""

    name: str
    intro: str
    cards: tuple[Card, ...]
    rest: int
    add_url: Markup


@dataclass(frozen=True, kw_only=True)
class PaperList:
    """All papers in the order of the page, with their cards and citation keys by id."""

    catalog: Catalog
    papers: Sequence[Paper]
    cards: Mapping[str, Card]
    keys: Mapping[str, str]
    tags: Iterable[str]  # those that can be chosen
    site: Site
    words: Words

    def view(self) -> PaperListView:
        """What the page shows."""
        return PaperListView(
            name=self.words("title_papers"),
            intro=self.words("papers", len(self.papers)),
            cards=tuple(self.cards[paper.id] for paper in self.papers[:SHOWN]),
            rest=max(0, len(self.papers) - SHOWN),
            add_url=attribute(self.site.add),
        )

    def files(self) -> Iterator[tuple[str, str]]:
        """What the page's script asks for, by path."""
        papers, keys = self.papers, self.keys
        for name, said in {
            "filters": self._filters(),
            "list": [_row(self._row(paper)) for paper in papers],
            "bibtex": {paper.id: entry(paper, keys[paper.id]) for paper in papers},
            "csl": {paper.id: csl_item(paper, keys[paper.id]) for paper in papers},
        }.items():
            yield f"papers/{name}.js", data_script(said)

    def _filters(self) -> Mapping[str, object]:
        """What can be chosen: each choice with how many papers it leaves."""
        papers = self.papers
        years = Counter(str(year) for year in map(first_year, papers) if year)
        organizations = Counter(_organization(paper) for paper in papers if paper.organization)
        reached = Counter(paper.status for paper in papers if paper.status)
        tags = {to_text(tag): len(self.catalog.by_tag[tag]) for tag in self.tags}
        return {
            "papers": len(papers),
            "topics": self._topics(),
            "tags": _choices(tags, sorted(tags, key=str.casefold)),
            "organizations": _choices(organizations, sorted(organizations, key=str.casefold)),
            "years": _choices(years, sorted(years, reverse=True)),
            "statuses": [
                {"id": status, "name": name, "count": reached[status]}
                for status, name in statuses(self.words).items() if reached[status]
            ],
            "code": sum(map(_has_code, papers)),
        }  # fmt: skip

    def _topics(self) -> list[dict[str, object]]:
        return [
            {"id": topic.id, "name": to_text(topic.name), "group": to_text(topic.group),
             "url": self._url(topic_path(topic.id)), "count": len(self.catalog.by_topic[topic.id])}
            for topic in self.catalog.topics if self.catalog.by_topic[topic.id]
        ]  # fmt: skip

    def _row(self, paper: Paper) -> dict[str, object]:
        card = self.cards[paper.id]
        return {
            "id": paper.id,
            "key": self.keys[paper.id],
            "url": self._url(paper_path(paper)),
            "title": to_text(paper.title),
            "language": tongue(paper),
            "day": card.when.text if card.when else "",
            "line": " · ".join(
                self.words.apart(replace_invisible(text))
                for text in (card.authors, card.venue)
                if text
            ),
            "authors": list(map(replace_invisible, paper.authors.texts)),
            "organization": _organization(paper),
            "published": card.when.iso if card.when else "",
            "added": str(paper.added or ""),
            "venue": replace_invisible(card.venue),
            "arxiv": replace_invisible(paper.arxiv),
            "doi": replace_invisible(paper.doi),
            "topics": [id_ for id_ in paper.topics if id_ in self.catalog.topic_by_id],
            "tags": list(map(to_text, paper.tags)),
            "publication_status": card.publication_status,
            "status": paper.status,
            "recommended": paper.recommended,
            "code": _has_code(paper),
            "comments": paper.comments,
        }

    def _url(self, path: str) -> str:
        return relative_url(path, PAGE, directory_urls=self.site.directory_urls)


def _row(said: Mapping[str, object]) -> dict[str, object]:
    """A row without what is empty."""
    return {name: value for name, value in said.items() if value}


def _organization(paper: Paper) -> str:
    return to_text(paper.organization.name) if paper.organization else ""


def _has_code(paper: Paper) -> bool:
    return any(link.kind == "code" for link in paper.links)


def _choices(counts: Mapping[str, int], order: Iterable[str]) -> list[dict[str, object]]:
    return [{"name": name, "count": counts[name]} for name in order if counts.get(name)]
