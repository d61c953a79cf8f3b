"""Compare two states of the list paper by paper, not line by line.

Papers are matched by file id. Of the papers whose id is in one state only, two that share an arXiv
id, a DOI or a title are one renamed paper. All look-ups use dictionaries, so the time is linear in
the size of the lists.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import Any

from generator.checks.duplicates import identity_keys
from generator.checks.likely_duplicates import DuplicateIndex
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
    ReadingPath,
    Step,
    Topic,
)
from generator.review.topics import find_renamed_topics
from generator.review.types import (
    AddedPaper,
    Comparison,
    EditedRecord,
    FieldChange,
    FieldValue,
    Growth,
    ReclassifiedPaper,
    RemovedPaper,
    RenamedPaper,
    Side,
    SizeChange,
)
from generator.text.person_names import AND_OTHERS

# Places in files, and what a comparison reports by other means.
_UNCOMPARED_FIELDS = {"id", "origin", "origins", "topics", "tags"}
_FIELD_NAMES = {"collection": "list"}  # as editors know it
_GROWTHS: tuple[Growth, ...] = ("appeared", "vanished", "grew", "shrank")
_LINE_NUMBER = re.compile(r"(\.ya?ml):\d+(?::\d+)?")


def compare(base: Side, head: Side) -> Comparison:
    """What changed from `base` to `head`."""
    old, new = _papers_by_id(base.catalog), _papers_by_id(head.catalog)
    only_old = [paper for id_, paper in old.items() if id_ not in new]
    only_new = [paper for id_, paper in new.items() if id_ not in old]
    renamed = _match_renamed(only_old, only_new)
    before = {rename.after: old[rename.before] for rename in renamed}
    before |= {id_: old[id_] for id_ in new if id_ in old}
    pairs = [(before[id_], paper) for id_, paper in new.items() if id_ in before]
    renamed_ids = {rename.before for rename in renamed}
    new_ids = {paper.id: id_ for id_, paper in before.items()}
    topics = find_renamed_topics(base.catalog, head.catalog, new_ids)
    topic_ids = {topic.before: topic.after for topic in topics}
    new_findings, fixed_findings = compare_findings(
        base.findings, head.findings, _moved_files(pairs)
    )
    return Comparison(
        base=base.name,
        head=head.name,
        papers_before=len(old),
        papers_after=len(new),
        added=tuple(_added_papers([p for p in only_new if p.id not in before], head.catalog)),
        removed=tuple(
            _removed_papers([p for p in only_old if p.id not in renamed_ids], head.catalog)
        ),
        renamed=renamed,
        edited=tuple(_edited_records((b, a, a.title) for b, a in pairs)),
        retopiced=tuple(_reclassified_papers(pairs, topic_ids)),
        topics=_topic_size_changes(base.catalog, head.catalog, topic_ids),
        tags=_tag_size_changes(base.catalog, head.catalog),
        renamed_topics=topics,
        vocabulary=tuple(_edited_records(_topic_pairs(base.catalog, head.catalog, topic_ids))),
        paths=tuple(_edited_paths(base.catalog, head.catalog)),
        new_findings=new_findings,
        fixed_findings=fixed_findings,
    )


def _moved_files(pairs: Iterable[tuple[Paper, Paper]]) -> Mapping[str, str]:
    """The new file by the old one of papers with another id or another list."""
    sources = ((before.origin().source, after.origin().source) for before, after in pairs
               if before.file_name != after.file_name)  # fmt: skip
    return dict(sources)


def _papers_by_id(catalog: Catalog) -> dict[str, Paper]:
    return {paper.id: paper for paper in sorted(catalog.papers, key=lambda paper: paper.id)}


def _identity_keys(paper: Paper) -> dict[str, str]:
    """What identifies a paper, by kind: arxiv, doi, title."""
    found = (key.partition(":") for key in identity_keys(paper.title, paper.arxiv, paper.doi))
    return {kind: value for kind, _, value in found if value}


def _match_renamed(only_old: list[Paper], only_new: list[Paper]) -> tuple[RenamedPaper, ...]:
    """Papers that were removed under one id and added under another.

    The most reliable identifier is tried first: arXiv id, DOI, title.
    """
    removed_keys = {paper.id: _identity_keys(paper) for paper in only_old}
    added_keys = {paper.id: _identity_keys(paper) for paper in only_new}
    matched: dict[str, RenamedPaper] = {}
    used: set[str] = set()
    for kind in ("arxiv", "doi", "title"):
        index: dict[str, list[str]] = {}
        for paper in only_old:
            if paper.id not in used and kind in removed_keys[paper.id]:
                index.setdefault(removed_keys[paper.id][kind], []).append(paper.id)
        for paper in only_new:
            waiting = index.get(added_keys[paper.id].get(kind, ""))
            if paper.id in matched or not waiting:
                continue
            used.add(first := waiting.pop(0))
            matched[paper.id] = RenamedPaper(
                before=first, after=paper.id, title=paper.title, by=kind
            )
    return tuple(matched[id_] for id_ in sorted(matched))


def _added_papers(only_new: list[Paper], catalog: Catalog) -> Iterator[AddedPaper]:
    duplicates = DuplicateIndex(catalog.papers) if only_new else None
    names = {id_: topic.name for id_, topic in catalog.topic_by_id.items()}
    for paper in only_new:
        near = duplicates.find(paper) if duplicates else ()
        yield AddedPaper(
            paper=paper, topics=tuple(names.get(t, t) for t in paper.topics), near=near
        )


def _removed_papers(only_old: list[Paper], catalog: Catalog) -> Iterator[RemovedPaper]:
    exclusions = ExclusionIndex(catalog.excluded)
    known = {key for p in catalog.papers for key in identity_keys(p.title, p.arxiv, p.doi)}
    for paper in only_old:
        is_known = not known.isdisjoint(identity_keys(paper.title, paper.arxiv, paper.doi))
        may_return = bool(paper.sources) and not is_known and not exclusions.find(paper)
        yield RemovedPaper(paper=paper, may_return=may_return)


def _edited_records(pairs: Iterable[tuple[Any, Any, str]]) -> Iterator[EditedRecord]:
    for before, after, title in pairs:
        if before != after and (changes := tuple(_field_changes(before, after))):
            yield EditedRecord(id=after.id, title=title, changes=changes)


def _edited_paths(base: Catalog, head: Catalog) -> Iterator[EditedRecord]:
    """The reading paths that were added, removed or changed."""
    old, new = ({path.id: path for path in side.paths} for side in (base, head))
    for id_ in sorted(old.keys() | new.keys()):
        none = ReadingPath(id=id_, name="", why="")
        before, after = old.get(id_, none), new.get(id_, none)
        if changes := tuple(_field_changes(before, after)):
            yield EditedRecord(id=id_, title=after.name or before.name, changes=changes)


def _field_changes(before: Any, after: Any) -> Iterator[FieldChange]:
    """The fields in which two records of one type differ."""
    for field in fields(after):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if field.name not in _UNCOMPARED_FIELDS and old != new:
            name = _FIELD_NAMES.get(field.name, field.name)
            yield FieldChange(field=name, before=_field_value(old), after=_field_value(new))


def _field_value(value: Any) -> FieldValue:
    if isinstance(value, Mapping):
        return tuple(f"{name}: {_item_text(item)}" for name, item in value.items())
    if isinstance(value, Names):
        return (*value.texts, *((AND_OTHERS,) if value.incomplete else ()))
    if isinstance(value, (tuple, list, set, frozenset)):
        items = tuple(_item_text(item) for item in value)
        return tuple(sorted(items)) if isinstance(value, (set, frozenset)) else items
    return _item_text(value)


def _item_text(value: Any) -> str:
    if isinstance(value, Link):
        return f"{value.kind}: {value.url}"
    if isinstance(value, Step):
        aside = (f"beside it {_item_text(step)}" for step in value.branch)
        return "; ".join((f"{value.paper}: {value.why}", *aside))
    if isinstance(value, Organization):
        return f"{value.name} ({value.handle})" if value.handle else value.name
    if isinstance(value, (Name, PartialDate)):
        return str(value)
    if isinstance(value, bool):
        return "yes" if value else ""
    if is_dataclass(value):
        texts = ((f.name, _item_text(getattr(value, f.name))) for f in fields(value))
        return ", ".join(f"{name}: {text}" for name, text in texts if text)
    return "" if value is None else str(value)


def _reclassified_papers(
    pairs: Iterable[tuple[Paper, Paper]], topic_ids: Mapping[str, str]
) -> Iterator[ReclassifiedPaper]:
    for before, after in pairs:
        kept = set(after.topics)  # a paper may still have the old id of the topic
        old = tuple(t if t in kept else topic_ids.get(t, t) for t in before.topics)
        main = _main_topic_change(old, after.topics)
        found = ReclassifiedPaper(
            id=after.id,
            title=after.title,
            topics_added=_difference(after.topics, old),
            topics_removed=_difference(old, after.topics),
            tags_added=_difference(after.tags, before.tags),
            tags_removed=_difference(before.tags, after.tags),
            main=main,
        )
        if any((main, found.topics_added, found.topics_removed, found.tags_added,
                found.tags_removed)):  # fmt: skip
            yield found


def _main_topic_change(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, str] | None:
    """The main (first) topics before and after, if the paper has both in both states."""
    old, new = before[:1], after[:1]
    both = set(before) & set(after)
    return (old[0], new[0]) if old != new and both.issuperset(old + new) and old and new else None


def _difference(values: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    known = set(others)
    return tuple(value for value in dict.fromkeys(values) if value not in known)


def _topic_pairs(
    base: Catalog, head: Catalog, topic_ids: Mapping[str, str]
) -> Iterator[tuple[Topic, Topic, str]]:
    old = {topic_ids.get(id_, id_): topic for id_, topic in base.topic_by_id.items()}
    for id_, topic in head.topic_by_id.items():
        if id_ in old:
            yield old[id_], topic, topic.name


def _topic_size_changes(
    base: Catalog, head: Catalog, topic_ids: Mapping[str, str]
) -> tuple[SizeChange, ...]:
    before = {topic_ids.get(id_, id_): count for id_, count in _paper_counts(base.by_topic).items()}
    names = {topic_ids.get(topic.id, topic.id): topic.name for topic in base.topics}
    names |= {topic.id: topic.name for topic in head.topics}
    return _size_changes(names, before, _paper_counts(head.by_topic))


def _tag_size_changes(base: Catalog, head: Catalog) -> tuple[SizeChange, ...]:
    names = {tag: tag for tag in (*base.by_tag, *head.by_tag)}
    return _size_changes(names, _paper_counts(base.by_tag), _paper_counts(head.by_tag))


def _paper_counts(groups: Mapping[str, tuple[Paper, ...]]) -> dict[str, int]:
    return {name: len(papers) for name, papers in groups.items()}


def _size_changes(
    names: Mapping[str, str], before: Mapping[str, int], after: Mapping[str, int]
) -> tuple[SizeChange, ...]:
    """What changed its number of papers: appeared and vanished first, then by difference."""
    found: list[SizeChange] = []
    for id_, name in names.items():
        old, new = before.get(id_, 0), after.get(id_, 0)
        change: Growth = "grew" if new > old else "shrank"
        if id_ not in before or id_ not in after:
            change = "vanished" if id_ in before else "appeared"
        elif old == new:
            continue
        found.append(SizeChange(id=id_, name=name, before=old, after=new, change=change))
    return tuple(
        sorted(found, key=lambda s: (_GROWTHS.index(s.change), -abs(s.after - s.before), s.id))
    )


def compare_findings(
    before: Iterable[Finding],
    after: Iterable[Finding],
    moved: Mapping[str, str] = MappingProxyType({}),
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """New findings and fixed findings; one whose line only moved is neither.

    Args:
        before: findings of the older state.
        after: findings of the newer state.
        moved: the new file by the old one of papers whose findings moved.
    """

    def without_line(finding: Finding) -> tuple[str, str, str]:
        source = moved.get(finding.origin.source, finding.origin.source)
        return finding.code, source, _LINE_NUMBER.sub(r"\1", finding.message)

    new = _findings_only_in(after, before, without_line)
    return new, _findings_only_in(before, after, without_line)


def _findings_only_in(
    these: Iterable[Finding], those: Iterable[Finding], identity: Any
) -> tuple[Finding, ...]:
    known = Counter(identity(finding) for finding in those)
    found: list[Finding] = []
    for finding in these:
        known[identity(finding)] -= 1
        if known[identity(finding)] < 0:
            found.append(finding)
    return tuple(found)
