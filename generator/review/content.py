"""What the renderings for people show of a change, before it is escaped and styled."""

from collections.abc import Iterator
from typing import Literal

from generator.checks.likely_duplicates import LikelyDuplicate
from generator.model import Paper
from generator.review.types import FieldValue
from generator.text.identifiers import ARXIV_ID

# Longer texts are truncated, in characters.
MAX_TEXT_CHARS, MAX_TITLE_CHARS, MAX_FINDING_CHARS = 6000, 300, 1000
MAX_AUTHORS = 12
MAX_ITEMS = 200  # of the removed and of the added items of a field
ONLY_WHITE_SPACE_CHANGED = "only white space changed"
ONLY_ORDER_CHANGED = "only the order or repetitions changed"

FactKind = Literal["captured", "verbatim", "arxiv"]


def truncate(text: str, max_chars: int) -> str:
    """The text, or its beginning and how many characters are left out."""
    if len(text) <= max_chars:
        return text
    return f"{text[:max_chars]} … ({len(text) - max_chars} characters more)"


def too_long(before: str, after: str) -> str:
    """The phrase that replaces a diff which is too long to show."""
    return f"too long to show: {len(before)} characters before, {len(after)} after"


def value_items(value: FieldValue) -> tuple[str, ...]:
    """The items of a field's value: a text that is not empty is one item."""
    if isinstance(value, str):
        return (value,) if value else ()
    return value


def list_changes(before: FieldValue, after: FieldValue) -> tuple[list[str], list[str]]:
    """The removed and the added items of a field."""
    old, new = value_items(before), value_items(after)
    kept = {*old} & {*new}
    return [item for item in old if item not in kept], [item for item in new if item not in kept]


def duplicate_reason(near: LikelyDuplicate) -> str:
    """Why a paper is a likely duplicate."""
    return "the same name before the colon" if near.reason == "name" else "a similar title"


def identity_name(field: str) -> str:
    """The name of the field by which a renamed paper was recognized."""
    return {"arxiv": "arXiv id", "doi": "DOI"}.get(field, field)


def publication_facts(paper: Paper) -> Iterator[tuple[FactKind, str]]:
    """Where and when a paper was published, its status, and its links.

    Yields:
        `captured` text, which may have LaTeX; `verbatim` text, truncated; a valid `arxiv` id.
    """
    is_arxiv_id = bool(ARXIV_ID.fullmatch(paper.arxiv))
    facts: tuple[tuple[FactKind, str], ...] = (
        ("captured", paper.organization.name if paper.organization else ""),
        ("verbatim", str(paper.published or "")),
        ("captured", paper.venue),
        ("verbatim", f"issued {paper.issued}" if paper.issued else ""),
        ("verbatim", paper.publication_status or ""),
        ("arxiv", paper.arxiv if is_arxiv_id else ""),
        ("verbatim", f"arXiv {paper.arxiv}" if paper.arxiv and not is_arxiv_id else ""),
        ("verbatim", f"doi {paper.doi}" if paper.doi else ""),
        ("verbatim", paper.url),
        *(("verbatim", f"{link.kind} {link.url}") for link in paper.links),
    )
    for kind, text in facts:
        if text:
            yield kind, truncate(text, MAX_TITLE_CHARS) if kind == "verbatim" else text
