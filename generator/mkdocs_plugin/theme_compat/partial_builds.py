"""Builds in which MkDocs does not make all pages: those of the last build stay.

MkDocs 1.6 asks `Files.documentation_pages` with `inclusion` for the pages that it reads and makes,
and without for those that the navigation and templates such as the sitemap list.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import PluginCollection
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme
from mkdocs.utils import get_theme_dir

from generator.mkdocs_plugin.theme_compat.plugins import find_search_plugin
from generator.mkdocs_plugin.theme_compat.rendering import may_forget_markdown, notes_anchor_links
from generator.site.resources import PACKAGE_TEMPLATES
from generator.text.memo import kept

# What another plugin or hook may do to the pages or files of the list.
_PAGE_EVENTS = ("files", "pre_page", "page_read_source", "page_markdown", "page_content",
                "page_context", "post_page")  # fmt: skip
_TEMPLATES = (".html", ".xml", ".svg")
_UNPREDICTABLE = re.compile(r"\b(?:pages|build_date_utc|random|lipsum)\b")
Inclusion = Callable[[InclusionLevel], bool]


class PartialFiles(Files):
    """The files of a site, of which some need not be made.

    Attributes:
        hidden: pages that MkDocs neither reads nor makes.
        unchanged: the paths, in the site, of files that MkDocs does not write.
    """

    def __init__(self, files: Iterable[File]) -> None:
        super().__init__(files)
        self.hidden: Mapping[str, File] = {}
        self.unchanged: frozenset[str] = frozenset()

    def documentation_pages(self, **options: Inclusion) -> Sequence[File]:
        """All pages, or with `inclusion` those to be made."""
        pages = super().documentation_pages(**options)
        if not (options and self.hidden):
            return pages
        return [file for file in pages if self.hidden.get(file.src_uri) is not file]

    def copy_static_files(
        self, dirty: bool = False, *, inclusion: Inclusion = InclusionLevel.is_included  # noqa: FBT002
    ) -> None:  # fmt: skip
        """Write all other files than pages."""
        changed = (file for file in self if file.dest_uri not in self.unchanged)
        Files(changed).copy_static_files(dirty, inclusion=inclusion)


def may_keep_pages(config: MkDocsConfig, own: object) -> bool:
    """Whether nobody but this project and the theme would miss a page that is not made.

    Args:
        config: The settings.
        own: The plugin of this project.
    """
    return (
        may_forget_markdown(config.plugins, own)
        and not config.extra_templates
        and _are_untouched(config.plugins, own)
        and not any(map(_is_unpredictable, own_template_folders(config.theme)))
    )


def _are_untouched(plugins: PluginCollection, own: object) -> bool:
    known = (own, find_search_plugin(plugins))
    owners = (
        getattr(handler, "__self__", None)
        for event in _PAGE_EVENTS
        for handler in plugins.events[event]
    )
    return all(any(owner is one for one in known) for owner in owners)


def own_template_folders(theme: Theme) -> Sequence[Path]:
    """The folders of templates besides those of Material, MkDocs and this project."""
    known = (Path(get_theme_dir("material")), PACKAGE_TEMPLATES, Path(build.__file__).parents[1])
    folders = (Path(folder) for folder in theme.dirs)
    return [folder for folder in folders if not any(map(folder.is_relative_to, known))]


def _is_unpredictable(folder: Path) -> bool:
    """Whether a template of a folder may show something of other pages, the time, or chance."""
    paths = (path for path in folder.rglob("*") if path.suffix in _TEMPLATES and path.is_file())
    return any(_UNPREDICTABLE.search(path.read_text("utf-8", "replace")) for path in paths)


def list_theme_files_once(theme: Theme) -> None:
    """Let a preview not search the theme's folders anew, which have 14,000 icons."""
    get_env = theme.get_env

    def get_env_with_list() -> Environment:
        env = get_env()
        list_all = env.list_templates

        def list_templates(
            extensions: Collection[str] | None = None,
            filter_func: Callable[[str], bool] | None = None,
        ) -> list[str]:
            if filter_func is None:
                return list_all(extensions, filter_func)
            own = [str(folder) for folder in own_template_folders(theme)]
            others = tuple(folder for folder in theme.dirs if folder not in own)
            of_theme = kept(
                (list_theme_files_once, others, tuple(sorted(theme.static_templates))),
                lambda: [*filter(filter_func, FileSystemLoader(others).list_templates())],
            )
            return sorted({*of_theme, *filter(filter_func, FileSystemLoader(own).list_templates())})

        env.list_templates = list_templates  # type: ignore[method-assign] # of this one
        return env

    theme.get_env = get_env_with_list  # type: ignore[method-assign] # of this one


def page_context(
    page: Page, nav: Navigation, pages: Sequence[File], config: MkDocsConfig
) -> Mapping[str, Any]:
    """What MkDocs hands to the templates for a page.

    Args:
        page: The page.
        nav: The navigation.
        pages: The pages that MkDocs makes.
        config: The settings.
    """
    context = build.get_context(nav, pages, config, page)
    found: Mapping[str, Any] = config.plugins.on_page_context(
        context, page=page, config=config, nav=nav
    )
    return found


def populate_page(file: File, config: MkDocsConfig, files: Files) -> None:
    """Read and render the Markdown of a page."""
    assert file.page
    build._populate_page(file.page, config, files)  # noqa: SLF001 - MkDocs has no other way


def build_page(
    file: File, env: Environment, nav: Navigation, pages: Sequence[File], config: MkDocsConfig
) -> None:
    """Write a page that has been populated.

    Args:
        file: The page's file.
        env: The theme's templates.
        nav: The navigation.
        pages: The pages that MkDocs makes.
        config: The settings.
    """
    assert file.page
    build._build_page(file.page, config, pages, nav, env)  # noqa: SLF001


def set_kept(
    file: File, anchors: Sequence[str], links: Mapping[str, Mapping[str, str]] | None, files: Files
) -> None:
    """Set on a page that is not made what other pages are checked against, and its own links.

    Args:
        file: The page's file.
        anchors: The ids that links can lead to.
        links: The links to ids of other pages, by the path of a file.
        files: The files of the site.
    """
    if page := file.page:
        page.present_anchor_ids = set(anchors)
        if not notes_anchor_links():
            return
        found = ((files.src_uris.get(path), ids) for path, ids in (links or {}).items())
        page.links_to_anchors = {to: dict(ids) for to, ids in found if to}


def anchor_links(page: Page) -> Mapping[str, Mapping[str, str]] | None:
    """The links of a page to ids of other pages, by the path of a file."""
    links = page.links_to_anchors
    return None if links is None else {file.src_uri: dict(found) for file, found in links.items()}
