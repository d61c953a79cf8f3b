"""The MkDocs plugin: short hooks that call functions independent of MkDocs."""

import logging
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from generator import project
from generator.mkdocs_plugin import cards, csp, livereload, rebuild_log, theme_compat
from generator.mkdocs_plugin.changed_papers import ChangedPapersFirst, revised_pages
from generator.mkdocs_plugin.fast_build.build import FastBuild
from generator.mkdocs_plugin.fast_build.frames import FinishedHtml
from generator.mkdocs_plugin.fast_build.last_build import LastBuilds, LastFiles, StoredBuilds
from generator.mkdocs_plugin.fast_build.last_site import remove_leftovers
from generator.mkdocs_plugin.garbage import PausedCollection
from generator.mkdocs_plugin.list_files import ListFiles, list_files
from generator.mkdocs_plugin.loading import load_list, stop_keeping_results
from generator.mkdocs_plugin.options import Options
from generator.mkdocs_plugin.own_pages import add_form_address
from generator.mkdocs_plugin.page_heads import PageHeads, page_heads, sitemap_context
from generator.mkdocs_plugin.progress import BuildProgress
from generator.mkdocs_plugin.rendered_pages import RenderedPages
from generator.mkdocs_plugin.search_problem import SearchProblem
from generator.mkdocs_plugin.symlinks import refuse_outward_symlinks
from generator.model import Page as ListPage
from generator.model.errors import ReadingListError
from generator.project.output_folders import refuse_list_folder
from generator.site import resources, search
from generator.site.compiled_templates import CompiledTemplates
from generator.site.i18n import Words
from generator.site.output import file_content
from generator.site.pages import MAIN_SCRIPT, STYLESHEET, SitePages
from generator.site.social_cards.gallery import Gallery
from generator.store import Loaded
from generator.store.files import find_symlink
from generator.text import memo
from generator.text.english import plural

log = logging.getLogger("mkdocs.plugins.reading-list")


