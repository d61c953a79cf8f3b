"""A suggested tag, and how many a paper gets."""

from dataclasses import dataclass

MIN_TAGS_PER_PAPER, MAX_TAGS_PER_PAPER = 3, 8  # tags of a paper


@dataclass(frozen=True, kw_only=True, slots=True)
class TagSuggestion:
    """A suggested tag: how it is written, its probability (0 to 1), and the evidence in words."""

    name: str
    score: float
    evidence: tuple[str, ...]
