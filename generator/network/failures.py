"""What a failed request means."""

import http.client
import socket
from dataclasses import dataclass

import requests
from urllib3.exceptions import ReadTimeoutError


class UnusableBodyError(requests.RequestException):
    """A body that is not read to its end; the message says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """Why there is no response; `is_dead` if there is no such host, or nothing listens there."""

    detail: str
    is_dead: bool = False


def classify_failure(error: requests.RequestException) -> Failure:
    """Why a request got no response."""
    if isinstance(error, (requests.exceptions.ProxyError, requests.exceptions.InvalidProxyURL,
                          requests.exceptions.InvalidSchema)):  # fmt: skip
        return Failure(detail="the proxy did not connect")
    for cause in _cause_chain(error):
        if isinstance(cause, socket.gaierror):
            if cause.args and cause.args[0] == socket.EAI_AGAIN:
                return Failure(detail="host names cannot be resolved now")
            return Failure(detail="unknown host", is_dead=True)
        if isinstance(cause, ConnectionRefusedError):
            return Failure(detail="connection refused", is_dead=True)
        if isinstance(cause, (TimeoutError, ReadTimeoutError, requests.Timeout)):
            return Failure(detail="no response in time")
        if _is_not_http(cause):
            return Failure(detail="the response is not valid HTTP")
    if isinstance(error, requests.exceptions.SSLError):
        return Failure(detail="the TLS connection failed")
    if isinstance(error, ValueError):
        return Failure(detail="not a valid URL")
    return Failure(detail="the connection was closed early")


def _is_not_http(cause: BaseException) -> bool:
    was_closed = isinstance(cause, (ConnectionError, http.client.IncompleteRead))
    invalid = (http.client.HTTPException, requests.exceptions.InvalidHeader)
    return isinstance(cause, invalid) and not was_closed


def _cause_chain(error: BaseException) -> list[BaseException]:
    """An error and everything that caused it."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        cause = waiting.pop()
        if isinstance(cause, BaseException) and cause not in found:
            found.append(cause)
            reason = getattr(cause, "reason", None)  # where urllib3 keeps it
            waiting += [cause.__cause__, cause.__context__, reason, *cause.args]
    return found
