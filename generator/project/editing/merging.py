"""Two papers of a list that are one become one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from generator.checks.duplicates import Record, arxiv_key, compare
from generator.checks.matching import add_source
from generator.model import (
    MAX_SEARCH_PHRASES,
    Catalog,
    Edit,
    Ignore,
    Link,
    Names,
    Organization,
    Paper,
)
from generator.model.errors import ReadingListError, UsageError
from generator.project.editing.outcome import edited_catalog
from generator.project.editing.papers import follow_related
from generator.project.editing.reading_paths import follow_papers
from generator.text.characters import one_line
from generator.text.citation_keys import citation_keys
from generator.text.slugs import comparison_key
from generator.text.tag_spelling import tag_key

_MAX_VALUE_CHARACTERS = 80  # of a value in a remark; a search phrase has no more
# They are joined or handled one by one.
_OWN_RULES = frozenset(["id", "origins", "collection", "related", "note", "added", "aliases"])
# They belong to the version of record, so they are not taken from another one.
_VERSION_FIELDS = frozenset(["type", "issued", "venue", "volume", "issue", "pages", "number",
                             "edition", "series", "publisher", "isbn"])  # fmt: skip


def merge_papers(catalog: Catalog, keep: str, drop: str, *, force: bool = False) -> Edit:
    """Merge one paper into another, whose values win; the first one's file is removed.

    Args:
        catalog: the list.
        keep: the id of the paper that stays.
        drop: the id of the paper that is merged into it.
        force: merge them although something shows that they are two papers.

    Raises:
        UsageError: both are the same paper of the list.
        ReadingListError: something shows that they are two papers, or a reading path has both.
    """
    if keep == drop:
        raise UsageError(f"{keep!r} is named twice. Name the paper to keep, then the other one")
    kept, dropped = catalog.by_id[keep], catalog.by_id[drop]
    verdict, why = compare(Record(kept), Record(dropped))
    if verdict == "different" and not force:
        raise ReadingListError(f"nothing changed. {keep} and {drop} seem to be two papers: {why}. "
                               "If they are one all the same, add --force")  # fmt: skip
    others = {paper.id: paper for paper in follow_related(catalog, {drop: keep})}
    merged = _merged(others.pop(keep, kept), others.pop(drop, dropped))
    paths = follow_papers(catalog, {drop: keep})
    edit = Edit(papers=(merged, *others.values()), removed=(drop,), paths=paths)
    remarks = [*_remarks(kept, dropped, merged), *_lost_identity(catalog, edit, kept, dropped)]
    if verdict == "unsure":
        remarks.append(f"nothing in the files shows that they are one paper: {why}")
    return replace(edit, remarks=tuple(remarks))


def _merged(kept: Paper, dropped: Paper) -> Paper:
    """The paper that two become; its list of related papers names neither."""
    unfit = _unfit_fields(kept, dropped)
    changes: dict[str, Any] = {
        name: theirs
        for name in _field_names()
        if not getattr(kept, name) and (theirs := getattr(dropped, name))
        and name not in unfit
    }  # fmt: skip
    changes |= {name: join(getattr(kept, name), getattr(dropped, name))
                for name, join in _JOINED.items()}  # fmt: skip
    related = dict.fromkeys((*kept.related, *dropped.related))
    aliases = dict.fromkeys((*kept.aliases, dropped.id, *dropped.aliases))
    return replace(
        kept, **changes, note=_join_notes(kept.note, dropped.note),
        related=tuple(id_ for id_ in related if id_ not in (kept.id, dropped.id)),
        aliases=tuple(alias for alias in aliases if alias != kept.id),
        added=min(filter(None, (kept.added, dropped.added)), default=None),
    )  # fmt: skip


def _field_names() -> Iterator[str]:
    """The fields of which the kept paper's value wins."""
    return (f.name for f in fields(Paper) if f.name not in _OWN_RULES and f.name not in _JOINED)


def _unfit_fields(kept: Paper, dropped: Paper) -> Mapping[str, str]:
    """Fields that are not filled, as they may be about something else; each with the reason.

    Volume and pages are those of a venue, and a category is that of an arXiv id.
    """
    found = {"key": f"it would change the citation key of {kept.id}"}
    if not _is_one_version(kept, dropped):
        found |= dict.fromkeys(_VERSION_FIELDS, f"{kept.id} may be another version")
    if kept.arxiv and kept.arxiv != dropped.arxiv:
        found["category"] = f"{kept.id} has another arXiv id"
    return found


def _is_one_version(kept: Paper, dropped: Paper) -> bool:
    """Whether both are in one venue, as far as it is known, and nothing they say of it differs."""
    if kept.venue and comparison_key(kept.venue) != comparison_key(dropped.venue):
        return False
    pairs = [(getattr(kept, name), getattr(dropped, name))
             for name in _VERSION_FIELDS - {"venue", "type", "issued"}]  # fmt: skip
    if kept.issued and dropped.issued:
        pairs.append((kept.issued.year, dropped.issued.year))
    return not any(ours and theirs and ours != theirs for ours, theirs in pairs)


