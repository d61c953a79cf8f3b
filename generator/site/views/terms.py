"""The terms of a list (tags, and keywords of `topics.yml`) and the papers that have them.

Only reviewed words are terms, so that topic pages show no accidents of wording. A paper has a term
if it is tagged with it, or if its title or abstract contains it.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TypeVar

from generator.model import Catalog, Topic
from generator.text.english import LINKING_WORDS, singular
from generator.text.log_odds import log_odds_z_score
from generator.text.memo import memoized
from generator.text.sanitize import to_text
from generator.text.stored import Stored

_MIN_PAPERS_PER_TAG = 2  # tags of fewer papers are not terms
_MIN_COMMON_PAPERS, _COMMON_SHARE = 10, 20  # more papers, or one of so many, have common terms
_MIN_Z_SCORE = 1.6  # about five of a hundred terms reach it by chance
_BOUNDARY_WORDS = LINKING_WORDS | {"our", "that", "we"}  # keywords may be clauses
_WORD = re.compile(r"[^\W_]+[+#]*")

Term = tuple[str, ...]
Occurrences = tuple[tuple[Term, str], ...]  # terms, and how each is spelled
PaperTerms = tuple[str, tuple[str, ...], Occurrences]
_Value = TypeVar("_Value")


class TermIndex:
    """All terms of a list, each with the ids of the papers that have it.

    A term is a tuple of folded words; a `*` after its last word stands for any ending.

    Args:
        phrases: the keywords of all topics.
        tags: the tags that are terms.
        papers: the id of each paper, its tags, and the terms written in it.

    Attributes:
        spellings: each term as editors spell it.
        tags: the tag of each term that is one.
        papers_with: the ids of the papers that have a term.
        terms_of: the terms of each paper, by its id.
        paper_count: the number of papers of the list.
        common_count: a term that more papers have says little of them.
    """

    def __init__(
        self, phrases: Iterable[str], tags: Iterable[str], papers: Collection[PaperTerms]
    ) -> None:
        self.tags = _tags_by_term(tags)
        self.spellings = _spellings(phrases, self.tags)
        folded = _Memo(fold_words)
        self.paper_count = len(papers)
        self.common_count = max(_MIN_COMMON_PAPERS, self.paper_count // _COMMON_SHARE)
        self.papers_with: dict[Term, set[str]] = {}
        self.terms_of: dict[str, frozenset[Term]] = {}
        self._spelling_counts: dict[Term, Counter[str]] = {}
        for id_, tagged_with, written in papers:
            tagged = (term for tag in tagged_with if (term := folded[tag]) in self.spellings)
            for term, spelling in written:
                self._spelling_counts.setdefault(term, Counter())[spelling] += 1
            found = frozenset((*tagged, *(term for term, _ in written)))
            self.terms_of[id_] = found
            for term in found:
                self.papers_with.setdefault(term, set()).add(id_)

    def display_name(self, term: Term) -> str:
        """A term as editors spell it; one with an open end, as papers spell it most often."""
        return self.common_spelling(term) if term[-1].endswith("*") else self.spellings[term]

    def common_spelling(self, term: Term) -> str:
        """A term as papers spell it most often: `KV cache` if the tag is `kv cache`."""
        counts = self._spelling_counts.get(term, {self.spellings[term]: 1})
        return min(counts, key=lambda spelling: (-counts[spelling], spelling))

    def rarest_names(self, terms: Iterable[Term]) -> list[str]:
        """Some terms as papers spell them, rare ones first; without those of much of the list."""
        names, ranks = self._rare_names
        return [names[rank] for rank in sorted(ranks[term] for term in terms if term in ranks)]

    @cached_property
    def _rare_names(self) -> tuple[list[str], dict[Term, int]]:
        """The terms that can be shown and are not common, rarest first; and the place of each."""
        uses = {term: len(ids) for term, ids in self.papers_with.items() if _is_name(term)}
        rare = sorted((n, term) for term, n in uses.items() if n <= self.common_count)
        ranks = {term: rank for rank, (_, term) in enumerate(rare)}
        return [self.common_spelling(term) for _, term in rare], ranks

    def distinctive_terms(self, papers: Collection[str]) -> dict[Term, float]:
        """The terms that distinguish some papers from the list, with their z-scores (log odds)."""
        inside = Counter(term for id_ in papers for term in self.terms_of[id_])
        terms = [term for term in inside if _is_name(term)]
        counts = [inside[term] for term in terms], [len(self.papers_with[term]) for term in terms]
        scores = (
            log_odds_z_score(counts[0], len(papers), counts[1], self.paper_count).round(6).tolist()
        )
        return {term: z for term, z in zip(terms, scores, strict=True) if z >= _MIN_Z_SCORE}


_term_index = memoized(TermIndex)


def term_index(catalog: Catalog) -> TermIndex:
    """The terms of a list; in a preview, the same index as long as it has the same terms."""
    phrases = tuple(phrase for topic in catalog.topics for phrase in topic.keywords)
    tags = tuple(t for t, papers in catalog.by_tag.items() if len(papers) >= _MIN_PAPERS_PER_TAG)
    finder = _term_finder(tuple(_spellings(phrases, _tags_by_term(tags))))
    written = finder.find.each((paper.title, paper.abstract) for paper in catalog.papers)
    papers = zip(catalog.papers, written, strict=True)
    return _term_index(
        phrases, tags, tuple((paper.id, paper.tags, terms) for paper, terms in papers)
    )


def _tags_by_term(tags: Iterable[str]) -> dict[Term, str]:
    found: dict[Term, str] = {}
    for tag in tags:
        found.setdefault(fold_words(tag), tag)
    return found


def _spellings(phrases: Iterable[str], tags: Mapping[Term, str]) -> dict[Term, str]:
    """Each term as editors spell it."""
    found: dict[Term, str] = {}
    for phrase in phrases:
        found.setdefault(_keyword_term(phrase), phrase)
    found |= tags
    found.pop((), None)  # a keyword without letters or digits
    return found


class _Memo(dict[str, _Value]):
    """The results of a function by word: texts of a list have the same words again and again."""

    def __init__(self, function: Callable[[str], _Value]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> _Value:
        self[word] = value = self._function(word)
        return value


class _TermFinder:
    """Finds terms in texts."""

    def __init__(self, terms: Collection[Term]) -> None:
        self._terms = frozenset(terms)
        self._open_ended = _open_ended_terms(terms)
        self._prefixes = {term[:end] for term in terms for end in range(1, len(term))}
        self._folded = _Memo(lambda word: singular(word.lower()))
        first = {term[0] for term in terms if not term[0].endswith("*")}
        open_ended = {term[0] for term in self._open_ended if len(term) == 1}
        self._begins_term = _Memo(lambda word: word in first or word[:3] in open_ended)
        self.find = Stored(self._find, Occurrences, "terms of a paper", (tuple(terms),))

    def _find(self, *texts: str) -> Occurrences:
        """Each occurrence of a term in some texts, and how it is spelled there."""
        return tuple(found for text in texts for found in self._find_terms(to_text(text)))

    def _find_terms(self, plain: str) -> Iterator[tuple[Term, str]]:
        matches = list(_WORD.finditer(plain))
        words = tuple([self._folded[match[0]] for match in matches])
        starts = [i for i, word in enumerate(words) if self._begins_term[word]]
        for start in starts:
            for end in range(start + 1, len(matches) + 1):
                last = matches[end - 1]
                for term in self._matching_terms(words[start:end], last.group().lower()):
                    yield term, plain[matches[start].start() : last.end()]
                if words[start:end] not in self._prefixes:
                    break

    def _matching_terms(self, words: Term, last: str) -> Iterator[Term]:
        """The terms that consecutive words match; `last` is the last word before folding."""
        if words in self._terms:
            yield words
        for term in self._open_ended.get((*words[:-1], words[-1][:3]), ()):
            if last.startswith(term[-1][:-1]):
                yield term


_term_finder = memoized(_TermFinder)


def fold_words(text: str) -> Term:
    """The words of a text in lowercase and singular."""
    return tuple(singular(word) for word in _WORD.findall(text.lower()))


def keyword_terms(topic: Topic) -> set[Term]:
    """The terms of a topic's keywords."""
    return {_keyword_term(phrase) for phrase in topic.keywords}


