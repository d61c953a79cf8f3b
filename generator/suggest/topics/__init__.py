"""Suggest topics for a paper: what the list's editors would probably say, with the evidence.

A suggestion is made before review and written into the paper's file, where a person can change it;
building the site never guesses.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.model import Paper, Topic
from generator.suggest.topics.evidence import Suggestion

if TYPE_CHECKING:
    from generator.suggest.topics.topic_suggester import Suggester

__all__ = ["Suggestion", "suggester"]


def suggester(topics: Sequence[Topic], examples: Sequence[Paper] = ()) -> "Suggester":
    """A suggester for a vocabulary, which has learnt from the papers filed under it."""
    # Imported here: it takes as long to load as a small list to check.
    from generator.suggest.topics.topic_suggester import Suggester  # noqa: PLC0415

    return Suggester(topics, examples)
