"""BibTeX entries: one for each paper's page, all of them as `papers.bib`.

Entry types and fields follow the BibTeX manual (Patashnik, "BibTeXing", 1988); `eprint`,
`archivePrefix` and `primaryClass` follow arXiv's recommendation for its identifiers.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import accumulate, count, product
from string import ascii_lowercase

from pylatexenc.latexencode import UnicodeToLatexEncoder
from slugify import slugify

from generator.exports.citation import arxiv_address, year
from generator.markup import to_text
from generator.model import MONTHS, Catalog, Name, Names, Paper, PaperType
from generator.people import family_name, parse_name
from generator.publication import first_date, paper_type, record_date, venue_name

_ENCODER = UnicodeToLatexEncoder(unknown_char_policy="keep", unknown_char_warning=False)
_STOP = frozenset(
    "a an and as at by for from in into is of on or the to towards via with".split()  # noqa: SIM905
)
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


def citation_keys(catalog: Catalog) -> Mapping[str, str]:
    """A citation key for each paper id: `huang2018gpipe`, unique, independent of other fields."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for paper in catalog.papers:
        plain = made = _citation_key(paper)
        suffixes = _suffixes()
        while made in taken:
            made = plain + next(suffixes)
        taken.add(made)
        keys[paper.id] = made
    return keys


def _suffixes() -> Iterator[str]:
    """What tells equal keys apart: a, b, c and so on, after z aa, ab."""
    return ("".join(letters) for n in count(1) for letters in product(ascii_lowercase, repeat=n))


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
    yield "title", "{" + _latex(to_text(paper.title)) + "}"
    yield "author", _people(paper.authors)
    yield "editor", _people(paper.editors)
    yield _CONTAINERS.get(kind, "booktitle"), _latex(venue_name(paper))
    yield "year", year(paper)
    if date and date.month:
        yield "month", MONTHS[date.month - 1].lower()
    if date and date.day:
        yield "day", str(date.day)
    yield "volume", _latex(paper.volume)
    yield "number", _latex(paper.issue or paper.number)
    yield "pages", _latex(paper.pages)
    yield "edition", _latex(paper.edition)
    yield "series", _latex(paper.series)
    yield _PUBLISHERS.get(kind, "publisher"), _latex(paper.publisher)
    yield "isbn", _latex(paper.isbn)
    yield "note", (paper.publication_status or "").capitalize()
    if paper.arxiv:
        yield "eprint", _latex(paper.arxiv)
        yield "archivePrefix", "arXiv"
        yield "primaryClass", _latex(paper.category)
    yield "doi", _latex(paper.doi)
    yield "url", paper.url or ("" if paper.doi else arxiv_address(paper))


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
    if name.suffix:
        return _latex(f"{name.family}, {name.suffix}, {name.given}")
    # BibTeX takes every word in small letters for a particle of the family name.
    given_first = " " not in name.family and not re.search(r"(?:^| )[^\W\dA-Z]", str(name))
    if given_first and parse_name(str(name)) == name:
        return _latex(str(name))
    return _latex(f"{name.family}, {name.given}")


def _latex(text: str) -> str:
    # BibTeX counts braces even where they are escaped: those without a partner go.
    kept = text if _balanced(text) else text.replace("{", "").replace("}", "")
    return str(_ENCODER.unicode_to_latex(kept))


def _balanced(text: str) -> bool:
    depths = list(accumulate({"{": 1, "}": -1}.get(char, 0) for char in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def _citation_key(paper: Paper) -> str:
    people = paper.authors or paper.editors
    first = family_name(people.listed[0]) if people else "anon"
    date = first_date(paper)
    names, words = (_significant(text) for text in (first, to_text(paper.title)))
    family = slugify(first, separator="") if people and people.listed[0].family else names[:1]
    who = family if isinstance(family, str) else "".join(family)
    return f"{who or 'anon'}{date.year if date else ''}{words[0] if words else 'paper'}"


def _significant(text: str) -> list[str]:
    """The words of a text that say something, in ASCII letters."""
    return [word for word in slugify(text).split("-") if word and word not in _STOP]
