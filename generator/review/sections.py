"""A comparison as sections of items: what its Markdown and its HTML both show.

An item is one line of inline HTML and, made only when asked for, a body of inline HTML. Neither
has a line break or any Markdown in it, so that both can stand in a list item of either kind.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from generator.checks.likely_duplicates import LikelyDuplicate
from generator.checks.report import line
from generator.model import Finding, Paper
from generator.review.headings import KINDS, cut, summary, value_items
from generator.review.types import (
    Added,
    Comparison,
    Edited,
    FieldChange,
    Removed,
    Renamed,
    RenamedTopic,
    Retopiced,
    Sized,
    Value,
)
from generator.review.word_diff import marked
from generator.text.characters import ARXIV
from generator.text.github import as_read, code, inert

_LONGEST = 6000  # characters of one text; what is longer is cut, and says so
_AUTHORS = 12
_SHORT, _TITLE, _FINDING, _NAMED = 200, 300, 1000, 40
_JOIN = Markup(", ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One change: a line, and what there is to unfold or read below it."""

    line: Markup
    body: Callable[[], Markup] = Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """The changes of one kind; `summary` says how many there are and of what."""

    title: str
    summary: str
    items: tuple[Item, ...]


def sections(comparison: Comparison) -> tuple[Section, ...]:
    """The sections that have something to say, the most urgent first."""
    found = (
        (title, noun, tuple(map(_ITEMS[name], getattr(comparison, name))))
        for title, noun, name in KINDS
    )
    return tuple(
        Section(title=title, summary=summary(len(items), noun), items=items)
        for title, noun, items in found if items
    )  # fmt: skip


def _finding(finding: Finding) -> Item:
    return Item(line=code(cut(line(finding), _FINDING)))


def _named(id_: str, title: str) -> Markup:
    return Markup("<strong>{}</strong> {}").format(_title(title), code(id_))


def _title(title: str) -> Markup:
    return _brief(title) or inert(cut(title, _TITLE))


def _brief(text: str) -> Markup:
    return as_read(cut(text, _TITLE))


def _added(added: Added) -> Item:
    told = _named(added.paper.id, added.paper.title)
    if added.near:
        told += Markup(" ⚠️ may repeat ") + _JOIN.join(code(near.id) for near in added.near)
    return Item(line=told, body=partial(_card, added))


def _card(added: Added) -> Markup:
    paper = added.paper
    rows = [
        _people(paper),
        _JOIN.join(_facts(paper)),
        _labelled("Topics", map(_brief, added.topics)) or Markup("<em>no topics</em>"),
        _labelled("Tags", (code(cut(tag, _TITLE)) for tag in paper.tags)),
        *map(_warning, added.near),
    ]
    card = Markup("").join(Markup("<br>") + row for row in rows if row)
    return card + _folded("Abstract", as_read(cut(paper.abstract, _LONGEST)))


def _people(paper: Paper) -> Markup:
    shown = _JOIN.join(map(_brief, paper.authors.texts[:_AUTHORS]))
    more = len(paper.authors) - _AUTHORS
    return shown + Markup(" and {} more").format(more) if more > 0 else shown


def _facts(paper: Paper) -> Iterator[Markup]:
    if paper.organization:
        yield _brief(paper.organization.name)
    if paper.published:
        yield inert(str(paper.published))
    if paper.venue:
        yield _brief(paper.venue)
    if ARXIV.fullmatch(paper.arxiv):
        yield Markup('<a href="https://arxiv.org/abs/{0}">arXiv:{0}</a>').format(paper.arxiv)
    elif paper.arxiv:
        yield inert(cut(f"arXiv {paper.arxiv}", _TITLE))
    if paper.doi:
        yield inert(cut(f"doi {paper.doi}", _TITLE))
    for link in paper.links:
        yield inert(cut(f"{link.kind} {link.url}", _TITLE))


def _labelled(label: str, values: Iterable[Markup]) -> Markup:
    shown = _JOIN.join(values)
    return Markup("{}: {}").format(label, shown) if shown else Markup()


def _warning(near: LikelyDuplicate) -> Markup:
    why = "the same name before the colon" if near.reason == "name" else "a similar title"
    told = Markup("⚠️ {} ({:.0%}): {}")
    return told.format(why.capitalize(), near.score, _named(near.id, near.title))


