"""Readers of source formats: a new format is one new module and one line here."""

from collections.abc import Mapping
from dataclasses import replace

from generator.ingest.readers.arxiv import Arxiv
from generator.ingest.readers.bare_titles import refuse_bare_titles
from generator.ingest.readers.base import Parsed, Reader, Request, finding
from generator.ingest.readers.bibtex import Bibtex
from generator.ingest.readers.crossref import CROSSREF
from generator.ingest.readers.csl import CslJson
from generator.ingest.readers.daily_papers import DailyPapers
from generator.ingest.readers.datacite import DATACITE
from generator.ingest.readers.dblp import DBLP
from generator.ingest.readers.endnote_tagged import EndnoteTagged
from generator.ingest.readers.endnote_xml import EndnoteXml
from generator.ingest.readers.inspire import INSPIRE
from generator.ingest.readers.issue import Issue
from generator.ingest.readers.json_lines import JsonLines
from generator.ingest.readers.json_list import JsonList
from generator.ingest.readers.markdown_list import MarkdownList
from generator.ingest.readers.medline import Medline
from generator.ingest.readers.note import Note
from generator.ingest.readers.openalex import OPENALEX
from generator.ingest.readers.openreview import OPENREVIEW
from generator.ingest.readers.ris import Ris
from generator.ingest.readers.semantic_scholar import SEMANTIC_SCHOLAR
from generator.ingest.readers.table import TableReader
from generator.ingest.readers.unsupported import (
    refuse_known_format,
    resembles_daily_papers,
    unrecognised_finding,
)
from generator.ingest.readers.yaml_list import YamlList
from generator.ingest.readers.zotero import ZOTERO
from generator.model import MAX_AUTHORS, MAX_LIST_ITEMS, MAX_TEXT_CHARACTERS, Entry, Finding
from generator.text.conflict_markers import conflict_findings
from generator.text.sanitize import link_problem

__all__ = ["READERS", "Parsed", "Reader", "Request", "detect", "read", "trust"]

_BIBTEX = Bibtex()
_SERVICES = (OPENALEX, CROSSREF, SEMANTIC_SCHOLAR, DBLP, OPENREVIEW, INSPIRE, DATACITE, ZOTERO)
# In the order in which they are asked whether they recognise a text.
READERS: Mapping[str, Reader] = {
    reader.name: reader
    for reader in (
        Ris(), Medline(), EndnoteXml(), EndnoteTagged(), DailyPapers(), *_SERVICES, CslJson(),
        JsonLines(), JsonList(), _BIBTEX, Arxiv(), Issue(), Note(), YamlList(), TableReader(),
        MarkdownList(),
    )
}  # fmt: skip
# The readers that the end of a file's name suggests. Of several, the first that recognises the
# text, else the last.
_READERS_BY_SUFFIX: Mapping[str, tuple[str, ...]] = {
    ".bib": ("bibtex",), ".bibtex": ("bibtex",),
    ".csv": ("table",), ".tsv": ("table",), ".tab": ("table",),
    ".jsonl": ("jsonl",), ".ndjson": ("jsonl",),
    ".yml": ("yaml",), ".yaml": ("yaml",),
    ".md": ("issue", "daily-papers", "note", "markdown"),
    ".markdown": ("issue", "daily-papers", "note", "markdown"),
}  # fmt: skip
# The readers of files that no reader recognises by their text.
_OTHER_READERS_BY_SUFFIX = {".ris": Ris.name, ".nbib": Medline.name, ".enw": EndnoteTagged.name}

_WITH_COLUMNS = (TableReader.name, MarkdownList.name, Note.name)  # what `--map` is for
_TAGGED = (Ris.name, Medline.name, EndnoteTagged.name)  # formats that share names of tags
_BLANK = "\ufeff \t\r\n"
_TOO_LARGE_MESSAGE = (
    f"the entry has a text of more than {MAX_TEXT_CHARACTERS:,} characters, more than "
    f"{MAX_AUTHORS:,} authors or more than {MAX_LIST_ITEMS} links. Check the file before this "
    "line: a quotation mark or bracket may be missing"
)


def detect(text: str, source: str = "") -> Reader:
    """The reader for a file by its name or text; by default the plain-text one."""
    suffix = source[source.rfind(".") :].lower() if "." in source else ""
    if suggested := [READERS[name] for name in _READERS_BY_SUFFIX.get(suffix, ())]:
        return next((each for each in suggested[:-1] if each.recognises(text)), suggested[-1])
    claims = (reader for reader in READERS.values() if reader.recognises(text))
    if found := next(claims, None):
        return found
    if name := _OTHER_READERS_BY_SUFFIX.get(suffix):
        return READERS[name]
    return _BIBTEX if _BIBTEX.may_read(text) else READERS["daily-papers"]


