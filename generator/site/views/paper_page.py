"""A paper's card, and its page: byline, buttons, citations, sources."""

import re
from collections.abc import Iterable

from markupsafe import Markup

from generator.model import Paper, Source
from generator.site.formats.citation import apa_reference, arxiv_url, doi_url, markdown_link
from generator.site.i18n import Words
from generator.site.views.parts import (
    describe_disagreements,
    display_date,
    lang_attribute,
    paper_path,
    publication_dates,
    publication_status_label,
    short_author_list,
    status_labels,
    time_element,
    valid_aliases,
)
from generator.site.views.types import (
    Button,
    Citation,
    PageLink,
    PaperCard,
    PaperView,
    SourceLine,
)
from generator.text.characters import one_line
from generator.text.memo import memoized
from generator.text.notes import note_html
from generator.text.publications import first_date, venue_line
from generator.text.sanitize import (
    attribute,
    escape,
    is_safe_url,
    preformatted,
    to_heading,
    to_html,
)
from generator.text.sentences import MAX_SENTENCE_CHARACTERS, shorten

MAX_AUTHORS_IN_BYLINE = 12  # the others are behind "show all"
MAX_SHORT_TITLE_CHARACTERS = 48


def own_card(paper: Paper, words: Words) -> PaperCard:
    """A paper's card without its topics: what does not depend on other papers."""
    return PaperCard(
        title=to_heading(paper.title),
        path=paper_path(paper),
        authors=short_author_list(paper, words),
        date=display_date(first_date(paper), words),
        venue=venue_line(paper),
        topics=(),
        recommended=paper.recommended,
        status=status_labels(words)[paper.status] if paper.status else "",
        publication_status=publication_status_label(paper, words),
        takeaway=shorten(one_line(paper.takeaway), MAX_SENTENCE_CHARACTERS),
        language=lang_attribute(paper),
        aliases=valid_aliases(paper),
    )


def _organization(paper: Paper) -> PageLink | None:
    if paper.organization is None:
        return None
    return PageLink(name=to_heading(paper.organization.name), path="organizations.md")


@memoized
def own_page(paper: Paper, bibtex: str, csl: str, public_url: str, words: Words) -> PaperView:
    """A paper's page without what depends on other papers and on the site.

    Args:
        paper: the paper.
        bibtex: its BibTeX entry.
        csl: its CSL-JSON.
        public_url: the URL of its page, if the site has one.
        words: the texts of the interface.
    """
    authors, more_authors = byline(paper, words)
    return PaperView(
        id=paper.id,
        aliases=valid_aliases(paper),
        title=to_heading(paper.title),
        language=lang_attribute(paper),
        authors=authors,
        more_authors=more_authors,
        author_count=len(paper.authors or paper.editors) or paper.author_count,
        organization=_organization(paper),
        dates=publication_dates(paper, words),
        venue=venue_line(paper),
        status=status_labels(words)[paper.status] if paper.status else "",
        publication_status=publication_status_label(paper, words),
        recommended=paper.recommended,
        topic_positions=(),
        path_positions=(),
        tags=(),
        takeaway=one_line(paper.takeaway),
        abstract=to_html(paper.abstract),
        note=note_html(paper.note) if paper.note else Markup(""),
        buttons=tuple(link_buttons(paper, words)),
        citations=tuple(citations(paper, bibtex, csl, public_url, words)),
        related=(),
        sources=tuple(source_line(source, words) for source in paper.sources),
        disagreements=tuple(describe_disagreements(paper, words)),
        added=display_date(paper.added, words),
        edit_url=Markup(""),
        correct_url=Markup(""),
        suggest_url=Markup(""),
    )


def byline(paper: Paper, words: Words) -> tuple[str, str]:
    """The authors shown at once, and those behind "show all"; editors if there are no authors.

    All authors are shown at once unless at least a third more than the limit would be hidden.
    """
    people = paper.authors or paper.editors
    names = people.texts
    shown = MAX_AUTHORS_IN_BYLINE if len(names) > MAX_AUTHORS_IN_BYLINE * 4 // 3 else len(names)
    first, more = words.join_list(names[:shown]), words.join_list(names[shown:])
    if people.incomplete:
        first = first if more else words("names_others", names=first)
        more = words("names_others", names=more) if more else ""
    if names and not paper.authors:
        first = words("names_editors", names=first)
    return first, more


def link_buttons(paper: Paper, words: Words) -> Iterable[Button]:
    """The external links of a paper; unsafe URLs are left out."""
    if abstract := arxiv_url(paper):
        page = f"https://huggingface.co/papers/{paper.arxiv}"
        yield Button(name="arXiv", icon="arxiv", url=attribute(abstract))
        yield Button(name="PDF", icon="pdf", url=attribute(arxiv_url(paper, "pdf")))
        yield Button(name="Hugging Face", icon="face", url=attribute(page))
    if doi := doi_url(paper):
        yield Button(name="DOI", icon="doi", url=attribute(doi))
    names = {"code": words("link_code"), "dataset": words("link_dataset"),
             "project": words("link_project"), "other": words("link_other")}  # fmt: skip
    if paper.url and is_safe_url(paper.url):
        yield _web_button(words("link_publication"), "other", paper.url)
    for link in paper.links:
        if is_safe_url(link.url):
            yield _web_button(names[link.kind], link.kind, link.url)


def _web_button(name: str, icon: str, url: str) -> Button:
    host = url.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.")
    return Button(name=name, icon=icon, url=attribute(url), host=host)


def citations(paper: Paper, bibtex: str, csl: str, page: str, words: Words) -> Iterable[Citation]:
    """The paper in each format to copy.

    Args:
        paper: the paper.
        bibtex: its BibTeX entry.
        csl: its CSL-JSON.
        page: the public URL of its page, if it has one.
        words: the texts of the interface.
    """
    yield Citation(format=words("cite_reference"), text=preformatted(apa_reference(paper)))
    yield Citation(format="BibTeX", text=preformatted(bibtex))
    yield Citation(format="Markdown", text=preformatted(markdown_link(paper, page)))
    yield Citation(format="CSL-JSON", text=preformatted(csl))


def short_title(title: str) -> Markup:
    """A paper's short name, or the beginning of its title, from the title as plain text."""
    name = re.split(r": ", title, maxsplit=1)[0]
    if len(name) > MAX_SHORT_TITLE_CHARACTERS:
        name = name[:MAX_SHORT_TITLE_CHARACTERS].rsplit(" ", 1)[0] + "\u2026"
    return escape(name)


def source_line(source: Source, words: Words) -> SourceLine:
    """A source of the paper as a line of its provenance."""
    facts: list[Markup] = []
    if source.captured:
        facts.append(words.html("captured", day=time_element(source.captured, words)))
    if source.published:
        facts.append(words.html("published", day=time_element(source.published, words)))
    if source.authors is not None:
        facts.append(words.html("authors", source.authors))
    if source.comments is not None:
        facts.append(words.html("comments", source.comments))
    return SourceLine(file=source.file, facts=words.html("comma").join(facts), note=source.note)
