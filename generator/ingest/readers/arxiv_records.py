"""arXiv's XML formats, each read into the same record type.

- API (Atom): https://info.arxiv.org/help/api/user-manual.html, section 3.3
- OAI-PMH (`arXiv`, `arXivRaw`, `arXivOld`, `oai_dc`): https://info.arxiv.org/help/oa/index.html
- feeds of new papers (RSS and Atom): https://info.arxiv.org/help/rss.html
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from generator.ingest.readers.xml_tree import Element
from generator.model import Name, Names
from generator.text.characters import one_line
from generator.text.latex import decode_letters
from generator.text.person_names import is_others, parse_name, parse_names

# Namespaces in arXiv's answers, without scheme and final slash, and our prefixes for them.
PREFIXES = {
    "": "rss:",
    "www.w3.org/2005/atom": "",
    "arxiv.org/schemas/atom": "arxiv:",
    "purl.org/dc/elements/1.1": "dc:",
    "purl.org/rss/1.0": "rss:",
    "www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "www.openarchives.org/oai/2.0": "oai:",
    "www.openarchives.org/oai/2.0/oai_dc": "oai_dc:",
    "arxiv.org/oai/arxiv": "record:",
    "arxiv.org/oai/arxivraw": "record:",
    "arxiv.org/oai/arxivold": "record:",
    "a9.com/-/spec/opensearch/1.1": "opensearch:",
}
_VERSION = re.compile(r"v(\d+)(?:\.pdf)?$")
_OAI_PREFIX = re.compile(r"oai:arxiv\.org:", re.IGNORECASE)
# How a description of a feed begins: `arXiv:2601.00001v1 Announce Type: new \nAbstract: …`.
_FEED_DESCRIPTION = re.compile(
    r"""
    \s* (?: arXiv:(?P<id>\S+)\s+ )? Announce[ ]Type:\s*\S+\s* (?: Abstract:\s* )?
    | \s* Abstract:\s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
