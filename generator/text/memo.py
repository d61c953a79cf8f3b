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

    def find(self, name: Hashable, key: Hashable) -> Any:
        """What was kept in the last build or in this one; None without it."""
        now = self._now[name]
        found = now.get(key)
        if found is None:
            found = self._before[name].pop(key, None)
            if found is not None:
                now[key] = found
        return found

    def keep(self, name: Hashable, key: Hashable, value: object) -> None:
        """Keep a value, which is not None, for this build and the next."""
        self._now[name][key] = value


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
    return make() if _memory is None else _recall(_memory, kept, key, make)


def _recall(memory: Memory, name: Hashable, key: Hashable, make: Callable[[], R]) -> R:
    found: tuple[R] | None = memory.find(name, key)
    if found is None:
        found = (make(),)
        memory.keep(name, key, found)
    return found[0]


def find_call(name: Hashable, arguments: tuple[Any, ...]) -> Any:
    """What `keep_call` has kept for these arguments; None without it, or outside of a preview.

    Texts and bytes are compared, and tuples by what is in them. Other arguments must be the very
    same objects, which nobody changes: this is faster than comparing papers or pages.
    """
    if _memory is None:
        return None
    found = _memory.find((find_call, name), _identity(arguments))
    return None if found is None else found[1]


def keep_call(name: Hashable, arguments: tuple[Any, ...], value: object) -> None:
    """Keep a value, which is not None, for arguments, as long as each build asks for it."""
    if _memory is not None:
        # The arguments stay, so that no other object gets the place of one of them.
        _memory.keep((find_call, name), _identity(arguments), (arguments, value))


def kept_call(name: Hashable, arguments: tuple[Any, ...], make: Callable[..., R]) -> R:
    """What a function makes of the very same arguments, see `find_call`."""
    found = find_call(name, arguments)
    if found is None:
        found = make(*arguments)
        keep_call(name, arguments, found)
    result: R = found
    return result


def kept_while_equal(name: Hashable, inputs: object, make: Callable[[], R]) -> R:
    """What a function makes of inputs, as long as these are equal from one build to the next.

    For inputs that are large: they are compared with those of the last build only. Parts of both
    that are the same object, as most are, take no time.
    """
    found: tuple[object, R] | None = find_call((kept_while_equal, name), ())
    if found is None or found[0] != inputs:
        found = inputs, make()
        keep_call((kept_while_equal, name), (), found)
    return found[1]


def _identity(value: object) -> Hashable:
    kind = type(value)
    if kind is tuple:
        return tuple(map(_identity, value))  # type: ignore[call-overload]
    return value if kind is str or kind is bytes else id(value)


def memoized(function: Callable[P, R]) -> Callable[P, R]:
    """A pure function whose results a preview keeps, as long as each build uses them."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        if _memory is None or kwargs:
            return function(*args, **kwargs)
        # Safe HTML equals the text that it is made of, and must not be taken for it.
        name = function, tuple(map(type, args))
        return _recall(_memory, name, args, lambda: function(*args, **kwargs))

    return call
