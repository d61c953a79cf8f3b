"""Metadata in the head of a paper's page: Highwire `citation_*` meta tags and JSON-LD.

The meta tags follow Google Scholar's guidelines for webmasters, and Zotero reads them, too: one
`citation_author` per author, dates as YYYY/MM/DD or a year, the venue as a journal or a conference.
The JSON-LD describes a `ScholarlyArticle` in the vocabulary of schema.org.
"""

import json
import re
from collections.abc import Iterator, Mapping

from markupsafe import Markup

from generator.model import Name, Paper, PaperType, PartialDate
from generator.site.formats.citation import arxiv_url, doi_url
from generator.text.publications import first_date, paper_type, record_date, venue_name
from generator.text.sanitize import head_content, to_text
from generator.text.stored import Stored

_VENUE_TAGS: Mapping[PaperType, str] = {
    "article-journal": "citation_journal_title",
    "paper-conference": "citation_conference_title",
    "chapter": "citation_inbook_title",
}
# Google Scholar's tags for the institution of a thesis or a report.
_PUBLISHER_TAGS: Mapping[PaperType, str] = {
    "thesis": "citation_dissertation_institution",
    "report": "citation_technical_report_institution",
}
_SCHEMA_TYPES: Mapping[PaperType, str] = {
    "book": "Book", "chapter": "Chapter", "thesis": "Thesis", "report": "Report",
    "webpage": "WebPage", "software": "SoftwareSourceCode", "dataset": "Dataset",
}  # fmt: skip
# What could end a script element, and braces that begin a tag of Jinja: `{{`, `{%`, `{#`. All begin
# with one of few characters, which is found faster than alternatives.
_JSON_SPECIAL = re.compile(r"[<>&\x7f{](?:(?<=[^{])|(?=[{%#]))")


def _head_elements(paper: Paper, page: str = "") -> Markup:
    """The HTML of all metadata; `page` is the public URL of the paper's page, if it has one."""
    metas = (
        f'<meta name="{name}" content="{head_content(value)}">'
        for name, value in citation_tags(paper, page)
        if value
    )
    script = _json_ld_script(linked_data(paper, page))
    return Markup("\n".join((*metas, script)))  # noqa: S704 - both are escaped


head_elements = Stored(_head_elements, Markup, "metadata in the head of a paper")


def citation_tags(paper: Paper, page: str) -> Iterator[tuple[str, str]]:
    """Names and values of the meta tags; unknown values are empty."""
    yield "citation_title", to_text(paper.title)
    for author in paper.authors:
        yield "citation_author", str(author)
    for editor in paper.editors:
        yield "citation_editor", str(editor)
    kind, first, record = paper_type(paper), first_date(paper), record_date(paper)
    yield "citation_publication_date", _date(record)
    yield "citation_online_date", "" if first == record else _date(first)
    yield _VENUE_TAGS.get(kind, "citation_journal_title"), venue_name(paper)
    yield "citation_volume", paper.volume
    yield "citation_issue", paper.issue
    start, _, end = re.sub("-+|\u2013", "-", paper.pages).partition("-")
    yield "citation_firstpage", start
    yield "citation_lastpage", end
    yield _PUBLISHER_TAGS.get(kind, "citation_publisher"), paper.publisher
    yield "citation_technical_report_number", paper.number if kind == "report" else ""
    yield "citation_isbn", paper.isbn
    yield "citation_doi", paper.doi if doi_url(paper) else ""
    yield "citation_arxiv_id", paper.arxiv if arxiv_url(paper) else ""
    yield "citation_language", paper.language
    yield "citation_pdf_url", arxiv_url(paper, "pdf")
    yield "citation_abstract_html_url", page


def linked_data(paper: Paper, page: str = "") -> dict[str, object]:
    """The paper as JSON-LD in the vocabulary of schema.org; unknown properties are left out."""
    record, kind = record_date(paper), paper_type(paper)
    properties: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": _SCHEMA_TYPES.get(kind, "ScholarlyArticle"),
        "headline": to_text(paper.title),
        "author": [_author(name) for name in paper.authors],
        "editor": [_author(name) for name in paper.editors if name.given],
        "abstract": to_text(paper.abstract),
        "datePublished": record.iso if record else "",
        "inLanguage": paper.language,
        "isPartOf": _container(paper),
        "pagination": paper.pages if _SCHEMA_TYPES.get(kind, "Chapter") == "Chapter" else "",
        "publisher": _organization(paper.publisher) if paper.publisher else None,
        "isbn": paper.isbn if kind == "book" else "",
        "creativeWorkStatus": (paper.publication_status or "").capitalize(),
        "keywords": [*filter(None, dict.fromkeys(map(to_text, paper.tags)))],
        "identifier": [*_identifiers(paper)],
        "sameAs": [*filter(None, (doi_url(paper), arxiv_url(paper)))],
        "mainEntityOfPage": page,
    }
    return {name: value for name, value in properties.items() if value}


def _identifiers(paper: Paper) -> Iterator[str]:
    """The DOI and the arXiv id without their URLs."""
    if doi_url(paper):
        yield f"doi:{paper.doi}"
    if arxiv_url(paper):
        yield f"arXiv:{paper.arxiv}"


def _container(paper: Paper) -> dict[str, object] | None:
    """The journal with volume and issue, or the book, that a paper is part of."""
    if not (name := venue_name(paper)):
        return None
    journal = paper_type(paper) == "article-journal"
    whole: dict[str, object] = {"@type": "Periodical" if journal else "Book", "name": name}
    if paper.isbn and not journal:
        whole["isbn"] = paper.isbn
    if paper.volume:
        whole = {"@type": "PublicationVolume", "volumeNumber": paper.volume, "isPartOf": whole}
    if paper.issue:
        whole = {"@type": "PublicationIssue", "issueNumber": paper.issue, "isPartOf": whole}
    return whole


def _date(date: PartialDate | None) -> str:
    """`2019/03/01`, as far as it is known; empty before the year 1000, which has fewer digits."""
    known = date and date.year and date.year > 999  # noqa: PLR2004 - four digits
    return date.iso.replace("-", "/") if date and known else ""


def _author(name: Name) -> dict[str, str]:
    return {"@type": "Person", "name": str(name)} if name.given else _organization(str(name))


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def _json_ld_script(data: object) -> Markup:
    """A script element with JSON; escapes keep it from ending the element or being a template."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    text = _JSON_SPECIAL.sub(lambda char: f"\\u{ord(char[0]):04x}", text)
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))  # noqa: S704 - escaped above
