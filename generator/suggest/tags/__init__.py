"""Suggest tags for a paper: its key terms, found in its text, spelt as the list spells them.

A suggestion is made before review and written into the paper's file, where a person can change it;
building the site never guesses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model import Catalog, Paper
from generator.suggest.tags.tag import MAX_TAGS_PER_PAPER, MIN_TAGS_PER_PAPER, TagSuggestion

if TYPE_CHECKING:
    from generator.suggest.tags.tag_suggester import Tagger

__all__ = ["MAX_TAGS_PER_PAPER", "MIN_TAGS_PER_PAPER", "TagSuggestion", "rename_tags", "tagger"]


def tagger(papers: Sequence[Paper], texts: Sequence[tuple[str, str]] = ()) -> "Tagger":
    """A tagger that knows the papers of a list, and titles and abstracts that are to join it."""
    # Imported here: it takes as long to load as a small list to check.
    from generator.suggest.tags.tag_suggester import Tagger  # noqa: PLC0415

    return Tagger(papers, texts)


def rename_tags(catalog: Catalog, names: Mapping[str, str]) -> list[Paper]:
    """The papers that differ once tags are renamed (`names`: new by old), as they are then."""
    found = []
    for paper in catalog.papers:
        if not names.keys().isdisjoint(paper.tags):
            tags = tuple(dict.fromkeys(names.get(tag, tag) for tag in paper.tags))
            found.append(replace(paper, tags=tags))
    return found
