"""Suggest topics for a paper: what the list's editors would probably choose, with the evidence.

Suggestions are written into the paper's file before review, where a person can change them.
Building the site suggests nothing.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.model import Paper, Topic
from generator.suggest.text_cache import TextCache
from generator.suggest.topics.evidence import Suggestion

if TYPE_CHECKING:
    from generator.suggest.topics.topic_suggester import Suggester

__all__ = ["Suggestion", "suggester"]


def suggester(
    topics: Sequence[Topic], examples: Sequence[Paper] = (), cache: TextCache | None = None
) -> "Suggester":
    """A suggester for a vocabulary, trained on papers with topics."""
    # Imported here: loading SciPy takes as long as checking a small list.
    from generator.suggest.topics.topic_suggester import Suggester  # noqa: PLC0415

    return Suggester(topics, examples, cache=cache)
