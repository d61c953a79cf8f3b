"""Problems and remarks, and the places they are about."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where a fact was read: the file (`-` for standard input), and 1-based line and column."""

    source: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One problem or remark and its place. `code` is stable; `message` is for people."""

    code: str
    severity: Severity
    message: str
    origin: Origin
