"""Papers as JSON data, so that a cache can keep what was read from their files.

Everything comes back as it was: the values, the findings and the place of each value.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from generator.model import (
    Finding,
    Ignore,
    Link,
    Name,
    Names,
    Organization,
    Origin,
    Paper,
    PartialDate,
    Source,
)
from generator.store.fields import PAPER, SOURCE, Field
from generator.store.origins import PackedOrigins


def paper_to_json(paper: Paper, findings: Sequence[Finding]) -> Any:
    """A paper and the findings of its file as JSON data; None if it was not read from a file."""
    if not isinstance(paper.origins, PackedOrigins):
        return None
    return [_encode(paper, PAPER), paper.origins.packed, findings_to_json(findings)]


def paper_from_json(
    data: Any, stem: str, source: str, collection: str = ""
) -> tuple[Paper, list[Finding]]:
    """The paper and the findings of `paper_to_json`.

    Args:
        data: what that function made.
        stem: the id of the paper.
        source: how findings name its file.
        collection: the id of its list.
    """
    values, packed, findings = data
    for name, value in values.items():
        if decode := _PAPER_DECODERS.get(name):
            values[name] = decode(value)
    paper = Paper(id=stem, collection=collection, origins=PackedOrigins(source, packed), **values)
    return paper, findings_from_json(findings, source)


def findings_to_json(findings: Sequence[Finding]) -> list[Any]:
    """Findings about one file as JSON data."""
    return [[f.code, f.severity, f.message, f.origin.line, f.origin.column] for f in findings]


def findings_from_json(data: Any, source: str) -> list[Finding]:
    """The findings of `findings_to_json` about a file."""
    return [
        Finding(code=code, severity=severity, message=message,
                origin=Origin(source=source, line=line, column=column))
        for code, severity, message, line, column in data
    ]  # fmt: skip


def _encode(record: Paper | Source, fields: Sequence[Field]) -> dict[str, Any]:
    """The values of a record that are not the defaults, by field name."""
    defaults = _DEFAULTS[type(record)]
    found: dict[str, Any] = {}
    for field in fields:
        value = getattr(record, field.name)
        if value != defaults.get(field.name):
            encode = _ENCODERS.get(field.kind)
            found[field.name] = encode(value) if encode else value
    return found


def _encode_date(value: PartialDate) -> list[Any]:
    return [value.year, value.month, value.day, value.qualifier]


def _decode_date(data: list[Any]) -> PartialDate:
    year, month, day, qualifier = data
    return PartialDate(year=year, month=month, day=day, qualifier=qualifier)


def _encode_names(value: Names) -> list[Any]:
    names = [[name.family, name.given, name.suffix, name.literal] for name in value]
    return [names, value.incomplete]


def _decode_names(data: list[Any]) -> Names:
    listed, incomplete = data
    names = (Name(family=f, given=g, suffix=s, literal=whole) for f, g, s, whole in listed)
    return Names(tuple(names), incomplete)


def _decode_source(data: dict[str, Any]) -> Source:
    for name, value in data.items():
        if decode := _SOURCE_DECODERS.get(name):
            data[name] = decode(value)
    return Source(**data)


# By the kind of a field; values of other kinds are JSON data already.
_ENCODERS: Mapping[str, Callable[[Any], Any]] = {
    "date": date.isoformat,
    "partial-date": _encode_date,
    "day": _encode_date,
    "lines": list,
    "names": _encode_names,
    "organization": lambda value: [value.name, value.handle],
    "links": lambda value: [[link.kind, link.url] for link in value],
    "reasons": lambda value: [[each.code, each.reason] for each in value],
    "sources": lambda value: [_encode(source, SOURCE) for source in value],
}
_DECODERS: Mapping[str, Callable[[Any], Any]] = {
    "date": date.fromisoformat,
    "partial-date": _decode_date,
    "day": _decode_date,
    "lines": tuple,
    "names": _decode_names,
    "organization": lambda data: Organization(name=data[0], handle=data[1]),
    "links": lambda data: tuple(Link(kind=kind, url=url) for kind, url in data),
    "reasons": lambda data: tuple(Ignore(code=code, reason=reason) for code, reason in data),
    "sources": lambda data: tuple(map(_decode_source, data)),
}
_PAPER_DECODERS = {field.name: _DECODERS[field.kind] for field in PAPER if field.kind in _DECODERS}
_SOURCE_DECODERS = {
    field.name: _DECODERS[field.kind] for field in SOURCE if field.kind in _DECODERS
}
_DEFAULTS = {
    record: {each.name: each.default for each in dataclasses.fields(record)}
    for record in (Paper, Source)
}
