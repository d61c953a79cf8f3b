"""Follow one URL through its redirects to a verdict."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urldefrag

import requests
from urllib3.exceptions import HTTPError

from generator.checks.links import LOGIN_PATH
from generator.network.failures import classify_failure
from generator.network.limits import Limits
from generator.network.links.verdicts import Kind, Verdict
from generator.network.redirects import PERMANENT_REDIRECTS, REDIRECTS, resolve_redirect
from generator.network.request import Session
from generator.network.ssrf import PrivateHostError
from generator.text.hosts import Url, is_private, parse_url
from generator.text.sanitize import LINK_SCHEMES

MAX_REDIRECTS = 10
MAX_TARGET_CHARS = 2000  # a Location header may have 65,000 characters
_DEAD_STATUSES = (404, 410)
_BLOCKED_STATUSES = (401, 403, 429, 451, 999)
# Servers that refuse HEAD answer with these. 404 and 410 too: GET confirms that a link is dead.
_RETRY_WITH_GET = (400, 403, 404, 405, 410, 501)
TakeTurn = Callable[[str, Callable[[], requests.Response]], requests.Response]


def follow_redirects(text: str, session: Session, turn: TakeTurn) -> Verdict:
    """The verdict on a URL.

    Args:
        text: the URL as the list has it.
        session: sends the requests.
        turn: calls its second argument when the host, its first argument, may be requested.
    """
    limits = session.policy.limits()
    now, moved, permanent = parse_url(text), text, True
    if now is None:
        return Verdict(kind="inconclusive", detail="not a valid URL")
    seen = [now.href]
    while True:
        answer = _send_request(now, session, turn, limits)
        if isinstance(answer, Verdict):
            return answer
        location = answer.headers.get("location")
        if answer.status_code not in REDIRECTS or not location:
            return _classify_status(answer.status_code, text, moved)
        now = resolve_redirect(now, location)
        if now is None:
            return Verdict(kind="inconclusive", detail="redirects to an invalid URL")
        permanent = permanent and answer.status_code in PERMANENT_REDIRECTS
        if permanent and len(now.href) <= MAX_TARGET_CHARS:
            moved = now.href
        if LOGIN_PATH.search(now.path):
            return Verdict(kind="blocked", detail="redirects to a login page")
        if now.href in seen:
            return Verdict(kind="inconclusive", detail="redirects in a loop")
        if len(seen) > MAX_REDIRECTS:
            return Verdict(kind="inconclusive", detail="too many redirects")
        seen.append(now.href)


def _send_request(
    url: Url, session: Session, turn: TakeTurn, limits: Limits
) -> requests.Response | Verdict:
    if url.scheme not in LINK_SCHEMES:
        return Verdict(kind="inconclusive", detail="redirects to a URL that is not http or https")
    without_fragment = urldefrag(url.href).url
    try:
        if not session.policy.allow_private and is_private(url.host):
            raise PrivateHostError  # noqa: TRY301 - one place makes the verdict
        answer = turn(url.host, lambda: session.fetch_headers("HEAD", without_fragment, limits))
        if answer.status_code in _RETRY_WITH_GET:
            answer = turn(url.host, lambda: session.fetch_headers("GET", without_fragment, limits))
    except PrivateHostError:
        return Verdict(kind="inconclusive", detail="the host is private and was not contacted")
    except requests.RequestException as error:
        failure = classify_failure(error)
        kind: Kind = "dead" if failure.is_dead else "inconclusive"
        return Verdict(kind=kind, detail=failure.detail)
    except (HTTPError, ValueError):  # a URL that browsers accept and requests does not
        return Verdict(kind="inconclusive", detail="not a valid URL")
    return answer


def _classify_status(status: int, url: str, moved: str) -> Verdict:
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Verdict(kind="good") if moved == url else Verdict(kind="moved", target=moved)
    detail = str(status)
    if status in {*HTTPStatus}:
        detail += f" {HTTPStatus(status).phrase}"
    if status in _DEAD_STATUSES:
        return Verdict(kind="dead", detail=detail)
    return Verdict(kind="blocked" if status in _BLOCKED_STATUSES else "inconclusive", detail=detail)
