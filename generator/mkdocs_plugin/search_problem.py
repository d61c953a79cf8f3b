"""Why the search of a site would find no papers: a build ends, a preview says it on its pages."""

import logging
from collections.abc import Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from generator.mkdocs_plugin import theme_compat

_NOT_STARTED = (
    "no paper can be found with the search: no page starts it. A template of your own replaces the "
    "block `config` or `scripts` of the theme. Print `{{ super() }}` in it, or remove the template"
)
log = logging.getLogger("mkdocs.plugins.reading-list")


class SearchProblem:
    """What is wrong with the search in one build.

    Attributes:
        text: the problem; empty without one.
    """

    def __init__(self, *, is_preview: bool) -> None:
        self._is_preview = is_preview
        self._any_page_searches = False
        self.text = ""

    def report_changes(self, changes: Sequence[theme_compat.ThemeChange]) -> None:
        """Report what has changed in the theme.

        Raises:
            PluginError: The search would find no papers, and this is not a preview.
        """
        for change in changes:
            if change.breaks_search:
                self._report(str(change))
            else:
                log.warning(change)

    def note_page(self, html: str) -> None:
        """Note whether a page starts the search."""
        self._any_page_searches = self._any_page_searches or theme_compat.starts_search(html)

    def is_started(self) -> bool:
        """Whether any page starts the search; if not, report that.

        Raises:
            PluginError: None does, and this is not a preview.
        """
        if not (self._any_page_searches or self.text):
            self._report(_NOT_STARTED)
        return self._any_page_searches

    def with_warning(self, html: str, config: MkDocsConfig) -> str:
        """A page of a preview, with a warning if the search finds no papers from there."""
        if theme_compat.starts_search(html) and not self.text:
            return html
        if theme_compat.find_search_plugin(config.plugins) is None and not self.text:
            return html
        return theme_compat.add_warning(html, self.text or _NOT_STARTED)

    def _report(self, problem: str) -> None:
        """Stop the build; in a preview log the problem, and show it on all pages from now on."""
        if not self._is_preview:
            raise PluginError(problem)
        log.error(problem)
        self.text = problem
