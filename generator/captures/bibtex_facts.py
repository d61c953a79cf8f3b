"""What the fields of a BibTeX entry say of its paper: venue, identifiers, addresses.

Field names: Patashnik, "BibTeXing", 1988, and the biblatex manual; `eprint` and `archivePrefix`
as arXiv asks for them (https://info.arxiv.org/help/hypertex/bibstyles/).
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.captures.bibtex_values import plain, when
from generator.captures.identity import arxiv_of, doi_of
from generator.markup import is_safe_url
from generator.names import one_line

VENUES = ("journal", "journaltitle", "booktitle", "eventtitle")
ADDRESSES = ("url", "howpublished")
_CORR = re.compile(r"abs/(\S+)")  # dblp: journal = {CoRR}, volume = {abs/1811.06965}
_ARXIV_JOURNAL = re.compile(r"\barxiv[ :]+(?:preprint[ :,]+)?(?:arxiv:)?\s*(\S+?)[,.;]?(?:\s|$)",
                            re.IGNORECASE)  # fmt: skip
_NO_VENUE = re.compile(r"arxiv\b|corr$", re.IGNORECASE)  # a preprint has none
_URL_COMMAND = re.compile(r"\\url\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}\s*\{[^{}]*\}")
_URL_ESCAPE = re.compile(r"\\([_%#&~{}])")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")


def venue(values: Mapping[str, str]) -> str:
    """Where it appeared, with the year; nothing for a preprint."""
    names = (plain(values.get(name, "")) for name in VENUES)
    found = next((name for name in names if name and not _NO_VENUE.match(name)), "")
    year = when(values).year
    return f"{found} {year}" if found and year and not _YEAR.search(found) else found


def arxiv(values: Mapping[str, str], urls: Iterable[str]) -> str:
    """The arXiv id: of `eprint`, of "arXiv preprint arXiv:…", of dblp's CoRR, of an address."""
    eprint = _URL_ESCAPE.sub(r"\1", values.get("eprint", ""))
    labelled = values.get("archiveprefix") or values.get("eprinttype")
    said = [eprint] if is_arxiv(values) or not labelled else []
    said += [m[1] for name in ("journal", "journaltitle", "note", "howpublished")
             if (m := _ARXIV_JOURNAL.search(one_line(values.get(name, ""))))]  # fmt: skip
    if corr := _CORR.match(values.get("volume", "")):
        said.append(corr[1])
    said += [*urls, _URL_ESCAPE.sub(r"\1", values.get("doi", ""))]
    return next(filter(None, map(arxiv_of, said)), "")


def is_arxiv(values: Mapping[str, str]) -> bool:
    """Whether an entry says that its `eprint` is one of arXiv."""
    labelled = values.get("archiveprefix") or values.get("eprinttype", "")
    return labelled.strip().lower() == "arxiv"


def doi(values: Mapping[str, str], urls: Iterable[str]) -> str:
    """The DOI: of `doi`, or of an address."""
    said = [_URL_ESCAPE.sub(r"\1", values.get("doi", "")), *urls]
    return next(filter(None, map(doi_of, said)), "")


def addresses(values: Mapping[str, str]) -> list[str]:
    """The web addresses an entry gives for its paper, in order."""
    return [url for name in ADDRESSES for url in _urls(values.get(name, ""))]


def _urls(value: str) -> Iterator[str]:
    r"""The web addresses in a value: as such, or in `\url{…}`."""
    bare = _URL_COMMAND.sub(lambda m: f" {m[1] or m[2]} ", value)
    for word in _URL_ESCAPE.sub(r"\1", bare).split():
        if is_safe_url(word.strip("{}<>,;")):
            yield word.strip("{}<>,;")
