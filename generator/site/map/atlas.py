"""The map of all papers: points by likeness, coloured by group, islands labelled by topic."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.model import Catalog, Paper, Topic
from generator.site.assets import data_script
from generator.site.i18n import Words
from generator.site.map import Island, Layout, laid_out, main_topic
from generator.site.page_urls import relative_url
from generator.site.views.drawings import MapGroup, MapLabel, MapPoint, MapView
from generator.site.views.parts import paper_path, tongue, topic_path
from generator.site.views.types import Ref
from generator.text.sanitize import attribute, escape, to_heading, to_text

PAGE, DATA = "map.md", "map.js"
MOST = 1500  # papers that are links in the drawing; more are drawn as a whole
COLOURS = 8  # then they begin anew
_POINT = 38  # percent of the distance of two points
_GROUND = 210


def hues(catalog: Catalog) -> Mapping[str, int]:
    """The colour of each group of topics, in the vocabulary's order; 0 is for none."""
    groups = dict.fromkeys(topic.group for topic in catalog.topics)
    return {group: number % COLOURS + 1 for number, group in enumerate(groups)}


class Map:
    """The map of one catalog; `near` are the ids of each paper's related ones."""

    def __init__(
        self,
        catalog: Catalog,
        near: Mapping[str, Sequence[str]],
        words: Words,
        *,
        directory_urls: bool,
    ) -> None:
        self.catalog = catalog
        self.words = words
        self.directory_urls = directory_urls
        names = {topic.id: to_text(topic.name) for topic in catalog.topics} | {
            "": words("without_topic")
        }
        self.layout: Layout = laid_out(catalog, near, names)
        self._names = names
        self._homes: dict[str, list[Paper]] = {}
        for paper in catalog.papers:
            self._homes.setdefault(main_topic(paper, catalog), []).append(paper)

    def view(self) -> MapView:
        """The map's page."""
        count = len(self.catalog.papers)
        data = relative_url(DATA, PAGE, directory_urls=self.directory_urls) if count > MOST else ""
        return MapView(
            width=self.layout.width,
            height=self.layout.height,
            radius=max(2, self.layout.pitch * _POINT // 100),
            ground=self.layout.pitch * _GROUND // 100,
            count=count,
            groups=tuple(self._groups()),
            data=attribute(data) if data else None,
        )

    def data(self) -> str:
        """The points for the script: x, y, the address from the map's page, and the title."""
        return data_script([
            [*self.layout.papers[paper.id], self._href(paper_path(paper)), to_text(paper.title)]
            for paper in self.catalog.papers
        ])  # fmt: skip

    def _groups(self) -> Iterator[MapGroup]:
        topics: dict[str, list[Topic]] = {}
        for topic in self.catalog.topics:
            topics.setdefault(topic.group, []).append(topic)
        colours = hues(self.catalog)
        for name, members in topics.items():
            used = [topic for topic in members if topic.id in self._homes]
            papers = [paper for topic in used for paper in self._homes[topic.id]]
            refs = tuple(self._ref(topic) for topic in members if self.catalog.by_topic[topic.id])
            if refs:
                labels = tuple(self._label(topic.id) for topic in used)
                yield self._group(name, colours[name], papers, labels, refs)
        if "" in self._homes:
            yield self._group(self._names[""], 0, self._homes[""], (self._label(""),), ())

    def _group(
        self,
        name: str,
        colour: int,
        papers: Sequence[Paper],
        labels: tuple[MapLabel, ...],
        topics: tuple[Ref, ...],
    ) -> MapGroup:
        few = len(self.catalog.papers) <= MOST
        return MapGroup(
            name=name,
            colour=colour,
            land=_land(self.layout.papers[paper.id] for paper in papers),
            points=tuple(map(self._point, papers)) if few else (),
            labels=labels,
            topics=topics,
        )

    def _point(self, paper: Paper) -> MapPoint:
        x, y = self.layout.papers[paper.id]
        href = attribute(self._href(paper_path(paper)))
        title = escape(to_text(paper.title))
        return MapPoint(x=x, y=y, href=href, title=title, language=tongue(paper))

    def _label(self, topic: str) -> MapLabel:
        island: Island = self.layout.islands[topic]
        lines = enumerate(island.label.lines)
        count = self.words("papers", len(self._homes[topic]))
        return MapLabel(
            x=island.x,
            lines=tuple((island.label_y + n * island.label.line - 4, text) for n, text in lines),
            href=attribute(self._href(topic_path(topic) if topic else "papers/index.md")),
            title=self.words.html("labelled", name=self._names[topic], text=count),
        )

    def _ref(self, topic: Topic) -> Ref:
        count = len(self.catalog.by_topic[topic.id])
        return Ref(name=to_heading(topic.name), path=topic_path(topic.id), count=count)

    def _href(self, path: str) -> str:
        return relative_url(path, PAGE, directory_urls=self.directory_urls)


def _land(points: Iterable[tuple[int, int]]) -> str:
    """A path with a line of no length at every point: its round ends are drawn."""
    return "".join(f"M{x} {y}h0" for x, y in points)
