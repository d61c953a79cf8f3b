"""Suggest tags for a paper: key terms of its text, in the spelling of the list.

Suggestions are written into the paper's file before review, where a person can change them.
Building the site suggests nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model import Catalog, Paper
from generator.suggest.tags.tag import MAX_TAGS_PER_PAPER, MIN_TAGS_PER_PAPER, TagSuggestion
from generator.suggest.text_cache import TextCache, Texts

if TYPE_CHECKING:
    from generator.suggest.tags.tag_suggester import Tagger

__all__ = ["MAX_TAGS_PER_PAPER", "MIN_TAGS_PER_PAPER", "TagSuggestion", "rename_tags", "tagger"]


def tagger(
    papers: Sequence[Paper],
    texts: Texts = (),
    cache: TextCache | None = None,
) -> "Tagger":
    """A tagger with the statistics of a list, and of titles and abstracts that will join it."""
    # Imported here: most commands do not need it.
    from generator.suggest.tags.tag_suggester import Tagger  # noqa: PLC0415

    return Tagger(papers, texts, cache=cache)


def rename_tags(catalog: Catalog, names: Mapping[str, str]) -> list[Paper]:
    """The papers that change when tags are renamed (`names`: new by old), with the new tags."""
    changed = []
    for paper in catalog.papers:
        if not names.keys().isdisjoint(paper.tags):
            tags = tuple(dict.fromkeys(names.get(tag, tag) for tag in paper.tags))
            changed.append(replace(paper, tags=tags))
    return changed
