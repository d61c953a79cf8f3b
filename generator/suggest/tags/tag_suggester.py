"""The tagger: it combines statistics of the list with those of one text.

Each candidate has a few features, and a logistic function with one weight per feature
(`FEATURE_WEIGHTS`) gives its probability. The weights are the same for every list and field. The
preferences of a list's editors enter through the statistics of their tags (`ListStatistics`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from math import exp, log
from typing import TypeAlias

from generator.model import Paper
from generator.suggest.tags.background import (
    CountedPaper,
    ListStatistics,
    commonest_spellings,
    count_paper,
)
from generator.suggest.tags.candidates import (
    Candidate,
    CandidateText,
    KnownTags,
    find_candidates,
    words_of,
)
from generator.suggest.tags.tag import MAX_TAGS_PER_PAPER, MIN_TAGS_PER_PAPER, TagSuggestion
from generator.text.english import STOP_WORDS, plural

MAX_TRAINING_PAPERS = 1000  # the most recent ones; each takes a few milliseconds
MIN_PROBABILITY = 0.15  # after the first `MIN_TAGS_PER_PAPER` tags
MIN_PROBABILITY_OF_FIRST_TAGS = 0.05  # so that most papers get the minimum number
_DIGIT = re.compile(r"[0-9]")
_MIN_MARGIN = log(MIN_PROBABILITY_OF_FIRST_TAGS / (1 - MIN_PROBABILITY_OF_FIRST_TAGS)) - 0.001
_MANY_WORDS = 4  # a long form of so many words gives way to its acronym

Features: TypeAlias = Mapping[str, float]
FEATURE_WEIGHTS: Features = {
    "always": -4.1,
    "title": 0.4,
    "count": 1.4,
    "common": -0.9,
    "two words": 1.0,
    "many words": -2.0,
    "name": 0.4,
    "capital": 1.6,
    "own name": 1.6,
    "defined": 2.7,
    "alone": 0.6,
    "tagged": 2.2,
    "first rate": 0.5,
    "end rate": 0.5,
}  # fitted by benchmarks/tags.py --fit


class Tagger:
    """Suggests tags with the statistics of a list.

    Args:
        papers: The papers of the list.
        texts: Titles and abstracts that count as papers without tags.
        weights: The weight of each feature.
    """

    def __init__(
        self,
        papers: Sequence[Paper],
        texts: Sequence[tuple[str, str]] = (),
        weights: Features = FEATURE_WEIGHTS,
    ) -> None:
        self._weights = weights
        latest = sorted(papers, key=lambda paper: (str(paper.added or ""), paper.id))[
            -MAX_TRAINING_PAPERS:
        ]
        self._papers = {paper.id: paper for paper in latest}
        self._spellings = _SpellingCounts()
        spelling = commonest_spellings(tag for paper in self._papers.values() for tag in paper.tags)
        self._known = KnownTags(spelling)
        self._statistics = ListStatistics(self._count_papers(texts[:MAX_TRAINING_PAPERS]), spelling)

    def _count_papers(self, texts: Sequence[tuple[str, str]]) -> Iterator[CountedPaper]:
        for paper in self._papers.values():
            counted = self._count(paper)
            self._spellings.add(counted.text)
            yield counted
        for title, abstract in texts:
            yield count_paper(title, abstract, known=self._known)

    def _count(self, paper: Paper) -> CountedPaper:
        return count_paper(paper.title, paper.abstract, paper.tags, self._known)

    def suggest(self, title: str, abstract: str) -> tuple[TagSuggestion, ...]:
        """`MIN_TAGS_PER_PAPER` to `MAX_TAGS_PER_PAPER` tags, the most probable first.

        They are fewer if the text has fewer candidates.
        """
        return self._select(find_candidates(title, abstract, self._known), None)

    def suggest_as_new(self, paper: Paper) -> tuple[TagSuggestion, ...]:
        """The tags that a paper of the list would get if it were new: its own are ignored."""
        if known := self._papers.get(paper.id):
            own = self._count(known)
            return self._select(own.text, own)
        return self.suggest(paper.title, paper.abstract)

    def candidate_features(self, paper: Paper) -> list[tuple[str, Features]]:
        """The features of each candidate of a paper of the list, by the identity of its tag."""
        own = self._count(self._papers[paper.id])
        return [
            (self._preferred_form(key, own.text, own), self._features(key, found, own.text, own))
            for key, found in self._candidates(own.text)
        ]

    def _candidates(self, text: CandidateText) -> Iterator[tuple[str, Candidate]]:
        """The candidates of a text, and known tags that are parts of its hyphenated words."""
        yield from text.candidates.items()
        for key, spelling in text.known.items():
            if key not in text.candidates:
                yield key, Candidate(spellings={spelling: 1})

    def _features(
        self, key: str, found: Candidate, text: CandidateText, own: CountedPaper | None
    ) -> Features:
        words, count = found.words, found.count
        first = next((word for word in words if word not in STOP_WORDS), words[0])
        return {
            "always": 1.0,
            "title": float(found.in_title > 0),
            "count": log(count),
            "common": self._statistics.commonness(key, own),
            "two words": float(len(words) == 2),  # noqa: PLR2004 - as the name says
            "many words": float(len(words) >= _MANY_WORDS),
            "name": float(_is_name(found.spelling)),
            "capital": found.capital / count,
            "own name": float(key == text.name),
            "defined": float(key in text.acronyms or key in text.acronyms.values()),
            "alone": found.alone / count,
            "tagged": self._statistics.tagging_rate(key, own),
            "first rate": self._statistics.word_rate(first, own),
            "end rate": self._statistics.end_rate(words[-1], own),
        }

    def _is_improbable(
        self, key: str, found: Candidate, text: CandidateText, own: CountedPaper | None
    ) -> bool:
        """Whether a candidate is certainly below every threshold, as most are.

        It is judged without the features that take time to find: those that can only raise the
        probability must be absent, and that of common phrases can only lower it.
        """
        if (
            found.in_title
            or found.capital
            or len(found.spellings) > 1
            or self._statistics.papers_tagged(key, own)
            or key in text.acronyms
            or key == text.name
            or key in text.acronyms.values()
        ):
            return False
        ((spelling, count),) = found.spellings.items()
        words, weights = found.words, self._weights
        margin = weights["always"] + weights["count"] * log(count)
        margin += weights["alone"] * found.alone / count
        if len(words) == 2:  # noqa: PLR2004 - as the name says
            margin += weights["two words"]
        elif len(words) >= _MANY_WORDS:
            margin += weights["many words"]
        if _is_name(spelling):
            margin += weights["name"]
        first = next((word for word in words if word not in STOP_WORDS), words[0])
        margin += weights["first rate"] * self._statistics.word_rate(first, own)
        margin += weights["end rate"] * self._statistics.end_rate(words[-1], own)
        return weights["common"] <= 0 and margin < _MIN_MARGIN

    def _select(self, text: CandidateText, own: CountedPaper | None) -> tuple[TagSuggestion, ...]:
        """The best candidates that do not repeat one another."""
        scored: list[tuple[float, str, Candidate]] = []
        for key, found in self._candidates(text):
            if self._is_improbable(key, found, text, own):
                continue
            if self._statistics.is_boilerplate(key, own):
                continue
            features = self._features(key, found, text, own)
            margin = sum(weight * features[name] for name, weight in self._weights.items())
            scored.append((round(1 / (1 + exp(-margin)), 6), key, found))
        scored.sort(key=lambda each: (-each[0], each[1]))
        tags: dict[str, TagSuggestion] = {}
        selected: list[tuple[Candidate, bool]] = []
        for score, key, found in scored:
            if len(tags) == MAX_TAGS_PER_PAPER or score < (
                MIN_PROBABILITY
                if len(tags) >= MIN_TAGS_PER_PAPER
                else MIN_PROBABILITY_OF_FIRST_TAGS
            ):
                break
            uses = self._statistics.papers_tagged(key, own)
            shown = self._preferred_form(key, text, own)
            others = [other for other, is_known in selected if is_known or not uses]
            if shown not in tags and not _is_redundant(found, others, uses):
                evidence = tuple(self._evidence(key, found, text, uses))
                name = self._spelling(shown, text.candidates.get(shown, found), own)
                tags[shown] = TagSuggestion(name=name, score=score, evidence=evidence)
                pair = _acronym_pair(key, text) or (key,)
                selected += [(text.candidates.get(each, found), uses > 0) for each in pair]
        return tuple(tags.values())

    def _preferred_form(self, key: str, text: CandidateText, own: CountedPaper | None) -> str:
        """The acronym or its long form, whichever the list or else most papers use."""
        pair = _acronym_pair(key, text)
        if not pair:
            return key
        uses = [self._statistics.papers_tagged(each, own) for each in pair]
        if any(uses):
            return pair[uses[1] >= uses[0]]
        short, long = (text.candidates[each].spelling for each in pair)
        papers = [self._statistics.papers_with(each, own) for each in pair]
        is_short = len(long.split()) >= _MANY_WORDS or pair[0] == text.name or papers[0] > papers[1]
        return pair[0] if is_short or _is_coined_name(short, long) else pair[1]

    def _spelling(self, key: str, found: Candidate, own: CountedPaper | None) -> str:
        """The list's spelling of a tag; of a new one the commonest spelling, in lower case."""
        if self._statistics.papers_tagged(key, own):
            return self._statistics.spelling[key]
        uses = self._spellings.of(key)
        for spelling, count in found.spellings.items():
            uses[spelling.lower()] = uses.get(spelling.lower(), 0) + count
        return min(uses, key=lambda spelling: (-uses[spelling], spelling))

    def _evidence(
        self, key: str, found: Candidate, text: CandidateText, uses: int
    ) -> Iterator[str]:
        """The evidence in words, the strongest first."""
        if uses:
            yield f"a tag of {plural(uses, 'paper')}"
        if key == text.name:
            yield "the name before the title's colon"
        elif found.in_title:
            yield "in the title"
        if key in text.acronyms or key in text.acronyms.values():
            yield "defined with its acronym"
        if _is_name(found.spelling):
            yield "written like a name"
        yield f"{plural(found.count, 'time')} in the text"


