"""Reading paths that follow papers and topics with new ids."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from generator.model import Catalog, ReadingPath, Step
from generator.model.errors import ReadingListError


def follow_papers(catalog: Catalog, new_ids: Mapping[str, str]) -> tuple[ReadingPath, ...]:
    """The paths that change if papers get other ids.

    Args:
        catalog: the list.
        new_ids: the new id by the old one; empty for a paper that is removed.

    Raises:
        ReadingListError: a paper of a path is removed, or would be in it twice. The sentence about
            it would be lost, so a person decides.
    """
    problems: list[str] = []
    changed: list[ReadingPath] = []
    for path in catalog.paths:
        problems += _conflicts(path, new_ids)
        if not new_ids.keys().isdisjoint(path.papers):
            changed.append(replace(path, steps=tuple([_follow(s, new_ids) for s in path.steps])))
    if problems:
        raise ReadingListError(f"nothing changed. {'. '.join(problems)}. Remove the step first, or "
                               "name another paper there")  # fmt: skip
    return tuple(changed)


def _conflicts(path: ReadingPath, new_ids: Mapping[str, str]) -> Iterator[str]:
    ids = path.papers
    for where, step in path.places():
        new = new_ids.get(step.paper)
        origin = path.origin(f"{where}.paper")
        place = f"{origin.source}:{origin.line or 1}"
        if new == "":
            yield f"{place} names {step.paper!r} as a step"
        elif new and _becomes_twice(step.paper, new, ids, new_ids):
            yield f"{place} would name {new!r}, which the path has already"


def _becomes_twice(old: str, new: str, ids: Collection[str], new_ids: Mapping[str, str]) -> bool:
    return any(other != old and new_ids.get(other, other) == new for other in ids)


def _follow(step: Step, new_ids: Mapping[str, str]) -> Step:
    branch = tuple([_follow(aside, new_ids) for aside in step.branch])
    return replace(step, paper=new_ids.get(step.paper, step.paper), branch=branch)


def follow_topic(catalog: Catalog, old: str, new: str) -> tuple[ReadingPath, ...]:
    """The paths of a topic, with its new id."""
    return tuple([replace(path, topic=new) for path in catalog.paths if path.topic == old])
