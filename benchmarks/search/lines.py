"""A server of static files, behind a slow line if wanted, with compressed answers."""

import gzip
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import inf
from mimetypes import guess_type
from pathlib import Path
from threading import Lock, Thread
from urllib.parse import unquote, urlsplit

SPEED = 20_000_000 / 8  # bytes a second, for all connections together
DELAY = 0.040  # seconds from a request to the first byte, and to open a connection
_PIECE = 4_096


class Line(ThreadingHTTPServer):
    """Counts what it sends."""

    daemon_threads = True

    def __init__(self, folder: Path, *, slow: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Host)
        self.delay = DELAY if slow else 0
        self.speed = SPEED if slow else inf
        self.folder = folder
        self.sent = 0
        self.files: dict[str, int] = {}
        self.free_at = 0.0
        self.lock = Lock()

    @property
    def address(self) -> str:
        """Where it serves."""
        return f"http://127.0.0.1:{self.server_port}/"

    def wait_for(self, size: int) -> None:
        """Wait until the line has taken so many bytes more."""
        with self.lock:
            self.sent += size
            self.free_at = max(self.free_at, time.perf_counter()) + size / self.speed
            until = self.free_at
        time.sleep(max(0.0, until - time.perf_counter()))


class _Host(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Line

    def setup(self) -> None:
        super().setup()
        time.sleep(self.server.delay)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing."""

    def handle(self) -> None:
        """Serve a browser for as long as it listens."""
        with suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        """Answer with a file of the folder."""
        path = unquote(urlsplit(self.path).path)
        file = self.server.folder / path[1:]
        file = file / "index.html" if file.is_dir() else file
        found = file.is_file()
        body = _compressed(file) if found else b""
        time.sleep(self.server.delay)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", guess_type(file.name)[0] or "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")  # as GitHub Pages has it
        # So that the page may ask how much memory it holds.
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        if found:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.server.files[path] = len(body) + 300
        self.server.wait_for(300)  # the head
        for start in range(0, len(body), _PIECE):
            piece = body[start : start + _PIECE]
            self.server.wait_for(len(piece))
            self.wfile.write(piece)


@lru_cache(maxsize=1024)
def _compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 6)


@contextmanager
def line(folder: Path, *, slow: bool = True) -> Iterator[Line]:
    """Serve a folder."""
    server = Line(folder, slow=slow)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
