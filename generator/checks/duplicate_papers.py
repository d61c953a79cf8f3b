"""Checks for one paper in two files; `duplicates.compare` decides which titles are one paper."""

from collections.abc import Callable, Iterator, Sequence

from generator.checks.base import Check, Problem
from generator.checks.duplicates import Record, arxiv_key, compare, title_key
from generator.checks.likely_duplicates import similar_by_author
from generator.model import Catalog, Paper
from generator.text.citation_keys import is_valid_key
from generator.text.identifiers import normalize_doi

_MAX_PAPERS_PER_TITLE = 20  # to compare others of the title with


def _repeated_keys(
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
                    f"the same {what} as in {_location(other, field)}. Keep one file, "
                    f"or correct the {what}"
                ),
            )


def _location(paper: Paper, field: str) -> str:
    origin = paper.origin(field)
    return f"{origin.source}:{origin.line or 1}"


def _arxiv_key(paper: Paper) -> str:
    return arxiv_key(paper.arxiv) if paper.arxiv else ""


def _doi_key(paper: Paper) -> str:
    return normalize_doi(paper.doi).lower()


def _repeated_arxiv_ids(catalog: Catalog) -> Iterator[Problem]:
    return _repeated_keys(catalog, "arxiv", "arXiv id", _arxiv_key)


def _repeated_dois(catalog: Catalog) -> Iterator[Problem]:
    return _repeated_keys(catalog, "doi", "DOI", _doi_key)


def _repeated_citation_keys(catalog: Catalog) -> Iterator[Problem]:
    # BibTeX ignores case in keys; a key that is invalid there is not used.
    return _repeated_keys(
        catalog, "key", "citation key",
        lambda paper: paper.key.casefold() if is_valid_key(paper.key) else "",
    )  # fmt: skip


def _repeated_titles(catalog: Catalog) -> Iterator[Problem]:
    """Papers that are the same by the rule of `duplicates`, which an import applies too."""
    for paper, other, is_sure in _same_titles(catalog):
        if is_sure:
            message = (
                f"the same title as in {_location(other, 'title')}, and nothing shows that it is "
                "another paper. Keep one file, correct the title, or add the DOI, arXiv id or "
                "authors that tell them apart"
            )
            yield paper.origin("title"), message


def _unsure_titles(catalog: Catalog) -> Iterator[Problem]:
    for paper, other, is_sure in _same_titles(catalog):
        if not is_sure:
            message = (
                f"the same title as in {_location(other, 'title')}, and nothing certain "
                "distinguishes the two. Keep one file if it is one paper, otherwise add the code "
                "to 'ignore'"
            )
            yield paper.origin("title"), message


def _same_titles(catalog: Catalog) -> Iterator[tuple[Paper, Paper, bool]]:
    """Papers with the same title that are or may be one: a paper, an earlier one, if certain."""
    groups: dict[str, list[Paper]] = {}
    for paper in catalog.papers:
        groups.setdefault(title_key(paper.title), []).append(paper)
    for papers in groups.values():
        if len(papers) > 1:
            yield from _same_papers(papers)


def _same_papers(papers: Sequence[Paper]) -> Iterator[tuple[Paper, Paper, bool]]:
    records = [Record(paper) for paper in papers]
    first = records[:_MAX_PAPERS_PER_TITLE]
    among = [[compare(record, other)[0] for other in first] for record in first]
    for place, record in enumerate(records):
        in_first = place < len(first)
        row = among[place] if in_first else [compare(record, other)[0] for other in first]
        found = [i for wanted in ("same", "unsure") for i in range(min(place, len(first)))
                 if row[i] == wanted]  # fmt: skip
        if found:
            # A match with two papers that are certainly different is not certain.
            pairs = zip(row, among[found[0]], strict=True)
            is_torn = any({*pair} == {"same", "different"} for pair in pairs)
            is_sure = row[found[0]] == "same" and not is_torn
            yield papers[place], papers[found[0]], is_sure


def _similar_papers(catalog: Catalog) -> Iterator[Problem]:
    """Preprint and published version often differ in a word or two of the title."""
    yield from _unsure_titles(catalog)
    for paper, other in similar_by_author(catalog.papers):
        yield (
            paper.origin("title"),
            (
                f"nearly the title of {_location(other, 'title')}, by the same first author. "
                "Keep one file if it is one paper, otherwise add the code to 'ignore'"
            ),
        )


CHECKS = (
    Check(code="duplicate-arxiv", severity="error", run=_repeated_arxiv_ids,
          summary="No two papers have the same arXiv id."),
    Check(code="duplicate-doi", severity="error", run=_repeated_dois,
          summary="No two papers have the same DOI."),
    Check(code="duplicate-citation-key", severity="error", run=_repeated_citation_keys,
          summary="No two papers have the same citation key."),
    Check(code="duplicate-title", severity="error", run=_repeated_titles,
          summary="No two papers have the same title (case, punctuation and LaTeX aside)."),
    Check(code="similar-paper", severity="warning", run=_similar_papers,
          summary="A preprint and its published version share one file."),
)  # fmt: skip