class _SpellingCounts:
    """How often the papers of a list have each spelling, in lower case, of a phrase.

    Most phrases occur once in one paper: their spelling alone stands for that.
    """

    def __init__(self) -> None:
        self._counts: dict[str, str | dict[str, int]] = {}

    def add(self, text: CandidateText) -> None:
        """Count the candidates of a paper."""
        counts = self._counts
        for key, found in text.candidates.items():
            for spelling, count in found.spellings.items():
                uses = counts.get(key)
                if uses is None and count == 1:
                    counts[key] = spelling.lower()
                    continue
                if not isinstance(uses, dict):
                    uses = counts[key] = {uses: 1} if uses else {}
                uses[spelling.lower()] = uses.get(spelling.lower(), 0) + count

    def of(self, key: str) -> dict[str, int]:
        """The counts of the spellings of a phrase."""
        found = self._counts.get(key, {})
        return {found: 1} if isinstance(found, str) else dict(found)


def _is_name(spelling: str) -> bool:
    """Whether a spelling has digits, or capitals inside a word, as only names have."""
    if spelling.isascii() and spelling.islower():
        return _DIGIT.search(spelling) is not None
    return any(
        any(char.isdigit() or (char.isupper() and i) for i, char in enumerate(word))
        for word in spelling.replace("-", " ").split()
    )


def _acronym_pair(key: str, text: CandidateText) -> tuple[str, str] | None:
    """The acronym and the long form of which a candidate is one; None if it is neither."""
    return next(
        (
            (short, long)
            for short, long in text.acronyms.items()
            if key in (short, long) and {short, long} <= text.candidates.keys()
        ),
        None,
    )


def _is_coined_name(short: str, long: str) -> bool:
    """Whether an acronym is written like a name: LoRA is; MoE, whose `o` means `of`, is not."""
    links = {word[0] for word in words_of(long) if word in STOP_WORDS}
    return any(char.islower() and char not in links for char in short)


def _is_redundant(found: Candidate, others: Sequence[Candidate], uses: int) -> bool:
    """Whether better candidates have all words of a candidate, or it has all words of one.

    A tag that the list uses is redundant only if it does not occur outside of a longer one.
    """
    ours = set(found.words)
    if uses:
        return any(ours <= set(each.words) and found.count <= each.count for each in others)
    return ours.issubset(word for each in others for word in each.words) or any(
        ours >= set(each.words) for each in others
    )
