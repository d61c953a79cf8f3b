"""Checks of the words in a field: placeholders, several authors, truncated abstracts."""

import re
from collections.abc import Iterator

from generator.checks.base import Check, Problem, headline_texts, list_items
from generator.model import Catalog, Paper

# A text in place of a missing one: `TBA`, `No abstract available`.
_PLACEHOLDER = re.compile(
    r"""
    none | null | nil | nan | undefined | unknown | untitled
    | n/?a | n\.\s?a
    | tb[acd] | to-?do | fixme | x{3,}
    | (?:retracted|withdrawn)
    | to[ ]be[ ](?:announced|confirmed|determined|done)
    | (?:no|missing)[ ](?:abstract|authors?|title|venue)(?:[ ](?:available|given|provided))?
    | (?:abstract|title)[ ]not[ ]available
    | title | abstract | authors? | venue  # the name of the field
    | (?:this|the)[ ](?:paper|article|submission|manuscript)[ ](?:has[ ]been|was|is)[ ]
      (?:retracted|withdrawn)\b.*
    | lorem[ ]ipsum\b.*
    | [-\u2013\u2014_.?!*/\u2026\s]+  # punctuation alone
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_REAL_NAMES = ("na", "nan", "nil")  # people have these names
_SURROUNDING_CHARS = " \t\n<>[](){}.:!'\""
_AUTHOR_SEPARATOR = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
# What follows a name and is not an author: `Jr.`, `PhD`, `III`.
_NAME_SUFFIX = re.compile(
    r"""
    (?: jr | sr | ph\.?d | m\.?d )\.?
    | [ivx]+
    |  # nothing
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Words for authors who are not named: `Doe et al.`, `Doe and others`.
_ET_AL = re.compile(
    r"""
    \bet\.?\s+al\b
    | \b(?:and|&)\s+others\b
    | ^others$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MIN_PARTS_OF_SEVERAL = 3
_TWO_FAMILY_NAMES = re.compile(r"[A-Z]\w+(?: and | & )[A-Z]\w+")
# The end of a text that a web page cut: `We show that…`, `(read more)`.
_ELLIPSIS = re.compile(
    r"""
    (?: \u2026 | \.\.\. ) [\s"'\u2019\u201d)\]]*$
    | (?: [.!?]\s* | [\[(<] ) (?:read|see|show|view)[ ]more \W*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Ends without a full stop: in a Latin word that is not a URL, or after a comma: `and we also`.
_UNFINISHED_SENTENCE = re.compile(
    r"""
    (?:^|\s)
    (?! \S* (?: [/@] | \w\.\w ) )  # not a URL, an email address or a file's name
    \S* [A-Za-z,;:-]$
    """,
    re.VERBOSE,
)
_MIN_LONG_ABSTRACT_CHARS = (
    300  # characters: a short abstract may be a heading, or one person's way of writing
)


def _placeholders(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        for where, text in (*headline_texts(paper), *_prose(paper)):
            stripped = text.strip(_SURROUNDING_CHARS) or text
            is_status = where == "abstract" and paper.publication_status
            is_name = where.startswith(("authors", "editors")) and stripped.lower() in _REAL_NAMES
            if text and not is_status and not is_name and _PLACEHOLDER.fullmatch(stripped):
                field = where.partition(".")[0]
                yield (
                    paper.origin(where),
                    f"{text[:40]!r} is a placeholder. Write the {field}, "
                    + ("or remove the paper" if field == "title" else "or leave it out"),
                )


def _prose(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "takeaway", paper.takeaway
    yield from list_items("search_phrases", paper.search_phrases)
    yield "abstract", paper.abstract


def _several_authors(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        for i, name in enumerate(paper.authors.texts):
            if _looks_like_several(name):
                message = f"{name[:60]!r} looks like several authors. Write each on its own line"
                parts = ", or write one name as {family: …, given: …}"
                yield paper.origin(f"authors.{i}"), message + parts


def _looks_like_several(name: str) -> bool:
    if ";" in name or _TWO_FAMILY_NAMES.fullmatch(name):
        return True
    parts = [part for part in _AUTHOR_SEPARATOR.split(name) if not _NAME_SUFFIX.fullmatch(part)]
    return len(parts) >= _MIN_PARTS_OF_SEVERAL or (
        len(parts) > 1 and all(" " in part for part in parts)
    )


def _et_al(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        for i, name in enumerate(paper.authors.texts):
            if _ET_AL.search(name):
                yield (
                    paper.origin(f"authors.{i}"),
                    f"{name[:60]!r} is not an author. Name the others, one per line, or remove it",
                )


def _truncated_abstracts(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        if how := _truncation(paper.abstract.rstrip()):
            message = f"the abstract ends {how}. Copy all of it from the paper's page"
            yield paper.origin("abstract"), message


def _truncation(abstract: str) -> str:
    """How an abstract shows that it was truncated; empty if it does not."""
    if _ELLIPSIS.search(abstract[-20:]):
        return "as if it continued"
    if len(abstract) >= _MIN_LONG_ABSTRACT_CHARS and _UNFINISHED_SENTENCE.search(abstract[-100:]):
        return "in the middle of a sentence"
    return ""


CHECKS = (
    Check(by_paper=True, code="placeholder", severity="error", run=_placeholders,
          summary="No placeholder such as `TBA` replaces a title, author, venue or abstract."),
    Check(by_paper=True, code="several-authors", severity="warning", run=_several_authors,
          summary="Each author has a line of their own."),
    Check(by_paper=True, code="et-al", severity="warning", run=_et_al,
          summary="All authors are named; no `et al.` replaces some."),
    Check(by_paper=True, code="cut-abstract", severity="warning", run=_truncated_abstracts,
          summary="An abstract is complete."),
)  # fmt: skip
