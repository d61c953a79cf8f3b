"""JSON Schemas of the list's files, for editors: made from the tables that the reader uses.

A schema accepts what the reader accepts as YAML 1.2 reads it (a title `2048` is a number there),
and refuses what the reader or a check of single values would.
"""

import json
from collections.abc import Sequence
from typing import Any

from generator.model import LINK_KINDS, MAX_LIST_ITEMS, MAX_TEXT_CHARACTERS, MONTHS
from generator.store.fields import (
    EXCLUSION,
    MAX_EXCLUSIONS,
    MOST_TOPICS,
    NAME,
    ORGANIZATION,
    PAPER,
    SOURCE,
    TOPIC,
    Field,
)
from generator.text.characters import ARXIV, DOI, ID, LANGUAGE

Schema = dict[str, Any]
_ONE = {"minProperties": 1, "maxProperties": 1}
_DATE = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_PARTIAL_DATE = rf"({_DATE}|[0-9]{{4}}(-(0[1-9]|1[0-2]))?)[?~%]?"
_DAY = rf"{_PARTIAL_DATE}|({'|'.join(MONTHS)}) (0?[1-9]|[12][0-9]|3[01])"
_PATTERNS = {"arxiv": ARXIV.pattern, "doi": DOI.pattern, "id": ID.pattern, "topics": ID.pattern,
             "language": LANGUAGE.pattern}  # fmt: skip


def paper() -> Schema:
    """The schema of a paper file."""
    return _headed("A paper of a reading list", _mapping(PAPER))


def topics() -> Schema:
    """The schema of the vocabulary, `topics.yml`."""
    what = "The topics of a reading list"
    return _headed(what, _list(_mapping(TOPIC), MOST_TOPICS))


def excluded() -> Schema:
    """The schema of `excluded.yml`."""
    one_of = [{"required": [name]} for name in ("arxiv", "doi", "title")]
    item = {**_mapping(EXCLUSION), "anyOf": one_of}
    return _headed("Papers that imports leave out", _list(item, MAX_EXCLUSIONS))


SCHEMAS = {"paper": paper, "topics": topics, "excluded": excluded}


def schema_text(name: str) -> str:
    """The JSON text of one of `SCHEMAS`, without a line break at its end."""
    return json.dumps(SCHEMAS[name](), indent=2, ensure_ascii=False)


def _headed(title: str, schema: Schema) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}


def _mapping(fields: Sequence[Field]) -> Schema:
    return {
        "type": "object",
        "properties": {field.name: _described(field) for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


def _described(field: Field) -> Schema:
    return {"description": field.meaning, **_value(field)}


def _value(field: Field) -> Schema:
    """The shape of a field's value; only a required one may not be empty."""
    if field.kind in ("line", "prose"):
        return _text(_PATTERNS.get(field.name, ""), required=field.required)
    if field.kind == "lines":
        return _list(_text(_PATTERNS.get(field.name, "")), field.most)
    if field.kind == "names":
        return _list({"anyOf": [_text(), _mapping(NAME)]}, field.most)
    if field.kind == "choice":
        return {"enum": [*field.choices, None]}
    if field.kind == "organization":
        return {"anyOf": [_text(), _mapping(ORGANIZATION)]}
    if field.kind == "sources":
        return _list(_mapping(SOURCE), field.most)
    return _shapes()[field.kind]


def _shapes() -> dict[str, Schema]:
    """The shapes that follow from the kind alone."""
    said = _text(required=True)
    reason = {"type": "object", "additionalProperties": said}
    link = {
        "type": "object",
        "properties": dict.fromkeys(LINK_KINDS, said),
        "additionalProperties": False,
    }
    return {
        "date": _text(_DATE, types=["string", "null"]),
        "partial-date": _text(_PARTIAL_DATE, types=["string", "integer", "null"]),
        "day": _text(_DAY, types=["string", "integer", "null"]),
        "count": _text("[0-9]+", types=["integer", "string", "null"]) | {"minimum": 0},
        "flag": _text("[Tt]rue|[Ff]alse|[Yy]es|[Nn]o", types=["boolean", "string", "null"]),
        "links": _list(link | _ONE),
        "reasons": _list(reason | _ONE),
    }


def _list(item: Schema, most: int = MAX_LIST_ITEMS) -> Schema:
    return {"type": ["array", "null"], "items": item, "maxItems": most}


def _text(
    pattern: str = "",
    *,
    required: bool = False,
    types: Sequence[str] = ("string", "number", "boolean", "null"),
) -> Schema:
    """A text, which YAML may take for something else; the pattern speaks of real texts only."""
    schema: Schema = {"type": [name for name in types if name != "null" or not required]}
    if pattern:
        schema["pattern"] = rf"^({pattern})$" if required else rf"^({pattern})?$"
    elif required:
        schema["minLength"] = 1
    return schema | {"maxLength": MAX_TEXT_CHARACTERS}
