"""Which paper people mean: identifiers, and addresses of sites that have them, in any text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, quote, urlsplit

from generator.text.characters import one_line
from generator.text.identifiers import find_arxiv_id, find_doi, strip_proxy

Kind = Literal["arxiv", "doi", "acl", "openreview", "pubmed"]

# The ACL Anthology's ids: https://aclanthology.org/info/ids/
_ACL_ID = re.compile(r"[A-Z]\d{2}-\d{4,5}|\d{4}\.[a-z0-9]+-[a-z0-9]+\.\d+")
# The pages of those ids: `aclanthology.org/P17-1001.pdf`.
_ACL_PATH = re.compile(rf"(?:/anthology)?/({_ACL_ID.pattern})(?:\.pdf|\.bib)?/?")
_OPENREVIEW_PATH = re.compile(r"/(?:forum|pdf|notes)")
_OPENREVIEW_ID = re.compile(r"[A-Za-z0-9_-]{5,30}")
_PUBMED_PATH = re.compile(r"(?:/pubmed)?/(\d{1,9})/?")
_PUBMED_LABEL = re.compile(r"(?:pubmed|pmid):?\s*(\d{1,9})", re.IGNORECASE)
_ARXIV_MIRROR_PATH = re.compile(r"/(?:papers|abs|html|pdf|overview)/([^/]+)/?")
_ARXIV_MIRRORS = ("huggingface.co", "hf.co", "ar5iv.org", "ar5iv.labs.arxiv.org", "alphaxiv.org")
# Where an identifier or address may start in running text, up to the next space:
# `https://arxiv.org/abs/1811.06965`, `arXiv: 1811.06965`, `doi:10.1145/3341301`, `10.1145/3341301`.
_MENTION = re.compile(
    r"""
    https?:// [^\s<>"]+
    | (?<![\w./]) arxiv: \s* [^\s<>"]+
    | (?<![\w./]) (?:pubmed|pmid): \s* \d+
    | (?<![\w./-]) (?:doi: \s*)? 10\. \d{4,9} / [^\s<>"]+
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What a list puts before an item: `- `, `* `, `12. `, `[3] `.
_LIST_MARK = re.compile(r"(?:[-*+\u2022]|\d{1,3}[.)]|\[\d{1,3}\])\s+")
_CLOSING = {")": "(", "]": "[", "}": "{"}
_PUNCTUATION = ".,;:!?'\u2019\u201d*_`"
MAX_ID_CHARACTERS = 300  # of a DOI; the longest in use have some 200
MAX_CHARACTERS_OF_IDS = 100_000  # of a text that may have nothing else


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperId:
    """An identifier of a paper; DOIs are in lower case, arXiv ids without a version."""

    kind: Kind
    id: str

    def __str__(self) -> str:
        """The identifier as `find_paper_id` reads it again."""
        forms = {
            "arxiv": "arXiv:{}", "doi": "doi:{}", "pubmed": "pmid:{}",
            "acl": "https://aclanthology.org/{}", "openreview": "https://openreview.net/forum?id={}",
        }  # fmt: skip
        return forms[self.kind].format(self.id)

    @property
    def url(self) -> str:
        """The address of its page, without any character that ends a link in Markdown."""
        pages = {"arxiv": "https://arxiv.org/abs/{}", "doi": "https://doi.org/{}",
                 "pubmed": "https://pubmed.ncbi.nlm.nih.gov/{}/"}  # fmt: skip
        page = pages.get(self.kind)
        return page.format(quote(self.id, safe="/:.")) if page else str(self)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A line of a text, and the identifiers in it; none for a line without any."""

    line: int
    text: str
    ids: tuple[PaperId, ...]


def find_paper_id(text: str) -> PaperId | None:
    """The identifier that a whole text is, or the address of a page about one paper."""
    text = one_line(text).strip("<>")
    if not text or len(text) > MAX_ID_CHARACTERS:
        return None
    if arxiv := find_arxiv_id(text):
        return PaperId(kind="arxiv", id=arxiv)
    if text.lower().startswith(("http://", "https://")) and (found := _find_in_url(text)):
        return found
    if doi := find_doi(text):
        return PaperId(kind="doi", id=doi)
    label = _PUBMED_LABEL.fullmatch(text)
    return PaperId(kind="pubmed", id=label[1]) if label else None


def _find_in_url(text: str) -> PaperId | None:
    try:
        parts = urlsplit(strip_proxy(text))
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # not a URL: a bracket in the host
        return None
    if host in _ARXIV_MIRRORS and (path := _ARXIV_MIRROR_PATH.fullmatch(parts.path)):
        arxiv = find_arxiv_id(path[1])
        return PaperId(kind="arxiv", id=arxiv) if arxiv else None
    if host in {"aclanthology.org", "aclweb.org"} and (path := _ACL_PATH.fullmatch(parts.path)):
        return PaperId(kind="acl", id=path[1])
    if host == "openreview.net" and _OPENREVIEW_PATH.fullmatch(parts.path):
        note = next(iter(parse_qs(parts.query).get("id", ())), "")
        return PaperId(kind="openreview", id=note) if _OPENREVIEW_ID.fullmatch(note) else None
    is_pubmed = host == "pubmed.ncbi.nlm.nih.gov" or parts.path.startswith("/pubmed/")
    if is_pubmed and host.endswith("ncbi.nlm.nih.gov") and (
        path := _PUBMED_PATH.fullmatch(parts.path)
    ):  # fmt: skip
        return PaperId(kind="pubmed", id=path[1])
    return None


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Every line of a text that is not blank, with the identifiers in it."""
    lines = enumerate(text.splitlines(), start=1)
    return tuple(
        Mention(line=number, text=one_line(line), ids=tuple(dict.fromkeys(_ids_in(line))))
        for number, line in lines
        if one_line(line)
    )


def has_only_ids(text: str) -> bool:
    """Whether a text has identifiers and addresses of papers, and nothing else."""
    if len(text) > MAX_CHARACTERS_OF_IDS:
        return False
    lines = [_strip_list_mark(line) for line in text.splitlines() if one_line(line)]
    return bool(lines) and all(map(_is_only_ids, lines))


def _is_only_ids(line: str) -> bool:
    tokens = _tokens(line)
    return bool(find_paper_id(line)) or bool(tokens and all(map(find_paper_id, tokens)))


def _ids_in(line: str) -> Iterator[PaperId]:
    """The identifiers in a line; bare arXiv ids only where a line has nothing else."""
    text = _strip_list_mark(line)
    if whole := find_paper_id(text):
        yield whole
        return
    if (tokens := _tokens(text)) and all(map(find_paper_id, tokens)):
        yield from filter(None, map(find_paper_id, tokens))
        return
    for match in _MENTION.finditer(text):
        if found := find_paper_id(_trim(match[0])):
            yield found


def _strip_list_mark(line: str) -> str:
    text = one_line(line)
    mark = _LIST_MARK.match(text)
    return text[mark.end() :] if mark else text


def _tokens(text: str) -> list[str]:
    return [trimmed for token in re.split(r"[\s,;|]+", text) if (trimmed := _trim(token))]


def _trim(token: str) -> str:
    """A token without the punctuation of its sentence, and without brackets that it closes only."""
    open_count = dict.fromkeys(_CLOSING.values(), 0)
    for index, char in enumerate(token):
        if char in open_count:
            open_count[char] += 1
        elif opening := _CLOSING.get(char):
            open_count[opening] -= 1
            if open_count[opening] < 0:
                token = token[:index]
                break
    return token.strip(_PUNCTUATION + "\"'([{<>")
