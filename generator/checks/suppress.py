"""The `ignore` entries of papers: which findings they remove, and which are unused."""

from collections.abc import Collection, Iterable, Iterator

from generator.checks.reading import READING_SUMMARIES
from generator.model import Catalog, Finding
from generator.text.did_you_mean import Shortlist, did_you_mean

UNUSED_IGNORE = "unused-ignore"
UNUSED_IGNORE_SUMMARY = "Every check that a paper ignores would report something otherwise."


# Codes of `reading-list links`; other commands cannot tell whether these entries are used.
LINK_CODES = frozenset({"dead-link", "moved-link", "blocked-link", "troubled-link"})


def ignored_codes(catalog: Catalog) -> frozenset[tuple[str, str]]:
    """Pairs of a file and a code that it ignores."""
    return frozenset(
        (paper.origin().source, ignored.code)
        for paper in catalog.papers
        for ignored in paper.ignore
    )


def apply_ignores(
    catalog: Catalog, findings: Iterable[Finding], codes: Collection[str]
) -> Iterator[Finding]:
    """The findings that no file ignores, then a warning for each unused `ignore`."""
    ignored = ignored_codes(catalog)
    used: set[tuple[str, str]] = set()
    for finding in findings:
        key = finding.origin.source, finding.code
        if key in ignored:
            used.add(key)
        else:
            yield finding
    yield from _unused_ignores(catalog, used, codes)


def _unused_ignores(
    catalog: Catalog, used: Collection[tuple[str, str]], codes: Collection[str]
) -> Iterator[Finding]:
    known = Shortlist(sorted({*codes, *LINK_CODES}))
    for paper in catalog.papers:
        seen: set[str] = set()
        for i, ignored in enumerate(paper.ignore):
            is_used = ignored.code in LINK_CODES or (paper.origin().source, ignored.code) in used
            if is_used and ignored.code not in seen:
                seen.add(ignored.code)
                continue
            yield Finding(
                code="unused-ignore", severity="warning", origin=paper.origin(f"ignore.{i}"),
                message=_unused_reason(ignored.code, codes, known, repeated=ignored.code in seen),
            )  # fmt: skip


def _unused_reason(code: str, codes: Collection[str], known: Shortlist, *, repeated: bool) -> str:
    if repeated:
        return f"{code!r} is ignored twice. Keep one"
    if code in READING_SUMMARIES:
        return f"{code!r} is found while reading and cannot be ignored. Correct the file"
    if code in codes:
        return f"{code!r} finds nothing in this file. Remove the line"
    meant = did_you_mean(code, known.close_names(code)) or ". Remove the line"
    return f"{code[:40]!r} is not the code of a check{meant}"
