"""Lists in one file to canonical form: the order, the groups and the comments stay the editor's.

Each item of topics.yml and excluded.yml is formatted like a paper file. What stands between two
items, comments and blank lines, belongs to the second one.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import yaml

from generator.model import Finding
from generator.store.dump import dump_exclusion, dump_topic
from generator.store.format import find_comments, restore_comments
from generator.store.load import read_exclusions, read_topics
from generator.store.parse import Reading, compose, content_end


def format_topics(text: str, source: str = "") -> tuple[str | None, list[Finding]]:
    """The vocabulary in canonical form; None where it cannot be read whole.

    Formatting the result again changes nothing.
    """
    return _format_items(text, source, *read_topics(text, source), dump_topic)


def format_exclusions(text: str, source: str = "") -> tuple[str | None, list[Finding]]:
    """The excluded papers in canonical form; None where the file cannot be read whole."""
    return _format_items(text, source, *read_exclusions(text, source), dump_exclusion)


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
    remarks = list(find_comments(text))
    made: list[str] = []
    at = 0
    for value, item in zip(values, items, strict=True):
        start, end = item.start_mark.index, _find_item_end(text, item, remarks, root)
        body = restore_comments(" " * item.start_mark.column + text[start:end] + "\n", dump(value))
        made += _comment_lines(text, at, start, remarks)
        made += _item_lines(body)
        at = end
    made += _comment_lines(text, at, len(text), remarks)
    return "".join(f"{line}\n" for line in _strip_blank_lines(made)), findings


def _find_item_end(
    text: str, item: yaml.Node, remarks: list[tuple[int, str]], root: yaml.Node | None
) -> int:
    """Where a topic ends, with the comment behind it and those that are indented like a part."""
    end = len(
        text[: content_end(item)].rstrip()
    )  # a block scalar takes in the blank lines behind it
    if not isinstance(root, yaml.SequenceNode) or root.flow_style:
        return end
    dash = root.start_mark.column
    for index, comment in remarks:
        if index < end:
            continue
        gap = text[end:index]
        line = gap.rpartition("\n")[2] if "\n" in gap else ""
        if gap.strip() or ("\n" in gap and len(line) <= dash) or gap.count("\n") > 1:
            break
        end = index + len(comment)
    return end


def _comment_lines(text: str, start: int, end: int, remarks: list[tuple[int, str]]) -> list[str]:
    """The comments of a stretch, and a blank line where it has any."""
    found = {index: comment for index, comment in remarks if start <= index < end}
    made: list[str] = []
    at = start
    for index in [*found, end]:
        if _has_blank_line(text[at:index]):
            made.append("")
        if index < end:
            made.append(found[index])
            at = index + len(found[index])
    return made


def _has_blank_line(gap: str) -> bool:
    return any(not line.strip() for line in gap.split("\n")[1:-1])


def _item_lines(body: str) -> Iterator[str]:
    """The lines of a mapping as an item of a list; what stands above its first key comes first."""
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
