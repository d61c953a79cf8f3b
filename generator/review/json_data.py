"""A comparison as JSON for other programs; the guide documents every key.

`format` is 1. Keys may be added to it; a change of what a key means makes it 2.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict

from generator.checks.report import finding_data
from generator.review.types import Added, Comparison, Edited, Removed, Retopiced

FORMAT = 1
_CONTROLS = re.compile("[\x7f-\x9f]")  # JSON allows them as they are, but a terminal obeys them


def changes_json(comparison: Comparison) -> str:
    """All of the comparison as one JSON object, texts as they are spelt in the files."""
    c = comparison
    told = {
        "format": FORMAT,
        "base": {"name": c.base, "papers": c.papers_before},
        "head": {"name": c.head, "papers": c.papers_after},
        "summary": c.counts,
        "added": [_added(added) for added in c.added],
        "removed": [_removed(removed) for removed in c.removed],
        "renamed": [asdict(renamed) for renamed in c.renamed],
        "edited": _edited(c.edited),
        "retopiced": [_retopiced(paper) for paper in c.retopiced],
        "topics": [asdict(sized) for sized in c.topics],
        "tags": [asdict(sized) for sized in c.tags],
        "renamed_topics": [asdict(topic) for topic in c.renamed_topics],
        "vocabulary": _edited(c.vocabulary),
        "new_findings": [finding_data(finding) for finding in c.new_findings],
        "fixed_findings": [finding_data(finding) for finding in c.fixed_findings],
    }
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    return _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _added(added: Added) -> dict[str, object]:
    paper = added.paper
    return {
        "id": paper.id,
        "title": paper.title,
        "authors": list(paper.authors.texts),
        "published": str(paper.published) if paper.published else None,
        "arxiv": paper.arxiv or None,
        "doi": paper.doi or None,
        "topics": list(paper.topics),
        "tags": list(paper.tags),
        "near": [asdict(near) for near in added.near],
    }


def _removed(removed: Removed) -> dict[str, object]:
    paper = removed.paper
    return {"id": paper.id, "title": paper.title, "may_return": removed.may_return}


def _edited(edited: Iterable[Edited]) -> list[dict[str, object]]:
    return [asdict(each) for each in edited]


def _retopiced(paper: Retopiced) -> dict[str, object]:
    return {
        "id": paper.id,
        "title": paper.title,
        "topics": {"added": paper.topics_added, "removed": paper.topics_removed},
        "tags": {"added": paper.tags_added, "removed": paper.tags_removed},
        "main": {"before": paper.main[0], "after": paper.main[1]} if paper.main else None,
    }
