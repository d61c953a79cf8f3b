"""Saved HTML of a Daily Papers page, whose data is JSON in the attribute `data-props`."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from html.parser import HTMLParser
from itertools import islice
from typing import Any

from generator.ingest.readers.base import (
    LineRange,
    Parsed,
    Request,
    cover_lines,
    finding,
    normalize_line_ends,
)
from generator.ingest.readers.daily_api import api_items, decode_json, read_papers

_PROPS = re.compile(r"\bdata-props\s*=", re.IGNORECASE)
_MAX_ELEMENTS = 50  # with `data-props`; a page has about ten
_OPENING = re.compile(r"\ufeff?\s*<(?:!doctype html|html)\b", re.IGNORECASE)


class _TagReader(HTMLParser):
    """Reads the start tag at the beginning of a text, and stops after it."""

    def __init__(self) -> None:
        super().__init__()
        self.props = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the value of `data-props`."""
        self.props = dict(attrs).get("data-props") or ""
        raise StopIteration


def is_html(text: str) -> bool:
    """Whether a text starts like an HTML document."""
    return _OPENING.match(text) is not None


def read_html(request: Request, reader: str) -> Parsed:
    """Read a saved page; a page without its data is an error."""
    text = normalize_line_ends(request.text)
    lists = list(_find_paper_lists(text))
    if not lists or any(papers != lists[0][1] for _, papers in lists):
        problem = "has two lists" if lists else "has no list"
        message = (
            f"this HTML page {problem} of daily papers (attribute 'data-props'). "
            "Save https://huggingface.co/papers itself, or copy its text"
        )
        return Parsed(findings=(finding("no-capture", "error", message, request, 1),))
    line, papers = lists[0]
    parsed, marks = read_papers(papers, [line] * len(papers), request, reader)
    lines = cover_lines(
        text,
        [LineRange(number=1, kind="header"), *marks, LineRange(number=line + 1, kind="header")],
    )
    return replace(parsed, lines=lines)


def _find_paper_lists(text: str) -> Iterator[tuple[int, list[Any]]]:
    """The lists of papers in `data-props`, with the lines of their elements.

    Only these tags are parsed, since html.parser takes hours for some broken pages.
    """
    for place in islice(_PROPS.finditer(text), _MAX_ELEMENTS):
        start = max(text.rfind("<", 0, place.start()), 0)
        data = decode_json(_data_props(text[start:]))
        if isinstance(data, dict) and isinstance(data.get("dailyPapers"), list):
            papers = api_items({"dailyPapers": data["dailyPapers"]})
            if papers:
                yield text.count("\n", 0, start) + 1, papers


def _data_props(text: str) -> str:
    reader = _TagReader()
    with suppress(StopIteration):
        reader.feed(text)
    return reader.props
