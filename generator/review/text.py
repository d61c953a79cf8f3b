"""A comparison for a terminal of 80 columns, with the same content as the Markdown.

The text has ANSI styles, which `click.echo` removes where the output is not a terminal. So every
difference has a sign too: `-` or `[-…-]` for removed text, `+` or `{+…+}` for added text.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import starmap
from typing import Any

from generator.checks.likely_duplicates import LikelyDuplicate
from generator.checks.report import line
from generator.model import Finding
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
from generator.review.headings import CHANGE_KINDS, NO_CHANGES, TITLE, count_phrase, headline
from generator.review.terminal import WIDTH_CELLS, Span, printable_line, wrap
from generator.review.types import (
    AddedPaper,
    Comparison,
    EditedRecord,
    FieldChange,
    ReclassifiedPaper,
    RemovedPaper,
    RenamedPaper,
    RenamedTopic,
    SizeChange,
)
from generator.review.word_diff import diff_words
from generator.text.characters import cell_width
from generator.text.sanitize import to_text

_MAX_SAME_WORDS, _CONTEXT_WORDS = 24, 8  # of a run that did not change
_PLAIN_STYLE: dict[str, Any] = {}
_BOLD_STYLE, _DIM_STYLE = {"bold": True}, {"dim": True}
_REMOVED_STYLE, _ADDED_STYLE, _WARNING_STYLE = {"fg": "red"}, {"fg": "green"}, {"fg": "yellow"}
_SEVERITY_STYLES: Mapping[str, dict[str, Any]] = {
    "error": _REMOVED_STYLE,
    "warning": _WARNING_STYLE,
    "info": _PLAIN_STYLE,
}
_ITEM_INDENT, _CONTINUED_INDENT, _BODY_INDENT, _DEEP_INDENT = " " * 2, " " * 4, " " * 6, " " * 8


def changes_text(comparison: Comparison) -> str:
    """The whole comparison as styled lines."""
    c = comparison
    kinds = [
        (title, noun, getattr(c, name), _LINE_MAKERS[name]) for title, noun, name in CHANGE_KINDS
    ]
    shown = [kind for kind in kinds if kind[2]]
    between = [
        Span(c.base, _BOLD_STYLE),
        Span("→"),
        Span(c.head, _BOLD_STYLE),
        Span(f"({headline(c)})"),
    ]
    parts = [wrap([Span(TITLE, _BOLD_STYLE)]), wrap(between), "\n"]
    parts += [
        wrap([Span(count_phrase(len(items), noun))], _ITEM_INDENT) for _, noun, items, _ in shown
    ]
    for title, _, items, lines in shown:
        parts += ["\n", wrap([Span(title, {**_BOLD_STYLE, "underline": True})])]
        parts += [text for item in items for text in lines(item)]
    return "".join(parts if shown else [*parts, wrap([Span(NO_CHANGES)])])


def _finding_lines(finding: Finding) -> Iterator[str]:
    place, _, message = truncate(line(finding), MAX_FINDING_CHARS).partition(": ")
    yield wrap(
        [Span(f"{place}:"), Span(message, _SEVERITY_STYLES[finding.severity])],
        _ITEM_INDENT,
        _CONTINUED_INDENT,
    )


def _plain_text(text: str, max_chars: int = MAX_TITLE_CHARS) -> str:
    """A captured text without markup, truncated."""
    return to_text(truncate(text, max_chars))


def _title_and_id(id_: str, title: str) -> list[Span]:
    return [
        Span(_plain_text(title) or truncate(title, MAX_TITLE_CHARS), _BOLD_STYLE),
        Span(f"[{id_}]", _DIM_STYLE),
    ]


def _added_lines(added: AddedPaper) -> Iterator[str]:
    paper = added.paper
    yield wrap(
        [Span("+", _ADDED_STYLE), *_title_and_id(paper.id, paper.title)],
        _ITEM_INDENT,
        _CONTINUED_INDENT,
    )
    for near in added.near:
        yield wrap(_duplicate_warning(near), _BODY_INDENT, _DEEP_INDENT)
    people = ", ".join(map(_plain_text, paper.authors.texts[:MAX_AUTHORS]))
    if more := len(paper.authors.texts[MAX_AUTHORS:]):
        people += f" and {more} more"
    yield wrap([Span(people)], _BODY_INDENT)
    yield wrap([Span(", ".join(starmap(_fact, publication_facts(paper))))], _BODY_INDENT)
    if paper.takeaway:
        said = [Span("Takeaway:", _DIM_STYLE), Span(truncate(paper.takeaway, MAX_TITLE_CHARS))]
        yield wrap(said, _BODY_INDENT, _DEEP_INDENT)
    topics = ", ".join(map(_plain_text, added.topics))
    yield wrap([Span("Topics:", _DIM_STYLE), Span(topics or "none")], _BODY_INDENT, _DEEP_INDENT)
    if paper.tags:
        tags = ", ".join(truncate(tag, MAX_TITLE_CHARS) for tag in paper.tags)
        yield wrap([Span("Tags:", _DIM_STYLE), Span(tags)], _BODY_INDENT, _DEEP_INDENT)
    if paper.search_phrases:
        phrases = "; ".join(truncate(each, MAX_TITLE_CHARS) for each in paper.search_phrases)
        yield wrap([Span("Search phrases:", _DIM_STYLE), Span(phrases)], _BODY_INDENT, _DEEP_INDENT)
    yield wrap([Span(_plain_text(paper.abstract, MAX_TEXT_CHARS))], _BODY_INDENT)


def _duplicate_warning(near: LikelyDuplicate) -> list[Span]:
    warning = Span(f"! may repeat ({duplicate_reason(near)}, {near.score:.0%}):", _WARNING_STYLE)
    return [warning, *_title_and_id(near.id, near.title)]


def _fact(kind: FactKind, text: str) -> str:
    if kind == "arxiv":
        return f"arXiv:{text}"
    return _plain_text(text) if kind == "captured" else text


def _removed_lines(removed: RemovedPaper) -> Iterator[str]:
    paper = removed.paper
    yield wrap(
        [Span("-", _REMOVED_STYLE), *_title_and_id(paper.id, paper.title)],
        _ITEM_INDENT,
        _CONTINUED_INDENT,
    )
    if removed.hint:
        yield wrap([Span(removed.hint)], _BODY_INDENT, _DEEP_INDENT)


def _renamed_lines(renamed: RenamedPaper) -> Iterator[str]:
    title = Span(
        _plain_text(renamed.title) or truncate(renamed.title, MAX_TITLE_CHARS), _BOLD_STYLE
    )
    yield wrap([title], _ITEM_INDENT, _CONTINUED_INDENT)
    yield wrap(
        [*_from_to(renamed.before, renamed.after), Span(f"(same {identity_name(renamed.by)})")],
        _BODY_INDENT,
        _DEEP_INDENT,
    )


def _from_to(before: str, after: str) -> list[Span]:
    return [Span(before, _REMOVED_STYLE), Span("→"), Span(after, _ADDED_STYLE)]


def _edited_lines(edited: EditedRecord) -> Iterator[str]:
    yield wrap(_title_and_id(edited.id, edited.title), _ITEM_INDENT, _CONTINUED_INDENT)
    for change in edited.changes:
        yield _field_diff(change)


def _field_diff(change: FieldChange) -> str:
    label, before, after = f"{change.field}:", change.before, change.after
    if not isinstance(before, str) or not isinstance(after, str):
        return wrap([Span(label)], _BODY_INDENT) + _list_diff(*list_changes(before, after))
    if before.split() == after.split():
        spans = [Span(ONLY_WHITE_SPACE_CHANGED, _DIM_STYLE)]
    elif not before:
        spans = [Span(f"+ {truncate(after, MAX_TEXT_CHARS)}", _ADDED_STYLE)]
    elif not after:
        spans = [Span(f"- {truncate(before, MAX_TEXT_CHARS)}", _REMOVED_STYLE)]
    elif (
        cell_width(printable_line(f"{_BODY_INDENT}{label} {before} → {after}")) + len(_BODY_INDENT)
        <= WIDTH_CELLS
    ):
        spans = _from_to(before, after)
    else:
        spans = _word_diff(before, after)
    return wrap([Span(label), *spans], _BODY_INDENT, _DEEP_INDENT)


def _word_diff(before: str, after: str) -> list[Span]:
    """The changed words of a text, with some words around each change."""
    runs = [(kind, _shorten_unchanged(text) if kind == "same" else text)
            for kind, text in diff_words(before, after) or ()]  # fmt: skip
    if not runs or sum(len(text) for _, text in runs) > 2 * MAX_TEXT_CHARS:
        return [Span(too_long(before, after), _DIM_STYLE)]
    signs = {
        "same": ("{}", _PLAIN_STYLE),
        "del": ("[-{}-]", _REMOVED_STYLE),
        "ins": ("{{+{}+}}", _ADDED_STYLE),
    }
    return [Span(signs[kind][0].format(text), signs[kind][1]) for kind, text in runs]


def _shorten_unchanged(same: str) -> str:
    words = same.split()
    if len(words) <= _MAX_SAME_WORDS:
        return same
    return " ".join((*words[:_CONTEXT_WORDS], "[…]", *words[-_CONTEXT_WORDS:]))


def _list_diff(removed: list[str], added: list[str]) -> str:
    if not removed and not added:
        return wrap([Span(ONLY_ORDER_CHANGED, _DIM_STYLE)], _DEEP_INDENT)
    shown = [
        *(Span(f"- {truncate(v, MAX_TITLE_CHARS)}", _REMOVED_STYLE) for v in removed[:MAX_ITEMS]),
        *(Span(f"+ {truncate(v, MAX_TITLE_CHARS)}", _ADDED_STYLE) for v in added[:MAX_ITEMS]),
    ]
    if left := len(removed) + len(added) - len(shown):
        shown.append(Span(f"and {left} more", _DIM_STYLE))
    return "".join(wrap([span], _DEEP_INDENT, f"{_DEEP_INDENT}  ") for span in shown)


def _reclassified_lines(paper: ReclassifiedPaper) -> Iterator[str]:
    yield wrap(_title_and_id(paper.id, paper.title), _ITEM_INDENT, _CONTINUED_INDENT)
    for sign, style, topics, tags in (
        ("-", _REMOVED_STYLE, paper.topics_removed, paper.tags_removed),
        ("+", _ADDED_STYLE, paper.topics_added, paper.tags_added),
    ):
        lines = [f"{sign} topic {truncate(topic, MAX_TITLE_CHARS)}" for topic in topics]
        lines += [f"{sign} tag {truncate(tag, MAX_TITLE_CHARS)}" for tag in tags]
        for text in lines:
            yield wrap([Span(text, style)], _BODY_INDENT, _DEEP_INDENT)
    if paper.main:
        yield wrap(
            [Span("main topic:"), *_from_to(*map(_plain_text, paper.main))],
            _BODY_INDENT,
            _DEEP_INDENT,
        )


def _renamed_topic_lines(topic: RenamedTopic) -> Iterator[str]:
    after = _title_and_id(topic.after, topic.name_after)
    before = _title_and_id(topic.before, topic.name_before)
    yield wrap(
        [*before, Span("→"), *after, Span(f"(same {topic.by})")], _ITEM_INDENT, _CONTINUED_INDENT
    )


def _size_lines(sized: SizeChange) -> Iterator[str]:
    style = _ADDED_STYLE if sized.after > sized.before else _REMOVED_STYLE
    size = Span(f"{sized.before} → {sized.after} ({sized.change})", style)
    yield wrap([Span(f"{_plain_text(sized.name)}:"), size], _ITEM_INDENT, _CONTINUED_INDENT)


_LINE_MAKERS: Mapping[str, Callable[[Any], Iterable[str]]] = {
    "new_findings": _finding_lines,
    "added": _added_lines,
    "removed": _removed_lines,
    "renamed": _renamed_lines,
    "edited": _edited_lines,
    "retopiced": _reclassified_lines,
    "renamed_topics": _renamed_topic_lines,
    "edited_topics": _edited_lines,
    "paths": _edited_lines,
    "topics": _size_lines,
    "tags": _size_lines,
    "fixed_findings": _finding_lines,
}
