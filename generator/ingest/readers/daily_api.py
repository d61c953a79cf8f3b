"""The JSON of a Daily Papers page: an answer of its API, or the data in a saved page.

[{"paper": {"id": …, "title": …, "summary": …, "authors": [{"name": …}], …}, "numComments": …}, …]
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from generator.ingest.readers.base import (
    LineRange,
    Parsed,
    Request,
    control_character_findings,
    cover_lines,
    fields_not_kept_findings,
    finding,
    links_of,
    normalize_line_ends,
    partial_date,
)
from generator.ingest.readers.json_places import item_lines
from generator.model import Entry, Finding, Link, Organization, Origin, PartialDate
from generator.text.characters import one_line, paragraph
from generator.text.identifiers import ARXIV_ID, normalize_arxiv_id
from generator.text.person_names import parse_names
from generator.text.sanitize import find_urls, is_safe_url

_LIST_KEYS = ("data", "dailyPapers", "papers")
_LINKS = (("githubRepo", "code"), ("projectPage", "project"))
_READ_FIELDS = frozenset(
    ("paper", "id", "title", "summary", "authors", "publishedAt", "organization", "ai_keywords",
     "numComments", *(name for name, _ in _LINKS))
)  # fmt: skip
_HANDLE = re.compile(r"[\w.-]+", re.ASCII)
_BLANK_LINE = re.compile(r"\n\s*\n")
_MAX_EXCERPT_LENGTH = 40  # characters


class UnexpectedValueError(ValueError):
    """A value has another type than the API documents; the message names the field."""


def api_items(data: object) -> list[Any] | None:
    """The items of an API answer; None if the data has no papers.

    An answer is a list, an object with a list, or a list of strings that contain JSON.
    """
    if isinstance(data, dict):
        lists = [data[key] for key in _LIST_KEYS if isinstance(data.get(key), list)]
        data = lists[0] if len(lists) == 1 else [data]
    if not isinstance(data, list):
        return None
    items = [_decode_item(item) for item in data]
    return items if any(map(_is_paper, items)) else None


def decode_json(text: str) -> object:
    """The value of a JSON text; None if it is invalid."""
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None


def is_answer(text: str) -> bool:
    """Whether a text is an answer of the API."""
    return (
        text.lstrip("\ufeff \t\r\n")[:1] in ("[", "{") and api_items(decode_json(text)) is not None
    )


def is_empty_answer(text: str) -> bool:
    """Whether a text is the API's answer to a search that found nothing, or of a day without."""
    return decode_json(text) == []


def read_answer(request: Request, reader: str) -> Parsed:
    """Read an answer of the API; one without papers is an error."""
    items = api_items(decode_json(request.text)) or []
    if not items:
        message = "Hugging Face found no paper for this request"
        return Parsed(findings=(finding("no-entries", "error", message, request, 1),))
    text = normalize_line_ends(request.text)
    parsed, marks = read_papers(items, item_lines(text, len(items), _LIST_KEYS), request, reader)
    return replace(parsed, lines=cover_lines(text, [LineRange(number=1, kind="header"), *marks]))


def read_papers(
    items: Sequence[object], lines: Sequence[int], request: Request, reader: str
) -> tuple[Parsed, list[LineRange]]:
    """Read the items of an answer.

    Args:
        items: the decoded items.
        lines: the line on which each item starts.
        request: the request that is read.
        reader: the name of the reader.

    Returns:
        The entries and findings, and a line mark per item.
    """
    entries: list[Entry] = []
    findings: list[Finding] = []
    marks: list[LineRange] = []
    for number, (item, line) in enumerate(zip(items, lines, strict=True), start=1):
        try:
            entry, lost = _to_entry(item, request, line, reader)
        except UnexpectedValueError as error:
            message = f"entry {number}: {error}"
            findings.append(finding("wrong-type", "error", message, request, line))
            marks.append(LineRange(number=line, kind="skipped", reason=message))
            continue
        if late := _late_finding(entry, number, request):
            findings.append(late)
            marks.append(LineRange(number=line, kind="skipped", reason=late.message))
            continue
        entries.append(entry)
        marks.append(LineRange(number=line, kind="entry"))
        findings += [
            finding("left-out", "warning", f"entry {number}: {message}", request, line)
            for message in lost
        ]
        findings += control_character_findings(f"{entry.title} {entry.abstract}", request, line)
    unread = Counter(name for item in items for name in _unread_fields(item))
    findings += fields_not_kept_findings(unread, request, lines[0] if lines else 1)
    day = partial_date(request.captured)
    return Parsed(entries=tuple(entries), findings=tuple(findings), captured=day), marks


def _decode_item(item: object) -> object:
    return decode_json(item) if isinstance(item, str) and item.lstrip()[:1] == "{" else item


def _is_paper(item: object) -> bool:
    if not isinstance(item, dict):
        return False
    if "paper" in item:
        return isinstance(item["paper"], dict)
    identifier = item.get("id")
    known = isinstance(identifier, str) and ARXIV_ID.fullmatch(normalize_arxiv_id(identifier))
    return bool(known) and "title" in item and "summary" in item


def _unread_fields(item: object) -> Iterator[str]:
    """The non-empty fields of an item that this reader does not know."""
    for source in (item, item.get("paper")) if isinstance(item, dict) else ():
        for name, value in source.items() if isinstance(source, dict) else ():
            if name not in _READ_FIELDS and value not in (None, "", [], {}):
                yield name


