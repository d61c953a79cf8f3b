"""PubMed's format of records (MEDLINE, `.nbib`).

The fields are those of https://pubmed.ncbi.nlm.nih.gov/help/#pubmed-format. They become the tags of
RIS that mean the same.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.ingest.readers.base import Parsed, Request, normalize_line_ends
from generator.ingest.readers.bibtex_notes import Notes
from generator.ingest.readers.ris import read_all
from generator.ingest.readers.ris_records import Field, Record
from generator.text.characters import one_line
from generator.text.identifiers import find_arxiv_id, find_doi

_SNIFF_CHARACTERS = 4000  # of the start of a text, to recognise its format
_FIRST_LINE = re.compile(r"^(?:PMID ?- ?\d|OWN *- *(?:ERIC|NLM)\b)", re.MULTILINE)
# A field: `PMID- 123`, `TI  - A title`. Further lines are indented.
_FIELD_LINE = re.compile(r"([A-Z][A-Z0-9]{1,4}) {0,2}-(.*)")
_TAGS = {
    "TI": "TI", "AB": "AB", "DP": "PY", "JT": "T2", "TA": "J2", "VI": "VL", "IP": "IS",
    "LA": "LA", "PB": "PB", "ISBN": "SN", "OT": "KW", "KW": "KW", "CTI": "T3", "FAU": "AU",
    "FED": "ED", "ED": "ED", "EN": "ET",
}  # fmt: skip
_TRANSLATED = frozenset(("TI", "BTI", "AU", "CN", "PG", "DEP", "LID", "AID", "SI", "PT"))
# Types of RIS by publication types, the first that a record has.
_TYPES = {
    "preprint": "PREPRINT", "book chapter": "CHAP", "chapter": "CHAP", "section": "CHAP",
    "book": "BOOK", "books": "BOOK", "monograph": "BOOK", "dataset": "DATA",
    "academic dissertation": "THES", "newspaper article": "NEWS", "journal article": "JOUR",
}  # fmt: skip
_RETRACTED = "retracted publication"
_RETRACTION_NOTICES = frozenset(("retraction of publication", "retraction notice"))
# An identifier with its kind: `10.1000/x [doi]`, `S1769-7212(19)30059-X [pii]`.
_IDENTIFIER = re.compile(r"(\S+)\s*\[(\w+)\]")
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
_PAGES = re.compile(r"(\d+)-(\d+)")
# An author as `Family AB Jr`, of a record without `FAU`.
_SHORT_NAME = re.compile(r"(.+?) ([A-Z]{1,4}(?: (?:Jr|Sr|2nd|3rd|4th))?)")
_TRANSLATED_TITLE = re.compile(r"\[([^\[\]]+)\]")
# The end of a title whose full stop is its own: `… in the U.S.`, `… et al.`.
_ABBREVIATION = re.compile(
    r"(?: \.\. | \b[A-Za-z]\.[A-Za-z]\. | \b(?:al|etc|vs|Inc|Jr)\. )$", re.VERBOSE
)


class Medline:
    """Reader of PubMed's records."""

    name = "medline"
    trust = 2  # kept paper by paper, like BibTeX

    def recognises(self, text: str) -> bool:
        """Whether a line of the text's start begins a record."""
        return _FIRST_LINE.search(normalize_line_ends(text[:_SNIFF_CHARACTERS])) is not None

    def read(self, request: Request) -> Parsed:
        """Read every record; one that cannot be read is reported with its line."""
        text = normalize_line_ends(request.text)
        notes = Notes(request)
        records = (_to_record(fields, notes) for fields in _read_fields(text, notes))
        return read_all(records, text, notes, self.name)


