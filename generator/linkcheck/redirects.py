"""One URL, followed through its redirects to a verdict."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urldefrag

import requests
from urllib3.exceptions import HTTPError

from generator.checks.links import LOGIN_PATH
from generator.linkcheck.limits import Limits
from generator.linkcheck.request import Session, failed
from generator.linkcheck.ssrf import PrivateHostError
from generator.linkcheck.verdicts import Verdict
from generator.text.hosts import Url, is_private, parse_url
from generator.text.sanitize import LINK_SCHEMES

MAX_REDIRECTS = 10
MAX_MOVED_LENGTH = 2000  # characters of a new address; a server may send 65,000 of them
_DEAD = (404, 410)
_BLOCKED = (401, 403, 429, 451, 999)
_PERMANENT = (301, 308)
_REDIRECTS = (*_PERMANENT, 302, 303, 307)
# Asked again with GET. 404 and 410 too: before a link is called dead, it is asked for in earnest.
_HEAD_REFUSED = (400, 403, 404, 405, 410, 501)
Turn = Callable[[str, Callable[[], requests.Response]], requests.Response]


def follow(text: str, session: Session, turn: Turn) -> Verdict:
    """The verdict on a URL; `turn` sends a request when it is the turn of its host."""
    limits = session.policy.limits()
    now, moved, permanent = parse_url(text), text, True
    if now is None:
        return Verdict(kind="trouble", detail="no valid address")
    seen = [now.href]
    while True:
        answer = _answer(now, session, turn, limits)
        if isinstance(answer, Verdict):
            return answer
        location = answer.headers.get("location")
        if answer.status_code not in _REDIRECTS or not location:
            return _judged(answer.status_code, text, moved)
        now = _target(now, location)
        if now is None:
            return Verdict(kind="trouble", detail="redirects to no valid address")
        permanent = permanent and answer.status_code in _PERMANENT
        if permanent and len(now.href) <= MAX_MOVED_LENGTH:
            moved = now.href
        if LOGIN_PATH.search(now.path):
            return Verdict(kind="blocked", detail="leads to a page to log in at")
        if now.href in seen:
            return Verdict(kind="trouble", detail="redirects in a circle")
        if len(seen) > MAX_REDIRECTS:
            return Verdict(kind="trouble", detail="redirects too often")
        seen.append(now.href)


def _answer(url: Url, session: Session, turn: Turn, limits: Limits) -> requests.Response | Verdict:
    if url.scheme not in LINK_SCHEMES:
        return Verdict(kind="trouble", detail="leads to something that is not a web address")
    asked = urldefrag(url.href).url
    try:
        if not session.policy.allow_private and is_private(url.host):
            raise PrivateHostError  # noqa: TRY301 - one place tells it
        answer = turn(url.host, lambda: session.ask("HEAD", asked, limits))
        if answer.status_code in _HEAD_REFUSED:
            answer = turn(url.host, lambda: session.ask("GET", asked, limits))
    except PrivateHostError:
        return Verdict(kind="trouble", detail="leads to a private host, which is not asked")
    except requests.RequestException as error:
        return failed(error)
    except (HTTPError, ValueError):  # what a browser can read and requests cannot
        return Verdict(kind="trouble", detail="no valid address")
    return answer


def _target(now: Url, location: str) -> Url | None:
    """Where a redirect leads; the URL keeps its fragment if the new one has none."""
    # Headers are read as Latin-1 whatever they are; what servers mean is UTF-8.
    text = location.encode("latin-1", "replace").decode("utf-8", "replace")
    fragment = urldefrag(now.href).fragment
    return parse_url(text if "#" in text or not fragment else f"{text}#{fragment}", now.href)


def _judged(status: int, url: str, moved: str) -> Verdict:
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Verdict(kind="good") if moved == url else Verdict(kind="moved", target=moved)
    told = str(status)
    if status in {*HTTPStatus}:
        told += f" {HTTPStatus(status).phrase}"
    if status in _DEAD:
        return Verdict(kind="dead", detail=told)
    return Verdict(kind="blocked" if status in _BLOCKED else "trouble", detail=told)
