"""What pages show of a paper whatever other papers say: citations, its card, its titles."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.model import Paper
from generator.site.formats.bibtex import bibtex_entry, complete_bibtex_entry
from generator.site.formats.citation import apa_reference
from generator.site.formats.coins import context_object
from generator.site.formats.csl import csl_item, csl_line
from generator.site.formats.ris import complete_ris_record, ris_record
from generator.site.i18n import Words
from generator.site.views.paper_page import own_card, short_title
from generator.site.views.parts import first_author_and_year
from generator.site.views.types import PaperCard
from generator.text import sentences
from generator.text.characters import one_line
from generator.text.sanitize import to_text
from generator.text.stored import Stored

MAX_DESCRIPTION_CHARACTERS = 160


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperParts:
    """Parts of the pages about one paper.

    Attributes:
        title: its title as plain text.
        short_title: its short name, or the beginning of its title, for links.
        description: the description of its page.
        byline: its first author and year.
        card: its card, without topics.
        bibtex: its BibTeX entry.
        ris: its RIS record.
        csl_line: its CSL item, as JSON on one line.
        csl_text: a list of that item as CSL-JSON.
        context_object: what Zotero's connector reads of it on a page with several papers.
    """

    title: str
    short_title: Markup
    description: str
    byline: str
    card: PaperCard
    bibtex: str
    ris: str
    csl_line: str
    context_object: str


def _make_parts(paper: Paper, citation_key: str, words: Words) -> PaperParts:
    title = to_text(paper.title)
    return PaperParts(
        title=title,
        short_title=short_title(title),
        description=shorten(
            one_line(paper.takeaway) or to_text(paper.abstract) or apa_reference(paper)
        ),
        byline=first_author_and_year(paper, words),
        card=own_card(paper, words),
        bibtex=bibtex_entry(paper, citation_key),
        ris=ris_record(paper, citation_key),
        csl_line=csl_line(csl_item(paper, citation_key)),
        context_object=context_object(paper),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceTexts:
    """What files of references have of one paper.

    Attributes:
        bibtex: its BibTeX entry.
        ris: its RIS record.
        csl_line: its CSL item, as JSON on one line.
    """

    bibtex: str
    ris: str
    csl_line: str


def _make_references(paper: Paper, citation_key: str) -> ReferenceTexts:
    return ReferenceTexts(
        bibtex=complete_bibtex_entry(paper, citation_key),
        ris=complete_ris_record(paper, citation_key),
        csl_line=csl_line(csl_item(paper, citation_key)),
    )


References = Mapping[str, ReferenceTexts | PaperParts]  # by the id of each paper
# With tags, abstract and note, but for CSL-JSON: programs that format citations read none.
complete_references = Stored(_make_references, ReferenceTexts, "complete references")
paper_parts = Stored(_make_parts, PaperParts, "paper parts")


def shorten(text: str) -> str:
    """The beginning of a text, for the description of a page."""
    return sentences.shorten(text, MAX_DESCRIPTION_CHARACTERS)
