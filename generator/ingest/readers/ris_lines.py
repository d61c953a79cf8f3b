"""The lines of RIS as records: tags in all their spellings, and lines that belong to none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.ingest.readers.bibtex_notes import Notes
from generator.ingest.readers.ris_records import Record

_SPACE, _DASH = r"[ \t\u00a0]", "[-\u2013]"
# The first line of a record: `TY  - JOUR`, `TY - JOUR`, `TY-JOUR`, `ty  - jour`.
_TYPE_LINE = re.compile(
    rf"""
    ^ (?P<indent> {_SPACE}* )
    (?: (?P<tag> TY ) {_SPACE}{{0,3}} {_DASH}
      | ty {_SPACE}{{1,3}} {_DASH} {_SPACE}
    )
    {_SPACE}* (?=\w)
    """,
    re.MULTILINE | re.VERBOSE,
)
# A first line that is a field, in a file without types: `AU  - Doe, Jane`.
_FIRST_FIELD = re.compile(r"\s*\ufeff?(?:AU|A1|TI|T1|AB|ID|JF|JO|PY|C1|DO)  - \S")
_TAGS = (
    "A1|A2|A3|A4|A5|AB|AD|AN|AU|AV|BN|BT|C1|C2|C3|C4|C5|C6|C7|C8|CA|CN|CP|CT|CY|DA|DB|DO|DP|ED|EP|"
    "ER|ET|ID|IS|J1|J2|JA|JF|JO|KW|L1|L2|L3|L4|LA|LB|LK|M1|M2|M3|N1|N2|NV|OP|PB|PP|PY|RI|RN|RP|SE|"
    "SN|SP|ST|T1|T2|T3|TA|TI|TT|TY|U1|U2|U3|U4|U5|UR|VL|VO|Y1|Y2|YR"
)
_KNOWN_TAGS = frozenset(_TAGS.split("|"))
_ANY_TAG = re.compile(r"[A-Z][A-Z0-9]")
# A line with a tag: any tag before two spaces and a hyphen, a known one before less. The text of
# an abstract may have a line such as `IL-6 is`.
_TAG_LINE = re.compile(
    rf"""
    (?: (?P<any> [A-Z][A-Z0-9] ) {_SPACE}{{2,4}} {_DASH}
      | (?P<known> {_TAGS} ) {_SPACE}? {_DASH} (?= {_SPACE} | $ )
      | (?P<spaced> {_TAGS} ) {_SPACE} {_DASH}
      | (?P<glued> TY | ER ) {_DASH}
    )
    (?P<value> .* )
    """,
    re.VERBOSE,
)
# What databases print between records: `12.`, `<3>`, `Record #2 of 18`, `Provider: Wiley`.
_HEADING = re.compile(
    r"""
    <?\#?\d+[.)>]?
    | \W+
    | record[ ]\#?\d+ (?:[ ]of[ ]\d+)?
    | (?:provider|content|database|source|exported?|url)\b[^:]{0,20}: .*
    | link[ ]to[ ][^:]{0,50}: .*
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Tags of values on one line. What follows them after a blank line is not part of them.
_ONE_LINE_TAGS = frozenset(
    "A1 A2 A3 AU ED TI T1 CT BT T2 T3 JF JO JA J2 PY Y1 DA DO UR VL IS SP EP SN PB ET LA ID C7".split()  # noqa: SIM905, E501
)
_TITLE_TAGS = frozenset(("TI", "T1", "CT", "BT"))


def begins_record(text: str) -> bool:
    """Whether a line of a text is the first of a record."""
    return bool(_TYPE_LINE.search(text) or _FIRST_FIELD.match(text))


@dataclass(slots=True)
class LineReader:
    """Splits a text into records, and reports lines that belong to none."""

    notes: Notes
    record: Record | None = None
    started: bool = False
    lower: bool = False
    after_blank: bool = False

    def read(self, text: str) -> Iterator[Record]:
        """Read all lines; each record is given when it is complete."""
        first = _TYPE_LINE.search(text)
        indent = first["indent"] if first else ""
        self.lower = first is not None and first["tag"] is None
        for number, line in enumerate(text.split("\n"), start=1):
            before = self.record
            # Files may have been joined, each with its byte order mark.
            self._read_line(line.lstrip("\ufeff").removeprefix(indent), number)
            if before and before is not self.record and self._is_record(before):
                yield before
        if self.record and self._is_record(self.record):
            yield self.record

    def _is_record(self, record: Record) -> bool:
        """Whether fields are a record. Ovid has some after `ER`, which have no title."""
        if record.kind is not None:
            return True
        if _TITLE_TAGS & {each.tag for each in record.fields}:
            message = ("this record has no TY line, so its type is unknown. Check that nothing of "
                       "it is missing")  # fmt: skip
            self.notes.report("no-type", "warning", message, record.line)
            return True
        names = ", ".join(dict.fromkeys(each.tag for each in record.fields))
        self._skip(record.line, f"the field {names} after a record")
        return False

    def _skip(self, number: int, what: str) -> None:
        reason = "it belongs to no record"
        self.notes.mark(number, "skipped", reason)
        self.notes.report("skipped-line", "warning", f"{what} was left out: {reason}", number)

    def _read_line(self, line: str, number: int) -> None:
        tag = line[:2]
        if line[2:6] == "  - " and (tag.upper() in _KNOWN_TAGS or _ANY_TAG.fullmatch(tag)):
            self._read_tag(tag.upper(), line[6:], number)
        elif match := _TAG_LINE.match(line[:2].upper() + line[2:] if self.lower else line):
            tag = match["any"] or match["known"] or match["spaced"] or match["glued"]
            self._read_tag(tag, match["value"].strip(), number)
        elif line.strip(" \t\u00a0\ufeff"):
            self._read_other(line.strip(" \t\u00a0\ufeff"), number)
        else:
            self.after_blank = True
            return
        self.after_blank = False

    def _read_tag(self, tag: str, value: str, number: int) -> None:
        if tag == "ER":
            self.record = None
            return
        self.started = True
        if tag == "TY":
            self.record = Record(line=number, kind=value.strip().upper())
            return
        self.record = self.record or Record(line=number)
        self.record.add(tag, value, number)

    def _read_other(self, text: str, number: int) -> None:
        """A line without a tag: of a field with several lines, a heading, or of nothing."""
        record = self.record
        is_heading = _HEADING.fullmatch(text)
        is_field = record is not None and bool(record.fields) and (
            not self.after_blank
            or (record.fields[-1].tag not in _ONE_LINE_TAGS and not is_heading)
        )  # fmt: skip
        if is_field and record:
            record.extend_last(text)
        elif not self.started or is_heading:
            self.notes.mark(number, "header")
        else:
            self._skip(number, repr(text[:80]))
