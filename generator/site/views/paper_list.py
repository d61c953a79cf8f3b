"""The page of all papers: its first cards, and the data files for its filters and exports.

`filters.js` is small and has the values of the filters. The others load when a reader needs them:

- `facets.js`, with the first filter: which papers have each value, and what they are sorted by.
- `ids.js`: the ids of papers.
- `rows-<n>.js`: what cards show of some papers, and the words filter searches.
- `keys.js`: citation keys.
- `bibtex.js`, `ris.js` and `csl.js`, with an export.

A short list has all but the first and the last ones in one file, `list.js`. A paper is its place on
the page; so each file has the version of the order, and a browser notices one of another order. All
have plain text, which the scripts never insert as HTML.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from markupsafe import Markup

from generator.model import Catalog, Paper
from generator.site.assets import data_script
from generator.site.i18n import Words
from generator.site.map.atlas import group_hues
from generator.site.page_urls import relative_url
from generator.site.search.encoding import delta_encode, encode_number
from generator.site.search.facets import (
    FACET_NAMES,
    PaperFacets,
    encode_comments,
    list_names,
    paper_facets,
)
from generator.site.views.groups import Groups
from generator.site.views.parts import (
    lang_attribute,
    limit_takeaways,
    status_labels,
    topic_path,
)
from generator.site.views.reference_files import file_links
from generator.site.views.types import FileLink, PaperCard, Site
from generator.text.characters import replace_invisible
from generator.text.memo import kept_call
from generator.text.sanitize import attribute, to_text

LIST_PAGE = "papers/index.md"
MAX_CARDS_ON_PAGE = 150  # about 100 kB of HTML; the layout of more cards is slow on phones
MAX_PAPERS_IN_ONE_FILE = 1000  # about 150 kB compressed
ROWS_PER_FILE = 128  # about 15 kB compressed

# What rows have beside topics and tags; a field that no row of a file has is left out.
_ROW_FIELDS = ("title", "language", "day", "published", "authors", "byline", "venue", "arxiv",
               "doi", "takeaway", "publication_status", "recommended")  # fmt: skip


class _Row(NamedTuple):
    fields: Mapping[str, object]
    facets: PaperFacets


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
    csl: Mapping[str, str]
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
            cards=limit_takeaways(
                self.cards[paper.id] for paper in self.papers[:MAX_CARDS_ON_PAGE]
            ),
            remaining=max(0, len(self.papers) - MAX_CARDS_ON_PAGE),
            add_url=attribute(self.site.add),
            suggest_url=attribute(self.site.suggest),
            files=file_links("papers", self.site.slug),
        )

    def files(self) -> Iterator[tuple[str, str]]:
        """The path and content of each data file."""
        papers = self.papers
        ids = tuple([paper.id for paper in papers])
        choices = self._filters()
        version = _digest([ids, choices])
        is_long = len(papers) > MAX_PAPERS_IN_ONE_FILE
        yield (
            "papers/filters.js",
            data_script(
                {
                    **choices,
                    "version": version,
                    "ending": "/" if self.site.directory_urls else ".html",
                    "direction": self.words.direction,
                    "rows_per_file": ROWS_PER_FILE if is_long else 0,
                }
            ),
        )
        parts = self._parts(ids)
        for name, value in parts if is_long else [("list", dict(parts))]:
            data = {"name": name, "version": version, "value": value}
            yield f"papers/{name}.js", data_script(data)
        for name, found in ("bibtex", self.bibtex), ("ris", self.ris), ("csl", self.csl):
            inputs = name, ids, tuple([found[id_] for id_ in ids])
            yield f"papers/{name}.js", kept_call(PaperList.files, inputs, _references_script)

    def _parts(self, ids: Sequence[str]) -> Iterator[tuple[str, object]]:
        """The parts of the data by name; papers are numbered in the order of the page."""
        yield "facets", self._facets()
        yield "ids", ids
        yield "keys", [self.keys[id_] for id_ in ids]
        size = ROWS_PER_FILE if len(ids) > MAX_PAPERS_IN_ONE_FILE else max(1, len(ids))
        for number, start in enumerate(range(0, len(ids), size)):
            yield f"rows-{number}", self._columns(self._rows[start : start + size])

    @cached_property
    def _rows(self) -> Sequence[_Row]:
        return [
            kept_call(
                _Row,
                (
                    paper,
                    self.cards[paper.id],
                    self._people(paper),
                    self._list(paper),
                    self.words,
                ),
                self._row,
            )
            for paper in self.papers
        ]

    @cached_property
    def _places(self) -> Mapping[str, Mapping[str, Sequence[int]]]:
        """The places of the papers with each value that filters offer, in the order offered."""
        found: dict[str, defaultdict[str, list[int]]] = {
            name: defaultdict(list) for name in FACET_NAMES
        }
        for place, row in enumerate(self._rows):
            for facet, id_, _ in dict.fromkeys(row.facets.values):
                found[facet][id_].append(place)
        orders: Mapping[str, Iterable[str]] = {
            "list": self._list_names,
            "topic": (topic.id for topic in self.catalog.topics),
            "tag": sorted(dict.fromkeys(map(to_text, self.tags)), key=str.casefold),
            "person": (group.slug for group in self.groups.people if group.path),
            "organization": sorted(found["organization"], key=str.casefold),
            "year": sorted(found["year"], key=int, reverse=True),
            "status": status_labels(self.words),
        }
        return {
            name: {id_: places[id_] for id_ in orders.get(name, places) if id_ in places}
            for name, places in found.items()
        }

    def _filters(self) -> Mapping[str, object]:
        """The values of each filter with their numbers of papers."""
        places = self._places
        labels: Mapping[str, str] = dict(status_labels(self.words).items())
        return {
            "papers": len(self.papers),
            "lists": [
                {"id": id_, "name": self._list_names[id_][1], "count": len(found)}
                for id_, found in places["list"].items()
            ],
            "topics": self._topics(),
            "tags": _counted_choices(places["tag"]),
            "people": [
                {"id": group.slug, "name": group.name, "count": len(places["person"][group.slug])}
                for group in self.groups.people if group.path
            ],
            "organizations": _counted_choices(places["organization"]),
            "years": _counted_choices(places["year"]),
            "statuses": [
                {"id": status, "name": labels[status], "count": len(found)}
                for status, found in places["status"].items()
            ],
            "code": sum(map(len, places["code"].values())),
        }  # fmt: skip

    def _facets(self) -> Mapping[str, object]:
        """The papers with each value, in the order of `filters.js`, and what sorts papers.

        For days of addition, their ranks are enough: 0 stands for an unknown day, 1 for the first.
        """
        days = sorted({paper.added for paper in self.papers if paper.added})
        ranks = {day: rank for rank, day in enumerate(days, 1)}
        return {
            "lists": {
                name: "|".join(map(delta_encode, places.values()))
                for name, places in self._places.items()
            },
            "added": "".join(
                encode_number(ranks[paper.added] if paper.added else 0) for paper in self.papers
            ),
            "comments": encode_comments(paper.comments for paper in self.papers),
        }

    def _topics(self) -> list[dict[str, object]]:
        hues = group_hues(self.catalog)
        return [
            {"id": topic.id, "name": to_text(topic.name), "group": to_text(topic.group),
             "url": self._url(topic_path(topic.id)), "hue": hues[topic.group],
             "count": len(self.catalog.by_topic[topic.id])}
            for topic in self.catalog.topics if self.catalog.by_topic[topic.id]
        ]  # fmt: skip

    def _columns(self, rows: Sequence[_Row]) -> Mapping[str, Sequence[object]]:
        """The fields of rows, each as a list; 0 stands for an empty value.

        Topics, and tags that filters offer, are numbers of those in `filters.js`.
        """
        columns: dict[str, Sequence[object]] = {
            name: [row.fields[name] or 0 for row in rows] for name in _ROW_FIELDS
        }
        for name in "topic", "tag":
            numbers = self._numbers[name]
            columns[f"{name}s"] = [
                [numbers.get(id_, id_) for facet, id_, _ in row.facets.values if facet == name] or 0
                for row in rows
            ]
        return {name: column for name, column in columns.items() if any(column)}

    @cached_property
    def _numbers(self) -> Mapping[str, Mapping[str, int]]:
        return {
            facet: {id_: number for number, id_ in enumerate(places)}
            for facet, places in self._places.items()
        }

    @cached_property
    def _list_names(self) -> Mapping[str, tuple[str, str]]:
        return list_names(self.catalog)

    def _list(self, paper: Paper) -> tuple[str, str]:
        """The id and name of the paper's list; both empty unless the site has several."""
        return self._list_names.get(paper.collection, ("", ""))

    def _people(self, paper: Paper) -> tuple[tuple[str, str], ...]:
        """The slugs and names of the paper's people who have pages."""
        people = self.groups.people_of[paper.id].values()
        return tuple((group.slug, group.name) for group in people if group.path)

    def _row(
        self, paper: Paper, card: PaperCard, people: tuple[tuple[str, str], ...],
        in_list: tuple[str, str], words: Words,
    ) -> _Row:  # fmt: skip
        # A byline of all authors can be made of their names.
        has_own_byline = paper.authors.incomplete or not paper.authors
        fields = {
            "title": to_text(paper.title),
            "language": lang_attribute(paper),
            "day": card.date.text if card.date else "",
            "takeaway": replace_invisible(card.takeaway),
            "published": card.date.iso if card.date else "",
            "authors": list(map(replace_invisible, paper.authors.texts)),
            "byline": replace_invisible(card.authors) if has_own_byline else "",
            "venue": replace_invisible(card.venue),
            "arxiv": replace_invisible(paper.arxiv),
            "doi": replace_invisible(paper.doi),
            "publication_status": card.publication_status,
            "recommended": int(paper.recommended),
        }
        topic_by_id = self.catalog.topic_by_id
        topics = tuple(topic_by_id[id_] for id_ in paper.topics if id_ in topic_by_id)
        return _Row(fields, paper_facets(paper, (topics, paper.tags, people, in_list), words))

    def _url(self, path: str) -> str:
        return relative_url(path, LIST_PAGE, directory_urls=self.site.directory_urls)


def _references_script(name: str, ids: Sequence[str], texts: Sequence[str]) -> str:
    """A data file with the text of each paper; CSL items are JSON, so the file has them as that."""
    values = map(json.loads, texts) if name == "csl" else texts
    return data_script(dict(zip(ids, values, strict=True)))


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _counted_choices(places: Mapping[str, Sequence[int]]) -> list[dict[str, object]]:
    return [{"name": name, "count": len(found)} for name, found in places.items()]
