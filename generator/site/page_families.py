"""Families of pages: parts of long pages, lists of a site with several, and reading paths."""

from collections.abc import Iterable, Iterator

from generator.model import DeferredPage, Page
from generator.site.i18n import Words
from generator.site.template_renderer import Renderer
from generator.site.views.all_pages import Views
from generator.site.views.collection_pages import COLLECTIONS_PAGE
from generator.site.views.feeds import collection_path
from generator.site.views.paper_parts import shorten
from generator.site.views.part_pages import PartView
from generator.site.views.reading_paths import INDEX_PAGE, PathsView, path_name, path_page, path_why
from generator.text.sanitize import to_text


def part_pages(
    parts: Iterable[tuple[str, PartView]], render: Renderer, words: Words
) -> Iterator[Page]:
    """The pages with parts of the papers of another page."""
    for path, view in parts:
        yield DeferredPage(
            *render.deferred("part.md.j2", view, "../" * path.count("/")),
            path=path,
            title=view.title,
            description=words("about_part", view.count, name=view.title),
            listed=False,
            searchable=False,
        )


def collection_pages(views: Views, render: Renderer) -> Iterator[Page]:
    """A page of all lists, and those of each; none for a site of one list."""
    collections, words, pages = views.catalog.collections, views.words, views.collection_pages
    if not collections:
        return
    yield Page(
        path=COLLECTIONS_PAGE,
        title=words("title_lists"),
        description=words("lists_intro"),
        text=render("lists.md.j2", pages.index(), "../"),
        searchable=False,
    )
    for each in collections:
        count = len(views.catalog.by_collection[each.id])
        name = to_text(each.name)
        yield DeferredPage(
            *render.deferred("list.md.j2", pages.view(each), "../"),
            path=collection_path(each.id),
            title=name,
            description=shorten(to_text(each.description)) or words("about_part", count, name=name),
            listed=False,
        )
        yield from part_pages(pages.pages(each), render, words)


def reading_path_pages(views: Views, render: Renderer) -> Iterator[Page]:
    """A page for each reading path and one of all; none for a list without."""
    paths, words = views.catalog.paths, views.words
    if not paths:
        return
    yield Page(
        path=INDEX_PAGE,
        title=words("title_paths"),
        description=words("paths_intro"),
        text=render("paths.md.j2", PathsView(paths=views.paths.links), "../"),
        searchable=False,
    )
    for path in paths:
        yield Page(
            path=path_page(path),
            title=path_name(path),
            description=shorten(path_why(path)),
            text=render("path.md.j2", views.paths.view(path), "../"),
            source=path.origin().source,
            listed=False,
        )
