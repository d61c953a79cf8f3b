"""Texts of the vocabulary and of `excluded.yml` to records, with findings."""

import yaml

from generator.model import Exclusion, Finding, Topic
from generator.store import decode
from generator.store.fields import EXCLUSION, MAX_EXCLUSIONS, MAX_TOPICS, TOPIC
from generator.store.parse import Reading, compose
from generator.text.slugs import ID_RULE, is_id


def read_topics(text: str, source: str) -> tuple[tuple[Topic, ...], list[Finding]]:
    """The vocabulary: a list of topics with unique ids."""
    topics, findings, _ = parse_topics(text, source)
    return topics, findings


def parse_topics(text: str, source: str) -> tuple[tuple[Topic, ...], list[Finding], bool]:
    """The vocabulary, the findings, and whether every item could be read as a topic."""
    reading = Reading(source)
    root = compose(text, reading)
    if root is None or not decode.is_within_limit(root, MAX_TOPICS, "topics", reading):
        return (), reading.findings, not reading.findings
    topics: dict[str, Topic] = {}
    items = decode.read_sequence(root, reading, "a list of topics")
    are_all = bool(items) or not reading.findings
    for item in items:
        topic = _read_topic(item, reading)
        are_all = are_all and topic is not None
        if topic and topic.id in topics:
            reading.report(
                "duplicate-topic", f"the topic {topic.id!r} appears twice: keep one", item
            )
        elif topic:
            topics[topic.id] = topic
    return tuple(topics.values()), reading.findings, are_all


def _read_topic(item: yaml.Node, reading: Reading) -> Topic | None:
    values = decode.read_mapping(item, TOPIC, reading, "a topic")
    if any(name not in values for name in ("id", "name", "group", "description")):
        return None
    if not is_id(values["id"]):
        reading.report("bad-id", f"{values['id']!r} is not an id: {ID_RULE}", item)
        return None
    excludes = values.pop("not", ())
    return Topic(**values, excludes=excludes, origin=reading.origin_of(item))


def read_exclusions(text: str, source: str) -> tuple[tuple[Exclusion, ...], list[Finding]]:
    """The papers that imports leave out: a list, each with an id or a title, and a reason."""
    reading = Reading(source)
    root = compose(text, reading)
    if root is None or not decode.is_within_limit(root, MAX_EXCLUSIONS, "papers", reading):
        return (), reading.findings
    found = (
        _read_exclusion(item, reading) for item in decode.read_sequence(root, reading, "a list")
    )
    return tuple(filter(None, found)), reading.findings


def _read_exclusion(item: yaml.Node, reading: Reading) -> Exclusion | None:
    count = len(reading.findings)
    values = decode.read_mapping(item, EXCLUSION, reading, "an excluded paper")
    if values.keys() & {"arxiv", "doi", "title"}:
        return Exclusion(**values, origin=reading.origin_of(item)) if "reason" in values else None
    if len(reading.findings) == count:
        message = "an excluded paper needs 'arxiv', 'doi' or 'title'"
        reading.report("missing-field", message, item)
    return None
