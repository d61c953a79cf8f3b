"""Results of pure functions, kept from one command to the next.

Like memoized functions (`memo.py`), but their results are also in a store, by a digest of all that
decides them. So a kept result is never out of date, and a first build of a command finds what the
last one has made. Without a store, functions are called as usual.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from generator.text import memo
from generator.text.json_codec import Codec, json_codec

R = TypeVar("R")
_CALLS_PER_LOOKUP = 250  # many at once are found faster


class Store(Protocol):
    """Where results are kept."""

    def key(self, name: str, values: Sequence[object]) -> bytes | None:
        """A digest of a function's name and of all values that decide its result.

        None if a value has no digest: nothing is kept then.
        """

    def get_all(self, keys: Sequence[bytes]) -> Sequence[Any]:
        """For each key the JSON data that was put, or None."""

    def mark_used(self, keys: Iterable[bytes]) -> None:
        """Keep what was put for keys, though nobody asks for it."""

    def put(self, key: bytes, data: Any) -> None:
        """Keep JSON data, which is not None."""


class Stored(Generic[R]):
    """A pure function whose results are kept between commands.

    Args:
        function: the function.
        result: the type of its results, see `json_codec`.
        name: the name of the function, which no other has.
        inputs: what decides its results besides the arguments.
        in_memory: whether a preview keeps its results in memory, too, as those of memoized
            functions. Otherwise they are read anew: they are large, and of no use for long.
    """

    def __init__(
        self, function: Callable[..., R], result: Any, name: str, inputs: Sequence[object] = (),
        *, in_memory: bool = True,
    ) -> None:  # fmt: skip
        self._function = function
        self._result = result
        self._name = name
        self._inputs = inputs
        self._in_memory = in_memory

    def __call__(self, *arguments: object) -> R:
        """The result of one call."""
        return next(self.each([arguments]))

    def each(self, calls: Iterable[tuple[object, ...]]) -> Iterator[R]:
        """The results of many calls, in their order; faster than one by one."""
        remaining = iter(calls)
        while few := list(islice(remaining, _CALLS_PER_LOOKUP)):
            if _store:
                yield from self._recall(_store, few)
            else:
                yield from (self._function(*arguments) for arguments in few)

    def _recall(self, store: Store, calls: Sequence[tuple[object, ...]]) -> Iterator[R]:
        # Inputs are kept with each result, so that no other object gets the place of one of them.
        name = self._name, tuple(v if isinstance(v, str) else id(v) for v in self._inputs)
        found = [memo.find_call(name, each) if self._in_memory else None for each in calls]
        store.mark_used(key for key, *_ in filter(None, found))
        unknown = [each for each, known in zip(calls, found, strict=True) if known is None]
        made = self._look_up(store, unknown)
        for arguments, known in zip(calls, found, strict=True):
            if known is None:
                key, result = next(made)
                if self._in_memory and key:
                    memo.keep_call(name, arguments, (key, result, self._inputs))
                yield result
            else:
                yield known[1]

    def _look_up(
        self, store: Store, calls: Sequence[tuple[object, ...]]
    ) -> Iterator[tuple[bytes | None, R]]:
        """The key of each call, if it has one, and the result."""
        inputs = store.key(self._name, self._inputs) if calls else None
        keys = [None if inputs is None else store.key(self._name, (inputs, *each))
                for each in calls]  # fmt: skip
        known = [key for key in keys if key]
        found = dict(zip(known, store.get_all(known), strict=True))
        for key, arguments in zip(keys, calls, strict=True):
            if key is None:
                yield None, self._function(*arguments)
            else:
                yield key, self._make(store, key, found.get(key), arguments)

    def _make(self, store: Store, key: bytes, data: Any, arguments: tuple[object, ...]) -> R:
        if data is not None:
            found: R = self._codec.decode(data)
            return found
        made = self._function(*arguments)
        with suppress(TypeError):  # not exactly of its type: it would come back as another value
            store.put(key, self._codec.encode(made))
        return made

    @cached_property
    def _codec(self) -> Codec:
        return json_codec(self._result)


_store: Store | None = None


def use_store(store: Store | None) -> None:
    """Let functions keep their results in a store from now on; None to keep nothing."""
    global _store  # noqa: PLW0603 - there is one build at a time
    _store = store


def current_store() -> Store | None:
    """The store that functions keep their results in now."""
    return _store
