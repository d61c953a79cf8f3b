"""Pages and files of the list that a build takes over from the last one, without making them again.

A page is kept if everything that it is made from is the same: its Markdown and metadata, what
decides how Markdown is rendered, and the frame of the theme around it, which each build renders
anew. A page is never kept if it is one of the samples that prove the fast build, or the only page
for which a frame is rendered. All of these that are unchanged must have the bytes that they had, or
nothing is kept.

MkDocs empties the site's folder first. Meanwhile the old files are in a hidden folder of it; those
whose digests are right come back.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from generator.mkdocs_plugin import theme_compat
from generator.mkdocs_plugin.fast_build.bodies import FastBodies
from generator.mkdocs_plugin.fast_build.frames import FilledPage, Frames, html_digest
from generator.mkdocs_plugin.fast_build.last_build import KeptPage, LastBuild, LastFiles
from generator.mkdocs_plugin.fast_build.last_site import LastSite
from generator.mkdocs_plugin.fast_build.sampling import kind, sample


class KeptPages:
    """What one build keeps of the last one, step by step as MkDocs builds."""

    def __init__(self, last: LastBuild, config: MkDocsConfig) -> None:
        """Take the last build's files out of the way of MkDocs, which removes what it finds."""
        self._config = config
        self._site = LastSite(Path(config.site_dir), is_kept=bool(last.pages))
        self._last = last if self._site.has_files else LastBuild()
        self._nav = Navigation([], [])
        self._inputs: dict[str, str] = {}
        self._common = ""
        self._files: theme_compat.PartialFiles | None = None
        self._hidden: dict[str, KeptPage] = {}

    def choose(
        self, files: theme_compat.PartialFiles, inputs: Mapping[str, str], common: str
    ) -> None:
        """Choose the pages that MkDocs need not make, as far as that can be known.

        Args:
            files: the site's files.
            inputs: of each page of the list outside of the navigation, by path, a digest of what
                it is made from.
            common: a digest of what all pages are made from.
        """
        self._files, self._inputs, self._common = files, dict(inputs), common
        if common != self._last.inputs:
            return
        by_kind: defaultdict[str, list[str]] = defaultdict(list)
        for path in inputs:
            by_kind[kind(path)].append(path)
        needed = {path for paths in by_kind.values() for path in sample(paths)}
        shapes: set[str] = set()
        for path, value in inputs.items():
            page = self._last.pages.get(path)
            if page is None or page.inputs != value or path in needed:
                continue
            if page.links is None and theme_compat.notes_anchor_links():
                continue  # the last build was verbose
            if page.shape in shapes:
                self._hidden[path] = page
            shapes.add(page.shape)  # the frame is rendered for the first page

    def hide(self, nav: Navigation) -> None:
        """Let MkDocs not read the chosen pages, unless the navigation has them."""
        self._nav = nav
        for page in nav.pages:
            self._hidden.pop(page.file.src_uri, None)
        self._set_hidden()

    def _set_hidden(self) -> None:
        assert self._files is not None
        found = ((path, self._files.src_uris.get(path)) for path in self._hidden)
        self._files.hidden = {path: file for path, file in found if file}

    @property
    def last_files(self) -> LastFiles:
        """What is known of the list's files of the last build."""
        return self._last.files

    @property
    def proofs(self) -> Collection[str]:
        """The proofs of the last build, see `FastBodies`."""
        return self._last.proofs

    @property
    def shapes(self) -> Counter[str]:
        """How many of the kept pages have each shape."""
        return Counter(page.shape for page in self._hidden.values())

    def restore(
        self,
        frames: Frames,
        contents: Mapping[str, str],
        inclusion: theme_compat.Inclusion,
        is_proved: Callable[[str], bool],
    ) -> None:
        """Bring back the files of kept pages; let MkDocs make those whose frames have changed.

        Args:
            frames: the frames of this build.
            contents: digests of the list's files that are not pages, by their path in the site;
                those that have not changed stay, too.
            inclusion: which pages MkDocs makes.
            is_proved: whether the fast build is proved for a kind of page.
        """
        assert self._files is not None
        if self._hidden:
            same = self._same_shapes(frames, inclusion)
            chosen = self._hidden
            self._hidden = {
                path: page for path, page in chosen.items()
                if page.shape in same and is_proved(kind(path))
            }  # fmt: skip
        pages = {self._dest(path): page.html for path, page in self._hidden.items()}
        found = self._site.restore({**contents, **pages})
        self._hidden = {p: page for p, page in self._hidden.items() if self._dest(p) in found}
        before = self._files.hidden
        self._set_hidden()
        self._files.unchanged = frozenset(found & contents.keys())
        for path, file in self._files.hidden.items():
            theme_compat.set_kept(file, self._hidden[path].anchors, self._hidden[path].links,
                                  self._files)  # fmt: skip
        revealed = [file for path, file in before.items() if path not in self._files.hidden]
        for file in revealed:
            theme_compat.populate_page(file, self._config, self._files)
        if revealed:
            frames.add([file.page for file in revealed if file.page])

    def _dest(self, path: str) -> str:
        file = self._files.src_uris.get(path) if self._files else None
        return file.dest_uri if file else ""

    def _same_shapes(self, frames: Frames, inclusion: theme_compat.Inclusion) -> set[str]:
        """The shapes with the frames of the last build; none if an unchanged page differs."""
        assert self._files is not None
        files = self._files.documentation_pages(inclusion=inclusion)
        found: list[tuple[KeptPage, FilledPage | None]] = []
        for file in files:
            last = self._last.pages.get(file.src_uri)
            if file.page and last and self._inputs.get(file.src_uri) == last.inputs:
                context = theme_compat.page_context(file.page, self._nav, files, self._config)
                found.append((last, frames.trial(file.page, context)))
        digests = frames.digests
        same: set[str] = set()
        for last, made in found:
            if made is None or made.shape != last.shape:
                return set()
            if digests.get(made.shape) == self._last.frames.get(made.shape):
                if html_digest(made.html) != last.html:
                    return set()
                same.add(made.shape)
        return same

    def abandon(self) -> None:
        """Remove the last build's files after a build that failed."""
        self._site.close()

    def finish(self, frames: Frames, bodies: FastBodies, files: LastFiles) -> LastBuild:
        """Check the links of kept pages as MkDocs does; what this build leaves for the next.

        The contents of files are not needed any more: all have been written.

        Args:
            frames: the frames of this build.
            bodies: the contents of pages.
            files: what is known of the list's files.
        """
        assert self._files is not None
        self._site.close()
        level = self._config.validation.links.anchors
        for file in self._files.hidden.values():
            if file.page:
                file.page.validate_anchor_links(files=self._files, log_level=level)
        theme_compat.forget_contents(self._files)
        pages = dict(self._hidden)
        for path, made in frames.made.items():
            source = self._files.src_uris.get(path)
            if path in self._inputs and path in bodies.made and source and source.page:
                pages[path] = KeptPage(
                    inputs=self._inputs[path],
                    shape=made.shape,
                    html=made.html,
                    anchors=sorted(source.page.present_anchor_ids or ()),
                    links=theme_compat.anchor_links(source.page),
                )
        return LastBuild(inputs=self._common, frames=frames.digests, pages=pages, files=files,
                         proofs=bodies.proofs)  # fmt: skip