def _to_entry(item: object, request: Request, line: int, reader: str) -> tuple[Entry, list[str]]:
    """The entry of an item, and messages about what was left out."""
    if not isinstance(item, dict) or not isinstance(paper := item.get("paper", item), dict):
        raise UnexpectedValueError(f"expected an object with a paper, found {_excerpt(item)}")
    lost: list[str] = []
    if paper.get("title") and item.get("title", paper["title"]) != paper["title"]:
        lost.append(f"'title' {_excerpt(item['title'])} differs from 'paper.title', which was used")
    paper = {**item, **{key: value for key, value in paper.items() if value is not None}}
    abstract = _abstract(paper)
    stated = tuple(_links(paper, lost))
    known = {link.url for link in stated}
    found = (link for link in links_of(list(find_urls(abstract))) if link.url not in known)
    entry = Entry(
        title=_required_line(paper, "title"),
        abstract=abstract,
        authors=parse_names(_authors(paper, lost)),
        arxiv=_arxiv(paper),
        organization=_organization(paper),
        published=_published(paper),
        comments=_comments(paper),
        links=(*stated, *found),
        keywords=tuple(_keywords(paper)),
        reader=reader,
        captured=partial_date(request.captured),
        origin=Origin(source=request.source, line=line),
    )
    return entry, lost


def _late_finding(entry: Entry, number: int, request: Request) -> Finding | None:
    when = entry.published.exact_day if entry.published else None
    if when is None or request.captured is None or when <= request.captured:
        return None
    message = f"entry {number}: published {when}, after the day of --captured. Correct one of them"
    return finding("date-after-capture", "error", message, request, entry.origin.line)


def _required_line(holder: Mapping[str, Any], key: str, where: str = "") -> str:
    value = holder.get(key)
    if not isinstance(value, str) or not one_line(value):
        raise _type_error(where + key, "a text", value)
    return one_line(value)


def _abstract(paper: Mapping[str, Any]) -> str:
    value = paper.get("summary")
    if not isinstance(value, str):
        raise _type_error("summary", "a text", value)
    parts = (paragraph(part.split("\n")) for part in _BLANK_LINE.split(normalize_line_ends(value)))
    return "\n".join(filter(None, parts))


def _arxiv(paper: Mapping[str, Any]) -> str:
    found = normalize_arxiv_id(_required_line(paper, "id"))
    if not ARXIV_ID.fullmatch(found):
        raise _type_error("id", "an arXiv id", paper["id"])
    return found


def _authors(paper: Mapping[str, Any], lost: list[str]) -> Iterator[str]:
    """The names of the authors, without those marked as hidden."""
    authors = paper.get("authors")
    if not isinstance(authors, list):
        raise _type_error("authors", "a list", authors)
    for index, author in enumerate(authors):
        where = f"authors[{index}]"
        if isinstance(author, str) and one_line(author):
            yield one_line(author)
            continue
        if not isinstance(author, dict):
            raise _type_error(where, "an object with a name", author)
        name = _required_line(author, "name", f"{where}.")
        hidden = author.get("hidden")
        if hidden is not None and not isinstance(hidden, bool):
            raise _type_error(f"{where}.hidden", "true or false", hidden)
        if hidden:
            lost.append(f"{where} {name!r} is hidden on the page; left out: add who is missing")
        else:
            yield name


def _links(paper: Mapping[str, Any], lost: list[str]) -> Iterator[Link]:
    for key, kind in _LINKS:
        url = paper.get(key)
        if url is None or url == "":
            continue
        if not isinstance(url, str):
            raise _type_error(key, "a web address", url)
        url = url.strip()
        if re.match(r"https?://", url) and is_safe_url(url):
            yield Link(kind=kind, url=url)
        else:
            lost.append(f"{key!r}: {_excerpt(url)} is not a web address; left out: add the link")


def _keywords(paper: Mapping[str, Any]) -> Iterator[str]:
    value = paper.get("ai_keywords")
    if value is not None and not isinstance(value, list):
        raise _type_error("ai_keywords", "a list", value)
    for index, word in enumerate(value or ()):
        if not isinstance(word, str):
            raise _type_error(f"ai_keywords[{index}]", "a text", word)
        if one_line(word):
            yield one_line(word)


def _organization(holder: Mapping[str, Any]) -> Organization | None:
    value = holder.get("organization")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise _type_error("organization", "an object", value)
    handle = _required_line(value, "name", "organization.")
    if not _HANDLE.fullmatch(handle):
        raise _type_error("organization.name", "a handle", handle)
    name = value.get("fullname")
    if name is not None and not isinstance(name, str):
        raise _type_error("organization.fullname", "a text", name)
    return Organization(handle=handle, name=one_line(name or "") or handle)


def _published(paper: Mapping[str, Any]) -> PartialDate | None:
    value = paper.get("publishedAt")
    if value is None:
        return None
    try:
        return partial_date(datetime.fromisoformat(value if isinstance(value, str) else "").date())
    except ValueError:
        raise _type_error("publishedAt", "a date, YYYY-MM-DDThh:mm:ssZ", value) from None


def _comments(item: Mapping[str, Any]) -> int | None:
    value = item.get("numComments")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise _type_error("numComments", "a count", value)
    return value


def _type_error(field: str, expected: str, value: object) -> UnexpectedValueError:
    return UnexpectedValueError(f"{field!r}: expected {expected}, found {_excerpt(value)}")


def _excerpt(value: object) -> str:
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "an object"
    return json.dumps(value)[:_MAX_EXCERPT_LENGTH]
