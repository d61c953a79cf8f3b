"""The tagger: it combines statistics of the list with those of one text.

Each candidate has a few features, and a logistic function with one weight per feature
(`FEATURE_WEIGHTS`) gives its probability. The weights are the same for every list and field. The
preferences of a list's editors enter through the statistics of their tags (`ListStatistics`).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import exp, inf, log
from operator import mul
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
    Kind,
    KnownTags,
    candidate_of,
)
from generator.suggest.tags.packed_text import PackedText, pack_text
from generator.suggest.tags.spelling_counts import SpellingCounts
from generator.suggest.tags.tag import MAX_TAGS_PER_PAPER, MIN_TAGS_PER_PAPER, TagSuggestion
from generator.suggest.tags.word_facts import words_of
from generator.suggest.text_cache import TextCache, Texts, read_texts
from generator.text.english import STOP_WORDS, plural

MANY_WORDS = 4  # in a phrase
MAX_TRAINING_PAPERS = 1000  # the most recent ones; each takes a few milliseconds
_TEXTS_PER_BLOCK = 200  # bounds the memory
MIN_PROBABILITY = 0.15  # after the first `MIN_TAGS_PER_PAPER` tags
MIN_PROBABILITY_OF_FIRST_TAGS = 0.05  # so that most papers get the minimum number
_MIN_MARGIN = log(MIN_PROBABILITY_OF_FIRST_TAGS / (1 - MIN_PROBABILITY_OF_FIRST_TAGS)) - 0.001

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
        cache: What was found in texts before.
    """

    def __init__(
        self,
        papers: Sequence[Paper],
        texts: Texts = (),
        weights: Features = FEATURE_WEIGHTS,
        cache: TextCache | None = None,
    ) -> None:
        self._weights = {name: weights[name] for name in FEATURE_WEIGHTS}
        latest = sorted(papers, key=lambda paper: (str(paper.added or ""), paper.id))[
            -MAX_TRAINING_PAPERS:
        ]
        self._papers = {paper.id: paper for paper in latest}
        listed = [(paper.title, paper.abstract) for paper in latest]
        self._texts = dict(_read_packed(listed, cache))
        self._spellings = SpellingCounts([self._texts[each] for each in listed])
        spelling = commonest_spellings(tag for paper in latest for tag in paper.tags)
        self._known = KnownTags(spelling)
        self._margins: dict[Kind, float] = {}
        self._statistics = ListStatistics(
            (count_paper(self._texts[text], paper.tags)
             for text, paper in zip(listed, latest, strict=True)),
            spelling,
        )  # fmt: skip
        self._new_texts: dict[tuple[str, str], _Text] = {}
        self._read_new_texts(texts[:MAX_TRAINING_PAPERS])

    def _read_new_texts(self, texts: Texts) -> None:
        """Count texts that will join the list, and keep what may be suggested for them."""
        used: set[str] = set()
        for title, abstract in texts:
            text = CandidateText(title, abstract)
            self._statistics.add_untagged(text.places.keys())
            self._new_texts[title, abstract] = new = self._probable(text, None, is_counted=False)
            used |= self._known.identities & (text.places.keys() | new.parts.keys())
        if used:
            self._statistics.count_containing(used)

    def suggest(self, title: str, abstract: str) -> tuple[TagSuggestion, ...]:
        """`MIN_TAGS_PER_PAPER` to `MAX_TAGS_PER_PAPER` tags, the most probable first.

        They are fewer if the text has fewer candidates.
        """
        text = self._new_texts.pop((title, abstract), None)
        return self._select(text or self._probable(CandidateText(title, abstract), None), None)

    def suggest_as_new(self, paper: Paper) -> tuple[TagSuggestion, ...]:
        """The tags that a paper of the list would get if it were new: its own are ignored."""
        known, own = self._papers.get(paper.id, paper), self._counted(paper)
        text = self._probable(CandidateText(known.title, known.abstract), own)
        return self._select(text, own)

    def candidate_features(self, paper: Paper) -> list[tuple[str, Features]]:
        """The features of each candidate of a paper of the list, by the identity of its tag."""
        own, known = self._counted(paper), self._papers[paper.id]
        text = self._text(CandidateText(known.title, known.abstract))
        return [
            (
                self._preferred_form(key, text, own),
                dict(zip(FEATURE_WEIGHTS, self._features(key, each, text, own), strict=True)),
            )
            for key, each in {**text.candidates, **text.parts}.items()
        ]

    def _counted(self, paper: Paper) -> CountedPaper | None:
        """A paper as it was counted; None for one that was not."""
        known = self._papers.get(paper.id)
        if known is None:
            return None
        return count_paper(self._texts[known.title, known.abstract], known.tags)

    def _features(
        self, key: str, found: Candidate, text: "_Text", own: CountedPaper | None
    ) -> tuple[float, ...]:
        """The features of a candidate, in the order of `FEATURE_WEIGHTS`."""
        count = len(found.spellings)
        return (
            1.0,
            float(found.in_title),
            log(count),
            self._statistics.commonness(key, own),
            float(found.length == 2),  # noqa: PLR2004 - as the name says
            float(found.length >= MANY_WORDS),
            float(found.is_name),
            found.capital / count,
            float(key == text.name),
            float(key in text.acronyms or key in text.acronyms.values()),
            found.alone / count,
            self._statistics.tagging_rate(key, own),
            self._statistics.word_rates(own)[found.first],
            self._statistics.end_rates(own)[found.last],
        )

    def _probable(
        self, found: CandidateText, own: CountedPaper | None, *, is_counted: bool = True
    ) -> "_Text":
        """A text without the candidates that are certainly below every threshold, as most are.

        They are judged without the features that take time to find: those that can only raise the
        probability must be absent. That of common phrases can only lower it, and is left out until
        all texts are counted.
        """
        margins, known, statistics = self._margins, self._known.identities, self._statistics
        of_first, of_end, of_common = map(
            self._weights.__getitem__, ("first rate", "end rate", "common")
        )
        words, ends = statistics.word_rates(own), statistics.end_rates(own)
        improbable: set[str] = set()
        for key, kind, first, last in found.unrepeated():
            if (margin := margins.get(kind)) is None:
                margin = margins[kind] = self._margin_of_kind(*kind)
            margin += of_first * words[first] + of_end * ends[last]
            if is_counted and margin >= _MIN_MARGIN:
                margin += of_common * statistics.commonness(key, own)
            if margin < _MIN_MARGIN:
                improbable.add(key)
        special = {found.name, *found.acronyms, *found.acronyms.values()}
        return self._text(found, improbable - special - known)

    def _text(self, found: CandidateText, without: Collection[str] = ()) -> "_Text":
        parts = self._known.find(found.words) if self._known.identities else {}
        return _Text(
            name=found.name,
            acronyms=found.acronyms,
            candidates={key: found.candidate(key) for key in found.places if key not in without},
            parts={key: candidate_of(spelling) for key, spelling in parts.items()
                   if key not in found.places},
        )  # fmt: skip

    def _margin_of_kind(
        self, length: int, is_name: bool, is_alone: bool, in_title: bool, is_capital: bool
    ) -> float:
        """The sum of the features that some candidates which occur once have in common."""
        weights = self._weights
        if weights["common"] > 0:
            return inf  # no candidate is certainly improbable
        margin = weights["always"] + weights["alone"] * is_alone + weights["name"] * is_name
        margin += weights["title"] * in_title + weights["capital"] * is_capital
        margin += weights["two words"] * (length == 2)  # noqa: PLR2004 - as the name says
        return margin + weights["many words"] * (length >= MANY_WORDS)

    def _select(self, text: "_Text", own: CountedPaper | None) -> tuple[TagSuggestion, ...]:
        """The best candidates that do not repeat one another."""
        scored: list[tuple[float, str, Candidate]] = []
        weights = self._weights.values()
        for key, found in chain(text.candidates.items(), text.parts.items()):
            if self._statistics.is_boilerplate(key, own):
                continue
            features = self._features(key, found, text, own)
            margin = sum(map(mul, weights, features))
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

    def _preferred_form(self, key: str, text: "_Text", own: CountedPaper | None) -> str:
        """The acronym or its long form, whichever the list or else most papers use."""
        pair = _acronym_pair(key, text)
        if not pair:
            return key
        uses = [self._statistics.papers_tagged(each, own) for each in pair]
        if any(uses):
            return pair[uses[1] >= uses[0]]
        short, long = (text.candidates[each].spelling for each in pair)
        papers = [self._statistics.papers_with(each, own) for each in pair]
        is_short = len(long.split()) >= MANY_WORDS or pair[0] == text.name or papers[0] > papers[1]
        return pair[0] if is_short or _is_coined_name(short, long) else pair[1]

    def _spelling(self, key: str, found: Candidate, own: CountedPaper | None) -> str:
        """The list's spelling of a tag; of a new one the commonest spelling, in lower case."""
        if self._statistics.papers_tagged(key, own):
            return self._statistics.spelling[key]
        uses = self._spellings.of(key)
        uses.update(each.lower() for each in found.spellings)
        return min(uses, key=lambda spelling: (-uses[spelling], spelling))

    def _evidence(self, key: str, found: Candidate, text: "_Text", uses: int) -> Iterator[str]:
        """The evidence in words, the strongest first."""
        if uses:
            yield f"a tag of {plural(uses, 'paper')}"
        if key == text.name:
            yield "the name before the title's colon"
        elif found.in_title:
            yield "in the title"
        if key in text.acronyms or key in text.acronyms.values():
            yield "defined with its acronym"
        if found.is_name:
            yield "written like a name"
        yield f"{plural(len(found.spellings), 'time')} in the text"


def _read_packed(
    texts: Texts, cache: TextCache | None
) -> Iterator[tuple[tuple[str, str], PackedText]]:
    """Each text, packed."""
    for start in range(0, len(texts), _TEXTS_PER_BLOCK):
        block = texts[start : start + _TEXTS_PER_BLOCK]
        for text, packed in zip(block, read_texts(block, "tags", pack_text, cache), strict=True):
            yield text, PackedText(*packed)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Text:
    """What may be suggested for a text.

    Attributes:
        candidates: Its candidates by identity.
        parts: Known tags that are not candidates, but parts of its hyphenated words.
        acronyms: As in `CandidateText`.
        name: As in `CandidateText`.
    """

    candidates: Mapping[str, Candidate]
    parts: Mapping[str, Candidate]
    acronyms: Mapping[str, str]
    name: str


def _acronym_pair(key: str, text: "_Text") -> tuple[str, str] | None:
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
        return any(
            ours <= set(each.words) and len(found.spellings) <= len(each.spellings)
            for each in others
        )
    return ours.issubset(word for each in others for word in each.words) or any(
        ours >= set(each.words) for each in others
    )
