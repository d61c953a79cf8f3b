"""A CSV table (RFC 4180) with a row for each paper, for spreadsheets.

Texts of strangers are in it. Spreadsheets run a cell that begins with `=`, `+`, `-` or `@` as a
formula, so such a cell gets an apostrophe before it. So does a cell that begins with apostrophes
before one of them: removing one apostrophe gives back the text.
"""

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import StringIO

from generator.model import LINK_KINDS, Name, Names, Paper
from generator.site.formats.citation import doi_or_url
from generator.site.formats.ris import inverted_name
from generator.text.characters import visible_line
from generator.text.person_names import parse_name
from generator.text.publications import first_date, paper_type, record_date, venue_name
from generator.text.sanitize import to_text

_OTHERS = "et al."
_SEPARATOR = "; "  # of values in one cell
# Full-width signs are those of Chinese and Japanese spreadsheets.
_FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def csv_table(papers: Iterable[Paper], keys: Mapping[str, str]) -> str:
    """The table of some papers; `keys` has the citation key of each by its id."""
    out = StringIO()
    writer = csv.writer(out)  # the lines end with CRLF, as in the RFC
    writer.writerow(COLUMNS)
    for paper in papers:
        writer.writerow(safe_cell(value(paper, keys[paper.id])) for value in COLUMNS.values())
    return out.getvalue()


def safe_cell(text: str) -> str:
    """The text on one line, so that no spreadsheet runs it as a formula."""
    line = visible_line(text)
    return f"'{line}" if _FORMULA.match(line) else line


def _type(paper: Paper) -> str:
    # "article" is an article of a journal in most tables.
    kind = paper_type(paper)
    return "preprint" if kind == "article" else kind


def _names(people: Names) -> str:
    return _join([*map(_name, people), *([_OTHERS] if people.incomplete else [])])


def _name(name: Name) -> str:
    """`Family, Given, Suffix`; a comma ends an organization that would be read as a person."""
    is_clear = name.literal and parse_name(name.literal) == name
    return name.literal if is_clear else inverted_name(name)


def _join(values: Sequence[str]) -> str:
    return _SEPARATOR.join(value.replace(";", ",") for value in values)


def _tags(paper: Paper) -> str:
    text = _join(paper.tags)
    # Without a semicolon, a comma would separate two tags.
    return f"{text};" if len(paper.tags) == 1 and "," in text else text


def _issued(paper: Paper) -> str:
    record = record_date(paper)
    return str(record) if record and record != first_date(paper) else ""


def _links(kind: str) -> Callable[[Paper, str], str]:
    # A semicolon is allowed in a URL, and white space is not.
    return lambda paper, _: " ".join(link.url for link in paper.links if link.kind == kind)


COLUMNS: Mapping[str, Callable[[Paper, str], str]] = {
    "id": lambda paper, _: paper.id,
    "citation key": lambda _, key: key,
    "type": lambda paper, _: _type(paper),
    "title": lambda paper, _: to_text(paper.title),
    "authors": lambda paper, _: _names(paper.authors),
    "editors": lambda paper, _: _names(paper.editors),
    "published": lambda paper, _: str(first_date(paper) or ""),
    "issued": lambda paper, _: _issued(paper),
    "venue": lambda paper, _: venue_name(paper),
    "volume": lambda paper, _: paper.volume,
    "issue": lambda paper, _: paper.issue,
    "pages": lambda paper, _: paper.pages,
    "number": lambda paper, _: paper.number,
    "edition": lambda paper, _: paper.edition,
    "series": lambda paper, _: paper.series,
    "publisher": lambda paper, _: paper.publisher,
    "isbn": lambda paper, _: paper.isbn,
    "arxiv": lambda paper, _: paper.arxiv,
    "arxiv category": lambda paper, _: paper.category,
    "doi": lambda paper, _: doi_or_url(paper),
    "url": lambda paper, _: paper.url,
    "language": lambda paper, _: paper.language,
    "publication status": lambda paper, _: paper.publication_status or "",
    "organization": lambda paper, _: paper.organization.name if paper.organization else "",
    # "topics" would be read as keywords, which become tags.
    "topic ids": lambda paper, _: _join(paper.topics),
    "tags": lambda paper, _: _tags(paper),
    "status": lambda paper, _: paper.status or "",
    "recommended": lambda paper, _: "yes" if paper.recommended else "",
    "added": lambda paper, _: str(paper.added or ""),
    **{f"{kind} links": _links(kind) for kind in LINK_KINDS},
    "takeaway": lambda paper, _: paper.takeaway,
    "note": lambda paper, _: paper.note,
    "abstract": lambda paper, _: to_text(paper.abstract),
}
