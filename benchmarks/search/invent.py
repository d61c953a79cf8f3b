"""A list of any size: the real papers, and invented ones that are like them and yet distinct.

A sentence of an invented abstract is the beginning of a real one with the end of another; titles
are made in the same way from titles, and most have a name of their own before a colon. Of the
longer words every fifth is replaced by another one, as often as that is used. A word that only one
real paper has is nearly always replaced by an invented one, since the words of a list grow with it:
10,000 real papers would not say `Hanoi` eighty times. Names of people put together given and family
names of the list and invented ones. Topics come from a real paper, tags too if others share them.
All from a fixed seed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from generator.model import Catalog, Paper, PartialDate
from generator.text.person_names import parse_names
from generator.text.sanitize import to_text
from generator.text.slugs import unused_slug

_SYLLABLES = tuple(f"{consonant}{vowel}" for consonant in "bcdfghklmnprstvxz" for vowel in "aeio")
_ENDINGS = ("Net", "LLM", "MoE", "Flow", "Bench", "Former", "Serve", "Pipe", "-RL", "GPT", "", "",
            "", "", "2", "Tune", "Prover", "Agent", "KV", "Quant")  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{3,}")
_LONG = 6  # letters
NAMED, RARE_KEPT, SWAPPED = 0.6, 0.05, 0.2  # shares
_COINED = 40_000  # invented words, some of them far more frequent than others


class Inventor:
    """Makes papers from those of a list; the same ones each time."""

    def __init__(self, papers: Sequence[Paper], seed: int = 7) -> None:
        self.random = Random(seed)  # noqa: S311 - no secret
        self.papers = papers
        self.sentences = [s for p in papers for s in re.split(r"(?<=[.!?])\s+", p.abstract) if s]
        self.titles = [p.title.rpartition(":")[2].strip() for p in papers]
        used = Counter(
            w for p in papers for w in {*map(str.lower, _WORD.findall(f"{p.title} {p.abstract}"))}
        )
        self.rare = {word for word, count in used.items() if count == 1}
        long = sorted(word for word in used if len(word) >= _LONG and word not in self.rare)
        self.words, self.counts = long, [used[word] for word in long]
        self.invented = [self.coined(self.random.randint(2, 4)) for _ in range(_COINED)]
        people = [name.split() for p in papers for name in p.authors.texts if " " in name]
        self.given = [name[0] for name in people]
        self.family = [name[-1] for name in people]
        # Tags that one paper has are mostly names of its own.
        counts = Counter(tag for p in papers for tag in p.tags)
        self.tags = [tag for p in papers for tag in p.tags if counts[tag] > 1]
        self.taken = {p.id for p in papers}

    def papers_like(self, count: int) -> Iterator[Paper]:
        """So many invented papers."""
        for _ in range(count):
            yield self.paper()

    def paper(self) -> Paper:
        """One invented paper."""
        pick = self.random.choice
        model = pick(self.papers)
        title = self.spliced(self.titles)
        if self.random.random() < NAMED:
            title = f"{self.name()}: {title}"
        id_ = unused_slug(to_text(title), self.taken)
        self.taken.add(id_)
        day = date(2021, 1, 1) + timedelta(days=self.random.randrange(1800))
        number = f"{day:%y%m}.{self.random.randrange(20_000):05}"
        tags = (*(tag for tag in model.tags if tag in self.tags), pick(self.tags))
        return replace(
            model, id=id_, title=title, arxiv=number, doi="", origins={},
            published=PartialDate.from_date(day),
            authors=parse_names(self.person() for _ in range(self.random.randint(2, 9))),
            abstract=" ".join(self.spliced(self.sentences) for _ in range(8)),
            tags=tuple(dict.fromkeys((*tags, title.partition(":")[0].lower()))),
            links=(), related=(), aliases=(), sources=(), ignore=(), added=day,
        )  # fmt: skip

    def spliced(self, texts: Sequence[str]) -> str:
        """The beginning of a text and the end of another, with other words in both."""
        first, second = (text.split() for text in self.random.sample(texts, 2))
        joined = [*first[: (len(first) + 1) // 2], *second[len(second) // 2 :]]
        return _WORD.sub(self._other, " ".join(joined))

    def _other(self, match: re.Match[str]) -> str:
        word, chance = match.group(), self.random.random()
        if word.lower() in self.rare and chance >= RARE_KEPT:
            other = self.invented[int(_COINED * self.random.random() ** 2)]
        elif len(word) >= _LONG and chance < SWAPPED:
            other = self.random.choices(self.words, self.counts)[0]
        else:
            return word
        return other.capitalize() if word[0].isupper() else other

    def name(self) -> str:
        """A name of a system."""
        return self.coined(self.random.randint(2, 3)).capitalize() + self.random.choice(_ENDINGS)

    def person(self) -> str:
        """A name of a person: half of the family names are invented."""
        own = self.random.choice((True, False))
        family = self.coined(3).capitalize() if own else self.random.choice(self.family)
        return f"{self.random.choice(self.given)} {family}"

    def coined(self, syllables: int) -> str:
        """A word that nobody uses."""
        return "".join(self.random.choice(_SYLLABLES) for _ in range(syllables))


def a_list_of(size: int, real: Catalog) -> Catalog:
    """The real list with invented papers up to a size."""
    invented = Inventor(real.papers).papers_like(size - len(real.papers))
    return replace(real, papers=tuple(sorted((*real.papers, *invented), key=lambda p: p.id)))
