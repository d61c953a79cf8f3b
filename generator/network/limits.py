"""Limits for the requests to one URL: total time, and whether private hosts are allowed."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock, Timer


class Limits:
    """A time budget for all requests together; when it is used up, open connections are cut.

    The timeouts of urllib3 restart with each byte, so a server that sends a byte now and then
    could keep a request open for ever.

    Args:
        seconds: the time budget.
        allow_private: whether private hosts may be requested.
    """

    def __init__(self, seconds: float, *, allow_private: bool) -> None:
        self.seconds_left = seconds
        self.allow_private = allow_private
        self.is_used_up = seconds <= 0
        self._lock = Lock()
        self._handles: list[socket.socket] = []

    @contextmanager
    def apply(self) -> Iterator[None]:
        """Apply the limits to this thread's connections, and subtract the time that passes."""
        start, token = time.monotonic(), _current.set(self)
        timer = Timer(max(self.seconds_left, 0), self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            _current.reset(token)
            self.spend(time.monotonic() - start)
            with self._lock:
                while self._handles:
                    self._handles.pop().close()

    def spend(self, seconds: float) -> None:
        """Subtract seconds from the budget."""
        self.seconds_left -= seconds
        self.is_used_up = self.is_used_up or self.seconds_left <= 0

    def watch(self, sock: socket.socket) -> None:
        """Cut this connection as well when the time is used up."""
        # A duplicate of the handle, because TLS wraps and detaches the original socket.
        handle = socket.fromfd(sock.fileno(), sock.family, sock.type)
        with self._lock:
            self._handles.append(handle)
        if self.is_used_up:
            self._cut()

    def _cut(self) -> None:
        self.is_used_up = True
        with self._lock:
            for handle in self._handles:
                try:
                    handle.shutdown(socket.SHUT_RDWR)
                except OSError:  # not connected yet, or the other side has closed already
                    continue


_current: ContextVar[Limits] = ContextVar("limits")


def current_limits() -> Limits:
    """The limits of the request in progress in this thread.

    Raises:
        LookupError: no request is in progress.
    """
    return _current.get()
