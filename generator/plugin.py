"""The MkDocs plugin: hooks of a few lines over functions that know nothing of MkDocs."""

import logging
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from generator import project, reports
from generator.errors import ReadingListError
from generator.model import Page as ListPage
from generator.site import STYLESHEET
from generator.store import Loaded
from generator.writer import markdown

# Attributes of the theme's elements that HTML does not allow there. Captured text never holds such
# a string: its quotes are entities.
_MENDED = (
    (' id="__drawer" autocomplete="off"', ' id="__drawer"'),
    (' id="__search" autocomplete="off"', ' id="__search"'),
    (' autocorrect="off"', ""),
    (' tabindex=""', ' tabindex="0"'),
)
log = logging.getLogger("mkdocs.plugins.reading-list")


def mended(html: str) -> str:
    """A page without what the HTML checker finds in the theme's own templates."""
    for wrong, right in _MENDED:
        html = html.replace(wrong, right)
    return html if ' id="__toc"' in html else html.replace(' for="__toc"', "")


class Options(Config):
    """What `plugins: - reading-list:` accepts in mkdocs.yml; all paths relative to that file."""

    papers = config_options.Type(str, default=project.OPTIONS["papers"])
    topics = config_options.Type(str, default=project.OPTIONS["topics"])
    templates = config_options.Type(str, default=project.OPTIONS["templates"])
    home = config_options.Type(str, default=project.OPTIONS["home"])


class ReadingListPlugin(BasePlugin[Options]):
    """Adds the pages of the list to a MkDocs build."""

    project: project.Project
    edit_uris: dict[str, str]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the list beside the configuration file; add the stylesheet and theme overrides."""
        root = Path(config.config_file_path).resolve().parent
        self.project = project.from_settings(root, config, dict(self.config))
        config.extra_css.insert(0, STYLESHEET)  # so that the list's own rules win
        own = 1 if config.theme.custom_dir else 0  # likewise its own theme overrides
        config.theme.dirs.insert(own, str(project.OWN_TEMPLATES / "theme"))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page as a virtual file; findings become warnings, which --strict refuses."""
        loaded = project.load(self.project)
        pages = self._pages(loaded)
        for finding in loaded.findings:
            report = log.warning if finding.severity == "error" else log.info
            report(reports.line(finding))
        if home := files.get_file_from_path(
            self.project.home.relative_to(config.docs_dir).as_posix()
        ):
            files.remove(home)
        self.edit_uris = {}
        for page in pages:
            file = File.generated(config, page.path, content=markdown(page))
            if not page.listed:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            if page.source and self.project.site.edit:
                self.edit_uris[page.path] = self.project.site.edit(page.source)
            files.append(file)
        return files

    def _pages(self, loaded: Loaded) -> list[ListPage]:
        try:
            return list(project.site_pages(self.project, loaded))
        except ReadingListError as error:
            raise PluginError(str(error)) from error

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Make the head's texts HTML, as the theme prints them raw; let "edit" open the data."""
        for name in ("title", "description"):
            if name in page.meta:
                page.meta[name] = str(escape(page.meta[name]))
        if address := self.edit_uris.get(page.file.src_uri):
            page.edit_url = address
        return markdown

    def on_post_page(self, output: str, **_: Any) -> str:
        """Mend the HTML of a page."""
        return mended(output)

    def on_post_template(self, output: str, *, template_name: str, **_: Any) -> str:
        """Mend the HTML of a page without a source, such as 404.html."""
        return mended(output) if template_name.endswith(".html") else output

    def on_serve(self, server: LiveReloadServer, /, **_: Any) -> LiveReloadServer:
        """Rebuild the preview when data or templates change."""
        for path in self.project.watched:
            server.watch(str(path))
        return server
