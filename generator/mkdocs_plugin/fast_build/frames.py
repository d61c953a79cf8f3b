"""The theme's frame around pages of one shape, rendered once and filled for each page.

Pages have one shape if the theme's templates take the same way through both: they are in the same
folder, and have the same optional parts. For each shape, the template is rendered with a stand-in
(`slots.py`); what lies between the slots is the frame.
"""

import logging
import re
import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from jinja2 import Environment, Template
from mkdocs.plugins import PluginCollection
from mkdocs.structure.pages import Page

from generator.mkdocs_plugin import theme_compat
from generator.mkdocs_plugin.fast_build.digests import digest, digest_of
from generator.mkdocs_plugin.fast_build.sampling import kind, sample
from generator.mkdocs_plugin.fast_build.shapes import (
    CONTENT,
    HEAD,
    Shape,
    is_finishable,
    own_part,
    page_shape,
    slot_values,
    stand_in,
)
from generator.mkdocs_plugin.fast_build.slots import SlotMaker, join

MIN_PAGES = 4  # of a shape; fewer are rendered faster without a frame
_LINK_TO_SIBLING = re.compile(r"(?<![./\w])\.\./(?!\.\.)([^/\"'#?&<>\s]+)")
_DIFFERENCE = (
    "pages like %s are built by the theme's templates one by one, which takes longer: in the fast "
    "build they would be different. `fast: false` switches it off for all pages"
)
_UNFRAMEABLE = (
    "pages like %s are built by the theme's templates one by one, which takes longer: a template "
    "does more with a page than print its texts and ask whether there are any"
)
log = logging.getLogger("mkdocs.plugins.reading-list")

Context = Mapping[str, Any]


class FinishedHtml(str):
    """A page as it is written to disk."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What is around the slots of all pages of a shape.

    Attributes:
        context: what the template was rendered with.
        pieces: the text before, between and after the slots.
        slots: the numbers of the slots.
        siblings: the names of what the frame links to in the pages' own folder.
    """

    context: Context
    pieces: Sequence[str]
    slots: Sequence[int]
    siblings: frozenset[str]

    def fill(self, values: Sequence[str]) -> str:
        """A page with these values in place of the slots."""
        return join(self.pieces, self.slots, values)


@dataclass(frozen=True, slots=True)
class FilledPage:
    """A page made from a frame: its shape, its HTML or a digest of it."""

    shape: Shape
    html: str


class FrameTemplate(Template):
    """A template for one page that fills a frame where that is possible."""

    frames: "Frames"

    def __new__(cls, *_: Any, **__: Any) -> Self:
        """A template without source."""
        return object.__new__(cls)

    def __init__(self, frames: "Frames") -> None:
        self.frames = frames

    def render(self, *args: Any, **kwargs: Any) -> str:
        """The page of a context, as MkDocs gives it."""
        return self.frames.render(dict(*args, **kwargs))


def make_frames(
    env: Environment, plugins: PluginCollection, own: object, finish: Callable[[str], str]
) -> "Frames":
    """The frames of a build, for pages to be added.

    Args:
        env: The theme's templates.
        plugins: The plugins of the build.
        own: The plugin of this project.
        finish: What it does to each rendered page.
    """
    forgets = theme_compat.may_forget_markdown(plugins, own)
    theme_compat.skip_excluded_pages(plugins)
    # What other plugins and hooks change comes before this project's own changes.
    is_alone = not theme_compat.changes_rendered_pages(plugins, own)
    return Frames(env, finish if is_alone else None, forgets=forgets)


