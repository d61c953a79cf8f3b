"""Which papers of a list an added one may repeat under another title.

Every title is indexed once, by its name before the colon and by the three-letter pieces of its
key. An added title is then held only against the few that share the most of its rarest pieces.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from generator.model import Paper
from generator.review.types import Near
from generator.text.characters import key
from generator.text.sanitize import to_text

MOST = 3
LEAST = 0.85  # of difflib's ratio: some words differ, or one of eight letters
_PIECES, _PER_PIECE, _TRIED = 12, 100, 8
_SHORTEST_NAME, _LONGEST_KEY = 3, 500


class Nearness:
    """An index of titles that answers which are near one paper's."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers = {paper.id: paper for paper in papers}
        self._keys: dict[str, str] = {}
        self._named: dict[str, list[str]] = defaultdict(list)
        self._pieces: dict[str, list[str]] = defaultdict(list)
        self._plain: set[str] = set()
        for paper in self._papers.values():
            name, colon, _ = to_text(paper.title).partition(":")
            self._keys[paper.id] = _key(paper)
            self._named[key(name)].append(paper.id)
            if not colon:
                self._plain.add(paper.id)
            for piece in _pieces(self._keys[paper.id]):
                self._pieces[piece].append(paper.id)

    def of(self, paper: Paper) -> tuple[Near, ...]:
        """The nearest few papers of the index, nearest first, `paper` itself aside."""
        found = [*self._same_name(paper), *self._similar(paper)]
        found.sort(key=lambda near: (-near.score, near.id))
        first = {near.id: near for near in reversed(found)}
        return tuple(sorted(first.values(), key=lambda near: (-near.score, near.id)))[:MOST]

    def _same_name(self, paper: Paper) -> list[Near]:
        name = key(to_text(paper.title).partition(":")[0])
        if len(name) < _SHORTEST_NAME:
            return []
        others = [other for other in self._named.get(name, ())[:_PER_PIECE] if other != paper.id]
        return [self._near(other, "name", 1.0) for other in others
                if not {other, paper.id} <= self._plain]  # fmt: skip

    def _similar(self, paper: Paper) -> list[Near]:
        title = _key(paper)
        counts = {piece: len(self._pieces.get(piece, ())) for piece in _pieces(title)}
        shared = {piece: count for piece, count in counts.items() if count > 1}
        rarest = sorted(shared, key=lambda piece: (shared[piece], piece))[:_PIECES]
        votes = Counter(id_ for piece in rarest for id_ in self._pieces[piece][:_PER_PIECE])
        votes.pop(paper.id, None)
        tried = sorted(votes, key=lambda id_: (-votes[id_], id_))[:_TRIED]
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(title)
        found: list[Near] = []
        for other in tried:
            matcher.set_seq1(self._keys[other])
            if matcher.real_quick_ratio() < LEAST or matcher.quick_ratio() < LEAST:
                continue
            if (score := matcher.ratio()) >= LEAST:
                found.append(self._near(other, "title", round(score, 3)))
        return found

    def _near(self, id_: str, reason: str, score: float) -> Near:
        return Near(
            id=id_,
            title=self._papers[id_].title,
            reason="name" if reason == "name" else "title",
            score=score,
        )


def _key(paper: Paper) -> str:
    return key(to_text(paper.title))[:_LONGEST_KEY]


def _pieces(title: str) -> dict[str, None]:
    """The three-letter pieces of a key, each once, in order; a short key is one piece."""
    return dict.fromkeys(title[i : i + 3] for i in range(max(1, len(title) - 2)))
