"""Why two papers are related: as data, and as text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.model import Paper
from generator.site.i18n import Words
from generator.site.related.names import PaperNames
from generator.site.related.types import Reason

_MAX_SHARED_VALUES, _MAX_OTHER_VALUES = 4, 2
_KINDS_BY_STRENGTH = ("names", "named", "both", "name", "author")  # strongest first


def find_reasons(
    paper: Paper, other: Paper, mine: PaperNames, theirs: PaperNames, spelling: Mapping[str, str]
) -> tuple[Reason, ...]:
    """Why `other` is related to `paper`.

    Args:
        paper: the paper whose related papers are listed.
        other: one of them.
        mine: the names in `paper`.
        theirs: the names in `other`.
        spelling: the spelling of each casefolded name.
    """
    return tuple(_find_reasons(paper, other, mine, theirs, spelling))


def _find_reasons(
    paper: Paper, other: Paper, mine: PaperNames, theirs: PaperNames, spelling: Mapping[str, str]
) -> Iterator[Reason]:
    if other.id in paper.related:
        yield Reason(kind="picked")
    names = mine.mentions & theirs.defines
    named = mine.defines & theirs.mentions
    both = (mine.mentions | mine.defines) & (theirs.mentions | theirs.defines)
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


def describe_reasons(found: Iterable[Reason], topics: Mapping[str, str], words: Words) -> str:
    """The reasons as one line, strongest first; `topics` has the names of topics by id."""
    values: dict[str, list[str]] = {}
    for reason in found:
        kind = "both" if reason.kind in {"topic", "tag"} else reason.kind
        value = topics.get(reason.value, "") if reason.kind == "topic" else reason.value
        values.setdefault(kind, []).append(value)
    shown = {
        kind: words.join_list(_displayed_values(values[kind], kind))
        for kind in _KINDS_BY_STRENGTH if kind in values
    }  # fmt: skip
    reasons = [_reason_text(kind, names, words) for kind, names in shown.items() if names]
    if "picked" in values:
        reasons.insert(0, words("reason_picked"))
    return words("reasons_separator").join(reasons) or words("reason_words")


def _reason_text(kind: str, names: str, words: Words) -> str:
    match kind:  # whole keys, so that a search for one finds where it is used
        case "names":
            return words("reason_names", names=names)
        case "named":
            return words("reason_named", names=names)
        case "both":
            return words("reason_both", names=names)
        case "name":
            return words("reason_name", names=names)
        case _:
            return words("reason_author", names=names)


def _displayed_values(values: Sequence[str], kind: str) -> list[str]:
    return [v for v in values if v][: _MAX_SHARED_VALUES if kind == "both" else _MAX_OTHER_VALUES]
