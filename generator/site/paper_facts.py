"""The facts of a paper with English names, for programs that read text."""

from collections.abc import Iterator

from generator.model import Paper
from generator.site.formats.citation import arxiv_url, doi_url
from generator.text.note_text import note_text
from generator.text.publications import first_date, venue_line
from generator.text.sanitize import to_text

Fact = tuple[str, str]  # its name, and its text, which is empty if it is unknown


def publication_facts(paper: Paper) -> Iterator[Fact]:
    """Who published the paper, when and where."""
    people = [*paper.authors.texts, *(["et al."] if paper.authors.incomplete else [])]
    yield "Authors", "; ".join(people)
    yield "Editors", "; ".join(paper.editors.texts)
    yield "Published", str(first_date(paper) or "")
    yield "Venue", venue_line(paper)
    yield "Publication status", paper.publication_status or ""
    yield "arXiv", arxiv_url(paper)
    yield "DOI", doi_url(paper)
    yield "URL", paper.url
    for link in paper.links:
        yield link.kind.capitalize(), link.url


def editorial_facts(paper: Paper) -> Iterator[Fact]:
    """What the list says of the paper besides its topics."""
    yield "Tags", "; ".join(map(to_text, paper.tags))
    yield "Added", str(paper.added or "")
    yield "Editors' pick", "yes" if paper.recommended else ""
    yield "Takeaway", paper.takeaway
    yield "Editors' note", note_text(paper.note) if paper.note else ""
