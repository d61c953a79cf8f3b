"""Checks of URLs."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl

from generator.checks.base import Check, Problem
from generator.model import Catalog, Origin, Paper
from generator.text.hosts import Url, parse_url
from generator.text.notes import link_targets
from generator.text.sanitize import is_safe_url, link_problem

# A path of a login page: `/users/sign_in`; not `/logins`.
LOGIN_PATH = re.compile(
    r"""
    / (?: (?:log|sign)[-_]?(?:in|on) | oauth2? )
    (?:[/.;]|$)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Login pages, and the proxies of libraries, which require a login: `accounts.google.com`.
_LOGIN_HOST = re.compile(
    r"""
    (?:login|signin|accounts|sso|auth|idp)\.
    | (?:.*\.)?(?:ez|lib)?proxy\.  # ezproxy.lib.example.edu
    | .*\.idm\.                    # www-nature-com.idm.oclc.org
    """,
    re.VERBOSE,
)
# Pages that count a click and redirect: `google.com/url?q=…`.
_REDIRECTOR = re.compile(
    r"""
    google\.[a-z.]+/url
    | (?:l|lm)\.(?:facebook|instagram)\.com/
    | .*\.list-manage\.com/track/
    | slack-redir\.net/link
    | t\.umblr\.com/redirect
    | vk\.com/away\.php
    | substack\.com/redirect/
    | urldefense(?:\.proofpoint)?\.com/
    | .*\.safelinks\.protection\.outlook\.com/
    | linkedin\.com/redir/
    | youtube\.com/redirect
    | out\.reddit\.com/
    | steamcommunity\.com/linkfilter/
    """,
    re.VERBOSE,
)
# The name of a parameter that counts clicks: `utm_source`.
_TRACKING_PARAMETER = re.compile(
    r"""
    utm_\w+
    | fbclid | gclid | dclid | msclkid  # of advertisements
    | mc_[ce]id                         # of a newsletter
    | igshid                            # of a shared post
    | _hs(?:enc|mi)                     # of marketing mail
    """,
    re.IGNORECASE | re.VERBOSE,
)
# They count clicks, and break when the service closes, as goo.gl did.
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


def _urls(paper: Paper) -> Iterator[tuple[Origin, str]]:
    """The URLs in a paper's fields, each with its place."""
    if paper.url:
        yield paper.origin("url"), paper.url
    for i, link in enumerate(paper.links):
        yield paper.origin(f"links.{i}"), link.url


def _bad_links(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        for place, url in _urls(paper):
            if flaw := link_problem(url):
                yield place, f"{url[:60]!r} {flaw}"
        for url in link_targets(paper.note):
            if not url.startswith("mailto:") and (flaw := link_problem(url)):
                yield paper.origin("note"), f"{url[:60]!r} {flaw}"


def _find_link_problems(catalog: Catalog, flaw: Callable[[Url], str]) -> Iterator[Problem]:
    """The messages that a function gives for links that are safe web URLs."""
    for paper in catalog.papers:
        for place, url in _urls(paper):
            found = parse_url(url) if is_safe_url(url) else None
            if found and (message := flaw(found)):
                yield place, message


def _login_links(catalog: Catalog) -> Iterator[Problem]:
    return _find_link_problems(catalog, _login_flaw)


def _login_flaw(url: Url) -> str:
    if LOGIN_PATH.search(url.path) or _LOGIN_HOST.match(url.host):
        return "the link is a login page. Write the address of the page behind it"
    return ""


def _tracking_links(catalog: Catalog) -> Iterator[Problem]:
    return _find_link_problems(catalog, _tracking_flaw)


def _tracking_flaw(url: Url) -> str:
    host = url.host.removesuffix(".").removeprefix("www.")
    if host in _SHORTENERS:
        return f"{host} hides where the link leads. Write the address that it leads to"
    if _REDIRECTOR.match(host + url.path):
        return f"{host} only redirects readers. Write the address that it leads to"
    names = [name for name, _ in parse_qsl(url.query, keep_blank_values=True)]
    if found := [name for name in names if _TRACKING_PARAMETER.fullmatch(name)]:
        return f"{', '.join(found)[:60]} in the address only tracks readers. Remove it"
    return ""


CHECKS = (
    Check(by_paper=True, code="bad-link", severity="error", run=_bad_links,
          summary="A link is a public http or https address."),
    Check(by_paper=True, code="login-link", severity="warning", run=_login_links,
          summary="No link leads to a login page."),
    Check(by_paper=True, code="tracking-link", severity="warning", run=_tracking_links,
          summary="No link goes through a shortener or carries a tracking parameter."),
)  # fmt: skip
