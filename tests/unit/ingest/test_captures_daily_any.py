"""Any Daily Papers page, whole or damaged, is read exactly or refused.

The examples are the same in each run; raise `max_examples` by hand to search for more.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from daily_pages import (
    LAYOUTS,
    Layout,
    Operation,
    Printed,
    Row,
    entry_fields,
    expected_entry,
    mutate,
    papers,
    rows,
    text_of,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.ingest.readers import Parsed, Request, read

MAX_WORDS_OF_A_NAME = 4
CAPTURED = date(2025, 12, 9)
PLACES = st.integers(0, 10**6)
OPERATIONS = st.sampled_from(["drop", "double", "swap", "glue", "move"])


def parsed(page: list[Row], layout: Layout) -> Parsed:
    return read(Request(text=text_of(page, layout), source="-", captured=CAPTURED))


def is_refused(result: Parsed) -> bool:
    return any(found.severity == "error" for found in result.findings)


def differences(result: Parsed, page: list[Printed], layout: Layout, free: set[str]) -> list[Any]:
    """The fields that differ, except counts that a damaged page no longer tells."""
    unclear = any(finding.code == "organization-unclear" for finding in result.findings)
    entries = [entry_fields(entry) for entry in result.entries]
    expected = [expected_entry(paper, layout) for paper in page]
    if len(entries) != len(expected):
        return [("entries", [e["title"] for e in entries], [e["title"] for e in expected])]
    return [
        (name, one[name], other[name])
        for one, other in zip(entries, expected, strict=True)
        for name in one
        if one[name] != other[name]
        and not (name in free and one[name] is None)
        and not (
            name == "organization" and (unclear or _lacks_handle(one[name], other[name], free))
        )
    ]


def is_certain(page: list[Printed], layout: Layout) -> bool:
    """Whether nothing of a page can be read in two ways."""
    if layout.blanks == "none" and (layout.width or not all(paper.footer for paper in page)):
        return False
    return layout.upvotes or layout.comments != "own line" or layout.blanks == "blocks"


def _lacks_handle(found: Any, expected: Any, free: set[str]) -> bool:
    return "handle" in free and found and found == replace(expected, handle="")


@pytest.mark.slow
@settings(deadline=None, max_examples=150, derandomize=True)
@given(papers(CAPTURED), LAYOUTS)
def test_a_page_in_any_layout_is_read_exactly(page: list[Printed], layout: Layout) -> None:
    result = parsed(rows(page, layout, CAPTURED), layout)
    if is_refused(result):
        assert not is_certain(page, layout), [found.message for found in result.findings]
    else:
        assert differences(result, page, layout, set()) == []


@pytest.mark.slow
@settings(deadline=None, max_examples=200, derandomize=True)
@given(papers(CAPTURED), LAYOUTS, OPERATIONS, PLACES, PLACES)
def test_a_damaged_page_is_read_exactly_or_refused(
    page: list[Printed], layout: Layout, operation: Operation, place: int, target: int
) -> None:
    whole = rows(page, layout, CAPTURED)
    index, to = place % len(whole), target % len(whole)
    assume(not is_undetectable(whole, operation, index))
    result = parsed(mutate(whole, operation, index, to), layout)
    if not is_refused(result):
        free = {"address": {"handle"}}.get(whole[index].kind, set())
        # A number among the page's last words is a page's number: it is gone from its paper.
        is_gone = operation == "drop" or (operation == "move" and whole[to].kind == "foot")
        free = {"comments"} if is_gone and is_number(whole[index]) else free
        assert differences(result, page, layout, free) == []


def is_number(row: Row) -> bool:
    return row.kind in ("comments", "upvotes")


UNDETECTABLE = {
    ("swap", "comments", "upvotes"), ("glue", "abstract", "foot"), ("glue", "comments", "title"),
    ("swap", "comments", "foot"),
}  # fmt: skip


def is_undetectable(page: list[Row], operation: Operation, index: int) -> bool:
    """Whether the damaged page is a whole page too.

    A number or a line of wrapped prose is another one, or a short title is a submitter's name.
    """
    kinds = [row.kind for row in page[index : index + 2]]
    kind, prose = page[index].kind, ("title", "abstract")
    wrapped = [row.kind for row in page[max(0, index - 1) : index + 3]].count(kind) > 1
    if kind in prose and wrapped and operation != "double":
        return True
    if operation in ("drop", "move") and kind == "day" and "\u00b7" in page[index].text:
        return True  # a whole footer, which a paper may lack
    if operation == "swap" and kinds == ["title", "abstract"]:
        return page[index + 2 : index + 3] != [] and page[index + 2].kind == "abstract"
    if operation == "swap" and kinds == ["submitter", "title"]:
        return len(page[index + 1].text.split()) <= MAX_WORDS_OF_A_NAME
    return (operation, *kinds) in UNDETECTABLE or (operation == "move" and kind == "comments")
