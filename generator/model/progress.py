"""How far long work is: loops count what they do, and the command line decides what is shown."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Reporter(Protocol):
    """Shows how many of the items have been taken."""

    def __call__(self, items: Iterable[Item], what: str, total: int, /) -> Iterable[Item]:
        """The same items, in the same order.

        Args:
            items: what a loop goes through.
            what: what the items are, a noun in the plural.
            total: how many there are.
        """


def _show_nothing(items: Iterable[Item], _what: str, _total: int) -> Iterable[Item]:
    return items


_reporter: ContextVar[Reporter] = ContextVar("reporter", default=_show_nothing)


def counted(items: Iterable[Item], what: str, total: int) -> Iterable[Item]:
    """The same items; whoever called this work may show how many of them were taken."""
    return _reporter.get()(items, what, total)


@contextmanager
def shown_by(reporter: Reporter) -> Iterator[None]:
    """Let a reporter show the work that is done in this block."""
    token = _reporter.set(reporter)
    try:
        yield
    finally:
        _reporter.reset(token)
