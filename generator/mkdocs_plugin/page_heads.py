"""What the heads of the list's pages say to other programs, set on the pages of a build."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.mkdocs_plugin import cards, theme_compat
from generator.site.social_cards.gallery import Gallery
from generator.site.views.types import Site


@dataclass(frozen=True, kw_only=True, slots=True)
class PageHeads:
    """The metadata of all pages by their paths, as HTML.

    Attributes:
        citations: the citation meta tags and JSON-LD of each paper's page.
        feeds: the title and URLs of each page's own feed.
        gallery: the social cards; None without cards.
        site: the site.
    """

    citations: Mapping[str, str]
    feeds: Mapping[str, Mapping[str, str]]
    gallery: Gallery | None
    site: Site

    def of(self, path: str) -> tuple[object, ...]:
        """All that the head of a page has besides what is in its file."""
        card = cards.head_data(self.gallery, path, self.site)
        return self.citations.get(path), self.feeds.get(path), card

    def set_on(self, page: Any) -> None:
        """Hand the metadata of a page to the theme's templates.

        Front matter may not contain any of it, because templates print it as HTML.
        """
        for name in ("head", "feed", "card"):
            page.meta.pop(name, None)
        head, feed, card = self.of(page.file.src_uri)
        if head:
            page.meta["head"] = head
            theme_compat.hide_sidebars(page.meta)
            page.edit_url = None  # a paper's page has its own edit link
        if feed:
            page.meta["feed"] = feed
        page.meta["card"] = card
