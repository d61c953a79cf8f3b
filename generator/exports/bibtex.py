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

from generator.exports.citation import kind, year
from generator.exports.people import person
from generator.markup import to_text
from generator.model import MONTHS, Catalog, Paper

_ENCODER = UnicodeToLatexEncoder(unknown_char_policy="keep", unknown_char_warning=False)
_STOP = frozenset(
    "a an and as at by for from in into is of on or the to towards via with".split()  # noqa: SIM905
)
_SPLIT = re.compile(r",|\band\b", re.IGNORECASE)
_TYPES = {"article": "article", "conference": "inproceedings", "preprint": "misc"}


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
    return f"@{_TYPES[kind(paper)]}{{{citation_key},\n{body}\n}}\n"


def bibliography(catalog: Catalog) -> str:
    """The whole list as one BibTeX file."""
    keys = citation_keys(catalog)
    return "\n".join(entry(paper, keys[paper.id]) for paper in catalog.papers)


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    what = kind(paper)
    yield "title", "{" + _latex(to_text(paper.title)) + "}"
    yield "author", " and ".join(_author(name) for name in paper.authors)
    if what != "preprint":
        yield "journal" if what == "article" else "booktitle", _latex(paper.venue)
    yield "year", year(paper)
    if what == "preprint" and paper.published:
        yield "month", MONTHS[paper.published.month - 1].lower()
    if paper.arxiv:
        yield "eprint", _latex(paper.arxiv)
        yield "archivePrefix", "arXiv"
        yield "primaryClass", _latex(paper.category)
    yield "doi", _latex(paper.doi)
    if paper.arxiv and not paper.doi:
        yield "url", f"https://arxiv.org/abs/{_latex(paper.arxiv)}"


def _author(name: str) -> str:
    # A name with a comma would be read as "family, given"; braces keep a team's name whole.
    parts = person(name)
    if not parts.given and (" " in parts.family or _SPLIT.search(name)):
        return "{" + _latex(name) + "}"
    if parts.suffix:
        return _latex(f"{parts.family}, {parts.suffix}, {parts.given}")
    return _latex(name)


def _latex(text: str) -> str:
    # BibTeX counts braces even where they are escaped: those without a partner go.
    kept = text if _balanced(text) else text.replace("{", "").replace("}", "")
    return str(_ENCODER.unicode_to_latex(kept))


def _balanced(text: str) -> bool:
    depths = list(accumulate({"{": 1, "}": -1}.get(char, 0) for char in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def _citation_key(paper: Paper) -> str:
    family = paper.authors[0].split()[-1] if paper.authors and paper.authors[0].split() else "anon"
    day = str(paper.published.year) if paper.published else year(paper)
    words = [w for w in slugify(to_text(paper.title)).split("-") if w and w not in _STOP]
    return f"{slugify(family, separator='') or 'anon'}{day}{words[0] if words else 'paper'}"
