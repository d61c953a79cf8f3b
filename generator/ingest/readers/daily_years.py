"""Infer the years of a page's dates: it omits the year for dates of its own year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.ingest.readers.base import Request, finding
from generator.model import Entry, Finding, PartialDate
from generator.text.edtf import valid_date


@dataclass(frozen=True, kw_only=True, slots=True)
class DatedCapture:
    """The day of a capture and its entries, with years where these are known."""

    captured: PartialDate
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


def day_exists(day: PartialDate, year: int) -> bool:
    """Whether a year has this month and day."""
    return valid_date(year, day.month, day.day) is not None


def resolve_years(
    printed: PartialDate, line: int, entries: Sequence[Entry], request: Request
) -> DatedCapture:
    """Add years to the capture's day and to the dates of its entries.

    Entries with an impossible date are left out and reported.

    Args:
        printed: the capture's day as printed on the page.
        line: the line it is printed on.
        entries: the entries of the page.
        request: the request that is read.
    """
    late = [_late_day_finding(entry, printed, request) for entry in entries]
    kept = [entry for entry, problem in zip(entries, late, strict=True) if not problem]
    captured, remark = _capture_day(printed, line, kept, request)
    wrong = [_impossible_date_finding(entry, captured, request) for entry in kept]
    kept = [entry for entry, problem in zip(kept, wrong, strict=True) if not problem]
    return DatedCapture(
        captured=captured,
        entries=tuple(replace(e, published=_add_year(e.published, captured.year)) for e in kept),
        findings=tuple(problem for problem in (*late, remark, *wrong) if problem),
    )


def _add_year(day: PartialDate | None, year: int | None) -> PartialDate | None:
    return replace(day, year=year) if day and day.year is None and year else day


def _late_day_finding(entry: Entry, printed: PartialDate, request: Request) -> Finding | None:
    """Report a date without year that is after the capture's day."""
    when = entry.published
    if not when or when.year or (when.month, when.day) <= (printed.month, printed.day):
        return None
    message = (
        f"'{when}' without a year is in the capture's year, but "
        f"after the capture's day '{printed}'. Correct one of them"
    )
    return finding("date-after-capture", "error", message, request, entry.origin.line)


def _impossible_date_finding(
    entry: Entry, captured: PartialDate, request: Request
) -> Finding | None:
    """Report a date that does not exist in its year, or is after the capture."""
    when, line = _add_year(entry.published, captured.year), entry.origin.line
    if not when or not when.year or not captured.exact_day:
        return None
    if not day_exists(when, when.year):
        message = f"there is no {entry.published} in the capture's year {captured.year}: correct it"
        return finding("no-such-day", "error", message, request, line)
    if when.exact_day and when.exact_day > captured.exact_day:
        message = (
            f"published {when}, after the capture's day {captured}: "
            "correct the date, or the --captured day"
        )
        return finding("date-after-capture", "error", message, request, line)
    return None


def _capture_day(
    printed: PartialDate, line: int, entries: Sequence[Entry], request: Request
) -> tuple[PartialDate, Finding | None]:
    """The capture's day: as requested, as printed, or the earliest consistent with all dates."""
    if request.captured:
        return _requested_capture_day(request.captured, printed, line, request)
    if printed.year:
        return printed, None
    days = [entry.published for entry in entries if entry.published]
    years = [day.year for day in days if day.year]
    if not years:
        message = (
            f"the year of this file's day '{printed}' is unknown. "
            "State it with --captured YYYY-MM-DD"
        )
        return printed, finding("year-unknown", "warning", message, request, line)
    year = max(years) + 1
    while not all(day_exists(day, year) for day in (printed, *days) if not day.year):
        year += 1  # at most eight times: only Feb 29 is not in every year
    captured = replace(printed, year=year)
    message = (
        f"read '{printed}' as {captured}, the earliest year "
        "that fits the dates in this file. If it is wrong, use --captured YYYY-MM-DD"
    )
    return captured, finding("year-guessed", "warning", message, request, line)


def _requested_capture_day(
    requested: date, printed: PartialDate, line: int, request: Request
) -> tuple[PartialDate, Finding | None]:
    captured = PartialDate.from_date(requested)
    if replace(captured, year=printed.year and requested.year) == printed:
        return captured, None
    message = (
        f"--captured {requested} disagrees with the day in the "
        f"file, '{printed}'. Use the day on which this page was copied"
    )
    return captured, finding("captured-disagrees", "error", message, request, line)
