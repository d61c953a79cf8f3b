"""What arXiv's formats state of a paper, each format read into the same record.

- API (Atom): https://info.arxiv.org/help/api/user-manual.html, section 3.3
- OAI-PMH (`arXiv`, `arXivRaw`, `arXivOld`, `oai_dc`): https://info.arxiv.org/help/oa/index.html
- feeds of new papers (RSS and Atom): https://info.arxiv.org/help/rss.html
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from generator.ingest.readers.arxiv_xml import Element
from generator.model import Name, Names
from generator.text.characters import one_line
from generator.text.latex import letters
from generator.text.person_names import is_others, parse_name, parse_names

_VERSION = re.compile(r"v(\d+)(?:\.pdf)?$")
_OAI_PREFIX = re.compile(r"oai:arxiv\.org:", re.IGNORECASE)
# How a description of a feed begins: `arXiv:2601.00001v1 Announce Type: new \nAbstract: …`.
_ANNOUNCED = re.compile(
    r"\s*(?:arXiv:(?P<id>\S+)\s+)?Announce Type:\s*\S+\s*(?:Abstract:\s*)?|\s*Abstract:\s*",
    re.IGNORECASE,
)
# How titles of feeds ended until 2023: `Title. (arXiv:2104.00001v1 [cs.CL] UPDATED)`.
_OLD_TITLE = re.compile(
    r"(?P<title>.*?)\.?\s*\((?P<id>arXiv:\S+)\s*\[(?P<category>[\w.-]+)\][^()]*\)", re.DOTALL
)
_HTML = re.compile(r"</?(?:p|a|br|span)\b[^<>]*>", re.IGNORECASE)
_SEPARATOR = re.compile(r",|;|\s+(?:and|&)\s+|(?<=\bCollaboration):", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.IGNORECASE)
_ON_BEHALF = re.compile(r"(?:on behalf of|for)\s+(?:the\s+)?(?=.*\b(?:collaboration|team|group|"
                        r"consortium|experiments?)\b)", re.IGNORECASE)  # fmt: skip
_ANY_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """What one record states, as text; `kind` is `error` or `deleted` where it has no paper."""

    line: int
    end: int
    raw: str
    id: str
    kind: str = "paper"
    title: str = ""
    abstract: str = ""
    authors: Names = field(default_factory=Names)
    published: str = ""
    category: str = ""
    comment: str = ""
    journal_ref: str = ""
    doi: str = ""

    @property
    def version(self) -> int:
        """The version in the record's id; 0 where it has none."""
        match = _VERSION.search(self.id)
        return int(match[1]) if match and len(match[1]) <= 4 else 0  # noqa: PLR2004 - digits


def read_records(root: Element) -> list[Record] | None:
    """The records of an answer in their order; None where the root is that of no known format."""
    read: dict[str, Callable[[Element], Iterator[Record]]] = {
        "feed": _atom, "entry": _atom, "rss:rss": _rss, "rdf:rdf": _rss, "oai:oai-pmh": _oai,
        "oai:listrecords": _oai, "oai:getrecord": _oai, "oai:record": _oai,
    }  # fmt: skip
    return list(read[root.name](root)) if root.name in read else None


def split_names(text: str) -> Names:
    """Names that stand in one text, separated by commas; affiliations in parentheses go."""
    plain = letters(_HTML.sub("", _without_parentheses(text)))
    pieces: list[str] = []
    for piece in map(one_line, _SEPARATOR.split(plain)):
        if pieces and _SUFFIX.fullmatch(piece):
            pieces[-1] += f" {piece}"
        elif _ANY_LETTER.search(piece):
            pieces.append(re.sub(r"^and\s+", "", piece))
    return _names(pieces)


def _names(texts: list[str]) -> Names:
    # arXiv lists the colon of "The CMS Collaboration: A. Author" as an author of its own.
    cleaned = (one_line(letters(text)) for text in texts)
    return parse_names(_ON_BEHALF.sub("", text) for text in cleaned if _ANY_LETTER.search(text))


def _without_parentheses(text: str) -> str:
    kept, depth = [], 0
    for char in text:
        depth += char == "("
        if not depth:
            kept.append(char)
        depth -= char == ")" and depth > 0
    return "".join(kept)


def _paper_id(text: str) -> str:
    return _OAI_PREFIX.sub("", one_line(text))


# ---------------------------------------------------------------- API and feeds


def _atom(root: Element) -> Iterator[Record]:
    for entry in [root] if root.name == "entry" else root.all("entry"):
        if entry.first("arxiv:announce_type") or entry.first("dc:creator"):
            yield _announced(entry, entry.first("summary", "content"), _atom_category(entry))
        else:
            yield _api_entry(entry)


def _api_entry(entry: Element) -> Record:
    names = [name for author in entry.all("author") for name in author.texts("name")[:1]]
    error = "/api/errors" in entry.first("id") or [*map(one_line, names)] == ["arXiv api core"]
    return Record(
        line=entry.line, end=entry.end, raw=entry.text, id=_paper_id(entry.first("id")),
        kind="error" if error else "paper",
        title=entry.first("title"), abstract=entry.first("summary"), authors=_names(names),
        published=entry.first("published"), category=_atom_category(entry),
        comment=entry.first("arxiv:comment"), doi=entry.first("arxiv:doi"),
        journal_ref=entry.first("arxiv:journal_ref", "arxiv:journal_reference"),
    )  # fmt: skip


def _atom_category(entry: Element) -> str:
    """The primary category; where none is marked as such, the first that is listed."""
    for name in ("arxiv:primary_category", "category"):
        for element in entry.all(name):
            if term := one_line(element.attributes.get("term", "")):
                return term
    return ""


