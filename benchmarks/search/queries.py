"""What readers type, and the addresses that are right: the files of queries, read for a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import yaml

from generator.model import Catalog
from generator.site.search.folding import phrase_text
from generator.site.views.parts import paper_path, tag_paths, topic_path

FOLDER = Path(__file__).parent
FILES = ("queries", "held-out", "tuned-concepts", "unseen", "unseen-2", "unseen-3", "unseen-4",
         "unseen-5", "unseen-6")  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What is typed, and the addresses below the site's root that are right."""

    kind: str
    text: str
    right: frozenset[str]
    file: str


def addresses(catalog: Catalog) -> Mapping[str, str]:
    """The address of each page that can be found, by its path."""
    tags = tag_paths(catalog)
    found = [*map(paper_path, catalog.papers), *(topic_path(t.id) for t in catalog.topics)]
    return {path: f"{path.removesuffix('.md')}/" for path in (*found, *tags.values())}


def queries(real: Catalog, catalog: Catalog, name: str) -> list[Query]:
    """The queries of a file; what they mean is looked up in the list."""
    tags = tag_paths(catalog)
    found = []
    kinds = yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf-8"))
    for kind, items in kinds.items():
        for text, meant in items.items():
            right: set[str] = set()
            for each in [meant] if isinstance(meant, str) else meant:
                what, _, whose = each.partition(": ")
                if what == "author":
                    is_meant = partial(_has_all_words, whose)
                    right |= {p.id for p in catalog.papers if any(map(is_meant, p.authors.texts))}
                elif what == "tag":
                    right |= {p.id for p in catalog.by_tag.get(whose, ())}
                    right |= {f"../{tags[whose].removesuffix('.md')}"} if whose in tags else set()
                elif what == "topic":
                    right |= {p.id for p in catalog.by_topic[whose]} | {f"../topics/{whose}"}
                else:
                    right |= {p.id for p in real.papers if p.id.startswith(each)}
            if not right:
                raise SystemExit(f"{name}.yml: nothing is meant by {text!r}")
            places = frozenset(f"papers/{r}/".replace("papers/../", "") for r in right)
            found.append(Query(kind=kind, text=text, right=places, file=name))
    return found


def _has_all_words(asked: str, author: str) -> bool:
    """Whether an author's name has all words of another: a family name means all who have it."""
    return {*phrase_text(asked).split()} <= {*phrase_text(author).split()}
