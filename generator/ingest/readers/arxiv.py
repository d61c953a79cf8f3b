"""Answers of arXiv, saved as files: of its API, its OAI-PMH server and its feeds of new papers.

    curl -s 'https://export.arxiv.org/api/query?id_list=1811.06965,1910.02054' > answer.xml

An unknown id gives a feed without entries; a wrong query an entry whose id leads to `api/errors`.
"""

import re
from html import unescape

from generator.ingest.readers.arxiv_facts import (
    Reference,
    read_comment,
    read_day,
    read_journal_ref,
    read_status,
)
from generator.ingest.readers.arxiv_records import Record, read_records
from generator.ingest.readers.arxiv_xml import Element, XmlError, parse_xml
from generator.ingest.readers.base import (
    Line,
    Parsed,
    Request,
    account,
    day_of,
    fields_not_kept,
    finding,
    links_of,
    unix,
    unseen_finding,
)
from generator.model import Entry, Finding, Origin, PartialDate, Severity
from generator.text.characters import one_line, paragraph
from generator.text.identifiers import arxiv_of, doi_of
from generator.text.latex import read_latex
from generator.text.sanitize import find_urls

_START = 4000  # characters in which a text says what it is
_OPENINGS = ("<?xml", "<feed", "<rss", "<rdf:rdf", "<oai-pmh")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|title|h1|center)\b", re.IGNORECASE)
_HTML_TITLE = re.compile(r"<(?:title|h1)\b[^>]*>(.*?)</(?:title|h1)>", re.IGNORECASE | re.DOTALL)
_FAILURE = re.compile(r"\b[45]\d\d\b|error|rate exceeded|too many|unavailable|forbidden|time",
                      re.IGNORECASE)  # fmt: skip
_TOO_FAST = re.compile(r"(?:rate (?:limit )?exceeded|too many requests|retry after \d+ seconds?)"
                       r"[.!]?", re.IGNORECASE)  # fmt: skip
_ASK_AGAIN = "save the answer of https://export.arxiv.org/api/query?id_list=\u2026"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d?);", re.IGNORECASE)


class Arxiv:
    """Reader of arXiv's answers."""

    name = "arxiv"
    trust = 3  # the archive's own record

    def recognises(self, text: str) -> bool:
        """Whether the text is an answer of arXiv's, or an error that stands in for one."""
        start = text[:_START].lstrip("\ufeff \t\r\n")
        if _TOO_FAST.fullmatch(start.strip()):
            return True
        if _HTML.match(start):
            return bool(_FAILURE.search(_title_of(start))) or "arxiv.org/" in start
        return start.lower().startswith(_OPENINGS) and "arxiv" in text.lower()

    def read(self, request: Request) -> Parsed:
        """Read every record; text that is no such answer is reported with its line."""
        text = unix(request.text)
        start = text[:_START].strip()
        if _TOO_FAST.fullmatch(start):
            message = (f"arXiv answered {start!r} instead of papers: too many requests came at "
                       "once. Wait a minute, then save the answer again")  # fmt: skip
            return _nothing(
                request, finding("arxiv-error", "error", message, request, _first_line(text))
            )
        if _HTML.match(start):
            return _web_page(text, request)
        try:
            root = parse_xml(text)
        except XmlError as error:
            if error.doctype:
                message = f"{error}, which arXiv's answers do not: save the answer of arXiv itself"
                return _nothing(request, finding("no-feed", "error", message, request, error.line))
            message = f"this answer is {error}. Save the answer again"
            return _nothing(request, finding("no-xml", "error", message, request, error.line))
        return _read(root, text, request)


def _title_of(html: str) -> str:
    found = _HTML_TITLE.search(html)
    return one_line(unescape(re.sub(r"<[^>]*>", "", found[1])))[:100] if found else ""


