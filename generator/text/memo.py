"""Results of pure functions, kept while a preview builds a site again and again.

A memoized function must depend on its arguments alone, compare them by value, and return what
nobody changes. So a kept result is never out of date, whatever was edited meanwhile. Comparing
papers ignores where they were read: a memoized function must not read `Paper.origins`.

Outside of a preview nothing is kept: each paper is looked at once.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_MISSING = object()


class Memory:
    """What memoized functions have returned in the last build and in this one."""

    def __init__(self) -> None:
        self._before: defaultdict[Hashable, dict[object, Any]] = defaultdict(dict)
        self._now: defaultdict[Hashable, dict[object, Any]] = defaultdict(dict)

    def start_build(self) -> None:
        """Let memoized functions use this memory; forget what the last build did not use."""
        global _memory  # noqa: PLW0603 - there is one build at a time
        _memory = self
        self._before, self._now = self._now, defaultdict(dict)

    def recall(self, name: Hashable, arguments: tuple[Any, ...], function: Callable[..., R]) -> R:
        """What a function of a name returns for arguments, from the last build if it had them."""
        now = self._now[name]
        found: Any = now.get(arguments, _MISSING)
        if found is _MISSING:
            found = self._before[name].pop(arguments, _MISSING)
            now[arguments] = found = function(*arguments) if found is _MISSING else found
        result: R = found
        return result

    def has(self, name: Hashable, argument: Hashable) -> bool:
        """Whether the last build or this one had the result of a function for an argument."""
        arguments = (argument,)
        return arguments in self._now[name] or arguments in self._before[name]


_memory: Memory | None = None


def is_keeping() -> bool:
    """Whether memoized functions keep their results."""
    return _memory is not None


def stop_keeping() -> None:
    """Let memoized functions keep nothing from now on."""
    global _memory  # noqa: PLW0603
    _memory = None


def kept(key: Hashable, make: Callable[[], R]) -> R:
    """What a function makes from a key alone; kept like the results of memoized functions."""
    return make() if _memory is None else _memory.recall(key, (), make)


def kept_result(name: Hashable, key: Hashable, make: Callable[[], R]) -> R:
    """What a function makes, by its name and a key that stands for all that decides it."""
    return make() if _memory is None else _memory.recall(name, (key,), lambda _: make())


def has_result(name: Hashable, key: Hashable) -> bool:
    """Whether `kept_result` would not make the result anew."""
    return _memory is not None and _memory.has(name, key)


def memoized(function: Callable[P, R]) -> Callable[P, R]:
    """A pure function whose results a preview keeps, as long as each build uses them."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        if _memory is None or kwargs:
            return function(*args, **kwargs)
        # Safe HTML equals the text that it is made of, and must not be taken for it.
        return _memory.recall((function, tuple(map(type, args))), args, function)

    return call
