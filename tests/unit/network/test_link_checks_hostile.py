"""Links to hostile servers: every answer ends in time, in little memory, and nowhere private."""

import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from rogue_server import ANSWERS, BOMBS, ENDLESS, Rogue, rogue
from server import serving, without_proxies
from spellings import INVALID_URLS, PRIVATE_IPV6, PRIVATE_NAMES, ipv4_spellings, ipv6_with

from generator.network.links import RequestPolicy, Verdict, check_urls
from generator.text.hosts import is_private_address

PRIVATE = Verdict(kind="inconclusive", detail="the host is private and was not contacted")
LATE = Verdict(kind="inconclusive", detail="no response in time")
NOT_HTTP = Verdict(kind="inconclusive", detail="the response is not valid HTTP")
GOOD = Verdict(kind="good")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    without_proxies(monkeypatch)


@pytest.fixture
def server() -> Iterator[Rogue]:
    with rogue() as started:
        yield started


def verdict(url: str, **policy: Any) -> Verdict:
    """The verdict on one URL, without waiting."""
    seconds = {"timeout_seconds": 20, "total_seconds": 20}
    defaults = {"allow_private": True, "sleep": lambda _: None, **seconds}
    return check_urls([url], RequestPolicy(**{**defaults, **policy}))[url]


# ---------------------------------------------------------------- answers that break the rules

EXPECTED = {
    **dict.fromkeys(ANSWERS, NOT_HTTP),
    **dict.fromkeys(["fine", "cut-headers", "no-colon", "controls", "continue", "long-body",
                     "negative-body", "wordy-body", "bad-chunks"], GOOD),
    "nothing": Verdict(kind="inconclusive", detail="the connection was closed early"),
    "cut-redirect": Verdict(kind="inconclusive", detail="302 Found"),
    "hints": Verdict(kind="inconclusive", detail="103 Early Hints"),
    "second-answer": Verdict(kind="dead", detail="404 Not Found"),
}  # fmt: skip


@pytest.mark.parametrize("role", ANSWERS)
def test_an_answer_that_breaks_the_rules_has_a_verdict(server: Rogue, role: str) -> None:
    assert verdict(server.at(f"/{role}")) == EXPECTED[role]


def test_a_connection_that_is_reset_is_inconclusive(server: Rogue) -> None:
    assert verdict(server.at("/reset")).detail == "the connection was closed early"


def test_what_a_server_sends_unasked_is_not_its_next_answer(server: Rogue) -> None:
    urls = [server.at("/second-answer"), server.at("/hints"), server.at("/second-answer?again")]
    verdicts = check_urls(urls, RequestPolicy(allow_private=True, pause_seconds=0))
    assert [verdicts[url].kind for url in urls] == ["dead", "inconclusive", "dead"]
    assert server.connections == len(server.asked) == 5


@pytest.mark.slow
@pytest.mark.parametrize("role", ENDLESS)
def test_an_endless_answer_ends_when_the_time_for_the_url_is_used_up(
    server: Rogue, role: str
) -> None:
    start = time.monotonic()
    result = verdict(server.at(f"/{role}"), total_seconds=0.3)
    assert result == (NOT_HTTP if role in {"headers", "line", "status"} else LATE)
    assert time.monotonic() - start < 5


def test_a_silent_server_is_not_waited_for_longer_than_the_timeout(server: Rogue) -> None:
    start = time.monotonic()
    assert verdict(server.at("/silent"), timeout_seconds=0.2, total_seconds=30) == LATE
    assert time.monotonic() - start < 5


def test_a_tls_handshake_that_drips_ends_too(server: Rogue) -> None:
    start = time.monotonic()
    assert verdict(server.at("/").replace("http:", "https:"), total_seconds=0.3) == LATE
    assert time.monotonic() - start < 5


def test_redirects_and_retries_share_the_time_of_the_url() -> None:
    waits: list[float] = []
    with serving() as server:
        result = verdict(server.at("/again"), total_seconds=5, sleep=waits.append)
        assert (result.kind, waits) == ("blocked", [])  # it asks for seven seconds
        result = verdict(server.at("/503"), total_seconds=2.5, sleep=waits.append)
        assert (result.detail, waits) == ("503 Service Unavailable", [1])  # the next would be two
        assert verdict(server.at("/200"), total_seconds=0) == LATE


