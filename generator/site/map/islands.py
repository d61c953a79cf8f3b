"""On which island each paper is: that of its main topic, or of a tag if it has no topic."""

from collections import Counter
from collections.abc import Mapping

from generator.model import Catalog, Paper

MIN_UNFILED_TO_GROUP = 60  # fewer papers without a topic are one island
MIN_PAPERS_OF_TAG_ISLAND = 10
MAX_TAG_ISLANDS = 30
UNFILED = ""  # the island of papers that have neither
_TAG_PREFIX = "#"  # no id of a topic begins with it


def main_topic(paper: Paper, catalog: Catalog) -> str:
    """The first topic of a paper that the vocabulary knows; empty if there is none."""
    return next((topic for topic in paper.topics if topic in catalog.topic_by_id), "")


def islands_of(catalog: Catalog) -> Mapping[str, str]:
    """The island of each paper by its id: a topic, `UNFILED`, or an island for which `tag_of` is.

    A list that has just been imported has thousands of papers without a topic. Their most used tags
    have islands, so that such a map shows more than a single disc.
    """
    found = {paper.id: main_topic(paper, catalog) for paper in catalog.papers}
    unfiled = [paper for paper in catalog.papers if found[paper.id] == UNFILED]
    if len(unfiled) < MIN_UNFILED_TO_GROUP:
        return found
    counts = Counter(tag for paper in unfiled for tag in {*paper.tags})
    used = sorted(counts, key=lambda tag: (-counts[tag], tag))[:MAX_TAG_ISLANDS]
    first = {paper.id: next((t for t in used if t in paper.tags), "") for paper in unfiled}
    sizes = Counter(first.values())
    for id_, tag in first.items():
        if tag and sizes[tag] >= MIN_PAPERS_OF_TAG_ISLAND:
            found[id_] = f"{_TAG_PREFIX}{tag}"
    return found


def tag_of(island: str) -> str:
    """The tag of an island of papers without a topic; empty for other islands."""
    return island.removeprefix(_TAG_PREFIX) if island.startswith(_TAG_PREFIX) else ""
