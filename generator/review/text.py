"""A comparison for a terminal of 80 columns: all that the Markdown tells, in lines to read.

The text is styled; whoever prints it elsewhere takes the styles out (`click.echo` does). So
every difference has a sign too: `-` or `[-…-]` for what was removed, `+` or
`{+…+}` for what was added.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from generator.checks.likely_duplicates import LikelyDuplicate
from generator.checks.report import line
from generator.model import Finding, Paper
from generator.review.headings import KINDS, NOTHING, TITLE, cut, headline, summary, value_items
from generator.review.terminal import WIDTH_CELLS, Span, cells, safe, wrap
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
)
from generator.review.word_diff import word_changes
from generator.text.characters import ARXIV
from generator.text.sanitize import to_text

_MAX_TEXT, _MAX_TITLE, _MAX_FINDING = 6000, 300, 1000  # characters, as in the Markdown
_MAX_AUTHORS, _MAX_ITEMS = 12, 200
_MAX_SAME_WORDS, _CONTEXT_WORDS = 24, 8  # of a run that did not change
_PLAIN_STYLE: dict[str, Any] = {}
_BOLD_STYLE, _DIM_STYLE = {"bold": True}, {"dim": True}
_REMOVED_STYLE, _ADDED_STYLE, _WARNING_STYLE = {"fg": "red"}, {"fg": "green"}, {"fg": "yellow"}
_SEVERITIES: Mapping[str, dict[str, Any]] = {
    "error": _REMOVED_STYLE,
    "warning": _WARNING_STYLE,
    "info": _PLAIN_STYLE,
}
_ITEM, _MORE, _BODY, _DEEP = " " * 2, " " * 4, " " * 6, " " * 8


def changes_text(comparison: Comparison) -> str:
    """All of the comparison as styled lines."""
    c = comparison
    kinds = [(title, noun, getattr(c, name), _ITEMS[name]) for title, noun, name in KINDS]
    shown = [kind for kind in kinds if kind[2]]
    between = [
        Span(c.base, _BOLD_STYLE),
        Span("→"),
        Span(c.head, _BOLD_STYLE),
        Span(f"({headline(c)})"),
    ]
    parts = [wrap([Span(TITLE, _BOLD_STYLE)]), wrap(between), "\n"]
    parts += [wrap([Span(summary(len(items), noun))], _ITEM) for _, noun, items, _ in shown]
    for title, _, items, lines in shown:
        parts += ["\n", wrap([Span(title, {**_BOLD_STYLE, "underline": True})])]
        parts += [text for item in items for text in lines(item)]
    return "".join(parts if shown else [*parts, wrap([Span(NOTHING)])])


def _finding(finding: Finding) -> Iterator[str]:
    place, _, message = cut(line(finding), _MAX_FINDING).partition(": ")
    yield wrap([Span(f"{place}:"), Span(message, _SEVERITIES[finding.severity])], _ITEM, _MORE)


def _read(text: str, most: int = _MAX_TITLE) -> str:
    """A captured text as its author meant it, cut where it is very long."""
    return to_text(cut(text, most))


def _named(id_: str, title: str) -> list[Span]:
    return [Span(_read(title) or cut(title, _MAX_TITLE), _BOLD_STYLE), Span(f"[{id_}]", _DIM_STYLE)]


def _added(added: Added) -> Iterator[str]:
    paper = added.paper
    yield wrap([Span("+", _ADDED_STYLE), *_named(paper.id, paper.title)], _ITEM, _MORE)
    for near in added.near:
        yield wrap(_warning(near), _BODY, _DEEP)
    people = ", ".join(map(_read, paper.authors.texts[:_MAX_AUTHORS]))
    if more := len(paper.authors.texts[_MAX_AUTHORS:]):
        people += f" and {more} more"
    yield wrap([Span(people)], _BODY)
    yield wrap([Span(", ".join(_facts(paper)))], _BODY)
    topics = ", ".join(map(_read, added.topics))
    yield wrap([Span("Topics:", _DIM_STYLE), Span(topics or "none")], _BODY, _DEEP)
    if paper.tags:
        tags = ", ".join(cut(tag, _MAX_TITLE) for tag in paper.tags)
        yield wrap([Span("Tags:", _DIM_STYLE), Span(tags)], _BODY, _DEEP)
    yield wrap([Span(_read(paper.abstract, _MAX_TEXT))], _BODY)


def _warning(near: LikelyDuplicate) -> list[Span]:
    why = "the same name before the colon" if near.reason == "name" else "a similar title"
    warning = Span(f"! may repeat ({why}, {near.score:.0%}):", _WARNING_STYLE)
    return [warning, *_named(near.id, near.title)]


def _facts(paper: Paper) -> Iterator[str]:
    if paper.organization:
        yield _read(paper.organization.name)
    if paper.published:
        yield str(paper.published)
    if paper.venue:
        yield _read(paper.venue)
    if paper.arxiv:
        shown = f"arXiv:{paper.arxiv}" if ARXIV.fullmatch(paper.arxiv) else f"arXiv {paper.arxiv}"
        yield cut(shown, _MAX_TITLE)
    if paper.doi:
        yield cut(f"doi {paper.doi}", _MAX_TITLE)
    for link in paper.links:
        yield cut(f"{link.kind} {link.url}", _MAX_TITLE)


def _removed(removed: Removed) -> Iterator[str]:
    paper = removed.paper
    yield wrap([Span("-", _REMOVED_STYLE), *_named(paper.id, paper.title)], _ITEM, _MORE)
    if removed.hint:
        yield wrap([Span(removed.hint)], _BODY, _DEEP)


def _renamed(renamed: Renamed) -> Iterator[str]:
    by = {"arxiv": "arXiv id", "doi": "DOI"}.get(renamed.by, renamed.by)
    title = Span(_read(renamed.title) or cut(renamed.title, _MAX_TITLE), _BOLD_STYLE)
    yield wrap([title], _ITEM, _MORE)
    yield wrap([*_from_to(renamed.before, renamed.after), Span(f"(same {by})")], _BODY, _DEEP)


def _from_to(before: str, after: str) -> list[Span]:
    return [Span(before, _REMOVED_STYLE), Span("→"), Span(after, _ADDED_STYLE)]


def _edited(edited: Edited) -> Iterator[str]:
    yield wrap(_named(edited.id, edited.title), _ITEM, _MORE)
    for change in edited.changes:
        yield _change(change)


def _change(change: FieldChange) -> str:
    label, before, after = f"{change.field}:", change.before, change.after
    if not isinstance(before, str) or not isinstance(after, str):
        return wrap([Span(label)], _BODY) + _items(value_items(before), value_items(after))
    if before.split() == after.split():
        spans = [Span("only white space changed", _DIM_STYLE)]
    elif not before:
        spans = [Span(f"+ {cut(after, _MAX_TEXT)}", _ADDED_STYLE)]
    elif not after:
        spans = [Span(f"- {cut(before, _MAX_TEXT)}", _REMOVED_STYLE)]
    elif cells(safe(f"{_BODY}{label} {before} → {after}")) + len(_BODY) <= WIDTH_CELLS:
        spans = _from_to(before, after)
    else:
        spans = _words(before, after)
    return wrap([Span(label), *spans], _BODY, _DEEP)


def _words(before: str, after: str) -> list[Span]:
    """What changed in a text, with some words around each change."""
    runs = [(kind, _context(text) if kind == "same" else text)
            for kind, text in word_changes(before, after) or ()]  # fmt: skip
    if not runs or sum(len(text) for _, text in runs) > 2 * _MAX_TEXT:
        reason = f"too long to show: {len(before)} characters before, {len(after)} after"
        return [Span(reason, _DIM_STYLE)]
    signs = {
        "same": ("{}", _PLAIN_STYLE),
        "del": ("[-{}-]", _REMOVED_STYLE),
        "ins": ("{{+{}+}}", _ADDED_STYLE),
    }
    return [Span(signs[kind][0].format(text), signs[kind][1]) for kind, text in runs]


def _context(same: str) -> str:
    words = same.split()
    if len(words) <= _MAX_SAME_WORDS:
        return same
    return " ".join((*words[:_CONTEXT_WORDS], "[…]", *words[-_CONTEXT_WORDS:]))


def _items(old: tuple[str, ...], new: tuple[str, ...]) -> str:
    gone = [Span(f"- {cut(v, _MAX_TITLE)}", _REMOVED_STYLE) for v in old if v not in set(new)]
    come = [Span(f"+ {cut(v, _MAX_TITLE)}", _ADDED_STYLE) for v in new if v not in set(old)]
    if not gone and not come:
        return wrap([Span("only the order or repetitions changed", _DIM_STYLE)], _DEEP)
    shown = [*gone[:_MAX_ITEMS], *come[:_MAX_ITEMS]]
    if left := len(gone) + len(come) - len(shown):
        shown.append(Span(f"and {left} more", _DIM_STYLE))
    return "".join(wrap([span], _DEEP, f"{_DEEP}  ") for span in shown)


def _retopiced(paper: Retopiced) -> Iterator[str]:
    yield wrap(_named(paper.id, paper.title), _ITEM, _MORE)
    for sign, style, topics, tags in (
        ("-", _REMOVED_STYLE, paper.topics_removed, paper.tags_removed),
        ("+", _ADDED_STYLE, paper.topics_added, paper.tags_added),
    ):
        lines = [f"{sign} topic {cut(topic, _MAX_TITLE)}" for topic in topics]
        lines += [f"{sign} tag {cut(tag, _MAX_TITLE)}" for tag in tags]
        for text in lines:
            yield wrap([Span(text, style)], _BODY, _DEEP)
    if paper.main:
        yield wrap([Span("main topic:"), *_from_to(*map(_read, paper.main))], _BODY, _DEEP)


def _renamed_topic(topic: RenamedTopic) -> Iterator[str]:
    after, before = _named(topic.after, topic.name_after), _named(topic.before, topic.name_before)
    yield wrap([*before, Span("→"), *after, Span(f"(same {topic.by})")], _ITEM, _MORE)


def _sized(sized: Sized) -> Iterator[str]:
    style = _ADDED_STYLE if sized.after > sized.before else _REMOVED_STYLE
    size = Span(f"{sized.before} → {sized.after} ({sized.change})", style)
    yield wrap([Span(f"{_read(sized.name)}:"), size], _ITEM, _MORE)


_ITEMS: Mapping[str, Callable[[Any], Iterable[str]]] = {
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
