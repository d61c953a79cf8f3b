"""The list's pages as files of a MkDocs build."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from generator.mkdocs_plugin import theme_compat
from generator.mkdocs_plugin.fast_build.digests import digest
from generator.mkdocs_plugin.fast_build.last_build import LastFiles
from generator.mkdocs_plugin.page_heads import PageHeads
from generator.model import DeferredPage, Page
from generator.site.output import file_content, file_key
from generator.site.page_urls import built_twin
from generator.site.pages import STYLESHEET
from generator.text.memo import is_keeping

MAX_PAGES_IN_MEMORY = 500  # further ones are in a temporary file until MkDocs reads them


@dataclass(frozen=True, kw_only=True, slots=True)
class ListFiles:
    """The files of a list, and what is known of each by the path of its page.

    Attributes:
        files: The files, for MkDocs.
        urls: Their URLs, relative to the site's root.
        edit_urls: Where they are edited; empty if not editable.
        unlisted: The paths of those that are not in the navigation.
        keys: Digests of all that decides the content of each, or of the content.
        digests: Digests of the content of each that is not a page.
    """

    files: list[File] = field(default_factory=list)
    urls: dict[str, str] = field(default_factory=dict)
    edit_urls: dict[str, str] = field(default_factory=dict)
    unlisted: list[str] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def known(self) -> LastFiles:
        """What the next build needs to know of them."""
        return LastFiles(keys=self.keys, digests=self.digests)

    def page_inputs(self, heads: PageHeads) -> Mapping[str, object]:
        """What pages outside of the navigation are made from, by path."""
        return {
            path: (self.keys[path], self.urls[path], self.edit_urls[path], *heads.inputs(path))
            for path in self.unlisted
        }


def list_files(
    pages: Iterable[Page], config: MkDocsConfig, edit_url: Callable[[str], str] | None,
    icons: theme_compat.ThemeIcons, last: LastFiles,
) -> ListFiles:  # fmt: skip
    """The files of pages and the theme; each page is dropped as soon as its file is made.

    Args:
        pages: The pages of the list.
        config: The settings of the build.
        edit_url: The URL where a file of the list is edited; None without a repository.
        icons: What the style sheet draws for the theme.
        last: What is known of the files of the last build. The content of one that has not changed
            is made when it is needed, if ever.
    """
    made = ListFiles()
    for page in pages:
        file = _file(page, config, icons, last, made)
        file.dest_uri = built_twin(file.dest_uri)
        if not page.listed:
            file.inclusion = InclusionLevel.NOT_IN_NAV
            made.unlisted.append(page.path)
        made.edit_urls[page.path] = edit_url(page.source) if edit_url and page.source else ""
        made.urls[page.path] = file.url
        made.files.append(file)
    return made


def _file(
    page: Page, config: MkDocsConfig, icons: theme_compat.ThemeIcons, last: LastFiles,
    made: ListFiles,
) -> File:  # fmt: skip
    path, key = page.path, file_key(page)

    def content() -> bytes:
        text = file_content(page)  # smaller than characters
        return text + icons.css.encode() if path == STYLESHEET else text

    is_page = path.endswith(".md")
    if key and last.keys.get(path) == key and (is_page or path in last.digests):
        made.keys[path] = key
        if not is_page:
            made.digests[path] = last.digests[path]
        return theme_compat.deferred_file(config, path, content)
    text = content()
    found = digest(text)
    made.keys[path] = key or found
    if not is_page:
        made.digests[path] = found
        is_same = last.digests.get(path) == found
        # What makes a text holds much; a preview keeps that anyway.
        if isinstance(page, DeferredPage) and (is_same or is_keeping()):
            return theme_compat.deferred_file(config, path, content)
    is_one_of_few = is_page and len(made.files) < MAX_PAGES_IN_MEMORY
    is_spooled = not (is_one_of_few or is_keeping())  # in a preview somebody waits
    return theme_compat.generated_file(config, path, text, is_spooled=is_spooled)
