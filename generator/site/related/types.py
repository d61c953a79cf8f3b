"""The types of related papers: neighbours with reasons, and weights."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["picked", "names", "named", "name", "topic", "tag", "author"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One reason why a paper is related to another.

    Attributes:
        kind: `picked`: an editor chose it. `names`: the paper mentions a name that the other
            defines in its title; `named`: the other way round; `name`: both mention it. `topic`,
            `tag`, `author`: both have it.
        value: the name, the topic's id, the tag or the author.
    """

    kind: Kind
    value: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbour:
    """A related paper: its id and the reasons; without reasons, only the wording is similar."""

    id: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """The length of each part of a feature vector; it adds at most its square to a product.

    Tuned on one half of the pairs in `benchmarks/data/related.yml`, validated on the other.
    """

    words: float = 1.0
    topics: float = 0.55
    authors: float = 0.3
    names: float = 0.5
