"""Answers of arXiv's public API, saved as a file: an Atom feed with an entry a paper.

    curl -s 'https://export.arxiv.org/api/query?id_list=1811.06965,1910.02054' > answer.xml

Format: arXiv API User's Manual, section 3.3 (https://info.arxiv.org/help/api/user-manual.html).
An unknown id gives a feed without entries; a wrong query an entry whose id leads to `api/errors`.
"""

# Documents with a DTD are refused before it is read, so there are no entities to expand and
# nothing to fetch; expat itself is iterative, and says lines, which ElementTree does not.
import xml.parsers.expat as xml
from dataclasses import dataclass, field
from datetime import date

from generator.captures.base import (
    Line,
    Parsed,
    Request,
    account,
    day_of,
    finding,
    links_of,
    unix,
    unseen_finding,
)
from generator.captures.identity import arxiv_of, doi_of
from generator.markup import find_urls
from generator.model import Entry, Finding, Origin, PartialDate
from generator.names import one_line, paragraph
from generator.people import parse_names

ATOM = "http://www.w3.org/2005/Atom"
ARXIV = "http://arxiv.org/schemas/atom"
_START = 4000  # how far into a text the feed opens


class Arxiv:
    """Reader of answers of arXiv's API."""

    name = "arxiv"
    trust = 3  # the archive's own record

    def recognises(self, text: str) -> bool:
        """Whether the text opens like an Atom feed that names arXiv."""
        start = text[:_START].lstrip("\ufeff \t\r\n")
        return start.startswith(("<?xml", "<feed")) and ATOM in start and "arxiv.org/" in start

    def read(self, request: Request) -> Parsed:
        """Read every entry of the feed; text that is no such feed is reported with its line."""
        text = unix(request.text)
        feed = _Feed()
        try:
            feed.read(text)
        except _RefusedError as error:
            return _nothing(request, feed.line, code="no-feed", message=str(error))
        except xml.ExpatError as error:
            message = f"this is no valid XML: {xml.ErrorString(error.code)}; save the answer again"
            return _nothing(request, error.lineno, code="no-xml", message=message)
        return _read(feed.items, text, request)


class _RefusedError(Exception):
    """The document is none that this reader reads; the message says why."""


@dataclass(slots=True)
class _Item:
    """An entry of the feed: the texts of its elements by path, and its first and last line."""

    line: int
    end: int = 0
    texts: dict[str, list[str]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return next(iter(self.texts.get(name, ())), "")


class _Feed:
    """Collects the entries of a feed while expat reads it."""

    def __init__(self) -> None:
        self.items: list[_Item] = []
        self.path: list[str] = []
        self.texts: list[list[str]] = []
        self.parser = xml.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data

    @property
    def line(self) -> int:
        return self.parser.CurrentLineNumber

    def read(self, text: str) -> None:
        self.parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003 - it takes no keyword

    def _doctype(self, *_: object) -> None:
        raise _RefusedError("it declares a document type (<!DOCTYPE), which arXiv's answers do "
                            "not: save the answer of the API itself")  # fmt: skip

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.path and name != f"{ATOM} feed":
            raise _RefusedError(
                f"expected the Atom feed of arXiv's API, found <{name.rpartition(' ')[2][:40]}>: "
                "save the answer of https://export.arxiv.org/api/query?id_list=…"
            )
        self.path.append(name)
        self.texts.append([])
        if len(self.path) == 2 and name == f"{ATOM} entry":  # noqa: PLR2004 - feed, entry
            self.items.append(_Item(line=self.line))
        elif self._inside:
            item = self.items[-1]
            if name == f"{ARXIV} primary_category":
                item.texts.setdefault("category", []).append(attributes.get("term", ""))

    def _end(self, _: str) -> None:
        text = "".join(self.texts.pop())
        if self._inside:
            item = self.items[-1]
            item.end = self.line
            if len(self.path) <= 4:  # noqa: PLR2004 - feed, entry, author, name
                name = "/".join(map(_short, self.path[2:]))
                item.texts.setdefault(name, []).append(text)
        self.path.pop()

    def _data(self, text: str) -> None:
        self.texts[-1].append(text)

    @property
    def _inside(self) -> bool:
        return self.path[1:2] == [f"{ATOM} entry"]


def _short(name: str) -> str:
    return name.removeprefix(f"{ATOM} ").replace(f"{ARXIV} ", "arxiv:")


def _nothing(request: Request, line: int, *, code: str, message: str) -> Parsed:
    return Parsed(findings=(finding(code, "error", message, request, max(line, 1)),))


def _read(items: list[_Item], text: str, request: Request) -> Parsed:
    entries: list[Entry] = []
    findings: list[Finding] = []
    marks = [Line(number=1, kind="header")]
    for item in items:
        entry, problems = _entry(item, request)
        findings += problems
        if entry:
            entries.append(entry)
            marks.append(Line(number=item.line, kind="entry"))
        else:
            marks.append(Line(number=item.line, kind="skipped", reason=problems[0].message))
        marks.append(Line(number=item.end + 1, kind="header"))
    if not items:
        message = "arXiv's answer has no paper: it knows none of the ids that were asked for"
        findings.append(finding("no-entries", "error", message, request, 1))
    return Parsed(
        entries=tuple(entries), findings=tuple(findings), lines=account(text, marks),
        captured=day_of(request.captured),
    )  # fmt: skip


def _entry(item: _Item, request: Request) -> tuple[Entry | None, list[Finding]]:
    title, arxiv = one_line(item.text("title")), arxiv_of(item.text("id"))
    if "/api/errors" in item.text("id"):
        message = f"arXiv answered with an error: {one_line(item.text('summary'))[:200]}; ask again"
        return None, [finding("arxiv-error", "error", message, request, item.line)]
    if not arxiv:
        message = f"the entry's id {one_line(item.text('id'))[:80]!r} is no arXiv address"
        return None, [finding("no-paper", "error", message, request, item.line)]
    if not title:
        message = f"the entry of {arxiv} has no title: save the answer again"
        return None, [finding("no-title", "error", message, request, item.line)]
    abstract = paragraph(item.text("summary").splitlines())
    authors = (one_line(name) for name in item.texts.get("author/name", ()))
    published, problems = _published(item, request)
    entry = Entry(
        title=title, abstract=abstract, authors=parse_names(name for name in authors if name),
        published=published, venue=one_line(item.text("arxiv:journal_ref")), arxiv=arxiv,
        doi=doi_of(item.text("arxiv:doi")), category=one_line(item.text("category")),
        links=links_of([*find_urls(abstract), *find_urls(one_line(item.text("arxiv:comment")))]),
        captured=day_of(request.captured), reader=Arxiv.name,
        origin=Origin(source=request.source, line=item.line),
    )  # fmt: skip
    read = "".join(text for texts in item.texts.values() for text in texts)
    return entry, [*problems, *unseen_finding(read, request, item.line)]


def _published(item: _Item, request: Request) -> tuple[PartialDate | None, list[Finding]]:
    """The day of the first version, as far as the entry tells it."""
    printed = one_line(item.text("published"))
    try:
        return day_of(date.fromisoformat(printed[:10])) if printed else None, []
    except ValueError:
        message = f"published: expected a date, YYYY-MM-DD, found {printed[:40]!r}; left out"
        return None, [finding("left-out", "warning", message, request, item.line)]