class ReadingListPlugin(BasePlugin[Options]):
    """Add the pages of the list to a MkDocs build."""

    project: project.Project
    edit_urls: dict[str, str]  # by path of each page of the list; empty if not editable
    heads: PageHeads
    policy: csp.Directives | None
    is_preview = False
    is_first_build = False  # of a preview
    previous_build: Loaded | None = None  # in a preview
    pages: Sequence[ListPage] = ()  # in a preview
    site_pages: SitePages | None = None  # what they were made from, unless they are older
    mark = ""  # secret attribute of the templates' scripts
    loaded: Loaded
    words: Words
    icons: theme_compat.ThemeIcons
    urls: dict[str, str]  # of the list's pages, relative to the site's root, by path
    gallery: Gallery | None
    fast: FastBuild | None = None
    progress = BuildProgress(is_preview=True)  # replaced by each build
    is_dirty = False  # MkDocs itself makes only some pages
    builds: LastBuilds
    collection = PausedCollection()  # of this process
    violations = csp.ViolationLog()  # of this process, unless MkDocs starts the plugin
    search_problem: SearchProblem

    def on_startup(
        self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool, **_: Any
    ) -> None:
        """Note whether this is a preview: its server adds an inline script after all hooks."""
        self.is_preview = self.is_first_build = command == "serve"
        self.compiled, self.rendered = CompiledTemplates(), RenderedPages()
        self.memory, self.builds, self.is_dirty = memo.Memory(), LastBuilds(), dirty
        self.violations = csp.ViolationLog()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the list beside the configuration file; add the stylesheet and theme overrides."""
        if self.is_preview:
            self.memory.start_build()
            self.collection.pause(is_first_build=self.is_first_build)
        else:
            self.collection.collect_rarely()
        if not theme_compat.is_supported(config.theme):
            raise PluginError("the pages need the theme material. Write `theme: material`")
        if self.is_first_build:
            livereload.exit_if_port_unusable(*config.dev_addr)
        self.is_first_build = False  # later the preview itself uses the port
        root = Path(config.config_file_path).resolve().parent
        if link := find_symlink(Path(config.site_dir), Path(config.config_file_path).parent):
            raise PluginError(f"site_dir: {link} is a symbolic link, and a build empties the "
                              "folder. Remove the link")  # fmt: skip
        try:
            self.project = project.from_settings(root, config, dict(self.config))
            refuse_list_folder(self.project, Path(config.site_dir), "site_dir")
            self.policy = csp.parse_option(self.config.content_security_policy)
            self.words = project.read_words(self.project)
        except ReadingListError as error:
            raise PluginError(str(error)) from error
        if self.policy:
            csp.align_tables_by_attribute(config.mdx_configs)
        config.extra_css.insert(0, STYLESHEET)  # first, so that the list's own rules win
        config.extra_javascript.insert(0, MAIN_SCRIPT)
        overrides = resources.PACKAGE_TEMPLATES / "theme"
        theme_compat.add_theme_overrides(config.theme, overrides, self.project.language)
        self.icons = theme_compat.ThemeIcons.of_theme(config.theme)
        if self.is_preview:
            theme_compat.list_theme_files_once(config.theme)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Set the last build's pages aside."""
        self.progress = BuildProgress(is_preview=self.is_preview)
        self.fast = None
        remove_leftovers(Path(config.site_dir))
        if self.config.fast:
            stored = None if self.is_preview else StoredBuilds(self.project.root, config.site_dir)
            builds = None if self.is_dirty else stored or self.builds
            self.fast = FastBuild(self, config, builds, is_preview=self.is_preview)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page as a virtual file; findings become warnings, which --strict refuses."""
        refuse_outward_symlinks(files, self.project, config)
        self.progress.start("reading the list")
        loaded = load_list(self.project, is_preview=self.is_preview)
        self.progress.start("making pages of the list")
        self.collection.spare_existing()
        made = self._list_files(loaded, config)
        rebuild_log.log_changes(self.previous_build, loaded, strict=config.strict)
        self.previous_build = loaded if self.is_preview else None
        self.violations.start_build(strict=config.strict)
        if home := files.get_file_from_path(
            self.project.home.relative_to(config.docs_dir).as_posix()
        ):
            files.remove(home)
        self.loaded, self.gallery = loaded, None
        if self.config.social_cards and not self.is_preview:
            catalog = loaded.catalog
            self.gallery = cards.open_gallery(self.project, catalog, self.words)
        self.heads = page_heads(loaded.catalog, self.project.site, self.words, self.gallery)
        self.edit_urls, self.urls = made.edit_urls, made.urls
        for file in made.files:
            files.append(file)
        if self.fast:
            inputs = made.page_inputs(self.heads)
            files = self.fast.add_files(files, [*self.urls], inputs, made.known)
        return files

    def on_nav(self, nav: Navigation, *, files: Files, **_: Any) -> Navigation:
        """Let MkDocs not read pages that are kept from the last build."""
        if self.fast:
            self.fast.set_navigation(nav, files)
        self.collection.spare_existing()
        self.progress.start("rendering Markdown", len(files.documentation_pages()))
        return nav

    def _list_files(self, loaded: Loaded, config: MkDocsConfig) -> ListFiles:
        """The files of all pages; a preview keeps the last good ones while a template is broken."""
        edit = self.project.site.edit
        last = self.fast.last_files if self.fast else LastFiles()
        self.site_pages = None
        try:
            site_pages = project.site_pages(self.project, loaded)
            # In a preview, what memoized functions keep need not be dropped.
            pages = tuple(site_pages) if self.is_preview else site_pages
            made = list_files(pages, config, edit, self.icons, last)
            if self.is_preview:
                self.pages, self.site_pages = tuple(pages), site_pages
            self.words = project.read_words(self.project)
        except ReadingListError as error:
            if not (self.is_preview and self.pages):
                raise PluginError(str(error)) from error
            log.error(error)  # noqa: TRY400 - a user needs no traceback
            return list_files(self.pages, config, edit, self.icons, last)
        return made

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Set a page's metadata; let "edit" open the paper's file."""
        self.progress.count_page()
        theme_compat.escape_head_texts(page.meta)
        if address := self.edit_urls.get(page.file.src_uri):
            page.edit_url = address
        self.heads.set_on(page)
        if page.file.src_uri in self.edit_urls:  # it has a search record of its own
            theme_compat.exclude_from_theme_search(page.meta)
            if self.fast:
                self.fast.take_over(page, self._keep_rendered)
        self._keep_rendered(page)
        path = page.file.src_uri
        if path in self.edit_urls and path != "index.md":  # which has the home text
            return markdown
        return add_form_address(markdown, path, self.project.site.suggest)

    def _keep_rendered(self, page: Page) -> None:
        if self.is_preview:
            self.rendered.take_over(page)

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Hide permalinks; remove unnecessary markup from the content of the list's own pages."""
        html = theme_compat.hide_permalinks(html)
        return theme_compat.slim_list_content(html) if page.file.src_uri in self.edit_urls else html

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Pass words to the theme's templates, patch them, and report patches that no longer apply.

        Raises:
            PluginError: The search would find no papers, and this is not a preview.
        """
        self.collection.spare_existing()
        self.progress.start("rendering the theme", len(files.documentation_pages()))
        env.globals.update(words=self.words, title_font=self.project.look.font_path)
        self.search_problem = SearchProblem(is_preview=self.is_preview)
        self.search_problem.report_changes(theme_compat.find_theme_changes(env, config))
        mark = self.mark if self.is_preview else ""
        self.mark = theme_compat.patch_environment(env, mark, self.icons)
        if self.is_preview:
            self.compiled.use_in(env)
        theme_compat.replace_worker_shim(config.extra)
        font = self.project.look.font_path
        theme_compat.add_early_script(env, config, files, font=font, mark=self.mark)
        if self.fast:
            self.fast.fill_frames(env, files, self._finish, may_keep=not self.search_problem.text)

    @event_priority(-100)  # after other plugins: the browser hashes their output
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Finish a page, and warn about hand-written content that the policy blocks."""
        self.progress.count_page()
        path, content = page.file.src_uri, page.content or ""
        if path in self.edit_urls and path != "index.md":
            content = ""  # not hand-written
        self._warn_csp_violations(content, path)
        html = output
        if not isinstance(output, FinishedHtml):
            html = self._finish(output, "" if path in self.edit_urls else content)
        return self.search_problem.with_warning(html, config) if self.is_preview else html

    def on_template_context(self, context: Any, *, template_name: str, **_: Any) -> Any:
        """Let the sitemap state when papers were added, not the day of the build."""
        is_sitemap = template_name == theme_compat.SITEMAP
        return sitemap_context(context, self.loaded.catalog) if is_sitemap else context

    @event_priority(-100)
    def on_post_template(self, output: str, *, template_name: str, **_: Any) -> str:
        """Do the same with a page without a source file, such as 404.html."""
        if not template_name.endswith(".html"):
            return output
        self._warn_csp_violations(output, "every page")
        return self._finish(output)

    def _finish(self, html: str, content: str = "") -> str:
        """A page as it is written to disk: patched and with its policy, its content unchanged."""
        self.search_problem.note_page(html)
        html = theme_compat.patch_theme_html(html, self.mark, content)
        return csp.add_policy(html, self.mark, None if self.is_preview else self.policy)

    def _warn_csp_violations(self, html: str, where: str) -> None:
        if self.policy:
            site_url = self.project.site.url
            found = csp.count_violations(html, self.policy, site_url, self.mark)
            self.violations.warn(where, found)

    @event_priority(50)  # before the search plugin writes its index
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the cards and the search index, which replaces that of the theme's search plugin.

        Raises:
            PluginError: The list has errors that `--strict` cannot count because of `--quiet`, or
                no page starts the search.
        """
        self.progress.start("writing the search index and cards")
        try:
            self._write_files(config)
        finally:
            self._end_build()

    def on_build_error(self, **_: Any) -> None:
        """Let functions keep nothing between builds; leave nothing for the next one."""
        self._end_build()
        if self.fast:
            self.fast.abandon()

    def _end_build(self) -> None:
        stop_keeping_results()
        self.progress.close()
        self.collection.resume()

    def _write_files(self, config: MkDocsConfig) -> None:
        count = sum(finding.severity == "error" for finding in self.loaded.findings)
        is_counting = log.isEnabledFor(logging.WARNING) or self.is_preview
        if config.strict and count and not is_counting:
            raise PluginError(f"{plural(count, 'error')} in the list. See `reading-list check`")
        if self.fast:
            self.fast.finish()
        for path, picture in self.gallery.pictures() if self.gallery else ():
            write_file(picture, str(Path(config.site_dir, path)))
        search_plugin = theme_compat.find_search_plugin(config.plugins)
        if search_plugin is None or not self.search_problem.is_started():
            return
        records = (
            *search.catalog_records(self.loaded.catalog, self.urls, self.words),
            *search.section_records(theme_compat.take_search_entries(search_plugin)),
        )
        try:
            templates = project.read_templates(self.project)
            for page in search.search_files(records, templates, self.words, self.project.site.add):
                write_file(page.text.encode(), str(Path(config.site_dir, page.path)))
        except ReadingListError as error:
            if not self.is_preview:
                raise PluginError(str(error)) from error
            log.error(error)  # noqa: TRY400 - a user needs no traceback

    @event_priority(-100)  # other plugins hand MkDocs' builder to `server.watch`, which compares it
    def on_serve(self, server: LiveReloadServer, /, **_: Any) -> LiveReloadServer:
        """Rebuild the preview when data or templates change."""
        livereload.exit_if_port_unusable(
            *server.server_address[:2]
        )  # taken during the first build, say
        livereload.watch(server, self.project.root, self.project.watched)
        ChangedPapersFirst(server, self.project.papers, self._show_papers)
        return server

    def _show_papers(self, paths: Collection[Path]) -> bool:
        """Make the pages of changed papers; False if everything must be built."""
        if not (self.site_pages and self.fast and self.fast.may_remake):
            return False
        revised = revised_pages(self.project, self.site_pages, paths)
        if any(self.fast.is_in_navigation(page.path) for page, _ in revised):
            return False
        for page, head in revised:
            self.heads = self.heads.revised(page.path, head)
            self.fast.remake(page.path, file_content(page))
            log.info("%s: its page is up to date, the others soon", page.source)
        return bool(revised)
