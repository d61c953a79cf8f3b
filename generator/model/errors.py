"""The few ways a command can fail; turned into an exit status in `cli/base.py` alone."""

from collections.abc import Iterable

from generator.model import Finding


class ReadingListError(Exception):
    """Base of all: a message for people, no traceback."""


class UsageError(ReadingListError):
    """The command was called wrongly (exit status 2)."""


class Refused(ReadingListError):  # noqa: N818 - reads as what happened
    """The input has errors, so nothing was written; carries all of them (exit status 1)."""

    def __init__(self, findings: Iterable[Finding], action: str) -> None:
        self.findings = tuple(findings)
        errors = sum(1 for finding in self.findings if finding.severity == "error")
        super().__init__(f"{errors} error{'s' if errors != 1 else ''}: {action}")
