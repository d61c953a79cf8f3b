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
from generator.mkdocs_plugin.fast_build.sampling import kind, sample
from generator.mkdocs_plugin.fast_build.slots import (
    PageStandIn,
    SlotMaker,
    TocItemStandIn,
    UnframeableError,
    join,
)

MIN_PAGES = 4  # of a shape; fewer are rendered faster without a frame
_KNOWN_META = frozenset({"title", "description", "head", "card", "hide", "search"})
_LINK_TO_SIBLING = re.compile(r"(?<![./\w])\.\./(?!\.\.)([^/\"'#?&<>\s]+)")
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_TEXTS = ("title", "description", "head")  # of `page.meta`, HTML already
_DIFFERENCE = (
    "pages like %s are built by the theme's templates one by one, which takes longer: in the fast "
    "build they would be different. `fast: false` switches it off for all pages"
)
log = logging.getLogger("mkdocs.plugins.reading-list")

Shape = tuple[object, ...]
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


def fill_frames(
    env: Environment,
    pages: Sequence[Page],
    plugins: PluginCollection,
    own: object,
    finish: Callable[[str], str],
) -> None:
    """Let pages of the list be filled into frames of the theme.

    Args:
        env: The theme's templates.
        pages: The pages of the list.
        plugins: The plugins of the build.
        own: The plugin of this project.
        finish: What it does to each rendered page.
    """
    forgets = theme_compat.may_forget_markdown(plugins, own)
    theme_compat.skip_excluded_pages(plugins)
    # What other plugins and hooks change comes before this project's own changes.
    is_alone = not theme_compat.changes_rendered_pages(plugins, own)
    Frames(env, pages, finish if is_alone else None, forgets=forgets)


class Frames:
    """The frames of one build."""

    def __init__(
        self,
        env: Environment,
        pages: Iterable[Page],
        finish: Callable[[str], str] | None,
        *,
        forgets: bool = False,
    ) -> None:
        """Take over the pages of the list that are not in the navigation.

        Args:
            env: The theme's templates.
            pages: The pages of the list.
            finish: What is done to each rendered page before it is written; None if other plugins
                change rendered pages, so that it must be done to each page after them.
            forgets: Whether a page's content can be freed when the page has been made.
        """
        self._forgets = forgets
        self._env = env
        self._finish = finish
        self._frames: dict[Shape, Frame | None] = {}
        found = [(page, shape) for page in pages if (shape := page_shape(page))]
        counts = Counter(shape for _, shape in found)
        by_kind: defaultdict[str, dict[str, tuple[Page, Shape]]] = defaultdict(dict)
        template = FrameTemplate(self)
        for page, shape in found:
            if counts[shape] >= MIN_PAGES:
                page.meta["template"] = template
                by_kind[kind(page.file.src_uri)][page.file.src_uri] = page, shape
        self._samples: defaultdict[Shape, list[Page]] = defaultdict(list)
        for pages_of_kind in by_kind.values():
            for path in sample(pages_of_kind):
                page, shape = pages_of_kind[path]
                self._samples[shape].append(page)

    def render(self, context: Context) -> str:
        """A page, from its frame if there is one."""
        page = context["page"]
        page.meta.pop("template", None)  # a template of the theme may print all of it
        shape = page_shape(page)
        if shape is None or (self._finish and not is_finishable(page)):
            return self._template.render(context)
        if shape not in self._frames:
            self._frames[shape] = self._prove(self._make(page, context), page, shape)
        frame = self._frames[shape]
        if (
            frame is None
            or own_part(page) in frame.siblings
            or not has_same_context(frame.context, context)
        ):
            return self._template.render(context)
        html = self._fill(frame, page)
        if self._forgets:
            page.content = ""
        return html

    @cached_property
    def _template(self) -> Template:
        return self._env.get_template("main.html")

    def _fill(self, frame: Frame, page: Page) -> str:
        values = slot_values(page)
        if self._finish is None:
            return frame.fill(values)
        values[_HEAD] = theme_compat.collapse_line_breaks(values[_HEAD])
        values[_CONTENT] = theme_compat.collapse_line_breaks(values[_CONTENT])
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
            return None
        siblings = _LINK_TO_SIBLING.findall("".join(pieces))
        return Frame(context, pieces, slots, frozenset(siblings))

    def _prove(self, frame: Frame | None, first: Page, shape: Shape) -> Frame | None:
        """The frame, if it gives samples of its pages the bytes that the templates give them."""
        if frame is None:
            return None
        others = (page for page in self._samples.pop(shape, ()) if page is not first)
        for page in (first, *others):
            was_active = page.active
            page.active = True
            try:
                is_same = self._render(frame.context, page) == self._fill(frame, page)
            finally:
                page.active = was_active
            if not is_same:
                log.info(_DIFFERENCE, page.file.src_uri)
                return None
        return frame


