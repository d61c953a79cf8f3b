"""What machines read in the head of a paper's page: `citation_*` meta elements and JSON-LD.

The meta elements are those of Google Scholar's guidelines for webmasters, which Zotero reads too:
one `citation_author` an author, dates as YYYY/MM/DD or a year, the venue as a journal or a
conference. The JSON-LD describes a `ScholarlyArticle` in the vocabulary of schema.org.
"""

import json
import re
from collections.abc import Iterator

from markupsafe import Markup

from generator.exports.citation import arxiv_address, doi_address, kind, year
from generator.exports.people import person
from generator.markup import head_content, to_text
from generator.model import Paper

_VENUES = {"article": "citation_journal_title", "conference": "citation_conference_title"}


def head(paper: Paper, page: str = "") -> Markup:
    """Elements for the head; `page` is the public address of the paper's page, if it has one."""
    metas = (
        Markup('<meta name="{}" content="{}">').format(name, head_content(value))
        for name, value in citation_tags(paper, page)
        if value
    )
    return Markup("\n").join((*metas, _script(linked_data(paper, page))))


def citation_tags(paper: Paper, page: str) -> Iterator[tuple[str, str]]:
    """Names and values of the meta elements; what is not known is empty."""
    yield "citation_title", to_text(paper.title)
    for author in paper.authors:
        yield "citation_author", author
    day, printed = paper.published, year(paper)
    first = f"{day:%Y/%m/%d}" if day and day.year > 999 else ""  # noqa: PLR2004 - four digits
    same = bool(day and printed == str(day.year))
    yield "citation_publication_date", first if same else printed
    yield "citation_online_date", "" if same else first
    yield _VENUES.get(kind(paper), ""), paper.venue
    yield "citation_doi", paper.doi if doi_address(paper) else ""
    yield "citation_arxiv_id", paper.arxiv if arxiv_address(paper) else ""
    yield "citation_language", paper.language
    yield "citation_pdf_url", arxiv_address(paper, "pdf")
    yield "citation_abstract_html_url", page


def linked_data(paper: Paper, page: str = "") -> dict[str, object]:
    """The paper in the vocabulary of schema.org; what is not known is left out."""
    venue = {"@type": "Periodical" if kind(paper) == "article" else "Book", "name": paper.venue}
    said: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "headline": to_text(paper.title),
        "author": [_author(name) for name in paper.authors],
        "datePublished": paper.published.isoformat() if paper.published else year(paper),
        "inLanguage": paper.language,
        "isPartOf": venue if paper.venue else None,
        "sameAs": [*filter(None, (doi_address(paper), arxiv_address(paper)))],
        "mainEntityOfPage": page,
    }
    return {name: value for name, value in said.items() if value}


def _author(name: str) -> dict[str, str]:
    return {"@type": "Person" if person(name).given else "Organization", "name": name}


def _script(said: object) -> Markup:
    """Data that no parser can take for the end of its element, and no template for a sign."""
    text = json.dumps(said, ensure_ascii=True, separators=(",", ":"))
    text = re.sub(r"[<>&\x7f]|\{(?=[{%#])", lambda sign: f"\\u{ord(sign[0]):04x}", text)
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))  # noqa: S704
