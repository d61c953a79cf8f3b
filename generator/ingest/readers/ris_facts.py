"""Facts from the fields of a record: identifiers, addresses, pages, keywords and numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.ingest.readers.base import link_kind
from generator.ingest.readers.bibtex_facts import arxiv_id_in_text, split_keywords
from generator.ingest.readers.ris_records import Field, Record, plain_html
from generator.model import PaperType
from generator.text.characters import one_line
from generator.text.identifiers import find_arxiv_id, find_doi, strip_proxy

_ADDRESS_TAGS = ("UR", "LK", "L2", "L1", "L4", "L3")  # the paper's page first, then its copies
# Where exporters that do not know `DO` write a DOI, and where an arXiv id may be.
_OTHER_DOI_TAGS = ("M3", "L3", "M1", "C1", "C2", "AN", "N1", "ID")
_ARXIV_TAGS = frozenset(
    "AN M1 M3 C1 C2 C3 C4 C5 C6 C7 C8 U1 U2 U3 U4 U5 SN SP VL IS T2 JF JO JA PB ID N1".split()  # noqa: SIM905
)
_CORR_VOLUME = re.compile(r"abs/(\S+)")  # dblp: JO CoRR, VL abs/1811.06965
_BETWEEN_ADDRESSES = re.compile(r"\s+|[;,|]\s*(?=https?:)", re.IGNORECASE)
_ISBN = re.compile(r"(?<![\w-])(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx](?![\w-])")
_PAGES_LABEL = re.compile(r"(?:pages?|pp?\.?|S\.)\s*(?=[\dA-Za-z])", re.IGNORECASE)
_PAGE = re.compile(r"\d|^[ivxlcdm-]+$", re.IGNORECASE)  # a number, in Arabic or Roman digits
_VOLUME_LABEL = re.compile(r"(?:v|vol|volume|bd)\b\.?\s*(?=\d)", re.IGNORECASE)
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]+\s*")
# The mark of a major topic, `*Humans` or `Humans*`; `f*` and `A*` are names of their own.
_MAJOR_TOPIC = re.compile(r"^[* ]+|(?<=\w{3})[* ]+$")
_VOLUME_AND_ISSUE = re.compile(r"(\w+)\s*\(([\w/-]+)\)")
_ARTICLE_LABEL = re.compile(
    r"(?: article | art | paper )\b \.? (?: \s* (?:no|number)\b \.? )? \s* (?=[\w])",
    re.IGNORECASE | re.VERBOSE,
)
_NO_KEYWORDS = frozenset(("n/a", "none", "no keywords"))
_MIN_COMMAS_OF_LIST = 2


@dataclass(frozen=True, slots=True)
class Addresses:
    """The distinct URLs, DOIs and arXiv ids of a record, the most certain first.

    `proxied` are URLs through a library's proxy, each with the URL behind it.
    """

    urls: tuple[str, ...]
    dois: tuple[str, ...]
    arxiv_ids: tuple[str, ...]
    proxied: tuple[tuple[str, str], ...] = ()


def read_addresses(record: Record) -> Addresses:
    """The addresses and identifiers of a record; their fields count as used."""
    urls: list[str] = []
    dois: list[str] = []
    arxiv_ids: list[str] = []
    proxied: list[tuple[str, str]] = []
    for each in record.all("DO"):
        text = one_line(each.text)
        # Rayyan has the next fields on the same line: `10.1000/x LK - https:…`.
        parts = [text] if any(_identifiers(text)) else text.split()
        found = [_identifiers(part) for part in parts]
        arxiv_ids += (arxiv for arxiv, _ in found if arxiv)
        dois += (doi for _, doi in found if doi)
        each.used = all(map(any, found))
    for each in (field for tag in _ADDRESS_TAGS for field in record.all(tag)):
        each.used = True
        for word in _words(each.text):
            url = strip_proxy(word)
            arxiv, doi = _identifiers(url)
            arxiv_ids += [arxiv] if arxiv else []
            dois += [doi] if doi else []
            is_own = each.tag == "UR" or not urls or link_kind(url) in ("code", "dataset")
            if is_own and _is_web_address(url) and not arxiv and not doi:
                urls.append(url)
                proxied += [(word, url)] if word != url else []
            elif not arxiv and not doi:
                each.used = False
    for each in record.all(*_OTHER_DOI_TAGS):
        doi = find_doi(each.text) if "10." in each.text else ""
        if doi and (doi in dois or not dois):
            each.used = True
            dois.append(doi)
    _read_arxiv_texts(record, arxiv_ids)
    # An address may have more after the DOI: `…/10.1007/s00277-015-2553-2/fulltext.html`.
    dois = [doi for doi in dois if not any(doi.startswith(f"{other}/") for other in dois)]
    return Addresses(
        urls=tuple(dict.fromkeys(urls)), dois=tuple(dict.fromkeys(dois)),
        arxiv_ids=tuple(dict.fromkeys(arxiv_ids)), proxied=tuple(proxied),
    )  # fmt: skip


def _identifiers(text: str) -> tuple[str, str]:
    """The arXiv id and the DOI in an address or a DOI; empty where there is none."""
    lowered = text.lower()
    arxiv = find_arxiv_id(text) if "arxiv" in lowered else ""
    return arxiv, find_doi(text) if "10." in text or "doi" in lowered else ""


def _read_arxiv_texts(record: Record, found: list[str]) -> None:
    """Add the arXiv id in other fields, such as `arXiv preprint arXiv:1811.06965`.

    They may be about other papers, so they count only if no address has an id.
    """
    known = set(found)
    in_archive = any("arxiv" in each.text.lower() for each in record.all("DB", "DP", "PB"))
    fields = [each for each in record.fields if each.tag in _ARXIV_TAGS and (
        in_archive or "arxiv" in each.text.lower() or each.text.startswith("abs/"))]  # fmt: skip
    for each in sorted(fields, key=lambda each: each.tag == "N1"):
        text = one_line(each.text)
        identifier = ""
        if "arxiv" in text.lower():
            identifier = find_arxiv_id(text) or arxiv_id_in_text(text)
        elif each.tag == "AN" and in_archive:
            identifier = find_arxiv_id(text)
        elif each.tag == "VL" and (corr := _CORR_VOLUME.fullmatch(text)):
            identifier = find_arxiv_id(corr[1])
        if identifier and (identifier in known or not found):
            found.append(identifier)
            each.used = True


def _words(text: str) -> Iterator[str]:
    """The words of a field, which may be web addresses or identifiers."""
    for part in _BETWEEN_ADDRESSES.split(text):
        if word := part.strip("<>,;"):
            yield f"https:{word}" if word.startswith("//") else word


def _is_web_address(text: str) -> bool:
    """Whether a text may be a web address; unsafe ones are reported for all readers."""
    return text.lower().startswith(("http://", "https://"))


def read_pages(record: Record, *, has_page_count: bool, is_article: bool) -> str:
    """The pages, with a hyphen between first and last; the number of pages is not used."""
    first, last = record.first("SP"), record.first("EP")
    start, end = (_plain_pages(each) for each in (first, last))
    if not first and not last and is_article:
        start = _plain_pages(section := record.first("SE"))
        if section and re.fullmatch(r"[A-Za-z]{0,2}\d[\w.-]*", start):
            section.used = True
            return start
        return ""
    if has_page_count and not end and "-" not in start:
        return ""
    if not _PAGE.search(start + end):  # `No` and `Specified`
        return ""
    for each in (first, last):
        if each:
            each.used = True
    if start and last and end in ("+", "&"):  # Web of Science: and further ones
        return f"{start}+"
    if not start or not end or start == end or end in start.split("-") or start in end.split("-"):
        return max(start, end, key=len)
    return f"{start}-{end}"


def _plain_pages(field: Field | None) -> str:
    if field is None:
        return ""
    return _DASHES.sub("-", _PAGES_LABEL.sub("", one_line(field.text))).strip("-")


def read_volume_and_issue(record: Record, kind: PaperType | None) -> tuple[str, str]:
    """Volume and issue; `50(2)` has both. For chapters and books `IS` counts their volumes."""
    volume = _VOLUME_LABEL.sub("", record.take_first("VL"))
    issue = record.take_first("IS") if kind not in ("chapter", "book", "report", "thesis") else ""
    if not issue and (both := _VOLUME_AND_ISSUE.fullmatch(volume)):
        volume, issue = both.groups()
    return ("" if _CORR_VOLUME.fullmatch(volume) else volume), issue


def read_number(record: Record, kind: PaperType | None) -> str:
    """The number of a report, or of an article without pages."""
    if kind == "report":
        for tag in ("SN", "IS", "M1"):
            text = record.first(tag)
            plain = one_line(text.text) if text else ""
            if plain and not _ISBN.search(plain) and not _is_issn(plain) and len(plain) < 60:  # noqa: PLR2004
                return "" if find_arxiv_id(plain) else record.take_first(tag)
        return ""
    found = record.first("C7")
    if found is None or found.used or kind in ("book", "thesis"):
        return ""
    return _ARTICLE_LABEL.sub("", record.take_first("C7"))


def _is_issn(text: str) -> bool:
    return bool(re.match(r"\d{4}-?\d{3}[\dXx]\b", text))


def read_isbn(record: Record) -> str:
    """The first ISBN among the standard numbers."""
    for each in record.all("SN", "BN"):
        if found := _ISBN.search(each.text):
            each.used = len(_ISBN.findall(each.text)) == 1  # a second one is not kept
            return found.group().strip()
    return ""


def read_keywords(record: Record) -> tuple[str, ...]:
    """The keywords, each once: one in a field, on a line, or between semicolons."""
    fields = record.take("KW")
    lines = [line for each in fields for line in each.text.split("\n")]
    if len(lines) == 1 and ";" not in lines[0] and lines[0].count(",") >= _MIN_COMMAS_OF_LIST:
        parts = list(split_keywords(lines[0]))
    else:
        parts = [part for line in lines for part in line.split(";")]
    words = (_MAJOR_TOPIC.sub("", one_line(plain_html(part))) for part in parts)
    return tuple(dict.fromkeys(word for word in words if word and word not in _NO_KEYWORDS))
