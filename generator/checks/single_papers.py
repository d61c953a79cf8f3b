"""The checks that look at one paper at a time: run once for each content of a file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from generator.checks.base import Check
from generator.model import Catalog, Finding, Origin, Paper
from generator.model.progress import counted


class FindingsCache(Protocol):
    """JSON values by content."""

    def get_all(self, contents: Sequence[bytes]) -> list[Any]:
        """The value of each content, None where there is none."""

    def put(self, content: bytes, value: Any) -> None:
        """Set the value of a content."""


def find_problems(
    checks: Sequence[Check],
    papers: Sequence[Paper],
    contents: Mapping[str, bytes],
    cache: FindingsCache,
) -> Iterable[Finding]:
    """The findings of checks that look at one paper at a time, from the cache where it has them.

    Args:
        checks: the checks.
        papers: the papers.
        contents: a key for the content of each paper's file, by id.
        cache: the findings by content.
    """
    severities = {check.code: check.severity for check in checks}
    known = cache.get_all([contents[paper.id] for paper in papers])
    new: dict[str, list[Finding]] = {}
    for paper, data in zip(papers, known, strict=True):
        source = paper.origin().source
        for code, message, line, column in data or ():
            origin = Origin(source=source, line=line, column=column)
            severity = severities[code]
            yield Finding(code=code, severity=severity, message=message, origin=origin)
        if data is None:
            new[source] = []
    unread = [paper for paper in papers if paper.origin().source in new]
    for finding in run_checks(checks, Catalog(papers=tuple(unread))):
        new[finding.origin.source].append(finding)
        yield finding
    for paper in unread:
        found = [[f.code, f.message, f.origin.line, f.origin.column]
                 for f in new[paper.origin().source]]  # fmt: skip
        cache.put(contents[paper.id], found)


def run_checks(checks: Sequence[Check], catalog: Catalog) -> Iterable[Finding]:
    """The findings of checks."""
    for check in counted(checks, "checks", len(checks)):
        for origin, message in check.run(catalog):
            yield Finding(code=check.code, severity=check.severity, message=message, origin=origin)
