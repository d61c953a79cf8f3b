"""Telling words and pairs of words of texts: what papers share that share no tag or keyword."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from generator.model import Paper
from generator.text.english import (
    ALL_STOP_WORDS,
    BOILERPLATE,
    GENERAL_NOUNS,
    STOP_WORDS,
    singular,
)
from generator.text.sanitize import to_text
from generator.text.stored import Stored

_TOKEN = re.compile(r"(\W*)([^\W\d_][\w-]*\w)(\W*)")  # a word between punctuation
_EMPTY_WORDS = ALL_STOP_WORDS | STOP_WORDS | BOILERPLATE | GENERAL_NOUNS
_MIN_WORD_CHARACTERS, _MIN_SINGLE_WORD_CHARACTERS = 3, 7  # shorter ones alone say little
_ADVERB = "ly"


def shared_phrases(papers: Iterable[Paper], common: int) -> dict[str, dict[str, str]]:
    """By the id of each paper its telling phrases that some other papers have, too.

    Args:
        papers: the papers.
        common: phrases of more papers say little of them, and are left out.

    Returns:
        Phrases in singular and lowercase, each as the paper spells it first; rare ones first.
    """
    papers = tuple(papers)
    found = list(_packed_phrases.each((paper.title, paper.abstract) for paper in papers))
    counts: Counter[str] = Counter()
    for phrases, _ in found:
        counts.update(phrases.split("\n"))
    shared = {phrase: count for phrase, count in counts.items() if phrase and 1 < count <= common}
    return {
        paper.id: _rare_first(
            dict(zip(*(each.split("\n") for each in packed), strict=True)), shared
        )
        for paper, packed in zip(papers, found, strict=True)
    }


def _rare_first(found: Mapping[str, str], counts: Mapping[str, int]) -> dict[str, str]:
    ranked = sorted((counts[phrase], phrase) for phrase in found.keys() & counts.keys())
    return {phrase: found[phrase] for _, phrase in ranked}


def _pack_phrases(title: str, abstract: str) -> tuple[str, str]:
    """The telling phrases of a paper and their spellings, one a line: a list has a million."""
    found = telling_phrases(title, abstract)
    return "\n".join(found), "\n".join(found.values())


_packed_phrases = Stored(_pack_phrases, tuple[str, str], "telling phrases of a paper")


def telling_phrases(title: str, abstract: str) -> dict[str, str]:
    """Long words of the title, and pairs of words: by their singular, each as spelled first."""
    title, abstract = to_text(title), to_text(abstract)
    found: dict[str, str] = {}
    for token in title.split():
        word, spelled, _, _ = _read_token(token)
        if len(word) >= _MIN_SINGLE_WORD_CHARACTERS:
            found.setdefault(word, spelled.lower() if spelled.istitle() else spelled)
    for text in (abstract, title):  # a title has capitals
        before, before_spelled = "", ""
        for token in text.split():
            word, spelled, is_start, is_end = _read_token(token)
            if before and word and not is_start:
                found.setdefault(f"{before} {word}", f"{before_spelled} {spelled}")
            before, before_spelled = "" if is_end else word, spelled
    return found


@lru_cache(maxsize=100_000)  # texts of a list have the same words again and again
def _read_token(token: str) -> tuple[str, str, bool, bool]:
    """The singular of a telling word, its spelling, and whether punctuation is before or after it.

    The singular is empty for all other words.
    """
    match = _TOKEN.fullmatch(token)
    if not match:
        return "", "", True, True
    before, spelled, after = match.groups()
    word = singular(spelled.lower())
    is_empty = len(word) < _MIN_WORD_CHARACTERS or word in _EMPTY_WORDS or word.endswith(_ADVERB)
    return "" if is_empty else word, spelled, bool(before), bool(after)