def terms_overlap(one: Term, other: Term) -> bool:
    """Whether one of two terms has all words of the other."""
    return {*one} <= {*other} or {*other} <= {*one}


_fold_name = lru_cache(maxsize=10_000)(fold_words)


def without_overlap(names: Iterable[str]) -> list[str]:
    """Names of terms without those that have all words of an earlier one, or fewer."""
    found: dict[str, Term] = {}
    for name in names:
        term = _fold_name(name)
        if not any(terms_overlap(term, other) for other in found.values()):
            found[name] = term
    return list(found)


def _is_name(term: Term) -> bool:
    """Whether a term can be shown: `benchmark for` only helps to find papers."""
    return term[0] not in _BOUNDARY_WORDS and term[-1] not in _BOUNDARY_WORDS


def _keyword_term(phrase: str) -> Term:
    """The term of a keyword; a `*` at its end stays."""
    if not phrase.endswith("*"):
        return fold_words(phrase)
    found = _WORD.findall(phrase.lower())
    return (*map(singular, found[:-1]), f"{found[-1]}*") if found else ()


def _open_ended_terms(terms: Iterable[Term]) -> Mapping[Term, Sequence[Term]]:
    """The terms with an open end, by their words with the last cut to three letters."""
    found: dict[Term, list[Term]] = {}
    for term in terms:
        if term and term[-1].endswith("*"):
            found.setdefault((*term[:-1], term[-1][:-1][:3]), []).append(term)
    return found
