"""Check all URLs: several hosts in parallel, one request at a time to each host."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import takewhile
from queue import SimpleQueue
from threading import Event

from generator.model.progress import counted
from generator.network.links.redirects import follow_redirects
from generator.network.links.verdicts import Verdict
from generator.network.request import RequestPolicy, Session
from generator.network.turns import HostTurns
from generator.text.hosts import parse_url


def check_urls(urls: Iterable[str], policy: RequestPolicy) -> Mapping[str, Verdict]:
    """The verdict on each URL, in alphabetical order of the URLs."""
    groups: dict[str, list[str]] = {}
    for url in urls:
        groups.setdefault(_host_of(url), []).append(url)
    turns = HostTurns(policy)
    stopped = Event()
    found: SimpleQueue[tuple[str, Verdict] | BaseException] = SimpleQueue()

    def work(group: Iterable[str]) -> None:
        try:
            with Session(policy) as session:
                for url in takewhile(lambda _: not stopped.is_set(), group):
                    found.put((url, follow_redirects(url, session, turns.take)))
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            found.put(error)

    verdicts: dict[str, Verdict] = {}
    count = sum(map(len, groups.values()))
    with ThreadPoolExecutor(max_workers=policy.max_hosts) as pool:
        try:
            for group in groups.values():
                pool.submit(work, group)
            for _ in counted(range(count), "links checked", count):
                result = found.get()
                if isinstance(result, BaseException):
                    raise result
                verdicts[result[0]] = result[1]
        finally:  # Ctrl+C waits for requests in progress, not for those in the queue
            stopped.set()
    return dict(sorted(verdicts.items()))


def _host_of(url: str) -> str:
    found = parse_url(url)
    return found.host if found else ""
