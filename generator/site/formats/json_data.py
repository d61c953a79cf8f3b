"""`papers.json`: the whole list for other programs."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from generator.model import (
    LINK_KINDS,
    PUBLICATION_STATUSES,
    STATUSES,
    TYPES,
    Catalog,
    Paper,
)
from generator.text.memo import kept_call
from generator.text.slugs import ID_PATTERN

if TYPE_CHECKING:
    from generator.site.related import Neighbour

_TEXT: Mapping[str, object] = {"type": "string"}
_TEXT_OR_NULL: Mapping[str, object] = {"type": ["string", "null"]}
_TEXTS: Mapping[str, object] = {"type": "array", "items": _TEXT}
# Keys that have the text of the field of the same name, or null.
_OPTIONAL_TEXTS = ("volume", "issue", "pages", "number", "edition", "series", "publisher", "isbn",
                   "key", "publication_status")  # fmt: skip


_PROPERTIES: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "id": ("The paper's id.", {"type": "string", "pattern": f"^({ID_PATTERN.pattern})$"}),
    "title": ("The title as in the file.", _TEXT),
    "url": ("The address of the paper's page; relative to the site if its address is not known.",
            _TEXT),
    "authors": ("The names, given name first.", _TEXTS),
    "authors_incomplete": ("Whether there are more authors.", {"type": "boolean"}),
    "editors": ("The editors' names.", _TEXTS),
    "organization": ("Who posted the paper.", {
        "type": ["object", "null"],
        "properties": {"handle": _TEXT, "name": _TEXT},
        "required": ["handle", "name"],
    }),
    "published": ("The first publication, in EDTF.", _TEXT_OR_NULL),
    "issued": ("The version of record, in EDTF.", _TEXT_OR_NULL),
    "type": ("The type as in the file.", {"enum": [*TYPES, None]}),
    "venue": ("The journal, conference or book.", _TEXT_OR_NULL),
    **{name: ("The text of this field.", _TEXT_OR_NULL) for name in _OPTIONAL_TEXTS
       if name != "publication_status"},
    "publication_status": ("Withdrawn or retracted.", {"enum": [*PUBLICATION_STATUSES, None]}),
    "arxiv": ("The arXiv id.", _TEXT_OR_NULL),
    "doi": ("The DOI.", _TEXT_OR_NULL),
    "language": ("The language of title and abstract, as a tag.", _TEXT_OR_NULL),
    "topics": ("Ids of topics.", _TEXTS),
    "tags": ("Tags.", _TEXTS),
    "related": ("Ids of related papers, nearest first.", _TEXTS),
    "links": ("Code, data and pages.", {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"kind": {"enum": [*LINK_KINDS]}, "url": _TEXT},
            "required": ["kind", "url"],
        },
    }),
    "status": ("The editors' status.", {"enum": [*STATUSES, None]}),
    "recommended": ("Whether it is an editors' pick.", {"type": "boolean"}),
    "takeaway": ("What to take from it, in one sentence.", _TEXT_OR_NULL),
    "added": ("The day when it joined the list.", {"type": ["string", "null"], "format": "date"}),
}  # fmt: skip
# A stable contract: keys may be added, but not changed or removed.
PAPERS_SCHEMA: Mapping[str, object] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "papers.json of a reading list, version 1",
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            name: {"description": meaning, **schema}
            for name, (meaning, schema) in _PROPERTIES.items()
        },
        "required": [*_PROPERTIES],
    },
}


def papers_json(
    catalog: Catalog, related: Mapping[str, Sequence["Neighbour"]], url: Callable[[str], str]
) -> str:
    """A JSON list with one object a line for each paper, in the order of ids.

    The guide documents the keys.

    Args:
        catalog: the list.
        related: the related papers by id.
        url: gives the URL of a path of the site.
    """
    items = (
        kept_call(
            papers_json,
            (paper, url(f"papers/{paper.id}.md"), tuple([n.id for n in related.get(paper.id, ())])),
            _paper_text,
        )
        for paper in catalog.papers
    )
    listed = ",\n".join(items)
    return f"[\n{listed}\n]\n" if listed else "[]\n"


def _paper_text(paper: Paper, url: str, related: tuple[str, ...]) -> str:
    """A paper on one line; earlier versions know the format by the space after keys."""
    item = _paper(paper, url, related)
    return json.dumps(item, ensure_ascii=False, separators=(",", ": "))


def _paper(paper: Paper, url: str, related: Sequence[str]) -> dict[str, object]:
    organization = paper.organization
    return {
        "id": paper.id,
        "title": paper.title,
        "url": url,
        "authors": list(paper.authors.texts),
        "authors_incomplete": paper.authors.incomplete,
        "editors": list(paper.editors.texts),
        "organization": {"handle": organization.handle, "name": organization.name}
        if organization
        else None,
        "published": str(paper.published) if paper.published else None,
        "issued": str(paper.issued) if paper.issued else None,
        "type": paper.type,
        "venue": paper.venue or None,
        **{name: getattr(paper, name) or None for name in _OPTIONAL_TEXTS},
        "arxiv": paper.arxiv or None,
        "doi": paper.doi or None,
        "language": paper.language or None,
        "topics": list(paper.topics),
        "tags": list(paper.tags),
        "related": list(related),
        "links": [{"kind": link.kind, "url": link.url} for link in paper.links],
        "status": paper.status,
        "recommended": paper.recommended,
        "takeaway": paper.takeaway or None,
        "added": str(paper.added) if paper.added else None,
    }