def _join_notes(ours: str, theirs: str) -> str:
    """Both notes, ours first, as paragraphs; only one if it contains the other."""
    if theirs.strip() in ours or not ours.strip():
        return ours or theirs
    return theirs if ours.strip() in theirs else f"{ours.rstrip()}\n\n{theirs.lstrip()}"


def _join_by(key: Callable[[Any], object]) -> Callable[[Sequence[Any], Sequence[Any]], Any]:
    """A function that joins two lists; of items with the same key the first one stays."""

    def join(ours: Sequence[Any], theirs: Sequence[Any]) -> Any:
        seen = {key(item) for item in ours}
        added = {key(item): item for item in reversed(theirs) if key(item) not in seen}
        return (*ours, *(item for item in theirs if added.get(key(item)) is item))

    return join


def _join_sources(ours: Sequence[Any], theirs: Sequence[Any]) -> Any:
    joined = tuple(ours)
    for source in theirs:
        joined = add_source(joined, source)
    return joined


_join_all_phrases = _join_by(comparison_key)


def _join_phrases(ours: Sequence[str], theirs: Sequence[str]) -> Sequence[str]:
    return tuple(_join_all_phrases(ours, theirs)[:MAX_SEARCH_PHRASES])


_JOINED: Mapping[str, Callable[[Sequence[Any], Sequence[Any]], Any]] = {
    "topics": _join_by(str),
    "tags": _join_by(tag_key),
    "search_phrases": _join_phrases,
    "links": _join_by(lambda link: link.url),
    "ignore": _join_by(lambda ignore: ignore.code),
    "sources": _join_sources,
}


def _remarks(kept: Paper, dropped: Paper, merged: Paper) -> Iterator[str]:
    """What of the dropped paper is not kept, and what becomes of its note."""
    unfit = _unfit_fields(kept, dropped)
    for name in _field_names():
        ours, theirs = getattr(merged, name), getattr(dropped, name)
        if theirs and not ours:
            yield f"{name}: {_shown(theirs)} of {dropped.id} is not taken: {unfit[name]}"
        elif theirs and ours != theirs:
            yield f"{name}: {kept.id} keeps {_shown(ours)}; {dropped.id} has {_shown(theirs)}"
    if kept.collection != dropped.collection:
        yield f"list: {kept.id} stays in {kept.file_name}; {dropped.id} was {dropped.file_name}"
    if kept.note and dropped.note and merged.note not in (kept.note, dropped.note):
        yield f"note: the note of {dropped.id} follows that of {kept.id}"
    elif dropped.note and merged.note != dropped.note:
        yield f"note: that of {kept.id} contains the one of {dropped.id}"
    yield from _remarks_of_lists(kept, dropped, merged)


def _remarks_of_lists(kept: Paper, dropped: Paper, merged: Paper) -> Iterator[str]:
    """What of the dropped paper's lists is not kept."""
    has_phrase = set(map(comparison_key, merged.search_phrases))
    for name in ("links", "ignore", "tags", "search_phrases"):
        for item in getattr(dropped, name):
            if item in getattr(merged, name):
                continue
            is_extra = name == "search_phrases" and comparison_key(item) not in has_phrase
            why = f"a paper has at most {MAX_SEARCH_PHRASES}" if is_extra else f"{kept.id} has it"
            yield f"{name}: {_shown(item)} of {dropped.id} is not taken: {why}"


def _lost_identity(catalog: Catalog, edit: Edit, kept: Paper, dropped: Paper) -> Iterator[str]:
    """What finds the dropped paper now, and will not find the kept one."""
    old = citation_keys(catalog)[dropped.id]
    new = citation_keys(edited_catalog(catalog, edit))[kept.id]
    if old != new:
        yield f"the citation key {old!r} is gone: cite {new!r}"
    if kept.arxiv and dropped.arxiv and arxiv_key(kept.arxiv) != arxiv_key(dropped.arxiv):
        yield (f"an import of arXiv {dropped.arxiv} would add {dropped.id} again: name it in "
               "excluded.yml if that is not wanted")  # fmt: skip


def _shown(value: object) -> str:
    """A value in a remark."""
    match value:
        case Names():
            text = ", ".join((*value.texts, *(["and others"] if value.incomplete else [])))
        case Organization():
            text = value.name
        case Link():
            text = f"{value.kind}: {value.url}"
        case Ignore():
            text = f"{value.code}: {value.reason}"
        case _:
            text = one_line(str(value))
    is_long = len(text) > _MAX_VALUE_CHARACTERS
    return repr(f"{text[:_MAX_VALUE_CHARACTERS]}…" if is_long else text)
