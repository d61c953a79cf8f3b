"""The list's own terms (tags, and the phrases of `topics.yml`) and the papers that have them.

Only what editors have reviewed becomes a term, so a topic's page shows no accidents of wording.
A paper has a term if it is tagged with it, or if its title or abstract says it.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from generator.model import Catalog, Paper, Topic
from generator.text.english import LINKING_WORDS, singular
from generator.text.log_odds import log_odds_z_score
from generator.text.sanitize import to_text

_MIN_PAPERS_PER_TAG = 2  # papers a tag needs to be a term
_MIN_Z_SCORE = 1.6  # z-score: of a hundred terms that mean nothing, five would seem to tell so much
_BOUNDARY_WORDS = LINKING_WORDS | {"our", "that", "we"}  # phrases of editors may be clauses
_WORD = re.compile(r"[^\W_]+[+#]*")

Term = tuple[str, ...]


class TermIndex:
    """All terms of a list, each with the ids of the papers that have it.

    A term is known by its folded words; a last word that ends with `*` stands for any ending.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.names: dict[Term, str] = {}  # as editors spell them
        self.tags: dict[Term, str] = {}
        for topic in catalog.topics:
            for phrase in topic.keywords:
                self.names.setdefault(_keyword_term(phrase), phrase)
        for tag, papers in catalog.by_tag.items():
            if len(papers) >= _MIN_PAPERS_PER_TAG:
                self.tags.setdefault(fold_words(tag), tag)
        self.names |= self.tags
        self.names.pop((), None)  # of signs alone
        self._stems = _open_ended_terms(self.names)
        self._beginnings = {term[:end] for term in self.names for end in range(1, len(term))}
        self.size = len(catalog.papers)
        self.having: dict[Term, set[str]] = {}
        self.of: dict[str, frozenset[Term]] = {}
        self._said: dict[Term, Counter[str]] = {}
        for paper in catalog.papers:
            found = frozenset(self._found(paper))
            self.of[paper.id] = found
            for term in found:
                self.having.setdefault(term, set()).add(paper.id)

    def name(self, term: Term) -> str:
        """A term as editors spell it; where they left its end open, as papers mostly end it."""
        return self.spelt(term) if term[-1].endswith("*") else self.names[term]

    def spelt(self, term: Term) -> str:
        """A term as papers mostly spell it: `KV cache` where the tag is `kv cache`."""
        said = self._said.get(term, {self.names[term]: 1})
        return min(said, key=lambda text: (-said[text], text))

    def telling(self, papers: Collection[str]) -> dict[Term, float]:
        """The terms that set papers apart from the others of the list, by how clearly.

        The measure is the z-score of the log odds.
        """
        inside = Counter(term for id_ in papers for term in self.of[id_])
        names = [term for term in inside if _is_name(term)]
        counts = [inside[term] for term in names], [len(self.having[term]) for term in names]
        scores = log_odds_z_score(counts[0], len(papers), counts[1], self.size).round(6).tolist()
        return {term: z for term, z in zip(names, scores, strict=True) if z >= _MIN_Z_SCORE}

    def _found(self, paper: Paper) -> Iterator[Term]:
        yield from (term for term in map(fold_words, paper.tags) if term in self.names)
        for text in (paper.title, paper.abstract):
            plain = to_text(text)
            found = list(_WORD.finditer(plain))
            whole = tuple(singular(match.group().lower()) for match in found)
            for start in range(len(found)):
                for end in range(start + 1, len(found) + 1):
                    last = found[end - 1]
                    for term in self._at(whole[start:end], last.group().lower()):
                        said = plain[found[start].start() : last.end()]
                        self._said.setdefault(term, Counter())[said] += 1
                        yield term
                    if whole[start:end] not in self._beginnings:
                        break

    def _at(self, place: Term, last: str) -> Iterator[Term]:
        """The terms that some words on end are; the last of them as it stands there."""
        if place in self.names:
            yield place
        for stem in self._stems.get((*place[:-1], place[-1][:3]), ()):
            if last.startswith(stem[-1][:-1]):
                yield stem


def fold_words(text: str) -> Term:
    """Folded words without a plural s."""
    return tuple(singular(word) for word in _WORD.findall(text.lower()))


def keyword_terms(topic: Topic) -> set[Term]:
    """The terms of a topic's own phrases."""
    return {_keyword_term(phrase) for phrase in topic.keywords}


def terms_overlap(one: Term, other: Term) -> bool:
    """Whether two terms say the same: one has all words of the other."""
    return {*one} <= {*other} or {*other} <= {*one}


def _is_name(term: Term) -> bool:
    """Whether a phrase names something: `benchmark for` only helps to find papers."""
    return term[0] not in _BOUNDARY_WORDS and term[-1] not in _BOUNDARY_WORDS


def _keyword_term(phrase: str) -> Term:
    """The words of an editor's phrase; the star at its end stays with the last."""
    if not phrase.endswith("*"):
        return fold_words(phrase)
    found = _WORD.findall(phrase.lower())
    return (*map(singular, found[:-1]), f"{found[-1]}*") if found else ()


def _open_ended_terms(terms: Iterable[Term]) -> Mapping[Term, Sequence[Term]]:
    """The terms with an open end, by their words and three letters of the last."""
    found: dict[Term, list[Term]] = {}
    for term in terms:
        if term and term[-1].endswith("*"):
            found.setdefault((*term[:-1], term[-1][:-1][:3]), []).append(term)
    return found
