"""Known but unsupported formats: each is named, with the way to a supported one."""

import re
import shlex
from collections.abc import Iterable

from generator.ingest.readers.base import Parsed, Request, finding
from generator.model import Finding
from generator.text.english import plural
from generator.text.paper_ids import MAX_CHARACTERS_OF_IDS, find_mentions

# How a format begins (after byte order mark and white space), its name, and what to do instead.
_FORMATS = (
    (re.compile(r"(?:FN |VR \d)"), "Web of Science's plain text", "export BibTeX there"),
    (re.compile(r"PT\t(?:\w\w\t)+"), "Web of Science's tab-delimited file",
     "export RIS or BibTeX there, or save its Excel file as CSV"),
    (re.compile(r"%PDF-"), "a PDF", "save the BibTeX entry of the paper's page"),
)  # fmt: skip


_KEYS_OF_PAPERS_JSON = '"authors_incomplete": ', '"related": ['
_PAPERS_JSON = (
    "papers.json of a reading list, whose `url` is a page of that list",
    "import papers.csl.json or papers.bib of the same site",
)
_OFFICE = "an Office document"
_FROM_OFFICE = "in its program, save a table as CSV (UTF-8), and a text as plain text"
# How a file begins that is no text: its name, and what to do instead.
_BINARY_FORMATS = (
    (b"%PDF-", "a PDF", "save the BibTeX entry of the paper's page"),
    (b"PK\x03\x04", f"{_OFFICE} or an archive", _FROM_OFFICE),
    (b"\xd0\xcf\x11\xe0", _OFFICE, _FROM_OFFICE),
    (b"\xff\xfe", "text in UTF-16", "save it as UTF-8"),
    (b"\xfe\xff", "text in UTF-16", "save it as UTF-8"),
    (b"SQLite format 3", "a database", "export the papers from its program, as BibTeX or CSV"),
)  # fmt: skip
# Texts that no reader recognises: what they look like, and what to do instead.
_OTHER_TEXTS = (
    (re.compile(r"(?i)\s*(?:<!doctype html|<html)"), "a web page",
     "save the BibTeX entry that the page of a paper offers; of Daily Papers, save the whole page"),
    (re.compile(r"(?s).*\\(?:documentclass|begin\{document\}|bibitem)"), "LaTeX",
     "import its .bib file"),
    (re.compile(r"(?s)\s*<\?xml|\s*<\w+[ >]"), "XML", "export BibTeX, CSL-JSON or CSV"),
)  # fmt: skip
_MARKDOWN = re.compile(r"(?s).*^#{1,6} |.*^[-*] ", re.MULTILINE)
# A line of a copy of Daily Papers: its name, a day, a number of authors.
_COPY_LINE = re.compile(
    r"""
    ^ \W* (?: daily\ papers | \d+\ authors?
      | (?: jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec ) [a-z]* \ \d{1,2} (?:,\ \d{4})?
    ) \W* $
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)


def binary_format(data: bytes) -> tuple[str, str] | None:
    """The format of a file that is no UTF-8 text, and what to do instead; None if unknown."""
    found = (each for each in _BINARY_FORMATS if data.startswith(each[0]))
    return next(((name, way) for _, name, way in found), None)


def resembles_daily_papers(text: str) -> bool:
    """Whether a text that is not recognised may be a copy of Daily Papers all the same."""
    return bool(_COPY_LINE.search(text)) or "data-props" in text


def unrecognised_finding(request: Request, readers: Iterable[str]) -> Finding:
    """The error about a text that no reader recognises: what it looks like, and the way out.

    Args:
        request: the text.
        readers: the names of all readers.
    """
    formats = (
        f"If it is in one of the formats {', '.join(sorted(readers))}, name that with --reader"
    )
    if markup := next((each for each in _OTHER_TEXTS if each[0].match(request.text)), None):
        _, name, way = markup
    elif command := how_to_add(request):  # at the end, where it can be copied
        name, formats = "a text that names papers by identifier or address", f"{formats}. {command}"
        way = "a list of links or a table can be imported"
    elif _MARKDOWN.match(request.text):
        name = "Markdown without links to papers"
        way = "link each paper, or give the file a name that ends in .md to see what was skipped"
    else:
        name, way = "plain text", "write a table with the columns title, authors, year and link"
    message = f"no reader recognises this file; it looks like {name}: {way}. {formats}"
    return finding("unknown-format", "error", message, request, 1)


def how_to_add(request: Request) -> str:
    """The command for papers that a text names by identifier or address; empty without any."""
    mentions = find_mentions(request.text[:MAX_CHARACTERS_OF_IDS])
    ids = {each for mention in mentions for each in mention.ids}
    if not ids:
        return ""
    return (
        f"To ask services for the {plural(len(ids), 'paper')} of its identifiers and addresses, "
        f"run: {add_command(request.source)}"
    )


def add_command(source: str) -> str:
    """The command that adds the papers whose identifiers a file has."""
    return "reading-list add -" + ("" if source == "-" else f" < {shlex.quote(source)}")


def refuse_known_format(request: Request) -> Parsed | None:
    """An error if the text is in a known but unsupported format; None for other texts."""
    text = request.text.lstrip("\ufeff \t\r\n")
    named = next(((name, way) for start, name, way in _FORMATS if start.match(text)), None)
    if text.startswith("[") and all(key in text for key in _KEYS_OF_PAPERS_JSON):
        named = _PAPERS_JSON
    if not named:
        return None
    message = f"this looks like {named[0]}, which is not supported: {named[1]}"
    line = request.text[: len(request.text) - len(text)].count("\n") + 1
    return Parsed(findings=(finding("unread-format", "error", message, request, line),))
