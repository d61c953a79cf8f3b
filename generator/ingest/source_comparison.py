"""Where sources state other facts than the paper that was made from them."""

from collections.abc import Iterator

from generator.model import Paper, PartialDate, Source
from generator.text.publications import record_date


def source_disagreements(
    paper: Paper,
) -> Iterator[tuple[str, PartialDate | int, PartialDate | int, Source]]:
    """Differences between a paper and its sources: field, our value, their value, source.

    The field is `published` (dates) or `authors` (their number).
    """
    for source in paper.sources:
        for what, ours, theirs in compare_source(paper, source):
            yield what, ours, theirs, source


def compare_source(
    paper: Paper, source: Source
) -> Iterator[tuple[str, PartialDate | int, PartialDate | int]]:
    """The facts that a source states differently: field, our value, its value."""
    known = [date for date in (paper.published, record_date(paper)) if date]
    if source.published and paper.published and not any(
        _dates_agree(source.published, date) for date in known
    ):  # fmt: skip
        yield "published", paper.published, source.published
    if source.authors is not None and paper.authors and source.authors != len(paper.authors):
        yield "authors", len(paper.authors), source.authors


def _dates_agree(date: PartialDate, other: PartialDate) -> bool:
    """Whether two dates agree in all parts that both have."""
    pairs = ((date.year, other.year), (date.month, other.month), (date.day, other.day))
    return all(one == two for one, two in pairs if one is not None and two is not None)