def _read_fields(text: str, notes: Notes) -> Iterator[list[Field]]:
    """The fields of each record. `PMID` begins one; in a file without it, blank lines do."""
    has_ids = re.search(r"^PMID *-", text, re.MULTILINE) is not None
    fields: list[Field] = []
    after_blank = True
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip(" \t\ufeff"):
            after_blank = True
            continue
        # Files may have been joined, each with its byte order mark.
        match = None if line[0] == " " else _FIELD_LINE.match(line.lstrip("\ufeff"))
        if match and fields and (match[1] == "PMID" if has_ids else after_blank):
            yield fields
            fields = []
        if match:
            fields.append(Field(_TAGS.get(match[1], ""), match[2].strip(), number, match[1]))
        elif fields and line[0].isspace() and not after_blank:
            fields[-1].extend(line.strip())
        elif fields:
            message = f"{one_line(line)[:80]!r} was left out: it belongs to no field"
            notes.report("skipped-line", "warning", message, number)
        after_blank = False
    if fields:
        yield fields


def _to_record(fields: list[Field], notes: Notes) -> Record:
    """The record with the tags of RIS."""
    for each in fields:
        each.join()
    types = [one_line(each.text).lower() for each in fields if each.name == "PT"]
    names = {each.name for each in fields if each.text}
    record = Record(line=fields[0].line, kind=_kind(types, names))
    full_name_before = False
    for each in fields:
        if each.name == "AU" and full_name_before:
            full_name_before = False  # the same author as in FAU
            continue
        full_name_before = each.name == "FAU"
        record.fields.append(_translate(each, names, record.kind or ""))
    if _RETRACTED in types or "RIN" in names:
        record.fields.append(Field("M3", _RETRACTED, record.line, "PT"))
    if _RETRACTION_NOTICES & {*types} or "ROF" in names:
        message = "this record is the notice of a retraction, not a paper. Remove it from the list"
        notes.report("withdrawn", "warning", message, record.line)
    return record


def _kind(types: list[str], names: set[str]) -> str:
    """The type of RIS by publication types, else by the fields."""
    if "BTI" in names:
        return "CHAP" if "TI" in names else "BOOK"
    found = next((_TYPES[each] for each in types if each in _TYPES), "")
    return found or ("JOUR" if names & {"JT", "TA"} else "")


def _translate(field: Field, names: set[str], kind: str) -> Field:
    """The field with its tag and text in RIS."""
    name = field.name
    if name not in _TRANSLATED:
        return field
    text = one_line(field.text)
    if name == "TI":
        return replace(field, text=_plain_title(text))
    if name == "BTI":
        return replace(field, tag="T2" if "TI" in names else "TI", text=_plain_title(text))
    if name == "AU":
        short = _SHORT_NAME.fullmatch(text)
        return replace(field, tag="AU", text=f"{short[1]}, {short[2]}" if short else text)
    if name == "CN":
        return replace(field, tag="AU", text=f"{text},")  # an organization
    if name == "PG":
        return replace(field, tag="SP", text=_PAGES.sub(_expand_range, text))
    if name == "DEP" and (day := _DAY.fullmatch(text)):
        return replace(field, tag="ET", text="/".join(day.groups()))
    if name in ("LID", "AID", "SI"):
        return replace(field, tag=_identifier_tag(text), text=_IDENTIFIER.sub(r"\1", text))
    if name == "PT" and _TYPES.get(text.lower()) == kind:
        return replace(field, used=True)
    return field


def _plain_title(text: str) -> str:
    """The title without the full stop that PubMed adds, and the brackets of a translation."""
    title = text
    if text.endswith(".") and not _ABBREVIATION.search(text):
        title = text[:-1].rstrip()
    translated = _TRANSLATED_TITLE.fullmatch(title)
    return translated[1].rstrip(".") if translated else title


def _expand_range(match: re.Match[str]) -> str:
    """A range of pages with its last page in full: `454-81` is `454-481`."""
    first, last = match.groups()
    return f"{first}-{first[: len(first) - len(last)]}{last}"


def _identifier_tag(text: str) -> str:
    """The tag of RIS for an identifier; empty for others, such as a publisher's own."""
    match = _IDENTIFIER.fullmatch(text)
    value = match[1] if match else text
    if match and match[2] == "doi":
        return "DO"
    if find_arxiv_id(value) and not value[0].isdigit():
        return "M1"
    if find_doi(value):
        return "DO"
    return "UR" if value.startswith(("http://", "https://")) else ""
