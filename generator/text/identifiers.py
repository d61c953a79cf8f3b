"""arXiv ids, DOIs and language tags: their syntax, and how they are found in URLs."""

import re
from urllib.parse import quote, unquote, urlsplit

from generator.text.characters import one_line

# Language tags of BCP 47 (RFC 5646), no extensions: `zh`, `zh-Hant`, `pt-BR`. JSON Schemas have
# this pattern too, so it is not verbose.
_LANGUAGE, _SCRIPT, _REGION = r"[a-z]{2,3}", r"(?:-[A-Z][a-z]{3})?", r"(?:-(?:[A-Z]{2}|\d{3}))?"
_VARIANTS = r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
LANGUAGE_TAG = re.compile(f"{_LANGUAGE}{_SCRIPT}{_REGION}{_VARIANTS}")
# arXiv identifiers since 2007-04 and before: https://info.arxiv.org/help/arxiv_identifier.html
ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
ARXIV_ID = re.compile(r"\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/\d{7}")
# DOI names: a prefix `10.` and registrant, a slash, a suffix of any printable characters:
# https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html
# Short DOIs (https://shortdoi.org/) have the prefix `10` alone: `10/fg6rf9`.
DOI_NAME = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+|10/[A-Za-z0-9]+")
_PREFIXED_ARXIV_ID = re.compile(
    rf"""
    (?: https?://(?:www\.)?arxiv\.org/(?:abs|pdf|html)/ | arxiv:\s* )?
    (?P<id>{ARXIV_ID.pattern}) (?:v\d+)? (?:\.pdf)? /?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PREFIXED_DOI = re.compile(
    rf"""
    (?:doi:\s*)? (?: https?://(?:www\.|dx\.)?doi\.org/ | doi:?\s* )?
    (?P<id>{DOI_NAME.pattern})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ARXIV_URL_START = re.compile(r"(?:https?://)?(?:www\.|export\.)?arxiv\.org/", re.IGNORECASE)
# DOI resolvers, also through a library's proxy: doi-org.proxy.lib.example.edu.
_DOI_RESOLVER = re.compile(
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
# What publishers add after the DOI: the format of the page, `…/full/html`.
_PAGE_FORMAT = re.compile(
    r"""
    / (?: full(?:/html)? | full-text | abstract | e?pdf | epub | xml | html | summary )
    /? $
    """,
    re.IGNORECASE | re.VERBOSE,
)
_VERSION = re.compile(r"(10\.(?:1101|64898)/[\d.]*\d)v\d+(?:\.[a-z.-]+)?", re.IGNORECASE)
# Between two DOIs in one text: `10.1000/one,10.1000/two`.
_SECOND_DOI = re.compile(
    r"""
    [,;|] \s* (?: https?://(?:dx\.)?doi\.org/ | doi:\s* )? 10\.\d{4,9}/
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ENCODED_DOI = re.compile(r"(?:doi:?\s*)?10(?:\.\d+)+%2F", re.IGNORECASE)
_DOI_LABEL = re.compile(r"\s*[\[(]doi[\])]$", re.IGNORECASE)
_DOI_WITH_SPACE = re.compile(
    r"((?:doi:?\s*)?10\.\d{4,9}(?:\.\d+)*) (?:[ ]/|/[ ]) (?!https?:|10\.) (\S+)",
    re.IGNORECASE | re.VERBOSE,
)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
# The first part of a library proxy's host: www-nature-com.ezproxy.uni.edu has `ezproxy`.
_PROXY_LABEL = re.compile(r"[a-z0-9-]*proxy[a-z0-9-]* | ezp(?:-[a-z0-9]+)? | ezaccess", re.VERBOSE)
_PROXY_WORDS = ("proxy", "ezp", "ezaccess", "oclc")  # one of them is in each proxy's host
_PROXY_LOGIN = re.compile(r"[?&](q?)url=(.+)", re.IGNORECASE)
_OCLC_SUFFIX, _OCLC_LABELS = ".idm.oclc.org", 4  # with the library's own label
_MIN_PROXY_LABELS = 3  # proxy.uni.edu
_TOP_LEVEL_DOMAINS = frozenset(("com", "edu", "eu", "gov", "info", "int", "io", "net", "org"))
_SHORT_DOI = re.compile(r"https?://(?:(?:dx\.)?doi|shortdoi)\.org/([a-z0-9]{4,12})", re.IGNORECASE)
_QUERY_OR_FRAGMENT = re.compile(r"[?#].*$")
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", re.IGNORECASE)  # arXiv's own DOIs contain the id
_ARXIV_CATEGORY = re.compile(r" ?\[[\w.-]+\]$")  # arXiv:1811.06965 [cs.CV]


def normalize_arxiv_id(text: str) -> str:
    """An arXiv id without label, URL and version; a text that is none unchanged."""
    match = _PREFIXED_ARXIV_ID.fullmatch(text.strip())
    return match["id"] if match else text.strip()


def normalize_doi(text: str) -> str:
    """A DOI in lower case without label and URL; a text that is none unchanged."""
    match = _PREFIXED_DOI.fullmatch(text.strip()) if text else None
    return match["id"].lower() if match else text.strip()


def find_arxiv_id(text: str) -> str:
    """The arXiv id in a URL, an arXiv DOI or a prefixed id; empty if there is none."""
    text = strip_proxy(one_line(text))
    if site := _ARXIV_URL_START.match(text):
        text = "https://arxiv.org/" + re.split("[?#]", text[site.end() :])[0]
    elif own := _ARXIV_DOI.match(_doi_candidate(text)):
        text = _doi_candidate(text)[own.end() :]
    found = normalize_arxiv_id(_ARXIV_CATEGORY.sub("", text))
    return found if ARXIV_ID.fullmatch(found) else ""


def find_doi(text: str) -> str:
    """The DOI in a URL or a prefixed DOI; empty if there is not one, or for arXiv's own DOIs."""
    found = _doi_candidate(text)
    is_one = DOI_NAME.fullmatch(found) and not _SECOND_DOI.search(text)
    return found if is_one and not _ARXIV_DOI.match(found) else ""


def encode_doi(doi: str) -> str:
    """The URL of a DOI, in which `find_doi` finds exactly this one."""
    url = f"https://doi.org/{quote(doi, safe='/:;.-_')}"
    # A full stop at the end would be taken for the end of the sentence.
    return re.sub(r"[.;]$", lambda last: f"%{ord(last[0]):02X}", url)


def strip_proxy(url: str) -> str:
    """The URL behind a library's proxy; other URLs unchanged."""
    lowered = url.lower()
    is_url = lowered.startswith(("http://", "https://"))
    if not is_url or not any(word in lowered for word in _PROXY_WORDS):
        return url
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:  # not a URL: a bracket in the host
        return url
    labels = host.split(".")
    login = _PROXY_LOGIN.search(parts.query and f"?{url.partition('?')[2]}")
    if login and any(map(_is_proxy_label, labels)):
        target = unquote(login[2]) if login[1] else login[2]
        return target if target.startswith(("http://", "https://")) else url
    origin = _proxied_host(labels)
    return parts._replace(netloc=origin).geturl() if origin and "@" not in parts.netloc else url


def _is_proxy_label(label: str) -> bool:
    return _PROXY_LABEL.fullmatch(label) is not None


def _proxied_host(labels: list[str]) -> str:
    """The host that a proxy's name starts with, written with dots or dashes; empty if none."""
    start = next((i for i, label in enumerate(labels) if i and _is_proxy_label(label)), len(labels))
    if ".".join(labels).endswith(_OCLC_SUFFIX):
        start = len(labels) - _OCLC_LABELS
    if len(labels) - start < _MIN_PROXY_LABELS or start < 1:
        return ""
    # With dashes for dots, a doubled dash is a dash of the name.
    names = labels[:start] if start > 1 else re.split(r"(?<!-)-(?!-)", labels[0])
    names = [name.replace("--", "-") for name in names] if start == 1 else names
    is_country = len(names[-1]) == 2 and names[-1].isalpha() and len(names) > 2  # noqa: PLR2004
    is_host = len(names) > 1 and all(names) and (names[-1] in _TOP_LEVEL_DOMAINS or is_country)
    return ".".join(names) if is_host else ""


def _doi_candidate(text: str) -> str:
    text = re.sub(r"^<(.+)>$", r"\1", one_line(text)).rstrip(".,;")
    text = strip_proxy(_DOI_WITH_SPACE.sub(r"\1/\2", _DOI_LABEL.sub("", text).translate(_DASHES)))
    if short := _SHORT_DOI.fullmatch(text):
        return f"10/{short[1].lower()}"
    if page := _PUBLISHER_PAGE.match(text):
        text = _PAGE_FORMAT.sub("", unquote(_QUERY_OR_FRAGMENT.sub("", text[page.end() :])))
        if version := _VERSION.match(text):
            text = version[1]
    elif site := _DOI_RESOLVER.match(text):
        text = unquote(text[site.end() :])
    elif _ENCODED_DOI.match(text):
        text = unquote(text)
    return normalize_doi(re.sub(r"^(?:info:|urn:)?doi/(?=10\.)", "", text, flags=re.IGNORECASE))


def is_orcid(text: str) -> bool:
    """Whether a text is an ORCID iD: four groups of digits, the last a checksum (ISO 7064 11-2)."""
    if not ORCID.fullmatch(text):
        return False
    total = 0
    for digit in text[:-1].replace("-", ""):
        total = (total + int(digit)) * 2
    return text[-1] == "0123456789X"[(12 - total % 11) % 11]
