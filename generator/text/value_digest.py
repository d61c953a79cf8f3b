"""Digests of values that say what a page shows: equal digests stand for equal values."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import Any

from markupsafe import Markup

from generator.text import memo

_DIGEST_BYTES = 16
_MAX_KNOWN = 30_000  # values, with their digests; cards of 10,000 papers are among them
# `repr` says everything of them, and that safe HTML is not plain text.
_PRINTED = frozenset({str, Markup, int, bool, float, bytes, date, type(None)})


class ValueDigests:
    """Digests of values, while these do not change; what many have in common is read once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, str]] = {}

    def of(self, value: object) -> str:
        """A digest of a value; empty if it has parts of other types than those in `_text`."""
        try:
            return _digest(self._text(value))
        except TypeError:
            return ""

    def _text(self, value: Any) -> str:
        """All of a value that is made of texts, numbers, days, tuples, mappings, dataclasses."""
        kind = type(value)
        if kind in _PRINTED:
            return repr(value)
        if kind is tuple or kind is list:
            return f"({','.join(map(self._text, value))})"
        if isinstance(value, Mapping):
            pairs = (f"{self._text(key)}:{self._text(each)}" for key, each in value.items())
            return f"{{{','.join(pairs)}}}"
        if is_dataclass(kind):
            return self._shared(value)
        raise TypeError(kind)

    def _shared(self, value: Any) -> str:
        """What stands for a dataclass; it is kept, so that no other gets its id."""
        if memo.is_keeping():
            return memo.kept_call(ValueDigests, (value,), self._dataclass_text)
        known = self._known.get(id(value))
        if known is None:
            if len(self._known) >= _MAX_KNOWN:
                self._known.clear()
            known = self._known[id(value)] = value, self._dataclass_text(value)
        return known[1]

    def _dataclass_text(self, value: Any) -> str:
        kind = type(value)
        parts = ",".join(map(self._text, _field_values(kind, value)))
        return f"<{_digest(f'{kind.__qualname__}({parts})')}>"


def _field_values(kind: type, value: Any) -> tuple[object, ...]:
    return tuple([getattr(value, name) for name in _field_names(kind)])


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _digest(text: str) -> str:
    data = text.encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=_DIGEST_BYTES).hexdigest()
