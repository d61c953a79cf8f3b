"""Facts from arXiv's free-text fields: journal references, acceptances, withdrawals."""

import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime

from generator.ingest.readers.base import partial_date
from generator.model import PartialDate, PublicationStatus
from generator.text.characters import one_line
from generator.text.conferences import CONFERENCE
from generator.text.edtf import parse_date

# Parts of a journal reference, as verbose patterns.
_PAGES = r"(?P<pages> [A-Z]?\d+ (?: \s*[-\u2013]+\s* [A-Z]?\d+ )? )"
_PAGES_WORD = r"(?: pp?\.?\s* | pages?\s+ )?"
_YEAR = r"(?P<year> (?:19|20)\d\d )"
_YEAR_2 = r"(?P<year2> (?:19|20)\d\d )"
# A name without digits, ordinals ("36th") aside, and without a comma, which would separate parts.
_VENUE = r"""
    (?P<venue>
      (?: [^\W\d_] | [\s.&:'()/\u2019-] | \d+(?:st|nd|rd|th)\b )*
      [^\W\d_] [.)]?
    )
"""
_SERIES = r"(?: ,\s* (?P<series> PMLR | LNCS | LNAI | CCIS | LIPIcs | CEUR ) )?"
_VOLUME = r"""
    (?: ,?\s* (?: vol(?:ume|\.)?\s* )? )
    (?P<volume> (?!(?:19|20)\d\d\b)\d{1,4} )
"""
_ISSUE = r"""
    (?: \s* \( (?P<issue> (?!(?:19|20)\d\d\))\d{1,3} (?:-\d{1,3})? ) \)
      | ,?\s* (?:no\.?|issue|number)\s* (?P<issue2> \d{1,3} (?:-\d{1,3})? )
    )?
"""
_JOURNAL_REF_FORMS = tuple(
    re.compile(rf"{_VENUE} {form} \.?", re.VERBOSE)
    for form in (
        # Phys. Rev. D 76, 013009 (2007); Adv.Theor.Math.Phys.2:231-252,1998; PMLR 97:1-10, 2019
        rf"""
        {_SERIES} \s* {_VOLUME} {_ISSUE} \s* [,:] \s* {_PAGES_WORD} {_PAGES}
        \s* (?: ,\s* {_YEAR} | \({_YEAR_2}\) )
        """,
        # Nucl. Phys. B 643 (2002) 105-130
        rf"""
        {_SERIES} \s* {_VOLUME} {_ISSUE} \s* ,? \s* \({_YEAR}\)
        \s* [,:]? \s* {_PAGES_WORD} {_PAGES}
        """,
        # Phys. Rev. D 76 (2007); J. Stat. Mech. 12, 2004
        rf"{_SERIES} \s* {_VOLUME} {_ISSUE} \s* (?: ,\s* {_YEAR} | \({_YEAR_2}\) )",
        # NeurIPS 2019; Astronomy and Computing (2021)
        rf"(?: ,?\s+ {_YEAR} | ,?\s* \({_YEAR_2}\) )",
    )
)
# Words before a reference: `Published in Nature 2021`.
_LEADING_WORDS = re.compile(
    r"""
    (?: published[ ] | appeared[ ] | appears[ ] )? in:?\s+ (?=[A-Z])
    | published:\s+
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What makes a reference doubtful: `submitted to Nature`, two references with a semicolon.
_UNCERTAIN = re.compile(
    r"""
    \b
    (?: submitted | accepted | to[ ]appear | to[ ]be[ ]published | in[ ]press | forthcoming
      | in[ ]preparation | under[ ]review | erratum | errata | ibid | arxiv
    )
    \b
    | ;
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A reference to a place that has not published the paper: `Submitted to Nature, 2019`.
_SUBMISSION = re.compile(
    r"""
    (?:to[ ]be[ ])? submitted \b | under[ ](?:review|consideration) \b | in[ ]preparation \b
    """,
    re.IGNORECASE | re.VERBOSE,
)

# A comment about a conference: `Accepted as a long paper at the ICML 2020 (Oral)`.
_ACCEPTED = re.compile(
    rf"""
    (?: accepted | published | to[ ]appear | appeared | presented )
    (?: [ ]as[ ]an?[ ][\w ]*paper )?
    [ ](?:at|in|to|by|for) (?:[ ]the)? [ ]
    (?P<venue>{CONFERENCE}) [ ,']* (?P<year>20\d\d)
    (?: [ ]\(
        (?: oral | spotlight | poster | highlight | main | main[ ]conference
          | long[ ]paper | short[ ]paper
        )
        \)
    )?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Not accepted, or not at the main conference: `NeurIPS 2019 Workshop`, `under review at ICLR`.
_NOT_MAIN = re.compile(
    r"""
    workshop | findings | tutorial | demo | abstract | student
    | under[ ]review | submitted | rejected | withdraw
    """,
    re.IGNORECASE | re.VERBOSE,
)

# Parts of the statement that a paper was withdrawn, as verbose patterns.
_NOUN = r"""
    (?: paper | article | submission | manuscript | pre-?print | e-?print | work | note | report
      | letter | draft | thesis
    )s?
"""
_WITHDRAWN = r"(?P<status> withdrawn | retracted )\b"
# "withdrawn from the journal" is not about the arXiv paper.
_NOT_FROM_ELSEWHERE = r"(?! (?:\s+\w+){0,3} \s+from\s+ (?! (?:the\s+)?arxiv ) )"
_FORM_OF_BE = r"""
    (?: (?:has|have|had) (?:[ ]now)? [ ]been
      | is | was | is[ ]now | is[ ]being | are | were
    )
"""
_IS_WITHDRAWN = rf"{_NOUN} \s+ {_FORM_OF_BE} \s+ (?:\w+ly\s+)? {_WITHDRAWN} {_NOT_FROM_ELSEWHERE}"
_WITHDRAWN_PREDICATE = rf"(?: {_FORM_OF_BE} \s+ )? (?:\w+ly\s+)? {_WITHDRAWN} {_NOT_FROM_ELSEWHERE}"
_END_OF_CLAUSE = r"""
    (?= \s*
        (?: $ | [.,;:!)\u2013-]
          | \b (?: by | due | because | since | as | for | pending | and | at | after | on ) \b
        )
    )
"""
_START_OF_SENTENCE = r"(?: ^ | [.;:!?(*\[]\s* | \n\s* )"
_AUTHORS_WITHDREW = rf"""
    (?:the[ ])? (?: authors? | author\(s\) | we | I ) \s+ (?: (?:has|have)\s+ )?
    {_WITHDRAWN} \s+ (?:this|the) \s+ {_NOUN} {_NOT_FROM_ELSEWHERE}
"""
_ARXIV_REMOVED = (
    rf"this[ ] {_NOUN} [ ](?:has[ ]been|was)[ ] (?P<removed> withdrawn | removed ) [ ]by[ ]arxiv"
)
_WITHDRAWN_COMMENT = tuple(
    re.compile(pattern, re.IGNORECASE | re.VERBOSE)
    for pattern in (
        # We found an error. This paper has been withdrawn by the author
        rf"{_START_OF_SENTENCE} (?:this|the|our) \s+ {_IS_WITHDRAWN}",
        # Paper withdrawn
        rf"^\W* (?:this\s+)? {_NOUN} \s+ {_WITHDRAWN_PREDICATE}",
        # Withdrawn due to an error
        rf"^\W* {_WITHDRAWN} {_NOT_FROM_ELSEWHERE} {_END_OF_CLAUSE}",
        # The authors have withdrawn this paper
        rf"{_START_OF_SENTENCE} {_AUTHORS_WITHDREW}",
        # This submission has been removed by arXiv administrators
        _ARXIV_REMOVED,
    )
)
_WITHDRAWN_ABSTRACT = tuple(
    re.compile(pattern, re.IGNORECASE | re.VERBOSE)
    for pattern in (
        # The paper has been withdrawn
        rf"^\W* (?:this|the|our) \s+ {_IS_WITHDRAWN}",
        # We prove a bound. This paper is withdrawn
        rf"{_START_OF_SENTENCE} this \s+ {_IS_WITHDRAWN}",
        # Paper withdrawn
        rf"^\W* {_NOUN} \s+ {_WITHDRAWN_PREDICATE}",
        # Withdrawn due to an error
        rf"^\W* {_WITHDRAWN} {_NOT_FROM_ELSEWHERE} {_END_OF_CLAUSE}",
        # We have withdrawn this paper
        rf"^\W* {_AUTHORS_WITHDREW}",
        # This submission has been removed by arXiv administrators
        _ARXIV_REMOVED,
    )
)
_RESTORED = re.compile(r"reinstat|restored|no longer withdrawn|not withdrawn", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """Where a paper was published. Uncertain parts are empty."""

    venue: str = ""
    series: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    issued: PartialDate | None = None


def read_journal_ref(text: str) -> Reference | None:
    """The parts of a journal reference; None if they are ambiguous."""
    stated = one_line(text)
    if _UNCERTAIN.search(stated):  # before its `in` is removed: `in press` names no venue
        return None
    plain = _LEADING_WORDS.sub("", stated, count=1)
    if len(plain) > 300:  # noqa: PLR2004 - characters
        return None
    for form in _JOURNAL_REF_FORMS:
        if match := form.fullmatch(plain):
            parts = match.groupdict()
            year = parts.get("year") or parts.get("year2") or ""
            return Reference(
                venue=parts["venue"].strip(" ,"), series=parts.get("series") or "",
                volume=parts.get("volume") or "",
                issue=parts.get("issue") or parts.get("issue2") or "",
                pages=re.sub(r"\s*[-\u2013]+\s*", "-", parts.get("pages") or ""),
                issued=parse_date(year),
            )  # fmt: skip
    return None


def is_submission(journal_ref: str) -> bool:
    """Whether a journal reference says that nobody has published the paper yet."""
    return _SUBMISSION.match(one_line(journal_ref)) is not None


def read_comment(text: str) -> Reference | None:
    """The conference that accepted the paper, from a comment: `Accepted at NeurIPS 2024`."""
    plain = one_line(text)
    if _NOT_MAIN.search(plain):
        return None
    found = {
        (match["venue"], match["year"])
        for piece in re.split(r"[.;,]\s+|[.;,!]$", plain)
        if (match := _ACCEPTED.fullmatch(piece.strip()))
    }
    if len(found) != 1:
        return None
    venue, year = found.pop()
    return Reference(venue=venue, issued=parse_date(year))


def read_status(comment: str, abstract: str) -> PublicationStatus | None:
    """Whether comment or abstract state that the paper itself was withdrawn or retracted."""
    for text, patterns in ((comment, _WITHDRAWN_COMMENT), (abstract, _WITHDRAWN_ABSTRACT)):
        plain = one_line(text)
        if _RESTORED.search(plain):
            continue
        for pattern in patterns:
            if match := pattern.search(plain):
                stated = match.groupdict().get("status") or ""
                return "retracted" if stated.lower() == "retracted" else "withdrawn"
    return None


def read_day(text: str) -> PartialDate | None:
    """The day in `2024-01-05…` or `Mon, 2 Apr 2007 19:18:42 GMT`; None for other texts."""
    try:
        if text[:4].isdigit():
            return partial_date(date.fromisoformat(text[:10]))
        return partial_date(parsedate_to_datetime(text).date())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
