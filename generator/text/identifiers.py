"""arXiv ids and DOIs in URLs and identifiers as people write them."""

import re
from urllib.parse import unquote, urlsplit

from generator.text.characters import ARXIV, DOI, arxiv_id, doi_name, one_line

_ARXIV_SITE = re.compile(r"(?:https?://)?(?:www\.|export\.)?arxiv\.org/", re.IGNORECASE)
# DOI resolvers, also through a library's proxy: doi-org.proxy.lib.example.edu.
_DOI_SITE = re.compile(
    r"""
    (?:https?://)? (?:(?:www|dx)[.-])? doi[.-]org (?:\.[\w.-]+)? (?::\d+)? /
    | https?://hdl\.handle\.net/ (?=10\.)
    | https?://api\.crossref\.org/works/
    | (?:urn|info): (?=doi)
    | https?://[^\s]*? [?&](?:q?url)= https?://(?:dx\.)?doi\.org/  # a proxy's login page
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Publishers' pages with the DOI in the URL: https://dl.acm.org/doi/10.1145/3341301.
_PUBLISHER_PAGE = re.compile(
    r"""
    https?://
    (?: [^/\s]+/doi/ (?:(?:abs|full|pdf|epdf|pdfplus|book|book-chapter|ref|figure)/)?
      | link\.springer\.com/ (?:article|chapter|book) /
      | (?:[\w-]+\.)?frontiersin\.org/ (?:journals/[\w-]+/)? articles?/
      | (?:www\.)?(?:bio|med)rxiv\.org/content/ (?:(?:bio|med)rxiv/early/[\d/]+/)?
    )
    (?=10\.\d{4,9}/)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What publishers add after the DOI: the format of the page; preprint servers, the version.
_PAGE_FORM = re.compile(
    r"/(?:full(?:/html)?|full-text|abstract|e?pdf|epub|xml|html|summary)/?$", re.IGNORECASE
)
_VERSION = re.compile(r"(10\.(?:1101|64898)/[\d.]*\d)v\d+(?:\.[a-z.-]+)?", re.IGNORECASE)
_ENCODED_DOI = re.compile(r"(?:doi:?\s*)?10(?:\.\d+)+%2F", re.IGNORECASE)
_DOI_LABEL = re.compile(r"\s*[\[(]doi[\])]$", re.IGNORECASE)
_DOI_WITH_SPACE = re.compile(r"((?:doi:?\s*)?10\.\d{4,9}(?:\.\d+)*)(?: /|/ )(?!https?:|10\.)(\S+)",
                     re.IGNORECASE)  # fmt: skip
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
# Library proxies: www-nature-com.ezproxy.uni.edu, www.nature.com.ezproxy.uni.edu.
_PROXY_LABEL = re.compile(r"[a-z0-9-]*proxy[a-z0-9-]*|ezp(?:-[a-z0-9]+)?|ezaccess")
_PROXY_LOGIN = re.compile(r"[?&](q?)url=(.+)", re.IGNORECASE)
_OCLC_SUFFIX, _OCLC_LABELS = ".idm.oclc.org", 4  # with the library's own label
_MIN_PROXY_LABELS = 3  # proxy.uni.edu
_TOP_DOMAINS = frozenset(("com", "edu", "eu", "gov", "info", "int", "io", "net", "org"))
_SHORT_DOI = re.compile(r"https?://(?:(?:dx\.)?doi|shortdoi)\.org/([a-z0-9]{4,12})", re.IGNORECASE)
_QUERY_OR_FRAGMENT = re.compile(r"[?#].*$")
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", re.IGNORECASE)  # arXiv's own DOIs contain the id
_ARXIV_CATEGORY = re.compile(r" ?\[[\w.-]+\]$")  # arXiv:1811.06965 [cs.CV]


def arxiv_of(text: str) -> str:
    """The arXiv id in a URL, an arXiv DOI or a prefixed id; empty if there is none."""
    text = strip_proxy(one_line(text))
    if site := _ARXIV_SITE.match(text):
        text = "https://arxiv.org/" + re.split("[?#]", text[site.end() :])[0]
    elif own := _ARXIV_DOI.match(_normalize_doi(text)):
        text = _normalize_doi(text)[own.end() :]
    found = arxiv_id(_ARXIV_CATEGORY.sub("", text))
    return found if ARXIV.fullmatch(found) else ""


def doi_of(text: str) -> str:
    """The DOI in a URL or a prefixed DOI; empty if there is none, or for arXiv's own DOIs."""
    found = _normalize_doi(text)
    return found if DOI.fullmatch(found) and not _ARXIV_DOI.match(found) else ""


def strip_proxy(url: str) -> str:
    """The URL behind a library's proxy; other URLs unchanged."""
    if not url.lower().startswith(("http://", "https://")):
        return url
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:  # not a URL: a bracket in the host
        return url
    labels = host.split(".")
    login = _PROXY_LOGIN.search(parts.query and f"?{url.partition('?')[2]}")
    if login and any(map(_is_proxy, labels)):
        target = unquote(login[2]) if login[1] else login[2]
        return target if target.startswith(("http://", "https://")) else url
    origin = _proxied_host(labels)
    return parts._replace(netloc=origin).geturl() if origin and "@" not in parts.netloc else url


def _is_proxy(label: str) -> bool:
    return _PROXY_LABEL.fullmatch(label) is not None


def _proxied_host(labels: list[str]) -> str:
    """The host that a proxy's name starts with, written with dots or dashes; empty if none."""
    start = next((i for i, label in enumerate(labels) if i and _is_proxy(label)), len(labels))
    if ".".join(labels).endswith(_OCLC_SUFFIX):
        start = len(labels) - _OCLC_LABELS
    if len(labels) - start < _MIN_PROXY_LABELS or start < 1:
        return ""
    # With dashes for dots, a doubled dash is a dash of the name.
    names = labels[:start] if start > 1 else re.split(r"(?<!-)-(?!-)", labels[0])
    names = [name.replace("--", "-") for name in names] if start == 1 else names
    is_country = len(names[-1]) == 2 and names[-1].isalpha() and len(names) > 2  # noqa: PLR2004
    is_host = len(names) > 1 and all(names) and (names[-1] in _TOP_DOMAINS or is_country)
    return ".".join(names) if is_host else ""


def _normalize_doi(text: str) -> str:
    text = re.sub(r"^<(.+)>$", r"\1", one_line(text)).rstrip(".,;")
    text = strip_proxy(_DOI_WITH_SPACE.sub(r"\1/\2", _DOI_LABEL.sub("", text).translate(_DASHES)))
    if short := _SHORT_DOI.fullmatch(text):
        return f"10/{short[1].lower()}"
    if page := _PUBLISHER_PAGE.match(text):
        text = _PAGE_FORM.sub("", unquote(_QUERY_OR_FRAGMENT.sub("", text[page.end() :])))
        if version := _VERSION.match(text):
            text = version[1]
    elif site := _DOI_SITE.match(text):
        text = unquote(text[site.end() :])
    elif _ENCODED_DOI.match(text):
        text = unquote(text)
    return doi_name(re.sub(r"^(?:info:|urn:)?doi/(?=10\.)", "", text, flags=re.IGNORECASE))
