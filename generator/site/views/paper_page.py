"""A paper's card, and its page: byline, buttons, citations, sources."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from generator.model import Paper, Source
from generator.site.formats.citation import apa_reference, arxiv_url, doi_url, markdown_link
from generator.site.formats.csl import csl_json
from generator.site.i18n import Words
from generator.site.views.paper_types import (
    Button,
    Citation,
    Fact,
    NamingPapers,
    PaperView,
    SourceLine,
)
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
from generator.site.views.types import PaperCard
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
    to_text,
)
from generator.text.sentences import MAX_SENTENCE_CHARACTERS, shorten

MAX_AUTHORS_IN_BYLINE = 3  # the others are behind "and 8 more"
MAX_OPEN_CITATION_CHARACTERS = 2000  # some 40 authors; longer ones are a tap away
MAX_SHORT_TITLE_CHARACTERS = 48
MAX_TITLE_CHARACTERS = 90  # longer titles are set smaller
_ACTION_KINDS = (
    "pdf",
    "arxiv",
    "doi",
    "publication",
)  # above the abstract: the first, and one of these
# Hosts of code and data by their names; others are named by their domain.
_HOST_NAMES = {
    "github.com": "GitHub", "gitlab.com": "GitLab", "huggingface.co": "Hugging Face",
    "bitbucket.org": "Bitbucket", "codeberg.org": "Codeberg", "zenodo.org": "Zenodo",
    "kaggle.com": "Kaggle", "modelscope.cn": "ModelScope", "osf.io": "OSF",
    "figshare.com": "figshare", "sourceforge.net": "SourceForge",
}  # fmt: skip


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


@memoized
def own_page(paper: Paper, bibtex: str, csl: str, public_url: str, words: Words) -> PaperView:
    """A paper's page without what depends on other papers and on the site.

    Args:
        paper: the paper.
        bibtex: its BibTeX entry.
        csl: its CSL item, as JSON on one line.
        public_url: the URL of its page, if the site has one.
        words: the texts of the interface.
    """
    actions, links = sort_links(tuple(link_buttons(paper, words)))
    return PaperView(
        id=paper.id,
        aliases=valid_aliases(paper),
        title=to_heading(paper.title),
        language=lang_attribute(paper),
        authors=Markup(""),
        more_authors=Markup(""),
        hidden_authors=0,
        author_count=len(paper.authors or paper.editors) or paper.author_count,
        organization=None,
        dates=publication_dates(paper, words),
        identifiers=tuple(identifiers(paper)),
        venue=venue_line(paper),
        hue=0,
        has_long_title=len(to_text(paper.title)) > MAX_TITLE_CHARACTERS,
        status=status_labels(words)[paper.status] if paper.status else "",
        publication_status=publication_status_label(paper, words),
        recommended=paper.recommended,
        collection=None,
        topic_positions=(),
        path_positions=(),
        tags=(),
        takeaway=one_line(paper.takeaway),
        abstract=to_html(paper.abstract),
        note=note_html(paper.note) if paper.note else Markup(""),
        actions=actions,
        links=links,
        citations=tuple(citations(paper, bibtex, csl, public_url, words)),
        related=(),
        names=(),
        named_by=NamingPapers(),
        sources=tuple(source_line(source, words) for source in paper.sources),
        disagreements=tuple(describe_disagreements(paper, words)),
        added=display_date(paper.added, words),
        edit_url=Markup(""),
        correct_url=Markup(""),
        suggest_url=Markup(""),
    )


def byline(paper: Paper, urls: Mapping[str, str], words: Words) -> tuple[Markup, Markup, int]:
    """The authors shown at once, those behind "and 8 more", and how many; editors without authors.

    One more than the limit is shown, too: there is room for a name where "and 1 more" would be.

    Args:
        paper: the paper.
        urls: the URLs of the authors' pages and entries in indexes, by the name in the byline.
        words: the texts of the interface.
    """
    people = paper.authors or paper.editors
    names = [_linked_name(name, urls.get(name, "")) for name in people.texts]
    shown = MAX_AUTHORS_IN_BYLINE if len(names) > MAX_AUTHORS_IN_BYLINE + 1 else len(names)
    comma = words.html("comma")
    first, more = comma.join(names[:shown]), comma.join(names[shown:])
    if people.incomplete:
        first = first if more else words.html("names_others", names=first)
        more = words.html("names_others", names=more) if more else Markup("")
    if names and not paper.authors:
        first = words.html("names_editors", names=first)
    return first, more, len(names) - shown


def _linked_name(name: str, url: str) -> Markup:
    shown = escape(name)
    return Markup('<a href="{}">{}</a>').format(attribute(url), shown) if url else shown


def link_buttons(paper: Paper, words: Words) -> Iterable[Button]:
    """The external links of a paper; unsafe URLs are left out."""
    if abstract := arxiv_url(paper):
        page = f"https://huggingface.co/papers/{paper.arxiv}"
        yield Button(name="arXiv", kind="arxiv", url=attribute(abstract))
        yield Button(name="PDF", kind="pdf", url=attribute(arxiv_url(paper, "pdf")))
        yield Button(name="Hugging Face", kind="page", url=attribute(page))
    if doi := doi_url(paper):
        yield Button(name="DOI", kind="doi", url=attribute(doi))
    names = {"code": words("link_code"), "dataset": words("link_dataset"),
             "project": words("link_project"), "other": words("link_other")}  # fmt: skip
    if paper.url and is_safe_url(paper.url):
        yield _web_button(words("link_publication"), "publication", paper.url, words)
    for link in paper.links:
        if is_safe_url(link.url):
            yield _web_button(names[link.kind], link.kind, link.url, words)


def _web_button(name: str, kind: str, url: str, words: Words) -> Button:
    host = url.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.").lower()
    name = words("link_on_host", name=name, host=_HOST_NAMES.get(host, host))
    return Button(name=name, kind=kind, url=attribute(url))


def sort_links(buttons: Sequence[Button]) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
    """The links above the abstract (the PDF and the paper's page elsewhere), and all others."""
    found = {button.kind: button for button in reversed(buttons) if button.kind in _ACTION_KINDS}
    pdf = [found[kind] for kind in _ACTION_KINDS[:1] if kind in found]
    page = [found[kind] for kind in _ACTION_KINDS[1:] if kind in found][:1]
    actions = (*pdf, *page)
    return actions, tuple(button for button in buttons if button not in actions)


def identifiers(paper: Paper) -> Iterable[Fact]:
    """The paper's identifiers; that of arXiv with its category."""
    if arxiv_url(paper):
        category = f" ({paper.category})" if paper.category else ""
        yield Fact(label="arXiv", text=escape(f"{paper.arxiv}{category}"))
    if doi_url(paper):
        yield Fact(label="DOI", text=escape(paper.doi))


def citations(paper: Paper, bibtex: str, csl: str, page: str, words: Words) -> Iterable[Citation]:
    """The paper in each format to copy.

    Args:
        paper: the paper.
        bibtex: its BibTeX entry.
        csl: its CSL item, as JSON on one line.
        page: the public URL of its page, if it has one.
        words: the texts of the interface.
    """
    is_short = len(bibtex) <= MAX_OPEN_CITATION_CHARACTERS
    reference = preformatted(apa_reference(paper))
    yield Citation(format="BibTeX", text=preformatted(bibtex), is_open=is_short)
    yield Citation(format=words("cite_reference"), text=reference, is_open=True)
    yield Citation(format="Markdown", text=preformatted(markdown_link(paper, page)))
    yield Citation(format="CSL-JSON", text=preformatted(csl_json(json.loads(csl))))


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
