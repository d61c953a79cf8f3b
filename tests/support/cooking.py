"""A list far from machine learning: vocabulary and texts of tests/data/corpus/cooking.yml."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from generator import store
from generator.model import Catalog, Paper, Topic
from generator.store.dump import dump_topic

_READ = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "corpus" / "cooking.yml").read_text("utf-8")
)
TOPICS = tuple(
    Topic(
        id=each["id"], name=each["name"], group=each["group"], description=each["description"],
        keywords=tuple(each["keywords"]), excludes=tuple(each.get("not", ())),
    )
    for each in _READ["topics"]
)  # fmt: skip
PAPERS = tuple(
    sorted(
        (
            Paper(
                id=each["id"], title=each["title"], abstract=each["abstract"],
                topics=tuple(each["topics"]), tags=tuple(each.get("tags", ())),
            )
            for each in _READ["papers"]
        ),
        key=lambda paper: paper.id,
    )
)  # fmt: skip
RELATED: Mapping[str, Sequence[str]] = {
    each["id"]: each["related"] for each in _READ["papers"] if "related" in each
}
CATALOG = Catalog(papers=PAPERS, topics=TOPICS)


def without_topic(topic: str) -> Catalog:
    """The list as if nobody had thought of a topic yet."""
    papers = (replace(p, topics=tuple(t for t in p.topics if t != topic)) for p in PAPERS)
    return Catalog(papers=tuple(papers), topics=tuple(t for t in TOPICS if t.id != topic))


def write_list(folder: Path, catalog: Catalog = CATALOG) -> Path:
    """The list as files; its mkdocs.yml."""
    items = (dump_topic(topic).rstrip("\n").replace("\n", "\n  ") for topic in catalog.topics)
    (folder / "topics.yml").write_text("".join(f"- {item}\n" for item in items), "utf-8")
    (folder / "mkdocs.yml").write_text("site_name: Cooking\n", "utf-8")
    store.commit(folder / "papers", {f"{p.id}.yml": store.dump_paper(p) for p in catalog.papers})
    return folder / "mkdocs.yml"
