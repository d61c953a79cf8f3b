"""Social cards of a build, and what a page's head says of its card."""

from collections.abc import Mapping

from markupsafe import escape
from mkdocs.exceptions import PluginError

from generator.model import Catalog
from generator.model.errors import ReadingListError
from generator.project import Project
from generator.site import social_cards
from generator.site.i18n import Words
from generator.site.page_urls import page_url
from generator.site.social_cards.gallery import Gallery
from generator.site.views.types import Site


def open_gallery(project: Project, catalog: Catalog, words: Words) -> Gallery | None:
    """The social cards of a list, on the colour of its pages; None without a URL to refer to them.

    Raises:
        PluginError: A font cannot be read.
    """
    if not project.site.url:
        return None
    made = social_cards.make_cards(catalog, project.site, words, project.look.ground)
    try:
        return Gallery(project.root, project.templates, made)
    except ReadingListError as error:
        raise PluginError(str(error)) from error


def head_data(gallery: Gallery | None, path: str, site: Site) -> Mapping[str, object] | None:
    """The data of a page's social card for its head, as HTML; None without a card."""
    card = gallery.card(path) if gallery else None
    if card is None:
        return None
    return {
        "url": escape(page_url(card.path, site)),
        "alt": escape(card.alt),
        "width": social_cards.WIDTH,
        "height": social_cards.HEIGHT,
    }
