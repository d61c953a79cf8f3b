"""Content of the list's pages without Python-Markdown, where that gives the same."""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from itertools import islice

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.mkdocs_plugin import theme_compat
from generator.mkdocs_plugin.fast_build.digests import digest_of
from generator.mkdocs_plugin.fast_build.links import LinkResolver
from generator.mkdocs_plugin.fast_build.markdown_subset import (
    PERMALINK,
    REQUIRED_EXTENSIONS,
    SUPPORTED_EXTENSIONS,
    Converted,
    convert,
)
from generator.mkdocs_plugin.fast_build.sampling import (
    MAX_CHARACTERS_PROVED_AGAIN,
    PAGES_PROVED_AGAIN,
    kind,
    sample,
)
from generator.text.memo import is_keeping, kept

_DIFFERENCE = (
    "the pages `%s` are built by Python-Markdown, which takes longer: for %s the fast build would "
    "give other HTML. `fast: false` switches it off for all pages"
)
_UNKNOWN_MARKDOWN = (
    "the list's pages are built by Python-Markdown, which takes longer: the fast build does not "
    "know what %s in `markdown_extensions` gives. `fast: false` switches it off for all pages"
)
MIN_PAGES_TO_SPOOL = 4_000  # contents of fewer pages take less than 100 MB
log = logging.getLogger("mkdocs.plugins.reading-list")


class FastBodies:
    """Renders the Markdown of the list's pages during one build.

    Before the first page of a kind is rendered, some pages of that kind are rendered by MkDocs too.
    If anything differs, MkDocs renders all pages of the kind.

    Attributes:
        made: the pages that were rendered so, by the path of their source.
        proofs: digests of what the proofs were made with that went well.
    """

    def __init__(
        self, paths: Sequence[str], own: object, known_proofs: Collection[str] = ()
    ) -> None:
        """Note which pages the list has, and the plugin of this project.

        Args:
            paths: The paths of the pages.
            own: The plugin.
            known_proofs: The proofs of the last build. What one of them proved needs fewer pages.
        """
        self._own = own
        self._known_proofs = known_proofs
        self.proofs: list[str] = []
        self._spools = len(paths) >= MIN_PAGES_TO_SPOOL
        pages: defaultdict[str, list[str]] = defaultdict(list)
        for path in paths:
            if path.endswith(".md"):
                pages[kind(path)].append(path)
        self._samples = {name: sample(found) for name, found in pages.items()}
        self._is_proved: dict[str, bool] = {}
        self.made: set[str] = set()
        self._permalink = ""
        self._knows_markdown = False
        self._forgets = False
        self._is_partial = False
        self._links: LinkResolver | None = None
        self._inputs = ""
        self._files: Mapping[str, File] = {}

    def take_over(self, page: Page, otherwise: Callable[[Page], object]) -> None:
        """Render a page of the list, unless another plugin does.

        Args:
            page: The page.
            otherwise: Is called for the page if MkDocs renders it.
        """
        theme_compat.intercept_render(page, partial(self._render, otherwise))

    def _render(
        self, otherwise: Callable[[Page], object], page: Page, config: MkDocsConfig, files: Files
    ) -> None:
        if self._links is None:
            self._links = LinkResolver(files)
            self._files = files.src_uris
            self._is_partial = bool(getattr(files, "hidden", None))
            self._inputs = digest_of(theme_compat.rendering_inputs(config, files))
            self._permalink = permalink(config)
            unknown = unknown_markdown(config)
            self._knows_markdown = not unknown
            if unknown:
                log.info(_UNKNOWN_MARKDOWN, unknown)
            self._forgets = theme_compat.may_forget_markdown(config.plugins, self._own)
        name = kind(page.file.src_uri)
        if name not in self._is_proved:
            # Whatever is edited in a preview, equal samples give an equal proof.
            samples = self._sample_texts(name)
            inputs = digest_of((name, tuple(samples.items()), self._inputs, self._permalink))
            is_known = inputs in self._known_proofs
            tried = _few_short(samples) if is_known else samples
            self._is_proved[name] = self._knows_markdown and (
                (is_known and not tried)
                or kept((FastBodies, inputs), lambda: self._prove(tried, config, files))
            )
            if self._is_proved[name]:
                self.proofs.append(inputs)
        if not (self._is_proved[name] and self._convert(page)):
            otherwise(page)
            page.render(config, files)
            return
        self.made.add(page.file.src_uri)
        if self._forgets:
            theme_compat.forget_markdown(page)
        if self._spools and not is_keeping():  # a preview keeps contents anyway
            theme_compat.spool_content(page)

    def is_proved(self, name: str) -> bool:
        """Whether samples of a kind have got the content that MkDocs gives them."""
        return self._is_proved.get(name, False)

    def _convert(self, page: Page) -> bool:
        """Set a page's content; False if its Markdown is not in the dialect."""
        key = (convert, page.file.src_uri, page.markdown, self._permalink, self._inputs)
        # What is made although other pages are kept will be made again.
        found, links = (
            kept(key, lambda: self._converted(page))
            if self._is_partial or page.file.inclusion.is_in_nav()
            else self._converted(page)
        )
        if found is None:
            return False
        rendered = theme_compat.Rendered(
            html=found.html,
            headings=found.headings,
            title=found.title,
            anchors=set(found.anchors),
            links={self._files[path]: dict(targets) for path, targets in links.items()},
        )
        theme_compat.set_rendered(page, rendered)
        return True

    def _converted(self, page: Page) -> tuple[Converted | None, Mapping[str, Mapping[str, str]]]:
        """The HTML of a page, and its links to anchors by the path of a file."""
        assert self._links is not None
        links: dict[File, dict[str, str]] = {}
        resolve = self._links.resolver(page.file, links)
        found = convert(page.markdown or "", resolve, self._permalink)
        return found, {file.src_uri: targets for file, targets in links.items()}

    def _sample_texts(self, name: str) -> Mapping[str, str]:
        """The Markdown of samples of a kind, none of which has been rendered yet."""
        paths = [path for path in self._samples.get(name, ()) if path in self._files]
        return {path: theme_compat.markdown_of(self._files[path]) for path in paths}

    def _prove(self, samples: Mapping[str, str], config: MkDocsConfig, files: Files) -> bool:
        """Whether samples of a kind get the content that MkDocs gives them, at least one."""
        proved = 0
        for path, text in samples.items():
            file = self._files[path]
            fast, ordinary = (theme_compat.scratch_page(file, text, config) for _ in range(2))
            if not self._convert(fast):
                continue
            ordinary.render(config, files)
            if theme_compat.rendered_state(fast) != theme_compat.rendered_state(ordinary):
                log.info(_DIFFERENCE, kind(path), path)
                return False
            proved += 1
        return proved > 0


