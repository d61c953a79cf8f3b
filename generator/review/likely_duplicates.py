"""Papers of a list that an added one may repeat under another title.

Every title is indexed once: by its name before the colon, and by the character trigrams of its
key. A new title is then compared only with the few that share most of its rarest trigrams.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from generator.model import Paper
from generator.review.types import LikelyDuplicate
from generator.text.characters import key
from generator.text.sanitize import to_text

MAX_RESULTS = 3
MIN_SIMILARITY = 0.85  # ratio of difflib, from 0 to 1: a few words differ, or one letter in eight
_MAX_TRIGRAMS, _MAX_PAPERS_PER_KEY, _MAX_CANDIDATES = 12, 100, 8
_MIN_NAME_CHARS, _MAX_KEY_CHARS = 3, 500


class TitleIndex:
    """An index of titles that finds those similar to the title of one paper."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers = {paper.id: paper for paper in papers}
        self._keys: dict[str, str] = {}
        self._ids_by_name: dict[str, list[str]] = defaultdict(list)
        self._ids_by_trigram: dict[str, list[str]] = defaultdict(list)
        self._without_colon: set[str] = set()
        for paper in self._papers.values():
            name, colon, _ = to_text(paper.title).partition(":")
            self._keys[paper.id] = _title_key(paper)
            self._ids_by_name[key(name)].append(paper.id)
            if not colon:
                self._without_colon.add(paper.id)
            for trigram in _trigrams(self._keys[paper.id]):
                self._ids_by_trigram[trigram].append(paper.id)

    def find_likely_duplicates(self, paper: Paper) -> tuple[LikelyDuplicate, ...]:
        """Up to `MAX_RESULTS` other papers of the index, the most similar first."""
        found = [*self._same_name(paper), *self._similar(paper)]
        found.sort(key=lambda near: (-near.score, near.id))
        first = {near.id: near for near in reversed(found)}
        return tuple(sorted(first.values(), key=lambda near: (-near.score, near.id)))[:MAX_RESULTS]

    def _same_name(self, paper: Paper) -> list[LikelyDuplicate]:
        name = key(to_text(paper.title).partition(":")[0])
        if len(name) < _MIN_NAME_CHARS:
            return []
        others = [
            other
            for other in self._ids_by_name.get(name, ())[:_MAX_PAPERS_PER_KEY]
            if other != paper.id
        ]
        return [self._near(other, "name", 1.0) for other in others
                if not {other, paper.id} <= self._without_colon]  # fmt: skip

    def _similar(self, paper: Paper) -> list[LikelyDuplicate]:
        title = _title_key(paper)
        counts = {
            trigram: len(self._ids_by_trigram.get(trigram, ())) for trigram in _trigrams(title)
        }
        shared = {trigram: count for trigram, count in counts.items() if count > 1}
        rarest = sorted(shared, key=lambda trigram: (shared[trigram], trigram))[:_MAX_TRIGRAMS]
        votes = Counter(
            id_ for trigram in rarest for id_ in self._ids_by_trigram[trigram][:_MAX_PAPERS_PER_KEY]
        )
        votes.pop(paper.id, None)
        candidates = sorted(votes, key=lambda id_: (-votes[id_], id_))[:_MAX_CANDIDATES]
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(title)
        found: list[LikelyDuplicate] = []
        for other in candidates:
            matcher.set_seq1(self._keys[other])
            if (
                matcher.real_quick_ratio() < MIN_SIMILARITY
                or matcher.quick_ratio() < MIN_SIMILARITY
            ):
                continue
            if (score := matcher.ratio()) >= MIN_SIMILARITY:
                found.append(self._near(other, "title", round(score, 3)))
        return found

    def _near(self, id_: str, reason: str, score: float) -> LikelyDuplicate:
        return LikelyDuplicate(
            id=id_,
            title=self._papers[id_].title,
            reason="name" if reason == "name" else "title",
            score=score,
        )


def _title_key(paper: Paper) -> str:
    return key(to_text(paper.title))[:_MAX_KEY_CHARS]


def _trigrams(title: str) -> dict[str, None]:
    """The trigrams of a key in order, without repetitions; a key of 1 or 2 characters is one."""
    return dict.fromkeys(title[i : i + 3] for i in range(max(1, len(title) - 2)))
