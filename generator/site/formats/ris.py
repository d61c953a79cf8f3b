"""RIS records, which Zotero, EndNote, Mendeley and JabRef import.

The tags are those of the specification (Reference Manager, 2001,
https://web.archive.org/web/20110930172154/http://www.refman.com/support/risformat_intro.asp), with
`T2`, `C1`, `C7`, `DA`, `DO` and `LA` as EndNote and Zotero use them. Names are `Family, Given,
Suffix`; a comma at the end of an organization's name keeps EndNote from inverting it.
"""

from collections.abc import Iterable, Iterator, Mapping

from generator.model import Name, Names, Paper, PaperType, PartialDate
from generator.site.formats.citation import arxiv_url, doi_or_url, doi_url
from generator.text.characters import visible_line
from generator.text.publications import first_date, paper_type, record_date, venue_name
from generator.text.sanitize import to_text

_TYPES: Mapping[PaperType, str] = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "paper-conference": "CONF",
    "chapter": "CHAP",
    "book": "BOOK",
    "thesis": "THES",
    "report": "RPRT",
    "webpage": "ELEC",
    "software": "COMP",
    "dataset": "DATA",
}
# For other types `T2` is the title of a series.
_TYPES_IN_CONTAINERS = ("article", "article-journal", "paper-conference", "chapter", "webpage")
_TYPES_WITHOUT_ARTICLE_NUMBER = ("book", "thesis", "report")
_OTHERS = "et al."


def ris_record(paper: Paper, citation_key: str) -> str:
    """The RIS record of a paper, with all that a citation may need."""
    return _format_record(paper, _fields(paper, citation_key))


def complete_ris_record(paper: Paper, citation_key: str) -> str:
    """The same with tags, abstract and note."""
    return _format_record(paper, (*_fields(paper, citation_key), *_content_fields(paper)))


def _format_record(paper: Paper, fields: Iterable[tuple[str, str]]) -> str:
    lines = (("TY", _type(paper)), *fields)
    shown = ((tag, visible_line(value)) for tag, value in lines)
    return "".join(f"{tag}  - {value}\n" for tag, value in shown if value) + "ER  - \n"


def _type(paper: Paper) -> str:
    kind = paper_type(paper)
    # A `CONF` with editors alone is a volume of proceedings.
    is_like_volume = kind == "paper-conference" and not paper.authors and paper.editors
    return "CPAPER" if is_like_volume else _TYPES[kind]


def _fields(paper: Paper, citation_key: str) -> Iterator[tuple[str, str]]:
    kind = paper_type(paper)
    is_journal = kind == "article-journal"
    yield "ID", citation_key
    yield "TI", to_text(paper.title)
    yield from (("AU", name) for name in _name_list(paper.authors))
    yield from (("ED", name) for name in _name_list(paper.editors))
    yield "T2", venue_name(paper) if kind in _TYPES_IN_CONTAINERS else ""
    yield from _dates(paper)
    yield "VL", paper.volume
    yield "IS", paper.issue
    yield from _pages(paper.pages)
    if kind == "report":
        yield "SN", paper.number
    elif kind not in _TYPES_WITHOUT_ARTICLE_NUMBER:
        yield "C7", paper.number
    yield "ET", "" if is_journal else paper.edition
    yield "T3", paper.series
    yield "PB", paper.publisher
    yield "SN", paper.isbn
    yield "LA", paper.language
    yield "M3", "Retracted" if paper.publication_status == "retracted" else ""
    yield "N1", "Withdrawn" if paper.publication_status == "withdrawn" else ""
    yield "C1", f"arXiv:{paper.arxiv}" if paper.arxiv else ""
    yield "DO", doi_or_url(paper)
    yield "UR", paper.url or doi_url(paper) or arxiv_url(paper)


def _content_fields(paper: Paper) -> Iterator[tuple[str, str]]:
    # Programs split a keyword at its semicolons.
    yield from (("KW", tag.replace(";", ",")) for tag in paper.tags)
    yield "AB", to_text(paper.abstract)
    yield "N1", paper.note


def _dates(paper: Paper) -> Iterator[tuple[str, str]]:
    """The date of the version of record; of articles also the day when they were first online."""
    date, first = record_date(paper), first_date(paper)
    if date and date.year:
        yield "PY", f"{date.year:04}"
        yield "DA", _date(date) if date.month else ""
        is_article = paper_type(paper) == "article-journal"
        yield "ET", _date(first) if is_article and first and first.year and first != date else ""


def _date(date: PartialDate) -> str:
    """`2018/11/16/`; the parts that are not known are empty."""
    month, day = (f"{part:02}" if part else "" for part in (date.month, date.day))
    return f"{date.year:04}/{month}/{day}/"


def _pages(pages: str) -> Iterator[tuple[str, str]]:
    """First and last page of a range of two; other texts as they are."""
    first, _, last = pages.replace("--", "-").replace("\u2013", "-").partition("-")
    if first and last and "-" not in last and "," not in pages:
        yield "SP", first
        yield "EP", last
    else:
        yield "SP", pages


def _name_list(people: Names) -> Iterator[str]:
    yield from map(inverted_name, people)
    if people.incomplete:
        yield _OTHERS


def inverted_name(name: Name) -> str:
    """`King, Martin L., Jr.`; an organization of several words ends with a comma."""
    if name.given or name.suffix:
        return ", ".join(filter(None, (name.family, name.given, name.suffix)))
    whole = name.literal or name.family
    return f"{whole}," if " " in whole else whole
