"""What this room gives and takes: neighbours with reasons, and weights."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["picked", "names", "named", "name", "topic", "tag", "author"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One reason why a paper is related to another.

    `picked`: an editor says so. `names`: the paper speaks of a name that the other brings in its
    title; `named`: the other way round; `name`: both speak of it. `topic`, `tag`, `author`: both
    have it. `value` is the name, the topic's id, the tag or the author.
    """

    kind: Kind
    value: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbour:
    """A related paper: its id, and the reasons, the most telling first (none: alike words)."""

    id: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """How long each part of a paper's vector is: two papers gain its square by it at most.

    Chosen on one half of the pairs in `benchmarks/data/related.yml`, held against the other.
    """

    words: float = 1.0
    topics: float = 0.55
    authors: float = 0.3
    names: float = 0.5
