"""What a paper takes of an entry besides what both state alike: tags, a note, a date, a key."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from generator.model import MAX_LIST_ITEMS, Entry, Paper, PartialDate
from generator.suggest.tags import MOST
from generator.text.citation_keys import candidate_keys, is_valid_key, made_key
from generator.text.tag_spelling import identity

_CONTAINED = ("article-journal", "paper-conference", "chapter")


def with_claims(
    paper: Paper, entries: Sequence[Entry], papers: Iterable[Paper], keys: Collection[str]
) -> Paper:
    """A new paper with the keywords, the annotation and the citation key of its sources.

    Args:
        paper: the new paper with its suggested tags.
        entries: what sources say of it, the most trusted first.
        papers: the papers of the list, whose spelling of tags counts.
        keys: citation keys, in lower case, that other papers have.
    """
    stated = [word for entry in entries for word in entry.keywords]
    note = next((entry.annotation for entry in entries if entry.annotation), "")
    return replace(
        paper,
        tags=_merged(_spelled(stated, papers), paper.tags),
        note=paper.note or note,
        key=_free_key(paper, keys),
    )


def issued_by(entry: Entry, paper: Paper) -> PartialDate | None:
    """The date of the version of record that an entry tells of a paper known as a preprint."""
    said, known = entry.published, paper.published
    if entry.issued or paper.issued or not (said and said.year and known and known.year):
        return entry.issued
    appeared = bool(entry.venue) and (entry.type is None or entry.type in _CONTAINED)
    is_later = said.sort_key > known.sort_key and said.latest > known.latest
    return said if appeared and is_later and paper.arxiv and not paper.venue else None


def _spelled(words: Iterable[str], papers: Iterable[Paper]) -> list[str]:
    """Words as the list's tags spell them; others in lower case."""
    uses = Counter(tag for paper in papers for tag in paper.tags)
    known: dict[str, str] = {}
    for tag in sorted(uses, key=lambda tag: (-uses[tag], tag)):
        known.setdefault(identity(tag), tag)
    return [known.get(identity(word), word.lower()) for word in words]


def _merged(stated: Sequence[str], suggested: Sequence[str]) -> tuple[str, ...]:
    """The stated tags, then suggested ones while there are few; each once."""
    found: dict[str, str] = {}
    for tag in stated[:MAX_LIST_ITEMS]:
        found.setdefault(identity(tag), tag)
    for tag in suggested:
        if len(found) < MOST:
            found.setdefault(identity(tag), tag)
    return tuple(found.values())


def _free_key(paper: Paper, taken: Collection[str]) -> str:
    """The key to write: the source's, or one of its own where another paper has that one."""
    key = next(key for key in candidate_keys(paper) if key.casefold() not in taken)
    return key if is_valid_key(paper.key) or key != made_key(paper) else ""
