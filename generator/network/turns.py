"""One request at a time to each host, with a pause between two."""

from collections.abc import Callable
from threading import Lock

import requests

from generator.network.request import RequestPolicy

Send = Callable[[], requests.Response]
TakeTurn = Callable[[str, Send], requests.Response]


class HostTurns:
    """Serializes the requests to each host, including those caused by redirects of other hosts."""

    def __init__(self, policy: RequestPolicy) -> None:
        self.policy = policy
        self.lock = Lock()
        self.hosts: dict[str, Lock] = {}
        self.contacted: set[str] = set()

    def take(self, host: str, send: Send) -> requests.Response:
        """Send a request when no other one to the host is in progress, after a pause."""
        with self.lock:
            host_lock = self.hosts.setdefault(host, Lock())
        with host_lock:
            if host in self.contacted:
                self.policy.sleep(self.policy.pause_seconds)
            self.contacted.add(host)
            return send()
