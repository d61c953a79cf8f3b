"""Send one request, with retries."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import ProxyManager, Retry
from urllib3.exceptions import HTTPError

from generator import __version__
from generator.network.failures import UnusableBodyError
from generator.network.limits import Limits
from generator.network.ssrf import POOL_CLASSES

USER_AGENT = f"reading-list/{__version__} (link checker)"
MAX_RETRIES = 2
MAX_WAIT_SECONDS = 30.0  # a longer Retry-After ends the retries
_PART_BYTES = 65_536
_RETRY_STATUSES = (429, 500, 502, 503, 504)
Sleep = Callable[[float], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestPolicy:
    """How requests are sent.

    Args:
        timeout_seconds: how long a server may send nothing.
        total_seconds: how long all requests for one URL may take together, waits included.
        pause_seconds: wait between two requests to one host.
        max_hosts: how many hosts are contacted at once.
        allow_private: whether hosts in private networks may be contacted.
        sleep: waits that many seconds; tests replace it.
    """

    timeout_seconds: float = 20.0
    total_seconds: float = 120.0
    pause_seconds: float = 1.0
    max_hosts: int = 8
    allow_private: bool = False
    sleep: Sleep = time.sleep

    def limits(self) -> Limits:
        """The limits of the requests for one URL."""
        return Limits(self.total_seconds, allow_private=self.allow_private)


class _Adapter(HTTPAdapter):
    """Sends each request once: a retry of urllib3 would first read the whole body, however long."""

    def init_poolmanager(self, *args: Any, **settings: Any) -> None:
        super().init_poolmanager(*args, **settings)
        self.poolmanager.pool_classes_by_scheme = POOL_CLASSES

    def proxy_manager_for(self, *args: Any, **settings: Any) -> Any:
        manager = super().proxy_manager_for(*args, **settings)
        if isinstance(manager, ProxyManager):  # SOCKS brings its own connection classes
            manager.pool_classes_by_scheme = POOL_CLASSES
        return manager


class Session(requests.Session):
    """Sends requests without credentials and cookies, and follows no redirects by itself."""

    def __init__(self, policy: RequestPolicy, user_agent: str = USER_AGENT) -> None:
        super().__init__()
        self.policy = policy
        self.auth = lambda request: request  # otherwise requests reads .netrc
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))  # none is kept
        self.headers.update({"User-Agent": user_agent, "Accept": "*/*"})
        for scheme in ("http://", "https://"):
            self.mount(scheme, _Adapter())

    def get_redirect_target(self, resp: requests.Response) -> None:
        """No target, because requests would read the body of the redirect before following it."""

    def fetch_headers(self, method: str, url: str, limits: Limits) -> requests.Response:
        """The response with its headers, after retries if the server is busy; no body is read.

        Raises:
            requests.RequestException: there was no response.
            PrivateHostError: the host name resolves to a private address.
        """
        return self._retry(lambda: self._send(method, url, limits)[0], limits)

    def fetch_body(
        self, url: str, limits: Limits, max_bytes: int
    ) -> tuple[requests.Response, bytes]:
        """The response and its body, after retries; the body of an error is not read.

        Raises:
            requests.RequestException: there was no response, or its body is unusable.
            PrivateHostError: the host name resolves to a private address.
        """
        bodies: list[bytes] = []

        def send() -> requests.Response:
            response, body = self._send("GET", url, limits, max_bytes)
            bodies.append(body)
            return response

        return self._retry(send, limits), bodies[-1]

    def _retry(self, send: Callable[[], requests.Response], limits: Limits) -> requests.Response:
        for attempt in range(MAX_RETRIES):
            response = send()
            wait = _wait_before_retry(response, attempt)
            if wait is None or wait > min(MAX_WAIT_SECONDS, limits.seconds_left):
                return response
            self.policy.sleep(wait)
            limits.spend(wait)
        return send()

    def _send(
        self, method: str, url: str, limits: Limits, max_bytes: int = 0
    ) -> tuple[requests.Response, bytes]:
        if limits.is_used_up:
            raise requests.Timeout
        body = b""
        # Compressed bodies are not asked for: a small one may be huge when it is decoded.
        headers = {"Accept-Encoding": "identity"} if max_bytes else None
        try:
            with (
                limits.apply(),
                self.request(
                    method,
                    url,
                    headers=headers,
                    timeout=self.policy.timeout_seconds,
                    allow_redirects=False,
                    stream=True,
                ) as response,
            ):
                if max_bytes and response.ok:
                    body = _read_body(response, max_bytes)
        except requests.RequestException as error:
            if limits.is_used_up:
                raise requests.Timeout from error
            raise
        finally:  # bytes sent without a request must not count as the next response
            self.close()
        if limits.is_used_up:  # headers cut short parse like complete ones
            raise requests.Timeout
        return response, body


def _read_body(response: requests.Response, max_bytes: int) -> bytes:
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise UnusableBodyError("the answer is compressed, which was not asked for")
    found = bytearray()
    for part in response.iter_content(_PART_BYTES):
        found += part
        if len(found) > max_bytes:
            raise UnusableBodyError(f"the answer has more than {max_bytes:,} bytes")
    return bytes(found)


def _wait_before_retry(response: requests.Response, attempt: int) -> float | None:
    """Seconds to wait before a retry; None where a retry is pointless."""
    if response.status_code not in _RETRY_STATUSES:
        return None
    try:
        return Retry().parse_retry_after(response.headers["Retry-After"])
    except (KeyError, HTTPError, ValueError, OverflowError):
        return float(2**attempt)
