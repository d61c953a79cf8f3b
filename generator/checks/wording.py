"""Rules for what the words of a field say."""

import re
from collections.abc import Iterator

from generator.checks.base import Check, Problem, headline
from generator.model import Catalog

_PLACEHOLDER = re.compile(
    r"none|null|nil|nan|undefined|unknown|untitled|n/?a|n\.\s?a|tb[acd]|to-?do|fixme|x{3,}|"
    r"(?:retracted|withdrawn)|to be (?:announced|confirmed|determined|done)|"
    r"(?:no|missing) (?:abstract|authors?|title|venue)(?: (?:available|given|provided))?|"
    r"(?:abstract|title) not available|title|abstract|authors?|venue|"
    r"(?:this|the) (?:paper|article|submission|manuscript) (?:has been|was|is) "
    r"(?:retracted|withdrawn)\b.*|lorem ipsum\b.*|[-\u2013\u2014_.?!*/\u2026\s]+",
    re.IGNORECASE | re.DOTALL,
)
_NAMES = ("na", "nan", "nil")  # people are called so
_AROUND = " \t\n<>[](){}.:!'\""
_SEVERAL = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_SUFFIX = re.compile(r"(?:jr|sr|ph\.?d|m\.?d)\.?|[ivx]+|", re.IGNORECASE)
_OTHERS = re.compile(r"\bet\.?\s+al\b|\b(?:and|&)\s+others\b|^others$", re.IGNORECASE)
_MANY = 3
_TWO = re.compile(r"[A-Z]\w+(?: and | & )[A-Z]\w+")
_CUT = re.compile(
    r"(?:\u2026|\.\.\.)[\s\"'\u2019\u201d)\]]*$|(?:[.!?]\s*|[\[(<])(?:read|see|show|view) more\W*$",
    re.IGNORECASE,
)
# Where no sentence ends: in a word of Latin letters that is no address, or after a comma.
_UNFINISHED = re.compile(r"(?:^|\s)(?!\S*(?:[/@]|\w\.\w))\S*[A-Za-z,;:-]$")
_LONG = 300  # characters: a short abstract may be a heading, or one person's way of writing


def _placeholders(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        for where, text in (*headline(paper), ("abstract", paper.abstract)):
            bare = text.strip(_AROUND) or text
            stated = where == "abstract" and paper.publication_status
            is_name = where.startswith(("authors", "editors")) and bare.lower() in _NAMES
            if text and not stated and not is_name and _PLACEHOLDER.fullmatch(bare):
                field = where.partition(".")[0]
                yield (
                    paper.origin(where),
                    f"{text[:40]!r} stands for something that is not known: write the {field}, "
                    + ("or remove the paper" if field == "title" else "or leave it out"),
                )


def _several_authors(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        for i, name in enumerate(paper.authors.texts):
            if _are_several(name):
                message = f"{name[:60]!r} looks like several authors: give each a line of its own"
                parts = ", or write one name as {family: …, given: …}"
                yield paper.origin(f"authors.{i}"), message + parts


def _are_several(name: str) -> bool:
    if ";" in name or _TWO.fullmatch(name):
        return True
    parts = [part for part in _SEVERAL.split(name) if not _SUFFIX.fullmatch(part)]
    return len(parts) >= _MANY or (len(parts) > 1 and all(" " in part for part in parts))


def _others(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        for i, name in enumerate(paper.authors.texts):
            if _OTHERS.search(name):
                yield (
                    paper.origin(f"authors.{i}"),
                    f"{name[:60]!r} is no author: name the others, one a line, or remove it",
                )


def _cut_abstracts(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        if how := _cut_off(paper.abstract.rstrip()):
            message = f"the abstract ends {how}: copy the whole of it from the paper's page"
            yield paper.origin("abstract"), message


def _cut_off(abstract: str) -> str:
    """How an abstract shows that it was cut off; empty where it does not."""
    if _CUT.search(abstract[-20:]):
        return "as if there were more"
    if len(abstract) >= _LONG and _UNFINISHED.search(abstract[-100:]):
        return "in the middle of a sentence"
    return ""


CHECKS = (
    Check(code="placeholder", severity="error", run=_placeholders,
          summary="No word such as `TBA` stands in place of a title, author, venue or abstract."),
    Check(code="several-authors", severity="warning", run=_several_authors,
          summary="Each author has a line of their own."),
    Check(code="et-al", severity="warning", run=_others,
          summary="Authors are named, not counted in as others."),
    Check(code="cut-abstract", severity="warning", run=_cut_abstracts,
          summary="An abstract is whole."),
)  # fmt: skip
