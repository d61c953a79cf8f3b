"""The tags of a whole list, and what may be wrong with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Catalog, Paper
from generator.suggest.tags import MAX_TAGS_PER_PAPER, MIN_TAGS_PER_PAPER, TagSuggestion, tagger
from generator.text.sanitize import to_text
from generator.text.tag_spelling import canonical_spellings, join_words, tag_key


@dataclass(frozen=True, kw_only=True, slots=True)
class TagOverview:
    """What `reading-list tags` shows.

    Attributes:
        uses: Tags with their numbers of papers, most used first.
        similar: Other spellings of a tag, with the tag to write instead.
        not_in_text: Tags that are in none of their papers' texts.
        few: Papers with too few tags.
        many: Papers with too many tags.
    """

    uses: tuple[tuple[str, int], ...]
    similar: tuple[tuple[str, str], ...]
    not_in_text: tuple[str, ...]
    few: tuple[Paper, ...]
    many: tuple[Paper, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TagDifference:
    """The differences between a paper's tags and the suggested ones.

    Attributes:
        paper: The paper.
        suggested: The tags that would be suggested if it were new.
        missing: Those of them that it does not have.
        doubtful: Its tags that would not be suggested.
        not_in_text: Its tags that are not in its text.
    """

    paper: Paper
    suggested: tuple[TagSuggestion, ...]
    missing: tuple[TagSuggestion, ...]
    doubtful: tuple[str, ...]
    not_in_text: tuple[str, ...]


def overview(catalog: Catalog) -> TagOverview:
    """The tags of a list, and what may be wrong with them."""
    uses = {tag: len(papers) for tag, papers in catalog.by_tag.items()}
    spellings = canonical_spellings(uses)
    texts = {paper.id: _joined_text(paper) for paper in catalog.papers}
    return TagOverview(
        uses=tuple(sorted(uses.items(), key=lambda each: (-each[1], each[0]))),
        similar=tuple((tag, best) for tag, best in spellings.items() if tag != best),
        not_in_text=tuple(
            tag for tag, papers in catalog.by_tag.items()
            if not any(_contains(texts[paper.id], tag) for paper in papers)
        ),
        few=tuple(paper for paper in catalog.papers if len(paper.tags) < MIN_TAGS_PER_PAPER),
        many=tuple(paper for paper in catalog.papers if len(paper.tags) > MAX_TAGS_PER_PAPER),
    )  # fmt: skip


def tag_differences(catalog: Catalog, papers: Sequence[Paper]) -> list[TagDifference]:
    """The differences between papers' tags and suggestions that ignore the papers' own tags."""
    trained = tagger(catalog.papers)
    return [_compare_tags(paper, trained.suggest_as_new(paper)) for paper in papers]


def _compare_tags(paper: Paper, suggested: tuple[TagSuggestion, ...]) -> TagDifference:
    suggested_ids = {tag_key(tag.name) for tag in suggested}
    own_ids = set(map(tag_key, paper.tags))
    text = _joined_text(paper)
    return TagDifference(
        paper=paper,
        suggested=suggested,
        missing=tuple(tag for tag in suggested if tag_key(tag.name) not in own_ids),
        doubtful=tuple(tag for tag in paper.tags if tag_key(tag) not in suggested_ids),
        not_in_text=tuple(tag for tag in paper.tags if not _contains(text, tag)),
    )


def _joined_text(paper: Paper) -> str:
    return join_words(f"{to_text(paper.title)}\n{to_text(paper.abstract)}")


def _contains(text: str, tag: str) -> bool:
    """Whether a joined text contains a tag, in the singular or as it is written."""
    return tag_key(tag) in text or join_words(tag) in text
