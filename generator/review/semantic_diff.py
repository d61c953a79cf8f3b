"""Two states of the list to a Comparison: papers matched by what they are, not by their lines.

A paper keeps its identity with its file id. Of those whose id came or went, two that share an
arXiv id, a DOI or a title are one paper renamed. Everything is looked up by key, so that the work
grows with the lists and not with the pairs.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from generator.checks.duplicates import identities
from generator.checks.matching import ExclusionIndex
from generator.model import (
    Catalog,
    Finding,
    Link,
    Name,
    Names,
    Organization,
    Paper,
    PartialDate,
    Topic,
)
from generator.review.likely_duplicates import Nearness
from generator.review.topics import renamed_topics
from generator.review.types import (
    Added,
    Comparison,
    Edited,
    FieldChange,
    Growth,
    Removed,
    Renamed,
    Retopiced,
    Side,
    Sized,
    Value,
)
from generator.text.person_names import AND_OTHERS

_APART = {"id", "origin", "origins", "topics", "tags"}  # places, and what is told elsewhere
_GROWTHS: tuple[Growth, ...] = ("appeared", "vanished", "grew", "shrank")
_PLACE = re.compile(r"(\.ya?ml):\d+(?::\d+)?")


def compare(base: Side, head: Side) -> Comparison:
    """What changed from one state of the list to another."""
    old, new = _by_id(base.catalog), _by_id(head.catalog)
    gone = [paper for id_, paper in old.items() if id_ not in new]
    come = [paper for id_, paper in new.items() if id_ not in old]
    renamed = _renamed(gone, come)
    before = {rename.after: old[rename.before] for rename in renamed}
    before |= {id_: old[id_] for id_ in new if id_ in old}
    pairs = [(before[id_], paper) for id_, paper in new.items() if id_ in before]
    left = {rename.before for rename in renamed}
    new_ids = {paper.id: id_ for id_, paper in before.items()}
    topics = renamed_topics(base.catalog, head.catalog, new_ids)
    topic_ids = {topic.before: topic.after for topic in topics}
    fresh, fixed = compare_findings(base.findings, head.findings, renamed)
    return Comparison(
        base=base.name,
        head=head.name,
        papers_before=len(old),
        papers_after=len(new),
        added=tuple(_added([p for p in come if p.id not in before], head.catalog)),
        removed=tuple(_removed([p for p in gone if p.id not in left], head.catalog)),
        renamed=renamed,
        edited=tuple(_edited((b, a, a.title) for b, a in pairs)),
        retopiced=tuple(_retopiced(pairs, topic_ids)),
        topics=_topic_sizes(base.catalog, head.catalog, topic_ids),
        tags=_tag_sizes(base.catalog, head.catalog),
        renamed_topics=topics,
        vocabulary=tuple(_edited(_topic_pairs(base.catalog, head.catalog, topic_ids))),
        new_findings=fresh,
        fixed_findings=fixed,
    )


def _by_id(catalog: Catalog) -> dict[str, Paper]:
    return {paper.id: paper for paper in sorted(catalog.papers, key=lambda paper: paper.id)}


def _keys(paper: Paper) -> dict[str, str]:
    """What tells a paper, by kind: arxiv, doi, title."""
    found = (key.partition(":") for key in identities(paper.title, paper.arxiv, paper.doi))
    return {kind: value for kind, _, value in found if value}


def _renamed(gone: list[Paper], come: list[Paper]) -> tuple[Renamed, ...]:
    """Papers that went under one id and came under another; the surest sign is tried first."""
    gone_keys = {paper.id: _keys(paper) for paper in gone}
    come_keys = {paper.id: _keys(paper) for paper in come}
    matched: dict[str, Renamed] = {}
    used: set[str] = set()
    for kind in ("arxiv", "doi", "title"):
        index: dict[str, list[str]] = {}
        for paper in gone:
            if paper.id not in used and kind in gone_keys[paper.id]:
                index.setdefault(gone_keys[paper.id][kind], []).append(paper.id)
        for paper in come:
            waiting = index.get(come_keys[paper.id].get(kind, ""))
            if paper.id in matched or not waiting:
                continue
            used.add(first := waiting.pop(0))
            matched[paper.id] = Renamed(before=first, after=paper.id, title=paper.title, by=kind)
    return tuple(matched[id_] for id_ in sorted(matched))


def _added(come: list[Paper], catalog: Catalog) -> Iterator[Added]:
    nearness = Nearness(catalog.papers) if come else None
    names = {id_: topic.name for id_, topic in catalog.topic_by_id.items()}
    for paper in come:
        near = nearness.of(paper) if nearness else ()
        yield Added(paper=paper, topics=tuple(names.get(t, t) for t in paper.topics), near=near)


def _removed(gone: list[Paper], catalog: Catalog) -> Iterator[Removed]:
    exclusions = ExclusionIndex(catalog.excluded)
    known = {key for p in catalog.papers for key in identities(p.title, p.arxiv, p.doi)}
    for paper in gone:
        is_known = not known.isdisjoint(identities(paper.title, paper.arxiv, paper.doi))
        may_return = bool(paper.sources) and not is_known and not exclusions.find(paper)
        yield Removed(paper=paper, may_return=may_return)


def _edited(pairs: Iterable[tuple[Any, Any, str]]) -> Iterator[Edited]:
    for before, after, title in pairs:
        if changes := tuple(_changes(before, after)):
            yield Edited(id=after.id, title=title, changes=changes)


def _changes(before: Any, after: Any) -> Iterator[FieldChange]:
    """The fields of two nouns that differ, whatever fields the noun has."""
    for field in fields(after):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if field.name not in _APART and old != new:
            yield FieldChange(field=field.name, before=_value(old), after=_value(new))


def _value(value: Any) -> Value:
    if isinstance(value, Mapping):
        return tuple(f"{name}: {_line(item)}" for name, item in value.items())
    if isinstance(value, Names):
        return (*value.texts, *((AND_OTHERS,) if value.incomplete else ()))
    if isinstance(value, (tuple, list, set, frozenset)):
        items = tuple(_line(item) for item in value)
        return tuple(sorted(items)) if isinstance(value, (set, frozenset)) else items
    return _line(value)


def _line(value: Any) -> str:
    if isinstance(value, Link):
        return f"{value.kind}: {value.url}"
    if isinstance(value, Organization):
        return f"{value.name} ({value.handle})" if value.handle else value.name
    if isinstance(value, (Name, PartialDate)):
        return str(value)
    if isinstance(value, bool):
        return "yes" if value else ""
    if is_dataclass(value):
        said = ((f.name, _line(getattr(value, f.name))) for f in fields(value))
        return ", ".join(f"{name}: {text}" for name, text in said if text)
    return "" if value is None else str(value)


def _retopiced(
    pairs: Iterable[tuple[Paper, Paper]], topic_ids: Mapping[str, str]
) -> Iterator[Retopiced]:
    for before, after in pairs:
        kept = set(after.topics)  # a paper may still be under the old id
        old = tuple(t if t in kept else topic_ids.get(t, t) for t in before.topics)
        main = _new_main(old, after.topics)
        found = Retopiced(
            id=after.id,
            title=after.title,
            topics_added=_without(after.topics, old),
            topics_removed=_without(old, after.topics),
            tags_added=_without(after.tags, before.tags),
            tags_removed=_without(before.tags, after.tags),
            main=main,
        )
        if any((main, found.topics_added, found.topics_removed, found.tags_added,
                found.tags_removed)):  # fmt: skip
            yield found


def _new_main(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, str] | None:
    """The first topics, the main ones, where both stay and only changed places."""
    old, new = before[:1], after[:1]
    both = set(before) & set(after)
    return (old[0], new[0]) if old != new and both.issuperset(old + new) and old and new else None


def _without(values: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    known = set(others)
    return tuple(value for value in dict.fromkeys(values) if value not in known)


def _topic_pairs(
    base: Catalog, head: Catalog, topic_ids: Mapping[str, str]
) -> Iterator[tuple[Topic, Topic, str]]:
    old = {topic_ids.get(id_, id_): topic for id_, topic in base.topic_by_id.items()}
    for id_, topic in head.topic_by_id.items():
        if id_ in old:
            yield old[id_], topic, topic.name


def _topic_sizes(base: Catalog, head: Catalog, topic_ids: Mapping[str, str]) -> tuple[Sized, ...]:
    before = {topic_ids.get(id_, id_): count for id_, count in _counts(base.by_topic).items()}
    names = {topic_ids.get(topic.id, topic.id): topic.name for topic in base.topics}
    names |= {topic.id: topic.name for topic in head.topics}
    return _sizes(names, before, _counts(head.by_topic))


def _tag_sizes(base: Catalog, head: Catalog) -> tuple[Sized, ...]:
    names = {tag: tag for tag in (*base.by_tag, *head.by_tag)}
    return _sizes(names, _counts(base.by_tag), _counts(head.by_tag))


def _counts(groups: Mapping[str, tuple[Paper, ...]]) -> dict[str, int]:
    return {name: len(papers) for name, papers in groups.items()}


def _sizes(
    names: Mapping[str, str], before: Mapping[str, int], after: Mapping[str, int]
) -> tuple[Sized, ...]:
    """What changed its size: appeared and vanished first, then by how much."""
    found: list[Sized] = []
    for id_, name in names.items():
        old, new = before.get(id_, 0), after.get(id_, 0)
        change: Growth = "grew" if new > old else "shrank"
        if id_ not in before or id_ not in after:
            change = "vanished" if id_ in before else "appeared"
        elif old == new:
            continue
        found.append(Sized(id=id_, name=name, before=old, after=new, change=change))
    return tuple(
        sorted(found, key=lambda s: (_GROWTHS.index(s.change), -abs(s.after - s.before), s.id))
    )


def compare_findings(
    before: Iterable[Finding], after: Iterable[Finding], renamed: Iterable[Renamed] = ()
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Findings that are new, and that are fixed. Lines that only moved are neither."""
    moved = {f"/{rename.before}.yml": f"/{rename.after}.yml" for rename in renamed}

    def told(finding: Finding) -> tuple[str, str, str]:
        folder, slash, name = finding.origin.source.rpartition("/")
        source = folder + moved.get(slash + name, slash + name)
        return finding.code, source, _PLACE.sub(r"\1", finding.message)

    return _more(after, before, told), _more(before, after, told)


def _more(these: Iterable[Finding], those: Iterable[Finding], told: Any) -> tuple[Finding, ...]:
    known = Counter(told(finding) for finding in those)
    found: list[Finding] = []
    for finding in these:
        known[told(finding)] -= 1
        if known[told(finding)] < 0:
            found.append(finding)
    return tuple(found)
