"""All addresses: several hosts at once, each host one request at a time."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import takewhile
from threading import Event, Lock

import requests

from generator.linkcheck.redirects import follow
from generator.linkcheck.request import RequestPolicy, Session
from generator.linkcheck.verdicts import Verdict
from generator.text.hosts import parse_url


def check(urls: Iterable[str], policy: RequestPolicy) -> Mapping[str, Verdict]:
    """The verdict on each address."""
    groups: dict[str, list[str]] = {}
    for url in urls:
        groups.setdefault(_host(url), []).append(url)
    turns = _Turns(policy)
    stopped = Event()

    def work(group: Iterable[str]) -> list[tuple[str, Verdict]]:
        with Session(policy) as session:
            left = takewhile(lambda _: not stopped.is_set(), group)
            return [(url, follow(url, session, turns.take)) for url in left]

    with ThreadPoolExecutor(max_workers=policy.hosts) as pool:
        try:
            found = [pair for pairs in pool.map(work, groups.values()) for pair in pairs]
        finally:  # Ctrl+C waits for the requests under way, not for all that would follow
            stopped.set()
    return dict(sorted(found))


class _Turns:
    """Keeps requests to one host apart, also those that redirects from other hosts bring."""

    def __init__(self, policy: RequestPolicy) -> None:
        self.policy = policy
        self.lock = Lock()
        self.hosts: dict[str, Lock] = {}
        self.met: set[str] = set()

    def take(self, host: str, send: Callable[[], requests.Response]) -> requests.Response:
        """Send a request when no other one to the host is under way, after a pause."""
        with self.lock:
            own = self.hosts.setdefault(host, Lock())
        with own:
            if host in self.met:
                self.policy.sleep(self.policy.pause)
            self.met.add(host)
            return send()


def _host(url: str) -> str:
    found = parse_url(url)
    return found.host if found else ""