def page_shape(page: Page) -> Shape | None:
    """What decides the way that templates take through a page; None if that is not known."""
    meta, own_url = page.meta, page.url
    if not (meta.keys() <= _KNOWN_META and meta.get("title") and page.title == meta["title"]):
        return None
    if page.parent or page.previous_page or page.next_page or page.file.name == "index":
        return None
    content, card = page.content or "", meta.get("card")
    try:
        toc = tuple(map(_toc_shape, page.toc))
    except UnframeableError:
        return None
    if not (own_part(page) and content):
        return None
    return (
        own_url.removesuffix("/").rpartition("/")[0],
        own_url.endswith("/"),
        tuple(meta),
        tuple(bool(meta.get(name)) for name in _TEXTS),
        str(meta.get("head") or "").startswith(_META),
        repr((meta.get("hide"), meta.get("search"))),
        card and (card["width"], card["height"]),
        bool(page.canonical_url),
        bool(page.edit_url),
        _H1 in content,
        toc,
    )


def own_part(page: Page) -> str:
    """The last part of a page's URL, which other pages of its folder do not have."""
    return str(page.url.removesuffix("/").rpartition("/")[2].removesuffix(".html"))


_META, _H1 = "<meta ", "<h1"


def _toc_shape(item: Any) -> Shape:
    if not _PLAIN.fullmatch(item.id):
        raise UnframeableError
    children = tuple(map(_toc_shape, item.children))
    return bool(item.title), item.level, getattr(item, "active", False), children


# The order of slots.
_OWN_PART, _TITLE, _DESCRIPTION, _HEAD, _CARD_URL, _CARD_ALT, _CANONICAL, _EDIT, _CONTENT = range(9)


def stand_in(page: Page, maker: SlotMaker) -> PageStandIn:
    """A stand-in of a page's shape, whose texts are slots."""
    start = page.url.removesuffix("/").rfind("/") + 1
    url = maker.url(page.url[:start], page.url[start:].removeprefix(own_part(page)))
    title, description = maker.slot(), maker.slot()
    head = maker.slot(_META if str(page.meta.get("head") or "").startswith(_META) else "")
    card_url, card_alt, canonical, edit = (maker.slot() for _ in range(4))
    content = maker.slot(contains={_H1: _H1 in (page.content or "")})
    meta = dict(page.meta)
    for name, slot in zip(_TEXTS, (title, description, head), strict=True):
        if meta.get(name):
            meta[name] = slot
    if meta.get("card"):
        meta["card"] = {**meta["card"], "url": card_url, "alt": card_alt}
    return PageStandIn(
        url=url,
        title=title,
        meta=meta,
        content=content,
        canonical_url=canonical if page.canonical_url else page.canonical_url,
        edit_url=edit if page.edit_url else page.edit_url,
        toc=[_toc_stand_in(item, maker) for item in page.toc],
        update_date=page.update_date,
    )


def _toc_stand_in(item: Any, maker: SlotMaker) -> TocItemStandIn:
    title, id_ = maker.slot(), maker.plain()
    children = [_toc_stand_in(child, maker) for child in item.children]
    return TocItemStandIn(title, id_, item.level, getattr(item, "active", False), children)


def slot_values(page: Page) -> list[str]:
    """What a page has in place of its stand-in's slots, in the same order."""
    meta, card = page.meta, page.meta.get("card") or {}
    return [
        own_part(page),
        *(str(meta.get(name) or "") for name in _TEXTS),
        str(card.get("url", "")),
        str(card.get("alt", "")),
        page.canonical_url or "",
        page.edit_url or "",
        page.content or "",
        *_toc_values(page.toc),
    ]


def _toc_values(items: Iterable[Any]) -> Iterable[str]:
    for item in items:
        yield item.title
        yield item.id
        yield from _toc_values(item.children)


def is_finishable(page: Page) -> bool:
    """Whether a page's parts can be finished one by one.

    They cannot if white space or an element begins in one part and ends in another.
    """
    values = slot_values(page)
    texts = [value for n, value in enumerate(values) if n not in (_HEAD, _CONTENT)]
    return (
        all(value == value.strip() and "\n" not in value and "<" not in value for value in texts)
        and theme_compat.is_closed_html(values[_CONTENT])
        and (not values[_HEAD] or theme_compat.is_closed_html(values[_HEAD], prefix=_META))
    )


def has_same_context(one: Context, other: Context) -> bool:
    """Whether two pages get the same context but for the page itself and the time."""
    return one.keys() == other.keys() and all(
        value is other[name] or value == other[name]
        for name, value in one.items()
        if name not in ("page", "build_date_utc")
    )
