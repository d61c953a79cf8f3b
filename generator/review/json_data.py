"""A comparison as JSON for other programs; the guide documents every key.

New keys do not change `format`; a key that gets another meaning does.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict

from generator.checks.report import finding_data
from generator.review.types import (
    AddedPaper,
    Comparison,
    EditedRecord,
    ReclassifiedPaper,
    RemovedPaper,
)

FORMAT_VERSION = 1
_CONTROLS = re.compile("[\x7f-\x9f]")  # valid in JSON, but control characters of a terminal


def changes_json(comparison: Comparison) -> str:
    """The whole comparison as one JSON object, with texts as the files have them."""
    c = comparison
    data = {
        "format": FORMAT_VERSION,
        "base": {"name": c.base, "papers": c.papers_before},
        "head": {"name": c.head, "papers": c.papers_after},
        "summary": c.counts,
        "added": [_added_json(added) for added in c.added],
        "removed": [_removed_json(removed) for removed in c.removed],
        "renamed": [asdict(renamed) for renamed in c.renamed],
        "edited": _edited_json(c.edited),
        "retopiced": [_reclassified_json(paper) for paper in c.retopiced],
        "topics": [asdict(sized) for sized in c.topics],
        "tags": [asdict(sized) for sized in c.tags],
        "renamed_topics": [asdict(topic) for topic in c.renamed_topics],
        "vocabulary": _edited_json(c.vocabulary),
        "paths": _edited_json(c.paths),
        "new_findings": [finding_data(finding) for finding in c.new_findings],
        "fixed_findings": [finding_data(finding) for finding in c.fixed_findings],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    return _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _added_json(added: AddedPaper) -> dict[str, object]:
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
        "takeaway": paper.takeaway or None,
        "search_phrases": list(paper.search_phrases),
        "near": [asdict(near) for near in added.near],
    }


def _removed_json(removed: RemovedPaper) -> dict[str, object]:
    paper = removed.paper
    return {"id": paper.id, "title": paper.title, "may_return": removed.may_return}


def _edited_json(edited: Iterable[EditedRecord]) -> list[dict[str, object]]:
    return [asdict(each) for each in edited]


def _reclassified_json(paper: ReclassifiedPaper) -> dict[str, object]:
    return {
        "id": paper.id,
        "title": paper.title,
        "topics": {"added": paper.topics_added, "removed": paper.topics_removed},
        "tags": {"added": paper.tags_added, "removed": paper.tags_removed},
        "main": {"before": paper.main[0], "after": paper.main[1]} if paper.main else None,
    }
