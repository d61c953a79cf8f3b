"""Log lines for what has changed in the list since a preview built it last."""

import logging
from collections.abc import Iterator
from dataclasses import fields
from itertools import islice

from generator.checks import report
from generator.model import Finding, Paper, Topic
from generator.review import compare_findings
from generator.store import EXCLUSIONS_FILE, PEOPLE_FILE, Loaded
from generator.text.english import plural

MAX_LINES = 20  # a rename of a tag may change every paper
_SEE_ALL = "reading-list check --all"
log = logging.getLogger("mkdocs.plugins.reading-list")


def log_changes(before: Loaded | None, after: Loaded, *, strict: bool) -> None:
    """Log findings; when a preview builds again, only what has changed.

    Errors are first, as warnings. Of very many of a kind the first ones are logged, unless the
    build is verbose. A strict preview counts warnings, so each of its builds logs findings again.
    """
    found = new_findings(None if strict else before, after)
    see_all = "" if log.isEnabledFor(logging.DEBUG) else _SEE_ALL
    errors = [finding for finding in found if finding.severity == "error"]
    others = [finding for finding in found if finding.severity != "error"]
    for findings, write in ((errors, log.warning), (others, log.info)):
        for line in report.text_lines(findings, None, see_all):
            write("%s", line)
    for line in (*fixed_findings(before, after), *changed_files(before, after)):
        log.info("%s", line)


def new_findings(before: Loaded | None, after: Loaded) -> tuple[Finding, ...]:
    """The findings to log: all at first, later those that the previous build did not have."""
    return compare_findings(before.findings, after.findings)[0] if before else after.findings


def fixed_findings(before: Loaded | None, after: Loaded) -> list[str]:
    """One line for each finding of the previous build that is gone, at most `MAX_LINES`.

    A finding in a file that cannot be read now is not gone. While any file is unreadable, a finding
    that is gone elsewhere may not be fixed: a duplicate, say, whose other file is unreadable.
    """
    if before is None:
        return []
    unreadable = _unreadable_files(after)
    word = "no longer found" if unreadable else "fixed"
    fixed = compare_findings(before.findings, after.findings)[1]
    gone = [f"{word}: {report.line(f)}" for f in fixed if f.origin.source not in unreadable]
    rest = len(gone) - MAX_LINES
    return [*gone[:MAX_LINES], f"{word}: {plural(rest, 'more finding')}"] if rest > 0 else gone


def changed_files(before: Loaded | None, after: Loaded) -> list[str]:
    """One line for each paper and topic that was added, removed or changed, at most `MAX_LINES`.

    A file that cannot be read is not a removed paper; a finding reports it.
    """
    found = _changes(before, after) if before else iter(())
    lines = list(islice(found, MAX_LINES))
    rest = sum(1 for _ in found)
    return [*lines, f"and {plural(rest, 'more change')}"] if rest else lines


def _changes(before: Loaded, after: Loaded) -> Iterator[str]:
    yield from _changed_papers(before, after)
    yield from _changed_topics(before, after)
    if before.catalog.excluded != after.catalog.excluded:
        yield f"{EXCLUSIONS_FILE}: changed"
    if before.catalog.people != after.catalog.people:
        yield f"{PEOPLE_FILE}: changed"
    old, new = ({path.id: path for path in side.catalog.paths} for side in (before, after))
    for id_ in sorted(old.keys() | new.keys()):
        if old.get(id_) != new.get(id_):
            how = "removed" if id_ not in new else "changed" if id_ in old else "added"
            yield f"{(new.get(id_) or old[id_]).origin().source}: {how}"


def _changed_papers(before: Loaded, after: Loaded) -> Iterator[str]:
    old, new = before.catalog.by_id, after.catalog.by_id
    unreadable_before, unreadable_after = _unreadable_files(before), _unreadable_files(after)
    for id_ in sorted(old.keys() | new.keys()):
        file = (new.get(id_) or old[id_]).origin().source
        if id_ not in new:
            if file not in unreadable_after:
                yield f"{file}: removed"
        elif id_ not in old:
            yield f"{file}: {'readable again' if file in unreadable_before else 'added'}"
        elif names := _changed_fields(old[id_], new[id_]):
            yield f"{file}: changed {names}"


def _changed_topics(before: Loaded, after: Loaded) -> Iterator[str]:
    old, new = before.catalog.topic_by_id, after.catalog.topic_by_id
    file = next((topic.origin.source for topic in (*new.values(), *old.values())), "")
    if file in _unreadable_files(after):
        return
    if file in _unreadable_files(before):
        yield f"{file}: readable again"
        return
    for id_ in sorted(old.keys() | new.keys()):
        if id_ not in new or id_ not in old:
            yield f"{file}: {id_} {'added' if id_ in new else 'removed'}"
        elif names := _changed_fields(old[id_], new[id_]):
            yield f"{file}: changed {names} of {id_}"
    if [*old] != [*new] and old.keys() == new.keys():
        yield f"{file}: changed the order of topics"


def _unreadable_files(loaded: Loaded) -> set[str]:
    """The files that could not be read at all."""
    read = {each.origin().source for each in loaded.catalog.papers}
    read |= {path.origin().source for path in loaded.catalog.paths}
    read |= {topic.origin.source for topic in loaded.catalog.topics}
    return {f.origin.source for f in loaded.findings if f.severity == "error"} - read


def _changed_fields(before: Paper | Topic, after: Paper | Topic) -> str:
    """The names of the fields that differ, apart from the place where they were read."""
    if before is after:
        return ""
    names = (field.name for field in fields(before) if field.compare)
    return ", ".join(name for name in names if getattr(before, name) != getattr(after, name))
