"""A server on this machine that plays services with facts of papers, and their failures."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event

from server import serve_in_thread

from generator.network.services import SERVICES, Service

DAY = "Mon, 05 Jan 2026 10:00:00 GMT"
TYPES = {"xml": "application/atom+xml; charset=UTF-8", "json": "application/json",
         "bib": "text/plain; charset=utf-8"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Played:
    """One answer; `more_bytes` are announced and never sent, `wait` is in seconds."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    more_bytes: int = 0
    wait: float = 0


class ServiceServer(ThreadingHTTPServer):
    """Answers what it was told to answer at a path; the last answer of a path is repeated."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.played: dict[str, list[Played]] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.cookies: set[str] = set()
        self.stopped = Event()

    @property
    def services(self) -> dict[str, Service]:
        """All services, at addresses of this server."""
        return {
            name: replace(service, base=f"http://127.0.0.1:{self.server_port}/{name}")
            for name, service in SERVICES.items()
        }

    def play(self, path: str, *answers: Played) -> None:
        """Play answers, one after the other, at a path such as `/arxiv/api/query?id_list=1`."""
        self.played[path] = list(answers)

    def answer(self, path: str, content: object, kind: str = "") -> None:
        """Play a good answer: a text, or data as JSON."""
        text = content if isinstance(content, str) else json.dumps(content)
        kind = kind or ("xml" if path.startswith("/arxiv") else "json")
        self.play(path, Played(body=text.encode(), headers={"Content-Type": TYPES[kind]}))


class _Handler(BaseHTTPRequestHandler):
    server: ServiceServer

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.agents.add(self.headers["User-Agent"])
        self.server.cookies.add(self.headers.get("Cookie", ""))
        queue = self.server.played.get(self.path, [Played(status=404)])
        played = queue.pop(0) if len(queue) > 1 else queue[0]
        if played.wait and self.server.stopped.wait(played.wait):
            return
        self.send_response_only(played.status)
        length = len(played.body) + played.more_bytes
        for name, value in {"Date": DAY, "Content-Length": str(length), **played.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(played.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing."""


@contextmanager
def serving_services() -> Iterator[ServiceServer]:
    """A server that runs meanwhile."""
    with ServiceServer() as server, serve_in_thread(server, server.stopped):
        yield server
