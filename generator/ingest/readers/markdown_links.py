"""What a link in a list of papers leads to: the paper, its code, or something else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from generator.ingest.readers.base import link_kind
from generator.ingest.readers.markdown_blocks import Piece
from generator.text.characters import one_line
from generator.text.identifiers import find_arxiv_id, find_doi
from generator.text.sanitize import find_urls

# Hosts of publishers and archives, and paths of papers on hosts that have other pages, too.
_PAPER_HOSTS = (
    "arxiv.org", "doi.org", "openreview.net", "aclanthology.org", "aclweb.org", "papers.nips.cc",
    "proceedings.neurips.cc", "papers.neurips.cc", "proceedings.mlr.press", "jmlr.org",
    "openaccess.thecvf.com", "cv-foundation.org", "ecva.net", "dl.acm.org", "ieeexplore.ieee.org",
    "link.springer.com", "sciencedirect.com", "biorxiv.org", "medrxiv.org", "pnas.org", "vldb.org",
    "ojs.aaai.org", "ijcai.org", "isca-speech.org", "isca-archive.org", "papers.ssrn.com",
    "eprint.iacr.org", "mdpi.com", "frontiersin.org", "tandfonline.com", "onlinelibrary.wiley.com",
    "academic.oup.com", "journals.plos.org", "roboticsproceedings.org", "hal.science",
    "alphaxiv.org", "citeseerx.ist.psu.edu",
)  # fmt: skip
_PAPER_PATH = re.compile(
    r"""
    nature\.com/articles/ | science\.org/doi/ | semanticscholar\.org/paper/
    | huggingface\.co/papers/ | usenix\.org/(?:conference/[^/]+/presentation|system/files)/
    | \.pdf(?:$|[?\#])
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What the text of a link to a paper, its code or its page is: `[paper]`, `[[arXiv 2405.00001]]`.
_PAPER_LABEL = re.compile(
    r"""
    (?: (?:link[ ]to[ ])? (?:the[ ])? (?:full[ ])? (?:research[ ])? paper (?:[ ]link)?
      | pdf | arxiv | abs | abstract | preprint | publication | report | (?:tech(?:nical)?\s)report
      | openreview | doi | html | acm | ieee (?:[ ]xplore)? | springer | proceedings | pre-?print
      | biorxiv | acl | cvf | pmlr | neurips | usenix | journal | article | 论文 | 原文
    )
    (?: [\s,:/-]* [\d.'v-]* )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CODE_LABEL = re.compile(
    r"""
    (?:official\s)? (?:source\s)?
    (?: code | github | repo (?:sitory)? | git | implementation | 代码 ) s?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Other links of a paper.
_OTHER_LABEL = re.compile(
    r"""
    (?: project | (?:project[ ])? (?:web)? (?:page|site) | homepage | home | demo s? | data
      | dataset s?
      | videos? | slides? | poster | talk | blog (?:[ ]?post)? | model s? | weights | checkpoints?
      | supp (?:l|lementary|lement)? | appendix | bib (?:tex)? | tweet | thread | twitter
      | youtube | colab | notebook | hugging[ ]?face | hf | docs? | documentation | news | review
      | press | announcement | link | here | url | web | read | summary | notes? | benchmark
      | leaderboard | citation | media | tensorflow | pytorch | keras | jax | torch | tf | caffe
      | theano | unofficial | official | repo
    )
    [\s\d.#:-]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BADGE = re.compile(r"shields\.io/badge/([^?#]+)")
_VENUE_BADGES = frozenset(("conference", "venue", "publish", "published", "accepted", "journal"))
_PLAIN_LABELS = frozenset(("", "link", "here", "url", "web", "read"))
_IDENTIFIER_LABEL = re.compile(
    r"""
    (?:arxiv:?\s*)? \d{4}\.\d{4,5} (?:v\d+)?
    | 10\.\d{4,9}/\S+ | \d+ | https?://\S+
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DECORATION = " \t\n[](){}<>|*_`:;,.\u00b7\u2022-\u2013\u2014\u3010\u3011"


@dataclass(frozen=True, kw_only=True, slots=True)
class Links:
    """The links of an item: identifiers, its page, and the others, each with its kind."""

    arxiv: tuple[str, ...] = ()
    dois: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()

    @property
    def is_of_paper(self) -> bool:
        """Whether a link leads to a paper."""
        return bool(self.arxiv or self.dois or self.pages)


def is_label(text: str) -> bool:
    """Whether the text of a link says what it leads to, and is not a title."""
    label = one_line(text).strip(_DECORATION)
    patterns = (_PAPER_LABEL, _CODE_LABEL, _OTHER_LABEL, _IDENTIFIER_LABEL)
    return not label or any(pattern.fullmatch(label) for pattern in patterns)


def is_other_label(text: str) -> bool:
    """Whether the text of a link says that it leads to something else than the paper."""
    label = one_line(text).strip(_DECORATION)
    is_plain = label.casefold() in _PLAIN_LABELS
    return not is_plain and bool(_CODE_LABEL.fullmatch(label) or _OTHER_LABEL.fullmatch(label))


def is_paper_url(url: str, text: str = "") -> bool:
    """Whether a link leads to a paper, by its URL, or else by its text."""
    if not url.startswith(("http://", "https://")):
        return False
    if find_arxiv_id(url) or find_doi(url) or _PAPER_PATH.search(url):
        return True
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return False
    if any(host == each or host.endswith(f".{each}") for each in _PAPER_HOSTS):
        return True
    return bool(_PAPER_LABEL.fullmatch(one_line(text).strip(_DECORATION))) and link_kind(
        url
    ) not in ("code", "dataset")


def read_links(pieces: Sequence[Piece]) -> Links:
    """The links of an item; images and links within the document do not count."""
    arxiv, dois, pages = list[str](), list[str](), list[str]()
    others: list[tuple[str, str]] = []
    for text, url in _stated_urls(pieces):
        label = one_line(text).strip(_DECORATION)
        if found := find_arxiv_id(url):
            arxiv.append(found)
        elif found := find_doi(url):
            dois.append(found)
        elif is_paper_url(url, text):
            pages.append(url)
        else:
            kind = "code" if _CODE_LABEL.fullmatch(label) else link_kind(url)
            others.append((kind, url))
    return Links(
        arxiv=tuple(dict.fromkeys(arxiv)), dois=tuple(dict.fromkeys(dois)),
        pages=tuple(dict.fromkeys(pages)), others=tuple(dict.fromkeys(others)),
    )  # fmt: skip


def badge_message(url: str) -> str:
    """The venue that a badge shows: `…/badge/Conference-ICML'23-blue`; empty for other images."""
    match = _BADGE.search(url)
    parts = unquote(match[1]).replace("--", "\u2010").split("-") if match else []
    is_venue = len(parts) > 1 and parts[0].strip("_ ").casefold() in _VENUE_BADGES
    return parts[1].replace("_", " ").replace("\u2010", "-") if is_venue else ""


def _stated_urls(pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for piece in pieces:
        if piece.url.startswith(("http://", "https://")):
            is_badge = piece.image and "shields.io" in piece.url
            found += [] if is_badge or _is_picture(piece) else [(piece.text, piece.url)]
        elif "http" in piece.text:
            found += (("", url) for url in find_urls(piece.text))
    return found


def _is_picture(piece: Piece) -> bool:
    """Whether a piece is a picture that links nowhere else."""
    path = piece.url.partition("?")[0].lower()
    return piece.image and path.endswith((".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"))
