"""What MkDocs sets on a page when it renders its Markdown, to be set again later."""

import logging
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

Render = Callable[[Page, MkDocsConfig, Files], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class PageState:
    """All that rendering sets on a page; `links` has the anchors by the path of a file."""

    content: str
    toc: TableOfContents
    title: str | None
    anchors: frozenset[str]
    links: Mapping[str, Mapping[str, str]] | None


def intercept_render(page: Page, render: Render) -> bool:
    """Let a function render a page instead of MkDocs; False if another plugin does already."""
    if type(page).render is not Page.render or "render" in vars(page):
        return False

    def render_once(config: MkDocsConfig, files: Files) -> None:
        del vars(page)["render"]
        render(page, config, files)

    page.render = render_once  # type: ignore[method-assign] # on this page only
    return True


def page_state(page: Page) -> PageState:
    """What rendering has set on a page."""
    links = page.links_to_anchors
    return PageState(
        content=page.content or "",
        toc=deepcopy(page.toc),
        title=page._title_from_render,  # noqa: SLF001 - MkDocs has no other way
        anchors=frozenset(page.present_anchor_ids or ()),
        links=None if links is None else {f.src_uri: dict(found) for f, found in links.items()},
    )


def restore_page(page: Page, state: PageState, files: Files) -> bool:
    """Set on a page what rendering would set; False if a file that it links to is gone."""
    links = {}
    for path, found in (state.links or {}).items():
        if (file := files.get_file_from_path(path)) is None:
            return False
        links[file] = dict(found)
    page.content = state.content
    page.toc = deepcopy(state.toc)
    page._title_from_render = state.title  # noqa: SLF001
    page.present_anchor_ids = set(state.anchors)
    page.links_to_anchors = None if state.links is None else links
    return True


class RecordCounter(logging.Handler):
    """Counts what MkDocs logs."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count a record."""
        self.count += 1
