"""What all citations of a paper share, and citations for people: a reference and a link.

The reference follows the order of the APA style (7th edition): authors, year, title, venue,
address. Titles keep their own capitals, since nobody knows which words are names.
"""

import re
from typing import Literal
from urllib.parse import quote

from generator.model import Name, Names, Paper
from generator.text.characters import replace_invisible
from generator.text.identifiers import ARXIV_ID, DOI_NAME
from generator.text.person_names import family_name, initials
from generator.text.publications import record_date, venue_name
from generator.text.sanitize import to_text

MOST_NAMED = 20  # APA names up to 20 authors; of more, the first 19 and the last
_MARKDOWN = re.compile(r"[\\`*_\[\]<>&#$~|]")


def year(paper: Paper) -> str:
    """The year that citations state: of the version of record, else of the first version."""
    found = record_date(paper)
    return str(found.year) if found else ""


def arxiv_address(paper: Paper, form: Literal["abs", "pdf"] = "abs") -> str:
    """Where arXiv keeps the paper, or nothing."""
    known = ARXIV_ID.fullmatch(paper.arxiv)
    return f"https://arxiv.org/{form}/{paper.arxiv}" if known else ""


def doi_address(paper: Paper) -> str:
    """The address that a paper's DOI resolves to, or nothing."""
    if not DOI_NAME.fullmatch(paper.doi):
        return ""
    address = f"https://doi.org/{quote(replace_invisible(paper.doi), safe='/:;.-_')}"
    # Readers take a full stop at the end for that of the sentence.
    return re.sub(r"[.;]$", lambda last: f"%{ord(last[0]):02X}", address)


def reference(paper: Paper) -> str:
    """A line for a list of references, in plain text."""
    date = f"({year(paper) or 'n.d.'})."
    notice = f" [{paper.publication_status.capitalize()}]" if paper.publication_status else ""
    title = _ended(to_text(paper.title) + notice)
    by = _ended(_by(paper))
    start = f"{by} {date} {title}" if by else f"{title} {date}"
    address = doi_address(paper) or arxiv_address(paper) or paper.url
    return " ".join(filter(None, (start, _where(paper), address)))


def markdown_link(paper: Paper, page: str) -> str:
    """The title as a link to the paper (to its page here if it has no address of its own)."""
    title = _MARKDOWN.sub(r"\\\g<0>", to_text(paper.title))
    known = paper.authors or paper.editors
    names = [_MARKDOWN.sub(r"\\\g<0>", _line(family_name(name))) for name in known]
    shown = names[0] if names else ""
    if len(names) > 1 or known.incomplete:
        two = len(names) == 2 and not known.incomplete  # noqa: PLR2004
        shown += f" & {names[1]}" if two else " et al."
    said = ", ".join(filter(None, (shown, year(paper))))
    link = f"[{title}]({doi_address(paper) or arxiv_address(paper) or page})"
    return f"{link} ({said})" if said else link


def _by(paper: Paper) -> str:
    """`Huang, Y., Cheng, Y., & Chen, Z.`; of a book without authors the editors."""
    if paper.authors or not paper.editors:
        return _people(paper.authors)
    return f"{_people(paper.editors)} ({'Ed' if len(paper.editors) == 1 else 'Eds'}.)"


def _people(people: Names) -> str:
    names = [_inverted(name) for name in people]
    if people.incomplete:
        return f"{', '.join(names[:MOST_NAMED])}, et al"
    if len(names) > MOST_NAMED:
        return f"{', '.join(names[: MOST_NAMED - 1])}, \u2026 {names[-1]}"
    return ", & ".join(filter(None, (", ".join(names[:-1]), "".join(names[-1:]))))


def _inverted(name: Name) -> str:
    return _line(", ".join(filter(None, (family_name(name), initials(name), name.suffix))))


def _where(paper: Paper) -> str:
    """`Journal of Tests, 10(2), 1-9.`; without a venue the publisher, or arXiv's number."""
    arxiv = f"arXiv:{paper.arxiv}" if arxiv_address(paper) else ""
    name = venue_name(paper) or paper.publisher or arxiv
    volume = f"{paper.volume}({paper.issue})" if paper.issue else paper.volume
    parts = filter(None, (name, volume, paper.pages.replace("--", "\u2013")))
    said = _line(", ".join(parts))
    publisher = _line(paper.publisher) if venue_name(paper) else ""
    return " ".join(_ended(part) for part in (said, publisher) if part)


def _line(text: str) -> str:
    return " ".join(replace_invisible(text).split())


def _ended(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
