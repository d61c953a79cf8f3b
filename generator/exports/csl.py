"""CSL-JSON, which Zotero, Pandoc and citeproc read: a file a paper, all as `papers.csl.json`.

The format is the schema `csl-data.json` of the Citation Style Language: a list of objects with
`type` and `id`; names with `family`, `given` and `suffix`, or `literal`; dates with `date-parts`,
a list of lists of one to three numbers. Other keys than the schema's are not allowed.
"""

import json

from generator.exports.bibtex import citation_keys
from generator.exports.citation import arxiv_address, doi_address, kind, year
from generator.exports.people import person
from generator.markup import to_text
from generator.model import Catalog, Paper
from generator.names import visible

_TYPES = {"article": "article-journal", "conference": "paper-conference", "preprint": "article"}


def csl_json(catalog: Catalog) -> str:
    """The whole list as CSL-JSON, in the order of ids."""
    keys = citation_keys(catalog)
    items = [csl_item(paper, keys[paper.id]) for paper in catalog.papers]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def csl_text(paper: Paper, citation_key: str) -> str:
    """One paper as a list of one item."""
    return json.dumps([csl_item(paper, citation_key)], ensure_ascii=False, indent=1) + "\n"


def csl_item(paper: Paper, citation_key: str) -> dict[str, object]:
    """A paper as an item; what the list does not know is left out."""
    what, address = kind(paper), arxiv_address(paper)
    preprint = {"genre": "preprint", "publisher": "arXiv", "number": f"arXiv:{paper.arxiv}"}
    item: dict[str, object] = {
        "id": citation_key,
        "type": _TYPES[what],
        "title": to_text(paper.title),
        "author": [_name(visible(name)) for name in paper.authors if name.strip()],
        "issued": _date(paper),
        "container-title": " ".join(visible(paper.venue).split()),
        **(preprint if what == "preprint" and address else {}),
        "language": paper.language,
        "DOI": paper.doi if doi_address(paper) else "",
        "URL": doi_address(paper) or address,
    }
    return {name: value for name, value in item.items() if value}


def _name(name: str) -> dict[str, str]:
    parts = person(name)
    if not parts.given:
        return {"literal": parts.family}
    named = {"family": parts.family, "given": parts.given}
    return named | ({"suffix": parts.suffix} if parts.suffix else {})


def _date(paper: Paper) -> dict[str, list[list[int]]]:
    """The day of the first version, unless the venue prints another year."""
    day, printed = paper.published, year(paper)
    if day and printed == str(day.year):
        return {"date-parts": [[day.year, day.month, day.day]]}
    return {"date-parts": [[int(printed)]]} if printed else {}
