"""Saved HTML of a Daily Papers page: its data stands in an attribute, `data-props`."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from generator.captures.base import Line, Parsed, Request, account, finding, unix
from generator.captures.daily_api import decode, papers_of, read_papers

_OPENING = re.compile(r"\ufeff?\s*<(?:!doctype html|html)\b", re.IGNORECASE)


class _DataReader(HTMLParser):
    """Collect the lists of papers in attributes, with the line of each element."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, list[Any]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the papers of an element's `data-props`."""
        for name, value in attrs:
            data = decode(value) if name == "data-props" and value else None
            if isinstance(data, dict) and isinstance(data.get("dailyPapers"), list):
                papers = papers_of({"dailyPapers": data["dailyPapers"]})
                self.found.append((self.getpos()[0], papers or []))


def is_html(text: str) -> bool:
    """Whether a text opens like an HTML document."""
    return _OPENING.match(text) is not None


def read_html(request: Request, reader: str) -> Parsed:
    """Read a saved page; without its data the file is refused."""
    text = unix(request.text)
    parser = _DataReader()
    parser.feed(text)
    parser.close()
    lists = [(line, papers) for line, papers in parser.found if papers]
    if not lists or any(papers != lists[0][1] for _, papers in lists):
        problem = "has two lists" if lists else "has no list"
        message = (
            f"this HTML page {problem} of daily papers (attribute 'data-props'). "
            "Save https://huggingface.co/papers itself, or copy its text"
        )
        return Parsed(findings=(finding("no-capture", "error", message, request, 1),))
    line, papers = lists[0]
    parsed, marks = read_papers(papers, [line] * len(papers), request, reader)
    lines = account(
        text, [Line(number=1, kind="header"), *marks, Line(number=line + 1, kind="header")]
    )
    return replace(parsed, lines=lines)
