"""The view of the map: points coloured by group, islands labelled with topics."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.model import Catalog, Paper, Topic
from generator.site.assets import data_script
from generator.site.i18n import Words
from generator.site.map import Island, Layout, compute_layout
from generator.site.map.islands import UNFILED, islands_of, tag_of
from generator.site.page_urls import relative_url
from generator.site.related import Relations
from generator.site.views.drawings import MapGroup, MapLabel, MapPoint, MapView
from generator.site.views.parts import lang_attribute, paper_path, topic_path
from generator.site.views.types import PageLink
from generator.text.memo import kept_call
from generator.text.sanitize import attribute, escape, to_heading, to_text
from generator.text.stored import Stored

LIST_PAGE, MAP_PAGE, MAP_DATA = "papers/index.md", "map.md", "map.js"
MAX_LINKED_POINTS = 250  # above this, one path draws all points of a group and a script adds links
COLOUR_COUNT = 8  # further groups start again with the first
_POINT_RADIUS_PERCENT = 38  # of the distance between two points
_GROUND_WIDTH_PERCENT = 210  # of the same distance


def group_hues(catalog: Catalog) -> Mapping[str, int]:
    """The colour number of each group of topics, from 1 in the order of the vocabulary."""
    groups = dict.fromkeys(topic.group for topic in catalog.topics)
    return {group: number % COLOUR_COUNT + 1 for number, group in enumerate(groups)}


class PaperMap:
    """The map of one catalog.

    `relations` says which papers are near each other, and which name another's system, `tag_paths`
    has the pages of tags that have one.
    """

    def __init__(
        self,
        catalog: Catalog,
        relations: Relations,
        words: Words,
        *,
        tag_paths: Mapping[str, str],
        directory_urls: bool,
    ) -> None:
        self.catalog = catalog
        self.relations = relations
        self.tag_paths = tag_paths
        self.words = words
        self.directory_urls = directory_urls
        self._island_of = islands = islands_of(catalog)
        near = {id_: tuple(other.id for other in others)
                for id_, others in relations.related.items()}  # fmt: skip
        names = {island: to_text(tag_of(island)) for island in islands.values()}
        names |= {topic.id: to_text(topic.name) for topic in catalog.topics}
        names |= {UNFILED: words("without_topic")}
        inputs = (
            tuple((paper.id, paper.topics, islands[paper.id]) for paper in catalog.papers),
            tuple((topic.id, topic.group) for topic in catalog.topics),
            tuple(near.items()),
            tuple(names.items()),
        )
        layout = Stored(
            lambda _: compute_layout(catalog, near, islands, names), Layout, "layout of the map"
        )
        self.layout = layout(inputs)
        self._names = names
        self._papers_of: dict[str, list[Paper]] = {}
        for paper in catalog.papers:
            self._papers_of.setdefault(islands[paper.id], []).append(paper)

    def view(self) -> MapView:
        """The map's page."""
        count = len(self.catalog.papers)
        data = (
            relative_url(MAP_DATA, MAP_PAGE, directory_urls=self.directory_urls)
            if count > MAX_LINKED_POINTS
            else ""
        )
        groups = tuple(self._groups())
        points = [(point.x, point.y) for group in groups for point in group.points]
        return MapView(
            width=self.layout.width,
            height=self.layout.height,
            pitch=self.layout.pitch,
            radius=max(2, self.layout.pitch * _POINT_RADIUS_PERCENT // 100),
            ground=self.layout.pitch * _GROUND_WIDTH_PERCENT // 100,
            count=count,
            groups=groups,
            data=attribute(data) if data else None,
            edges=self._edges({point: number for number, point in enumerate(points)}),
        )

    def data(self) -> str:
        """The points for `map.js`: x, y, the URL relative to the map's page, and the title.

        A paper that names the systems of others has the numbers of their points, too.
        """
        number = {paper.id: i for i, paper in enumerate(self.catalog.papers)}
        names = self.relations.names
        return data_script([
            [*self.layout.papers[paper.id], self._href(paper_path(paper)), to_text(paper.title),
             *([[number[id_] for id_ in names[paper.id]]] if paper.id in names else [])]
            for paper in self.catalog.papers
        ])  # fmt: skip

    def _edges(self, numbers: Mapping[tuple[int, int], int]) -> str:
        """The pairs of points with an edge; `numbers` has those of the points on the page."""
        places = self.layout.papers
        if not numbers:
            return ""
        return " ".join(
            f"{numbers[places[paper.id]]}-{numbers[places[id_]]}"
            for paper in self.catalog.papers for id_ in self.relations.names.get(paper.id, ())
        )  # fmt: skip

    def _groups(self) -> Iterator[MapGroup]:
        topics: dict[str, list[Topic]] = {}
        for topic in self.catalog.topics:
            topics.setdefault(topic.group, []).append(topic)
        colours = group_hues(self.catalog)
        for name, members in topics.items():
            used = [topic for topic in members if topic.id in self._papers_of]
            papers = [paper for topic in used for paper in self._papers_of[topic.id]]
            refs = tuple(self._ref(topic) for topic in members if self.catalog.by_topic[topic.id])
            if refs:
                labels = tuple(self._label(topic.id) for topic in used)
                yield self._group(name, colours[name], papers, labels, refs)
        others = sorted(self._papers_of.keys() - self.catalog.topic_by_id.keys())
        if others:
            papers = [paper for island in others for paper in self._papers_of[island]]
            labels = tuple(map(self._label, others))
            yield self._group(self._names[UNFILED], 0, papers, labels, ())

    def _group(
        self,
        name: str,
        colour: int,
        papers: Sequence[Paper],
        labels: tuple[MapLabel, ...],
        topics: tuple[PageLink, ...],
    ) -> MapGroup:
        are_links = len(self.catalog.papers) <= MAX_LINKED_POINTS
        return MapGroup(
            name=name,
            colour=colour,
            path=rows_path((self.layout.papers[paper.id] for paper in papers), self.layout.pitch),
            points=tuple(map(self._point, papers)) if are_links else (),
            labels=labels,
            topics=topics,
        )

    def _point(self, paper: Paper) -> MapPoint:
        x, y = self.layout.papers[paper.id]
        inputs = paper, f"{x} {y}", self.directory_urls
        return kept_call(MapPoint, inputs, lambda *_: self._made_point(paper, x, y))

    def _made_point(self, paper: Paper, x: int, y: int) -> MapPoint:
        href = attribute(self._href(paper_path(paper)))
        title = escape(to_text(paper.title))
        return MapPoint(x=x, y=y, href=href, title=title, language=lang_attribute(paper))

    def _label(self, name: str) -> MapLabel:
        island: Island = self.layout.islands[name]
        lines = enumerate(island.label.lines)
        count = self.words("papers", len(self._papers_of[name]))
        return MapLabel(
            x=island.x,
            lines=tuple(
                (island.label_y + n * island.label.line_height - 4, text) for n, text in lines
            ),
            href=attribute(self._href(self._page_of(name))),
            title=self.words.html("labelled", name=self._names[name], text=count),
        )

    def _page_of(self, island: str) -> str:
        """The path of the page with the papers of an island."""
        if island in self.catalog.topic_by_id:
            return topic_path(island)
        return self.tag_paths.get(tag_of(island), LIST_PAGE)

    def _ref(self, topic: Topic) -> PageLink:
        count = len(self.catalog.by_topic[topic.id])
        return PageLink(name=to_heading(topic.name), path=topic_path(topic.id), count=count)

    def _href(self, path: str) -> str:
        return relative_url(path, MAP_PAGE, directory_urls=self.directory_urls)


def rows_path(points: Iterable[tuple[int, int]], pitch: int) -> str:
    """An SVG path with a line through each row of neighbouring points.

    A dash of length 0 at every `pitch` of it is a dot at every point. The line ends one unit after
    the last point, or rounding might lose its dot.

    Args:
        points: the points, each pair in a row at least `pitch` apart.
        pitch: the distance between two neighbours.
    """
    path, last = [], None
    for x, y in sorted(points, key=lambda point: (point[1], point[0])):
        if last and last[1] == y and x - last[0] == pitch:
            path[-1][2] += pitch
        else:
            path.append([x, y, 1])
        last = x, y
    return "".join(f"M{x} {y}h{length}" for x, y, length in path)
