"""What all citations of a paper share, and citations for people: a reference and a link.

The reference follows the order of the APA style (7th edition): authors, year, title, venue,
address. Titles keep their own capitals, since nobody knows which words are names.
"""

import re
from typing import Literal
from urllib.parse import quote

from generator.exports.people import person
from generator.markup import to_text
from generator.model import Paper
from generator.names import ARXIV, DOI, visible

Kind = Literal["article", "conference", "preprint"]

MOST_NAMED = 20  # APA names up to 20 authors; of more, the first 19 and the last
# Some journals are called proceedings, and workshops may be about science.
_PROCEEDINGS_JOURNAL = re.compile(
    r"\b(pvldb|vldb endowment|pacmpl|pacmhci|pomacs|pnas|"
    r"(proceedings|proc\.) of the (national academy|acm on|ieee(?=[\s,\d]*$)))(?!\w)",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(conference|symposium|workshops?|meeting|proceedings|proc\.|findings|rolling review|"
    r"(neurips|nips|icml|iclr|acl|emnlp|naacl|cvpr|iccv|eccv|aaai|ijcai|kdd) (19|20)\d\d)(?!\w)",
    re.IGNORECASE,
)
_JOURNAL = re.compile(
    r"\b(journal|transactions|trans\.|letters|reviews?|surveys|magazine|annals|communications of|"
    r"tmlr|jmlr|tacl|jair|tpami|tkde|tpds|tnnls|ieee access|neurocomputing)(?!\w)|"
    r"^(nature|science|neural computation|neural networks|artificial intelligence|"
    r"pattern recognition|information fusion|expert systems with applications)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MARKDOWN = re.compile(r"[\\`*_\[\]<>&#$~|]")


def kind(paper: Paper) -> Kind:
    """What a paper is: without a venue a preprint, in a journal an article, else in proceedings."""
    if not paper.venue:
        return "preprint"
    if _PROCEEDINGS_JOURNAL.search(paper.venue):
        return "article"
    meeting = _MEETING.search(paper.venue) or not _JOURNAL.search(paper.venue)
    return "conference" if meeting else "article"


def year(paper: Paper) -> str:
    """The year of the venue where it prints one, else of the first version, else nothing."""
    printed = _YEAR.search(paper.venue)
    return printed.group() if printed else str(paper.published.year) if paper.published else ""


def arxiv_address(paper: Paper, form: Literal["abs", "pdf"] = "abs") -> str:
    """Where arXiv keeps the paper, or nothing."""
    known = ARXIV.fullmatch(paper.arxiv)
    return f"https://arxiv.org/{form}/{paper.arxiv}" if known else ""


def doi_address(paper: Paper) -> str:
    """The address that a paper's DOI resolves to, or nothing."""
    known = DOI.fullmatch(paper.doi)
    return f"https://doi.org/{quote(visible(paper.doi), safe='/:;.-_')}" if known else ""


def reference(paper: Paper) -> str:
    """A line for a list of references, in plain text."""
    date = f"({year(paper) or 'n.d.'})."
    title = _ended(to_text(paper.title))
    start = f"{_ended(_names(paper))} {date} {title}" if paper.authors else f"{title} {date}"
    arxiv = f"arXiv:{paper.arxiv}." if not paper.venue and arxiv_address(paper) else ""
    venue = _ended(_line(paper.venue)) if paper.venue else arxiv
    return " ".join(filter(None, (start, venue, doi_address(paper) or arxiv_address(paper))))


def markdown_link(paper: Paper, page: str) -> str:
    """The title as a link to the paper (to its page here if it has no address of its own)."""
    title = _MARKDOWN.sub(r"\\\g<0>", to_text(paper.title))
    names = [_MARKDOWN.sub(r"\\\g<0>", person(_line(n)).family) for n in paper.authors]
    shown = names[0] if names else ""
    if len(names) > 1:
        shown += f" & {names[1]}" if len(names) == 2 else " et al."  # noqa: PLR2004
    said = ", ".join(filter(None, (shown, year(paper))))
    link = f"[{title}]({doi_address(paper) or arxiv_address(paper) or page})"
    return f"{link} ({said})" if said else link


def _names(paper: Paper) -> str:
    """`Huang, Y., Cheng, Y., & Chen, Z.`."""
    names = [_inverted(_line(name)) for name in paper.authors]
    if len(names) > MOST_NAMED:
        return f"{', '.join(names[: MOST_NAMED - 1])}, \u2026 {names[-1]}"
    return ", & ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _inverted(name: str) -> str:
    parts = person(name)
    return ", ".join(filter(None, (parts.family, parts.initials, parts.suffix)))


def _line(text: str) -> str:
    return " ".join(visible(text).split())


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
