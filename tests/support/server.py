"""A server on this machine that plays every kind of host, and a proxy."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseServer
from threading import Barrier, BrokenBarrierError, Event, Lock, Thread
from urllib.parse import urlsplit

import pytest


class Server(ThreadingHTTPServer):
    """Remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Host)
        self.asked: list[tuple[str, str]] = []
        self.counts: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.credentials: set[str] = set()
        self.lock, self.busy, self.most = Lock(), 0, 0
        self.stopped = Event()
        self.pair = Barrier(2)

    def at(self, path: str) -> str:
        """The address of a page."""
        return f"http://127.0.0.1:{self.server_port}{path}"


class Host(BaseHTTPRequestHandler):
    """The path says what to answer."""

    server: Server

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing."""

    def answer(self) -> None:
        server = self.server
        with server.lock:
            server.asked.append((self.command, self.path))
            server.counts[self.path] += 1
            server.agents.add(self.headers["User-Agent"])
            server.credentials.add(self.headers.get("Authorization", ""))
            server.busy += 1
            server.most = max(server.most, server.busy)
        server.stopped.wait(0.01)  # time for another request to come too early
        with server.lock:
            server.busy -= 1
        self.play(urlsplit(self.path).path)

    def play(self, path: str) -> None:
        role, _, rest = path[1:].partition("/")
        first = self.server.counts[self.path] == 1
        if role.isdecimal():
            self.tell(int(role))
        elif role in {"again", "later"}:
            self.tell(429 if first else 200, {"Retry-After": "7" if role == "again" else "3600"})
        elif role == "whenever":
            self.tell(429 if first else 200, {"Retry-After": "whenever"})
        elif role == "meet":  # answers two at once, or says that nobody else came
            self.tell(200 if self.met() else 500)
        elif role == "flaky":
            self.tell(500 if first else 200)
        elif role == "headless":
            self.tell(int(rest) if self.command == "HEAD" else 200)
        elif role == "endless":
            self.endless()
        elif role == "slow":
            self.server.stopped.wait(5)
        else:
            self.redirect(role, rest)

    def met(self) -> bool:
        try:
            self.server.pair.wait(5)
        except BrokenBarrierError:
            return False
        return True

    def redirect(self, role: str, rest: str) -> None:
        targets = {
            "moved": (301, "/200"), "chain": (308, "/moved"), "found": (302, "/200"),
            "mixed": (301, "/found"), "loop": (301, "/pool"), "pool": (302, "/loop"),
            "members": (302, "/account/login?next=/members"), "gone": (301, "/404"),
            "inside": (302, "http://10.0.0.1/"), "file": (302, "file:///etc/passwd"),
            "odd": (302, "http://[::1/"),
        }  # fmt: skip
        if role == "more":
            self.tell(302, {"Location": f"/more/{int(rest) + 1}"})
        elif role in targets:
            status, target = targets[role]
            self.tell(status, {"Location": target})
        else:
            self.tell(200)

    def tell(self, status: int, headers: dict[str, str] | None = None) -> None:
        self.send_response(status, "Word")
        for name, value in {"Content-Length": "0", **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()

    def endless(self) -> None:
        """A page whose body never ends; HEAD is refused."""
        self.send_response(405 if self.command == "HEAD" else 200)
        self.end_headers()
        try:
            while self.command == "GET" and not self.server.stopped.wait(0.01):
                self.wfile.write(b"x" * 1000)
        except OSError:
            pass


def without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the proxies out of the environment."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@contextmanager
def serve_in_thread(server: BaseServer, stopped: Event) -> Iterator[None]:
    """Serve meanwhile; `stopped` is set at the end, so that no handler waits any longer."""
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        server.shutdown()
        thread.join()


@contextmanager
def serving() -> Iterator[Server]:
    """A server that runs meanwhile."""
    with Server() as server, serve_in_thread(server, server.stopped):
        yield server
