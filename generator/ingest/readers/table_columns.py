"""Which column of a table has which field of a paper.

Names are compared without case, spaces, punctuation and plurals: `Author(s)`, `authors` and
`AUTHOR` are one name. The names are those of exports (Zotero, Scopus, Web of Science, PubMed,
Embase, Lens, IEEE Xplore, Google Scholar, Publish or Perish, Semantic Scholar, OpenAlex) and of
spreadsheets.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

IGNORE = "ignore"  # in place of a field: leave the column out without counting it
# For each field the names of its columns, the preferred first.
NAMES_BY_FIELD: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "article title", "paper title", "document title", "item title",
              "title primary", "paper", "paper name", "name of paper",
              "display name"),
    "authors": ("author full names", "authors", "author names", "author list", "authors primary",
                "creator", "writers",
                "authorships.author.display_name", "authorships.raw_author_name"),
    "editors": ("editors",),
    "abstract": ("abstract", "abstract note"),
    "date": ("publication date", "published", "date published", "published date", "publish date",
             "date of publication", "date", "submitted date", "release date"),
    "year": ("publication year", "year", "published year", "pub year", "year of publication",
             "year published"),
    "month": ("month", "published month", "publication month"),
    "day": ("day",),
    "venue": ("venue", "publication title", "source title", "journal title", "journal/book",
              "journal", "journal name", "periodical full", "proceedings title", "book title",
              "conference", "conference name", "container title", "booktitle", "published in",
              "conference/journal", "journal/conference", "publication venue", "publication",
              "primary_location.source.display_name", "source"),
    "volume": ("volume", "journal volume", "vol", "biblio.volume"),
    "issue": ("issue", "issue number", "journal issue", "biblio.issue"),
    "pages": ("pages", "page", "page range"),
    "first_page": ("page start", "start page", "first page", "startpage", "biblio.first_page"),
    "last_page": ("page end", "end page", "last page", "endpage", "biblio.last_page"),
    "number": ("number", "art. no.", "article number"),
    "edition": ("edition",),
    "series": ("series", "book series title"),
    "publisher": ("publisher", "book publisher"),
    "isbn": ("isbn",),
    "language": ("language", "article language", "language of original document"),
    "type": ("item type", "document type", "publication type", "reference type", "type crossref",
             "entry type", "content type", "type"),
    "doi": ("doi", "item doi", "doi link", "doi url", "externalids.doi"),
    "arxiv": ("arxiv", "arxiv id", "arxiv link", "arxiv url", "arxiv number",
              "externalids.arxiv"),
    "external_ids": ("externalids", "external ids"),
    "category": ("primary category", "arxiv category", "arxiv primary category"),
    "url": ("url", "link", "paper url", "paper link", "article url", "abs url", "abstract url",
            "html url", "primary_location.landing_page_url", "web", "web address",
            "external url", "paper href"),
    "pdf": ("pdf", "pdf url", "pdf link", "full text url", "fulltexturl", "open access pdf",
            "best_oa_location.pdf_url"),
    "code": ("code", "code url", "code link", "github", "github url", "github link", "repo",
             "repository", "repo url", "repository url", "source code", "implementation",
             "ref code"),
    "project": ("project", "project page", "project url", "project link", "website", "homepage",
                "project website"),
    "dataset": ("dataset", "dataset url", "dataset link", "data url"),
    "links": ("other links", "additional links", "resources"),
    "keywords": ("keywords", "author keywords", "tags", "manual tags", "topics", "topic",
                 "keyword", "subtopic", "category", "categories", "subject area",
                 "keywords.display_name"),
    "key": ("citation key", "citekey", "bibtex key", "cite key"),
    "takeaway": ("takeaway", "kernaussage"),
    "note": ("note", "notes", "comments", "remarks", "personal notes", "summary",
             "description", "tldr", "tl;dr"),
    "extra": ("extra", "archive location", "archive id"),
    "issued": ("issued", "date issued"),
    "publication_status": ("publication status", "is retracted", "retracted"),
    "organization": ("organization", "organisation"),
}  # fmt: skip
FIELDS = (*NAMES_BY_FIELD, IGNORE)
_PLURAL = re.compile(r"(?:\(s\)|/s)(?=\W|$)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_ESSENTIAL_WITH_TITLE = frozenset(("authors", "date", "year", "url", "doi", "arxiv", "pdf"))


def column_key(name: str) -> str:
    """The key by which names of columns are compared: `Author(s)` and `AUTHORS` have one."""
    words = _WORD.findall(_PLURAL.sub("s", name).casefold())
    return "".join(word[:-1] if len(word) > 3 and word[-1] == "s" else word for word in words)  # noqa: PLR2004


# By the key of a name: its field, and its place among the names of that field.
_KNOWN = {
    column_key(name): (field, rank)
    for field, names in reversed(list(NAMES_BY_FIELD.items()))
    for rank, name in reversed(list(enumerate(names)))
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """The columns of a table.

    `fields` has the indexes of each field's columns, the preferred first. `line` is the header's.
    """

    names: tuple[str, ...]
    fields: Mapping[str, tuple[int, ...]]
    line: int
    ignored: frozenset[int] = frozenset()

    @property
    def is_of_papers(self) -> bool:
        """Whether these columns are certainly those of a list of papers."""
        return "title" in self.fields and bool(self.fields.keys() & _ESSENTIAL_WITH_TITLE)


def recognise_columns(names: Sequence[str], given: Mapping[str, str], line: int = 1) -> Columns:
    """The columns of a table by their names.

    Args:
        names: the names in the table's header.
        given: fields by names of columns, which have priority.
        line: the line of the header.
    """
    asked = {column_key(name): field for name, field in given.items()}
    ranked: dict[str, list[tuple[int, int]]] = {}
    ignored: set[int] = set()
    for index, name in enumerate(names):
        key = column_key(name)
        if key in asked:
            if asked[key] == IGNORE:
                ignored.add(index)
            else:
                ranked.setdefault(asked[key], []).append((-1, index))
        elif key in _KNOWN:
            field, rank = _KNOWN[key]
            ranked.setdefault(field, []).append((rank, index))
    fields = {field: tuple(index for _, index in sorted(found)) for field, found in ranked.items()}
    if "title" in fields and len(fields["title"]) > 1:  # `Title` beside `Paper`, which has a link
        fields["title"], fields["paper"] = fields["title"][:1], fields["title"][1:]
    _decide_number(fields, asked)
    return Columns(names=tuple(names), fields=fields, line=line, ignored=frozenset(ignored))


def _decide_number(fields: dict[str, tuple[int, ...]], asked: Mapping[str, str]) -> None:
    """Read `Number` as an issue beside a volume; alone it may be the number of the row."""
    if "number" not in fields or "number" in asked.values():
        return
    if "volume" not in fields:
        del fields["number"]
    elif "issue" not in fields:
        fields["issue"] = fields.pop("number")
