"""A paper as a publication: type, dates, venue.

If a list does not state a type, citations infer one from the other fields. Inferred values are
never written to files.
"""

import re
from dataclasses import replace
from datetime import date
from typing import TypeVar

from generator.model import Paper, PaperType, PartialDate, Publication
from generator.text.conferences import CONFERENCE, MEETING_NAME

_Publication = TypeVar("_Publication", bound=Publication)

# arXiv identifiers: `1811.06965`, `math.GT/0309136`.
# https://info.arxiv.org/help/arxiv_identifier.html
_ARXIV_MONTH = re.compile(
    r"""
    (?: [a-z]+(?:-[a-z]+)? (?:\.[A-Z]{2})? / )?  # archive and subject class, before 2007-04
    (?P<year>\d\d) (?P<month>\d\d) \S*
    """,
    re.VERBOSE,
)
_ARXIV_FIRST_YEAR = 91  # 1991, as two digits in identifiers
# A venue with its year at the end: `NeurIPS 2019`, `Proc. of OSDI, 2004`.
_VENUE_YEAR = re.compile(
    r"""
    (?P<name>.*[^\s,]) [ ,]+
    (?P<year>(?:19|20)\d\d)
    (?P<rest>)
    """,
    re.VERBOSE,
)
# A meeting with its year before other words: `ICML 2020: Workshop on Graphs`.
_MEETING_YEAR = re.compile(
    rf"""
    (?P<name>{CONFERENCE}) [ ]
    (?P<year>20\d\d)
    (?P<rest>:?[ ]\S.*)
    """,
    re.VERBOSE,
)
_NO_VENUE = re.compile(r"arxiv|corr|(?:bio|med)rxiv|preprint", re.IGNORECASE)
# Papers are posted up to about two years after a meeting, and printed up to 15 years later.
_YEARS_TO_ISSUE = range(-2, 16)
# A journal that is named like proceedings: `Proceedings of the ACM on Programming Languages`.
_PROCEEDINGS_JOURNAL = re.compile(
    r"""
    \b
    ( pvldb | vldb[ ]endowment | pacmpl | pacmhci | pomacs | pnas
    | (proceedings | proc\.) [ ]of[ ]the[ ]
      ( national[ ]academy
      | acm[ ]on
      | ieee (?=[\s,\d]*$)  # the `Proceedings of the IEEE`, not those of an IEEE conference
      )
    )
    (?!\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# `Transactions of the ACL` is a journal, though ACL is a meeting.
_JOURNAL_OF = re.compile(
    r"(acm[ ] | ieee[ ])? (transactions | trans\. | journal) [ ]", re.IGNORECASE | re.VERBOSE
)
# A venue where people meet: `Workshop on Machine Learning`, `NeurIPS`.
_MEETING = re.compile(
    rf"""
    \b
    ( conference | symposium | workshops? | meeting
    | proceedings | proc\. | findings | rolling[ ]review
    | {MEETING_NAME}
    )
    (?!\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A venue that is a journal: `Nature Communications`, `IEEE Access`, `J. Stat. Phys.`.
_JOURNAL = re.compile(
    r"""
    \b
    ( journal | transactions | trans\. | letters | reviews? | surveys | magazine | annals
    | communications[ ]of
    | tmlr | jmlr | tacl | jair | tpami | tkde | tpds | tnnls
    | ieee[ ]access | neurocomputing | plos[ ]one
    )
    (?!\w)
    | ^  # a journal's name if it begins with these words
    ( nature | science | neural[ ]computation | neural[ ]networks | artificial[ ]intelligence
    | bioinformatics | pattern[ ]recognition | information[ ]fusion
    | expert[ ]systems[ ]with[ ]applications
    )
    \b
    | ^J\.[ ]
    """,
    re.IGNORECASE | re.VERBOSE,
)


def arxiv_month(identifier: str) -> PartialDate | None:
    """The year and month in an arXiv identifier; None if it has no valid month."""
    match = _ARXIV_MONTH.fullmatch(identifier)
    if not match:
        return None
    year, month = int(match["year"]), int(match["month"])
    century = 1900 if "/" in identifier and year >= _ARXIV_FIRST_YEAR else 2000
    try:
        date(century + year, month, 1)
    except ValueError:
        return None
    return PartialDate(year=century + year, month=month)


def split_venue(venue: str) -> tuple[str, int | None]:
    """The name of a venue, and the year in it: `NeurIPS 2019` is `NeurIPS` and 2019.

    The year is at the end, or after the acronym of a meeting: `ICML 2020: Workshop on …`.
    """
    match = _VENUE_YEAR.fullmatch(venue) or _MEETING_YEAR.fullmatch(venue)
    return (match.expand(r"\g<name>\g<rest>"), int(match["year"])) if match else (venue, None)


def move_year_to_issued(publication: _Publication) -> _Publication:
    """Move a year of issue from the end of the venue to `issued`.

    Many sources, and lists of earlier versions, write the year in the venue. It stays there if it
    cannot be the year of issue: another one is stated, or the paper is from another time.
    """
    name, year = split_venue(publication.venue)
    if year is None or not _could_be_issue_year(publication, year) or _NO_VENUE.fullmatch(name):
        return publication
    if publication.type == "article-journal" and not is_meeting(name):
        return publication  # the year may be part of a journal's name
    return replace(publication, venue=name, issued=publication.issued or PartialDate(year=year))


def _could_be_issue_year(publication: Publication, year: int) -> bool:
    if publication.issued:
        return publication.issued.year == year
    first = publication.published.year if publication.published else None
    return first is None or year - first in _YEARS_TO_ISSUE


def is_meeting(venue: str) -> bool:
    """Whether a venue's name is that of a conference or workshop."""
    return bool(_MEETING.search(venue))


def venue_name(paper: Paper) -> str:
    """The name of the journal, proceedings or series, without a year."""
    return move_year_to_issued(paper).venue


def first_date(paper: Paper) -> PartialDate | None:
    """The first publication: as stated, else the version of record, else by the arXiv id."""
    return paper.published or move_year_to_issued(paper).issued or arxiv_month(paper.arxiv)


def record_date(paper: Paper) -> PartialDate | None:
    """The date of the version of record, for citations; else of the first publication."""
    dated = move_year_to_issued(paper)
    issued = dated.issued
    was_preprint = bool(paper.arxiv and dated.venue)  # whose day is not that of the venue
    is_same = issued and paper.published and str(paper.published).startswith(str(issued))
    if is_same and not was_preprint:
        return paper.published  # the same date, known more exactly
    return issued or paper.published or arxiv_month(paper.arxiv)


def first_year(paper: Paper) -> int | None:
    """The year in which a paper first appeared."""
    found = first_date(paper)
    return found.year if found else None


def venue_line(paper: Paper) -> str:
    """A short text about the venue: `NeurIPS 2019`, or the publisher of a book."""
    issued = move_year_to_issued(paper).issued
    venue = venue_name(paper) or paper.publisher
    return f"{venue} {issued.year}" if venue and issued and issued.year else venue


def paper_type(paper: Paper) -> PaperType:
    """The type as stated, else inferred from the other fields."""
    if paper.type:
        return paper.type
    if not paper.venue:
        return "book" if paper.isbn else "article"
    if _PROCEEDINGS_JOURNAL.search(paper.venue) or _JOURNAL_OF.match(paper.venue):
        return "article-journal"
    if _MEETING.search(paper.venue):
        return "paper-conference"
    if paper.volume or paper.issue or _JOURNAL.search(paper.venue):
        return "article-journal"
    return "chapter" if paper.isbn else "paper-conference"
