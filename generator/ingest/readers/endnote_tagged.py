"""EndNote's tagged format (`.enw`), which other programs call refer or BibIX.

The tags are those of EndNote's import filter; they become the tags of RIS that mean the same.
"""

import re
from collections.abc import Iterator

from generator.ingest.readers.base import Parsed, Request, normalize_line_ends
from generator.ingest.readers.bibtex_notes import Notes
from generator.ingest.readers.endnote_types import ris_type
from generator.ingest.readers.ris import read_all
from generator.ingest.readers.ris_records import Record
from generator.text.characters import one_line

_SNIFF_CHARACTERS = 4000  # of the start of a text, to recognise its format
_FIRST_LINE = re.compile(r"^%0 \w", re.MULTILINE)
_FIELD_LINE = re.compile(r"%([0-9A-Za-z@?!#$&*(>+=~\[^<])(?:\s+(.*))?$")
_TAGS = {
    "A": "AU", "T": "TI", "J": "T2", "B": "T2", "S": "T3", "E": "A2", "Y": "A3", "D": "PY",
    "8": "DA", "V": "VL", "N": "IS", "P": "SP", "&": "SE", "I": "PB", "X": "AB", "K": "KW",
    "U": "UR", ">": "L1", "R": "DO", "@": "SN", "7": "ET", "G": "LA", "9": "M3", "M": "AN",
    "F": "ID", "L": "CN", "Z": "N1", "1": "C1", "2": "C2", "3": "C3", "#": "C7", "~": "DP",
    "W": "DP", "C": "CY", "!": "ST", "O": "J2",
}  # fmt: skip


class EndnoteTagged:
    """Reader of EndNote's tagged format."""

    name = "endnote-tagged"
    trust = 2  # kept paper by paper, like BibTeX

    def recognises(self, text: str) -> bool:
        """Whether a line of the text's start begins a record."""
        return _FIRST_LINE.search(normalize_line_ends(text[:_SNIFF_CHARACTERS])) is not None

    def read(self, request: Request) -> Parsed:
        """Read every record; one that cannot be read is reported with its line."""
        text = normalize_line_ends(request.text)
        notes = Notes(request)
        return read_all(_read_records(text, notes), text, notes, self.name)


def _read_records(text: str, notes: Notes) -> Iterator[Record]:
    """The records of a text: each begins with `%0`."""
    record: Record | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        match = _FIELD_LINE.match(line.lstrip("\ufeff"))  # files may have been joined
        if match and match[1] == "0":
            if record:
                yield record
            record = Record(line=number, kind=ris_type((match[2] or "").strip()))
        elif match and record:
            record.add(_TAGS.get(match[1], ""), match[2] or "", number, f"%{match[1]}")
        elif record and record.fields and line.strip():
            record.extend_last(line.strip())
        elif (match or record) and line.strip():
            message = f"{one_line(line)[:80]!r} was left out: it belongs to no record"
            notes.report("skipped-line", "warning", message, number)
    if record:
        yield record
