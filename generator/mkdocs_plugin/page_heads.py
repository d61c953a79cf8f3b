"""What pages and the sitemap of a build say to other programs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from generator.mkdocs_plugin import cards, theme_compat
from generator.model import Catalog
from generator.site.i18n import Words
from generator.site.markdown_twins import twin_urls
from generator.site.pages import citation_meta_tags
from generator.site.social_cards.gallery import Gallery
from generator.site.views.additions import PAGES_NOT_IN_SITEMAP, PAGES_OF_PROBLEMS, newest_additions
from generator.site.views.feeds import head_links
from generator.site.views.types import Site
from generator.text.stored import Deferred


def sitemap_context(context: Mapping[str, Any], catalog: Catalog) -> Mapping[str, Any]:
    """What the template of the sitemap gets: pages to be found, and when papers were added."""
    days = newest_additions(catalog)
    pages = {file.src_uri for file in context["pages"]}
    hidden = PAGES_NOT_IN_SITEMAP | {path for path in pages if path.startswith(PAGES_OF_PROBLEMS)}
    files = theme_compat.sitemap_files(context["pages"], days, hidden)
    return {**context, "pages": files}


@dataclass(frozen=True, kw_only=True, slots=True)
class PageHeads:
    """The metadata of all pages by their paths, as HTML.

    Attributes:
        citations: the citation meta tags and JSON-LD of each paper's page.
        feeds: the title and URLs of each page's own feed.
        twins: the URL of each page's Markdown twin.
        gallery: the social cards; None without cards.
        site: the site.
    """

    citations: Mapping[str, Deferred[Markup]]
    feeds: Mapping[str, Mapping[str, str]]
    twins: Mapping[str, str]
    gallery: Gallery | None
    site: Site

    def inputs(self, path: str) -> tuple[object, ...]:
        """What decides all that the head of a page has besides what is in its file."""
        citations = self.citations.get(path)
        card = cards.head_data(self.gallery, path, self.site)
        head = citations and (citations.key or citations.make())
        return head, self.feeds.get(path), self.twins.get(path), card

    def revised(self, path: str, head: Markup) -> "PageHeads":
        """The same, but for the metadata of one paper's page."""
        made: Deferred[Markup] = Deferred(lambda: head, "")
        return replace(self, citations={**self.citations, path: made})

    def set_on(self, page: Any) -> None:
        """Hand the metadata of a page to the theme's templates.

        Front matter may not contain any of it, because templates print it as HTML.
        """
        for name in ("head", "feed", "twin", "card"):
            page.meta.pop(name, None)
        path = page.file.src_uri
        citations, feed = self.citations.get(path), self.feeds.get(path)
        if citations:
            page.meta["head"] = citations.make()
            theme_compat.hide_sidebars(page.meta)
            page.edit_url = None  # a paper's page has its own edit link
        if feed:
            page.meta["feed"] = feed
        if twin := self.twins.get(path):
            page.meta["twin"] = twin
        page.meta["card"] = cards.head_data(self.gallery, path, self.site)
        page.meta["outside"] = bool(page.file.generated_by) and page.file.inclusion.is_not_in_nav()


def page_heads(catalog: Catalog, site: Site, words: Words, gallery: Gallery | None) -> PageHeads:
    """The metadata of the pages of a list."""
    return PageHeads(
        citations=citation_meta_tags(catalog, site),
        feeds=head_links(catalog, site, words),
        twins=twin_urls(catalog, site),
        gallery=gallery,
        site=site,
    )