@pytest.mark.parametrize("coding", BOMBS)
def test_a_compressed_bomb_is_neither_read_nor_decoded(server: Rogue, coding: str) -> None:
    tracemalloc.start()
    try:
        assert verdict(server.at(f"/bomb/{quote(coding)}")) == GOOD
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_the_endless_body_of_a_busy_server_is_not_read_before_the_next_try(server: Rogue) -> None:
    assert verdict(server.at("/busy"), total_seconds=30).detail == "503 Service Unavailable"
    assert [method for method, _ in server.asked] == ["HEAD", "GET", "GET", "GET"]


@pytest.mark.slow
def test_hostile_servers_cost_little_memory(server: Rogue) -> None:
    urls = [server.at(f"/{role}") for role in (*ANSWERS, *ENDLESS)]
    policy = RequestPolicy(allow_private=True, pause_seconds=0, total_seconds=0.2)
    tracemalloc.start()
    try:
        check_urls(urls, policy)
        # The largest answer is sent from this process too, in one piece.
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_no_thread_or_socket_is_left(server: Rogue) -> None:
    verdict(server.at("/fine"))
    before = threading.active_count()
    for role in ("fine", "drip-header", "ssh", "reset"):
        verdict(server.at(f"/{role}"), total_seconds=0.2)
    server.stopped.set()
    deadline = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() <= before


@pytest.mark.skipif(
    not shutil.which("openssl") and not os.environ.get("CI"), reason="openssl is not installed"
)
def test_a_certificate_that_nobody_vouches_for_is_no_secure_connection(tmp_path: Path) -> None:
    certificate = tmp_path / "both.pem"
    command = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
               "-keyout", str(certificate), "-out", str(certificate) + ".crt")  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{certificate}.crt", str(certificate))
    with rogue() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        result = verdict(server.at("/fine").replace("http:", "https:"))
        assert result == Verdict(kind="inconclusive", detail="the TLS connection failed")
        assert server.asked == []


def test_a_new_address_too_long_to_show_is_not_told(server: Rogue) -> None:
    assert verdict(server.at("/to//fine%3F" + "x" * 3000)) == GOOD
    assert verdict(server.at("/to//fine")).target == server.at("/fine")


def test_a_new_address_is_told_without_user_and_password(server: Rogue) -> None:
    there = server.at("/fine").replace("//", "//me:secret@")
    assert verdict(server.at(f"/to/{quote(there)}")).target == server.at("/fine")


# ---------------------------------------------------------------- names, looked up once


class Names:
    """A name server: each question about a name gets the next of its answers."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, port: int, *answers: list[str]) -> None:
        self.answers, self.port, self.asked = list(answers), port, 0
        self.look_up = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self)

    def __call__(self, host: str, *args: Any, **settings: Any) -> Any:
        if host != "rebinding.example":
            return self.look_up(host, *args, **settings)
        self.asked += 1
        family = socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, self.port))
                for address in self.answers.pop(0)]  # fmt: skip


URL = "http://rebinding.example/fine"


def take_for_public(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Let an address of this machine pass for one of the public internet."""
    monkeypatch.setattr(
        "generator.network.ssrf.is_private_address",
        lambda text: text != address and is_private_address(text),
    )


