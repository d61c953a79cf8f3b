"""Rules against one paper in two files."""

import re
from collections.abc import Callable, Iterator

from generator.checks.base import Check, Problem
from generator.markup import to_text
from generator.model import Catalog, Paper
from generator.names import arxiv_id, doi_name, key
from generator.people import family_name

ALIKE = 0.7  # two titles share this part of all their words
_WORD = re.compile(r"[^\W_]+")
_ORDINAL = re.compile(r".*\d.*|[ivx]+|part")  # parts and versions are papers of their own


def _twins(
    catalog: Catalog, field: str, what: str, identity: Callable[[Paper], str]
) -> Iterator[Problem]:
    first: dict[str, Paper] = {}
    for paper in catalog.papers:
        if not (value := identity(paper)):
            continue
        if (other := first.setdefault(value, paper)) is not paper:
            yield (
                paper.origin(field),
                (
                    f"the same {what} as in {_place(other, field)}: keep one file, "
                    f"or correct the {what}"
                ),
            )


def _place(paper: Paper, field: str) -> str:
    origin = paper.origin(field)
    return f"{origin.source}:{origin.line or 1}"


def _arxiv_key(paper: Paper) -> str:
    return arxiv_id(paper.arxiv).lower()


def _doi_key(paper: Paper) -> str:
    return doi_name(paper.doi)


def _title_key(paper: Paper) -> str:
    return key(to_text(paper.title))


def _same_arxiv(catalog: Catalog) -> Iterator[Problem]:
    return _twins(catalog, "arxiv", "arXiv id", _arxiv_key)


def _same_doi(catalog: Catalog) -> Iterator[Problem]:
    return _twins(catalog, "doi", "DOI", _doi_key)


def _same_title(catalog: Catalog) -> Iterator[Problem]:
    return _twins(catalog, "title", "title", _title_key)


def _similar(catalog: Catalog) -> Iterator[Problem]:
    """Preprint and published version often differ in a word or two of the title."""
    families: dict[str, list[tuple[Paper, frozenset[str]]]] = {}
    for paper in catalog.papers:
        if not (family := _family(paper)):
            continue
        words = frozenset(_WORD.findall(to_text(paper.title).casefold()))
        for other, others in families.setdefault(family, []):
            if _are_alike(words, others) and not _are_told(paper, other):
                yield (
                    paper.origin("title"),
                    (
                        f"nearly the title of {_place(other, 'title')}, by the same first author: "
                        "keep one file if it is one paper, else say so under 'ignore'"
                    ),
                )
                break
        families[family].append((paper, words))


def _family(paper: Paper) -> str:
    """The first author's family name, of `Given Family` and `Family, Given` alike."""
    return key(family_name(paper.authors.listed[0])) if paper.authors else ""


def _are_alike(words: frozenset[str], others: frozenset[str]) -> bool:
    if len(words & others) < ALIKE * len(words | others):
        return False
    return not any(_ORDINAL.fullmatch(word) for word in words ^ others)


def _are_told(paper: Paper, other: Paper) -> bool:
    """Whether a graver rule speaks of these two already."""
    return any(same(paper) and same(paper) == same(other)
               for same in (_arxiv_key, _doi_key, _title_key))  # fmt: skip


CHECKS = (
    Check(code="duplicate-arxiv", severity="error", run=_same_arxiv,
          summary="No two papers have the same arXiv id."),
    Check(code="duplicate-doi", severity="error", run=_same_doi,
          summary="No two papers have the same DOI."),
    Check(code="duplicate-title", severity="error", run=_same_title,
          summary="No two papers have the same title (case, punctuation and LaTeX aside)."),
    Check(code="similar-paper", severity="warning", run=_similar,
          summary="A preprint and its published version share one file."),
)  # fmt: skip
