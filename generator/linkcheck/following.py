"""One address, followed through its redirects to a verdict."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError
from urllib3.util import parse_url

from generator.checks.links import LOGIN_PATH
from generator.linkcheck.asking import Session, failed
from generator.linkcheck.hosts import PrivateHostError, is_private
from generator.linkcheck.verdicts import Verdict

MOST_REDIRECTS = 10
_DEAD = (404, 410)
_BLOCKED = (401, 403, 429, 451, 999)
_PERMANENT = (301, 308)
_REDIRECTS = (*_PERMANENT, 302, 303, 307)
# Asked again with GET. 404 and 410 too: before a link is called dead, it is asked for in earnest.
_HEAD_REFUSED = (400, 403, 404, 405, 410, 501)
Turn = Callable[[str, Callable[[], requests.Response]], requests.Response]


def follow(url: str, session: Session, turn: Turn) -> Verdict:
    """The verdict on an address; `turn` sends a request when it is the turn of its host."""
    seen, now, moved, permanent = [url], url, url, True
    while True:
        answer = _answer(now, session, turn)
        if isinstance(answer, Verdict):
            return answer
        location = answer.headers.get("location")
        if answer.status_code not in _REDIRECTS or not location:
            return _judged(answer.status_code, url, moved)
        try:
            now = _joined(now, location)
        except ValueError:
            return Verdict(kind="trouble", detail="redirects to no valid address")
        permanent = permanent and answer.status_code in _PERMANENT
        moved = now if permanent else moved
        if LOGIN_PATH.search(_path(now)):
            return Verdict(kind="blocked", detail="leads to a page to log in at")
        if now in seen:
            return Verdict(kind="trouble", detail="redirects in a circle")
        if len(seen) > MOST_REDIRECTS:
            return Verdict(kind="trouble", detail="redirects too often")
        seen.append(now)


def _answer(url: str, session: Session, turn: Turn) -> requests.Response | Verdict:
    asked = urldefrag(url).url
    try:
        place = parse_url(asked)
        if place.scheme not in {"http", "https"} or not place.host:
            return Verdict(kind="trouble", detail="leads to what is no web address")
        if not session.manners.allow_private and is_private(place.host):
            raise PrivateHostError  # noqa: TRY301 - one place tells it
        host = place.host
        answer = turn(host, lambda: session.ask("HEAD", asked))
        if answer.status_code in _HEAD_REFUSED:
            answer = turn(host, lambda: session.ask("GET", asked))
    except PrivateHostError:
        return Verdict(kind="trouble", detail="leads to a private host, which is not asked")
    except requests.RequestException as error:
        return failed(error)
    except (HTTPError, ValueError):  # an address that no library can take apart
        return Verdict(kind="trouble", detail="no valid address")
    return answer


def _joined(now: str, location: str) -> str:
    """Where a redirect leads; the address keeps its fragment if the new one has none."""
    # Headers are read as Latin-1 whatever they are; what servers mean is UTF-8.
    there = urljoin(now, location.encode("latin-1", "replace").decode("utf-8", "replace"))
    fragment = urldefrag(now).fragment
    return there if "#" in there or not fragment else f"{there}#{fragment}"


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _judged(status: int, url: str, moved: str) -> Verdict:
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Verdict(kind="good") if moved == url else Verdict(kind="moved", target=moved)
    told = str(status)
    if status in {*HTTPStatus}:
        told += f" {HTTPStatus(status).phrase}"
    if status in _DEAD:
        return Verdict(kind="dead", detail=told)
    return Verdict(kind="blocked" if status in _BLOCKED else "trouble", detail=told)
