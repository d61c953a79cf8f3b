"""Citations for people (a reference and a Markdown link), and the URLs that all formats share.

The reference has the order of the APA style (7th edition): authors, year, title, venue, URL. Titles
keep their capitals, because sentence case would need to know which words are names.
"""

from typing import Literal

from generator.model import Name, Names, Paper
from generator.text.characters import replace_invisible, visible_line
from generator.text.identifiers import ARXIV_ID, DOI_NAME, encode_doi, find_doi
from generator.text.person_names import family_name, initials
from generator.text.publications import record_date, venue_name
from generator.text.sanitize import escape_markdown, to_text

MAX_NAMED_AUTHORS = 20  # APA lists up to 20 authors, otherwise the first 19 and the last


def citation_year(paper: Paper) -> str:
    """The year of the version of record, otherwise of the first version; empty if unknown."""
    found = record_date(paper)
    return str(found.year) if found else ""


def arxiv_url(paper: Paper, form: Literal["abs", "pdf"] = "abs") -> str:
    """The URL of the paper's abstract or PDF on arXiv; empty without a valid arXiv id."""
    known = ARXIV_ID.fullmatch(paper.arxiv)
    return f"https://arxiv.org/{form}/{paper.arxiv}" if known else ""


def doi_url(paper: Paper) -> str:
    """The URL of the paper's DOI; empty without a valid DOI."""
    if not DOI_NAME.fullmatch(paper.doi):
        return ""
    return encode_doi(replace_invisible(paper.doi))


def doi_or_url(paper: Paper) -> str:
    """The DOI; its URL if readers would find another one in it, as in one with a final point."""
    return paper.doi if find_doi(paper.doi) == paper.doi.lower() else doi_url(paper)


def apa_reference(paper: Paper) -> str:
    """The paper's entry in a list of references, as plain text in the order of the APA style."""
    date = f"({citation_year(paper) or 'n.d.'})."
    notice = f" [{paper.publication_status.capitalize()}]" if paper.publication_status else ""
    title = _end_sentence(to_text(paper.title) + notice)
    authors = _end_sentence(_authors_or_editors(paper))
    start = f"{authors} {date} {title}" if authors else f"{title} {date}"
    url = doi_url(paper) or arxiv_url(paper) or paper.url
    return " ".join(filter(None, (start, _container(paper), url)))


def markdown_link(paper: Paper, page: str) -> str:
    """The title as a Markdown link to the paper, or to `page` if it has no DOI or arXiv id."""
    title = escape_markdown(to_text(paper.title))
    source = markdown_source(paper)
    link = f"[{title}]({doi_url(paper) or arxiv_url(paper) or page})"
    return f"{link} ({source})" if source else link


def markdown_source(paper: Paper) -> str:
    """The first authors and the year as Markdown, such as `Huang et al., 2018`."""
    people = paper.authors or paper.editors
    names = [escape_markdown(family_name(name)) for name in people]
    shown = names[0] if names else ""
    if len(names) > 1 or people.incomplete:
        are_two = len(names) == 2 and not people.incomplete  # noqa: PLR2004
        shown += f" & {names[1]}" if are_two else " et al."
    return ", ".join(filter(None, (shown, citation_year(paper))))


def _authors_or_editors(paper: Paper) -> str:
    """`Huang, Y., Cheng, Y., & Chen, Z.`; the editors if there are no authors."""
    if paper.authors or not paper.editors:
        return _join_names(paper.authors)
    return f"{_join_names(paper.editors)} ({'Ed' if len(paper.editors) == 1 else 'Eds'}.)"


def _join_names(people: Names) -> str:
    names = [_inverted_name(name) for name in people]
    if people.incomplete:
        return f"{', '.join(names[:MAX_NAMED_AUTHORS])}, et al"
    if len(names) > MAX_NAMED_AUTHORS:
        return f"{', '.join(names[: MAX_NAMED_AUTHORS - 1])}, \u2026 {names[-1]}"
    return ", & ".join(filter(None, (", ".join(names[:-1]), "".join(names[-1:]))))


def _inverted_name(name: Name) -> str:
    return visible_line(", ".join(filter(None, (family_name(name), initials(name), name.suffix))))


def _container(paper: Paper) -> str:
    """`Journal of Tests, 10(2), 1-9.`; the publisher or the arXiv id if there is no venue."""
    arxiv = f"arXiv:{paper.arxiv}" if arxiv_url(paper) else ""
    name = venue_name(paper) or paper.publisher or arxiv
    volume = f"{paper.volume}({paper.issue})" if paper.issue else paper.volume
    parts = filter(None, (name, volume, paper.pages.replace("--", "\u2013")))
    container = visible_line(", ".join(parts))
    publisher = visible_line(paper.publisher) if venue_name(paper) else ""
    return " ".join(_end_sentence(part) for part in (container, publisher) if part)


def _end_sentence(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
