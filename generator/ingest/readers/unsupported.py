"""Known but unsupported formats: each is named, with the way to a supported one."""

import re

from generator.ingest.readers.base import Parsed, Request, finding

# How a format begins (after byte order mark and white space), its name, and what to do instead.
_FORMATS = (
    (re.compile(r"(?:FN |VR \d)"), "Web of Science's plain text", "export BibTeX there"),
    (re.compile(r"%PDF-"), "a PDF", "save the BibTeX entry of the paper's page"),
    (re.compile(r'(?: "?[\w ]+"?[,;\t] )* "?title"?[,;\t]', re.IGNORECASE | re.VERBOSE),
     "a table (CSV)", "save it as a JSON list of objects with title, authors and so on"),
)  # fmt: skip


def refuse_known_format(request: Request) -> Parsed | None:
    """An error if the text is in a known but unsupported format; None for other texts."""
    text = request.text.lstrip("\ufeff \t\r\n")
    named = next(((name, way) for start, name, way in _FORMATS if start.match(text)), None)
    if not named:
        return None
    message = f"this looks like {named[0]}, which is not supported: {named[1]}"
    line = request.text[: len(request.text) - len(text)].count("\n") + 1
    return Parsed(findings=(finding("unread-format", "error", message, request, line),))
