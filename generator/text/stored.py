"""Results of pure functions, kept from one command to the next.

Like memoized functions (`memo.py`), but their results are also in a store, by a digest of all that
decides them. So a kept result is never out of date, and a first build of a command finds what the
last one has made. Without a store, functions are called as usual.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property, partial
from itertools import islice
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from generator.text import memo
from generator.text.json_codec import Codec, json_codec

R = TypeVar("R")
T = TypeVar("T")
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


class Deferred(NamedTuple, Generic[R]):
    """A result that is made or read when it is needed.

    Attributes:
        make: gives the result.
        key: a digest of everything that decides it; empty if that is not known.
    """

    make: Callable[[], R]
    key: str


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

    def deferred(
        self, items: Iterable[T], arguments_of: Callable[[T], tuple[object, ...]]
    ) -> Iterator[Deferred[R]]:
        """A result for each item, which is not made or read before it is needed.

        Args:
            items: what there are results for.
            arguments_of: the arguments of the call for an item. They may be large, so they are not
                kept, but found anew if the result is needed after that of the next item.
        """
        store = _store
        inputs = store.key(self._name, self._inputs) if store else None
        recent: list[Any] = [None, ()]

        def find_arguments(item: T) -> tuple[object, ...]:
            if recent[0] is not item:
                recent[:] = item, arguments_of(item)
            found: tuple[object, ...] = recent[1]
            return found

        for item in items:
            arguments = find_arguments(item)
            known = self._find(arguments) if store else None
            key = known[0] if known else self._key(store, inputs, arguments)
            if store and key:
                store.mark_used([key])
            make = partial(self._made, store, key, partial(find_arguments, item))
            yield Deferred(make, key.hex() if key else "")

    def _made(
        self, store: Store | None, key: bytes | None, find_arguments: Callable[[], tuple[Any, ...]]
    ) -> R:
        """The result of one call whose key is known."""
        arguments = find_arguments()
        if store is None or key is None:
            return self._function(*arguments)
        if known := self._find(arguments):
            found: R = known[1]
            return found
        made = self._make(store, key, store.get_all([key])[0], arguments)
        if self._in_memory:
            memo.keep_call(self._memo_name, arguments, (key, made, self._inputs))
        return made

    def _find(self, arguments: tuple[object, ...]) -> Any:
        """The key and the result of one call, if a preview has them in memory."""
        return memo.find_call(self._memo_name, arguments) if self._in_memory else None

    def _key(
        self, store: Store | None, inputs: bytes | None, arguments: tuple[object, ...]
    ) -> bytes | None:
        if store is None or inputs is None:
            return None
        return store.key(self._name, (inputs, *arguments))

    @cached_property
    def _memo_name(self) -> Hashable:
        # Inputs are kept with each result, so that no other object gets the place of one of them.
        return self._name, tuple(v if isinstance(v, str) else id(v) for v in self._inputs)

    def _recall(self, store: Store, calls: Sequence[tuple[object, ...]]) -> Iterator[R]:
        name = self._memo_name
        found = [self._find(each) for each in calls]
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
        keys = [self._key(store, inputs, each) for each in calls]
        known = [key for key in keys if key]
        found = dict(zip(known, store.get_all(known), strict=True))
        for key, arguments in zip(keys, calls, strict=True):
            if key is None:
                yield None, self._function(*arguments)
            else:
                yield key, self._make(store, key, found.get(key), arguments)

    def _make(self, store: Store, key: bytes, data: Any, arguments: tuple[object, ...]) -> R:
        codec = self._codec
        if data is not None:
            found: R = codec.decode(data)
            return found
        made = self._function(*arguments)
        with suppress(TypeError):  # not exactly of its type: it would come back as another value
            store.put(key, codec.encode(made))
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
