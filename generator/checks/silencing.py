"""Findings that a paper's file silences, each with a reason, and what it silences in vain."""

from collections.abc import Collection, Iterable, Iterator

from generator.checks.reading import READING
from generator.model import Catalog, Finding
from generator.names import did_you_mean

UNUSED = "unused-ignore"
UNUSED_SUMMARY = "What a paper ignores is a rule that would speak otherwise."


def unsilenced(
    catalog: Catalog, findings: Iterable[Finding], codes: Collection[str]
) -> Iterator[Finding]:
    """The findings that no file ignores, then a warning for each `ignore` without use."""
    wanted = {
        (paper.origin().source, ignored.code)
        for paper in catalog.papers
        for ignored in paper.ignore
    }
    used: set[tuple[str, str]] = set()
    for finding in findings:
        key = finding.origin.source, finding.code
        if key in wanted:
            used.add(key)
        else:
            yield finding
    yield from _unused(catalog, used, codes)


def _unused(
    catalog: Catalog, used: Collection[tuple[str, str]], codes: Collection[str]
) -> Iterator[Finding]:
    for paper in catalog.papers:
        seen: set[str] = set()
        for i, ignored in enumerate(paper.ignore):
            if (paper.origin().source, ignored.code) in used and ignored.code not in seen:
                seen.add(ignored.code)
                continue
            yield Finding(
                code="unused-ignore", severity="warning", origin=paper.origin(f"ignore.{i}"),
                message=_why(ignored.code, codes, repeated=ignored.code in seen),
            )  # fmt: skip


def _why(code: str, codes: Collection[str], *, repeated: bool) -> str:
    if repeated:
        return f"{code!r} is ignored here twice: keep one"
    if code in READING:
        return f"{code!r} is found while reading and cannot be ignored: correct the file"
    if code in codes:
        return f"{code!r} finds nothing in this file: remove the line"
    return f"{code[:40]!r} is no code of a check{did_you_mean(code, codes) or ': remove the line'}"
