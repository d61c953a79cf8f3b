"""Days and months as values of options, in the form of the list's own files."""

from datetime import date

import click

DAY_FORM, MONTH_FORM = "YYYY-MM-DD", "YYYY-MM"


def parse_day(text: str) -> date:
    """The day `YYYY-MM-DD`; any other text is a usage error."""
    return _parse(text, text, DAY_FORM)


def parse_month(text: str) -> date:
    """The first day of a month `YYYY-MM`; any other text is a usage error."""
    return _parse(text, f"{text}-01", MONTH_FORM)


def _parse(text: str, day: str, form: str) -> date:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        found = None
    if not found or found.isoformat() != day:  # `20260105` and `2026-W02-1` are ISO dates, too
        raise click.BadParameter(f"{text!r} is not a date: write {form}")
    return found
