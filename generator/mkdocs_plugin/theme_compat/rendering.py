"""How MkDocs renders a page: what it sets, so that another renderer can set the same.

MkDocs 1.6 reads `_title_from_render`, `present_anchor_ids` and `links_to_anchors` of a page later.
`rendered_state` has all of it, so that two renderers can be compared; each build does so.
"""

import logging
from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import PluginCollection
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc
from mkdocs.utils.meta import get_data

_LATER_EVENTS = ("page_content", "env", "pre_template", "template_context", "post_template",
                 "page_context", "post_page", "post_build")  # fmt: skip
Renderer = Callable[[Page, MkDocsConfig, Files], None]
RenderedState = tuple[object, ...]
_MISSING = object()
_log = logging.getLogger("mkdocs.structure.pages")


def intercept_render(page: Page, render: Renderer) -> bool:
    """Let a function render a page, once, instead of MkDocs; False if another function does."""
    if type(page).render is not Page.render or "render" in vars(page):
        return False

    def render_once(config: MkDocsConfig, files: Files) -> None:
        del vars(page)["render"]
        render(page, config, files)

    page.render = render_once  # type: ignore[method-assign] # on this page only
    return True


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """What rendering a page's Markdown sets.

    Attributes:
        html: its content.
        headings: the nested tokens of its table of contents.
        title: the text of its heading, if that is its first element.
        anchors: the ids that links can lead to.
        links: the links to ids of other pages, by file and id.
    """

    html: str
    headings: Sequence[Mapping[str, Any]]
    title: str | None
    anchors: set[str]
    links: dict[File, dict[str, str]]


def set_rendered(page: Page, rendered: Rendered) -> None:
    """Set on a page what rendering it sets."""
    page.content = rendered.html
    page.toc = get_toc(rendered.headings)  # type: ignore[arg-type] # plain mappings are enough
    page._title_from_render = rendered.title  # noqa: SLF001
    page.present_anchor_ids = rendered.anchors
    if notes_anchor_links():
        page.links_to_anchors = rendered.links


def notes_anchor_links() -> bool:
    """Whether MkDocs notes the links of pages to ids of others: not with `--verbose`."""
    return _log.getEffectiveLevel() > logging.DEBUG


def rendering_inputs(config: MkDocsConfig, files: Files) -> Hashable:
    """What rendering depends on besides a page, as far as extensions read no files."""
    places = tuple(sorted((file.src_uri, file.dest_uri, file.inclusion.value) for file in files))
    settings = (config.docs_dir, config.use_directory_urls, config.validation,
                config.markdown_extensions, config.mdx_configs)  # fmt: skip
    return places, repr(settings)


def may_forget_markdown(plugins: PluginCollection, own: object) -> bool:
    """Whether no one reads the Markdown of a page after it has been rendered.

    The theme and its plugins do not; any other plugin or hook could.
    """
    owners = (
        getattr(handler, "__self__", None)
        for event in _LATER_EVENTS
        for handler in plugins.events[event]
    )
    return all(
        owner is own or type(owner).__module__.startswith("material.plugins.") for owner in owners
    )


def forget_markdown(page: Page) -> None:
    """Free the memory of a page's Markdown, and of its file's text."""
    page.markdown = ""
    page.file.content_string = ""


def markdown_of(file: File) -> str:
    """The Markdown in a file, without its front matter, as MkDocs reads it."""
    markdown: str = get_data(file.content_string)[0]
    return markdown


def scratch_page(file: File, markdown: str, config: MkDocsConfig) -> Page:
    """A page like that of a file, to try something on it; the site does not have it."""
    page = Page(None, copy(file), config)
    page.markdown = markdown
    return page


def rendered_state(page: Page) -> RenderedState:
    """What rendering has set on a page, to be compared; without a page's links to itself."""
    links = {
        file.src_uri: targets
        for file, targets in (page.links_to_anchors or {}).items()
        if file.src_uri != page.file.src_uri
    }
    toc = tuple(map(_toc_state, page.toc))
    title = vars(page).get("_title_from_render", _MISSING)
    return page.content, toc, title, page.present_anchor_ids, links


def _toc_state(item: AnchorLink) -> tuple[object, ...]:
    children = tuple(map(_toc_state, item.children))
    return item.title, item.id, item.level, getattr(item, "active", None), children


@dataclass(frozen=True, kw_only=True, slots=True)
class PageState:
    """All that rendering sets on a page; `links` has the anchors by the path of a file."""

    content: str
    toc: TableOfContents
    title: str | None
    anchors: frozenset[str]
    links: Mapping[str, Mapping[str, str]] | None


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
