"""The kinds of changes as the renderings for people call them, in the order of showing."""

from generator.review.types import Comparison, Value
from generator.text.characters import plural

# Of each kind: its heading, what one change is called, and where the comparison has them.
KINDS = (
    ("New findings", "new finding", "new_findings"),
    ("Added papers", "paper added", "added"),
    ("Removed papers", "paper removed", "removed"),
    ("Renamed papers", "paper renamed", "renamed"),
    ("Edited papers", "paper edited", "edited"),
    ("Other topics and tags", "paper under other topics or tags", "retopiced"),
    ("Renamed topics", "topic renamed", "renamed_topics"),
    ("Edited topics", "topic edited", "edited_topics"),
    ("Topics that changed size", "topic changed size", "topics"),
    ("Tags that changed size", "tag changed size", "tags"),
    ("Fixed findings", "finding fixed", "fixed_findings"),
)
TITLE, NOTHING = "Changes to the reading list", "Nothing changed in what the list says."


def headline(comparison: Comparison) -> str:
    """How many papers there were and are."""
    c = comparison
    if c.papers_before == c.papers_after:
        return plural(c.papers_after, "paper")
    return f"{plural(c.papers_after, 'paper')}, before {c.papers_before}"


def summary(count: int, noun: str) -> str:
    """`2 papers added`, `1 new finding`."""
    first, _, rest = noun.partition(" ")
    if first == "new":
        return plural(count, noun)
    return f"{plural(count, first)} {rest}"


def cut(text: str, most: int) -> str:
    """The text, or its beginning with a note of how much is left out."""
    return text if len(text) <= most else f"{text[:most]} … ({len(text) - most} characters more)"


def value_items(value: Value) -> tuple[str, ...]:
    """The items of a field's value: a text that is not empty is one item."""
    if isinstance(value, str):
        return (value,) if value else ()
    return value
