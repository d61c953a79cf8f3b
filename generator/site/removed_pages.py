"""Pages at the addresses of removed papers, which show the reason; neither search lists them."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import Exclusion, Page
from generator.site.page_urls import html_file, relative_url
from generator.site.template_renderer import Renderer
from generator.site.views.all_pages import Views
from generator.site.views.paper_list import LIST_PAGE
from generator.site.views.types import Site
from generator.text.sanitize import to_text
from generator.text.slugs import is_id


@dataclass(frozen=True, kw_only=True, slots=True)
class RemovedView:
    """A paper that was removed: its title, if known, why, and where all papers are."""

    title: str
    reason: str
    list_url: str


def removed_pages(views: Views, render: Renderer, site: Site) -> Iterator[Page]:
    """A page at each address that a removed paper had, unless another paper has it."""
    papers = views.catalog.papers
    taken = {*views.catalog.by_id, *(alias for paper in papers for alias in paper.aliases)}
    for exclusion in views.catalog.excluded:
        for alias in filter(is_id, exclusion.aliases):
            if alias not in taken:
                taken.add(alias)
                page = f"papers/{alias}.md"
                text = render("removed.html.j2", _removed_view(exclusion, page, site), "")
                path = html_file(page, directory_urls=site.directory_urls)
                yield Page(path=path, text=text)


def _removed_view(exclusion: Exclusion, page: str, site: Site) -> RemovedView:
    list_url = relative_url(LIST_PAGE, page, directory_urls=site.directory_urls)
    return RemovedView(title=to_text(exclusion.title), reason=exclusion.reason, list_url=list_url)
