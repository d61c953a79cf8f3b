"""The tags of a list as a whole, and what is odd about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Catalog, Paper
from generator.suggest.tags import MAX_TAGS_PER_PAPER, MIN_TAGS_PER_PAPER, TagSuggestion, tagger
from generator.text.sanitize import to_text
from generator.text.tag_spelling import canonical, identity, joined


@dataclass(frozen=True, kw_only=True, slots=True)
class TagOverview:
    """What `reading-list tags` shows.

    `uses` are tags with their number of papers, the most used first; `similar` are other spellings
    with the tag to write instead; `unheld` are tags that no text of their papers has.
    """

    uses: tuple[tuple[str, int], ...]
    similar: tuple[tuple[str, str], ...]
    unheld: tuple[str, ...]
    few: tuple[Paper, ...]
    many: tuple[Paper, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TagDifference:
    """A paper, the tags suggested for it that it lacks, and its own that would not be suggested.

    `unheld` are those of its own that its text does not have.
    """

    paper: Paper
    suggested: tuple[TagSuggestion, ...]
    missing: tuple[TagSuggestion, ...]
    doubtful: tuple[str, ...]
    unheld: tuple[str, ...]


def overview(catalog: Catalog) -> TagOverview:
    """Everything about the tags of a list."""
    uses = {tag: len(papers) for tag, papers in catalog.by_tag.items()}
    chosen = canonical(uses)
    texts = {paper.id: _joined_text(paper) for paper in catalog.papers}
    return TagOverview(
        uses=tuple(sorted(uses.items(), key=lambda each: (-each[1], each[0]))),
        similar=tuple((tag, best) for tag, best in chosen.items() if tag != best),
        unheld=tuple(
            tag for tag, papers in catalog.by_tag.items()
            if not any(_contains(texts[paper.id], tag) for paper in papers)
        ),
        few=tuple(paper for paper in catalog.papers if len(paper.tags) < MIN_TAGS_PER_PAPER),
        many=tuple(paper for paper in catalog.papers if len(paper.tags) > MAX_TAGS_PER_PAPER),
    )  # fmt: skip


def tag_differences(catalog: Catalog, papers: Sequence[Paper]) -> list[TagDifference]:
    """Where the tags of papers and the suggestions differ; a paper's own tags do not count."""
    knows = tagger(catalog.papers)
    return [_compare_tags(paper, knows.suggest_again(paper)) for paper in papers]


def _compare_tags(paper: Paper, suggested: tuple[TagSuggestion, ...]) -> TagDifference:
    ours = {identity(tag.name) for tag in suggested}
    theirs = set(map(identity, paper.tags))
    text = _joined_text(paper)
    return TagDifference(
        paper=paper,
        suggested=suggested,
        missing=tuple(tag for tag in suggested if identity(tag.name) not in theirs),
        doubtful=tuple(tag for tag in paper.tags if identity(tag) not in ours),
        unheld=tuple(tag for tag in paper.tags if not _contains(text, tag)),
    )


def _joined_text(paper: Paper) -> str:
    return joined(f"{to_text(paper.title)}\n{to_text(paper.abstract)}")


def _contains(text: str, tag: str) -> bool:
    """Whether a joined text has a tag, in the singular or as it is written."""
    return identity(tag) in text or joined(tag) in text
