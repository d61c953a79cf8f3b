"""Rules for addresses."""

import re
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, urlsplit

from generator.checks.base import Check, Problem
from generator.markup import is_safe_url
from generator.model import Catalog
from generator.notes import addresses

LOGIN_PATH = re.compile(r"/(?:(?:log|sign)[-_]?(?:in|on)|oauth2?)(?:[/.;]|$)", re.IGNORECASE)
# Logins, and the proxies of libraries, which want one.
_LOGIN_HOST = re.compile(
    r"(?:login|signin|accounts|sso|auth|idp)\.|(?:.*\.)?(?:ez|lib)?proxy\.|.*\.idm\."
)
_NOWHERE = re.compile(r"(?:.*\.)?(?:localhost|local|internal)|[^.:]*|.*\.\..*")
# Pages that count a click and send the reader on.
_ON_THE_WAY = re.compile(
    r"google\.[a-z.]+/url|(?:l|lm)\.(?:facebook|instagram)\.com/|.*\.list-manage\.com/track/"
    r"|slack-redir\.net/link|t\.umblr\.com/redirect|vk\.com/away\.php|substack\.com/redirect/"
    r"|urldefense(?:\.proofpoint)?\.com/|.*\.safelinks\.protection\.outlook\.com/"
    r"|linkedin\.com/redir/|youtube\.com/redirect|out\.reddit\.com/|steamcommunity\.com/linkfilter/"
)
_TRACKED = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|_hs(?:enc|mi)", re.IGNORECASE
)
# They count each click, and lead nowhere once the service closes, as goo.gl did.
_SHORTENERS = frozenset(
    [
        "aka.ms",
        "bit.ly",
        "buff.ly",
        "cutt.ly",
        "dlvr.it",
        "fb.me",
        "goo.gl",
        "is.gd",
        "j.mp",
        "lnkd.in",
        "ow.ly",
        "rb.gy",
        "rebrand.ly",
        "s.id",
        "shorturl.at",
        "t.co",
        "t.ly",
        "tiny.cc",
        "tinyurl.com",
        "trib.al",
        "v.gd",
    ]
)


def _bad_links(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        for i, link in enumerate(paper.links):
            if flaw := _flaw(link.url):
                yield paper.origin(f"links.{i}"), f"{link.url[:60]!r} {flaw}"
        for address in addresses(paper.note):
            if not address.startswith("mailto:") and (flaw := _flaw(address)):
                yield paper.origin("note"), f"{address[:60]!r} {flaw}"


def _flaw(url: str) -> str:
    """Why an address leads readers nowhere; empty where it may lead somewhere."""
    if not is_safe_url(url):
        return "is no web address: write https://…"
    parts = urlsplit(url)
    if "@" in parts.netloc:
        return "hides its host behind a name and @: remove what stands before the @"
    if _is_nowhere(parts.hostname or ""):
        return "leads to no host that readers can reach: give the public address"
    return ""


def _is_nowhere(host: str) -> bool:
    try:
        return not ip_address(host.partition("%")[0]).is_global
    except ValueError:
        return bool(_NOWHERE.fullmatch(host.rstrip(".")))


def _told(catalog: Catalog, flaw: Callable[[SplitResult], str]) -> Iterator[Problem]:
    """What a function says of the addresses that are some."""
    for paper in catalog.papers:
        for i, link in enumerate(paper.links):
            if is_safe_url(link.url) and (message := flaw(urlsplit(link.url))):
                yield paper.origin(f"links.{i}"), message


def _logins(catalog: Catalog) -> Iterator[Problem]:
    return _told(catalog, _login)


def _login(parts: SplitResult) -> str:
    if LOGIN_PATH.search(parts.path) or _LOGIN_HOST.match(parts.hostname or ""):
        return "this is a page to log in at: give the address of what lies behind it"
    return ""


def _trackers(catalog: Catalog) -> Iterator[Problem]:
    return _told(catalog, _tracker)


def _tracker(parts: SplitResult) -> str:
    host = (parts.hostname or "").removeprefix("www.")
    if host in _SHORTENERS:
        return f"{host} hides where the link leads: give the address it leads to"
    if _ON_THE_WAY.match(host + parts.path):
        return f"{host} only sends readers on: give the address it leads to"
    names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    if found := [name for name in names if _TRACKED.fullmatch(name)]:
        return f"{', '.join(found)[:60]} in the address only tracks readers: remove it"
    return ""


CHECKS = (
    Check(code="bad-link", severity="error", run=_bad_links,
          summary="A link is a public http or https address."),
    Check(code="login-link", severity="warning", run=_logins,
          summary="No link leads to a page to log in at."),
    Check(code="tracking-link", severity="warning", run=_trackers,
          summary="No link goes through a shortener or carries a tracking parameter."),
)  # fmt: skip
