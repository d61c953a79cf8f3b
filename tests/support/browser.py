"""Headless browsers and a small server on this machine, for tests and screenshots."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from needs import CHROMIUM, FIREFOX
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
          "--disable-background-networking", "--disable-component-update"]  # fmt: skip


# Material swaps pages without loading only at the address that a site is built for. A site that
# several workers serve is built for this one.
STAND_IN = "http://127.0.0.1:9/"


WAIT_SECONDS = 10
# Longer than the timers in which Material notes focus and input (1 ms): those then have run.
NEXT_TASK = "() => new Promise(done => setTimeout(done, 20))"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class _Readdressed(_Quiet):
    """Serves pages that were built for `STAND_IN` as if they had been built for this server."""

    def send_head(self) -> BinaryIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self._names_folder() else path
        if path.suffix not in {".html", ".xml"} or not path.is_file():
            return super().send_head()
        address = f"http://127.0.0.1:{self.server.server_address[1]}/"  # type: ignore[index]
        data = path.read_bytes().replace(STAND_IN.encode(), address.encode())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return BytesIO(data)

    def _names_folder(self) -> bool:
        return urlsplit(self.path).path.endswith("/")


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that goes on to the next page before it has read this one."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def served(folder: Path, prefix: str = "", *, readdressed: bool = False) -> Iterator[str]:
    """Serve a folder on 127.0.0.1; the address ends with a slash.

    Args:
        folder: the folder to serve.
        prefix: the path below the folder that the address ends with.
        readdressed: whether pages built for `STAND_IN` say the server's own address instead.
    """
    handler = partial(_Readdressed if readdressed else _Quiet, directory=str(folder))
    server = _Server(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/{prefix}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def wait_until(page: Page, is_true: Callable[[], object]) -> None:
    """Wait until something asked from outside of the page is true, at most the usual time.

    `page.wait_for_function` evaluates a text in the page, which a content security policy forbids.
    """
    deadline = time.monotonic() + WAIT_SECONDS
    while not is_true():
        assert time.monotonic() < deadline, f"still not true on {page.url}"
        page.evaluate(NEXT_TASK)


def chromium(playwright: Playwright) -> str | None:
    """The system's Chromium, else the one that Playwright has downloaded."""
    own = playwright.chromium.executable_path
    return CHROMIUM or (own if Path(own).is_file() else None)


@contextmanager
def launch(playwright: Playwright) -> Iterator[Browser]:
    """A headless Chromium."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def launch_firefox(playwright: Playwright) -> Iterator[Browser]:
    """The system's Firefox, headless, by the protocol that browsers share (WebDriver BiDi)."""
    browser = playwright.firefox.launch(executable_path=FIREFOX, channel="moz-firefox")
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def watched(browser: Browser) -> Iterator[Page]:
    """A page in which any error, warning or failed request fails the test, or another host's."""
    page = browser.new_page()
    alarms: list[str] = []

    def on_request(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "file:", "data:")):
            alarms.append(request.url)

    page.on("request", on_request)
    page.on("response", lambda r: alarms.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.on("pageerror", lambda error: alarms.append(str(error)))
    page.on("dialog", lambda dialog: alarms.append(dialog.message))
    page.on("console", lambda m: alarms.append(m.text) if m.type in {"error", "warning"} else None)
    yield page
    page.close()
    assert alarms == []


class Opener:
    """Opens pages; notes every error and warning of their consoles."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.complaints: list[str] = []

    def __call__(self, address: str, **options: Any) -> Page:
        page = self.browser.new_page(**options)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._record_error)
        page.goto(address)
        return page

    def _record_error(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)
