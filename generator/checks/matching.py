"""Match the entries of an import with the papers of the list, by the rule of `duplicates`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from generator.checks.duplicates import (
    Record,
    compare,
    is_corroborated,
    previous_title_slugs,
    publication_details_differ,
)
from generator.model import Catalog, Entry, Exclusion, Finding, Paper, PartialDate, Source
from generator.text.sanitize import to_text
from generator.text.slugs import slug

STANDARD_INPUT = "standard-input"
_MAX_RECORDS = 20  # of one paper, to compare an entry with
_MAX_CANDIDATES = 200  # papers of one title, to compare an entry with


@dataclass(eq=False, slots=True)
class Group:
    """Entries of one paper.

    Attributes:
        paper: The paper of the list; None for a new one.
        records: The paper and its entries, to compare others with.
        members: The indices of its entries.
        reread: Sources of which an entry was read again.
        foreign_ids: Identifiers of its entries that belong to other papers.
    """

    paper: Paper | None
    records: list[Record]
    members: list[int] = field(default_factory=list)
    reread: set[str] = field(default_factory=set)
    foreign_ids: set[str] = field(default_factory=set)


def group_entries(
    catalog: Catalog, entries: Sequence[Entry]
) -> tuple[list[Group], list[Finding], dict[int, Exclusion]]:
    """Group the entries of an import by paper.

    Returns:
        The groups, the doubtful matches, and the exclusions of excluded entries by index.
    """
    index = _GroupIndex(catalog)
    exclusions = ExclusionIndex(catalog.excluded)
    findings: list[Finding] = []
    excluded: dict[int, Exclusion] = {}
    for i, entry in enumerate(entries):
        if exclusion := exclusions.find(entry):
            excluded[i] = exclusion
            findings.append(_excluded_finding(entry, exclusion))
            continue
        findings += index.add(i, entry)
    return [group for group in index.groups if group.members], findings, excluded


class ExclusionIndex:
    """Finds the exclusion of a paper by its arXiv id, DOI or title.

    An exclusion with only a title excludes every paper with that title. One with an id too excludes
    those that are the same paper by the rule of `duplicates`.
    """

    def __init__(self, excluded: Sequence[Exclusion] = ()) -> None:
        self._by_key: dict[str, list[tuple[Exclusion, Record]]] = {}
        for exclusion in excluded:
            self.add(exclusion)

    def add(self, exclusion: Exclusion) -> None:
        """Add an exclusion."""
        record = _exclusion_record(exclusion)
        keys = [*record.ids, *([f"title:{record.title}"] if exclusion.title else [])]
        for each in keys:
            self._by_key.setdefault(each, []).append((exclusion, record))

    def find(self, paper: Entry | Paper | Exclusion) -> Exclusion | None:
        """The first exclusion of a paper; None without one."""
        if not self._by_key:
            return None
        record = _exclusion_record(paper) if isinstance(paper, Exclusion) else Record(paper)
        for each in sorted(record.ids):
            if each in self._by_key:
                return self._by_key[each][0][0]
        with_title = self._by_key.get(f"title:{record.title}", ()) if paper.title else ()
        for exclusion, other in with_title:
            if not other.ids or compare(record, other)[0] == "same":
                return exclusion
        return None


def _exclusion_record(exclusion: Exclusion) -> Record:
    return Record(Paper(id="x", title=exclusion.title, arxiv=exclusion.arxiv, doi=exclusion.doi))


class _GroupIndex:
    """Finds the groups that an entry may belong to."""

    def __init__(self, catalog: Catalog) -> None:
        self.groups: list[Group] = []
        self._by_key: dict[str, list[Group]] = {}
        self._has_previous_titles = False
        for paper in catalog.papers:
            group = Group(paper, [Record(paper)])
            self.groups.append(group)
            self._index(group, group.records[0])
            for previous in previous_title_slugs(paper):
                self._has_previous_titles = True
                self._put(f"slug:{previous}", group)
            for source in paper.sources if group.records[0].generic else ():
                self._put(f"source:{group.records[0].title}:{source.file}", group)

    def add(self, i: int, entry: Entry) -> Iterator[Finding]:
        """Add an entry to its group or to a new one; yield what is doubtful about that."""
        record = Record(entry)
        owners = {
            each: self._by_key[each][0] for each in sorted(record.ids) if each in self._by_key
        }
        by_id = list(dict.fromkeys(owners.values()))
        candidates = self._candidates(record, entry)
        same = [group for group in candidates if self._is_same(group, record, entry)]
        found = [*by_id, *(group for group in same if group not in by_id)]
        if len(by_id) > 1 or (by_id and same and not set(by_id) & set(same)):
            yield _ambiguous_finding(entry, found[1])
        elif not by_id and len(same) > 1:
            found = self._best(same, record, entry)
        if found:
            group = found[0]
            group.foreign_ids |= {each for each, owner in owners.items() if owner is not group}
        else:
            group = Group(None, [record])
            self.groups.append(group)
            if candidates:
                yield _similar_finding(entry, candidates[0], record)
        group.members.append(i)
        if group.paper is not None:
            group.reread.add(entry.origin.source)
        self._index(group, record)
        if record not in group.records and len(group.records) < _MAX_RECORDS:
            group.records.append(record)

    def _index(self, group: Group, record: Record) -> None:
        for each in sorted(record.ids):
            kind = each.partition(":")[0]
            if all(known.id_of(kind) in ("", each) for known in group.records):
                self._put(each, group)
        self._put(f"title:{record.title}", group)
        for each in record.evidence_keys() if record.generic else ():
            self._put(each, group)

    def _put(self, name: str, group: Group) -> None:
        groups = self._by_key.setdefault(name, [])
        if len(groups) < _MAX_CANDIDATES and group not in groups:
            groups.append(group)

    def _candidates(self, record: Record, entry: Entry) -> list[Group]:
        keys = [f"title:{record.title}"]
        if record.generic and keys[0] in self._by_key:
            keys = [*record.evidence_keys(), f"source:{record.title}:{file_name(entry)}", *keys]
        if self._has_previous_titles:
            keys.append(f"slug:{slug(to_text(entry.title))}")
        return list(dict.fromkeys(g for each in keys for g in self._by_key.get(each, ())))

    @staticmethod
    def _is_same(group: Group, record: Record, entry: Entry) -> bool:
        """Whether an entry with a present or previous title of a group is its paper."""
        verdicts = [compare(known, record)[0] for known in group.records]
        if "different" in verdicts:
            return False
        if "same" in verdicts:
            return True
        known = group.records[0]
        has_previous_title = all(each.title != record.title for each in group.records)
        if (
            has_previous_title
            and is_corroborated(known, record)
            and not publication_details_differ(known, record)
        ):
            return True
        return _is_same_entry(group, record, entry)

    @staticmethod
    def _best(same: Sequence[Group], record: Record, entry: Entry) -> list[Group]:
        """The one paper of several with the entry's title that it certainly is, if any."""
        supported = [g for g in same if any(is_corroborated(each, record) for each in g.records)]
        from_source = [g for g in same if g.paper and has_source(g.paper, entry)]
        if len(supported) == 1:
            return supported
        return from_source[:1]


