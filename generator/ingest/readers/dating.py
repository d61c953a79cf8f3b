"""Which year the days of a page lie in: a page prints the days of its own year without it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.ingest.readers.base import Request, finding
from generator.model import Entry, Finding, PartialDate
from generator.text.edtf import known_date


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated:
    """The day of a capture, with its year where known, and the entries with theirs."""

    captured: PartialDate
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


def exists(day: PartialDate, year: int) -> bool:
    """Whether a year has this month and day."""
    return known_date(year, day.month, day.day) is not None


def dated(printed: PartialDate, line: int, entries: Sequence[Entry], request: Request) -> Dated:
    """Give the capture's day (as printed on a line) and its entries their years.

    Entries whose day cannot be are left out and reported.
    """
    late = [_late(entry, printed, request) for entry in entries]
    kept = [entry for entry, problem in zip(entries, late, strict=True) if not problem]
    captured, remark = _captured(printed, line, kept, request)
    wrong = [_impossible(entry, captured, request) for entry in kept]
    kept = [entry for entry, problem in zip(kept, wrong, strict=True) if not problem]
    return Dated(
        captured=captured,
        entries=tuple(replace(e, published=_with_year(e.published, captured.year)) for e in kept),
        findings=tuple(problem for problem in (*late, remark, *wrong) if problem),
    )


def _with_year(day: PartialDate | None, year: int | None) -> PartialDate | None:
    return replace(day, year=year) if day and day.year is None and year else day


def _late(entry: Entry, printed: PartialDate, request: Request) -> Finding | None:
    """Report a day without year that lies after the capture's day."""
    when = entry.published
    if not when or when.year or (when.month, when.day) <= (printed.month, printed.day):
        return None
    message = (
        f"'{when}' without a year lies in the capture's year, but "
        f"after the capture's day '{printed}': correct one of them"
    )
    return finding("date-after-capture", "error", message, request, entry.origin.line)


def _impossible(entry: Entry, captured: PartialDate, request: Request) -> Finding | None:
    """Report a day that its year does not have, or that lies after the capture."""
    when, line = _with_year(entry.published, captured.year), entry.origin.line
    if not when or not when.year or not captured.exact_day:
        return None
    if not exists(when, when.year):
        message = f"there is no {entry.published} in the capture's year {captured.year}: correct it"
        return finding("no-such-day", "error", message, request, line)
    if when.exact_day and when.exact_day > captured.exact_day:
        message = (
            f"published {when}, after the capture's day {captured}: "
            "correct the date, or the --captured day"
        )
        return finding("date-after-capture", "error", message, request, line)
    return None


def _captured(
    printed: PartialDate, line: int, entries: Sequence[Entry], request: Request
) -> tuple[PartialDate, Finding | None]:
    """The capture's day: given, printed, or the earliest that contradicts nothing."""
    if request.captured:
        return _given(request.captured, printed, line, request)
    if printed.year:
        return printed, None
    days = [entry.published for entry in entries if entry.published]
    years = [day.year for day in days if day.year]
    if not years:
        message = (
            f"nothing in this file tells the year of its day '{printed}'; "
            "give it with --captured YYYY-MM-DD"
        )
        return printed, finding("year-unknown", "warning", message, request, line)
    year = max(years) + 1
    while not all(exists(day, year) for day in (printed, *days) if not day.year):
        year += 1  # at most eight times: only Feb 29 is not in every year
    captured = replace(printed, year=year)
    message = (
        f"took '{printed}' for {captured}, the earliest year "
        "that fits the dates in this file; say --captured YYYY-MM-DD if it is another"
    )
    return captured, finding("year-guessed", "warning", message, request, line)


def _given(
    given: date, printed: PartialDate, line: int, request: Request
) -> tuple[PartialDate, Finding | None]:
    captured = PartialDate(year=given.year, month=given.month, day=given.day)
    if replace(captured, year=printed.year and given.year) == printed:
        return captured, None
    message = (
        f"--captured {given} disagrees with the day in the "
        f"file, '{printed}': give the day this page was copied"
    )
    return captured, finding("captured-disagrees", "error", message, request, line)