def _few_short(samples: Mapping[str, str]) -> Mapping[str, str]:
    """The samples by which a build proves again what the last one has proved with all."""
    short = ((path, text) for path, text in samples.items()
             if len(text) <= MAX_CHARACTERS_PROVED_AGAIN)  # fmt: skip
    return dict(islice(short, PAGES_PROVED_AGAIN))


def permalink(config: MkDocsConfig) -> str:
    """The text of the link beside each heading, as HTML, maybe empty."""
    return PERMALINK if _toc_settings(config).get("permalink") else ""


def unknown_markdown(config: MkDocsConfig) -> str:
    """What of `markdown_extensions` has a result that is not known; empty if there is nothing."""
    given = config.markdown_extensions
    names = {name.removeprefix("markdown.extensions.") for name in given if isinstance(name, str)}
    if unknown := names - SUPPORTED_EXTENSIONS:
        return ", ".join(sorted(unknown))
    if missing := REQUIRED_EXTENSIONS - names:
        return f"a list without {', '.join(sorted(missing))}"
    if len(names) != len({*given}):
        return "an object, or an extension twice,"
    toc = _toc_settings(config)
    if {*toc} - {"permalink", "title"} or not isinstance(toc.get("permalink", False), bool):
        return "the settings of toc"
    return ""


def _toc_settings(config: MkDocsConfig) -> Mapping[str, object]:
    settings = config.mdx_configs
    return settings.get("toc") or settings.get("markdown.extensions.toc") or {}
