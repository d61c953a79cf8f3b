"""Pages that a preview does not render again, because nothing that they depend on has changed."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any
from weakref import ReferenceType, ref

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from generator.mkdocs_plugin import theme_compat

# Extensions whose result depends on a page's Markdown and their own settings alone. Others, such as
# `pymdownx.snippets`, read files.
_PURE_EXTENSIONS = frozenset((
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code",
    "footnotes", "legacy_attrs", "legacy_em", "md_in_html", "nl2br", "sane_lists", "smarty",
    "tables", "toc", "wikilinks", "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret",
    "pymdownx.critic", "pymdownx.details", "pymdownx.extra", "pymdownx.highlight",
    "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark",
    "pymdownx.smartsymbols", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist",
    "pymdownx.tilde",
))  # fmt: skip
_MAX_PAGES = 2_000  # the HTML of more pages would take more memory than it is worth
_TRUSTED_PACKAGES = frozenset(("material", "pymdownx"))  # of functions in extensions' settings


class RenderedPages:
    """What rendering has given for each page, while the site's files and settings stay the same.

    A page whose rendering logs anything, such as a broken link, is rendered again each time.
    """

    def __init__(self) -> None:
        self._inputs: object = None
        self._files: ReferenceType[Files] | None = None  # of the current build
        self._is_pure = False
        self._states: dict[str, tuple[str, theme_compat.PageState]] = {}

    def take_over(self, page: Page) -> None:
        """Render a page, or set what rendering gave before."""
        theme_compat.intercept_render(page, self._render)

    def _render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        if self._files is None or self._files() is not files:
            self._start_build(config, files)
        path, markdown = page.file.src_uri, page.markdown or ""
        kept, state = self._states.get(path, ("", None))
        if state and kept == markdown and theme_compat.restore_page(page, state, files):
            return
        self._states.pop(path, None)
        logger, counter = logging.getLogger("mkdocs"), theme_compat.RecordCounter()
        logger.addHandler(counter)
        try:
            page.render(config, files)
        finally:
            logger.removeHandler(counter)
        if self._is_pure and not counter.count and len(self._states) < _MAX_PAGES:
            self._states[path] = markdown, theme_compat.page_state(page)

    def _start_build(self, config: MkDocsConfig, files: Files) -> None:
        """Forget everything if links or settings may give other HTML."""
        self._files = ref(files)
        self._is_pure = is_pure(config.markdown_extensions, config.mdx_configs)
        inputs = theme_compat.rendering_inputs(config, files)
        if inputs != self._inputs:
            self._inputs = inputs
            self._states.clear()


def is_pure(extensions: Iterable[object], settings: Mapping[str, Any]) -> bool:
    """Whether Markdown extensions give the same HTML for the same Markdown, whatever else changed.

    Args:
        extensions: Their names, or objects of extensions.
        settings: The settings of each extension.
    """
    known = (
        isinstance(name, str) and name.removeprefix("markdown.extensions.") in _PURE_EXTENSIONS
        for name in extensions
    )
    return all(known) and _has_only_known_values(settings)


def _has_only_known_values(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(map(_has_only_known_values, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_has_only_known_values, value))
    if callable(value):
        return getattr(value, "__module__", "").partition(".")[0] in _TRUSTED_PACKAGES
    return value is None or isinstance(value, str | int | float)
