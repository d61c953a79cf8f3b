"""Every page of the site, in one place to read: catalog to Pages, nothing written."""

import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from markupsafe import Markup

from generator.checks import ordered
from generator.errors import ReadingListError
from generator.exports.bibtex import bibliography
from generator.exports.citation import reference
from generator.exports.csl import csl_json, csl_text
from generator.exports.data import papers_json
from generator.exports.feed import atom
from generator.exports.head import head
from generator.markup import escape, to_text
from generator.model import Catalog, Finding, Page, Paper
from generator.names import is_id, plural
from generator.scripts import joined
from generator.views import Views
from generator.views.atlas import DATA as MAP_DATA
from generator.views.atlas import PAGE as MAP_PAGE
from generator.views.paper_list import FILTERS as LIST_FILTERS
from generator.views.paper_list import PAGE as LIST_PAGE
from generator.views.paper_list import ROWS as LIST_ROWS
from generator.views.parts import added, csl_path, paper_path, topic_path
from generator.views.types import Site

DESCRIPTION_LENGTH = 160
FEED_LENGTH = 50
STYLESHEET = "assets/reading-list.css"
SCRIPTS = ("assets/cite.js", "assets/clouds.js", "assets/list.js", "assets/map.js")
PARTS = ("assets/facets", "assets/papers")  # folders of scripts that are loaded where needed


def pages(
    catalog: Catalog,
    templates: Mapping[str, str],
    site: Site,
    findings: Iterable[Finding] = (),
) -> Iterator[Page]:
    """All pages of a catalog; `templates` maps names such as `paper.md.j2` to their texts."""
    views = Views(catalog, site)
    render = _renderer(templates)
    home = render("home.md.j2", views.home(), "")
    yield Page(path="index.md", description=site.description, text=home, searchable=False)
    yield from _lists(views, render, ordered(findings))
    yield from _papers(views, render, site)
    yield from _redirects(views, site)
    yield from _topics(views, render)
    yield from _tags(views, render)
    yield from _exports(views, site)
    for asset in (STYLESHEET, *SCRIPTS):
        yield Page(path=asset, text=templates[asset])
    for folder in PARTS:
        scripts = (
            text for name, text in sorted(templates.items()) if name.startswith(f"{folder}/")
        )
        yield Page(path=f"{folder}.js", text=joined(scripts))


Render = Callable[[str, object, str], str]


def _lists(views: Views, render: Render, findings: Sequence[Finding]) -> Iterator[Page]:
    """The indexes: those of the navigation first."""
    papers = plural(len(views.catalog.papers), "paper")
    make = partial(Page, searchable=False)
    yield make(
        path=LIST_PAGE,
        title="Papers",
        description=f"All {papers}, newest first.",
        text=render("papers.md.j2", views.papers(), "../"),
    )
    yield Page(path=LIST_FILTERS, text=views.paper_list.filters())
    yield Page(path=LIST_ROWS, text=views.paper_list.rows())
    yield make(
        path="topics/index.md",
        title="Topics",
        description="The topics of this list.",
        text=render("topics.md.j2", views.topic_index(), "../"),
    )
    yield make(
        path="tags/index.md",
        title="Tags",
        description="The tags of this list.",
        text=render("tags.md.j2", views.tag_index(), "../"),
    )
    yield make(
        path="timeline.md",
        title="Timeline",
        description=f"{papers} by year, and which topics rise and fall.",
        text=render("timeline.md.j2", views.timeline(), ""),
    )
    yield from _map(views, render)
    yield make(
        path="organizations.md",
        title="Organizations",
        listed=False,
        description="Papers by the organization that posted them.",
        text=render("organizations.md.j2", views.organizations(), ""),
    )
    yield make(
        path="health.md", title="List health", listed=False,
        description="What the editors of this list may want to mend.",
        text=render("health.md.j2", views.health(findings), ""),
    )  # fmt: skip


def _map(views: Views, render: Render) -> Iterator[Page]:
    view = views.map.view()
    yield Page(
        path=MAP_PAGE,
        title="Map",
        description=f"{plural(view.count, 'paper')} on a map: alike ones lie side by side.",
        text=render("map.md.j2", view, ""),
        searchable=False,
    )
    if view.data:
        yield Page(path=MAP_DATA, text=views.map.data())


