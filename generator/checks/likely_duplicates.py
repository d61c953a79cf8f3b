"""Which papers of a list may be one paper under two titles.

Two papers are likely duplicates by one of three rules:

1. The same name before the colon.
2. Nearly the same letters (`MIN_LETTERS_RATIO`).
3. The same first author and most words (`MIN_SHARED_WORDS`). Parts and versions (`Part II`, `V2`),
   which differ in a number, are different papers by this rule.

`check` uses the third rule alone, which is hardly ever wrong. The health page adds the first, and
the summary of a change, which compares few papers with the list, all three: people judge both.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import ceil
from typing import Literal

from generator.checks.duplicates import arxiv_key
from generator.model import Paper
from generator.text.identifiers import normalize_doi
from generator.text.person_names import family_name
from generator.text.sanitize import to_text
from generator.text.short_titles import name_before_colon
from generator.text.slugs import comparison_key

MIN_LETTERS_RATIO = 0.85  # of difflib: some words differ, or one letter in eight
MIN_SHARED_WORDS = 0.7  # Jaccard index of the words of both titles
MAX_LIKELY_DUPLICATES = 3  # of one paper
_MAX_TITLES_PER_WORD = 100
_MAX_TRIGRAMS_PER_TITLE, _MAX_PAPERS_PER_TRIGRAM, _MAX_COMPARED_PAPERS = 12, 100, 8
_MIN_NAME_LETTERS, _MAX_KEY_LETTERS = 3, 500
_WORD = re.compile(r"[^\W_]+")
_ORDINAL = re.compile(r".*\d.*|[ivx]+|part")


@dataclass(frozen=True, kw_only=True, slots=True)
class LikelyDuplicate:
    """A paper with the same `name` before the colon as another, or a similar `title`."""

    id: str
    title: str
    reason: Literal["name", "title"]
    score: float


def likely_duplicates(papers: Sequence[Paper]) -> Iterator[tuple[Paper, Paper]]:
    """Each paper of a list that may repeat an earlier one, with that one.

    By the first and the third rule: comparing letters takes too long for all papers of a large
    list.
    """
    similar = {paper.id: other for paper, other in similar_by_author(papers)}
    first: dict[str, Paper] = {}
    for place, paper in enumerate(papers):
        name = _compared_title(paper, place).name
        named = first.setdefault(name, paper) if len(name) >= _MIN_NAME_LETTERS else paper
        other = named if named is not paper else similar.get(paper.id)
        if other:
            yield paper, other


def similar_by_author(papers: Iterable[Paper]) -> Iterator[tuple[Paper, Paper]]:
    """Each paper with the earliest one before it that is similar by the third rule.

    Papers that share an arXiv id, a DOI or the whole title are left out: other rules find them.
    """
    groups: dict[tuple[str, frozenset[str]], list[_ComparedTitle]] = defaultdict(list)
    for place, paper in enumerate(papers):
        title = _compared_title(paper, place)
        if title.author:
            groups[title.author, title.ordinals].append(title)
    found = (pair for group in groups.values() for pair in _similar_pairs(group))
    for title, other in sorted(found, key=lambda pair: pair[0].place):
        yield title.paper, other.paper


class DuplicateIndex:
    """An index of titles that finds the likely duplicates of a paper.

    Titles are indexed by the name before the colon and by the trigrams of their key. A title is
    compared only with the few that share the most of its rarest trigrams.
    """

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._by_id = {paper.id: _compared_title(paper, i) for i, paper in enumerate(papers)}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._trigrams: dict[str, list[str]] = defaultdict(list)
        for id_, title in self._by_id.items():
            self._by_name[title.name].append(id_)
            for trigram in _trigrams(title.letters):
                self._trigrams[trigram].append(id_)

    def find(self, paper: Paper) -> tuple[LikelyDuplicate, ...]:
        """The papers of the index most likely to repeat a paper, the likeliest first."""
        title = _compared_title(paper, 0)
        found = [*self._with_same_name(title), *self._with_similar_title(title)]
        found.sort(key=lambda near: (-near.score, near.id))
        first = {near.id: near for near in reversed(found)}
        ranked = sorted(first.values(), key=lambda near: (-near.score, near.id))
        return tuple(ranked[:MAX_LIKELY_DUPLICATES])

    def _with_same_name(self, title: "_ComparedTitle") -> list[LikelyDuplicate]:
        if len(title.name) < _MIN_NAME_LETTERS:
            return []
        others = self._by_name.get(title.name, ())[:_MAX_PAPERS_PER_TRIGRAM]
        return [
            self._likely_duplicate(other, "name", 1.0)
            for other in others
            if other != title.paper.id and (title.has_colon or self._by_id[other].has_colon)
        ]

    def _with_similar_title(self, title: "_ComparedTitle") -> list[LikelyDuplicate]:
        own = title.paper.id in self._by_id
        counts = {
            trigram: len(self._trigrams.get(trigram, ())) - own
            for trigram in _trigrams(title.letters)
        }
        shared = {trigram: count for trigram, count in counts.items() if count > 0}
        rarest = sorted(shared, key=lambda trigram: (shared[trigram], trigram))
        rarest = rarest[:_MAX_TRIGRAMS_PER_TITLE]
        sharing = (self._trigrams[trigram][:_MAX_PAPERS_PER_TRIGRAM] for trigram in rarest)
        votes = Counter(id_ for ids in sharing for id_ in ids)
        votes.pop(title.paper.id, None)
        compared = sorted(votes, key=lambda id_: (-votes[id_], id_))[:_MAX_COMPARED_PAPERS]
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(title.letters)
        found: list[LikelyDuplicate] = []
        for id_ in compared:
            other = self._by_id[id_]
            matcher.set_seq1(other.letters)
            if title.is_similar_by_author(other):
                found.append(self._likely_duplicate(id_, "title", round(matcher.ratio(), 3)))
            elif min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= MIN_LETTERS_RATIO and (
                (score := matcher.ratio()) >= MIN_LETTERS_RATIO
            ):
                found.append(self._likely_duplicate(id_, "title", round(score, 3)))
        return found

    def _likely_duplicate(
        self, id_: str, reason: Literal["name", "title"], score: float
    ) -> LikelyDuplicate:
        title = self._by_id[id_].paper.title
        return LikelyDuplicate(id=id_, title=title, reason=reason, score=score)


def _trigrams(title: str) -> dict[str, None]:
    """Runs of three letters of a key, each once, in order; a shorter key is one itself."""
    return dict.fromkeys(title[i : i + 3] for i in range(max(1, len(title) - 2)))


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class _ComparedTitle:
    """A paper with what is compared of it.

    Attributes:
        keys: of its arXiv id, DOI and whole title, by which other rules find duplicates.
    """

    paper: Paper
    place: int
    words: frozenset[str]
    ordinals: frozenset[str]
    keys: tuple[str, str, str]
    author: str
    name: str
    has_colon: bool

    @property
    def letters(self) -> str:
        """The letters of the title, case and punctuation aside."""
        return self.keys[2][:_MAX_KEY_LETTERS]

    def is_similar_by_author(self, other: "_ComparedTitle") -> bool:
        """Whether the first author is the same and the titles share most words."""
        if not self.author or self.author != other.author or self.ordinals != other.ordinals:
            return False
        return _share_most_words(self.words, other.words)


def _compared_title(paper: Paper, place: int) -> _ComparedTitle:
    title = to_text(paper.title)
    name = name_before_colon(title)
    words = frozenset(_WORD.findall(title.casefold()))
    arxiv = arxiv_key(paper.arxiv) if paper.arxiv else ""
    return _ComparedTitle(
        paper=paper, place=place, words=words,
        ordinals=frozenset(filter(_ORDINAL.fullmatch, words)),
        keys=(arxiv, normalize_doi(paper.doi).lower(), comparison_key(title)),
        author=comparison_key(family_name(paper.authors.listed[0])) if paper.authors else "",
        name=comparison_key(name or title), has_colon=bool(name),
    )  # fmt: skip


def _similar_pairs(
    group: Sequence[_ComparedTitle],
) -> Iterator[tuple[_ComparedTitle, _ComparedTitle]]:
    """Each paper with the earliest one before it that has a similar title and no key in common.

    Two sets of words whose Jaccard index is `MIN_SHARED_WORDS` or more share one of their rarest
    words (prefix filtering: Bayardo, Ma and Srikant, "Scaling up all pairs similarity search",
    2007), so each title is compared only with titles that have one of its rarest words, and only
    with the first `_MAX_TITLES_PER_WORD` of a word.
    """
    counts = Counter(word for words in {title.words for title in group} for word in words)
    by_words: dict[frozenset[str], _EarliestWithoutSharedKey] = {}
    by_rare_word: dict[str, list[frozenset[str]]] = {}
    for title in group if len(group) > 1 else ():
        words = title.words
        rarest = sorted(words, key=lambda word: (counts[word], word))
        rarest = rarest[: len(words) - ceil(MIN_SHARED_WORDS * len(words)) + 1]
        candidates = {each for word in rarest for each in by_rare_word.get(word, ())}
        similar = [by_words[each] for each in candidates if _share_most_words(words, each)]
        if words in by_words:
            similar.append(by_words[words])
        others = [other for each in similar if (other := each.without_key_of(title))]
        if others:
            yield title, min(others, key=lambda other: other.place)
        if words not in by_words:
            by_words[words] = _EarliestWithoutSharedKey()
            for word in rarest:
                if len(known := by_rare_word.setdefault(word, [])) < _MAX_TITLES_PER_WORD:
                    known.append(words)
        by_words[words].add(title)


def _share_most_words(words: frozenset[str], others: frozenset[str]) -> bool:
    return len(words & others) >= MIN_SHARED_WORDS * len(words | others)


class _EarliestWithoutSharedKey:
    """Finds the earliest of some papers that has no key in common with another, in constant time.

    Besides the first paper, it keeps for each kind of key the papers that do not share the first
    one's: only they are left for a paper that does share it.
    """

    def __init__(self, kinds: frozenset[int] = frozenset(range(3))) -> None:
        self._first: _ComparedTitle | None = None
        self._kinds = kinds
        self._others: dict[int, _EarliestWithoutSharedKey] = {}

    def add(self, title: _ComparedTitle) -> None:
        """Add a paper; papers must be added in the order of the list."""
        if self._first is None:
            self._first = title
            return
        for kind in self._kinds - {*self._shared(title)}:
            others = self._others.setdefault(kind, _EarliestWithoutSharedKey(self._kinds - {kind}))
            others.add(title)

    def without_key_of(self, title: _ComparedTitle) -> _ComparedTitle | None:
        """The earliest paper that shares no key with this one."""
        shared = list(self._shared(title))
        if not shared:
            return self._first
        others = self._others.get(shared[0])
        return others.without_key_of(title) if others else None

    def _shared(self, title: _ComparedTitle) -> Iterator[int]:
        if self._first is not None:
            pairs = zip(title.keys, self._first.keys, strict=True)
            yield from (kind for kind, (own, other) in enumerate(pairs) if own and own == other)