def test_a_name_is_looked_up_once_and_the_judged_address_is_the_one_connected_to(
    server: Rogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The server plays a public host; a second one, which stands for a private host, hears nothing.
    take_for_public(monkeypatch, "127.0.0.1")
    with rogue("127.0.0.2") as private:
        names = Names(monkeypatch, server.port, ["127.0.0.1"], ["127.0.0.2"])
        assert verdict(URL, allow_private=False) == GOOD
        assert (names.asked, server.asked) == (1, [("HEAD", "/fine")])
        assert verdict(URL, allow_private=False) == PRIVATE  # each connection is judged anew
        assert private.connections == 0


@pytest.mark.parametrize("path", ["/bomb/gzip", "/busy", "/to//fine"])
def test_rebinding_between_the_requests_for_one_url_gains_nothing(
    server: Rogue, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    take_for_public(monkeypatch, "127.0.0.1")
    Names(monkeypatch, server.port, ["127.0.0.1"], *[["127.0.0.3"]] * 9)
    with rogue("127.0.0.3") as private:
        assert verdict(f"http://rebinding.example{path}", allow_private=False) == PRIVATE
        assert len(server.asked) == 1
        assert private.connections == 0


@pytest.mark.parametrize(
    "answer", [["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["10.0.0.1", "1.1.1.1"]]
)
def test_a_name_with_a_private_address_is_refused_before_any_connection(
    server: Rogue, monkeypatch: pytest.MonkeyPatch, answer: list[str]
) -> None:
    Names(monkeypatch, server.port, answer)
    assert verdict(URL, allow_private=False) == PRIVATE
    assert server.connections == 0


def test_nothing_tells_whether_a_private_port_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        closed = int(sock.getsockname()[1])
    Names(monkeypatch, closed, ["127.0.0.1"])
    assert verdict(URL, allow_private=False) == PRIVATE


@pytest.mark.parametrize(
    "address", ["::1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
                "2002:7f00:1::", "2001::1", "fec0::1", "fe80::1%lo", "fd00::1"]
)  # fmt: skip
def test_a_name_that_leads_to_a_private_ipv6_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    answer = [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, 80, 0, 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_settings: answer)
    assert verdict(URL, allow_private=False) == PRIVATE


def test_a_name_server_that_does_not_answer_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    finished = threading.Event()

    def look_up(*_args: object, **_settings: object) -> list[object]:
        finished.wait(20)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    start = time.monotonic()
    try:
        assert verdict(URL, total_seconds=0.2) == LATE
        assert time.monotonic() - start < 5
    finally:
        finished.set()


def test_the_second_address_is_tried_when_the_first_refuses(
    server: Rogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    Names(monkeypatch, server.port, ["127.0.0.9", "127.0.0.1"])
    assert verdict(URL) == GOOD


def test_a_name_without_an_address_has_a_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    Names(monkeypatch, 80, [])
    assert verdict(URL).kind == "inconclusive"


# ---------------------------------------------------------------- private hosts, however written

SPELT = list(dict.fromkeys([
    *ipv4_spellings("127.0.0.1"), *ipv4_spellings("169.254.169.254"),
    *(f"[{made}]" for made in (*ipv6_with("127.0.0.1"), *ipv6_with("10.0.0.1"), *PRIVATE_IPV6)),
    *PRIVATE_NAMES,
]))  # fmt: skip
LOCATIONS = [
    *(f"http://{host}/" for host in SPELT), *(f"//{host}/" for host in SPELT[::7]),
    "http:///127.0.0.1/", "http:\\\\127.0.0.1\\", "https:/127.0.0.1/", "https:127.0.0.1",
    "/\\127.0.0.1/", "\\\\127.0.0.1\\", "/\t/127.0.0.1/", "///127.0.0.1/", "//a.org@127.0.0.1/",
    "https://user:pass@localhost/", "http://a.org@127.0.0.1/", "http://a.org%00@127.0.0.1/",
    "HTTP://LOCALHOST#a.org", "http://127.0.0.1:80\\@a.org/", " http://127.0.0.1/ ",
]  # fmt: skip


def test_no_spelling_of_a_private_host_is_asked_directly_or_through_a_proxy(
    server: Rogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls = [f"http://{host}:{server.port}/" for host in SPELT]
    urls += [url for url in INVALID_URLS if "127.0.0.1" in url and ".org" not in url]
    policy = RequestPolicy(pause_seconds=0, total_seconds=20)
    for _ in ("directly", "through a proxy"):
        verdicts = check_urls(urls, policy)
        allowed = {PRIVATE.detail, "not a valid URL"}
        assert [url for url, one in verdicts.items() if one.detail not in allowed] == []
        assert server.connections == 0
        monkeypatch.setenv("HTTP_PROXY", server.at(""))
        monkeypatch.setenv("HTTPS_PROXY", server.at(""))


@pytest.mark.slow
def test_no_redirect_to_a_private_host_is_followed_however_it_is_written(
    server: Rogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.at(""))
    urls = {f"http://public.example/to/{quote(text)}": text for text in LOCATIONS}
    verdicts = check_urls(urls, RequestPolicy(pause_seconds=0, total_seconds=20))
    allowed = {PRIVATE.detail, "redirects to an invalid URL"}
    assert [urls[url] for url, one in verdicts.items() if one.detail not in allowed] == []
    assert [url for _, url in server.asked if url not in urls] == []


def test_a_proxy_that_drips_ends_when_the_time_is_used_up(
    server: Rogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.at(""))
    assert (
        verdict("http://public.example/drip-header", total_seconds=0.3, allow_private=False) == LATE
    )


def test_a_proxy_that_cannot_be_used_makes_no_link_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    for proxy in ("socks5://127.0.0.1:1", "what://127.0.0.1", "http://"):
        monkeypatch.setenv("HTTP_PROXY", proxy)
        assert verdict("http://public.example/").kind == "inconclusive"
