"""Rules against one paper in two files."""

from collections.abc import Callable, Iterator, Sequence

from generator.checks.base import Check, Problem
from generator.checks.duplicates import Record, arxiv_key, compare, title_key
from generator.checks.likely_duplicates import similar_by_author
from generator.model import Catalog, Paper
from generator.text.citation_keys import is_valid_key
from generator.text.identifiers import normalize_doi

_MAX_PAPERS_PER_TITLE = 20  # that others of the title are compared with


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
    return arxiv_key(paper.arxiv) if paper.arxiv else ""


def _doi_key(paper: Paper) -> str:
    return normalize_doi(paper.doi).lower()


def _same_arxiv(catalog: Catalog) -> Iterator[Problem]:
    return _twins(catalog, "arxiv", "arXiv id", _arxiv_key)


def _same_doi(catalog: Catalog) -> Iterator[Problem]:
    return _twins(catalog, "doi", "DOI", _doi_key)


def _same_citation_key(catalog: Catalog) -> Iterator[Problem]:
    # BibTeX takes keys for equal that differ in case; one that it cannot take is not used.
    return _twins(
        catalog, "key", "citation key",
        lambda paper: paper.key.casefold() if is_valid_key(paper.key) else "",
    )  # fmt: skip


def _same_title(catalog: Catalog) -> Iterator[Problem]:
    """Papers that are one by the rule of `identity`, as an import would see them."""
    for paper, other, is_sure in _same_titles(catalog):
        if is_sure:
            message = (
                f"the same title as in {_place(other, 'title')}, and nothing says that it is "
                "another paper: keep one file, correct the title, or add the DOI, arXiv id or "
                "authors that tell them apart"
            )
            yield paper.origin("title"), message


def _doubtful(catalog: Catalog) -> Iterator[Problem]:
    for paper, other, is_sure in _same_titles(catalog):
        if not is_sure:
            message = (
                f"the same title as in {_place(other, 'title')}, and nothing surely tells the two "
                "apart: keep one file if it is one paper, else say so under 'ignore'"
            )
            yield paper.origin("title"), message


def _same_titles(catalog: Catalog) -> Iterator[tuple[Paper, Paper, bool]]:
    """Papers of one title that are or may be one: the paper, an earlier one, and whether surely."""
    groups: dict[str, list[Paper]] = {}
    for paper in catalog.papers:
        groups.setdefault(title_key(paper.title), []).append(paper)
    for papers in groups.values():
        if len(papers) > 1:
            yield from _same_in_group(papers)


def _same_in_group(papers: Sequence[Paper]) -> Iterator[tuple[Paper, Paper, bool]]:
    records = [Record(paper) for paper in papers]
    first = records[:_MAX_PAPERS_PER_TITLE]
    among = [[compare(record, other)[0] for other in first] for record in first]
    for place, record in enumerate(records):
        in_first = place < len(first)
        row = among[place] if in_first else [compare(record, other)[0] for other in first]
        found = [i for wanted in ("same", "unsure") for i in range(min(place, len(first)))
                 if row[i] == wanted]  # fmt: skip
        if found:
            # What fits two papers that are surely two is neither of them surely.
            pairs = zip(row, among[found[0]], strict=True)
            is_torn = any({*pair} == {"same", "different"} for pair in pairs)
            is_sure = row[found[0]] == "same" and not is_torn
            yield papers[place], papers[found[0]], is_sure


def _similar(catalog: Catalog) -> Iterator[Problem]:
    """Preprint and published version often differ in a word or two of the title."""
    yield from _doubtful(catalog)
    for paper, other in similar_by_author(catalog.papers):
        yield (
            paper.origin("title"),
            (
                f"nearly the title of {_place(other, 'title')}, by the same first author: "
                "keep one file if it is one paper, else say so under 'ignore'"
            ),
        )


CHECKS = (
    Check(code="duplicate-arxiv", severity="error", run=_same_arxiv,
          summary="No two papers have the same arXiv id."),
    Check(code="duplicate-doi", severity="error", run=_same_doi,
          summary="No two papers have the same DOI."),
    Check(code="duplicate-citation-key", severity="error", run=_same_citation_key,
          summary="No two papers have the same citation key."),
    Check(code="duplicate-title", severity="error", run=_same_title,
          summary="No two papers have the same title (case, punctuation and LaTeX aside)."),
    Check(code="similar-paper", severity="warning", run=_similar,
          summary="A preprint and its published version share one file."),
)  # fmt: skip
