"""Checks for formulas and notes that pages can only show as source."""

from collections.abc import Iterator

from generator.checks.base import Check, Problem, headline_texts, list_items
from generator.model import Catalog, Origin, Paper, Topic
from generator.text import notes
from generator.text.sanitize import rejected_formulas

_MAX_SHOWN = 40  # characters of a formula in a message


def _bad_formulas(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        for where, text in _latex_texts(paper):
            if "$" in text or "\\" in text:
                yield from _formula_problems(paper.origin(where), text)
    for topic in catalog.topics:
        for text in _topic_texts(topic):
            yield from _formula_problems(topic.origin, text)


def _latex_texts(paper: Paper) -> Iterator[tuple[str, str]]:
    """The texts of a paper whose LaTeX is rendered in pages."""
    yield from headline_texts(paper)
    if paper.organization:
        yield "organization", paper.organization.name
    yield "abstract", paper.abstract
    yield from list_items("tags", paper.tags)


def _topic_texts(topic: Topic) -> Iterator[str]:
    yield from (topic.name, topic.group, topic.description)


def _formula_problems(origin: Origin, text: str) -> Iterator[Problem]:
    for latex, flaw in rejected_formulas(text):
        shown = latex if len(latex) <= _MAX_SHOWN else f"{latex[: _MAX_SHOWN - 1]}…"
        yield origin, f"the formula '{shown}' {flaw}, so pages show its source. Correct it"


def _bad_notes(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        if paper.note and (flaw := notes.rejection_reason(paper.note)):
            message = f"the note {flaw}, so its page shows it without Markdown. Simplify it"
            yield paper.origin("note"), message


CHECKS = (
    Check(by_paper=True, code="bad-formula", severity="warning", run=_bad_formulas,
          summary="A formula is closed, and no longer or deeper than pages can render."),
    Check(by_paper=True, code="bad-note", severity="warning", run=_bad_notes,
          summary="A note's Markdown is no longer or deeper than pages can show."),
)  # fmt: skip
