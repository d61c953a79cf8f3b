"""When the newest paper of each page joined the list, for the sitemap."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.model import Catalog, Paper
from generator.site.map.atlas import MAP_PAGE
from generator.site.views.groups import ORGANIZATIONS_PAGE, PEOPLE_PAGE, groups_of
from generator.site.views.marks import MARKS_PAGE
from generator.site.views.paper_list import LIST_PAGE
from generator.site.views.parts import paper_path, tag_paths, topic_path
from generator.site.views.periods import ADDITIONS_PAGE, period_pages
from generator.site.views.reading_paths import INDEX_PAGE, path_page

# Pages for the reader's own marks and for editors, which nobody looks for in a search engine.
PAGES_NOT_IN_SITEMAP = frozenset({MARKS_PAGE, "health.md"})
PAGES_OF_PROBLEMS = "health/"  # their folder, for editors too
_PAGES_OF_ALL_PAPERS = ("index.md", LIST_PAGE, "topics/index.md", "tags/index.md", "timeline.md",
                        MAP_PAGE, ADDITIONS_PAGE)  # fmt: skip


def newest_additions(catalog: Catalog) -> Mapping[str, date]:
    """The day on which the newest paper of a page was added, by the page's path.

    Pages are left out whose papers do not state when they were added.
    """
    found = ((path, _newest(papers)) for path, papers in _papers_of_pages(catalog))
    return {path: day for path, day in found if day}


def _newest(papers: Iterable[Paper]) -> date | None:
    return max((paper.added for paper in papers if paper.added), default=None)


def _papers_of_pages(catalog: Catalog) -> Iterator[tuple[str, Iterable[Paper]]]:
    for path in _PAGES_OF_ALL_PAPERS:
        yield path, catalog.papers
    groups = groups_of(catalog)
    for index, found in ((PEOPLE_PAGE, groups.people), (ORGANIZATIONS_PAGE, groups.organizations)):
        yield index, catalog.papers_of(id_ for group in found for id_ in group.papers)
    for group in groups.with_pages:
        yield group.path, catalog.papers_of(group.papers)
    for paper in catalog.papers:
        yield paper_path(paper), [paper]
    for page in period_pages(catalog.papers):
        yield page.path, [paper for part in (page, *page.weeks) for paper in part.papers]
    for topic in catalog.topics:
        yield topic_path(topic.id), catalog.by_topic[topic.id]
    if catalog.paths:
        yield INDEX_PAGE, _papers_of(catalog, (id_ for p in catalog.paths for id_ in p.papers))
    for each in catalog.paths:
        yield path_page(each), _papers_of(catalog, each.papers)
    for tag, path in tag_paths(catalog).items():
        yield path, catalog.by_tag[tag]


def _papers_of(catalog: Catalog, ids: Iterable[str]) -> list[Paper]:
    return [catalog.by_id[id_] for id_ in ids if id_ in catalog.by_id]
