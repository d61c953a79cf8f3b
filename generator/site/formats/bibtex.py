"""BibTeX entries: one for each paper's page, all of them as `papers.bib`.

Entry types and fields follow the BibTeX manual (Patashnik, "BibTeXing", 1988); `eprint`,
`archivePrefix` and `primaryClass` follow arXiv's recommendation for its identifiers.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import accumulate

from pylatexenc.latexencode import UnicodeToLatexEncoder

from generator.ingest.readers.bibtex_facts import LANGUAGES
from generator.ingest.readers.bibtex_values import verbatim_text
from generator.model import MONTHS, Catalog, Name, Names, Paper, PaperType, PartialDate
from generator.site.formats.citation import arxiv_address, doi_address
from generator.text.characters import one_line
from generator.text.citation_keys import citation_keys
from generator.text.identifiers import find_doi
from generator.text.person_names import parse_name
from generator.text.publications import first_date, paper_type, record_date, venue_name
from generator.text.sanitize import to_text

_ENCODER = UnicodeToLatexEncoder(unknown_char_policy="keep", unknown_char_warning=False)
_SPLIT = re.compile(r",|\band\b", re.IGNORECASE)
_TYPES: Mapping[PaperType, str] = {
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
# Which field has the container's name, and which the publisher's, where it is not the usual one.
_CONTAINERS = {"article-journal": "journal", "webpage": "howpublished", "article": "howpublished"}
_PUBLISHERS = {"thesis": "school", "report": "institution"}
# What `type` says where the entry type does not: styles print "PhD thesis" for any @phdthesis.
_KINDS = {"software": "Software", "dataset": "Dataset", "thesis": "Thesis"}
_LANGUAGE_NAMES = {tag: name for name, tag in reversed(LANGUAGES.items())}
# Signs that LaTeX joins to dashes and quotation marks.
_LIGATURE = re.compile(r"(?<!\\)(?:-(?=-)|'(?=')|`)")
_GRAVE = r"\textasciigrave{}"
_RANGE = re.compile(r"(?<=\w)[-\u2013](?=\w)")


def entry(paper: Paper, citation_key: str) -> str:
    """The BibTeX entry of a paper."""
    # Months are names that BibTeX knows: its styles spell them, or bring them into an order.
    body = ",\n".join(
        f"  {name:<13} = {value if name == 'month' else f'{{{value}}}'}"
        for name, value in _fields(paper)
        if value
    )
    return f"@{_TYPES[paper_type(paper)]}{{{citation_key},\n{body}\n}}\n"


def bibliography(catalog: Catalog) -> str:
    """The whole list as one BibTeX file."""
    keys = citation_keys(catalog)
    return "\n".join(entry(paper, keys[paper.id]) for paper in catalog.papers)


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    kind, date = paper_type(paper), record_date(paper)
    journal = kind == "article-journal"
    yield "title", "{" + _latex(to_text(paper.title)) + "}"
    yield "author", _people(paper.authors)
    yield "editor", _people(paper.editors)
    yield _CONTAINERS.get(kind, "booktitle"), _latex(venue_name(paper))
    yield from _dates(paper, date)
    yield "volume", _latex(paper.volume)
    yield "number", _latex(paper.issue if journal else paper.number)
    yield "eid" if journal else "issue", _latex(paper.number if journal else paper.issue)
    yield "pages", _RANGE.sub("--", _latex(paper.pages))
    yield "edition", _latex(paper.edition)
    yield "series", _latex(paper.series)
    yield _PUBLISHERS.get(kind, "publisher"), _latex(paper.publisher)
    yield "isbn", _latex(paper.isbn)
    yield "type", _kind(paper)
    yield "language", _LANGUAGE_NAMES.get(paper.language, _latex(paper.language))
    yield "note", (paper.publication_status or "").capitalize()
    if paper.arxiv:
        yield "eprint", _latex(paper.arxiv)
        yield "archivePrefix", "arXiv"
        yield "primaryClass", _latex(paper.category)
    yield "doi", _doi(paper)
    yield "url", _address(paper.url) or ("" if paper.doi else arxiv_address(paper))


def _dates(paper: Paper, date: PartialDate | None) -> Iterator[tuple[str, str]]:
    """Year, month and day of the version of record; the first version's date where it differs."""
    if date is None or date.year is None:
        return
    yield "year", str(date.year)
    if date.month:
        yield "month", MONTHS[date.month - 1].lower()
    if date.day:
        yield "day", str(date.day)
    # Only biblatex's own field says that a date is uncertain.
    yield "date", str(date) if date.qualifier else ""
    yield "origdate", str(paper.published) if paper.published and first_date(paper) != date else ""


def _kind(paper: Paper) -> str:
    """What the entry type alone does not say, as styles print it."""
    kind = paper_type(paper)
    if kind == "article":
        return "" if paper.arxiv else "Preprint"
    if kind == "webpage":
        return "Web page" if paper.arxiv or not paper.url else ""
    return _KINDS.get(kind, "")


def _doi(paper: Paper) -> str:
    """A DOI with the characters it has, as BibTeX's readers expect it; else as an address."""
    is_read = find_doi(verbatim_text(paper.doi)) == paper.doi and _balanced(paper.doi)
    return paper.doi if is_read and "\\" not in paper.doi else doi_address(paper)


def _address(url: str) -> str:
    """An address without backslashes, its braces, which BibTeX counts, in pairs."""
    plain = url.replace("\\", "%5C")
    return plain if _balanced(url) else plain.replace("{", "%7B").replace("}", "%7D")


def _people(people: Names) -> str:
    names = [*map(_name, people), *(["others"] if people.incomplete else [])]
    return " and ".join(names)


def _name(name: Name) -> str:
    """`Given Family`, where BibTeX reads the same parts from it; else `Family, Suffix, Given`."""
    if name.literal:
        plain = " " not in name.literal and not _SPLIT.search(name.literal)
        return _latex(name.literal) if plain else "{" + _latex(name.literal) + "}"
    if not name.given:
        return "{" + _latex(name.family) + "}"
    # BibTeX takes every word in small letters for a particle of the family name.
    given_first = " " not in name.family and not re.search(r"(?:^| )[^\W\dA-Z]", str(name))
    if not name.suffix and given_first and parse_name(str(name)) == name:
        return _latex(str(name))
    return ", ".join(map(_part, filter(None, (name.family, name.suffix, name.given))))


def _part(text: str) -> str:
    """A part of a name, in braces where BibTeX would take it apart."""
    return "{" + _latex(text) + "}" if _SPLIT.search(text) else _latex(text)


def _latex(text: str) -> str:
    """A text on one line: BibTeX's readers take a line that starts with `@` for an entry."""
    text = one_line(text)
    # The encoder makes one quotation mark of any two apostrophes.
    made = '{"}'.join(str(_ENCODER.unicode_to_latex(part)) for part in text.split('"'))
    made = _LIGATURE.sub(lambda m: _GRAVE if m[0] == "`" else m[0] + "{}", made)
    if _balanced(text):
        return made
    # BibTeX counts braces even where they are escaped.
    return made.replace("\\{", "{\\textbraceleft}").replace("\\}", "{\\textbraceright}")


def _balanced(text: str) -> bool:
    depths = list(accumulate({"{": 1, "}": -1}.get(char, 0) for char in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)