def read(request: Request) -> Parsed:
    """Read one file with the requested reader, or with the one that recognises it.

    An empty file is refused, and one with a merge conflict: which version is right is unknown.
    """
    if not request.text.strip(_BLANK):
        message = "the file is empty. Export or save it again, or leave it out"
        return Parsed(findings=(finding("no-entries", "error", message, request, 1),))
    if conflicts := conflict_findings(request.text, request.source):
        return Parsed(findings=tuple(conflicts))
    if not request.reader and (refused := refuse_known_format(request)):
        return refused
    if refused := _refuse_other_tags(request):
        return refused
    reader = READERS[request.reader] if request.reader else detect(request.text, request.source)
    if not request.reader and _is_unknown(reader, request.text):
        return Parsed(findings=(unrecognised_finding(request, READERS),))
    parsed = _drop_unsafe_links(refuse_bare_titles(reader.read(request), request))
    if request.columns and reader.name not in _WITH_COLUMNS:
        message = f"--map names columns, but this file was read as {reader.name}, which has none"
        found = finding("no-such-column", "warning", message, request, 1)
        parsed = replace(parsed, findings=(*parsed.findings, found))
    if not parsed.entries and not any(each.severity == "error" for each in parsed.findings):
        message = "no paper of this file can be imported; the other findings say why"
        found = finding("no-entries", "error", message, request, 1)
        return replace(parsed, findings=(*parsed.findings, found))
    large = [entry for entry in parsed.entries if _exceeds_limits(entry)]
    if not large:
        return parsed
    findings = tuple(
        Finding(code="too-large", severity="error", message=_TOO_LARGE_MESSAGE, origin=entry.origin)
        for entry in large
    )
    entries = tuple(entry for entry in parsed.entries if entry not in large)
    return replace(parsed, entries=entries, findings=(*parsed.findings, *findings))


def _refuse_other_tags(request: Request) -> Parsed | None:
    """An error if the named reader would misread the tags of another format; else None."""
    if request.reader not in _TAGGED or READERS[request.reader].recognises(request.text):
        return None
    other = next((name for name in _TAGGED if READERS[name].recognises(request.text)), "")
    if not other:
        return None
    message = (
        f"this is not in the format {request.reader}, but {other}. Leave out --reader, or name "
        f"{other}"
    )
    return Parsed(findings=(finding("unknown-format", "error", message, request, 1),))


def _is_unknown(reader: Reader, text: str) -> bool:
    """Whether the reader was only the last choice, and the text cannot be in its format."""
    is_last_choice = reader is READERS["daily-papers"] and not reader.recognises(text)
    return is_last_choice and bool(text.strip()) and not resembles_daily_papers(text)


def _drop_unsafe_links(parsed: Parsed) -> Parsed:
    """The parsed source without URLs that a list may not have, such as private hosts."""
    entries: list[Entry] = []
    findings: list[Finding] = []
    for entry in parsed.entries:
        urls = [entry.url] if entry.url else []
        flaws = {url: flaw for url in (*urls, *(link.url for link in entry.links))
                 if (flaw := link_problem(url))}  # fmt: skip
        for url, flaw in flaws.items():
            if url in parsed.reported_links:
                continue
            message = f"{entry.title[:80]!r}: the link {url[:100]!r} was left out: it {flaw}"
            found = Finding(code="left-out", severity="warning", message=message,
                            origin=entry.origin)  # fmt: skip
            findings.append(found)
        links = tuple(link for link in entry.links if link.url not in flaws)
        url = "" if entry.url in flaws else entry.url
        entries.append(replace(entry, url=url, links=links) if flaws else entry)
    if not findings and not parsed.reported_links:
        return parsed
    return replace(parsed, entries=tuple(entries), findings=(*parsed.findings, *findings))


def _exceeds_limits(entry: Entry) -> bool:
    """Whether an entry exceeds the limits of a paper's file, which could not be loaded then."""
    texts = (entry.title, entry.abstract, entry.venue, entry.arxiv, entry.doi, entry.category,
             entry.note, *entry.authors.texts, *(link.url for link in entry.links),
             entry.organization.name if entry.organization else "")  # fmt: skip
    counts = (len(entry.authors), MAX_AUTHORS), (len(entry.links), MAX_LIST_ITEMS)
    return any(len(text) > MAX_TEXT_CHARACTERS for text in texts) or any(
        n > most for n, most in counts
    )


def trust(reader: str) -> int:
    """The priority of a reader's facts when sources disagree; higher wins."""
    return READERS[reader].trust if reader in READERS else 0
