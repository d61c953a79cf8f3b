"""Values of declared types as JSON data and back, exactly: safe HTML never becomes plain text."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from markupsafe import Markup

_PLAIN = (str, int, float, bool, NoneType)


class Codec(NamedTuple):
    """Two functions for the values of one type.

    Attributes:
        encode: a value to JSON data; raises TypeError if the value is not exactly of its type.
        decode: JSON data to an equal value.
    """

    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]


def json_codec(kind: Any) -> Codec:
    """The codec of a type.

    Args:
        kind: a plain type, `bytes`, `Markup`, one of several texts (`Literal`), an optional type, a
            tuple, a mapping by texts, or a dataclass of such; `object` stands for JSON data.

    Raises:
        TypeError: it is another type.
    """
    origin, arguments = get_origin(kind), get_args(kind)
    if kind is object:
        return Codec(_same, _same)
    if kind in _PLAIN or origin is Literal:
        plain = str if origin is Literal else kind
        return Codec(lambda value: _exactly(plain, value), _same)
    if kind is bytes:
        return Codec(lambda value: b64encode(_exactly(bytes, value)).decode(), b64decode)
    if kind is Markup:
        # Made from what was safe; nobody else writes where it is kept.
        return Codec(lambda value: str(_exactly(Markup, value)), partial(str.__new__, Markup))
    if origin in (Union, UnionType) and len(arguments) == 2 and NoneType in arguments:  # noqa: PLR2004 - a type or None
        return _optional(next(each for each in arguments if each is not NoneType))
    if origin is tuple and arguments[1:] == (...,):
        return _sequence(json_codec(arguments[0]))
    if origin is tuple:
        return _record(tuple, tuple(map(json_codec, arguments)))
    if origin in (Mapping, dict) and arguments[0] is str:
        return _mapping(json_codec(arguments[1]))
    if is_dataclass(kind):
        return _dataclass(kind)
    raise TypeError(f"{kind} has no codec")


def _same(value: Any) -> Any:
    return value


def _exactly(kind: type, value: Any) -> Any:
    """The value, if it is of this type and of no type derived from it."""
    if type(value) is not kind:
        raise TypeError(f"expected {kind.__name__}, got {type(value).__name__}")
    return value


def _optional(kind: Any) -> Codec:
    encode, decode = json_codec(kind)
    return Codec(
        lambda value: None if value is None else encode(value),
        lambda data: None if data is None else decode(data),
    )


def _sequence(item: Codec) -> Codec:
    return Codec(
        lambda value: [item.encode(each) for each in _exactly(tuple, value)],
        tuple if item.decode is _same else lambda data: tuple([item.decode(each) for each in data]),
    )


def _mapping(item: Codec) -> Codec:
    def encode(value: Mapping[str, Any]) -> dict[str, Any]:
        return {_exactly(str, key): item.encode(each) for key, each in value.items()}

    if item.decode is _same:
        return Codec(encode, _same)
    return Codec(encode, lambda data: {key: item.decode(each) for key, each in data.items()})


def _record(make: Callable[[Any], Any], codecs: tuple[Codec, ...]) -> Codec:
    def encode(value: Any) -> list[Any]:
        return [codec.encode(each) for codec, each in zip(codecs, value, strict=True)]

    def decode(data: Any) -> Any:
        return make([codec.decode(each) for codec, each in zip(codecs, data, strict=True)])

    return Codec(encode, decode)


def _dataclass(kind: Any) -> Codec:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    codecs = tuple(json_codec(hints[name]) for name in names)
    record = _record(tuple, codecs)
    decoders = [(name, codec.decode) for name, codec in zip(names, codecs, strict=True)
                if codec.decode is not _same]  # fmt: skip

    def encode(value: Any) -> Any:
        return record.encode([getattr(_exactly(kind, value), name) for name in names])

    def decode(data: Any) -> Any:
        values = dict(zip(names, data, strict=True))
        for name, decode_field in decoders:  # most fields are texts
            values[name] = decode_field(values[name])
        return kind(**values)

    return Codec(encode, decode)
