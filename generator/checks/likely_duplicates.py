"""Detect papers that may be one paper under two titles.

Two papers are likely duplicates by one of three rules:

- name: their titles have the same name before the colon;
- letters: the letters of their titles are nearly the same (`MIN_LETTERS_RATIO`);
- author: they have the same first author and share most words of the title (`MIN_SHARED_WORDS`).
  Parts and versions (`Part II`, `V2`) differ in a number and are different papers.

`check` uses the author rule alone, because it must hardly ever be wrong. The health page adds the
name rule, and the summary of a change, which compares few papers with the list, all three. People
judge the results of both.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import ceil
from typing import Literal

from generator.checks.duplicates import arxiv_key, title_key
from generator.model import Paper
from generator.text.identifiers import normalize_doi
from generator.text.memo import kept_call
from generator.text.person_names import family_name
from generator.text.sanitize import to_text
from generator.text.short_titles import name_before_colon
from generator.text.slugs import comparison_key

MIN_LETTERS_RATIO = 0.85  # of difflib: some words differ, or one of eight letters
MIN_SHARED_WORDS = 0.7  # part of the words of both titles, by the same first author
MAX_LIKELY_DUPLICATES = 3  # of one paper
_MAX_TITLES_PER_WORD = 100
_MAX_TRIGRAMS_PER_TITLE, _MAX_PAPERS_PER_TRIGRAM, _MAX_COMPARED_PAPERS = 12, 100, 8
_MIN_NAME_LETTERS, _MAX_KEY_LETTERS = 3, 500
_WORD = re.compile(r"[^\W_]+")
_ORDINAL = re.compile(r".*\d.*|[ivx]+|part")


@dataclass(frozen=True, kw_only=True, slots=True)
class LikelyDuplicate:
    """A likely duplicate, because of the same `name` before the colon or a similar `title`."""

    id: str
    title: str
    reason: Literal["name", "title"]
    score: float


def likely_duplicates(papers: Sequence[Paper]) -> Iterator[tuple[Paper, Paper]]:
    """Each paper that is a likely duplicate of an earlier one, with that one.

    By the name and author rules: comparing letters is too slow for all papers of a large list.
    """
    similar = {paper.id: other for paper, other in similar_by_author(papers)}
    first: dict[str, Paper] = {}
    for place, paper in enumerate(papers):
        name = _titled_paper(paper, place).name
        same_name = first.setdefault(name, paper) if len(name) >= _MIN_NAME_LETTERS else paper
        other = same_name if same_name is not paper else similar.get(paper.id)
        if other:
            yield paper, other


def similar_by_author(papers: Iterable[Paper]) -> Iterator[tuple[Paper, Paper]]:
    """Each paper with the earliest one that it duplicates by the author rule.

    Papers that share an arXiv id, a DOI or the whole title are left to more certain checks.
    """
    by_author: dict[str, list[tuple[int, Paper]]] = defaultdict(list)
    for place, paper in enumerate(papers):
        if author := _first_author(paper):
            by_author[author].append((place, paper))
    groups: dict[tuple[str, frozenset[str]], list[_TitledPaper]] = defaultdict(list)
    for author, written in by_author.items():
        for place, paper in written if len(written) > 1 else ():
            titled = _titled_paper(paper, place)
            groups[author, titled.ordinals].append(titled)
    found = (pair for group in groups.values() for pair in _similar_pairs(group))
    for titled, other in sorted(found, key=lambda pair: pair[0].place):
        yield titled.paper, other.paper


class DuplicateIndex:
    """An index of titles that finds the likely duplicates of a paper.

    Every title is indexed once, by its name before the colon and by the three-letter pieces of its
    key. A title is then compared only with the few that share the most of its rarest pieces.
    """

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._titled = {paper.id: _titled_paper(paper, i) for i, paper in enumerate(papers)}
        self._named: dict[str, list[str]] = defaultdict(list)
        self._pieces: dict[str, list[str]] = defaultdict(list)
        for id_, titled in self._titled.items():
            self._named[titled.name].append(id_)
            for piece in _trigrams(titled.letters):
                self._pieces[piece].append(id_)

    def find(self, paper: Paper) -> tuple[LikelyDuplicate, ...]:
        """The likely duplicates of a paper in the index except itself, the most similar first."""
        titled = _titled_paper(paper, 0)
        found = [*self._same_name(titled), *self._similar(titled)]
        found.sort(key=lambda near: (-near.score, near.id))
        first = {near.id: near for near in reversed(found)}
        ranked = sorted(first.values(), key=lambda near: (-near.score, near.id))
        return tuple(ranked[:MAX_LIKELY_DUPLICATES])

    def _same_name(self, titled: "_TitledPaper") -> list[LikelyDuplicate]:
        if len(titled.name) < _MIN_NAME_LETTERS:
            return []
        others = self._named.get(titled.name, ())[:_MAX_PAPERS_PER_TRIGRAM]
        return [
            self._near(other, "name", 1.0)
            for other in others
            if other != titled.paper.id and (titled.has_colon or self._titled[other].has_colon)
        ]

    def _similar(self, titled: "_TitledPaper") -> list[LikelyDuplicate]:
        own = titled.paper.id in self._titled
        counts = {
            piece: len(self._pieces.get(piece, ())) - own for piece in _trigrams(titled.letters)
        }
        shared = {piece: count for piece, count in counts.items() if count > 0}
        rarest = sorted(shared, key=lambda piece: (shared[piece], piece))[:_MAX_TRIGRAMS_PER_TITLE]
        having = (self._pieces[piece][:_MAX_PAPERS_PER_TRIGRAM] for piece in rarest)
        votes = Counter(id_ for ids in having for id_ in ids)
        votes.pop(titled.paper.id, None)
        compared = sorted(votes, key=lambda id_: (-votes[id_], id_))[:_MAX_COMPARED_PAPERS]
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(titled.letters)
        found: list[LikelyDuplicate] = []
        for id_ in compared:
            other = self._titled[id_]
            matcher.set_seq1(other.letters)
            if titled.is_similar_by_author(other):
                found.append(self._near(id_, "title", round(matcher.ratio(), 3)))
            elif min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= MIN_LETTERS_RATIO and (
                (score := matcher.ratio()) >= MIN_LETTERS_RATIO
            ):
                found.append(self._near(id_, "title", round(score, 3)))
        return found

    def _near(self, id_: str, reason: Literal["name", "title"], score: float) -> LikelyDuplicate:
        title = self._titled[id_].paper.title
        return LikelyDuplicate(id=id_, title=title, reason=reason, score=score)


def _trigrams(title: str) -> dict[str, None]:
    """The three-letter pieces of a key, each once, in order; a short key is one piece."""
    return dict.fromkeys(title[i : i + 3] for i in range(max(1, len(title) - 2)))


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class _TitledPaper:
    """A paper with the data to compare.

    `keys` are its arXiv id, DOI and whole title, which other checks compare.
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

    def is_similar_by_author(self, other: "_TitledPaper") -> bool:
        """Whether the first author is the same and the titles share most words."""
        by_one = bool(self.author) and self.author == other.author
        return by_one and self.ordinals == other.ordinals and _are_similar(self.words, other.words)


