"""The MkDocs plugin: hooks of a few lines over functions that know nothing of MkDocs."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from markupsafe import escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from generator import project
from generator.checks import report
from generator.mkdocs_plugin import csp, livereload, rebuild_log, theme_compat
from generator.model import Catalog
from generator.model import Page as ListPage
from generator.model.errors import ReadingListError, Refused
from generator.site import resources, search, social_cards
from generator.site.i18n import Words
from generator.site.output import markdown
from generator.site.pages import SCRIPT, STYLESHEET, address, heads
from generator.site.settings import OPTIONS
from generator.site.social_cards import colors
from generator.site.social_cards.gallery import Gallery
from generator.store import Loaded
from generator.store.files import find_symlink, is_outside
from generator.text.english import plural

_SEARCH_NOT_STARTED = (
    "no paper can be found with the search: no page starts it. A template of your own replaces the "
    "block `config` or `scripts` of the theme: print `{{ super() }}` in it, or remove the template"
)
_CSP_WARNING = (
    "%s: the site's content security policy blocks %s; do without it, or allow it in mkdocs.yml "
    "among the options of reading-list: `content_security_policy: %s`"
)
log = logging.getLogger("mkdocs.plugins.reading-list")


def _refuse_outward_links(files: Files, found: project.Project, config: MkDocsConfig) -> None:
    """Raise PluginError where a file of `docs/` is a link that leads out of the project.

    MkDocs would publish what it leads to.
    """
    for file in files:
        if file.src_dir != config.docs_dir or not file.abs_src_path:
            continue
        if is_outside(Path(file.abs_src_path), found.root, found.docs):
            raise PluginError(f"{file.src_path} is a link that leads out of the project: put the "
                              "file itself there")  # fmt: skip


def _end_if_busy(host: Any, port: int) -> None:
    if problem := livereload.port_problem(str(host), port):
        log.error(problem)
        raise SystemExit(1)  # MkDocs would add lines of its own to an error


class Options(Config):
    """What `plugins: - reading-list:` accepts in mkdocs.yml; all paths relative to that file."""

    papers = config_options.Type(str, default=OPTIONS["papers"])
    topics = config_options.Type(str, default=OPTIONS["topics"])
    templates = config_options.Type(str, default=OPTIONS["templates"])
    home = config_options.Type(str, default=OPTIONS["home"])
    content_security_policy = config_options.Type(str, default=OPTIONS[csp.OPTION])
    language = config_options.Type(str, default=OPTIONS["language"])
    social_cards = config_options.Type(bool, default=OPTIONS["social_cards"] == "true")


class ReadingListPlugin(BasePlugin[Options]):
    """Adds the pages of the list to a MkDocs build."""

    project: project.Project
    made: dict[str, str]  # pages of the list, and where each is edited
    heads: Mapping[str, str]  # what the heads of papers' pages say to machines
    policy: csp.Directives | None
    preview = False
    starting = False  # whether this is a preview that has not yet built anything
    previous: Loaded | None = None  # in a preview, what the build before loaded
    blocked: set[tuple[str, ...]] = set()  # noqa: RUF012 - `on_files` replaces both
    blocked_before: set[tuple[str, ...]] = set()  # noqa: RUF012
    pages: Sequence[ListPage] = ()
    mark: str
    loaded: Loaded
    words: Words
    urls: dict[str, str]  # addresses of the list's pages below the site's root, by path
    gallery: Gallery | None
    searches = False  # whether any page starts our search
    search_problem = ""  # in a preview, why the search finds no papers

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], **_: Any) -> None:
        """Note whether this is a preview: its server adds an inline script after all hooks."""
        self.preview = self.starting = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the list beside the configuration file; add the stylesheet and theme overrides."""
        if not theme_compat.is_supported(config.theme):
            raise PluginError("the pages need the theme material: write `theme: material`")
        if self.starting:
            _end_if_busy(*config.dev_addr)
        self.starting = False  # when it builds again, the port is taken by this preview
        root = Path(config.config_file_path).resolve().parent
        if link := find_symlink(Path(config.site_dir), Path(config.config_file_path).parent):
            raise PluginError(f"site_dir: {link} is a symbolic link, and a build empties the "
                              "folder: remove the link")  # fmt: skip
        try:
            self.project = project.from_settings(root, config, dict(self.config))
            self.policy = csp.directives(self.config.content_security_policy)
            self.words = project.read_words(self.project)
        except ReadingListError as error:
            raise PluginError(str(error)) from error
        config.extra_css.insert(0, STYLESHEET)  # so that the list's own rules win
        config.extra_javascript.insert(0, SCRIPT)
        overrides = resources.OWN_TEMPLATES / "theme"
        theme_compat.add_theme_overrides(config.theme, overrides, self.project.language)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page as a virtual file; findings become warnings, which --strict refuses."""
        _refuse_outward_links(files, self.project, config)
        loaded = self._load()
        pages = self._pages(loaded)
        self._log_changes(loaded, strict=config.strict)
        self.blocked_before, self.blocked = set() if config.strict else self.blocked, set()
        if home := files.get_file_from_path(
            self.project.home.relative_to(config.docs_dir).as_posix()
        ):
            files.remove(home)
        self.loaded, self.made, self.urls = loaded, {}, {}
        self.heads = heads(loaded.catalog, self.project.site)
        self.gallery = self._gallery(loaded.catalog, config)
        for page in pages:
            file = File.generated(config, page.path, content=markdown(page))
            if not page.listed:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            edit = self.project.site.edit if page.source else None
            self.made[page.path] = edit(page.source) if edit else ""
            self.urls[page.path] = file.url
            files.append(file)
        return files

    def _load(self) -> Loaded:
        """The list; in a preview its folder may be missing while another branch is checked out."""
        try:
            loaded = project.load(self.project)
            if not self.preview:
                project.refuse_missing_papers(self.project)
        except Refused as error:
            raise PluginError("\n".join(map(report.line, error.findings))) from error
        except ReadingListError as error:
            raise PluginError(str(error)) from error
        if not (loaded.catalog.papers or loaded.unreadable):
            log.info(report.no_papers_yet(self.project.papers.name))
        return loaded

    def _log_changes(self, loaded: Loaded, *, strict: bool) -> None:
        """Log all findings at first; when a preview builds again, only what has changed.

        A strict preview counts warnings, so there an error is one at each build.
        """
        before = None if strict else self.previous
        for finding in rebuild_log.new_findings(before, loaded):
            write = log.warning if finding.severity == "error" else log.info
            write(report.line(finding))
        gone = rebuild_log.gone_findings(self.previous, loaded)
        for line in (*gone, *rebuild_log.changed_files(self.previous, loaded)):
            log.info("%s", line)
        self.previous = loaded if self.preview else None

    def _gallery(self, catalog: Catalog, config: MkDocsConfig) -> Gallery | None:
        """The cards; a preview is shown to nobody, and without full addresses nobody finds them."""
        if self.preview or not (self.config.social_cards and self.project.site.url):
            return None
        primary = colors.primary(config.theme.get("palette"))
        try:
            return Gallery(
                self.project.root,
                self.project.templates,
                social_cards.cards(catalog, self.project.site, self.words, primary),
            )
        except ReadingListError as error:
            raise PluginError(str(error)) from error

    def _pages(self, loaded: Loaded) -> Sequence[ListPage]:
        """All pages; a preview stays with the last good ones while a template is broken."""
        try:
            self.pages = list(project.site_pages(self.project, loaded))
            self.words = project.read_words(self.project)
        except ReadingListError as error:
            if not (self.preview and self.pages):
                raise PluginError(str(error)) from error
            log.error(error)  # noqa: TRY400 - people want the message
        return self.pages

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Make the head's texts HTML, as the theme prints them raw; let "edit" open the data."""
        theme_compat.escape_head_texts(page.meta)
        if address := self.made.get(page.file.src_uri):
            page.edit_url = address
        page.meta.pop("head", None)  # nobody's front matter is HTML
        if head := self.heads.get(page.file.src_uri):
            page.meta["head"] = head
            theme_compat.hide_sidebars(page.meta)
            page.edit_url = None  # a paper's page has links of its own
        page.meta["card"] = self._card(page.file.src_uri)
        if page.file.src_uri in self.made:  # found by what the list says, not by its page's words
            theme_compat.exclude_from_theme_search(page.meta)
        return markdown

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Slim the content of the list's own pages."""
        return theme_compat.slim_list_content(html) if page.file.src_uri in self.made else html

    def _card(self, path: str) -> Mapping[str, object] | None:
        """What a page's head says of its card, as HTML."""
        card = self.gallery.card(path) if self.gallery else None
        if card is None:
            return None
        return {
            "url": escape(address(card.path, self.project.site)),
            "alt": escape(card.alt),
            "width": social_cards.WIDTH,
            "height": social_cards.HEIGHT,
        }

    def on_env(self, env: Any, *, config: MkDocsConfig, **_: Any) -> None:
        """Give the theme its words; patch its templates and say where that is no longer possible.

        Raises:
            PluginError: papers could not be found with the search, and this is no preview.
        """
        env.globals["words"] = self.words
        self._report_theme_changes(theme_compat.find_theme_changes(env, config))
        self.mark = theme_compat.patch_environment(env)
        theme_compat.replace_worker_shim(config.extra)

    def _report_theme_changes(self, changes: Sequence[theme_compat.ThemeChange]) -> None:
        self.search_problem, self.searches = "", False
        for change in changes:
            if change.breaks_search:
                self._report_search_problem(str(change))
            else:
                log.warning(change)

    def _report_search_problem(self, problem: str) -> None:
        """Stop the build; in a preview log the problem, and show it on pages from now on."""
        if not self.preview:
            raise PluginError(problem)
        log.error(problem)
        self.search_problem = problem

    @event_priority(-100)  # after other plugins: what they changed is what the browser hashes
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Finish a page, and name what the policy blocks of what people wrote."""
        path, content = page.file.src_uri, page.content or ""
        if path in self.made and path != "index.md":
            content = ""  # nobody wrote it by hand
        self._warn_csp_violations(content, path)
        html = self._finish(output, "" if path in self.made else content)
        return self._with_search_warning(html, config) if self.preview else html

    @event_priority(-100)
    def on_post_template(self, output: str, *, template_name: str, **_: Any) -> str:
        """Do the same with a page without a source, such as 404.html."""
        if not template_name.endswith(".html"):
            return output
        self._warn_csp_violations(output, "every page")
        return self._finish(output)

    def _finish(self, html: str, content: str = "") -> str:
        """A page as it is written: patched, with its policy; its own content stays as it is."""
        self.searches = self.searches or theme_compat.starts_search(html)
        html = theme_compat.patch_theme_html(html, self.mark, content)
        return csp.protected(html, self.mark, None if self.preview else self.policy)

    def _with_search_warning(self, html: str, config: MkDocsConfig) -> str:
        """A page of a preview that says so if the search finds no papers from there."""
        if theme_compat.starts_search(html) and not self.search_problem:
            return html
        if theme_compat.find_search_plugin(config.plugins) is None and not self.search_problem:
            return html
        return theme_compat.with_warning(html, self.search_problem or _SEARCH_NOT_STARTED)

    def _warn_csp_violations(self, html: str, where: str) -> None:
        if self.policy:
            for found in csp.blocked(html, self.policy, self.project.site.url, self.mark):
                self.blocked.add((where, *found))
                if (where, *found) not in self.blocked_before:
                    log.warning(_CSP_WARNING, where, *found)

    @event_priority(50)  # before the search plugin writes its index
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the cards, and our index in place of the search plugin's with what it has read.

        Raises:
            PluginError: the list has errors, and `--quiet` kept `--strict` from counting them;
                or no page starts the search.
        """
        count = sum(finding.severity == "error" for finding in self.loaded.findings)
        if config.strict and count and not log.isEnabledFor(logging.WARNING) and not self.preview:
            raise PluginError(f"{plural(count, 'error')} in the list: see `reading-list check`")
        for path, picture in self.gallery.pictures() if self.gallery else ():
            write_file(picture, str(Path(config.site_dir, path)))
        theirs = theme_compat.find_search_plugin(config.plugins)
        if theirs is None:
            return
        if not self.searches:
            if not self.search_problem:
                self._report_search_problem(_SEARCH_NOT_STARTED)
            return
        records = (
            *search.of_catalog(self.loaded.catalog, self.urls, self.words),
            *search.of_entries(theme_compat.take_search_entries(theirs)),
        )
        try:
            pages = list(search.pages(records, project.read_templates(self.project), self.words))
        except ReadingListError as error:
            if not self.preview:
                raise PluginError(str(error)) from error
            log.error(error)  # noqa: TRY400 - people want the message
            return
        for page in pages:
            write_file(page.text.encode(), str(Path(config.site_dir, page.path)))

    def on_serve(self, server: LiveReloadServer, /, **_: Any) -> LiveReloadServer:
        """Rebuild the preview when data or templates change."""
        _end_if_busy(*server.server_address[:2])  # taken during the first build, or `serve --clean`
        livereload.watch(server, self.project.root, self.project.watched)
        return server
