"""Fields of a new paper that are derived from its sources: tags, note, date of issue, key."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from generator.model import MAX_LIST_ITEMS, Entry, Paper, PartialDate
from generator.suggest.tags import MAX_TAGS_PER_PAPER
from generator.text.citation_keys import candidate_keys, generate_key, is_valid_key
from generator.text.tag_spelling import tag_key

_TYPES_IN_CONTAINERS = ("article-journal", "paper-conference", "chapter")


class TagSpelling:
    """The most frequent spelling of each tag of a list."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        uses = Counter(tag for paper in papers for tag in paper.tags)
        self._known: dict[str, str] = {}
        for tag in sorted(uses, key=lambda tag: (-uses[tag], tag)):
            self._known.setdefault(tag_key(tag), tag)

    def spell(self, words: Iterable[str]) -> list[str]:
        """Words in the list's most frequent spelling; new words in lower case."""
        return [self._known.get(tag_key(word), word.lower()) for word in words]


def add_claims(
    paper: Paper, entries: Sequence[Entry], spelling: TagSpelling, keys: Collection[str]
) -> Paper:
    """Add the keywords, the annotation and the citation key of its sources to a new paper.

    Args:
        paper: the new paper with its suggested tags.
        entries: its entries, the most trusted first.
        spelling: how the papers of the list spell tags.
        keys: case-folded citation keys of other papers.
    """
    stated = [word for entry in entries for word in entry.keywords]
    note = next((entry.annotation for entry in entries if entry.annotation), "")
    tags = _merge_tags(spelling.spell(stated), paper.tags)
    found = (tags, paper.note or note, _unique_key(paper, keys))
    if found == (paper.tags, paper.note, paper.key):
        return paper
    return replace(paper, tags=found[0], note=found[1], key=found[2])


def issue_date(entry: Entry, paper: Paper) -> PartialDate | None:
    """The date of the version of record, if the entry is one of a paper known as a preprint."""
    stated, known = entry.published, paper.published
    if entry.issued or paper.issued or not (stated and stated.year and known and known.year):
        return entry.issued
    appeared = bool(entry.venue) and (entry.type is None or entry.type in _TYPES_IN_CONTAINERS)
    is_later = stated.sort_key > known.sort_key and stated.latest > known.latest
    return stated if appeared and is_later and paper.arxiv and not paper.venue else None


def _merge_tags(stated: Sequence[str], suggested: Sequence[str]) -> tuple[str, ...]:
    """The stated tags, then suggested ones up to the usual number of tags."""
    found: dict[str, str] = {}
    for tag in stated[:MAX_LIST_ITEMS]:
        found.setdefault(tag_key(tag), tag)
    for tag in suggested:
        if len(found) < MAX_TAGS_PER_PAPER:
            found.setdefault(tag_key(tag), tag)
    return tuple(found.values())


def _unique_key(paper: Paper, taken: Collection[str]) -> str:
    """The citation key to write; empty if the generated one serves."""
    key = next(key for key in candidate_keys(paper) if key.casefold() not in taken)
    return key if is_valid_key(paper.key) or key != generate_key(paper) else ""
