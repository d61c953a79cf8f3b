"""JSON Schemas of the list's files for editors, made from the tables that the reader uses.

A schema sees types as YAML 1.2 infers them (a title `2048` is a number there). It accepts what the
reader accepts, and refuses what the reader or a check of a single value refuses.
"""

import json
from collections.abc import Sequence
from typing import Any

from generator.model import LINK_KINDS, MAX_LIST_ITEMS, MAX_TEXT_CHARACTERS, MONTHS
from generator.store.fields import (
    BRANCH_STEP,
    EXCLUSION,
    MAX_EXCLUSIONS,
    MAX_PEOPLE,
    MAX_TOPICS,
    NAME,
    ORGANIZATION,
    PAPER,
    PATH,
    PERSON,
    SOURCE,
    STEP,
    TOPIC,
    Field,
)
from generator.text.citation_keys import CITATION_KEY
from generator.text.identifiers import ARXIV_ID, DOI_NAME, LANGUAGE_TAG, ORCID
from generator.text.slugs import ID_PATTERN

Schema = dict[str, Any]
_ONE_PROPERTY = {"minProperties": 1, "maxProperties": 1}
_DATE = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_PARTIAL_DATE = rf"({_DATE}|[0-9]{{4}}(-(0[1-9]|1[0-2]))?)[?~%]?"
_DAY = rf"{_PARTIAL_DATE}|({'|'.join(MONTHS)}) (0?[1-9]|[12][0-9]|3[01])"
_RECORDS = {"sources": SOURCE, "steps": STEP, "branch": BRANCH_STEP}
_PATTERNS = {
    "arxiv": ARXIV_ID.pattern,
    "doi": DOI_NAME.pattern,
    "id": ID_PATTERN.pattern,
    "key": CITATION_KEY.pattern,
    "topics": ID_PATTERN.pattern,
    "topic": ID_PATTERN.pattern,
    "paper": ID_PATTERN.pattern,
    "language": LANGUAGE_TAG.pattern,
    "orcid": ORCID.pattern,
    "homepage": r"https://\S+",
    "papers": ID_PATTERN.pattern,
}


def paper_schema() -> Schema:
    """The schema of a paper file."""
    return _with_header("A paper of a reading list", _mapping_schema(PAPER))


def topics_schema() -> Schema:
    """The schema of the vocabulary, `topics.yml`."""
    what = "The topics of a reading list"
    return _with_header(what, _list_schema(_mapping_schema(TOPIC), MAX_TOPICS))


def exclusions_schema() -> Schema:
    """The schema of `excluded.yml`."""
    one_of = [{"required": [name]} for name in ("arxiv", "doi", "title")]
    item = {**_mapping_schema(EXCLUSION), "anyOf": one_of}
    return _with_header("Papers that imports leave out", _list_schema(item, MAX_EXCLUSIONS))


def people_schema() -> Schema:
    """The schema of `people.yml`."""
    what = "What the editors know of people"
    return _with_header(what, _list_schema(_mapping_schema(PERSON), MAX_PEOPLE))


def path_schema() -> Schema:
    """The schema of the file of a reading path."""
    return _with_header("A reading path", _mapping_schema(PATH))


SCHEMAS = {
    "paper": paper_schema,
    "topics": topics_schema,
    "excluded": exclusions_schema,
    "people": people_schema,
    "path": path_schema,
}


def schema_text(name: str) -> str:
    """The JSON text of one of `SCHEMAS`, without a final line break."""
    return json.dumps(SCHEMAS[name](), indent=2, ensure_ascii=False)


def _with_header(title: str, schema: Schema) -> Schema:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}


def _mapping_schema(fields: Sequence[Field]) -> Schema:
    return {
        "type": "object",
        "properties": {field.name: _field_schema(field) for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


def _field_schema(field: Field) -> Schema:
    return {"description": field.meaning, **_value_schema(field)}


def _value_schema(field: Field) -> Schema:
    """The schema of a field's value; only a required field must not be empty."""
    if field.kind in ("line", "prose"):
        return _text_schema(_PATTERNS.get(field.name, ""), required=field.required)
    if field.kind == "lines":
        return _list_schema(_text_schema(_PATTERNS.get(field.name, "")), field.max_items)
    if field.kind == "names":
        return _list_schema({"anyOf": [_text_schema(), _mapping_schema(NAME)]}, field.max_items)
    if field.kind == "choice":
        return {"enum": [*field.choices, None]}
    if field.kind == "organization":
        return {"anyOf": [_text_schema(), _mapping_schema(ORGANIZATION)]}
    if field.kind in _RECORDS:
        items = _list_schema(_mapping_schema(_RECORDS[field.kind]), field.max_items)
        return items | {"type": "array", "minItems": 1} if field.required else items
    return _schemas_by_kind()[field.kind]


def _schemas_by_kind() -> dict[str, Schema]:
    """The schemas that depend on the kind of field alone."""
    nonempty = _text_schema(required=True)
    reason = {"type": "object", "additionalProperties": nonempty}
    link = {
        "type": "object",
        "properties": dict.fromkeys(LINK_KINDS, nonempty),
        "additionalProperties": False,
    }
    return {
        "date": _text_schema(_DATE, types=["string", "null"]),
        "partial-date": _text_schema(_PARTIAL_DATE, types=["string", "integer", "null"]),
        "day": _text_schema(_DAY, types=["string", "integer", "null"]),
        "count": _text_schema("[0-9]+", types=["integer", "string", "null"]) | {"minimum": 0},
        "flag": _text_schema("[Tt]rue|[Ff]alse|[Yy]es|[Nn]o", types=["boolean", "string", "null"]),
        "links": _list_schema(link | _ONE_PROPERTY),
        "reasons": _list_schema(reason | _ONE_PROPERTY),
    }


def _list_schema(item: Schema, max_items: int = MAX_LIST_ITEMS) -> Schema:
    return {"type": ["array", "null"], "items": item, "maxItems": max_items}


def _text_schema(
    pattern: str = "",
    *,
    required: bool = False,
    types: Sequence[str] = ("string", "number", "boolean", "null"),
) -> Schema:
    """The schema of a text, which YAML may read as another type; the pattern is for strings."""
    schema: Schema = {"type": [name for name in types if name != "null" or not required]}
    if pattern:
        schema["pattern"] = rf"^({pattern})$" if required else rf"^({pattern})?$"
    elif required:
        schema["minLength"] = 1
    return schema | {"maxLength": MAX_TEXT_CHARACTERS}
