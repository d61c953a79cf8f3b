"""Dates as far as they are known."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

Qualifier = Literal["", "?", "~", "%"]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, kw_only=True, slots=True)
class PartialDate:
    """A date as far as it is known: a year, a month, a day, or a day without its year (`Dec 9`).

    `str()` gives EDTF (ISO 8601-2) level 0, plus the qualifiers of level 1: `?` (uncertain),
    `~` (approximate) and `%` (both). A day without its year becomes `Dec 9`.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    qualifier: Qualifier = ""

    @classmethod
    def from_date(cls, day: date) -> "PartialDate":
        """A date whose year, month and day are known."""
        return cls(year=day.year, month=day.month, day=day.day)

    def __str__(self) -> str:
        return self.iso + self.qualifier

    @property
    def iso(self) -> str:
        """The date without its qualifier: `2019-03`."""
        if self.year is None:
            return f"{MONTHS[(self.month or 1) - 1]} {self.day}"
        parts = (f"{part:02}" for part in (self.month, self.day) if part)
        return "-".join((f"{self.year:04}", *parts))

    @property
    def earliest(self) -> date:
        """The first day that the date can mean."""
        return date(self.year or date.min.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that the date can mean."""
        year, month = self.year or date.max.year, self.month or 12
        return date(year, month, self.day or monthrange(year, month)[1])

    @property
    def exact_day(self) -> date | None:
        """The calendar day, or None if year, month or day is unknown."""
        return self.earliest if self.year and self.month and self.day else None

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Year, month and day for sorting; an unknown part is 0 and sorts first."""
        return self.year or 0, self.month or 0, self.day or 0
