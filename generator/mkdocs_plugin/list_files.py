"""The list's pages as files of a MkDocs build."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from generator.mkdocs_plugin import theme_compat
from generator.mkdocs_plugin.fast_build.digests import digest
from generator.model import Page
from generator.site.output import file_text
from generator.site.pages import STYLESHEET


@dataclass(frozen=True, kw_only=True, slots=True)
class ListFiles:
    """The files of a list, and what is known of each by the path of its page.

    Attributes:
        files: The files, for MkDocs.
        urls: Their URLs, relative to the site's root.
        edit_urls: Where they are edited; empty if not editable.
        digests: Digests of those that are not in the navigation.
    """

    files: list[File] = field(default_factory=list)
    urls: dict[str, str] = field(default_factory=dict)
    edit_urls: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)


def list_files(
    pages: Iterable[Page], config: MkDocsConfig, edit_url: Callable[[str], str] | None,
    icons: theme_compat.ThemeIcons,
) -> ListFiles:  # fmt: skip
    """The files of pages and the theme; each page is dropped as soon as its file is made.

    Args:
        pages: The pages of the list.
        config: The settings of the build.
        edit_url: The URL where a file of the list is edited; None without a repository.
        icons: What the style sheet draws for the theme.
    """
    made = ListFiles()
    for page in pages:
        text = file_text(page).encode()  # smaller than characters
        if page.path == STYLESHEET:
            text += icons.css.encode()
        file = theme_compat.generated_file(config, page.path, text)
        if not page.listed:
            file.inclusion = InclusionLevel.NOT_IN_NAV
            made.digests[page.path] = digest(text)
        made.edit_urls[page.path] = edit_url(page.source) if edit_url and page.source else ""
        made.urls[page.path] = file.url
        made.files.append(file)
    if script := theme_compat.early_script(config.theme):
        file = theme_compat.generated_file(config, theme_compat.EARLY_SCRIPT, script.encode())
        made.files.append(file)
    return made
