"""The verdicts on a URL, and how each is reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.model import Severity

Kind = Literal["good", "dead", "moved", "blocked", "inconclusive"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """The result for one URL: `detail` says why it is not good, `target` where it moved to."""

    kind: Kind
    detail: str = ""
    target: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Category:
    """How one kind of verdict is reported: its finding code, severity and heading."""

    code: str
    severity: Severity
    heading: str


# In the order of the report. Good URLs are not reported.
CATEGORIES: Mapping[Kind, Category] = {
    "dead": Category(code="dead-link", severity="error", heading="Dead"),
    "moved": Category(code="moved-link", severity="warning", heading="Moved"),
    "blocked": Category(code="blocked-link", severity="info", heading="Blocked"),
    "inconclusive": Category(code="troubled-link", severity="info", heading="Inconclusive"),
}
