"""CSL-JSON, which Zotero, Pandoc and citeproc read: for each paper, and all as `papers.csl.json`.

The format is the schema `csl-data.json` of the Citation Style Language: a list of objects with
`type` and `id`; names with `family`, `given` and `suffix`, or `literal`; dates with `date-parts`,
a list of lists of one to three numbers. Other keys than the schema's are not allowed.
"""

import json
from collections.abc import Iterable, Mapping

from generator.model import Name, Names, Paper, PartialDate
from generator.site.formats.bibtex_values import join_keywords
from generator.site.formats.citation import arxiv_url, doi_or_url, doi_url
from generator.text.characters import replace_invisible, visible_line
from generator.text.publications import first_date, paper_type, record_date, venue_name
from generator.text.sanitize import to_text

_CIRCA: Mapping[str, bool | str] = {"~": True, "?": "?", "%": "%"}
# JSON allows them in a text, but programs that read line by line break it there.
_ESCAPED_LINE_BREAKS = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}


def csl_json(item: Mapping[str, object]) -> str:
    """A list of one item, with a line for each field; one for each value takes twice as much."""
    fields = (f"  {_to_json(name)}: {_to_json(value)}" for name, value in item.items())
    return "[\n {\n" + ",\n".join(fields) + "\n }\n]\n"


def csl_line(item: Mapping[str, object]) -> str:
    """An item on one line, for files with many: a tenth smaller than `csl_json`."""
    return json.dumps(item, ensure_ascii=False, separators=(",", ":")).translate(
        _ESCAPED_LINE_BREAKS
    )


def join_csl_lines(items: Iterable[str]) -> str:
    """One list of items, each made by `csl_line`."""
    listed = ",\n".join(items)
    return f"[\n{listed}\n]\n" if listed else "[]\n"


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPED_LINE_BREAKS)


def join_csl_json(lists: Iterable[str]) -> str:
    """One list with the items of several lists, each made by `csl_json`."""
    return join_csl_lines(text.removeprefix("[\n").removesuffix("\n]\n") for text in lists)


def complete_csl_json(paper: Paper, citation_key: str) -> str:
    """A list of one item, with tags, abstract and note."""
    content = {
        "keyword": visible_line(join_keywords(paper.tags)),
        "abstract": to_text(paper.abstract),
        "annote": visible_line(paper.note),
    }
    found = {name: value for name, value in content.items() if value}
    return csl_json({**csl_item(paper, citation_key), **found})


def csl_item(paper: Paper, citation_key: str) -> dict[str, object]:
    """A paper as a CSL item; unknown fields are left out."""
    kind, abstract = paper_type(paper), arxiv_url(paper)
    is_preprint = kind == "article" and bool(abstract)
    item: dict[str, object] = {
        "id": citation_key,
        "type": kind,
        "title": to_text(paper.title),
        "author": _name_list(paper.authors),
        "editor": _name_list(paper.editors),
        "issued": _date(record_date(paper)),
        "original-date": _date(
            paper.published if first_date(paper) != record_date(paper) else None
        ),
        "container-title": visible_line(venue_name(paper)),
        "volume": visible_line(paper.volume),
        "issue": visible_line(paper.issue),
        "page": visible_line(paper.pages),
        "number": visible_line(paper.number) or (f"arXiv:{paper.arxiv}" if is_preprint else ""),
        "edition": visible_line(paper.edition),
        "collection-title": visible_line(paper.series),
        "publisher": visible_line(paper.publisher) or ("arXiv" if is_preprint else ""),
        "genre": "preprint" if is_preprint else "",
        "status": paper.publication_status or "",
        "archive": "arXiv" if abstract else "",
        "archive_location": paper.arxiv if abstract else "",
        "archive_collection": visible_line(paper.category) if abstract else "",
        "ISBN": visible_line(paper.isbn),
        "language": paper.language,
        "DOI": doi_or_url(paper),
        "URL": paper.url or doi_url(paper) or abstract,
    }
    return {name: value for name, value in item.items() if value}


def _name_list(people: Names) -> list[dict[str, str]]:
    """Names; an incomplete list ends with the literal "others", as in Pandoc."""
    return [*map(_name, people), *([{"literal": "others"}] if people.incomplete else [])]


def _name(name: Name) -> dict[str, str]:
    if not name.given:
        return {"literal": replace_invisible(name.literal or name.family)}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: replace_invisible(text) for part, text in parts.items() if text}


def _date(date: PartialDate | None) -> dict[str, object]:
    """A date of CSL; `circa` is true for an approximate date, otherwise the EDTF qualifier."""
    if date is None or date.year is None:
        return {}
    parts = [part for part in (date.year, date.month, date.day) if part]
    return {"date-parts": [parts], **({"circa": _CIRCA[date.qualifier]} if date.qualifier else {})}
