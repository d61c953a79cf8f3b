"""Suggest topics and tags for a paper that is being imported, each with its evidence.

A suggestion is made once, before review, and written into the paper's file, where a person can
change it; building the site never guesses. A topic's `keywords` are phrases: found in the title
they count `IN_TITLE`, in the abstract 1 (2 where they recur); its `not` phrases count against it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.markup import to_text
from generator.model import Topic

IN_TITLE = 3
ENOUGH = 2  # the least score worth a suggestion
SHARE = 0.2  # of the best score, for further topics
MOST = 4
MOST_TAGS = 8
_RECURS = 2
_NAME_WORDS = 2  # a system's name before the colon of a title is this short
_DEFINED = re.compile(r"(?<![\w-])((?:[A-Za-z][\w-]*+[ ]){1,7})\(([A-Z][A-Za-z0-9-]{1,9}?)s?\)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A topic's id, how strongly the text speaks for it, and the phrases that do."""

    id: str
    score: float
    evidence: tuple[str, ...]


def suggest(title: str, abstract: str, vocabulary: Sequence[Topic]) -> tuple[Suggestion, ...]:
    """At most `MOST` topics whose keywords the text holds, the strongest first."""
    head, body = _folded(to_text(title)), _folded(to_text(abstract))
    scored = [_scored(topic, head, body) for topic in vocabulary]
    best = max((s.score for s in scored), default=0)
    kept = [s for s in scored if s.score >= max(ENOUGH, SHARE * best)]
    return tuple(sorted(kept, key=lambda s: -s.score)[:MOST])


def suggest_tags(title: str, abstract: str, known: Sequence[str]) -> tuple[str, ...]:
    """Tags of the list that the text names, after the paper's own name and its acronyms."""
    head, text = to_text(title), to_text(f"{title}. {abstract}")
    name, colon, _ = head.partition(":")
    own = [name.lower()] if colon and len(name.split()) <= _NAME_WORDS else []
    defined = [m[2].lower() for m in _DEFINED.finditer(text) if _spells(m[1].split(), m[2])]
    folded = _folded(text)
    named = [tag for tag in known if len(tag) > 2 and _found(tag, folded)]  # noqa: PLR2004
    return tuple(dict.fromkeys([*own, *defined, *named]))[:MOST_TAGS]


def _scored(topic: Topic, head: str, body: str) -> Suggestion:
    score = 0.0
    evidence: list[str] = []
    for phrase in topic.keywords:
        found = _found(phrase, body)
        if _found(phrase, head):
            score += IN_TITLE
            evidence.append(f"title: {phrase!r}")
        elif found:
            evidence.append(f"abstract: {phrase!r}")
        score += min(found, _RECURS)
    against = [phrase for phrase in topic.excludes if _found(phrase, f"{head} {body}")]
    return Suggestion(id=topic.id, score=score - IN_TITLE * len(against), evidence=tuple(evidence))


def _spells(words: Sequence[str], acronym: str) -> bool:
    """Whether the last words before an acronym could be its long form."""
    initials = "".join(part[0] for word in words for part in word.split("-") if part).lower()
    return initials.endswith(acronym.lower()) or initials[-1:] == acronym[-1:].lower()


def _folded(text: str) -> str:
    """Lower case, hyphens as spaces: `Mixture-of-Experts` is `mixture of experts`."""
    return re.sub(r"[-\u2010-\u2015_/\s]+", " ", text.lower())


def _found(phrase: str, folded: str) -> int:
    """How often a folded text has a phrase."""
    stem, pattern = _phrase(phrase)
    return len(pattern.findall(folded)) if stem in folded else 0  # `in` is a hundred times faster


@lru_cache(maxsize=8192)
def _phrase(phrase: str) -> tuple[str, re.Pattern[str]]:
    """A phrase for folded text: whole words, a plural s allowed, `*` ends a stem."""
    stem = _folded(phrase).removesuffix("*")
    if phrase.endswith("*"):
        return stem, re.compile(rf"(?<!\w){re.escape(stem)}\w*")
    # Not \b: `C++` ends in no word.
    return stem, re.compile(rf"(?<!\w){re.escape(stem)}(?:e?s)?(?!\w)")
