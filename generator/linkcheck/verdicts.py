"""What can be said of an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.model import Severity

Kind = Literal["good", "dead", "moved", "blocked", "trouble"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What became of one address: why it is not good, and where it moved to."""

    kind: Kind
    detail: str = ""
    target: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Class:
    """How one kind of verdict is told: its code, how grave it is, and the report's heading."""

    code: str
    severity: Severity
    heading: str


# In the order of the report. Good addresses are not told.
CLASSES: Mapping[Kind, Class] = {
    "dead": Class(code="dead-link", severity="error", heading="Dead"),
    "moved": Class(code="moved-link", severity="warning", heading="Moved"),
    "blocked": Class(code="blocked-link", severity="info", heading="Blocked"),
    "trouble": Class(code="troubled-link", severity="info", heading="In trouble"),
}