def _is_same_entry(group: Group, record: Record, entry: Entry) -> bool:
    """Whether a paper was made from this same entry: its source is recorded, and nothing differs.

    A source may have several entries with the same generic title, one for each paper.
    """
    if group.paper is None or not has_source(group.paper, entry):
        return False
    if record.generic and entry.origin.source in group.reread:
        return False
    known = group.records[0]
    share_author = known.people.share_member(record.people)
    if known.people.families and record.people.families and not share_author:
        return False
    return not publication_details_differ(known, record)


def has_source(paper: Paper, entry: Entry) -> bool:
    """Whether a paper's provenance contains an entry's source."""
    source = entry_source(entry)
    return any(is_same_source(old, source) for old in paper.sources)


def file_name(entry: Entry) -> str:
    """The name of an entry's source without its folders."""
    name = PurePath(entry.origin.source.replace("\\", "/")).name
    return STANDARD_INPUT if name == "-" else name


def entry_source(entry: Entry) -> Source:
    """The provenance of an entry."""
    return Source(
        file=file_name(entry),
        reader=entry.reader,
        captured=entry.captured,
        published=entry.published,
        authors=entry.author_count
        if entry.author_count is not None
        else len(entry.authors) or None,
        comments=entry.comments,
        note=entry.note,
        keywords=entry.keywords,
    )


def add_source(sources: tuple[Source, ...], source: Source) -> tuple[Source, ...]:
    """Provenance with a source added if it is missing; a year that became known is filled in."""
    for i, old in enumerate(sources):
        if old == source or (
            is_same_source(old, source) and not _gains_year(old.captured, source.captured)
        ):
            return sources
        if is_same_source(old, source):
            return (*sources[:i], replace(old, captured=source.captured), *sources[i + 1 :])
    return (*sources, source)


def is_same_source(old: Source, new: Source) -> bool:
    """Whether two sources are the same file; missing years and a person's edits are ignored."""
    same_day = (
        old.captured == new.captured
        or _gains_year(old.captured, new.captured)
        or _gains_year(new.captured, old.captured)
    )
    return (old.file, old.reader) == (new.file, new.reader) and same_day


def _gains_year(old: PartialDate | None, new: PartialDate | None) -> bool:
    return bool(
        old
        and new
        and old.year is None
        and new.year
        and (old.month, old.day) == (new.month, new.day)
    )


def _describe_group(group: Group) -> str:
    return group.paper.origin().source if group.paper else "another paper of this import"


def _ambiguous_finding(entry: Entry, other: Group) -> Finding:
    message = (
        f"{entry.title!r} matches two papers by arXiv id, DOI or title; the other one is "
        f"{_describe_group(other)}. Check which is meant. If both are one paper, merge the files"
    )
    return _warning("ambiguous-paper", message, entry)


def _similar_finding(entry: Entry, other: Group, record: Record) -> Finding:
    whys = (compare(known, record)[1] for known in other.records)
    why = next(filter(None, whys), "more than one paper has this title")
    message = (
        f"{entry.title!r} became a new paper beside {_describe_group(other)}, which has the "
        f"same title now or had it before: {why}. If both are one paper, merge the two files"
    )
    return _warning("similar-paper", message, entry)


def _excluded_finding(entry: Entry, exclusion: Exclusion) -> Finding:
    place = f"{exclusion.origin.source}:{exclusion.origin.line or 1}"
    message = (
        f"{entry.title!r} was left out, because {place} excludes it ({exclusion.reason}). To "
        "import it, remove it there"
    )
    return Finding(code="excluded", severity="info", message=message, origin=entry.origin)


def _warning(code: str, message: str, entry: Entry) -> Finding:
    return Finding(code=code, severity="warning", message=message, origin=entry.origin)
