"""RIS, as reference managers, databases and publishers export it: one record from `TY` to `ER`.

The tags are those of the specification (Reference Manager, 2001,
https://web.archive.org/web/20110930172154/http://www.refman.com/support/risformat_intro.asp) and
of EndNote and Zotero.
"""

from collections.abc import Iterable
from itertools import pairwise

from generator.ingest.readers.base import (
    Parsed,
    Request,
    control_character_findings,
    cover_lines,
    normalize_line_ends,
    partial_date,
)
from generator.ingest.readers.bibtex_notes import Notes
from generator.ingest.readers.ris_entries import read_records
from generator.ingest.readers.ris_lines import LineReader, begins_record
from generator.ingest.readers.ris_records import Record

_SNIFF_CHARACTERS = 100_000  # of the start of a text, to recognise its format


class Ris:
    """Reader of RIS."""

    name = "ris"
    trust = 2  # kept paper by paper, like BibTeX

    def recognises(self, text: str) -> bool:
        """Whether a line of the text begins a record."""
        return begins_record(normalize_line_ends(text[:_SNIFF_CHARACTERS]))

    def read(self, request: Request) -> Parsed:
        """Read every record; one that cannot be read is reported with its line."""
        text = normalize_line_ends(request.text)
        notes = Notes(request)
        return read_all(LineReader(notes).read(text), text, notes, self.name)


def read_all(records: Iterable[Record], text: str, notes: Notes, reader: str) -> Parsed:
    """The result of reading a text with these records, which may be made one by one."""
    notes.mark(1, "header")
    entries, starts = read_records(records, notes, reader)
    if not starts:
        notes.report("no-entries", "error", f"this text has no record in the format {reader}", 1)
    notes.summarise(entries)
    if not text.replace("\n", "").replace("\t", "").isprintable():
        _report_control_characters(starts, text, notes)
    return Parsed(
        entries=entries,
        findings=tuple(sorted(notes.findings, key=lambda f: f.origin.line or 0)),
        captured=partial_date(notes.request.captured),
        lines=cover_lines(text, notes.marks),
    )


def _report_control_characters(starts: list[int], text: str, notes: Notes) -> None:
    """Report the characters that are removed from each record, by the lines where they start."""
    lines = text.split("\n")
    for start, end in pairwise((*starts, len(lines) + 1)):
        raw = "\n".join(lines[start - 1 : end - 1])
        notes.findings += control_character_findings(raw, notes.request, start)