def _first_line(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n") + 1


def _web_page(text: str, request: Request) -> Parsed:
    title = _title_of(text[:_START])
    if _FAILURE.search(title):
        message = f"this is an error page ({title!r}), not arXiv's answer. Wait, then {_ASK_AGAIN}"
        return _nothing(
            request, finding("arxiv-error", "error", message, request, _first_line(text))
        )
    message = f"this is a web page ({title!r}), not an answer of arXiv's API: {_ASK_AGAIN}"
    return _nothing(request, finding("no-feed", "error", message, request, _first_line(text)))


def _nothing(request: Request, problem: Finding) -> Parsed:
    """No paper: an error that stands in for an answer is skipped, other text was not read."""
    if problem.code != "arxiv-error":
        return Parsed(findings=(problem,))
    skipped = [Line(number=1, kind="skipped", reason=problem.message)]
    return Parsed(findings=(problem,), lines=account(unix(request.text), skipped))


def _read(root: Element, text: str, request: Request) -> Parsed:
    records = read_records(root)
    if records is None:
        message = f"expected an answer of arXiv, found <{root.tag[:40]}>: {_ASK_AGAIN}"
        return _nothing(request, finding("no-feed", "error", message, request, root.line))
    findings = [*_server_errors(root, request), *_rest(root, len(records), request)]
    entries: list[Entry] = []
    marks = [Line(number=1, kind="header")]
    superseded = _superseded(records)
    for record in records:
        entry, problems = _entry(record, request)
        if entry and id(record) in superseded:
            message = f"an older version of {entry.arxiv}; the newest in this file was read"
            entry, problems = None, [finding("left-out", "info", message, request, record.line)]
        findings += problems
        if entry:
            entries.append(entry)
            marks.append(Line(number=record.line, kind="entry"))
        else:
            reason = problems[0].message
            marks.append(Line(number=record.line, kind="skipped", reason=reason))
        marks.append(Line(number=record.end + 1, kind="header"))
    comments = sum(1 for record in records if one_line(record.comment))
    findings += fields_not_kept({"comment": comments}, request, root.line)
    if not entries and not any(found.severity == "error" for found in findings):
        findings.append(finding("no-entries", "error", _why_empty(root), request, root.line))
    return Parsed(
        entries=tuple(entries), findings=tuple(findings), lines=account(text, marks),
        captured=day_of(request.captured),
    )  # fmt: skip


def _why_empty(root: Element) -> str:
    if root.name == "feed":
        return "arXiv's answer has no paper: it knows none of the ids that were asked for"
    if root.name.startswith("oai:"):
        return ("arXiv's OAI-PMH answer has no papers: ask with verb=GetRecord or verb=ListRecords "
                "and metadataPrefix=arXiv")  # fmt: skip
    return "the feed has no papers: arXiv announces none on some days; save it another day"


def _server_errors(root: Element, request: Request) -> list[Finding]:
    """The errors of OAI-PMH, `<error code="idDoesNotExist">…`."""
    return [
        finding(
            "arxiv-error", "error",
            f"arXiv answered with the error {error.attributes.get('code', '')[:40]}: "
            f"{one_line(error.text)[:200]}. Correct the request, then save the answer again",
            request, error.line,
        )
        for error in root.all("oai:error")
    ]  # fmt: skip


def _rest(root: Element, count: int, request: Request) -> list[Finding]:
    """Say that arXiv has more papers than this answer."""
    for token in root.all("oai:listrecords", "oai:resumptiontoken"):
        if one_line(token.text):
            message = ("arXiv has more records than this answer: ask on with "
                       f"resumptionToken={one_line(token.text)[:80]}")  # fmt: skip
            return [finding("partial-answer", "warning", message, request, token.line)]
    numbers = [one_line(root.first(f"opensearch:{n}")) for n in ("totalresults", "startindex")]
    total, start = (int(n) if re.fullmatch(r"[0-9]{1,9}", n) else 0 for n in numbers)
    if count and total > start + count:
        message = (f"arXiv has {total} papers for this request, this answer ends with number "
                   f"{start + count}: ask with max_results={total} for all of them")  # fmt: skip
        return [finding("partial-answer", "warning", message, request, root.line)]
    return []


def _arxiv_ids(record: Record) -> list[str]:
    """The different ids that a record states; a record of one paper has one."""
    return list(dict.fromkeys(filter(None, map(arxiv_of, record.id.split()))))


def _superseded(records: list[Record]) -> set[int]:
    """The records (by `id()`) of which the answer has a newer version too."""
    newest: dict[str, Record] = {}
    older: set[int] = set()
    for record in records:
        ids = _arxiv_ids(record)
        if len(ids) != 1 or record.kind != "paper" or not one_line(record.title):
            continue
        known = newest.get(ids[0])
        if known is None or known.version == record.version:
            newest.setdefault(ids[0], record)
            continue
        older.add(id(min(known, record, key=lambda r: r.version)))
        newest[ids[0]] = max(known, record, key=lambda r: r.version)
    return older


def _clean(text: str) -> str:
    """A text as BibTeX's are read, after entities that were escaped twice."""
    return read_latex(_ENTITY.sub(lambda m: unescape(m[0]), text))


def _refusal(record: Record, ids: list[str]) -> tuple[str, Severity, str] | None:
    """Why a record has no paper: code, severity and message."""
    named = one_line(record.id)[:80]
    if record.kind == "error":
        said = one_line(record.abstract)[:200]
        return "arxiv-error", "error", (f"arXiv answered with an error: {said}. Correct the "
                                        "request, then ask again")  # fmt: skip
    if record.kind == "deleted":
        return "left-out", "warning", f"arXiv deleted the record of {named!r}; left out"
    if record.kind == "unknown":
        return "no-paper", "error", (f"the record of {named!r} has no metadata that is known: ask "
                                     "with metadataPrefix=arXiv")  # fmt: skip
    if len(ids) > 1:
        return "no-paper", "error", (f"the record names several papers, {' and '.join(ids)}: "
                                     "save the answer again")  # fmt: skip
    if not ids:
        return "no-paper", "error", f"the entry's id {named!r} is not an arXiv address"
    if not one_line(_clean(record.title)):
        return "no-title", "error", f"the entry of {ids[0]} has no title: save the answer again"
    return None


def _entry(record: Record, request: Request) -> tuple[Entry | None, list[Finding]]:
    ids = _arxiv_ids(record)
    if refusal := _refusal(record, ids):
        code, severity, message = refusal
        return None, [finding(code, severity, message, request, record.line)]
    abstract = paragraph(_clean(record.abstract).splitlines())
    comment = one_line(_clean(record.comment))
    published, problems = _published(record, request)
    reference, remarks = _reference(record, comment, request)
    doi, lost = _doi(record, request)
    entry = Entry(
        title=one_line(_clean(record.title)), abstract=abstract, authors=record.authors,
        published=published, venue=reference.venue, series=reference.series,
        volume=reference.volume, issue=reference.issue, pages=reference.pages,
        issued=reference.issued, arxiv=ids[0], doi=doi, category=one_line(record.category),
        publication_status=read_status(comment, abstract),
        links=links_of([*find_urls(abstract), *find_urls(comment)]),
        captured=day_of(request.captured), reader=Arxiv.name,
        origin=Origin(source=request.source, line=record.line),
    )  # fmt: skip
    problems = [*problems, *_withdrawn(entry, comment, request), *remarks, *lost]
    return entry, [*problems, *unseen_finding(record.raw, request, record.line)]


def _withdrawn(entry: Entry, comment: str, request: Request) -> list[Finding]:
    if not entry.publication_status:
        return []
    stated = comment if read_status(comment, "") else entry.abstract
    message = (f"{entry.arxiv} was {entry.publication_status}, arXiv says {stated[:120]!r}: its "
               "pages will say so. Remove it if the list should not have it")  # fmt: skip
    return [finding("withdrawn", "warning", message, request, entry.origin.line)]


def _published(record: Record, request: Request) -> tuple[PartialDate | None, list[Finding]]:
    """The day of the first version, as far as the record states it."""
    printed = one_line(record.published)
    day = read_day(printed)
    if day or not printed:
        return day, []
    message = f"published: expected a date, YYYY-MM-DD, found {printed[:40]!r}; left out"
    return None, [finding("left-out", "warning", message, request, record.line)]


def _reference(record: Record, comment: str, request: Request) -> tuple[Reference, list[Finding]]:
    """Where the paper was published, and what of it stays unread."""
    findings: list[Finding] = []
    stated = one_line(_clean(record.journal_ref))
    reference = read_journal_ref(stated) if stated else None
    if stated and not reference:
        reference = Reference(venue=stated)
        message = f"the journal reference {stated[:100]!r} was not taken apart: check the venue"
        findings.append(finding("unclear-venue", "info", message, request, record.line))
    accepted = read_comment(comment) if comment and not reference else None
    return reference or accepted or Reference(), findings


def _doi(record: Record, request: Request) -> tuple[str, list[Finding]]:
    """The DOI; arXiv separates several with spaces, the article's own first."""
    stated = one_line(record.doi)
    if not stated or (whole := doi_of(stated)):
        return (whole if stated else ""), []
    first, *others = stated.split()
    doi = doi_of(first)
    lost = " ".join(others) if doi else stated
    if not lost:
        return doi, []
    message = f"doi: {lost[:80]!r} is left out: a paper has one DOI, such as 10.1000/x"
    return doi, [finding("left-out", "warning", message, request, record.line)]
