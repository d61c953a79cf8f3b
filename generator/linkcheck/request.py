"""One request: how it is sent, how often it is tried again, and what a failure means."""

import http.client
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import ProxyManager, Retry
from urllib3.exceptions import HTTPError, ReadTimeoutError

from generator import __version__
from generator.linkcheck.limits import Limits
from generator.linkcheck.ssrf import POOLS
from generator.linkcheck.verdicts import Verdict

USER_AGENT = f"reading-list/{__version__} (link checker)"
MAX_RETRIES = 2
MAX_WAIT_SECONDS = 30.0  # a server that asks for a longer wait is not asked again in this run
_RETRY_STATUSES = (429, 500, 502, 503, 504)
Sleep = Callable[[float], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestPolicy:
    """How hosts are asked.

    Args:
        timeout: seconds that a server may keep silent.
        total: seconds that all requests for one URL may take together, with their waits.
        pause: seconds between two requests to one host.
        hosts: how many hosts are asked at once.
        allow_private: whether hosts of private networks are asked too.
        sleep: waits so many seconds.
    """

    timeout: float = 20.0
    total: float = 120.0
    pause: float = 1.0
    hosts: int = 8
    allow_private: bool = False
    sleep: Sleep = time.sleep

    def limits(self) -> Limits:
        """The limits of the requests for one URL."""
        return Limits(self.total, allow_private=self.allow_private)


class _Adapter(HTTPAdapter):
    """Sends once. urllib3 would read a whole body, however long, before it tries again."""

    def init_poolmanager(self, *args: Any, **settings: Any) -> None:
        super().init_poolmanager(*args, **settings)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, *args: Any, **settings: Any) -> Any:
        manager = super().proxy_manager_for(*args, **settings)
        if isinstance(manager, ProxyManager):  # SOCKS has connections of its own
            manager.pool_classes_by_scheme = POOLS
        return manager


class Session(requests.Session):
    """Sends requests and nothing of ours: no password of `.netrc`, no followed redirect."""

    def __init__(self, policy: RequestPolicy) -> None:
        super().__init__()
        self.policy = policy
        self.auth = lambda request: request  # else requests would look into .netrc
        self.headers.update({"User-Agent": USER_AGENT, "Accept": "*/*"})
        for scheme in ("http://", "https://"):
            self.mount(scheme, _Adapter())

    def get_redirect_target(self, resp: requests.Response) -> None:
        """No target: requests would read the body of the redirect before it told the next one."""

    def ask(self, method: str, url: str, limits: Limits) -> requests.Response:
        """The head of the answer, after some tries where the server is busy; no body is read.

        Raises:
            requests.RequestException: no answer came.
            PrivateHostError: the name of the host leads to a private address.
        """
        for attempt in range(MAX_RETRIES):
            response = self._send(method, url, limits)
            wait = _wait_before_retry(response, attempt)
            if wait is None or wait > min(MAX_WAIT_SECONDS, limits.seconds_left):
                return response
            self.policy.sleep(wait)
            limits.spend(wait)
        return self._send(method, url, limits)

    def _send(self, method: str, url: str, limits: Limits) -> requests.Response:
        if limits.is_used_up:
            raise requests.Timeout
        try:
            with (
                limits.counting(),
                self.request(
                    method, url, timeout=self.policy.timeout, allow_redirects=False, stream=True
                ) as response,
            ):
                pass
        except requests.RequestException as error:
            if limits.is_used_up:
                raise requests.Timeout from error
            raise
        finally:  # what a server sends unasked must not pass for its next answer
            self.close()
        if limits.is_used_up:  # a head that was cut reads like a shorter one
            raise requests.Timeout
        return response


def _wait_before_retry(response: requests.Response, attempt: int) -> float | None:
    """Seconds to wait before the same request is sent again; None where that makes no sense."""
    if response.status_code not in _RETRY_STATUSES:
        return None
    try:
        return Retry().parse_retry_after(response.headers["Retry-After"])
    except (KeyError, HTTPError, ValueError, OverflowError):
        return float(2**attempt)


def failed(error: requests.RequestException) -> Verdict:
    """What it means that no answer came."""
    if isinstance(error, (requests.exceptions.ProxyError, requests.exceptions.InvalidProxyURL,
                          requests.exceptions.InvalidSchema)):  # fmt: skip
        return Verdict(kind="trouble", detail="the proxy did not connect")
    for cause in _causes(error):
        if isinstance(cause, socket.gaierror):
            if cause.args and cause.args[0] == socket.EAI_AGAIN:
                return Verdict(kind="trouble", detail="names cannot be looked up now")
            return Verdict(kind="dead", detail="no such host")
        if isinstance(cause, ConnectionRefusedError):
            return Verdict(kind="dead", detail="connection refused")
        if isinstance(cause, (TimeoutError, ReadTimeoutError, requests.Timeout)):
            return Verdict(kind="trouble", detail="no answer in time")
        if _is_not_http(cause):
            return Verdict(kind="trouble", detail="the answer is not valid HTTP")
    if isinstance(error, requests.exceptions.SSLError):
        return Verdict(kind="trouble", detail="no secure connection")
    if isinstance(error, ValueError):
        return Verdict(kind="trouble", detail="no valid address")
    return Verdict(kind="trouble", detail="the connection broke off")


def _is_not_http(cause: BaseException) -> bool:
    broken_off = isinstance(cause, (ConnectionError, http.client.IncompleteRead))
    invalid = (http.client.HTTPException, requests.exceptions.InvalidHeader)
    return isinstance(cause, invalid) and not broken_off


def _causes(error: BaseException) -> list[BaseException]:
    """An error and all that led to it."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return found
