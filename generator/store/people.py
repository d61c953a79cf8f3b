"""The file `people.yml`: what the editors know of people."""

import os
from pathlib import Path

import yaml

from generator.model import Finding, Person
from generator.store import decode
from generator.store.fields import MAX_PEOPLE, PERSON
from generator.store.files import read_text
from generator.store.origins import PackedOrigins
from generator.store.parse import Reading, compose

PEOPLE_FILE = "people.yml"  # beside mkdocs.yml


def read_people_file(path: Path) -> tuple[tuple[Person, ...], list[Finding]]:
    """The people of a file, which may be missing."""
    if not os.path.lexists(path):
        return (), []
    text, findings = read_text(path, PEOPLE_FILE)
    return ((), findings) if text is None else read_people(text, PEOPLE_FILE)


def read_people(text: str, source: str) -> tuple[tuple[Person, ...], list[Finding]]:
    """The people of a text: a list, each with a name."""
    reading = Reading(source)
    root = compose(text, reading)
    if root is None or not decode.is_within_limit(root, MAX_PEOPLE, "people", reading):
        return (), reading.findings
    found = (_read_person(item, reading) for item in decode.read_sequence(root, reading, "a list"))
    return tuple(filter(None, found)), reading.findings


def _read_person(item: yaml.Node, reading: Reading) -> Person | None:
    first = len(reading.places)
    values = decode.read_mapping(item, PERSON, reading, "a person")
    if "name" not in values:
        return None
    excludes = values.pop("not", ())
    packed = PackedOrigins(reading.source, "\n".join(reading.places[first:]))
    origins = {**packed, "": reading.origin_of(item)}
    return Person(**values, excludes=excludes, origins=origins)
