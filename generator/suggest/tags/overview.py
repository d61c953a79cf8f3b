"""The tags of a list as a whole, and what is odd about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Catalog, Paper
from generator.suggest.tags import LEAST, MOST, Tag, tagger
from generator.text.sanitize import to_text
from generator.text.tag_spelling import canonical_spellings, join_words, tag_key


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
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
class Difference:
    """A paper, the tags suggested for it that it lacks, and its own that would not be suggested.

    `unheld` are those of its own that its text does not have.
    """

    paper: Paper
    suggested: tuple[Tag, ...]
    missing: tuple[Tag, ...]
    doubtful: tuple[str, ...]
    unheld: tuple[str, ...]


def overview(catalog: Catalog) -> Overview:
    """Everything about the tags of a list."""
    uses = {tag: len(papers) for tag, papers in catalog.by_tag.items()}
    chosen = canonical_spellings(uses)
    texts = {paper.id: _text(paper) for paper in catalog.papers}
    return Overview(
        uses=tuple(sorted(uses.items(), key=lambda each: (-each[1], each[0]))),
        similar=tuple((tag, best) for tag, best in chosen.items() if tag != best),
        unheld=tuple(
            tag for tag, papers in catalog.by_tag.items()
            if not any(_holds(texts[paper.id], tag) for paper in papers)
        ),
        few=tuple(paper for paper in catalog.papers if len(paper.tags) < LEAST),
        many=tuple(paper for paper in catalog.papers if len(paper.tags) > MOST),
    )  # fmt: skip


def differences(catalog: Catalog, papers: Sequence[Paper]) -> list[Difference]:
    """Where the tags of papers and the suggestions differ; a paper's own tags do not count."""
    knows = tagger(catalog.papers)
    return [_difference(paper, knows.suggest_again(paper)) for paper in papers]


def _difference(paper: Paper, suggested: tuple[Tag, ...]) -> Difference:
    ours = {tag_key(tag.name) for tag in suggested}
    theirs = set(map(tag_key, paper.tags))
    text = _text(paper)
    return Difference(
        paper=paper,
        suggested=suggested,
        missing=tuple(tag for tag in suggested if tag_key(tag.name) not in theirs),
        doubtful=tuple(tag for tag in paper.tags if tag_key(tag) not in ours),
        unheld=tuple(tag for tag in paper.tags if not _holds(text, tag)),
    )


def _text(paper: Paper) -> str:
    return join_words(f"{to_text(paper.title)}\n{to_text(paper.abstract)}")


def _holds(text: str, tag: str) -> bool:
    """Whether a joined text has a tag, in the singular or as it is written."""
    return tag_key(tag) in text or join_words(tag) in text
