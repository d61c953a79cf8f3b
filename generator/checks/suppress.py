"""Findings that a paper's file silences, each with a reason, and what it silences in vain."""

from collections.abc import Collection, Iterable, Iterator

from generator.checks.reading import READING
from generator.model import Catalog, Finding
from generator.text.did_you_mean import Shortlist, did_you_mean

UNUSED = "unused-ignore"
UNUSED_SUMMARY = "What a paper ignores is a rule that would speak otherwise."


# What only `links` finds: whether ignoring it has a use is not known here.
ELSEWHERE = frozenset({"dead-link", "moved-link", "blocked-link", "troubled-link"})


def ignored_codes(catalog: Catalog) -> frozenset[tuple[str, str]]:
    """Which codes do not count in which files."""
    return frozenset(
        (paper.origin().source, ignored.code)
        for paper in catalog.papers
        for ignored in paper.ignore
    )


def unsilenced(
    catalog: Catalog, findings: Iterable[Finding], codes: Collection[str]
) -> Iterator[Finding]:
    """The findings that no file ignores, then a warning for each `ignore` without use."""
    wanted = ignored_codes(catalog)
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
    known = Shortlist(sorted({*codes, *ELSEWHERE}))
    for paper in catalog.papers:
        seen: set[str] = set()
        for i, ignored in enumerate(paper.ignore):
            is_used = ignored.code in ELSEWHERE or (paper.origin().source, ignored.code) in used
            if is_used and ignored.code not in seen:
                seen.add(ignored.code)
                continue
            yield Finding(
                code="unused-ignore", severity="warning", origin=paper.origin(f"ignore.{i}"),
                message=_why(ignored.code, codes, known, repeated=ignored.code in seen),
            )  # fmt: skip


def _why(code: str, codes: Collection[str], known: Shortlist, *, repeated: bool) -> str:
    if repeated:
        return f"{code!r} is ignored here twice: keep one"
    if code in READING:
        return f"{code!r} is found while reading and cannot be ignored: correct the file"
    if code in codes:
        return f"{code!r} finds nothing in this file: remove the line"
    meant = did_you_mean(code, known.close_names(code)) or ": remove the line"
    return f"{code[:40]!r} is no code of a check{meant}"
