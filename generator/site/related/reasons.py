"""Why two papers are related: in pieces, and in words for people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.model import Paper
from generator.site.i18n import Words
from generator.site.related.names import Named
from generator.site.related.types import Reason

_MOST_SHARED, _MOST_OTHERS = 4, 2
_ORDER = ("names", "named", "both", "name", "author")  # the most telling first


def reasons(
    paper: Paper, other: Paper, mine: Named, theirs: Named, spelling: Mapping[str, str]
) -> tuple[Reason, ...]:
    """Why `other` is related to `paper`; `spelling` says how the keys of names are written."""
    return tuple(_reasons(paper, other, mine, theirs, spelling))


def _reasons(
    paper: Paper, other: Paper, mine: Named, theirs: Named, spelling: Mapping[str, str]
) -> Iterator[Reason]:
    if other.id in paper.related:
        yield Reason(kind="picked")
    names = mine.says & theirs.brings
    named = mine.brings & theirs.says
    both = (mine.says | mine.brings) & (theirs.says | theirs.brings)
    for key in sorted(names):
        yield Reason(kind="names", value=spelling[key])
    for key in sorted(named):
        yield Reason(kind="named", value=spelling[key])
    for topic in _shared(paper.topics, other.topics):
        yield Reason(kind="topic", value=topic)
    for tag in _shared(paper.tags, other.tags):
        yield Reason(kind="tag", value=tag)
    for key in sorted(both - names - named):
        yield Reason(kind="name", value=spelling[key])
    known = set(map(str.casefold, other.authors.texts))
    for author in dict.fromkeys(paper.authors.texts):
        if author.casefold() in known:
            yield Reason(kind="author", value=author)


def _shared(values: Iterable[str], others: Sequence[str]) -> Iterator[str]:
    return (value for value in dict.fromkeys(values) if value in others)


def in_words(found: Iterable[Reason], topics: Mapping[str, str], words: Words) -> str:
    """Reasons on a line, the most telling first; `topics` has the names of topics by id."""
    values: dict[str, list[str]] = {}
    for reason in found:
        kind = "both" if reason.kind in {"topic", "tag"} else reason.kind
        value = topics.get(reason.value, "") if reason.kind == "topic" else reason.value
        values.setdefault(kind, []).append(value)
    shown = {kind: words.listed(_first(values.get(kind, ()), kind)) for kind in _ORDER}
    said = {
        "names": words("reason_names", names=shown["names"]),
        "named": words("reason_named", names=shown["named"]),
        "both": words("reason_both", names=shown["both"]),
        "name": words("reason_name", names=shown["name"]),
        "author": words("reason_author", names=shown["author"]),
    }
    reasons = [said[kind] for kind in _ORDER if shown[kind]]
    if "picked" in values:
        reasons.insert(0, words("reason_picked"))
    return words("reasons_separator").join(reasons) or words("reason_words")


def _first(values: Sequence[str], kind: str) -> list[str]:
    return [v for v in values if v][: _MOST_SHARED if kind == "both" else _MOST_OTHERS]
