"""One request at a time to each host, with a pause between two."""

from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from generator.network.request import RequestPolicy

Response = TypeVar("Response")


class HostTurns:
    """Serializes the requests to each host, including those caused by redirects of other hosts."""

    def __init__(self, policy: RequestPolicy) -> None:
        self.policy = policy
        self.lock = Lock()
        self.hosts: dict[str, Lock] = {}
        self.contacted: set[str] = set()

    def take(self, host: str, send: Callable[[], Response], pause_seconds: float = 0) -> Response:
        """Send a request when no other one to the host is in progress, after a pause.

        Args:
            host: where the request goes.
            send: sends it.
            pause_seconds: the pause that the host asks for, if that is longer than the policy's.
        """
        with self.lock:
            host_lock = self.hosts.setdefault(host, Lock())
        with host_lock:
            if host in self.contacted:
                self.policy.sleep(max(self.policy.pause_seconds, pause_seconds))
            self.contacted.add(host)
            return send()
