"""Headings and phrases that all renderings for people share."""

from generator.review.types import Comparison
from generator.text.english import plural

# In order of display: heading, noun for one change, attribute of `Comparison`.
CHANGE_KINDS = (
    ("New findings", "new finding", "new_findings"),
    ("Added papers", "paper added", "added"),
    ("Removed papers", "paper removed", "removed"),
    ("Renamed papers", "paper renamed", "renamed"),
    ("Edited papers", "paper edited", "edited"),
    ("Other topics and tags", "paper under other topics or tags", "retopiced"),
    ("Renamed topics", "topic renamed", "renamed_topics"),
    ("Edited topics", "topic edited", "edited_topics"),
    ("Reading paths", "path changed", "paths"),
    ("Topics that came, went or changed size", "topic came, went or changed size", "topics"),
    ("Tags that came, went or changed size", "tag came, went or changed size", "tags"),
    ("Fixed findings", "finding fixed", "fixed_findings"),
)
TITLE = "Changes to the reading list"
NO_CHANGES = "Nothing changed in what the list says."


def headline(comparison: Comparison) -> str:
    """The number of papers, and the number before if it changed."""
    c = comparison
    if c.papers_before == c.papers_after:
        return plural(c.papers_after, "paper")
    return f"{plural(c.papers_after, 'paper')}, before {c.papers_before}"


def count_phrase(count: int, noun: str) -> str:
    """`2 papers added`, `1 new finding`."""
    first, _, rest = noun.partition(" ")
    if first == "new":
        return plural(count, noun)
    return f"{plural(count, first)} {rest}"
