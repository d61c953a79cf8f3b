"""CSL-JSON, which Zotero, Pandoc and citeproc read: a file a paper, all as `papers.csl.json`.

The format is the schema `csl-data.json` of the Citation Style Language: a list of objects with
`type` and `id`; names with `family`, `given` and `suffix`, or `literal`; dates with `date-parts`,
a list of lists of one to three numbers. Other keys than the schema's are not allowed.
"""

import json
from collections.abc import Mapping

from generator.model import Catalog, Name, Names, Paper, PartialDate
from generator.site.formats.citation import arxiv_address, doi_address
from generator.text.characters import replace_invisible
from generator.text.citation_keys import citation_keys
from generator.text.identifiers import find_doi
from generator.text.publications import first_date, paper_type, record_date, venue_name
from generator.text.sanitize import to_text

_CIRCA: Mapping[str, bool | str] = {"~": True, "?": "?", "%": "%"}


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
    kind, address = paper_type(paper), arxiv_address(paper)
    is_preprint = kind == "article" and bool(address)
    item: dict[str, object] = {
        "id": citation_key,
        "type": kind,
        "title": to_text(paper.title),
        "author": _people(paper.authors),
        "editor": _people(paper.editors),
        "issued": _date(record_date(paper)),
        "original-date": _date(
            paper.published if first_date(paper) != record_date(paper) else None
        ),
        "container-title": _line(venue_name(paper)),
        "volume": _line(paper.volume),
        "issue": _line(paper.issue),
        "page": _line(paper.pages),
        "number": _line(paper.number) or (f"arXiv:{paper.arxiv}" if is_preprint else ""),
        "edition": _line(paper.edition),
        "collection-title": _line(paper.series),
        "publisher": _line(paper.publisher) or ("arXiv" if is_preprint else ""),
        "genre": "preprint" if is_preprint else "",
        "status": paper.publication_status or "",
        "archive": "arXiv" if address else "",
        "archive_location": paper.arxiv if address else "",
        "archive_collection": _line(paper.category) if address else "",
        "ISBN": _line(paper.isbn),
        "language": paper.language,
        "DOI": paper.doi if find_doi(paper.doi) == paper.doi else doi_address(paper),
        "URL": paper.url or doi_address(paper) or address,
    }
    return {name: value for name, value in item.items() if value}


def _people(people: Names) -> list[dict[str, str]]:
    """Names; a list that is not complete ends in "others", as Pandoc writes it."""
    return [*map(_name, people), *([{"literal": "others"}] if people.incomplete else [])]


def _name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": replace_invisible(name.literal or name.family)}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: replace_invisible(text) for part, text in parts.items() if text}


def _date(date: PartialDate | None) -> dict[str, object]:
    """A date as CSL has it; `circa` is true, or the sign of EDTF where it is not "approximate"."""
    if date is None or date.year is None:
        return {}
    parts = [part for part in (date.year, date.month, date.day) if part]
    return {"date-parts": [parts], **({"circa": _CIRCA[date.qualifier]} if date.qualifier else {})}


def _line(text: str) -> str:
    return " ".join(replace_invisible(text).split())