def _rss(root: Element) -> Iterator[Record]:
    for parent in (root, *root.all("rss:channel")):
        for item in parent.all("rss:item"):
            yield _announced(item, item.first("rss:description"), item.first("rss:category"))


def _announced(item: Element, description: str, category: str) -> Record:
    """An item of a feed of new papers. Its dates are of the announcement, so none is read."""
    plain = _HTML.sub("", description)
    head = _ANNOUNCED.match(plain)
    printed = _HTML.sub("", item.first("title", "rss:title"))
    old = _OLD_TITLE.fullmatch(printed.strip())
    links = (link.attributes.get("href", "") for link in item.all("link"))
    described = head["id"] if head else ""
    titled = old["id"] if old else ""
    ids = [item.first("rss:link"), item.first("id", "rss:guid"), *links, described, titled]
    return Record(
        line=item.line, end=item.end, raw=item.text,
        id=" ".join(dict.fromkeys(filter(None, map(_paper_id, filter(None, ids))))),
        title=old["title"] if old else printed,
        abstract=plain[head.end() :] if head else plain,
        authors=split_names(", ".join(item.texts("dc:creator"))),
        category=old["category"] if old else one_line(category),
        journal_ref=item.first("arxiv:journal_reference", "arxiv:journal_ref"),
        doi=item.first("arxiv:doi"),
    )  # fmt: skip


# ---------------------------------------------------------------- OAI-PMH


def _oai(root: Element) -> Iterator[Record]:
    if root.name != "oai:record":
        for child in root.children:
            if child.name in ("oai:listrecords", "oai:getrecord", "oai:record"):
                yield from _oai(child)
        return
    header = next(root.all("oai:header"), None)
    stated = _paper_id(header.first("oai:identifier")) if header else ""
    deleted = header is not None and header.attributes.get("status") == "deleted"
    found = [metadata for part in root.all("oai:metadata") for metadata in part.children]
    for metadata in found:
        if metadata.name == "oai_dc:dc":
            yield _dublin_core(root, metadata, stated)
            return
        if metadata.name.startswith("record:"):
            yield _own_format(root, metadata, stated)
            return
    kind = "deleted" if deleted else "unknown"
    yield Record(line=root.line, end=root.end, raw=root.text, id=stated, kind=kind)


def _own_format(record: Element, metadata: Element, stated: str) -> Record:
    """A record as `arXiv`, `arXivRaw` or `arXivOld`."""
    people = list(metadata.all("record:authors", "record:author"))
    versions = list(metadata.all("record:version"))
    dates = [text for version in versions[:1] for text in version.texts("record:date")[:1]]
    ids = (metadata.first("record:id"), stated)
    return Record(
        line=record.line, end=record.end, raw=metadata.text,
        id=" ".join(dict.fromkeys(filter(None, map(_paper_id, ids)))),
        title=metadata.first("record:title"), abstract=metadata.first("record:abstract"),
        authors=_people(people) if people else split_names(metadata.first("record:authors")),
        published=next(iter(dates), "") or metadata.first("record:created", "record:date"),
        category=(metadata.first("record:categories").split() or [""])[0],
        comment=metadata.first("record:comments"), doi=metadata.first("record:doi"),
        journal_ref=metadata.first("record:journal-ref"),
    )  # fmt: skip


def _people(authors: list[Element]) -> Names:
    """Authors with their names in parts."""
    names: list[Name] = []
    incomplete = False
    for author in authors:
        parts = ("record:forenames", "record:keyname", "record:suffix")
        given, family, suffix = (one_line(letters(author.first(part))) for part in parts)
        whole = _ON_BEHALF.sub("", " ".join(filter(None, (given, family))))
        if not _ANY_LETTER.search(whole):
            continue
        incomplete = is_others(whole)
        if incomplete:
            continue
        if not (given and family) or parse_name(whole).literal:  # a collaboration, or one name
            names.append(parse_name(whole) if not suffix else Name(family=whole, suffix=suffix))
        else:
            names.append(Name(family=family, given=given, suffix=suffix))
    return Names(tuple(names), incomplete)


def _dublin_core(record: Element, metadata: Element, stated: str) -> Record:
    """A record as `oai_dc`: names with the family first; no category; the first date is v1's."""
    descriptions = metadata.texts("dc:description")
    comments = [d for d in descriptions if re.match(r"\s*comments?:", d, re.IGNORECASE)]
    abstracts = [d for d in descriptions if d not in comments]
    identifiers = [*map(one_line, metadata.texts("dc:identifier"))]
    sites = [i for i in identifiers if re.match(r"https?://(?:\w+\.)?arxiv\.org/", i)]
    dois = [i for i in identifiers if re.match(r"(?:doi:|https?://(?:dx\.)?doi\.org/)", i)]
    rest = [i for i in identifiers if i not in (*sites, *dois)]
    names = [name for name in metadata.texts("dc:creator") if _ANY_LETTER.search(name)]
    return Record(
        line=record.line, end=record.end, raw=metadata.text,
        id=" ".join(dict.fromkeys(filter(None, (*sites, stated)))),
        title=metadata.first("dc:title"), abstract=next(iter(abstracts), ""),
        authors=_names(names),
        published=min(map(one_line, metadata.texts("dc:date")), default=""),
        comment=" ".join(c.partition(":")[2].strip() for c in comments),
        journal_ref="; ".join(rest), doi=" ".join(d.removeprefix("doi:") for d in dois),
    )  # fmt: skip