class Frames:
    """The frames of one build.

    Attributes:
        made: The shape of each page that was made from a frame and finished, and a digest of its
            HTML, by the path of its source.
    """

    def __init__(
        self, env: Environment, finish: Callable[[str], str] | None, *, forgets: bool = False
    ) -> None:
        """Prepare frames.

        Args:
            env: The theme's templates.
            finish: What is done to each rendered page before it is written; None if other plugins
                change rendered pages, so that it must be done to each page after them.
            forgets: Whether a page's content can be freed when the page has been made.
        """
        self._forgets = forgets
        self._env = env
        self._finish = finish
        self._frames: dict[Shape, Frame | None] = {}
        self._counts: Counter[Shape] = Counter()
        self._samples: defaultdict[Shape, list[Page]] = defaultdict(list)
        self._kinds_logged: set[str] = set()
        self.made: dict[str, FilledPage] = {}

    def add(self, pages: Iterable[Page], others: Mapping[Shape, int] | None = None) -> None:
        """Take over pages of the list that are not in the navigation.

        Frames that were made for fewer pages are made again.

        Args:
            pages: The pages.
            others: How many pages that need not be made have each shape.
        """
        self._frames.clear()
        self._counts.update(others or {})
        found = [(page, shape) for page in pages if (shape := page_shape(page))]
        self._counts.update(shape for _, shape in found)
        by_kind: defaultdict[str, dict[str, tuple[Page, Shape]]] = defaultdict(dict)
        template = FrameTemplate(self)
        for page, shape in found:
            if self._counts[shape] >= MIN_PAGES:
                page.meta["template"] = template
                by_kind[kind(page.file.src_uri)][page.file.src_uri] = page, shape
        for pages_of_kind in by_kind.values():
            for path in sample(pages_of_kind):
                page, shape = pages_of_kind[path]
                self._samples[shape].append(page)

    def render(self, context: Context) -> str:
        """A page, from its frame if there is one."""
        page = context["page"]
        page.meta.pop("template", None)  # a template of the theme may print all of it
        filled = self._filled(page, context)
        if filled is None:
            return self._template.render(context)
        if self._finish:
            self.made[page.file.src_uri] = FilledPage(filled.shape, html_digest(filled.html))
        if self._forgets:
            page.content = ""
            page.meta.pop("head", None)  # 2 kB of each paper
        return filled.html

    def trial(self, page: Page, context: Context) -> FilledPage | None:
        """What `render` would give for a page; None if that needs the theme's templates."""
        template = page.meta.pop("template", None)
        try:
            return self._filled(page, context) if template and self._finish else None
        finally:
            if template:
                page.meta["template"] = template

    def _filled(self, page: Page, context: Context) -> FilledPage | None:
        shape = page_shape(page)
        if shape is None or (self._finish and not is_finishable(page)):
            return None
        if shape not in self._frames:
            self._frames[shape] = self._prove(self._make(page, context), page, shape)
        frame = self._frames[shape]
        if (
            frame is None
            or own_part(page) in frame.siblings
            or not has_same_context(frame.context, context)
        ):
            return None
        return FilledPage(shape, self._fill(frame, page))

    @property
    def digests(self) -> Mapping[Shape, str]:
        """A digest of each frame."""
        return {
            shape: digest_of((tuple(frame.pieces), tuple(frame.slots)))
            for shape, frame in self._frames.items()
            if frame
        }

    @cached_property
    def _template(self) -> Template:
        return self._env.get_template("main.html")

    def _fill(self, frame: Frame, page: Page) -> str:
        values = slot_values(page)
        if self._finish is None:
            return frame.fill(values)
        values[HEAD] = theme_compat.collapse_line_breaks(values[HEAD])
        values[CONTENT] = theme_compat.collapse_line_breaks(values[CONTENT])
        return FinishedHtml(frame.fill(values))

    def _render(self, context: Context, page: object) -> str:
        html = self._template.render({**context, "page": page})
        return self._finish(html) if self._finish else html

    def _make(self, page: Page, context: Context) -> Frame | None:
        """The frame of a page; None if a template does more with a page than print it."""
        maker = SlotMaker(secrets.token_hex(8))
        try:
            pieces, slots = maker.split(self._render(context, stand_in(page, maker)))
        except Exception:  # noqa: BLE001 - a template can raise anything; the page itself shows it
            self._log_once(_UNFRAMEABLE, page)
            return None
        siblings = _LINK_TO_SIBLING.findall("".join(pieces))
        return Frame(context, pieces, slots, frozenset(siblings))

    def _prove(self, frame: Frame | None, first: Page, shape: Shape) -> Frame | None:
        """The frame, if it gives samples of its pages the bytes that the templates give them."""
        if frame is None:
            return None
        others = (page for page in self._samples[shape] if page is not first)
        for page in (first, *others):
            was_active = page.active
            page.active = True
            try:
                is_same = self._render(frame.context, page) == self._fill(frame, page)
            finally:
                page.active = was_active
            if not is_same:
                self._log_once(_DIFFERENCE, page)
                return None
        return frame

    def _log_once(self, message: str, page: Page) -> None:
        """Say for a kind of page that it has no frames."""
        if kind(page.file.src_uri) not in self._kinds_logged:
            self._kinds_logged.add(kind(page.file.src_uri))
            log.info(message, page.file.src_uri)


def html_digest(html: str) -> str:
    """A digest of a page's file, as MkDocs writes it."""
    return digest(html.encode("utf-8", "xmlcharrefreplace"))


def has_same_context(one: Context, other: Context) -> bool:
    """Whether two pages get the same context but for the page itself and the time."""
    return one.keys() == other.keys() and all(
        value is other[name] or value == other[name]
        for name, value in one.items()
        if name not in ("page", "build_date_utc")
    )
