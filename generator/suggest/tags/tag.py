"""A suggested tag, and how many tags a paper gets."""

from dataclasses import dataclass

MIN_TAGS_PER_PAPER, MAX_TAGS_PER_PAPER = 3, 8


@dataclass(frozen=True, kw_only=True, slots=True)
class TagSuggestion:
    """A suggested tag with its spelling, its probability (0 to 1) as `score`, and the evidence."""

    name: str
    score: float
    evidence: tuple[str, ...]