def _first_author(paper: Paper) -> str:
    """The key of the first author's family name; empty without one."""
    return kept_call(_first_author, (paper,), _find_first_author)


def _find_first_author(paper: Paper) -> str:
    return comparison_key(family_name(paper.authors.listed[0])) if paper.authors else ""


def _titled_paper(paper: Paper, place: int) -> _TitledPaper:
    return kept_call(_titled_paper, (paper, str(place)), lambda *_: _read_title(paper, place))


def _read_title(paper: Paper, place: int) -> _TitledPaper:
    title = to_text(paper.title)
    name = name_before_colon(title)
    words = frozenset(_WORD.findall(title.casefold()))
    arxiv = arxiv_key(paper.arxiv) if paper.arxiv else ""
    return _TitledPaper(
        paper=paper, place=place, words=words,
        ordinals=frozenset(filter(_ORDINAL.fullmatch, words)),
        keys=(arxiv, normalize_doi(paper.doi).lower(), title_key(paper.title)),
        author=_first_author(paper),
        name=comparison_key(name) if name else title_key(paper.title), has_colon=bool(name),
    )  # fmt: skip


def _similar_pairs(group: Sequence[_TitledPaper]) -> Iterator[tuple[_TitledPaper, _TitledPaper]]:
    """Each paper with the earliest one before it with a similar title and no key in common.

    Two sets of words that share the part `MIN_SHARED_WORDS` have one of each other's rarest words
    in common (Bayardo, Ma and Srikant, "Scaling up all pairs similarity search", 2007), so each
    title is compared only with those; and of one word, only with the first `_MAX_TITLES_PER_WORD`.
    """
    counts = Counter(word for words in {titled.words for titled in group} for word in words)
    by_words: dict[frozenset[str], _EarliestPaper] = {}
    having: dict[str, list[frozenset[str]]] = {}
    for titled in group if len(group) > 1 else ():
        words = titled.words
        rarest = sorted(words, key=lambda word: (counts[word], word))
        rarest = rarest[: len(words) - ceil(MIN_SHARED_WORDS * len(words)) + 1]
        candidates = {each for word in rarest for each in having.get(word, ())}
        similar = [by_words[each] for each in candidates if _are_similar(words, each)]
        if words in by_words:
            similar.append(by_words[words])
        others = [other for each in similar if (other := each.find_without_shared_key(titled))]
        if others:
            yield titled, min(others, key=lambda other: other.place)
        if words not in by_words:
            by_words[words] = _EarliestPaper()
            for word in rarest:
                if len(known := having.setdefault(word, [])) < _MAX_TITLES_PER_WORD:
                    known.append(words)
        by_words[words].add(titled)


def _are_similar(words: frozenset[str], others: frozenset[str]) -> bool:
    return len(words & others) >= MIN_SHARED_WORDS * len(words | others)


class _EarliestPaper:
    """Finds the earliest of some papers that shares no key with a given paper, in constant time.

    A pair that shares a key is an error already. The first paper is kept, and for each kind of key
    the papers that do not share this key with it: they remain for a paper that does.
    """

    def __init__(self, kinds: frozenset[int] = frozenset(range(3))) -> None:
        self._first: _TitledPaper | None = None
        self._kinds = kinds
        self._others: dict[int, _EarliestPaper] = {}

    def add(self, titled: _TitledPaper) -> None:
        """Add a paper; they come in the order of the list."""
        if self._first is None:
            self._first = titled
            return
        for kind in self._kinds - {*self._shared(titled)}:
            others = self._others.setdefault(kind, _EarliestPaper(self._kinds - {kind}))
            others.add(titled)

    def find_without_shared_key(self, titled: _TitledPaper) -> _TitledPaper | None:
        """The earliest paper that shares no key with this one."""
        shared = list(self._shared(titled))
        if not shared:
            return self._first
        others = self._others.get(shared[0])
        return others.find_without_shared_key(titled) if others else None

    def _shared(self, titled: _TitledPaper) -> Iterator[int]:
        if self._first is not None:
            pairs = zip(titled.keys, self._first.keys, strict=True)
            yield from (kind for kind, (own, other) in enumerate(pairs) if own and own == other)
