"""BibTeX entries: one for each paper, and the whole list as `papers.bib`.

Entry types and fields follow the BibTeX manual (Patashnik, "BibTeXing", 1988); `eprint`,
`archivePrefix` and `primaryClass` follow arXiv's recommendation for its identifiers.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from pylatexenc.latexencode import UnicodeToLatexEncoder

from generator.model import MONTHS, Name, Names, Paper, PaperType, PartialDate
from generator.site.formats.citation import arxiv_url, doi_url
from generator.text.bibtex import LANGUAGES, verbatim_text
from generator.text.characters import one_line
from generator.text.identifiers import find_doi
from generator.text.person_names import parse_name
from generator.text.publications import first_date, paper_type, record_date, venue_name
from generator.text.sanitize import to_text

_ENCODER = UnicodeToLatexEncoder(unknown_char_policy="keep", unknown_char_warning=False)
_NAME_SEPARATOR = re.compile(r",|\band\b", re.IGNORECASE)
_ENTRY_TYPES: Mapping[PaperType, str] = {
    "article": "misc",
    "article-journal": "article",
    "paper-conference": "inproceedings",
    "chapter": "incollection",
    "book": "book",
    "thesis": "phdthesis",
    "report": "techreport",
    "webpage": "misc",
    "software": "misc",
    "dataset": "misc",
}
# The fields of the container's and the publisher's name, if not `booktitle` and `publisher`.
_CONTAINER_FIELDS = {
    "article-journal": "journal",
    "webpage": "howpublished",
    "article": "howpublished",
}
_PUBLISHER_FIELDS = {"thesis": "school", "report": "institution"}
# The field `type` for these types: without it, styles print "PhD thesis" for every @phdthesis.
_TYPE_TEXTS = {"software": "Software", "dataset": "Dataset", "thesis": "Thesis"}
_LANGUAGE_NAMES = {tag: name for name, tag in reversed(LANGUAGES.items())}
# Characters that LaTeX joins into dashes and quotation marks.
_LIGATURE = re.compile(r"(?<!\\)(?:-(?=-)|'(?=')|`)")
_GRAVE = r"\textasciigrave{}"
# One line of characters that LaTeX prints as they are; a quick test, since most fields are so.
_PLAIN_LATEX = re.compile(r"(?:[A-Za-z0-9.,:;/()?!+=*\[\]]++(?:[ -](?![ -]|\Z))?)*+")
_PAGE_RANGE = re.compile(r"(?<=\w)[-\u2013](?=\w)")


def bibtex_entry(paper: Paper, citation_key: str) -> str:
    """The BibTeX entry of a paper."""
    # Months are BibTeX macros without braces, which styles spell out or sort by.
    body = ",\n".join(
        f"  {name:<13} = {value if name == 'month' else f'{{{value}}}'}"
        for name, value in _fields(paper)
        if value
    )
    return f"@{_ENTRY_TYPES[paper_type(paper)]}{{{citation_key},\n{body}\n}}\n"


def bibliography(entries: Iterable[str]) -> str:
    """Several entries as one BibTeX file."""
    return "\n".join(entries)


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    kind, date = paper_type(paper), record_date(paper)
    journal = kind == "article-journal"
    yield "title", "{" + _latex(to_text(paper.title)) + "}"
    yield "author", _name_list(paper.authors)
    yield "editor", _name_list(paper.editors)
    yield _CONTAINER_FIELDS.get(kind, "booktitle"), _latex(venue_name(paper))
    yield from _dates(paper, date)
    yield "volume", _latex(paper.volume)
    yield "number", _latex(paper.issue if journal else paper.number)
    yield "eid" if journal else "issue", _latex(paper.number if journal else paper.issue)
    yield "pages", _PAGE_RANGE.sub("--", _latex(paper.pages))
    yield "edition", _latex(paper.edition)
    yield "series", _latex(paper.series)
    yield _PUBLISHER_FIELDS.get(kind, "publisher"), _latex(paper.publisher)
    yield "isbn", _latex(paper.isbn)
    yield "type", _type_text(paper)
    yield "language", _LANGUAGE_NAMES.get(paper.language, _latex(paper.language))
    yield "note", (paper.publication_status or "").capitalize()
    if paper.arxiv:
        yield "eprint", _latex(paper.arxiv)
        yield "archivePrefix", "arXiv"
        yield "primaryClass", _latex(paper.category)
    yield "doi", _doi(paper)
    yield "url", _balanced_url(paper.url) or ("" if paper.doi else arxiv_url(paper))


def _dates(paper: Paper, date: PartialDate | None) -> Iterator[tuple[str, str]]:
    """The date of the version of record, and that of the first version if it differs."""
    if date is None or date.year is None:
        return
    yield "year", str(date.year)
    if date.month:
        yield "month", MONTHS[date.month - 1].lower()
    if date.day:
        yield "day", str(date.day)
    # Only biblatex's field `date` can say that a date is uncertain.
    yield "date", str(date) if date.qualifier else ""
    yield "origdate", str(paper.published) if paper.published and first_date(paper) != date else ""


def _type_text(paper: Paper) -> str:
    """The kind of publication as styles print it, if the entry type does not say it."""
    kind = paper_type(paper)
    if kind == "article":
        return "" if paper.arxiv else "Preprint"
    if kind == "webpage":
        return "Web page" if paper.arxiv or not paper.url else ""
    return _TYPE_TEXTS.get(kind, "")


def _doi(paper: Paper) -> str:
    """The DOI without escapes, as readers of BibTeX expect it; a URL if BibTeX would change it."""
    is_unchanged = find_doi(verbatim_text(paper.doi)) == paper.doi and _has_balanced_braces(
        paper.doi
    )
    return paper.doi if is_unchanged and "\\" not in paper.doi else doi_url(paper)


def _balanced_url(url: str) -> str:
    """The URL without backslashes and unbalanced braces, which BibTeX would misread."""
    escaped = url.replace("\\", "%5C")
    return escaped if _has_balanced_braces(url) else escaped.replace("{", "%7B").replace("}", "%7D")


def _name_list(people: Names) -> str:
    names = [*map(_name, people), *(["others"] if people.incomplete else [])]
    return " and ".join(names)


def _name(name: Name) -> str:
    """`Given Family` if BibTeX reads it as the same parts, otherwise `Family, Suffix, Given`."""
    if name.literal:
        is_plain = " " not in name.literal and not _NAME_SEPARATOR.search(name.literal)
        return _latex(name.literal) if is_plain else "{" + _latex(name.literal) + "}"
    if not name.given:
        return "{" + _latex(name.family) + "}"
    # BibTeX takes every lowercase word for a particle of the family name.
    given_first = " " not in name.family and not re.search(r"(?:^| )[^\W\dA-Z]", str(name))
    if not name.suffix and given_first and parse_name(str(name)) == name:
        return _latex(str(name))
    return ", ".join(map(_name_part, filter(None, (name.family, name.suffix, name.given))))


def _name_part(text: str) -> str:
    """A part of a name, in braces if BibTeX would split it."""
    return "{" + _latex(text) + "}" if _NAME_SEPARATOR.search(text) else _latex(text)


def _latex(text: str) -> str:
    """The text in LaTeX on one line: parsers take a line that starts with `@` for an entry."""
    if _PLAIN_LATEX.fullmatch(text):
        return text
    text = one_line(text)
    # The encoder would write a quotation mark as two apostrophes: LaTeX's closing quotation mark.
    latex = '{"}'.join(str(_ENCODER.unicode_to_latex(part)) for part in text.split('"'))
    latex = _LIGATURE.sub(lambda m: _GRAVE if m[0] == "`" else m[0] + "{}", latex)
    if _has_balanced_braces(text):
        return latex
    # BibTeX counts escaped braces, too.
    return latex.replace("\\{", "{\\textbraceleft}").replace("\\}", "{\\textbraceright}")


def _has_balanced_braces(text: str) -> bool:
    if "{" not in text and "}" not in text:
        return True
    depths = list(accumulate({"{": 1, "}": -1}.get(char, 0) for char in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)
