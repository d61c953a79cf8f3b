"""A comparison as sections of items, shared by the Markdown and the HTML rendering.

An item is one line of inline HTML and a lazily made body of inline HTML. Neither contains a line
break or Markdown, so that both fit into a list item of either format.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import starmap
from typing import Any

from markupsafe import Markup

from generator.checks.likely_duplicates import LikelyDuplicate
from generator.checks.report import line
from generator.model import Finding, Paper
from generator.review.content import (
    MAX_AUTHORS,
    MAX_FINDING_CHARS,
    MAX_ITEMS,
    MAX_TEXT_CHARS,
    MAX_TITLE_CHARS,
    ONLY_ORDER_CHANGED,
    ONLY_WHITE_SPACE_CHANGED,
    FactKind,
    duplicate_reason,
    identity_name,
    list_changes,
    publication_facts,
    too_long,
    truncate,
)
from generator.review.headings import CHANGE_KINDS, count_phrase
from generator.review.types import (
    AddedPaper,
    Comparison,
    EditedRecord,
    FieldChange,
    FieldValue,
    ReclassifiedPaper,
    RemovedPaper,
    RenamedPaper,
    RenamedTopic,
    SizeChange,
)
from generator.review.word_diff import diff_html
from generator.text.github import code_for_github, escape_for_github, plain_text_for_github

_MAX_INLINE_CHARS = 200  # a longer change is folded
_MAX_TOPICS_AND_TAGS = 40
_COMMA = Markup(", ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One change: a line, and the details below it."""

    line: Markup
    body: Callable[[], Markup] = Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """The changes of one kind; `summary` is their number and noun."""

    title: str
    summary: str
    items: tuple[Item, ...]


def sections(comparison: Comparison) -> tuple[Section, ...]:
    """The sections that have items, the most urgent first."""
    found = (
        (title, noun, tuple(map(_ITEM_MAKERS[name], getattr(comparison, name))))
        for title, noun, name in CHANGE_KINDS
    )
    return tuple(
        Section(title=title, summary=count_phrase(len(items), noun), items=items)
        for title, noun, items in found if items
    )  # fmt: skip


def _finding_item(finding: Finding) -> Item:
    return Item(line=code_for_github(truncate(line(finding), MAX_FINDING_CHARS)))


def _title_and_id(id_: str, title: str) -> Markup:
    return Markup("<strong>{}</strong> {}").format(_title_html(title), code_for_github(id_))


def _title_html(title: str) -> Markup:
    return _short_html(title) or escape_for_github(truncate(title, MAX_TITLE_CHARS))


def _short_html(text: str) -> Markup:
    return plain_text_for_github(truncate(text, MAX_TITLE_CHARS))


def _added_item(added: AddedPaper) -> Item:
    heading = _title_and_id(added.paper.id, added.paper.title)
    if added.near:
        heading += Markup(" ⚠️ may repeat ") + _COMMA.join(
            code_for_github(near.id) for near in added.near
        )
    return Item(line=heading, body=partial(_paper_details, added))


def _paper_details(added: AddedPaper) -> Markup:
    paper = added.paper
    rows = [
        _author_line(paper),
        _COMMA.join(starmap(_fact, publication_facts(paper))),
        _labelled_list("Takeaway", [escape_for_github(truncate(paper.takeaway, MAX_TITLE_CHARS))])
        if paper.takeaway
        else "",
        _labelled_list("Topics", map(_short_html, added.topics)) or Markup("<em>no topics</em>"),
        _labelled_list(
            "Tags", (code_for_github(truncate(tag, MAX_TITLE_CHARS)) for tag in paper.tags)
        ),
        _labelled_list(
            "Search phrases",
            # As they are written: what a reader of Markdown would not see is searched, too.
            (code_for_github(truncate(each, MAX_TITLE_CHARS)) for each in paper.search_phrases),
        ),
        *map(_duplicate_warning, added.near),
    ]
    card = Markup("").join(Markup("<br>") + row for row in rows if row)
    return card + _details(
        "Abstract", plain_text_for_github(truncate(paper.abstract, MAX_TEXT_CHARS))
    )


def _author_line(paper: Paper) -> Markup:
    shown = _COMMA.join(map(_short_html, paper.authors.texts[:MAX_AUTHORS]))
    more = len(paper.authors) - MAX_AUTHORS
    return shown + Markup(" and {} more").format(more) if more > 0 else shown


def _fact(kind: FactKind, text: str) -> Markup:
    if kind == "arxiv":
        return Markup('<a href="https://arxiv.org/abs/{0}">arXiv:{0}</a>').format(text)
    return _short_html(text) if kind == "captured" else escape_for_github(text)


def _labelled_list(label: str, values: Iterable[Markup]) -> Markup:
    shown = _COMMA.join(values)
    return Markup("{}: {}").format(label, shown) if shown else Markup()


