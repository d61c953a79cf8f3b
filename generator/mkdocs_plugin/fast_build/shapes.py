"""The shapes of pages: what decides how templates go through one, and what its slots get."""

import re
from collections.abc import Iterable
from typing import Any

from mkdocs.structure.pages import Page

from generator.mkdocs_plugin import theme_compat
from generator.mkdocs_plugin.fast_build.digests import digest_of
from generator.mkdocs_plugin.fast_build.slots import (
    PageStandIn,
    SlotMaker,
    TocItemStandIn,
    UnframeableError,
)

Shape = str  # a digest of what a page's shape depends on
_KNOWN_META = frozenset(
    {"title", "description", "head", "card", "feed", "twin", "hide", "search", "outside"}
)
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_TEXTS = ("title", "description", "head", "twin")  # of `page.meta`, HTML already
_FEED_TEXTS = ("title", "atom", "json")  # of `page.meta.feed`, HTML already
_META, _H1 = "<meta ", "<h1"


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
    return digest_of(
        (
            own_url.removesuffix("/").rpartition("/")[0],
            own_url.endswith("/"),
            tuple(meta),
            tuple(bool(meta.get(name)) for name in _TEXTS),
            str(meta.get("head") or "").startswith(_META),
            repr((meta.get("hide"), meta.get("search"), meta.get("outside"))),
            card and (card["width"], card["height"]),
            tuple(bool((meta.get("feed") or {}).get(name)) for name in _FEED_TEXTS),
            bool(page.canonical_url),
            bool(page.edit_url),
            _H1 in content,
            toc,
        )
    )


def own_part(page: Page) -> str:
    """The last part of a page's URL, which other pages of its folder do not have."""
    return str(page.url.removesuffix("/").rpartition("/")[2].removesuffix(".html"))


def _toc_shape(item: Any) -> tuple[object, ...]:
    if not _PLAIN.fullmatch(item.id):
        raise UnframeableError
    children = tuple(map(_toc_shape, item.children))
    return bool(item.title), item.level, getattr(item, "active", False), children


# The order of slots.
_OWN_PART, _TITLE, _DESCRIPTION, HEAD, _TWIN, _CARD_URL, _CARD_ALT = range(7)
_FEED_TITLE, _FEED_ATOM, _FEED_JSON, _CANONICAL, _EDIT, CONTENT = range(7, 13)


def stand_in(page: Page, maker: SlotMaker) -> PageStandIn:
    """A stand-in of a page's shape, whose texts are slots."""
    start = page.url.removesuffix("/").rfind("/") + 1
    url = maker.url(page.url[:start], page.url[start:].removeprefix(own_part(page)))
    title, description = maker.slot(), maker.slot()
    head = maker.slot(_META if str(page.meta.get("head") or "").startswith(_META) else "")
    twin, card_url, card_alt = maker.slot(), maker.slot(), maker.slot()
    feed = {name: maker.slot() for name in _FEED_TEXTS}
    canonical, edit = maker.slot(), maker.slot()
    content = maker.slot(contains={_H1: _H1 in (page.content or "")})
    meta = dict(page.meta)
    for name, slot in zip(_TEXTS, (title, description, head, twin), strict=True):
        if meta.get(name):
            meta[name] = slot
    if meta.get("card"):
        meta["card"] = {**meta["card"], "url": card_url, "alt": card_alt}
    if meta.get("feed"):
        meta["feed"] = {name: text and feed[name] for name, text in meta["feed"].items()}
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
    meta, card, feed = page.meta, page.meta.get("card") or {}, page.meta.get("feed") or {}
    return [
        own_part(page),
        *(str(meta.get(name) or "") for name in _TEXTS),
        str(card.get("url", "")),
        str(card.get("alt", "")),
        *(str(feed.get(name, "")) for name in _FEED_TEXTS),
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
    texts = [value for n, value in enumerate(values) if n not in (HEAD, CONTENT)]
    return (
        all(value == value.strip() and "\n" not in value and "<" not in value for value in texts)
        and theme_compat.is_closed_html(values[CONTENT])
        and (not values[HEAD] or theme_compat.is_closed_html(values[HEAD], prefix=_META))
    )
