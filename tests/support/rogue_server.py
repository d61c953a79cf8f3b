"""A server on this machine that breaks the rules of HTTP in the way that the path says."""

import gzip
import itertools
import socket
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Event
from urllib.parse import unquote_to_bytes, urlsplit

from server import serve_in_thread

OK = b"HTTP/1.1 200 OK\r\n"
END = b"Content-Length: 0\r\n\r\n"
ZEROS = bytes(1_000_000)
BOMBS = {
    "gzip": gzip.compress(ZEROS),
    "gzip, gzip": gzip.compress(gzip.compress(ZEROS)),
    "deflate": zlib.compress(ZEROS),
    "br": b"\x5b\xff\xff\x03",
    "zstd": b"\x28\xb5\x2f\xfd",
}
# What a server sends before it closes the connection.
ANSWERS = {
    "fine": OK + END,
    "nothing": b"",
    "cut-status": b"HTTP/1.1 2",
    "cut-headers": OK + b"Loca",
    "cut-redirect": b"HTTP/1.1 302 Found\r\nLoca",
    "ssh": b"SSH-2.0-OpenSSH_9.6\r\n",
    "http09": b"<html>An answer without a head</html>",
    "http2": b"HTTP/2 200\r\n\r\n",
    "odd-status": b"HTTP/1.1 abc OK\r\n\r\n",
    "low-status": b"HTTP/1.1 -1 OK\r\n\r\n",
    "high-status": b"HTTP/1.1 99999 OK\r\n\r\n",
    "bytes": bytes(range(256)) * 100,
    "blank": b"\r\n" * 1000,
    "huge-line": OK + b"X: " + b"x" * 10_000_000 + b"\r\n\r\n",
    "many-headers": OK + b"".join(b"X-%d: y\r\n" % i for i in range(1000)) + END,
    "no-colon": OK + b"what is this\r\n: nor this\r\n" + END,
    "controls": OK + b"X: \x00\x01\x1b[2J\xff\r\n" + END,
    "continue": b"HTTP/1.1 100 Continue\r\n\r\n" + OK + END,
    "hints": b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + OK + END,
    "long-body": OK + b"Content-Length: 999999999999999\r\n\r\nshort",
    "negative-body": OK + b"Content-Length: -5\r\n\r\n",
    "wordy-body": OK + b"Content-Length: five\r\n\r\n",
    "two-lengths": OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
    "bad-chunks": OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nno chunk\r\n",
    "second-answer": b"HTTP/1.1 404 Not Found\r\n" + END + (OK + END) * 5,
}
# What it sends for ever: at first, again and again, and the seconds between.
ENDLESS = {
    "silent": (b"", b"", 0.01),
    "drip-status": (b"HTTP/1.1 ", b"2", 0.01),
    "drip-header": (OK + b"X: ", b"x", 0.01),
    "drip-continue": (b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.01),
    "continues": (b"", b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\n" * 500, 0),
    "headers": (OK, b"X: y\r\n" * 500, 0),
    "line": (OK + b"X: ", b"x" * 65_536, 0),
    "status": (b"HTTP/1.1 200 ", b"x" * 65_536, 0),
}


class Rogue(ThreadingTCPServer):
    """Remembers the first lines of requests, and how many bytes it could send."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: str = "127.0.0.1") -> None:
        super().__init__((host, 0), _Handler)
        self.asked: list[tuple[str, str]] = []
        self.connections = 0
        self.sent = 0
        self.stopped = Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def at(self, path: str) -> str:
        """The address of a page."""
        return f"http://127.0.0.1:{self.port}{path}"


class _Handler(BaseRequestHandler):
    server: Rogue

    def handle(self) -> None:
        self.server.connections += 1
        try:
            self.answer()
        except OSError:  # the client has gone
            return

    def answer(self) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            if not (more := self.request.recv(65_536)):
                return
            head += more
            if head[:1] == b"\x16":  # a TLS handshake
                self.repeat(b"\x16\x03\x03\x40\x00", b"\x02", 0.01)
                return
        method, url, _ = head.split(b"\r\n")[0].decode("latin-1").split(" ", 2)
        self.server.asked.append((method, url))
        role, _, rest = urlsplit(url).path[1:].partition("/")
        self.play(method, role, unquote_to_bytes(rest))

    def play(self, method: str, role: str, rest: bytes) -> None:
        if role in ANSWERS:
            self.send(ANSWERS[role])
        elif role in ENDLESS:
            self.repeat(*ENDLESS[role])
        elif role == "to":
            self.send(b"HTTP/1.1 301 Moved\r\nLocation: " + rest + b"\r\n" + END)
        elif role == "reset":
            linger = struct.pack("ii", 1, 0)
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        elif role not in {"busy", "bomb"}:
            self.send(OK + END)
        elif method == "HEAD":
            self.send(b"HTTP/1.1 405 No\r\n" + END)
        elif role == "busy":
            self.repeat(b"HTTP/1.1 503 Busy\r\n\r\n", b"x" * 65_536, 0)
        else:
            head = OK + b"Content-Encoding: " + rest + b"\r\n\r\n"
            self.repeat(head, BOMBS[rest.decode()], 0)

    def repeat(self, first: bytes, again: bytes, seconds: float) -> None:
        for data in itertools.chain([first], itertools.repeat(again)):
            self.send(data)
            if self.server.stopped.wait(seconds):
                return

    def send(self, data: bytes) -> None:
        self.request.sendall(data)
        self.server.sent += len(data)


@contextmanager
def rogue(host: str = "127.0.0.1") -> Iterator[Rogue]:
    """A server that runs meanwhile."""
    with Rogue(host) as server, serve_in_thread(server, server.stopped):
        yield server
