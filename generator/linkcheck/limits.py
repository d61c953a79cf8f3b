"""What the requests for one URL may do: how long they take, and whether private hosts are asked."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock, Timer


class Limits:
    """Seconds for all requests together; when they are used up, the open connection is cut.

    The timeouts of urllib3 start anew with each byte, so a server that sends one now and then would
    hold a request for ever.
    """

    def __init__(self, seconds: float, *, allow_private: bool) -> None:
        self.seconds_left = seconds
        self.allow_private = allow_private
        self.is_used_up = seconds <= 0
        self._lock = Lock()
        self._handles: list[socket.socket] = []

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Apply to this thread's connections, and count the time that passes."""
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
        """Take seconds away."""
        self.seconds_left -= seconds
        self.is_used_up = self.is_used_up or self.seconds_left <= 0

    def watch(self, sock: socket.socket) -> None:
        """Cut this connection too when the time is used up."""
        # A handle of our own, because TLS takes the socket over.
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
    """The limits of the request that is under way in this thread.

    Raises:
        LookupError: there is none.
    """
    return _current.get()