# How titles of feeds ended until 2023: `Title. (arXiv:2104.00001v1 [cs.CL] UPDATED)`.
_OLD_FEED_TITLE = re.compile(
    r"""
    (?P<title>.*?) \.? \s*
    \( (?P<id>arXiv:\S+) \s* \[ (?P<category>[\w.-]+) \] [^()]* \)
    """,
    re.DOTALL | re.VERBOSE,
)
_HTML = re.compile(r"</?(?:p|a|br|span)\b[^<>]*>", re.IGNORECASE)
# What separates authors in one text: `Jane Doe and Ann Roe`, `ATLAS Collaboration: Jane Doe`.
_SEPARATOR = re.compile(
    r"""
    , | ;
    | \s+(?:and|&)\s+
    | (?<=\bCollaboration):
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.IGNORECASE)
# Words before the name of a group: `on behalf of the ATLAS Collaboration`.
_ON_BEHALF = re.compile(
    r"""
    (?: on[ ]behalf[ ]of | for ) \s+ (?:the\s+)?
    (?= .* \b (?: collaboration | team | group | consortium | experiments? ) \b )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ANY_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """The text fields of one record. `kind` is `paper`, `error`, `deleted` or `unknown`."""

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
        """The version in the record's id; 0 if it has none."""
        match = _VERSION.search(self.id)
        return int(match[1]) if match and len(match[1]) <= 4 else 0  # noqa: PLR2004 - digits


def read_records(root: Element) -> list[Record] | None:
    """The records of an answer in order; None if the root element is of an unknown format."""
    read: dict[str, Callable[[Element], Iterator[Record]]] = {
        "feed": _read_atom, "entry": _read_atom, "rss:rss": _read_rss, "rdf:rdf": _read_rss,
        "oai:oai-pmh": _read_oai, "oai:listrecords": _read_oai,
        "oai:getrecord": _read_oai, "oai:record": _read_oai,
    }  # fmt: skip
    return list(read[root.name](root)) if root.name in read else None


def split_names(text: str) -> Names:
    """The names in one text, separated by commas, without affiliations in parentheses."""
    plain = decode_letters(_HTML.sub("", _strip_parentheses(text)))
    pieces: list[str] = []
    for piece in map(one_line, _SEPARATOR.split(plain)):
        if pieces and _SUFFIX.fullmatch(piece):
            pieces[-1] += f" {piece}"
        elif _ANY_LETTER.search(piece):
            pieces.append(re.sub(r"^and\s+", "", piece))
    return _parse_names(pieces)


def _parse_names(texts: list[str]) -> Names:
    # arXiv lists the colon of "The CMS Collaboration: A. Author" as an author of its own.
    cleaned = (one_line(decode_letters(text)) for text in texts)
    return parse_names(_ON_BEHALF.sub("", text) for text in cleaned if _ANY_LETTER.search(text))


def _strip_parentheses(text: str) -> str:
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


def _read_atom(root: Element) -> Iterator[Record]:
    for entry in [root] if root.name == "entry" else root.find_all("entry"):
        if entry.first_text("arxiv:announce_type") or entry.first_text("dc:creator"):
            yield _read_feed_item(
                entry, entry.first_text("summary", "content"), _atom_category(entry)
            )
        else:
            yield _read_api_entry(entry)


def _read_api_entry(entry: Element) -> Record:
    names = [name for author in entry.find_all("author") for name in author.texts("name")[:1]]
    error = "/api/errors" in entry.first_text("id") or [*map(one_line, names)] == ["arXiv api core"]
    return Record(
        line=entry.line, end=entry.end, raw=entry.text, id=_paper_id(entry.first_text("id")),
        kind="error" if error else "paper",
        title=entry.first_text("title"), abstract=entry.first_text("summary"),
        authors=_parse_names(names), published=entry.first_text("published"),
        category=_atom_category(entry), comment=entry.first_text("arxiv:comment"),
        doi=entry.first_text("arxiv:doi"),
        journal_ref=entry.first_text("arxiv:journal_ref", "arxiv:journal_reference"),
    )  # fmt: skip


def _atom_category(entry: Element) -> str:
    """The primary category, else the first one listed."""
    for name in ("arxiv:primary_category", "category"):
        for element in entry.find_all(name):
            if term := one_line(element.attributes.get("term", "")):
                return term
    return ""


def _read_rss(root: Element) -> Iterator[Record]:
    for parent in (root, *root.find_all("rss:channel")):
        for item in parent.find_all("rss:item"):
            yield _read_feed_item(
                item, item.first_text("rss:description"), item.first_text("rss:category")
            )


def _read_feed_item(item: Element, description: str, category: str) -> Record:
    """An item of a feed of new papers. Its dates are those of the announcement, so ignored."""
    plain = _HTML.sub("", description)
    head = _FEED_DESCRIPTION.match(plain)
    printed = _HTML.sub("", item.first_text("title", "rss:title"))
    old = _OLD_FEED_TITLE.fullmatch(printed.strip())
    links = (link.attributes.get("href", "") for link in item.find_all("link"))
    described = head["id"] if head else ""
    titled = old["id"] if old else ""
    ids = [
        item.first_text("rss:link"),
        item.first_text("id", "rss:guid"),
        *links,
        described,
        titled,
    ]
    return Record(
        line=item.line, end=item.end, raw=item.text,
        id=" ".join(dict.fromkeys(filter(None, map(_paper_id, filter(None, ids))))),
        title=old["title"] if old else printed,
        abstract=plain[head.end() :] if head else plain,
        authors=split_names(", ".join(item.texts("dc:creator"))),
        category=old["category"] if old else one_line(category),
        journal_ref=item.first_text("arxiv:journal_reference", "arxiv:journal_ref"),
        doi=item.first_text("arxiv:doi"),
    )  # fmt: skip


# ---------------------------------------------------------------- OAI-PMH


def _read_oai(root: Element) -> Iterator[Record]:
    if root.name != "oai:record":
        for child in root.children:
            if child.name in ("oai:listrecords", "oai:getrecord", "oai:record"):
                yield from _read_oai(child)
        return
    header = next(root.find_all("oai:header"), None)
    stated = _paper_id(header.first_text("oai:identifier")) if header else ""
    deleted = header is not None and header.attributes.get("status") == "deleted"
    found = [metadata for part in root.find_all("oai:metadata") for metadata in part.children]
    for metadata in found:
        if metadata.name == "oai_dc:dc":
            yield _read_dublin_core(root, metadata, stated)
            return
        if metadata.name.startswith("record:"):
            yield _read_arxiv_format(root, metadata, stated)
            return
    kind = "deleted" if deleted else "unknown"
    yield Record(line=root.line, end=root.end, raw=root.text, id=stated, kind=kind)


def _read_arxiv_format(record: Element, metadata: Element, stated: str) -> Record:
    """A record in the format `arXiv`, `arXivRaw` or `arXivOld`."""
    people = list(metadata.find_all("record:authors", "record:author"))
    versions = list(metadata.find_all("record:version"))
    dates = [text for version in versions[:1] for text in version.texts("record:date")[:1]]
    ids = (metadata.first_text("record:id"), stated)
    return Record(
        line=record.line, end=record.end, raw=metadata.text,
        id=" ".join(dict.fromkeys(filter(None, map(_paper_id, ids)))),
        title=metadata.first_text("record:title"), abstract=metadata.first_text("record:abstract"),
        authors=_read_authors(people)
        if people
        else split_names(metadata.first_text("record:authors")),
        published=next(iter(dates), "") or metadata.first_text("record:created", "record:date"),
        category=(metadata.first_text("record:categories").split() or [""])[0],
        comment=metadata.first_text("record:comments"), doi=metadata.first_text("record:doi"),
        journal_ref=metadata.first_text("record:journal-ref"),
    )  # fmt: skip


def _read_authors(authors: list[Element]) -> Names:
    """The names of authors that are given in parts."""
    names: list[Name] = []
    incomplete = False
    for author in authors:
        parts = ("record:forenames", "record:keyname", "record:suffix")
        given, family, suffix = (
            one_line(decode_letters(author.first_text(part))) for part in parts
        )
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


def _read_dublin_core(record: Element, metadata: Element, stated: str) -> Record:
    """A record in `oai_dc`: family names first, no category, the earliest date is that of v1."""
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
        title=metadata.first_text("dc:title"), abstract=next(iter(abstracts), ""),
        authors=_parse_names(names),
        published=min(map(one_line, metadata.texts("dc:date")), default=""),
        comment=" ".join(c.partition(":")[2].strip() for c in comments),
        journal_ref="; ".join(rest), doi=" ".join(d.removeprefix("doi:") for d in dois),
    )  # fmt: skip
