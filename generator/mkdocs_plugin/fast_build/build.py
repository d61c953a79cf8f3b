"""One build in the fast way, step by step as MkDocs builds."""

from collections.abc import Callable, Mapping, Sequence

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.mkdocs_plugin import theme_compat
from generator.mkdocs_plugin.fast_build.bodies import FastBodies
from generator.mkdocs_plugin.fast_build.digests import digest_of
from generator.mkdocs_plugin.fast_build.frames import Frames, FrameTemplate, make_frames
from generator.mkdocs_plugin.fast_build.kept_pages import KeptPages
from generator.mkdocs_plugin.fast_build.kept_templates import KeptTemplates
from generator.mkdocs_plugin.fast_build.last_build import LastBuilds, LastFiles
from generator.text import memo


class FastBuild:
    """The list's pages in one build: their bodies, frames, and what the last build has left.

    Args:
        own: The plugin of this project.
        config: The settings.
        builds: What builds leave for each other; None to keep nothing.
        is_preview: Whether drafts are built, too.
    """

    def __init__(
        self, own: object, config: MkDocsConfig, builds: LastBuilds | None, *, is_preview: bool
    ) -> None:
        self._own = own
        self._config = config
        self._is_made = InclusionLevel.is_in_serve if is_preview else InclusionLevel.is_included
        self._bodies: FastBodies | None = None
        self._frames: Frames | None = None
        self._builds = builds
        self._kept = None if builds is None else KeptPages(builds.take(), config)
        self._paths: frozenset[str] = frozenset()
        self._inputs: Mapping[str, str] = {}
        self._nav: Navigation | None = None
        self._env: Environment | None = None
        self._files: Files | None = None
        self._made = LastFiles()

    @property
    def last_files(self) -> LastFiles:
        """What is known of the list's files of the last build."""
        return self._kept.last_files if self._kept else LastFiles()

    def add_files(
        self, files: Files, paths: Sequence[str], inputs: Mapping[str, object], made: LastFiles
    ) -> Files:
        """Note which pages the list has; choose those that the last build has made already.

        Args:
            files: The files of the site.
            paths: The paths of the pages of the list.
            inputs: What those outside of the navigation are made from, by path.
            made: What is known of the list's files.
        """
        self._made = made
        self._bodies = FastBodies(paths, self._own, self._kept.proofs if self._kept else ())
        self._paths = frozenset(paths)
        if not (self._kept and theme_compat.may_keep_pages(self._config, self._own)):
            self.abandon()
            return files
        self._inputs = {path: digest_of(each) for path, each in inputs.items()
                        if path.endswith(".md")}  # fmt: skip
        return theme_compat.PartialFiles(files)

    def set_navigation(self, nav: Navigation, files: Files) -> None:
        """Let MkDocs not read the chosen pages; by now it has excluded what the settings say."""
        self._nav = nav
        if self._kept and isinstance(files, theme_compat.PartialFiles):
            config = self._config
            settings = (config.site_url, config.repo_url, config.edit_uri,
                        config.edit_uri_template)  # fmt: skip
            common = digest_of((theme_compat.rendering_inputs(config, files), settings))
            self._kept.choose(files, self._inputs, common)
            self._kept.hide(nav)
        else:
            self.abandon()

    def take_over(self, page: Page, otherwise: Callable[[Page], object]) -> None:
        """Render the Markdown of a page of the list, unless another plugin does.

        Args:
            page: The page.
            otherwise: Is called for the page if MkDocs renders it.
        """
        if self._bodies:
            self._bodies.take_over(page, otherwise)

    def fill_frames(
        self, env: Environment, files: Files, finish: Callable[[str], str], *, may_keep: bool
    ) -> None:
        """Let pages of the list be filled into frames; take over what need not be made.

        Args:
            env: The theme's templates.
            files: The files of the site.
            finish: What this project does to each rendered page.
            may_keep: Whether pages of the last build can be right.
        """
        hidden = files.hidden if isinstance(files, theme_compat.PartialFiles) else {}
        pages = [file.page for path, file in files.src_uris.items()
                 if file.page and path in self._paths and path not in hidden]  # fmt: skip
        self._env, self._files = env, files
        self._frames = make_frames(env, self._config.plugins, self._own, finish)
        self._frames.add(pages, self._kept.shapes if self._kept else None)
        if self._kept and self._bodies:
            places = files.src_uris
            digests = self._made.digests.items()
            contents = {places[path].dest_uri: made for path, made in digests if path in places}
            is_proved = self._bodies.is_proved if may_keep else lambda _: False
            self._kept.restore(self._frames, contents, self._is_made, is_proved)
            if memo.is_keeping():
                self._keep_templates(env, files)

    def _keep_templates(self, env: Environment, files: Files) -> None:
        """Let a preview not render other pages again."""
        assert self._nav is not None
        others = [
            file.page for file in files.documentation_pages(inclusion=self._is_made)
            if file.page and not isinstance(file.page.meta.get("template"), FrameTemplate)
        ]  # fmt: skip
        inputs = digest_of(theme_compat.theme_inputs(self._config, self._nav))
        KeptTemplates(env, (inputs, env.globals["words"])).take_over(others)

    def remake(self, path: str, content: bytes) -> None:
        """Make a page of the finished build again, in its place in the site.

        Args:
            path: The path of its source.
            content: What that contains now.
        """
        env, nav, files = self._env, self._nav, self._files
        assert env is not None
        assert nav is not None  # it may be empty
        assert files is not None
        before = files.src_uris[path]
        file = theme_compat.generated_file(self._config, path, content)
        file.dest_uri, file.inclusion = before.dest_uri, before.inclusion
        Page(None, file, self._config)  # becomes that of the file
        theme_compat.populate_page(file, self._config, files)
        pages = files.documentation_pages(inclusion=self._is_made)
        theme_compat.build_page(file, env, nav, pages, self._config)

    @property
    def may_remake(self) -> bool:
        """Whether a page can be made again alone: nothing else would miss the build around it."""
        return bool(self._kept and self._env)

    def is_in_navigation(self, path: str) -> bool:
        """Whether the navigation has a page: then it has a title and neighbours from there."""
        return self._nav is not None and any(page.file.src_uri == path for page in self._nav.pages)

    def abandon(self) -> None:
        """Keep nothing of the last build, and leave nothing for the next."""
        if self._kept:
            self._kept.abandon()
        self._kept = None

    def finish(self) -> None:
        """Leave for the next build what it can keep."""
        if self._builds and self._kept and self._bodies and self._frames:
            self._builds.leave(self._kept.finish(self._frames, self._bodies, self._made))
