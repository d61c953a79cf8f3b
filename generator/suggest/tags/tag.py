"""A suggested tag, and how many a paper gets."""

from dataclasses import dataclass

LEAST, MOST = 3, 8  # tags of a paper


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A suggested tag: how it is written, its probability (0 to 1), and the evidence in words."""

    name: str
    score: float
    evidence: tuple[str, ...]
