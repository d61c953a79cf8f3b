"""The page of all papers: its first cards, and the data files for its filters and exports.

`filters.js` is small and has the values of the filters. `list.js`, with one row per paper, loads
when a reader filters; `bibtex.js`, `ris.js` or `csl.js` when a reader exports. All have plain text,
which the scripts never insert as HTML.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.model import Catalog, Paper
from generator.site.assets import data_script
from generator.site.i18n import Words
from generator.site.map.atlas import group_hues
from generator.site.page_urls import relative_url
from generator.site.views.groups import Groups
from generator.site.views.parts import lang_attribute, paper_path, status_labels, topic_path
from generator.site.views.reference_files import file_links
from generator.site.views.types import FileLink, PaperCard, Site
from generator.text.characters import replace_invisible
from generator.text.memo import kept_call
from generator.text.publications import first_year
from generator.text.sanitize import attribute, to_text

LIST_PAGE = "papers/index.md"
MAX_CARDS_ON_PAGE = 150  # about 100 kB of HTML; the layout of more cards is slow on phones


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperListView:
    """The page of all papers; `remaining` is the number of papers without a card on it."""

    name: str
    intro: str
    cards: tuple[PaperCard, ...]
    remaining: int
    add_url: Markup
    suggest_url: Markup
    files: tuple[FileLink, ...]


@dataclass(frozen=True, kw_only=True)
class PaperList:
    """All papers in the order of the page; cards, references and keys by id."""

    catalog: Catalog
    papers: Sequence[Paper]
    cards: Mapping[str, PaperCard]
    bibtex: Mapping[str, str]
    ris: Mapping[str, str]
    csl: Mapping[str, Mapping[str, object]]
    keys: Mapping[str, str]
    tags: Iterable[str]  # those that filters offer
    groups: Groups
    site: Site
    words: Words

    def view(self) -> PaperListView:
        """The view of the page."""
        return PaperListView(
            name=self.words("title_papers"),
            intro=self.words("papers", len(self.papers)),
            cards=tuple(self.cards[paper.id] for paper in self.papers[:MAX_CARDS_ON_PAGE]),
            remaining=max(0, len(self.papers) - MAX_CARDS_ON_PAGE),
            add_url=attribute(self.site.add),
            suggest_url=attribute(self.site.suggest),
            files=file_links("papers", self.site.slug),
        )

    def files(self) -> Iterator[tuple[str, str]]:
        """The path and content of each data file."""
        papers = self.papers
        ids = tuple([paper.id for paper in papers])
        yield "papers/filters.js", data_script(self._filters())
        yield "papers/list.js", data_script(list(map(self._kept_row, papers)))
        for name, found in ("bibtex", self.bibtex), ("ris", self.ris), ("csl", self.csl):
            inputs = ids, tuple([found[id_] for id_ in ids])
            text = kept_call(
                name, inputs, lambda ids, data: data_script(dict(zip(ids, data, strict=True)))
            )
            yield f"papers/{name}.js", text

    def _filters(self) -> Mapping[str, object]:
        """The values of each filter with their numbers of papers."""
        papers = self.papers
        years = Counter(str(year) for year in map(first_year, papers) if year)
        organizations = Counter(_organization_name(paper) for paper in papers if paper.organization)
        statuses = Counter(paper.status for paper in papers if paper.status)
        tags = {to_text(tag): len(self.catalog.by_tag[tag]) for tag in self.tags}
        return {
            "papers": len(papers),
            "topics": self._topics(),
            "tags": _counted_choices(tags, sorted(tags, key=str.casefold)),
            "people": [
                {"id": group.slug, "name": group.name, "count": len(group.papers)}
                for group in self.groups.people if group.path
            ],
            "organizations": _counted_choices(
                organizations, sorted(organizations, key=str.casefold)
            ),
            "years": _counted_choices(years, sorted(years, reverse=True)),
            "statuses": [
                {"id": status, "name": name, "count": statuses[status]}
                for status, name in status_labels(self.words).items() if statuses[status]
            ],
            "code": sum(map(_has_code, papers)),
        }  # fmt: skip

    def _topics(self) -> list[dict[str, object]]:
        hues = group_hues(self.catalog)
        return [
            {"id": topic.id, "name": to_text(topic.name), "group": to_text(topic.group),
             "url": self._url(topic_path(topic.id)), "hue": hues[topic.group],
             "count": len(self.catalog.by_topic[topic.id])}
            for topic in self.catalog.topics if self.catalog.by_topic[topic.id]
        ]  # fmt: skip

    def _kept_row(self, paper: Paper) -> dict[str, object]:
        """What is not empty in the row of a paper."""
        inputs = (paper, self.cards[paper.id], self.keys[paper.id], tuple(self._people(paper)),
                  self.words, self.site.directory_urls)  # fmt: skip
        return kept_call(PaperList, inputs, lambda *_: _without_empty_values(self._row(paper)))

    def _row(self, paper: Paper) -> dict[str, object]:
        card = self.cards[paper.id]
        return {
            "id": paper.id,
            "key": self.keys[paper.id],
            "url": self._url(paper_path(paper)),
            "title": to_text(paper.title),
            "language": lang_attribute(paper),
            "day": card.date.text if card.date else "",
            "line": " · ".join(
                self.words.isolate(replace_invisible(text))
                for text in (card.authors, card.venue)
                if text
            ),
            "authors": list(map(replace_invisible, paper.authors.texts)),
            "people": self._people(paper),
            "organization": _organization_name(paper),
            "published": card.date.iso if card.date else "",
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

    def _people(self, paper: Paper) -> list[str]:
        """The slugs of the paper's people who have pages."""
        return [group.slug for group in self.groups.people_of[paper.id].values() if group.path]

    def _url(self, path: str) -> str:
        return relative_url(path, LIST_PAGE, directory_urls=self.site.directory_urls)


def _without_empty_values(row: Mapping[str, object]) -> dict[str, object]:
    """The row without empty values."""
    return {name: value for name, value in row.items() if value}


def _organization_name(paper: Paper) -> str:
    return to_text(paper.organization.name) if paper.organization else ""


def _has_code(paper: Paper) -> bool:
    return any(link.kind == "code" for link in paper.links)


def _counted_choices(counts: Mapping[str, int], order: Iterable[str]) -> list[dict[str, object]]:
    return [{"name": name, "count": counts[name]} for name in order if counts.get(name)]
