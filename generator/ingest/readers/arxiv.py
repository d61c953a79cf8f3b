"""Answers of arXiv, saved as files: of its API, its OAI-PMH server and its feeds of new papers.

    curl -s 'https://export.arxiv.org/api/query?id_list=1811.06965,1910.02054' > answer.xml

An unknown id gives a feed without entries; a wrong query an entry whose id leads to `api/errors`.
"""

import re
from html import unescape

from generator.ingest.readers.arxiv_facts import (
    Reference,
    is_submission,
    read_comment,
    read_day,
    read_journal_ref,
    read_status,
)
from generator.ingest.readers.arxiv_records import PREFIXES, Record, read_records
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
from generator.ingest.readers.xml_tree import Element, XmlError, parse_xml
from generator.model import Entry, Finding, Origin, PartialDate, Severity
from generator.text.characters import one_line, paragraph
from generator.text.identifiers import find_arxiv_id, find_doi
from generator.text.latex import read_latex
from generator.text.sanitize import find_urls

_SNIFF_CHARACTERS = 4000  # of the start of a text, to recognise its format
_XML_OPENINGS = ("<?xml", "<feed", "<rss", "<rdf:rdf", "<oai-pmh")
# The start of a web page: `<!DOCTYPE html>`, `<h1>Bad gateway</h1>`.
_HTML_OPENING = re.compile(
    r"<(?: !doctype\s+html | html | head | body | title | h1 | center )\b",
    re.IGNORECASE | re.VERBOSE,
)
# The title of a web page, or its first heading: `<title>Bad gateway</title>`.
_HTML_TITLE = re.compile(
    r"""
    <(?:title|h1)\b [^>]* >
    (.*?)
    </(?:title|h1)>
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
# The title of an error page: `503 Service Unavailable`.
_ERROR_TITLE = re.compile(
    r"""
    \b[45]\d\d\b
    | error | rate[ ]exceeded | too[ ]many | unavailable | forbidden
    | time  # `Gateway Time-out`, `timed out`
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What arXiv answers instead of papers: `Rate exceeded.`
_RATE_LIMIT_MESSAGE = re.compile(
    r"""
    (?: rate[ ](?:limit[ ])?exceeded
      | too[ ]many[ ]requests
      | retry[ ]after[ ]\d+[ ]seconds?
    )
    [.!]?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HOW_TO_SAVE = "save the answer of https://export.arxiv.org/api/query?id_list=\u2026"
# A character reference: `&amp;`, `&#233;`.
_ENTITY = re.compile(
    r"&(?: \#\d{1,7} | \#x[0-9a-f]{1,6} | [a-z]{2,8}\d? );", re.IGNORECASE | re.VERBOSE
)


class Arxiv:
    """Reader of arXiv's answers."""

    name = "arxiv"
    trust = 3  # the archive's own record

    def recognises(self, text: str) -> bool:
        """Whether the text is an answer from arXiv, or an error page in its place."""
        start = text[:_SNIFF_CHARACTERS].lstrip("\ufeff \t\r\n")
        if _RATE_LIMIT_MESSAGE.fullmatch(start.strip()):
            return True
        if _HTML_OPENING.match(start):
            return bool(_ERROR_TITLE.search(_html_title(start))) or "arxiv.org/" in start
        return start.lower().startswith(_XML_OPENINGS) and "arxiv" in text.lower()

    def read(self, request: Request) -> Parsed:
        """Read every record; report any other text with its line."""
        text = normalize_line_ends(request.text)
        start = text[:_SNIFF_CHARACTERS].strip()
        if _RATE_LIMIT_MESSAGE.fullmatch(start):
            message = (f"arXiv answered {start!r} instead of papers: too many requests came at "
                       "once. Wait a minute, then save the answer again")  # fmt: skip
            return _refuse(
                request, finding("arxiv-error", "error", message, request, _first_line_number(text))
            )
        if _HTML_OPENING.match(start):
            return _refuse_web_page(text, request)
        try:
            root = parse_xml(text, PREFIXES)
        except XmlError as error:
            if error.doctype:
                message = f"{error}, which arXiv's answers do not: save the answer of arXiv itself"
                return _refuse(request, finding("no-feed", "error", message, request, error.line))
            message = f"this answer is {error}. Save the answer again"
            return _refuse(request, finding("no-xml", "error", message, request, error.line))
        return _read_root(root, text, request)


def _html_title(html: str) -> str:
    found = _HTML_TITLE.search(html)
    return one_line(unescape(re.sub(r"<[^>]*>", "", found[1])))[:100] if found else ""


def _first_line_number(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n") + 1


def _refuse_web_page(text: str, request: Request) -> Parsed:
    title = _html_title(text[:_SNIFF_CHARACTERS])
    if _ERROR_TITLE.search(title):
        message = (
            f"this is an error page ({title!r}), not arXiv's answer. Wait, then {_HOW_TO_SAVE}"
        )
        return _refuse(
            request, finding("arxiv-error", "error", message, request, _first_line_number(text))
        )
    message = f"this is a web page ({title!r}), not an answer of arXiv's API: {_HOW_TO_SAVE}"
    return _refuse(request, finding("no-feed", "error", message, request, _first_line_number(text)))


def _refuse(request: Request, problem: Finding) -> Parsed:
    """A result without papers. Only an error answer counts as skipped lines."""
    if problem.code != "arxiv-error":
        return Parsed(findings=(problem,))
    skipped = [LineRange(number=1, kind="skipped", reason=problem.message)]
    return Parsed(
        findings=(problem,), lines=cover_lines(normalize_line_ends(request.text), skipped)
    )


def _read_root(root: Element, text: str, request: Request) -> Parsed:
    records = read_records(root)
    if records is None:
        message = f"expected an answer of arXiv, found <{root.tag[:40]}>: {_HOW_TO_SAVE}"
        return _refuse(request, finding("no-feed", "error", message, request, root.line))
    findings = [*_oai_errors(root, request), *_partial_answer_findings(root, len(records), request)]
    entries: list[Entry] = []
    marks = [LineRange(number=1, kind="header")]
    superseded = _superseded_records(records)
    for record in records:
        entry, problems = _to_entry(record, request)
        if entry and id(record) in superseded:
            message = f"an older version of {entry.arxiv}; the newest in this file was read"
            entry, problems = None, [finding("left-out", "info", message, request, record.line)]
        findings += problems
        if entry:
            entries.append(entry)
            marks.append(LineRange(number=record.line, kind="entry"))
        else:
            reason = problems[0].message
            marks.append(LineRange(number=record.line, kind="skipped", reason=reason))
        marks.append(LineRange(number=record.end + 1, kind="header"))
    comments = sum(1 for record in records if one_line(record.comment))
    findings += fields_not_kept_findings({"comment": comments}, request, root.line)
    if not entries and not any(found.severity == "error" for found in findings):
        findings.append(
            finding("no-entries", "error", _empty_answer_message(root), request, root.line)
        )
    return Parsed(
        entries=tuple(entries), findings=tuple(findings), lines=cover_lines(text, marks),
        captured=partial_date(request.captured),
    )  # fmt: skip


def _empty_answer_message(root: Element) -> str:
    if root.name == "feed":
        return "arXiv's answer has no paper: it knows none of the requested ids"
    if root.name.startswith("oai:"):
        return ("arXiv's OAI-PMH answer has no papers: request verb=GetRecord or verb=ListRecords "
                "and metadataPrefix=arXiv")  # fmt: skip
    return "the feed has no papers: arXiv announces none on some days; save it another day"


def _oai_errors(root: Element, request: Request) -> list[Finding]:
    """The errors of OAI-PMH, `<error code="idDoesNotExist">…`."""
    return [
        finding(
            "arxiv-error", "error",
            f"arXiv answered with the error {error.attributes.get('code', '')[:40]}: "
            f"{one_line(error.text)[:200]}. Correct the request, then save the answer again",
            request, error.line,
        )
        for error in root.find_all("oai:error")
    ]  # fmt: skip


def _partial_answer_findings(root: Element, count: int, request: Request) -> list[Finding]:
    """A warning if arXiv has more papers than this answer."""
    for token in root.find_all("oai:listrecords", "oai:resumptiontoken"):
        if one_line(token.text):
            message = ("arXiv has more records than this answer: request the rest with "
                       f"resumptionToken={one_line(token.text)[:80]}")  # fmt: skip
            return [finding("partial-answer", "warning", message, request, token.line)]
    numbers = [one_line(root.first_text(f"opensearch:{n}")) for n in ("totalresults", "startindex")]
    total, start = (int(n) if re.fullmatch(r"[0-9]{1,9}", n) else 0 for n in numbers)
    if count and total > start + count:
        message = (f"arXiv has {total} papers for this request, this answer ends with number "
                   f"{start + count}: request max_results={total} for all of them")  # fmt: skip
        return [finding("partial-answer", "warning", message, request, root.line)]
    return []


def _arxiv_ids(record: Record) -> list[str]:
    """The distinct arXiv ids in a record; a valid record has exactly one."""
    return list(dict.fromkeys(filter(None, map(find_arxiv_id, record.id.split()))))


def _superseded_records(records: list[Record]) -> set[int]:
    """The `id()`s of records of which the answer also has a newer version."""
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


def _clean_text(text: str) -> str:
    """The text with LaTeX and doubly escaped entities decoded."""
    return read_latex(_ENTITY.sub(lambda m: unescape(m[0]), text))


def _refusal(record: Record, ids: list[str]) -> tuple[str, Severity, str] | None:
    """Code, severity and message if the record is not a paper, else None."""
    named = one_line(record.id)[:80]
    if record.kind == "error":
        error = one_line(record.abstract)[:200]
        return "arxiv-error", "error", (f"arXiv answered with an error: {error}. Correct the "
                                        "request, then send it again")  # fmt: skip
    if record.kind == "deleted":
        return "left-out", "warning", f"arXiv deleted the record of {named!r}; left out"
    if record.kind == "unknown":
        return "no-paper", "error", (f"the record of {named!r} has metadata in an unknown format: "
                                     "request metadataPrefix=arXiv")  # fmt: skip
    if len(ids) > 1:
        return "no-paper", "error", (f"the record names several papers, {' and '.join(ids)}: "
                                     "save the answer again")  # fmt: skip
    if not ids:
        return "no-paper", "error", f"the entry's id {named!r} is not an arXiv URL"
    if not one_line(_clean_text(record.title)):
        return "no-title", "error", f"the entry of {ids[0]} has no title: save the answer again"
    return None


def _to_entry(record: Record, request: Request) -> tuple[Entry | None, list[Finding]]:
    ids = _arxiv_ids(record)
    if refusal := _refusal(record, ids):
        code, severity, message = refusal
        return None, [finding(code, severity, message, request, record.line)]
    abstract = paragraph(_clean_text(record.abstract).splitlines())
    comment = one_line(_clean_text(record.comment))
    published, problems = _read_published(record, request)
    reference, remarks = _read_reference(record, comment, request)
    doi, lost = _read_doi(record, request)
    entry = Entry(
        title=one_line(_clean_text(record.title)), abstract=abstract, authors=record.authors,
        published=published, venue=reference.venue, series=reference.series,
        volume=reference.volume, issue=reference.issue, pages=reference.pages,
        issued=reference.issued, arxiv=ids[0], doi=doi, category=one_line(record.category),
        publication_status=read_status(comment, abstract),
        links=links_of([*find_urls(abstract), *find_urls(comment)]),
        captured=partial_date(request.captured), reader=Arxiv.name,
        origin=Origin(source=request.source, line=record.line),
    )  # fmt: skip
    problems = [*problems, *_withdrawn_findings(entry, comment, request), *remarks, *lost]
    return entry, [*problems, *control_character_findings(record.raw, request, record.line)]


def _withdrawn_findings(entry: Entry, comment: str, request: Request) -> list[Finding]:
    if not entry.publication_status:
        return []
    stated = comment if read_status(comment, "") else entry.abstract
    message = (f"{entry.arxiv} was {entry.publication_status}, arXiv says {stated[:120]!r}: its "
               "pages will say so. Remove it if the list should not have it")  # fmt: skip
    return [finding("withdrawn", "warning", message, request, entry.origin.line)]


def _read_published(record: Record, request: Request) -> tuple[PartialDate | None, list[Finding]]:
    """The date of the first version, and a warning if it cannot be read."""
    printed = one_line(record.published)
    day = read_day(printed)
    if day or not printed:
        return day, []
    message = f"published: expected a date, YYYY-MM-DD, found {printed[:40]!r}; left out"
    return None, [finding("left-out", "warning", message, request, record.line)]


def _read_reference(
    record: Record, comment: str, request: Request
) -> tuple[Reference, list[Finding]]:
    """Where the paper was published, and a remark if the reference could not be split."""
    findings: list[Finding] = []
    stated = one_line(_clean_text(record.journal_ref))
    if is_submission(stated):
        message = f"the journal reference {stated[:100]!r} names no publication; left out"
        return Reference(), [finding("left-out", "warning", message, request, record.line)]
    reference = read_journal_ref(stated) if stated else None
    if stated and not reference:
        reference = Reference(venue=stated)
        message = (
            f"the journal reference {stated[:100]!r} could not be split into parts. Check the venue"
        )
        findings.append(finding("unclear-venue", "info", message, request, record.line))
    accepted = read_comment(comment) if comment and not reference else None
    return reference or accepted or Reference(), findings


def _read_doi(record: Record, request: Request) -> tuple[str, list[Finding]]:
    """The first DOI. arXiv separates several with spaces; only the first is the article's."""
    stated = one_line(record.doi)
    if not stated or (whole := find_doi(stated)):
        return (whole if stated else ""), []
    first, *others = stated.split()
    doi = find_doi(first)
    lost = " ".join(others) if doi else stated
    if not lost:
        return doi, []
    message = f"doi: {lost[:80]!r} is left out: a paper has one DOI, such as 10.1000/x"
    return doi, [finding("left-out", "warning", message, request, record.line)]
