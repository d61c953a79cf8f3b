"""What a rebuild of a preview found changed in the list, as lines for its log."""

from collections.abc import Iterator
from dataclasses import fields
from itertools import islice

from generator.checks import report
from generator.model import Finding, Paper, Topic
from generator.review import compare_findings
from generator.store import Loaded
from generator.text.english import plural

MAX_LINES = 20  # a rename of a tag may change every paper


def new_findings(before: Loaded | None, after: Loaded) -> tuple[Finding, ...]:
    """The findings to log: all at first, later those that the build before did not have."""
    return compare_findings(before.findings, after.findings)[0] if before else after.findings


def gone_findings(before: Loaded | None, after: Loaded) -> list[str]:
    """One line for each finding of the build before that is gone.

    What was found in a file that cannot be read now is not gone, and what another file had to do
    with it is perhaps not fixed.
    """
    if before is None:
        return []
    unread = _unread(after)
    word = "no longer found" if unread else "fixed"
    gone = compare_findings(before.findings, after.findings)[1]
    return [f"{word}: {report.line(f)}" for f in gone if f.origin.source not in unread]


def changed_files(before: Loaded | None, after: Loaded) -> list[str]:
    """One line for each paper and topic that was added, removed or changed, at most `MAX_LINES`.

    A file that cannot be read is no removed paper: its finding tells of it.
    """
    found = _changes(before, after) if before else iter(())
    lines = list(islice(found, MAX_LINES))
    rest = sum(1 for _ in found)
    return [*lines, f"and {plural(rest, 'more change')}"] if rest else lines


def _changes(before: Loaded, after: Loaded) -> Iterator[str]:
    yield from _changed_papers(before, after)
    yield from _changed_topics(before, after)


def _changed_papers(before: Loaded, after: Loaded) -> Iterator[str]:
    old, new = before.catalog.by_id, after.catalog.by_id
    unread_before, unread_after = _unread(before), _unread(after)
    for id_ in sorted(old.keys() | new.keys()):
        file = (new.get(id_) or old[id_]).origin().source
        if id_ not in new:
            if file not in unread_after:
                yield f"{file}: removed"
        elif id_ not in old:
            yield f"{file}: {'readable again' if file in unread_before else 'added'}"
        elif names := _changed_fields(old[id_], new[id_]):
            yield f"{file}: changed {names}"


def _changed_topics(before: Loaded, after: Loaded) -> Iterator[str]:
    old, new = before.catalog.topic_by_id, after.catalog.topic_by_id
    file = next((topic.origin.source for topic in (*new.values(), *old.values())), "")
    if file in _unread(after):
        return
    if file in _unread(before):
        yield f"{file}: readable again"
        return
    for id_ in sorted(old.keys() | new.keys()):
        if id_ not in new or id_ not in old:
            yield f"{file}: {id_} {'added' if id_ in new else 'removed'}"
        elif names := _changed_fields(old[id_], new[id_]):
            yield f"{file}: changed {names} of {id_}"
    if [*old] != [*new] and old.keys() == new.keys():
        yield f"{file}: changed the order of topics"


def _unread(loaded: Loaded) -> set[str]:
    """The files of which nothing could be read."""
    read = {each.origin().source for each in loaded.catalog.papers}
    read |= {topic.origin.source for topic in loaded.catalog.topics}
    return {f.origin.source for f in loaded.findings if f.severity == "error"} - read


def _changed_fields(before: Paper | Topic, after: Paper | Topic) -> str:
    """The names of the fields that differ, where a file was read does not count."""
    names = (field.name for field in fields(before) if field.compare)
    return ", ".join(name for name in names if getattr(before, name) != getattr(after, name))
