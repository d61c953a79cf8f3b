"""What an address or identifier, as people write it, says of a paper."""

import re
from urllib.parse import unquote

from generator.names import ARXIV, DOI, arxiv_id, doi_name, one_line

_ARXIV_SITE = re.compile(r"(?:https?://)?(?:www\.|export\.)?arxiv\.org/", re.IGNORECASE)
# The resolver, also through a library's proxy: doi-org.proxy.lib.example.edu, doi.org.proxy.edu.
_DOI_SITE = re.compile(
    r"(?:https?://)?(?:(?:www|dx)[.-])?doi[.-]org(?:\.[\w.-]+)?(?::\d+)?/|"
    r"https?://hdl\.handle\.net/(?=10\.)|https?://api\.crossref\.org/works/|(?:urn|info):(?=doi)|"
    r"https?://[^\s]*?[?&](?:q?url)=https?://(?:dx\.)?doi\.org/",
    re.IGNORECASE,
)
# Pages of publishers that have the DOI in their address: https://dl.acm.org/doi/10.1145/3341301.
_PUBLISHER = re.compile(
    r"https?://[^/\s]+/doi/(?:(?:abs|full|pdf|epdf|pdfplus|book|book-chapter|ref|figure)/)?"
    r"(?=10\.\d{4,9}/)|https?://link\.springer\.com/(?:article|chapter|book)/(?=10\.\d{4,9}/)",
    re.IGNORECASE,
)
_SHORT = re.compile(r"https?://(?:(?:dx\.)?doi|shortdoi)\.org/([a-z0-9]{4,12})", re.IGNORECASE)
_TAIL = re.compile(r"[?#].*$")
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", re.IGNORECASE)  # arXiv's own DOIs: the id again
_CLASS = re.compile(r" ?\[[\w.-]+\]$")  # arXiv:1811.06965 [cs.CV]


def arxiv_of(text: str) -> str:
    """The arXiv id that an address, a DOI of arXiv's or an id with prefix names; else nothing."""
    text = one_line(text)
    if site := _ARXIV_SITE.match(text):
        text = "https://arxiv.org/" + re.split("[?#]", text[site.end() :])[0]
    elif own := _ARXIV_DOI.match(_doi(text)):
        text = _doi(text)[own.end() :]
    found = arxiv_id(_CLASS.sub("", text))
    return found if ARXIV.fullmatch(found) else ""


def doi_of(text: str) -> str:
    """The DOI that an address or a DOI with prefix names; nothing for arXiv's own DOIs."""
    found = _doi(text)
    return found if DOI.fullmatch(found) and not _ARXIV_DOI.match(found) else ""


def _doi(text: str) -> str:
    text = re.sub(r"^<(.+)>$", r"\1", one_line(text)).rstrip(".,;")
    if short := _SHORT.fullmatch(text):
        return f"10/{short[1].lower()}"
    if page := _PUBLISHER.match(text):
        text = unquote(_TAIL.sub("", text[page.end() :]))
    elif site := _DOI_SITE.match(text):
        text = unquote(text[site.end() :])
    return doi_name(re.sub(r"^(?:info:|urn:)?doi/(?=10\.)", "", text, flags=re.IGNORECASE))
