"""The tagger: it combines statistics of the list with those of one text.

Each candidate has a few features, and a logistic function with one weight per feature
(`FEATURE_WEIGHTS`) gives its probability. The weights are the same for every list and field. The
preferences of a list's editors enter through the statistics of their tags (`ListStatistics`).
"""

from collections.abc import Iterator, Mapping, Sequence
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
from generator.suggest.tags.candidates import Candidate, KnownTags, words_of
from generator.suggest.tags.packed_text import (
    MANY_WORDS,
    Candidates,
    PackedText,
    first_word,
    is_name,
    is_plain,
    pack_text,
    plain_kind,
    unpack_candidate,
)
from generator.suggest.tags.spelling_counts import SpellingCounts
from generator.suggest.tags.tag import MAX_TAGS_PER_PAPER, MIN_TAGS_PER_PAPER, TagSuggestion
from generator.suggest.text_cache import TextCache, Texts, read_texts
from generator.text.english import STOP_WORDS, plural

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
        listed = [(paper.title, paper.abstract) for paper in self._papers.values()]
        texts = texts[:MAX_TRAINING_PAPERS]
        self._texts = dict(_read_packed((*listed, *texts), cache))
        self._spellings = SpellingCounts([self._texts[each] for each in listed])
        spelling = commonest_spellings(tag for paper in self._papers.values() for tag in paper.tags)
        self._known = KnownTags(spelling)
        self._margins: dict[str, float] = {}
        tags = (*(paper.tags for paper in self._papers.values()), *((),) * len(texts))
        self._statistics = ListStatistics(
            (count_paper(self._texts[text], tags[i])
             for i, text in enumerate((*listed, *texts))),
            spelling,
        )  # fmt: skip

        if texts:
            new = [self._texts[text] for text in texts]
            self._statistics.count_containing(
                key for text in new for key in (*text.key_list(), *self._known.find(text.words))
                if key in self._known.identities
            )  # fmt: skip

    def suggest(self, title: str, abstract: str) -> tuple[TagSuggestion, ...]:
        """`MIN_TAGS_PER_PAPER` to `MAX_TAGS_PER_PAPER` tags, the most probable first.

        They are fewer if the text has fewer candidates.
        """
        return self._select(self._packed(title, abstract), None)

    def suggest_as_new(self, paper: Paper) -> tuple[TagSuggestion, ...]:
        """The tags that a paper of the list would get if it were new: its own are ignored."""
        known = self._papers.get(paper.id, paper)
        return self._select(self._packed(known.title, known.abstract), self._counted(paper))

    def candidate_features(self, paper: Paper) -> list[tuple[str, Features]]:
        """The features of each candidate of a paper of the list, by the identity of its tag."""
        own, known = self._counted(paper), self._papers[paper.id]
        text = _Text(self._packed(known.title, known.abstract))
        found = {**text.candidates, **dict(self._parts_of_words(text))}
        return [
            (
                self._preferred_form(key, text, own),
                dict(zip(FEATURE_WEIGHTS, self._features(key, each, text, own), strict=True)),
            )
            for key, each in found.items()
        ]

    def _packed(self, title: str, abstract: str) -> PackedText:
        known = self._texts.get((title, abstract))
        return known or PackedText(*pack_text(title, abstract))

    def _counted(self, paper: Paper) -> CountedPaper | None:
        """A paper as it was counted; None for one that was not."""
        known = self._papers.get(paper.id)
        if known is None:
            return None
        return count_paper(self._texts[known.title, known.abstract], known.tags)

    def _parts_of_words(self, text: "_Text") -> Iterator[tuple[str, Candidate]]:
        """Known tags that are not candidates of a text, but parts of its hyphenated words."""
        for key, spelling in self._known.find(text.words).items():
            if key not in text.candidates:
                yield key, Candidate({spelling: 1})

    def _features(
        self, key: str, found: Candidate, text: "_Text", own: CountedPaper | None
    ) -> tuple[float, ...]:
        """The features of a candidate, in the order of `FEATURE_WEIGHTS`."""
        words, count = found.words, found.count
        return (
            1.0,
            float(found.in_title > 0),
            log(count),
            self._statistics.commonness(key, own),
            float(len(words) == 2),  # noqa: PLR2004 - as the name says
            float(len(words) >= MANY_WORDS),
            float(is_name(found.spelling)),
            found.capital / count,
            float(key == text.name),
            float(key in text.acronyms or key in text.acronyms.values()),
            found.alone / count,
            self._statistics.tagging_rate(key, own),
            self._statistics.word_rates(own)[first_word(found)],
            self._statistics.end_rates(own)[words[-1]],
        )

    def _probable(self, text: "_Text", own: CountedPaper | None) -> Iterator[tuple[str, Candidate]]:
        """The candidates but for those that are certainly below every threshold, as most are.

        They are judged without the features that take time to find: those that can only raise the
        probability must be absent, and that of common phrases can only lower it.
        """
        papers_tagged, margins = self._statistics.papers_tagged, self._margins
        of_first, of_end = self._weights["first rate"], self._weights["end rate"]
        words, ends = self._statistics.word_rates(own), self._statistics.end_rates(own)
        special = {text.name, *text.acronyms, *text.acronyms.values()}
        for key, line in text.candidates.lines.items():
            if is_plain(line) and key not in special and not papers_tagged(key, own):
                kind, first, end, _ = line.split("\t")
                if (margin := margins.get(kind)) is None:
                    margin = margins[kind] = self._margin_of_kind(kind)
                if margin + of_first * words[first] + of_end * ends[end] < _MIN_MARGIN:
                    continue
            yield key, unpack_candidate(line)
        yield from self._parts_of_words(text)

    def _margin_of_kind(self, kind: str) -> float:
        """The sum of the features that plain candidates of a kind have in common."""
        weights, found = self._weights, plain_kind(kind)
        if weights["common"] > 0:
            return inf  # no candidate is certainly improbable
        margin = weights["always"] + weights["count"] * log(found.count)
        margin += weights["alone"] * found.alone / found.count
        margin += weights["two words"] * (found.length == 2)  # noqa: PLR2004 - as the name says
        margin += weights["many words"] * (found.length == MANY_WORDS)
        return margin + weights["name"] * found.is_name

    def _select(self, packed: PackedText, own: CountedPaper | None) -> tuple[TagSuggestion, ...]:
        """The best candidates that do not repeat one another."""
        text = _Text(packed)
        scored: list[tuple[float, str, Candidate]] = []
        for key, found in self._probable(text, own):
            if self._statistics.is_boilerplate(key, own):
                continue
            features = self._features(key, found, text, own)
            margin = sum(map(mul, self._weights.values(), features))
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
        for spelling, count in found.spellings.items():
            uses[spelling.lower()] = uses.get(spelling.lower(), 0) + count
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
        if is_name(found.spelling):
            yield "written like a name"
        yield f"{plural(found.count, 'time')} in the text"


def _read_packed(
    texts: Texts, cache: TextCache | None
) -> Iterator[tuple[tuple[str, str], PackedText]]:
    """Each text, packed."""
    for start in range(0, len(texts), _TEXTS_PER_BLOCK):
        block = texts[start : start + _TEXTS_PER_BLOCK]
        for text, packed in zip(block, read_texts(block, "tags", pack_text, cache), strict=True):
            yield text, PackedText(*packed)


class _Text:
    """A text whose candidates are unpacked when they are needed; see `CandidateText`."""

    def __init__(self, packed: PackedText) -> None:
        self.candidates = Candidates(packed.lines())
        self.acronyms = packed.acronyms
        self.name = packed.name
        self.words = packed.words


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
        return any(ours <= set(each.words) and found.count <= each.count for each in others)
    return ours.issubset(word for each in others for word in each.words) or any(
        ours >= set(each.words) for each in others
    )
