"""The types of related papers: neighbours with reasons, and weights."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["picked", "names", "named", "name", "topic", "tag", "author"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One reason why a paper is related to another.

    Attributes:
        kind: `picked`: an editor chose it. `names`: the paper names the system that the other
            introduces; `named`: the other way round; `name`: both name it. `topic`, `tag`,
            `author`: both have it.
        value: the name, the topic's id, the tag or the author.
    """

    kind: Kind
    value: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbour:
    """A related paper, and the names of systems by which it is related.

    Attributes:
        id: its id.
        names: its system, if the paper whose neighbour it is names that; or empty.
        named: the system of that paper, if this one names it; or empty.
        shared: further names that both mention.
    """

    id: str
    names: str = ""
    named: str = ""
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Relations:
    """How the papers of a list are related, by their ids.

    Attributes:
        related: the related papers of each, nearest first.
        names: the ids of the papers whose systems a paper names, in the list's order.
        named_by: the ids of the papers that name its system.
        systems: the system that a paper introduces, of those that others name.
    """

    related: Mapping[str, tuple[Neighbour, ...]]
    names: Mapping[str, tuple[str, ...]]
    named_by: Mapping[str, tuple[str, ...]]
    systems: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """The length of each part of a feature vector; it adds at most its square to a product.

    Tuned on one half of the pairs in `benchmarks/data/related.yml`, validated on the other.
    """

    words: float = 1.0
    topics: float = 0.55
    authors: float = 0.3
    names: float = 0.5
