"""`papers.json`: the whole list for other programs."""

import json
from collections.abc import Callable, Mapping, Sequence

from generator.model import Catalog, Paper
from generator.site.related import Neighbour
from generator.text.memo import kept_call

# Keys that have the text of the field of the same name, or null.
_OPTIONAL_TEXTS = ("volume", "issue", "pages", "number", "edition", "series", "publisher", "isbn",
                   "key", "publication_status")  # fmt: skip


def papers_json(
    catalog: Catalog, related: Mapping[str, Sequence[Neighbour]], url: Callable[[str], str]
) -> str:
    """A JSON list with one object per paper, in the order of ids; the guide documents the keys.

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
    """A paper as `json.dumps` writes it in a list."""
    text = json.dumps(_paper(paper, url, related), ensure_ascii=False, indent=1)
    return " " + text.replace("\n", "\n ")


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
        "added": str(paper.added) if paper.added else None,
    }
