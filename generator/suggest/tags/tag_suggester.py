"""The tagger: statistics of the list and of one text, weighed together.

Each candidate is described by a few numbers, and a logistic function with one weight a number
(`WEIGHTS`) makes a probability of them. The weights are the same for every list and field; what a
list's editors prefer comes in through their tags, which the statistics count (`Background`).
"""

from collections.abc import Iterator, Mapping, Sequence
from math import exp, log
from typing import TypeAlias

from generator.model import Paper
from generator.suggest.tags.background import Background, Seen, seen
from generator.suggest.tags.candidates import Candidate, Text, read, words_of
from generator.suggest.tags.tag import LEAST, MOST, Tag
from generator.text.english import STOP_WORDS, plural

LATEST = 1000  # papers learnt from, at most: each takes some milliseconds
ENOUGH = 0.15  # the least probability worth a suggestion, once there are `LEAST`
HARDLY = 0.05  # the least before that: a text may hold nothing worth a tag
_TOO_LONG = 4  # words from which a long form gives way to its acronym

Numbers: TypeAlias = Mapping[str, float]
WEIGHTS: Numbers = {
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
    """Knows the papers of a list; says which tags others would get.

    `texts` are titles and abstracts that count as papers without tags yet.
    """

    def __init__(
        self,
        papers: Sequence[Paper],
        texts: Sequence[tuple[str, str]] = (),
        weights: Numbers = WEIGHTS,
    ) -> None:
        self._weights = weights
        latest = sorted(papers, key=lambda paper: (str(paper.added or ""), paper.id))[-LATEST:]
        self._seen = {paper.id: seen(paper.title, paper.abstract, paper.tags) for paper in latest}
        others = [seen(title, abstract) for title, abstract in texts[:LATEST]]
        self._background = Background([*self._seen.values(), *others])

    def suggest(self, title: str, abstract: str) -> tuple[Tag, ...]:
        """From `LEAST` to `MOST` tags, where the text holds so many, the surest first."""
        return self._chosen(read(title, abstract), None)

    def suggest_again(self, paper: Paper) -> tuple[Tag, ...]:
        """What a paper of the list would get if it were new: its own tags do not count."""
        own = self._seen.get(paper.id)
        return self._chosen(own.text if own else read(paper.title, paper.abstract), own)

    def described(self, paper: Paper) -> list[tuple[str, Numbers]]:
        """The numbers of each candidate of a paper of the list, and what it would be shown as."""
        own = self._seen[paper.id]
        return [
            (self._form(key, own.text, own), self._numbers(key, found, own.text, own))
            for key, found in self._candidates(own.text)
        ]

    def _candidates(self, text: Text) -> Iterator[tuple[str, Candidate]]:
        """The text's own, and known tags that stand inside longer words."""
        yield from text.candidates.items()
        for key in self._background.spelling:
            if key in text.parts and key not in text.candidates:
                yield key, Candidate(spellings={text.parts[key]: 1})

    def _numbers(self, key: str, found: Candidate, text: Text, own: Seen | None) -> Numbers:
        words, count = found.words, found.count
        first = next((word for word in words if word not in STOP_WORDS), words[0])
        return {
            "always": 1.0,
            "title": float(found.in_title > 0),
            "count": log(count),
            "common": self._background.common(key, own),
            "two words": float(len(words) == 2),  # noqa: PLR2004 - it says so
            "many words": float(len(words) >= _TOO_LONG),
            "name": float(_is_name(found.spelling)),
            "capital": found.capital / count,
            "own name": float(key == text.name),
            "defined": float(key in text.acronyms or key in text.acronyms.values()),
            "alone": found.alone / count,
            "tagged": self._background.tagged(key, own),
            "first rate": self._background.word_rate(first, own),
            "end rate": self._background.end_rate(words[-1], own),
        }

    def _chosen(self, text: Text, own: Seen | None) -> tuple[Tag, ...]:
        """The best candidates of which none says what another says."""
        scored: list[tuple[float, str, Candidate]] = []
        for key, found in self._candidates(text):
            if self._background.is_boilerplate(key, own):
                continue
            numbers = self._numbers(key, found, text, own)
            margin = sum(weight * numbers[name] for name, weight in self._weights.items())
            scored.append((round(1 / (1 + exp(-margin)), 6), key, found))
        scored.sort(key=lambda each: (-each[0], each[1]))
        tags: dict[str, Tag] = {}
        chosen: list[tuple[Candidate, bool]] = []
        for score, key, found in scored:
            if len(tags) == MOST or score < (ENOUGH if len(tags) >= LEAST else HARDLY):
                break
            known = self._background.papers_tagged(key, own)
            shown = self._form(key, text, own)
            others = [other for other, is_known in chosen if is_known or not known]
            if shown not in tags and not _repeats(found, others, known):
                evidence = tuple(self._evidence(key, found, text, known))
                name = self._spelling(shown, text.candidates.get(shown, found), own)
                tags[shown] = Tag(name=name, score=score, evidence=evidence)
                pair = _pair(key, text) or (key,)
                chosen += [(text.candidates.get(each, found), known > 0) for each in pair]
        return tuple(tags.values())

    def _form(self, key: str, text: Text, own: Seen | None) -> str:
        """Of an acronym and its long form the one to show: the list's, else the usual one."""
        pair = _pair(key, text)
        if not pair:
            return key
        known = [self._background.papers_tagged(each, own) for each in pair]
        if any(known):
            return pair[known[1] >= known[0]]
        short, long = (text.candidates[each].spelling for each in pair)
        usual = [self._background.papers_with(each, own) for each in pair]
        is_short = len(long.split()) >= _TOO_LONG or pair[0] == text.name or usual[0] > usual[1]
        return pair[0] if is_short or _is_coined(short, long) else pair[1]

    def _spelling(self, key: str, found: Candidate, own: Seen | None) -> str:
        """How the list writes a tag, else how most papers write the words, in lower case."""
        if self._background.papers_tagged(key, own):
            return self._background.spelling[key]
        uses: dict[str, int] = {}
        texts = [each.text for each in self._seen.values()]
        for each in (found, *(t.candidates[key] for t in texts if key in t.candidates)):
            for spelling, count in each.spellings.items():
                uses[spelling.lower()] = uses.get(spelling.lower(), 0) + count
        return min(uses, key=lambda spelling: (-uses[spelling], spelling))

    def _evidence(self, key: str, found: Candidate, text: Text, known: int) -> Iterator[str]:
        """Why, for people, the strongest first."""
        if known:
            yield f"a tag of {plural(known, 'paper')}"
        if key == text.name:
            yield "the name before the title's colon"
        elif found.in_title:
            yield "in the title"
        if key in text.acronyms or key in text.acronyms.values():
            yield "defined with its acronym"
        if _is_name(found.spelling):
            yield "written like a name"
        yield f"{plural(found.count, 'time')} in the text"


def _is_name(spelling: str) -> bool:
    """Whether a spelling has what only names have: digits, or capitals inside a word."""
    return any(
        any(char.isdigit() or (char.isupper() and at) for at, char in enumerate(word))
        for word in spelling.replace("-", " ").split()
    )


def _pair(key: str, text: Text) -> tuple[str, str] | None:
    """An acronym and its long form, of which a candidate is one."""
    return next(
        (
            (short, long)
            for short, long in text.acronyms.items()
            if key in (short, long) and {short, long} <= text.candidates.keys()
        ),
        None,
    )


def _is_coined(short: str, long: str) -> bool:
    """Whether an acronym is written like a name: LoRA is, MoE is not, whose o stands for `of`."""
    links = {word[0] for word in words_of(long) if word in STOP_WORDS}
    return any(char.islower() and char not in links for char in short)


def _repeats(found: Candidate, others: Sequence[Candidate], known: int) -> bool:
    """Whether a candidate says nothing new: better ones have its words, or it has one's.

    A known tag may stand beside a longer known one if it occurs outside of it too.
    """
    ours = set(found.words)
    if known:
        return any(ours <= set(each.words) and found.count <= each.count for each in others)
    return ours.issubset(word for each in others for word in each.words) or any(
        ours >= set(each.words) for each in others
    )
