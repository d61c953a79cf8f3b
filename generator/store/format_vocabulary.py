"""Format topics.yml, excluded.yml and people.yml; the order, the groups and the comments stay.

Each item is formatted like a paper file. Comments and blank lines between two items belong to the
second one.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import yaml

from generator.model import Finding
from generator.store.dump import dump_exclusion, dump_person, dump_topic
from generator.store.format import find_comments, restore_comments
from generator.store.parse import Reading, compose, content_end
from generator.store.people import read_people
from generator.store.vocabulary import read_exclusions, read_topics


def format_topics(text: str, source: str = "") -> tuple[str | None, list[Finding]]:
    """The vocabulary in canonical form; None if it has errors. Formatting is idempotent."""
    return _format_items(text, source, *read_topics(text, source), dump_topic)


def format_exclusions(text: str, source: str = "") -> tuple[str | None, list[Finding]]:
    """The excluded papers in canonical form; None if the file has errors."""
    return _format_items(text, source, *read_exclusions(text, source), dump_exclusion)


def format_people(text: str, source: str = "") -> tuple[str | None, list[Finding]]:
    """The people in canonical form; None if the file has errors."""
    return _format_items(text, source, *read_people(text, source), dump_person)


def _format_items(
    text: str,
    source: str,
    values: Sequence[Any],
    findings: list[Finding],
    dump: Callable[[Any], str],
) -> tuple[str | None, list[Finding]]:
    root = compose(text, Reading(source))
    if any(finding.severity == "error" for finding in findings):
        return None, findings
    items = root.value if isinstance(root, yaml.SequenceNode) else []
    comments = list(find_comments(text))
    lines: list[str] = []
    at = 0
    for value, item in zip(values, items, strict=True):
        start, end = item.start_mark.index, find_item_end(text, item, comments, root)
        body = restore_comments(" " * item.start_mark.column + text[start:end] + "\n", dump(value))
        lines += _comment_lines(text, at, start, comments)
        lines += _item_lines(body)
        at = end
    lines += _comment_lines(text, at, len(text), comments)
    return "".join(f"{line}\n" for line in _strip_blank_lines(lines)), findings


def find_item_end(
    text: str, item: yaml.Node, comments: list[tuple[int, str]], root: yaml.Node | None
) -> int:
    """Where an item ends, with the comment after it and those indented like its parts."""
    # A block scalar includes the blank lines after it.
    end = len(text[: content_end(item)].rstrip())
    if not isinstance(root, yaml.SequenceNode) or root.flow_style:
        return end
    dash = root.start_mark.column
    for index, comment in comments:
        if index < end:
            continue
        gap = text[end:index]
        line = gap.rpartition("\n")[2] if "\n" in gap else ""
        if gap.strip() or ("\n" in gap and len(line) <= dash) or gap.count("\n") > 1:
            break
        end = index + len(comment)
    return end


def _comment_lines(text: str, start: int, end: int, comments: list[tuple[int, str]]) -> list[str]:
    """The comments between two indices, and one blank line for each run of blank lines."""
    found = {index: comment for index, comment in comments if start <= index < end}
    lines: list[str] = []
    at = start
    for index in [*found, end]:
        if _has_blank_line(text[at:index]):
            lines.append("")
        if index < end:
            lines.append(found[index])
            at = index + len(found[index])
    return lines


def _has_blank_line(gap: str) -> bool:
    return any(not line.strip() for line in gap.split("\n")[1:-1])


def _item_lines(body: str) -> Iterator[str]:
    """The lines of a mapping as an item of a list, comments above its first key first."""
    lines = body.splitlines()
    first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    for number, line in enumerate(lines):
        lead = "" if number < first else "- " if number == first else "  "
        yield lead + line if line else ""


def _strip_blank_lines(lines: list[str]) -> list[str]:
    while lines and not lines[0]:
        lines = lines[1:]
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines
