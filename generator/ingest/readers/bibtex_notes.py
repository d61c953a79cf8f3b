"""An entry of a BibTeX file, and the findings and line marks of reading it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bibtexparser import model as bib

from generator.ingest.readers.base import LineRange, Request, fields_not_kept_findings, finding
from generator.model import Entry, Finding, PartialDate, Severity
from generator.text.characters import one_line


@dataclass(slots=True)
class Item:
    """One entry of the file with its values. `problem` says why it is not a paper."""

    kind: str
    key: str
    line: int
    fields: list[bib.Field]
    raw: str
    values: dict[str, str] = field(default_factory=dict)
    problem: str = ""

    @property
    def label(self) -> str:
        """The entry's name in messages."""
        return repr(self.key) if self.key else "without a key"


@dataclass(slots=True)
class Notes:
    """Collects findings, line marks and unsupported fields while a file is read."""

    request: Request
    findings: list[Finding] = field(default_factory=list)
    marks: list[LineRange] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    unknown: list[str] = field(default_factory=list)

    def report(self, code: str, severity: Severity, message: str, line: int) -> None:
        """Add a finding."""
        self.findings.append(finding(code, severity, message, self.request, line))

    def report_rest_of_date(
        self, label: str, used: PartialDate, line: int, *, range_end: str, unread: Iterable[str]
    ) -> None:
        """Report what an entry states beside the date that was used.

        Args:
            label: the entry's name in messages.
            used: the date that was used.
            line: the line of the entry.
            range_end: the end of a range of dates; empty without one.
            unread: texts that cannot be read as part of the date.
        """
        if range_end:
            message = f"{range_end[:40]!r}, the end of a range of dates, was left out"
            self.report("left-out", "info", f"{label}: {message}; {used} was used", line)
        for text in unread:
            message = f"{text[:40]!r} cannot be read as part of the date"
            self.report(
                "left-out", "warning", f"{label}: {message}; {used} was used. Correct it", line
            )

    def mark(self, line: int, kind: str, reason: str = "") -> None:
        """Record how the lines from this one on are read."""
        self.marks.append(LineRange(number=line, kind=kind, reason=reason))

    def skip(self, line: int, reason: str) -> None:
        """Record and report that the entry on this line is skipped."""
        self.mark(line, "skipped", reason)
        self.report("entry-skipped", "info", f"this entry was skipped: {reason}", line)

    def summarise(self, entries: tuple[Entry, ...]) -> None:
        """Report once per file which fields and LaTeX commands are not supported."""
        line = entries[0].origin.line or 1 if entries else 1
        self.findings += fields_not_kept_findings(self.ignored, self.request, line)
        if self.unknown:
            names = list(dict.fromkeys(one_line(name)[:40] for name in self.unknown))
            more = f" and {len(names) - 10} more" if len(names) > 10 else ""  # noqa: PLR2004
            message = (
                f"unknown LaTeX commands, kept as text: {', '.join(names[:10])}{more}. "
                "Check the titles and abstracts that have them"
            )
            self.report("unknown-latex", "info", message, line)
