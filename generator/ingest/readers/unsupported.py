"""Known but unsupported formats: each is named, with the way to a supported one."""

import json
import re
from collections.abc import Mapping
from typing import Any

from generator.ingest.readers.base import Parsed, Request, finding

_EXPORT_BIBTEX = "open it in Zotero or JabRef and export BibTeX"
_FETCH_CSL_JSON = (
    "fetch CSL-JSON instead, with curl -LH 'Accept: application/vnd.citationstyles.csl+json' "
    "https://doi.org/DOI"
)
# How a format begins (after byte order mark and white space), its name, and what to do instead.
_FORMATS = (
    (re.compile(r"TY {1,2}- "), "RIS", _EXPORT_BIBTEX),
    (re.compile(r"PMID- ?\d"), "PubMed's MEDLINE format", _EXPORT_BIBTEX),
    (re.compile(r"%0 \w"), "EndNote's tagged format", _EXPORT_BIBTEX),
    (re.compile(r"(?:<\?xml[^>]*>\s*)?<xml>\s*<records>"), "EndNote XML", _EXPORT_BIBTEX),
    (re.compile(r"(?:FN |VR \d)"), "Web of Science's plain text", "export BibTeX there"),
    (re.compile(r"%PDF-"), "a PDF", "save the BibTeX entry of the paper's page"),
    (re.compile(r'(?: "?[\w ]+"?[,;\t] )* "?title"?[,;\t]', re.IGNORECASE | re.VERBOSE),
     "a table (CSV)", "save it as a JSON list of objects with title, authors and so on"),
)  # fmt: skip


def refuse_known_format(request: Request) -> Parsed | None:
    """An error if the text is in a known but unsupported format; None for other texts."""
    text = request.text.lstrip("\ufeff \t\r\n")
    named = _json_service(text) if text[:1] in ("{", "[") else None
    if not named:
        found = (each for each in _FORMATS if each[0].match(text))
        named = next(((name, way) for _, name, way in found), None)
    if not named:
        return None
    message = f"this looks like {named[0]}, which is not supported: {named[1]}"
    line = request.text[: len(request.text) - len(text)].count("\n") + 1
    return Parsed(findings=(finding("unread-format", "error", message, request, line),))


def _json_service(text: str) -> tuple[str, str] | None:
    """The service that sent a JSON answer, and what to do instead."""
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    item = data[0] if isinstance(data, list) and data else data
    if not isinstance(item, Mapping):
        return None
    first = next((each for each in map(item.get, ("results", "data", "items")) if each), item)
    first = first[0] if isinstance(first, list) else first
    if _has_field(first, "authors_incomplete") and _has_field(first, "related"):
        return (
            "papers.json of a reading list, whose `url` is a page of that list",
            "import papers.csl.json or papers.bib of the same site",
        )
    known = (
        (
            "message-type" in item or "is-referenced-by-count" in item,
            "Crossref's API",
            _FETCH_CSL_JSON,
        ),
        (_has_field(first, "id", "https://openalex.org/"), "OpenAlex's API", _FETCH_CSL_JSON),
        (_has_field(first, "itemType"), "Zotero's API", "export BibTeX or CSL JSON in Zotero"),
        (
            _has_field(first, "paperId"),
            "Semantic Scholar's API",
            "save the BibTeX of its citationStyles",
        ),
        (_has_field(item.get("result"), "hits"), "DBLP's API", "export BibTeX there"),
        (isinstance(item.get("hits"), Mapping), "INSPIRE's API", "request format=bibtex"),
        (isinstance(item.get("notes"), list), "OpenReview's API", "save the paper's BibTeX there"),
    )
    return next(((f"an answer of {name}", way) for is_it, name, way in known if is_it), None)


def _has_field(item: object, name: str, start: str = "") -> bool:
    """Whether an object has a field whose value starts with a text."""
    return isinstance(item, Mapping) and name in item and str(item[name]).startswith(start)
