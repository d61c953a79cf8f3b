"""Formats that are known but not read: each named, with the way to one that is read."""

import json
import re
from collections.abc import Mapping
from typing import Any

from generator.ingest.readers.base import Parsed, Request, finding

_BIBTEX = "open it in Zotero or JabRef and export BibTeX"
_BY_DOI = (
    "ask for CSL-JSON instead, with curl -LH 'Accept: application/vnd.citationstyles.csl+json' "
    "https://doi.org/DOI"
)
# How a text of the format begins, byte order mark and white space aside.
_OPENINGS = (
    (re.compile(r"TY {1,2}- "), "RIS", _BIBTEX),
    (re.compile(r"PMID- ?\d"), "PubMed's MEDLINE format", _BIBTEX),
    (re.compile(r"%0 \w"), "EndNote's tagged format", _BIBTEX),
    (re.compile(r"(?:<\?xml[^>]*>\s*)?<xml>\s*<records>"), "EndNote XML", _BIBTEX),
    (re.compile(r"(?:FN |VR \d)"), "Web of Science's plain text", "export BibTeX there"),
    (re.compile(r"%PDF-"), "a PDF", "save the BibTeX entry of the paper's page"),
    (re.compile(r"(?:\"?[\w ]+\"?[,;\t])*\"?title\"?[,;\t]", re.IGNORECASE), "a table (CSV)",
     "save it as a JSON list of objects with title, authors and so on"),
)  # fmt: skip


def foreign(request: Request) -> Parsed | None:
    """The refusal of a text in a format that is known and not read; None for any other text."""
    text = request.text.lstrip("\ufeff \t\r\n")
    named = _service(text) if text[:1] in ("{", "[") else None
    if not named:
        found = (each for each in _OPENINGS if each[0].match(text))
        named = next(((name, way) for _, name, way in found), None)
    if not named:
        return None
    message = f"this looks like {named[0]}, which is not read: {named[1]}"
    line = request.text[: len(request.text) - len(text)].count("\n") + 1
    return Parsed(findings=(finding("unread-format", "error", message, request, line),))


def _service(text: str) -> tuple[str, str] | None:
    """The service that a JSON answer is of, and the way out."""
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    item = data[0] if isinstance(data, list) and data else data
    if not isinstance(item, Mapping):
        return None
    first = next((each for each in map(item.get, ("results", "data", "items")) if each), item)
    first = first[0] if isinstance(first, list) else first
    known = (
        ("message-type" in item or "is-referenced-by-count" in item, "Crossref's API", _BY_DOI),
        (_says(first, "id", "https://openalex.org/"), "OpenAlex's API", _BY_DOI),
        (_says(first, "itemType"), "Zotero's API", "export BibTeX or CSL JSON in Zotero"),
        (
            _says(first, "paperId"),
            "Semantic Scholar's API",
            "save the BibTeX of its citationStyles",
        ),
        (_says(item.get("result"), "hits"), "DBLP's API", "export BibTeX there"),
        (isinstance(item.get("hits"), Mapping), "INSPIRE's API", "ask with format=bibtex"),
        (isinstance(item.get("notes"), list), "OpenReview's API", "save the paper's BibTeX there"),
    )
    return next(((f"an answer of {name}", way) for is_it, name, way in known if is_it), None)


def _says(item: object, name: str, start: str = "") -> bool:
    """Whether an object has a field, which begins with a text."""
    return isinstance(item, Mapping) and name in item and str(item[name]).startswith(start)
