"""Why two papers are related: as data, and as text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from generator.model import Paper
from generator.site.i18n import Words
from generator.site.related.types import Neighbour, Reason

_MAX_VALUES, _MAX_TERMS = 2, 3


def find_reasons(paper: Paper, other: Paper, neighbour: Neighbour) -> Iterator[Reason]:
    """Why a paper is related to another, in the order of strength; only by its wording if empty.

    Args:
        paper: the paper whose related papers are listed.
        other: one of them.
        neighbour: what was found of it.
    """
    if neighbour.names:
        yield Reason(kind="names", value=neighbour.names)
    if neighbour.named:
        yield Reason(kind="named", value=neighbour.named)
    known = set(map(str.casefold, other.authors.texts))
    for author in dict.fromkeys(paper.authors.texts):
        if author.casefold() in known:
            yield Reason(kind="author", value=author)
    if other.id in paper.related:
        yield Reason(kind="picked")
    for name in neighbour.shared:
        yield Reason(kind="name", value=name)
    for topic in _shared(paper.topics, other.topics):
        yield Reason(kind="topic", value=topic)
    for tag in _shared(paper.tags, other.tags):
        yield Reason(kind="tag", value=tag)


def _shared(values: Iterable[str], others: Sequence[str]) -> Iterator[str]:
    return (value for value in dict.fromkeys(values) if value in others)


def describe_reasons(
    found: Sequence[tuple[Sequence[Reason], Sequence[str]]],
    topics: Mapping[str, str],
    words: Words,
) -> list[str]:
    """One reason for each related paper of a page: the best that is not on the page already.

    Args:
        found: for each related paper its reasons and the terms that it alone shares, best first.
        topics: the names of topics by id, in the order in which they are shown, narrow ones first.
        words: the texts of the interface.
    """
    shown: set[str] = set()
    chosen = []
    for reasons, terms in found:
        possible = _descriptions(reasons, terms, topics, words)
        first = next(possible)
        text = next((each for each in chain([first], possible) if _key(each) not in shown), first)
        shown.add(_key(text))
        chosen.append(text)
    return chosen


def _key(text: str) -> str:
    """The same for `Divide-and-Conquer` and `divide and conquer`."""
    return text.casefold().replace("-", " ")


def _descriptions(
    reasons: Sequence[Reason], terms: Sequence[str], topics: Mapping[str, str], words: Words
) -> Iterator[str]:
    """The texts of some reasons, best first; the last is true of any two papers."""
    values: dict[str, list[str]] = {}
    for reason in reasons:
        values.setdefault(reason.kind, []).append(reason.value)
    for kind in ("names", "named", "author", "picked", "name"):
        if kind in values:
            yield _description(kind, words.join_list(values[kind][:_MAX_VALUES]), words)
    shared = values.get("topic")
    names = [name for id_, name in topics.items() if id_ in shared] if shared else []
    topical = (words("reason_topic", topic=name) for name in names)
    yield from islice(topical, 1)
    if terms:
        yield words("reason_terms", terms=words.join_list(terms[:_MAX_TERMS]))
    yield from topical
    if tags := values.get("tag"):
        yield words("reason_terms", terms=words.join_list(tags[:_MAX_TERMS]))
    yield words("reason_words")


def _description(kind: str, names: str, words: Words) -> str:
    match kind:  # whole keys, so that a search for one finds where it is used
        case "names":
            return words("reason_names", names=names)
        case "named":
            return words("reason_named", names=names)
        case "author":
            return words("reason_author", names=names)
        case "picked":
            return words("reason_picked")
        case _:
            return words("reason_name", names=names)