def _folded(label: str, content: Markup) -> Markup:
    if not content:
        return Markup()
    return Markup("<details><summary>{}</summary>{}</details>").format(label, content)


def _removed(removed: Removed) -> Item:
    hint = Markup(". {}").format(inert(removed.hint)) if removed.hint else Markup()
    return Item(line=_named(removed.paper.id, removed.paper.title) + hint)


def _renamed(renamed: Renamed) -> Item:
    told = Markup("<strong>{}</strong> {} → {} (same {})")
    by = {"arxiv": "arXiv id", "doi": "DOI"}.get(renamed.by, renamed.by)
    return Item(
        line=told.format(_title(renamed.title), code(renamed.before), code(renamed.after), by)
    )


def _renamed_topic(topic: RenamedTopic) -> Item:
    after, before = _named(topic.after, topic.name_after), _named(topic.before, topic.name_before)
    return Item(line=Markup("{}, before {} (same {})").format(after, before, topic.by))


def _edited(edited: Edited) -> Item:
    fields = _JOIN.join(code(change.field) for change in edited.changes)
    told = Markup("{}: {}").format(_named(edited.id, edited.title), fields)
    return Item(line=told, body=partial(_changes, edited.changes))


def _changes(changes: Iterable[FieldChange]) -> Markup:
    return Markup("").join(map(_change, changes))


def _change(change: FieldChange) -> Markup:
    shown = _difference(change.before, change.after)
    if max(map(_length, (change.before, change.after))) > _SHORT:
        return _folded(f"{change.field} changed", shown)
    return Markup("<br>{}: {}").format(change.field, shown)


def _length(value: Value) -> int:
    return len(value) if isinstance(value, str) else sum(map(len, value))


def _difference(before: Value, after: Value) -> Markup:
    if isinstance(before, str) and isinstance(after, str):
        if before.split() == after.split():
            return Markup("<em>only white space changed</em>")
        shown = marked(before, after)
        if shown is not None and len(shown) <= 2 * _LONGEST:
            return shown
        return Markup("<em>{}</em>").format(
            f"too long to show: {len(before)} characters before, {len(after)} after"
        )
    return _items(value_items(before), value_items(after))


def _items(old: tuple[str, ...], new: tuple[str, ...]) -> Markup:
    gone = [_mark("del", value) for value in old if value not in set(new)]
    come = [_mark("ins", value) for value in new if value not in set(old)]
    if not gone and not come:
        return Markup("<em>only the order or repetitions changed</em>")
    left = max(0, len(gone) + len(come) - 2 * _SHORT)
    more = Markup(" and {} more").format(left) if left else Markup()
    return _JOIN.join((*gone[:_SHORT], *come[:_SHORT])) + more


def _mark(element: str, value: str) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(element, inert(cut(value, _TITLE)))


def _retopiced(paper: Retopiced) -> Item:
    gone = [*map(partial(_mark, "del"), paper.topics_removed), *_tags("del", paper.tags_removed)]
    come = [*map(partial(_mark, "ins"), paper.topics_added), *_tags("ins", paper.tags_added)]
    told = [*gone, *come][:_NAMED]
    if left := len(gone) + len(come) - len(told):
        told.append(Markup("and {} more").format(left))
    if paper.main:
        told.append(Markup("main topic {} → {}").format(*map(_brief, paper.main)))
    return Item(line=Markup("{}: {}").format(_named(paper.id, paper.title), _JOIN.join(told)))


def _tags(element: str, tags: Iterable[str]) -> Iterator[Markup]:
    for tag in tags:
        yield Markup("<{0}>{1}</{0}>").format(element, code(cut(tag, _TITLE)))


def _sized(sized: Sized) -> Item:
    told = Markup("{}: {} → {} ({})")
    return Item(line=told.format(_brief(sized.name), sized.before, sized.after,
                                 sized.change))  # fmt: skip


_ITEMS: Mapping[str, Callable[[Any], Item]] = {
    "new_findings": _finding,
    "added": _added,
    "removed": _removed,
    "renamed": _renamed,
    "edited": _edited,
    "retopiced": _retopiced,
    "renamed_topics": _renamed_topic,
    "edited_topics": _edited,
    "topics": _sized,
    "tags": _sized,
    "fixed_findings": _finding,
}