def _duplicate_warning(near: LikelyDuplicate) -> Markup:
    template = Markup("⚠️ {} ({:.0%}): {}")
    return template.format(
        duplicate_reason(near).capitalize(), near.score, _title_and_id(near.id, near.title)
    )


def _details(label: str, content: Markup) -> Markup:
    if not content:
        return Markup()
    return Markup("<details><summary>{}</summary>{}</details>").format(label, content)


def _removed_item(removed: RemovedPaper) -> Item:
    hint = Markup(". {}").format(escape_for_github(removed.hint)) if removed.hint else Markup()
    return Item(line=_title_and_id(removed.paper.id, removed.paper.title) + hint)


def _renamed_item(renamed: RenamedPaper) -> Item:
    template = Markup("<strong>{}</strong> {} → {} (same {})")
    return Item(
        line=template.format(
            _title_html(renamed.title),
            code_for_github(renamed.before),
            code_for_github(renamed.after),
            identity_name(renamed.by),
        )
    )


def _renamed_topic_item(topic: RenamedTopic) -> Item:
    after = _title_and_id(topic.after, topic.name_after)
    before = _title_and_id(topic.before, topic.name_before)
    return Item(line=Markup("{}, before {} (same {})").format(after, before, topic.by))


def _edited_item(edited: EditedRecord) -> Item:
    fields = _COMMA.join(code_for_github(change.field) for change in edited.changes)
    heading = Markup("{}: {}").format(_title_and_id(edited.id, edited.title), fields)
    return Item(line=heading, body=partial(_field_diffs, edited.changes))


def _field_diffs(changes: Iterable[FieldChange]) -> Markup:
    return Markup("").join(map(_field_diff, changes))


def _field_diff(change: FieldChange) -> Markup:
    shown = _value_diff(change.before, change.after)
    if max(map(_value_length, (change.before, change.after))) > _MAX_INLINE_CHARS:
        return _details(escape_for_github(f"{change.field} changed"), shown)
    return Markup("<br>{}: {}").format(escape_for_github(change.field), shown)


def _value_length(value: FieldValue) -> int:
    return len(value) if isinstance(value, str) else sum(map(len, value))


def _value_diff(before: FieldValue, after: FieldValue) -> Markup:
    if isinstance(before, str) and isinstance(after, str):
        if before.split() == after.split():
            return Markup("<em>{}</em>").format(ONLY_WHITE_SPACE_CHANGED)
        shown = diff_html(before, after)
        if shown is not None and len(shown) <= 2 * MAX_TEXT_CHARS:
            return shown
        return Markup("<em>{}</em>").format(too_long(before, after))
    return _list_diff(*list_changes(before, after))


def _list_diff(removed: list[str], added: list[str]) -> Markup:
    if not removed and not added:
        return Markup("<em>{}</em>").format(ONLY_ORDER_CHANGED)
    shown = [
        *(_mark_change("del", item) for item in removed[:MAX_ITEMS]),
        *(_mark_change("ins", item) for item in added[:MAX_ITEMS]),
    ]
    left = len(removed) + len(added) - len(shown)
    more = Markup(" and {} more").format(left) if left else Markup()
    return _COMMA.join(shown) + more


def _mark_change(element: str, value: str) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(
        element, escape_for_github(truncate(value, MAX_TITLE_CHARS))
    )


def _reclassified_item(paper: ReclassifiedPaper) -> Item:
    removed = [
        *map(partial(_mark_change, "del"), paper.topics_removed),
        *_mark_tags("del", paper.tags_removed),
    ]
    added = [
        *map(partial(_mark_change, "ins"), paper.topics_added),
        *_mark_tags("ins", paper.tags_added),
    ]
    shown = [*removed, *added][:_MAX_TOPICS_AND_TAGS]
    if left := len(removed) + len(added) - len(shown):
        shown.append(Markup("and {} more").format(left))
    if paper.main:
        shown.append(Markup("main topic {} → {}").format(*map(_short_html, paper.main)))
    return Item(
        line=Markup("{}: {}").format(_title_and_id(paper.id, paper.title), _COMMA.join(shown))
    )


def _mark_tags(element: str, tags: Iterable[str]) -> Iterator[Markup]:
    for tag in tags:
        yield Markup("<{0}>{1}</{0}>").format(
            element, code_for_github(truncate(tag, MAX_TITLE_CHARS))
        )


def _size_item(sized: SizeChange) -> Item:
    template = Markup("{}: {} → {} ({})")
    return Item(line=template.format(_short_html(sized.name), sized.before, sized.after,
                                 sized.change))  # fmt: skip


_ITEM_MAKERS: Mapping[str, Callable[[Any], Item]] = {
    "new_findings": _finding_item,
    "added": _added_item,
    "removed": _removed_item,
    "renamed": _renamed_item,
    "edited": _edited_item,
    "retopiced": _reclassified_item,
    "renamed_topics": _renamed_topic_item,
    "edited_topics": _edited_item,
    "paths": _edited_item,
    "topics": _size_item,
    "tags": _size_item,
    "fixed_findings": _finding_item,
}
