"""The findings of all checks for a list that was checked before, in just this state."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

from generator.checks.single_papers import FindingsCache
from generator.model import Catalog, Finding, Origin, Person, ReadingPath

MAX_KEPT_STATES = 10  # of a list, besides the present one; branches and revisions are states


class ListFindings:
    """The findings of a list in a cache.

    Args:
        catalog: the list.
        contents: a key for the content of each paper's file, by id.
        cache: findings by the state of the list: all its contents.
    """

    def __init__(
        self, catalog: Catalog, contents: Mapping[str, bytes], cache: FindingsCache
    ) -> None:
        others = (
            catalog.topics,
            catalog.excluded,
            [_with_places(each) for each in catalog.people],
            [_with_places(each) for each in catalog.paths],
        )
        state = blake2b(repr(others).encode("utf-8", "surrogatepass"))
        for paper in catalog.papers:
            state.update(blake2b(contents[paper.id]).digest())
        self._state = state.digest()
        self._cache = cache

    def known(self) -> tuple[Finding, ...] | None:
        """The findings; None if the list was not checked in this state."""
        (data,) = self._cache.get_all([self._state])
        return None if data is None else tuple(map(_finding, data))

    def keep(self, findings: Iterable[Finding]) -> None:
        """Let the next command know the findings."""
        self._cache.put(self._state, [
            [f.code, f.severity, f.message, f.origin.source, f.origin.line, f.origin.column]
            for f in findings
        ])  # fmt: skip


def _with_places(record: Person | ReadingPath) -> tuple[object, list[tuple[str, Origin]]]:
    return record, sorted(record.origins.items())


def _finding(data: Any) -> Finding:
    code, severity, message, source, line, column = data
    origin = Origin(source=source, line=line, column=column)
    return Finding(code=code, severity=severity, message=message, origin=origin)
