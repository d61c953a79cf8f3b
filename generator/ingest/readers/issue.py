"""The text of an issue made with the project's form for papers, `.github/ISSUE_TEMPLATE/paper.yml`.

GitHub writes each field of a form as a heading `### <label>`, an empty line and the answer;
`_No response_` stands for an empty one, and a field with `render` is a fenced block of code
(https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema).

The answers are untrusted and may have lines that look like headings. So each heading counts only
once and in the order of the form; anything ambiguous is an error.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.ingest.readers.base import (
    LineRange,
    Parsed,
    Request,
    control_character_findings,
    cover_lines,
    finding,
    links_of,
    normalize_line_ends,
    partial_date,
)
from generator.ingest.readers.bibtex import Bibtex
from generator.model import Entry, Finding, Link, Origin, Severity
from generator.text.characters import one_line, paragraph
from generator.text.identifiers import find_arxiv_id, find_doi
from generator.text.person_names import parse_names
from generator.text.sanitize import find_urls, is_safe_url

LABELS: Mapping[str, str] = {
    "arXiv address or DOI": "link",
    "BibTeX": "bibtex",
    "Title": "title",
    "Authors": "authors",
    "Abstract": "abstract",
    "Why it belongs on this list": "why",
}
_FORM_FIELDS = ("link", "bibtex", "title")  # a text without any of them is not a form
_NO_RESPONSE = "_No response_"
_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*\w*")


class Issue:
    """Reader of issues made with the form for papers."""

    name = "issue"
    trust = 1  # typed by anybody

    def recognises(self, text: str) -> bool:
        """Whether the text starts with the form's first heading and has all others in order."""
        headings = [
            name for line in normalize_line_ends(text).split("\n") if (name := _label(line))
        ]
        first = _label(normalize_line_ends(text).lstrip().partition("\n")[0])
        return first == "link" and headings[: len(LABELS)] == list(LABELS.values())

    def read(self, request: Request) -> Parsed:
        """Read the paper, or the papers in the BibTeX; report what is missing."""
        text = normalize_line_ends(request.text)
        form, problems = _split_form(text.split("\n"), request)
        if form is None:
            return Parsed(findings=tuple(problems))
        notes = _Notes(request=request, findings=problems)
        bibtex = _read_bibtex(form["bibtex"], request)
        found = () if problems else _read_entries(form, bibtex, notes)
        errors = [found.message for found in notes.findings if found.severity == "error"]
        entries = () if errors else found
        return Parsed(
            entries=tuple(replace(entry, reader=self.name) for entry in entries),
            findings=tuple(
                sorted((*bibtex.findings, *notes.findings), key=lambda f: f.origin.line or 0)
            ),
            captured=partial_date(request.captured),
            lines=cover_lines(text, _line_ranges(form, bibtex, errors[0] if errors else "")),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Answer:
    """One field: the line number of its heading, and the lines of its answer."""

    heading: int = 0
    lines: Sequence[str] = ()

    @property
    def text(self) -> str:
        text = "\n".join(self.lines).strip()
        return "" if text == _NO_RESPONSE else text

    @property
    def line(self) -> int:
        """The line on which the answer starts, or that of its heading if it is empty."""
        places = (n for n, line in enumerate(self.lines, self.heading + 1) if one_line(line))
        return next(places, self.heading or 1)


_Form = Mapping[str, _Answer]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Notes:
    request: Request
    findings: list[Finding] = field(default_factory=list)

    def report(self, code: str, severity: Severity, message: str, line: int) -> None:
        self.findings.append(finding(code, severity, message, self.request, line))


def _label(line: str) -> str:
    return LABELS.get(one_line(line[4:]), "") if line.startswith("### ") else ""


def _split_form(lines: list[str], request: Request) -> tuple[_Form | None, list[Finding]]:
    """The answers by field, and problems with the headings; None if no heading is found."""
    places: dict[str, int] = {}
    problems: list[Finding] = []
    order = list(LABELS.values())
    for number, line in enumerate(lines, start=1):
        name = _label(line)
        if not name or "why" in places:  # the last answer may have any text
            continue
        if places and order.index(name) <= order.index(list(places)[-1]):
            message = (
                f"the heading {one_line(line)!r} is repeated or out of order, so the fields "
                "are unclear. Edit the issue and remove one"
            )
            problems.append(finding("unclear-form", "error", message, request, number))
        else:
            places[name] = number
    if not places.keys() & set(_FORM_FIELDS):
        message = "this issue was not made with the form for papers: its headings are missing"
        return None, [finding("no-form", "error", message, request, 1)]
    ends = [*(number - 1 for number in list(places.values())[1:]), len(lines)]
    found = {
        name: _Answer(heading=start, lines=lines[start:end])
        for (name, start), end in zip(places.items(), ends, strict=True)
    }
    return {name: found.get(name, _Answer()) for name in order}, problems


def _read_bibtex(answer: _Answer, request: Request) -> Parsed:
    """The parsed BibTeX, with line numbers of the whole text."""
    text = "\n".join(_blank_fences(answer.lines))
    if not text.strip() or text.strip() == _NO_RESPONSE:
        return Parsed()
    return Bibtex().read(replace(request, text="\n" * answer.heading + text))


def _blank_fences(lines: Sequence[str]) -> list[str]:
    """The lines with the code fences at both ends replaced by empty lines."""
    full = [place for place, line in enumerate(lines) if line.strip()]
    made = list(lines)
    for place in (*full[:1], *full[-1:]):
        if _FENCE.fullmatch(lines[place].strip()):
            made[place] = ""
    return made


def _read_entries(form: _Form, bibtex: Parsed, notes: _Notes) -> tuple[Entry, ...]:
    typed = _entry_from_fields(form, notes)
    if len(bibtex.entries) == 1:
        return (_complete_entry(bibtex.entries[0], typed, notes),)
    if bibtex.entries:
        for label, name in LABELS.items():
            if form[name].text and name not in ("bibtex", "why"):
                message = f"the BibTeX has several papers, so {label!r} was left out"
                notes.report("left-out", "info", message, form[name].line)
        return bibtex.entries
    if bibtex.findings:
        return ()  # they report what is wrong with the BibTeX
    return (typed,) if _is_complete(typed, form, notes) else ()


def _is_complete(typed: Entry, form: _Form, notes: _Notes) -> bool:
    if not typed.title:
        message = (
            "no title and no BibTeX: fill in one of them"
            + (f", or import arXiv's own answer for {typed.arxiv}" if typed.arxiv else "")
        )  # fmt: skip
        notes.report("no-title", "error", message, form["title"].line)
    elif not (form["link"].text or typed.arxiv or typed.doi or typed.links):
        message = "a title without any address: fill in an arXiv address, a DOI or a web address"
        notes.report("no-address", "error", message, form["link"].line)
    return not any(found.severity == "error" for found in notes.findings)


def _entry_from_fields(form: _Form, notes: _Notes) -> Entry:
    """The entry in the other fields than BibTeX; its title may be empty."""
    request = notes.request
    abstract = paragraph(form["abstract"].text.splitlines())
    arxiv, doi, urls = _read_identifiers(form["link"], notes)
    for name in ("link", "title", "authors", "abstract"):
        notes.findings.extend(control_character_findings(form[name].text, request, form[name].line))
    return Entry(
        title=one_line(form["title"].text),
        abstract=abstract,
        authors=parse_names(_read_authors(form["authors"], notes)),
        arxiv=arxiv,
        doi=doi,
        links=links_of([*urls, *find_urls(abstract)]),
        captured=partial_date(request.captured),
        origin=Origin(source=request.source, line=form["title"].line),
        reader=Issue.name,
    )


def _read_identifiers(answer: _Answer, notes: _Notes) -> tuple[str, str, list[str]]:
    """The arXiv id, the DOI and the other URLs in the field for links."""
    text = one_line(answer.text)
    words = [text] if find_arxiv_id(text) or find_doi(text) else text.split()
    arxiv, doi, urls = "", "", []
    for word in (word.strip("<>,;") for word in words):
        if found := find_arxiv_id(word):
            arxiv = arxiv or found
        elif found := find_doi(word):
            doi = doi or found
        elif is_safe_url(word):
            urls.append(word)
        elif word:
            message = f"{word[:80]!r} is not an arXiv address, DOI or web address (https://…)"
            notes.report("no-address", "error", message, answer.line)
            break
    return arxiv, doi, urls


def _read_authors(answer: _Answer, notes: _Notes) -> tuple[str, ...]:
    names = [one_line(name) for name in re.split(r"[;\n]", answer.text)]
    if any("," in name for name in names):
        message = (
            "authors with commas: it is unclear whether these separate names, so all were left "
            "out. Write one name per line, first name first"
        )
        notes.report("odd-name", "warning", message, answer.line)
        return ()
    return tuple(name for name in names if name)


def _complete_entry(entry: Entry, typed: Entry, notes: _Notes) -> Entry:
    """The BibTeX entry with its empty fields taken from the other answers."""
    for name in ("arxiv", "doi"):
        in_bibtex, in_form = getattr(entry, name), getattr(typed, name)
        if in_bibtex and in_form and in_bibtex.lower() != in_form.lower():
            message = (
                f"the address has {name} {in_form}, the BibTeX {in_bibtex}. Correct the wrong one"
            )
            notes.report("unclear-form", "error", message, entry.origin.line or 1)
    known = {link.url for link in entry.links}
    links: tuple[Link, ...] = tuple(link for link in typed.links if link.url not in known)
    return replace(
        entry,
        abstract=entry.abstract or typed.abstract,
        authors=entry.authors or typed.authors,
        arxiv=entry.arxiv or typed.arxiv,
        doi=entry.doi or typed.doi,
        links=(*entry.links, *links),
    )


def _line_ranges(form: _Form, bibtex: Parsed, problem: str) -> Iterator[LineRange]:
    """How the lines were read, in order."""
    yield LineRange(number=1, kind="header")
    for name, answer in form.items():
        if not answer.heading:
            continue
        yield LineRange(number=answer.heading, kind="header")
        if name == "bibtex" and not problem:
            yield from bibtex.lines
        elif problem and name != "why" and answer.text:
            yield LineRange(number=answer.heading + 1, kind="skipped", reason=problem)
        elif answer.text:
            yield LineRange(number=answer.heading + 1, kind="remark" if name == "why" else name)