def _papers(views: Views, render: Render, site: Site) -> Iterator[Page]:
    for paper in views.catalog.papers:
        yield Page(
            path=paper_path(paper),
            title=to_text(paper.title),
            description=_shortened(to_text(paper.abstract) or reference(paper)),
            text=render("paper.md.j2", views.paper(paper, _public(paper, site)), "../"),
            source=paper.origin().source,
            listed=False,
        )
        yield Page(path=csl_path(paper), text=csl_text(paper, views.citation_keys[paper.id]))


def heads(catalog: Catalog, site: Site) -> Mapping[str, str]:
    """What the head of each paper's page says to machines, as HTML, by the page's path."""
    return {paper_path(paper): head(paper, _public(paper, site)) for paper in catalog.papers}


def _public(paper: Paper, site: Site) -> str:
    return address(paper_path(paper), site) if site.url else ""


def _redirects(views: Views, site: Site) -> Iterator[Page]:
    """A page at each address that a paper had before."""
    taken = set(views.catalog.by_id)
    for paper in views.catalog.papers:
        for alias in filter(is_id, paper.aliases):
            if alias not in taken:
                taken.add(alias)
                # Both stand in the folder of papers: the way is the same wherever it is served.
                target = f"../{paper.id}/" if site.directory_urls else f"{paper.id}.html"
                path = f"{alias}/index.html" if site.directory_urls else f"{alias}.html"
                text = _REDIRECT.format(target=target, title=escape(to_text(paper.title)))
                yield Page(path=f"papers/{path}", text=text)


_REDIRECT = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>{title}</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body><p>This paper has moved: <a href="{target}">{title}</a></p></body>
</html>
"""


def _topics(views: Views, render: Render) -> Iterator[Page]:
    for topic in views.catalog.topics:
        yield Page(
            path=topic_path(topic.id),
            title=to_text(topic.name),
            description=_shortened(to_text(topic.description)),
            text=render("topic.md.j2", views.topic(topic), "../"),
            source=topic.origin.source,
            listed=False,
        )


def _tags(views: Views, render: Render) -> Iterator[Page]:
    for tag, path in views.tag_paths.items():
        yield Page(
            path=path,
            title=f"Tag: {to_text(tag)}",
            description=f"{plural(len(views.catalog.by_tag[tag]), 'paper')} tagged {to_text(tag)}.",
            text=render("tag.md.j2", views.tag(tag), "../"),
            listed=False,
        )


def _exports(views: Views, site: Site) -> Iterator[Page]:
    catalog = views.catalog
    yield Page(
        path="papers.json", text=papers_json(catalog, views.related, lambda p: address(p, site))
    )
    yield Page(path="papers.bib", text=bibliography(catalog))
    yield Page(path="papers.csl.json", text=csl_json(catalog))
    if site.url:  # a feed needs addresses that mean the same everywhere
        newest = sorted(catalog.papers, key=added, reverse=True)[:FEED_LENGTH]
        yield Page(path="feed.xml", text=atom(site.name, newest, lambda p: address(p, site)))


def address(path: str, site: Site) -> str:
    """The address of a page or file: below the site's own, else relative to its root."""
    if path.endswith(".md"):
        ending = "/" if site.directory_urls else ".html"
        path = re.sub(r"(?:(?<=/)|^)index\.md$", "" if site.directory_urls else "index.html", path)
        path = re.sub(r"\.md$", ending, path)
    return (site.url.rstrip("/") + "/" if site.url else "") + path


def _renderer(templates: Mapping[str, str]) -> Render:
    """A function of template name, view and path to the site's root.

    Whatever a template prints that is no Markup passes through `markup.escape`: a template
    cannot let captured text through by forgetting a filter.
    """
    environment = Environment(
        # A name as file, so that errors tell the template and its line.
        loader=FunctionLoader(lambda n: (templates[n], n, None) if n in templates else None),
        undefined=StrictUndefined,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=True,  # so that macros give Markup, which _inert lets pass
    )
    template = cache(environment.get_template)

    def render(name: str, view: object, root: str) -> str:
        try:
            return template(name).render(view=view, root=Markup(root))  # noqa: S704 - ours
        except TemplateError as error:
            raise ReadingListError(f"{_place(error, name)}: {error.message}") from error

    return render


def _place(error: TemplateError, name: str) -> str:
    """File and line of an error in a template."""
    if isinstance(error, TemplateSyntaxError):
        return f"templates/{error.name or name}:{error.lineno}"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
    return f"templates/{frames[-1].filename}:{frames[-1].lineno}" if frames else f"templates/{name}"


def _inert(value: object) -> object:
    return value if isinstance(value, Markup | int) else escape(str(value))


def _shortened(text: str) -> str:
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return text[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0].rstrip(",;:.") + "\u2026"
