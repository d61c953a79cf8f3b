"""Exceptions that end a command; only `cli/base.py` turns them into an exit status."""

from collections.abc import Iterable

from generator.model import Finding


class ReadingListError(Exception):
    """Base class: its message is shown to the user, without a traceback."""


class UsageError(ReadingListError):
    """The command was called wrongly (exit status 2)."""


class Refused(ReadingListError):  # noqa: N818 - reads as what happened
    """The command did not do what it was told to (exit status 1); `findings` has the reasons."""

    def __init__(self, findings: Iterable[Finding], action: str) -> None:
        self.findings = tuple(findings)
        errors = sum(1 for finding in self.findings if finding.severity == "error")
        count = f"{errors} error{'s' if errors != 1 else ''}: " if errors else ""
        super().__init__(f"{count}{action}")
