"""All pages and files of the site, from the catalog; nothing is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from generator.checks import sort_findings
from generator.model import Catalog, DeferredPage, Finding, Page, Paper
from generator.model.progress import counted
from generator.site.assets import (
    FACETS_MODULES,
    MAIN_MODULES,
    PAPERS_MODULES,
    bundle,
    bundle_styles,
    refuse_unknown_assets,
    strip_comments,
)
from generator.site.formats.head_metadata import head_elements
from generator.site.formats.json_data import papers_json
from generator.site.i18n import WORDS_SCRIPT, Words
from generator.site.llms_txt import llms_full_txt, llms_txt
from generator.site.look import TITLE_FONT
from generator.site.map.atlas import MAP_DATA, MAP_PAGE
from generator.site.markdown_twins import markdown_twins
from generator.site.page_families import collection_pages, part_pages, reading_path_pages
from generator.site.page_urls import page_url
from generator.site.redirects import redirect_pages
from generator.site.removed_pages import removed_pages
from generator.site.template_renderer import Renderer, template_renderer
from generator.site.views.all_pages import Views
from generator.site.views.feeds import feed_files
from generator.site.views.groups import ORGANIZATIONS_PAGE, PEOPLE_PAGE
from generator.site.views.marks import MARKS_PAGE, TITLES_PATH
from generator.site.views.paper_list import LIST_PAGE
from generator.site.views.paper_parts import shorten
from generator.site.views.parts import (
    paper_path,
    topic_path,
)
from generator.site.views.periods import ADDITIONS_PAGE
from generator.site.views.reference_files import reference_files
from generator.site.views.tag_pages import TAGS_DATA
from generator.site.views.types import Site
from generator.text.sanitize import to_text
from generator.text.stored import Deferred, Stored

STYLESHEET = "assets/reading-list.css"
MAIN_SCRIPT = "assets/reading-list.js"
# Scripts that are loaded on demand. The first has the interface texts of all three.
FACETS_SCRIPT, PAPERS_SCRIPT, BESIDE_SCRIPT = (
    "assets/facets.js",
    "assets/papers.js",
    "assets/search/beside.js",
)


class SitePages:
    """All pages and files of the site except the search index and social cards.

    Iterating makes one after the other.
    """

    def __init__(
        self,
        catalog: Catalog,
        templates: Mapping[str, str],
        site: Site,
        words: Words,
        findings: Iterable[Finding] = (),
    ) -> None:
        """Compute what several pages show.

        Args:
            catalog: the list.
            templates: templates and assets by path, such as `paper.md.j2`.
            site: what pages need to know of the site.
            words: the texts of the interface.
            findings: the findings of the checks, for the health page.

        Raises:
            ReadingListError: a template is wrong.
        """
        self._views = Views(catalog, site, words)
        self._render = template_renderer(tuple(templates.items()), words)
        self._templates = templates
        self._findings = findings

    def __iter__(self) -> Iterator[Page]:
        """Every page and file.

        Raises:
            ReadingListError: a template or an asset is wrong.
        """
        views, render, site = self._views, self._render, self._views.site
        home = render("home.md.j2", views.home(), "")
        yield Page(path="index.md", description=site.description, text=home, searchable=False)
        yield from _index_pages(views, render, sort_findings(self._findings))
        yield from collection_pages(views, render)
        yield from _paper_pages(views, render)
        yield from _new_pages(views, render)
        yield from redirect_pages(views, site)
        yield from removed_pages(views, render, site)
        yield from _topic_pages(views, render)
        yield from _tag_pages(views, render)
        yield from _group_pages(views, render)
        yield from reading_path_pages(views, render)
        yield from _export_files(views, site)
        yield from _asset_files(self._templates, site, views.words)

    def revised(self, paper: Paper) -> tuple[Page, Markup] | None:
        """The page of a paper that has changed, and the metadata in its head.

        What depends on all papers, such as those it is related to, stays as it was before.

        Returns:
            None if the change has effects on other things that the page shows.

        Raises:
            ReadingListError: the template is wrong.
        """
        views = self._views.revised(paper)
        if views is None:
            return None
        text = _paper_text(views, self._render, paper)
        page = Page(text=text, **_paper_page_facts(views, paper))
        return page, head_elements(paper, _public_url(paper, views.site))


def _asset_files(templates: Mapping[str, str], site: Site, words: Words) -> Iterator[Page]:
    """The style sheet, the font of titles and the scripts.

    A list's own style sheet replaces the whole bundle.
    """
    refuse_unknown_assets(templates)
    styles = templates[STYLESHEET] if STYLESHEET in templates else bundle_styles(templates)
    yield Page(path=STYLESHEET, text=styles + site.look_style)
    if site.title_font:
        yield Page(path=TITLE_FONT, data=site.title_font)
    main = bundle(MAIN_MODULES, templates)
    own_words = words.script(strip_comments(templates[WORDS_SCRIPT]), [main])
    yield Page(path=MAIN_SCRIPT, text=own_words + main)
    facets, papers = bundle(FACETS_MODULES, templates), bundle(PAPERS_MODULES, templates)
    shared_words = words.script("", (facets, papers, templates[BESIDE_SCRIPT]))
    yield Page(path=FACETS_SCRIPT, text=shared_words + facets)
    yield Page(path=PAPERS_SCRIPT, text=papers)


def _index_pages(views: Views, render: Renderer, findings: Sequence[Finding]) -> Iterator[Page]:
    """Pages that list papers, topics and tags, and their data files."""
    words, count = views.words, len(views.catalog.papers)
    index_page = partial(Page, searchable=False)
    yield index_page(
        path=LIST_PAGE,
        title=words("title_papers"),
        description=words("about_papers", count),
        text=render("papers.md.j2", views.papers(), "../"),
    )
    yield from (Page(path=path, text=text) for path, text in views.paper_list.files())
    yield index_page(
        path="topics/index.md",
        title=words("title_topics"),
        description=words("about_topics"),
        text=render("topics.md.j2", views.topic_index(), "../"),
    )
    yield index_page(
        path="tags/index.md",
        title=words("title_tags"),
        description=words("about_tags"),
        text=render("tags.md.j2", views.tag_pages.index(), "../"),
    )
    yield from _tag_letters(views, render)
    yield index_page(
        path="timeline.md",
        title=words("title_timeline"),
        description=words("about_timeline", count),
        text=render("timeline.md.j2", views.timeline_pages.index(), ""),
    )
    yield from part_pages(views.timeline_pages.pages(), render, words)
    yield from _map_pages(views, render)
    yield index_page(
        path=MARKS_PAGE, title=words("title_marks"), listed=False,
        description=words("about_marks"),
        text=render("marks.md.j2", views.marks(), ""),
    )  # fmt: skip
    yield Page(path=TITLES_PATH, text=views.titles_script())
    yield index_page(
        path="health.md", title=words("title_health"), listed=False,
        description=words("about_health"),
        text=render("health.md.j2", views.health_pages.index(findings), ""),
    )  # fmt: skip
    for path, view in views.health_pages.pages():
        yield index_page(path=path, title=view.name, listed=False,
                         text=render("problems.md.j2", view, "../"))  # fmt: skip


def _tag_letters(views: Views, render: Renderer) -> Iterator[Page]:
    """The pages of tags by letter, and the data with which scripts find a tag."""
    for path, view in views.tag_pages.letter_pages():
        yield DeferredPage(*render.deferred("tag_letter.md.j2", view, "../../"), path=path,
                           title=view.name, description=view.intro, listed=False,
                           searchable=False)  # fmt: skip
    if views.tag_pages.index().data:
        yield Page(path=TAGS_DATA, text=views.tag_pages.data())


def _new_pages(views: Views, render: Renderer) -> Iterator[Page]:
    """The page "New", and those of the months and weeks with additions."""
    new = views.new_pages
    yield Page(
        path=ADDITIONS_PAGE,
        title=views.words("title_new"),
        description=views.words("about_new"),
        text=render("new.md.j2", new.index(), "../"),
        searchable=False,
    )
    for page in new.pages:
        yield DeferredPage(
            *render.deferred("period.md.j2", new.page(page), "../"),
            path=page.path,
            title=new.title(page),
            description=new.description(page),
            listed=False,
            searchable=False,
        )


def _map_pages(views: Views, render: Renderer) -> Iterator[Page]:
    view = views.map.view()
    yield Page(
        path=MAP_PAGE,
        title=views.words("title_map"),
        description=views.words("about_map", view.count),
        text=render("map.md.j2", view, ""),
        searchable=False,
    )
    if view.data:
        yield Page(path=MAP_DATA, text=views.map.data())


def _paper_pages(views: Views, render: Renderer) -> Iterator[Page]:
    papers, keys, site = views.catalog.papers, views.citation_keys, views.site

    def make(paper: Paper, *_inputs: object) -> str:
        return _paper_text(views, render, paper)

    # A page shows its view, which is made of the paper, its key, the URL, and these inputs.
    text = Stored(make, str, "page of a paper", (render.digest, views.words))
    texts = text.deferred(papers, lambda paper: (
        paper, keys[paper.id], _public_url(paper, site), *views.paper_contexts.inputs(paper)
    ))  # fmt: skip
    for paper, made in zip(counted(papers, "pages of papers", len(papers)), texts, strict=True):
        yield DeferredPage(*made, **_paper_page_facts(views, paper))


def _paper_text(views: Views, render: Renderer, paper: Paper) -> str:
    context = views.paper_contexts.of(paper)
    return render("paper.md.j2", views.paper(paper, context, _public_url(paper, views.site)), "../")


def _paper_page_facts(views: Views, paper: Paper) -> dict[str, Any]:
    parts = views.parts[paper.id]
    return {
        "path": paper_path(paper), "title": parts.title, "description": parts.description,
        "source": paper.origin().source, "listed": False,
    }  # fmt: skip


def citation_meta_tags(catalog: Catalog, site: Site) -> Mapping[str, Deferred[Markup]]:
    """The `citation_*` meta tags and JSON-LD of each paper's page, as HTML by the page's path."""
    made = head_elements.deferred(catalog.papers, lambda p: (p, _public_url(p, site)))
    return dict(zip(map(paper_path, catalog.papers), made, strict=True))


def _public_url(paper: Paper, site: Site) -> str:
    return page_url(paper_path(paper), site) if site.url else ""


def _topic_pages(views: Views, render: Renderer) -> Iterator[Page]:
    topics = views.catalog.topics
    for topic in counted(topics, "pages of topics", len(topics)):
        yield DeferredPage(
            *render.deferred("topic.md.j2", views.topic(topic), "../"),
            path=topic_path(topic.id),
            title=to_text(topic.name),
            description=shorten(to_text(topic.description)),
            source=topic.origin.source,
            listed=False,
        )
        yield from part_pages(views.topic_pages.parts(topic), render, views.words)


def _tag_pages(views: Views, render: Renderer) -> Iterator[Page]:
    paths = views.tag_paths
    for tag, path in counted(paths.items(), "pages of tags", len(paths)):
        yield DeferredPage(
            *render.deferred("tag.md.j2", views.tag_pages.tag(tag), "../"),
            path=path,
            title=views.words("title_tag", tag=to_text(tag)),
            description=views.words("about_tag", len(views.catalog.by_tag[tag]), tag=to_text(tag)),
            listed=False,
        )
        yield from part_pages(views.tag_pages.parts(tag), render, views.words)


def _group_pages(views: Views, render: Renderer) -> Iterator[Page]:
    """The pages of people and organizations, and their indexes."""
    words = views.words
    about = {
        PEOPLE_PAGE: words("about_people", len(views.groups.people)),
        ORGANIZATIONS_PAGE: words("about_organizations"),
    }
    for path, index in views.group_indexes():
        yield DeferredPage(
            *render.deferred("groups.md.j2", index, root_of(path)),
            path=path, title=index.title, description=about[index.index],
            listed=False, searchable=False,
        )  # fmt: skip
    groups = [*views.groups.with_pages]
    for group in counted(groups, "pages of people", len(groups)):
        for path, view in views.group_pages.of(group):
            yield DeferredPage(
                *render.deferred("group.md.j2", view, root_of(path)),
                path=path,
                title=view.title,
                description=words("about_group", view.count, name=group.name),
                listed=False,
            )


def root_of(path: str) -> str:
    """The relative path from a page's folder to the site's root."""
    return "../" * path.count("/")


def _export_files(views: Views, site: Site) -> Iterator[Page]:
    catalog = views.catalog
    url = partial(page_url, site=site)
    yield Page(path="papers.json", text=papers_json(catalog, views.related, url))
    yield Page(path="llms.txt", text=llms_txt(catalog, site, url))
    yield Page(path="llms-full.txt", text=llms_full_txt(catalog, site, url))
    yield from markdown_twins(catalog, site, views.related, views.bibtex)
    texts = {"BibTeX": views.bibtex, "RIS": views.ris, "CSL-JSON": views.csl_lines}
    for path, make in reference_files(catalog, views.tag_paths, texts):
        yield DeferredPage(make, path=path)
    for path, text in feed_files(catalog, site, views.words):
        yield Page(path=path, text=text)
