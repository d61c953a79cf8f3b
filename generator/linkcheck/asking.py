"""One request: how it is sent, how often it is tried again, and what a failure means."""

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import requests
from requests.adapters import HTTPAdapter
from urllib3 import BaseHTTPResponse, Retry
from urllib3.exceptions import HTTPError, MaxRetryError, ReadTimeoutError, ResponseError

from generator import __version__
from generator.linkcheck.hosts import POOLS
from generator.linkcheck.verdicts import Verdict

USER_AGENT = f"reading-list/{__version__} (link checker)"
TRIES_AGAIN = 2
LONGEST_WAIT = 30.0  # seconds; a server that asks for more is not asked again in this run
_AGAIN = (429, 500, 502, 503, 504)
Sleep = Callable[[float], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Manners:
    """How hosts are asked: seconds to wait, how many at once, and whether private ones too."""

    timeout: float = 20.0
    pause: float = 1.0
    hosts: int = 8
    allow_private: bool = False
    sleep: Sleep = time.sleep


class Patience(Retry):
    """Tries again as long after as the server asks, unless that is too long."""

    pause: Sleep = staticmethod(time.sleep)

    def new(self, **changes: Any) -> Self:
        """A copy; urllib3 makes one for every try."""
        made = super().new(**changes)
        made.pause = self.pause
        return made

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        """What the server asks for, or nothing where that makes no sense."""
        try:
            return super().get_retry_after(response)
        except (HTTPError, ValueError, OverflowError):
            return None

    def increment(self, *args: Any, **told: Any) -> Self:
        """One try less, or none where the server wants to be left alone for long."""
        response, pool = told.get("response"), told.get("_pool")
        wait = self.get_retry_after(response) if response else None
        if wait is not None and wait > LONGEST_WAIT and pool:
            raise MaxRetryError(pool, "", ResponseError("asked to wait too long"))
        return super().increment(*args, **told)

    def sleep(self, response: BaseHTTPResponse | None = None) -> None:
        """Wait before the next try."""
        wait = self.get_retry_after(response) if response else None
        self.pause(self.get_backoff_time() if wait is None else wait)


class _Adapter(HTTPAdapter):
    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        patience = Patience(
            total=TRIES_AGAIN, connect=0, read=0, redirect=0, other=0, status=TRIES_AGAIN,
            status_forcelist=_AGAIN, allowed_methods=None, backoff_factor=1, raise_on_status=False,
        )  # fmt: skip
        patience.pause = manners.sleep
        super().__init__(max_retries=patience)

    def init_poolmanager(self, *args: Any, **settings: Any) -> None:
        """Connections of its own, which refuse private hosts (a proxy judges for itself)."""
        super().init_poolmanager(*args, **settings)
        if not self.manners.allow_private:
            self.poolmanager.pool_classes_by_scheme = POOLS


class Session(requests.Session):
    """Sends requests and nothing of ours: no password of `.netrc`, no followed redirect."""

    def __init__(self, manners: Manners) -> None:
        super().__init__()
        self.manners = manners
        self.auth = lambda request: request  # else requests would look into .netrc
        self.headers.update({"User-Agent": USER_AGENT, "Accept": "*/*"})
        for scheme in ("http://", "https://"):
            self.mount(scheme, _Adapter(manners))

    def get_redirect_target(self, resp: requests.Response) -> None:
        """No target: requests would read the body of the redirect before it told the next one."""

    def ask(self, method: str, url: str) -> requests.Response:
        """The head of the answer; its body is not read."""
        with self.request(
            method, url, timeout=self.manners.timeout, allow_redirects=False, stream=True
        ) as response:
            return response


def failed(error: requests.RequestException) -> Verdict:
    """What it means that no answer came."""
    if isinstance(error, requests.exceptions.ProxyError):
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
    if isinstance(error, requests.exceptions.SSLError):
        return Verdict(kind="trouble", detail="no secure connection")
    if isinstance(error, ValueError):
        return Verdict(kind="trouble", detail="no valid address")
    return Verdict(kind="trouble", detail="the connection broke off")


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
