"""A JSON list of papers with the keys that `reading-list import` reads, and those of the list.

Unlike the site's `papers.json`, `url` is the address of the paper itself, names are in their parts,
and texts are as in the papers' files.
"""

import json
from collections.abc import Iterable, Mapping

from generator.model import Name, Names, Paper
from generator.site.formats.citation import doi_or_url

_TEXTS = ("venue", "volume", "issue", "pages", "number", "edition", "series", "publisher", "isbn",
          "arxiv", "category", "doi", "url", "language", "publication_status")  # fmt: skip


def json_list(papers: Iterable[Paper], keys: Mapping[str, str]) -> str:
    """The list of some papers; `keys` has the citation key of each by its id."""
    items = [_item(paper, keys[paper.id]) for paper in papers]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _item(paper: Paper, key: str) -> dict[str, object]:
    """A paper without the keys that have no value."""
    organization = paper.organization
    item: dict[str, object] = {
        "id": paper.id,
        "key": key,
        "title": paper.title,
        "type": paper.type,
        "authors": _names(paper.authors),
        "editors": _names(paper.editors),
        "author_count": None if paper.authors else paper.author_count,
        "organization": organization and {"name": organization.name, "handle": organization.handle},
        "published": paper.published and str(paper.published),
        "issued": paper.issued and str(paper.issued),
        **{name: getattr(paper, name) for name in _TEXTS},
        "doi": doi_or_url(paper),
        "topics": list(paper.topics),
        "tags": list(paper.tags),
        "links": [{"kind": link.kind, "url": link.url} for link in paper.links],
        "status": paper.status,
        "recommended": paper.recommended,
        "added": paper.added and str(paper.added),
        "takeaway": paper.takeaway,
        "note": paper.note,
        "abstract": paper.abstract,
    }
    return {name: value for name, value in item.items() if value}


def _names(people: Names) -> list[object]:
    return [*map(_name, people), *(["et al."] if people.incomplete else [])]


def _name(name: Name) -> dict[str, str]:
    parts = {part: getattr(name, part) for part in ("family", "given", "suffix", "literal")}
    return {part: text for part, text in parts.items() if text}
