"""Rules against one paper in two files."""

from collections.abc import Callable, Iterator, Sequence

from generator.checks.base import Check, Problem
from generator.checks.duplicates import Record, arxiv_key, compare, title_key
from generator.checks.likely_duplicates import similar_by_author
from generator.model import Catalog, Paper
from generator.text.citation_keys import is_valid_key
from generator.text.identifiers import normalize_doi

_MAX_PAPERS_PER_TITLE = 20  # the first so many are compared with all others


def _repeated_values(
    catalog: Catalog, field: str, what: str, key_of: Callable[[Paper], str]
) -> Iterator[Problem]:
    first: dict[str, Paper] = {}
    for paper in catalog.papers:
        if not (value := key_of(paper)):
            continue
        if (other := first.setdefault(value, paper)) is not paper:
            yield (
                paper.origin(field),
                (
                    f"the same {what} as in {_location(other, field)}: keep one file, "
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
    return _repeated_values(catalog, "arxiv", "arXiv id", _arxiv_key)


def _repeated_dois(catalog: Catalog) -> Iterator[Problem]:
    return _repeated_values(catalog, "doi", "DOI", _doi_key)


def _repeated_citation_keys(catalog: Catalog) -> Iterator[Problem]:
    # BibTeX ignores case in keys; an invalid key is not used.
    return _repeated_values(
        catalog, "key", "citation key",
        lambda paper: paper.key.casefold() if is_valid_key(paper.key) else "",
    )  # fmt: skip


def _repeated_titles(catalog: Catalog) -> Iterator[Problem]:
    """Papers that an import would take for one, by the rule of `duplicates`."""
    for paper, other, is_sure in _same_titles(catalog):
        if is_sure:
            message = (
                f"the same title as in {_location(other, 'title')}, and nothing says that it is "
                "another paper: keep one file, correct the title, or add the DOI, arXiv id or "
                "authors that tell them apart"
            )
            yield paper.origin("title"), message


def _possibly_same_titles(catalog: Catalog) -> Iterator[Problem]:
    for paper, other, is_sure in _same_titles(catalog):
        if not is_sure:
            message = (
                f"the same title as in {_location(other, 'title')}, and nothing surely tells the "
                "two apart: keep one file if it is one paper, else say so under 'ignore'"
            )
            yield paper.origin("title"), message


def _same_titles(catalog: Catalog) -> Iterator[tuple[Paper, Paper, bool]]:
    """Papers with an earlier one of the same title, and whether they surely are one paper."""
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
            # A paper like two papers that are surely different is not surely either of them.
            pairs = zip(row, among[found[0]], strict=True)
            is_ambiguous = any({*pair} == {"same", "different"} for pair in pairs)
            is_sure = row[found[0]] == "same" and not is_ambiguous
            yield papers[place], papers[found[0]], is_sure


def _similar_papers(catalog: Catalog) -> Iterator[Problem]:
    """Preprint and published version often differ in a word or two of the title."""
    yield from _possibly_same_titles(catalog)
    for paper, other in similar_by_author(catalog.papers):
        yield (
            paper.origin("title"),
            (
                f"nearly the title of {_location(other, 'title')}, by the same first author: "
                "keep one file if it is one paper, else say so under 'ignore'"
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
