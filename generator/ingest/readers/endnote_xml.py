"""EndNote XML, as EndNote, Zotero, Mendeley, Bookends and JabRef export it.

The elements are those of EndNote's DTD (RSXML.dtd). They become the tags by which EndNote's own
export writes RIS. A document with a DTD is refused, as for arXiv's answers.
"""

import re
from collections.abc import Iterator

from generator.ingest.readers.base import Parsed, Request, finding, normalize_line_ends
from generator.ingest.readers.bibtex_notes import Notes
from generator.ingest.readers.endnote_types import ris_type
from generator.ingest.readers.ris import read_all
from generator.ingest.readers.ris_records import Field, Record
from generator.ingest.readers.xml_tree import Element, XmlError, parse_xml
from generator.text.characters import one_line

_SNIFF_CHARACTERS = 4000  # of the start of a text, to recognise its format
_ROOT = re.compile(r"<(?:xml|records)>\s*<record(?:s\b[^>]*)?>")
_NO_NAMESPACE = {"": ""}
_TAGS = {
    "authors": "AU", "secondary-authors": "A2", "tertiary-authors": "A3", "title": "TI",
    "secondary-title": "T2", "tertiary-title": "T3", "short-title": "ST", "alt-title": "J2",
    "translated-title": "TT", "full-title": "JF", "abbr-1": "JA", "pages": "SP", "volume": "VL",
    "number": "IS", "issue": "IS", "edition": "ET", "section": "SE", "keyword": "KW",
    "year": "PY", "month": "DA", "date": "DA", "publisher": "PB", "isbn": "SN",
    "accession-num": "AN", "electronic-resource-num": "DO", "abstract": "AB", "label": "ID",
    "web-urls": "UR", "related-urls": "UR", "pdf-urls": "L1", "text-urls": "L2",
    "image-urls": "L4", "language": "LA", "notes": "N1", "work-type": "M3", "custom1": "C1",
    "custom2": "C2", "custom3": "C3", "custom7": "C7", "remote-database-name": "DB",
    "remote-database-provider": "DP",
}  # fmt: skip
# Elements that only group others, and those that tell of the library and not of the paper.
_GROUPS = frozenset(
    "contributors titles periodical alt-periodical dates pub-dates keywords urls".split()  # noqa: SIM905
)
_LIBRARY_ELEMENTS = frozenset(
    "database source-app rec-number foreign-keys ref-type misc".split()  # noqa: SIM905
)
_NAMES = frozenset(
    "authors secondary-authors tertiary-authors subsidiary-authors translated-authors".split()  # noqa: SIM905
)
_LONG_TEXTS = frozenset(("abstract", "notes", "research-notes"))
_SCRIPTS = {"superscript": "sup", "subscript": "sub"}


class EndnoteXml:
    """Reader of EndNote XML."""

    name = "endnote-xml"
    trust = 2  # kept paper by paper, like BibTeX

    def recognises(self, text: str) -> bool:
        """Whether the text is XML whose root has EndNote's records."""
        start = text[:_SNIFF_CHARACTERS].lstrip("\ufeff \t\r\n")
        return start.startswith("<") and _ROOT.search(start.lower()) is not None

    def read(self, request: Request) -> Parsed:
        """Read every record; one that cannot be read is reported with its line."""
        text = normalize_line_ends(request.text)
        try:
            root = parse_xml(text, _NO_NAMESPACE)
        except XmlError as error:
            way = ", which EndNote's exports do not" if error.doctype else ". Export the list again"
            message = f"this EndNote XML cannot be read: {error}{way}"
            return Parsed(findings=(finding("no-xml", "error", message, request, error.line),))
        notes = Notes(request)
        return read_all(_read_records(root, notes), text, notes, self.name)


def _read_records(root: Element, notes: Notes) -> Iterator[Record]:
    path = ("records", "record") if root.name == "xml" else ("record",)
    for element in root.find_all(*path):
        notes.mark(element.end + 1, "header")
        yield _to_record(element)
        element.content.clear()  # the tree of a large file needs much memory


def _to_record(element: Element) -> Record:
    """The record with the tags of RIS."""
    kind = next(element.find_all("ref-type"), None)
    name = (kind.attributes.get("name") or kind.text) if kind else ""
    record = Record(line=element.line, kind=ris_type(one_line(name)))
    record.fields = list(_fields(element))
    return record


def _fields(element: Element) -> Iterator[Field]:
    """The fields of an element that groups others."""
    for child in element.children:
        name = child.name
        if name in _LIBRARY_ELEMENTS:
            continue
        if name in _GROUPS:
            yield from _fields(child)
        elif name in _NAMES or name.endswith("-urls"):
            for item in child.children:
                yield Field(_TAGS.get(name, ""), one_line(_text(item)), item.line, name)
        elif name == "keyword":
            yield Field("KW", _text(child).replace("\r", "\n"), child.line, name)
        else:
            text = _text(child)
            text = text if name in _LONG_TEXTS else one_line(text)
            yield Field(_TAGS.get(name, ""), text, child.line, name)


def _text(element: Element) -> str:
    """The text of an element; raised and lowered characters as in HTML."""
    parts: list[str] = []
    for part in element.content:
        if isinstance(part, str):
            parts.append(part)
            continue
        text = _text(part)
        face = part.attributes.get("face", "")
        tag = next((tag for name, tag in _SCRIPTS.items() if name in face), "")
        parts.append(f"<{tag}>{text}</{tag}>" if tag and text.strip() else text)
    return "".join(parts)
