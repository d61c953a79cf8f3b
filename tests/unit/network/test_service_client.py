"""Services, asked on a server of this machine that also fails in every way."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rogue_server import ANSWERS, BOMBS, ENDLESS, rogue
from server import without_proxies
from service_answers import arxiv_entry, arxiv_feed
from service_server import Played, ServiceServer, serving_services

from generator.ingest.readers import read
from generator.model.errors import UsageError
from generator.network.request import RequestPolicy
from generator.network.services import SERVICES, Client, NoReply, Reply
from generator.network.services.batches import batch_path, divide_feed
from generator.network.services.client import MAX_REDIRECTS, user_agent
from generator.store.answers import MAX_ANSWER_BYTES, Answer, SavedAnswers, answer_name

PATH = "/api/query?id_list=1"
XML = {"Content-Type": "application/atom+xml"}
FEED = Played(body=b"<feed/>", headers=XML)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    without_proxies(monkeypatch)


@pytest.fixture
def server() -> Iterator[ServiceServer]:
    with serving_services() as started:
        yield started


@pytest.fixture
def waits() -> list[float]:
    return []


def policy(waits: list[float], **fields: Any) -> RequestPolicy:
    return RequestPolicy(**{"allow_private": True, "sleep": waits.append, **fields})


def ask(
    server: ServiceServer, tmp_path: Path, waits: list[float], **fields: Any
) -> Reply | NoReply:
    """The reply of arXiv as the server plays it, kept."""
    client = Client(policy(waits, **fields), SavedAnswers(tmp_path), "me@example.org")
    reply = client.ask(server.services["arxiv"], "1", PATH)
    if isinstance(reply, Reply):
        client.keep(reply, str)
    return reply


def detail(reply: Reply | NoReply) -> str:
    assert isinstance(reply, NoReply)
    return reply.detail


def test_an_answer_has_its_text_its_day_and_its_name(
    server: ServiceServer, tmp_path: Path, waits: list[float]
) -> None:
    server.play("/arxiv" + PATH, FEED)
    reply = ask(server, tmp_path, waits)
    assert isinstance(reply, Reply)
    assert reply.answer == Answer(text="<feed/>", day=date(2026, 1, 5))
    assert reply.request.source == "arxiv-1.xml"
    assert reply.request.reader == "arxiv"
    assert not reply.is_saved
    assert server.agents == {f"{user_agent('')} (mailto:me@example.org)"}


def test_a_saved_answer_is_used_unless_a_fresh_one_is_wanted(
    server: ServiceServer, tmp_path: Path, waits: list[float]
) -> None:
    server.play("/arxiv" + PATH, FEED, Played(body=b"<feed>new</feed>", headers=XML))
    ask(server, tmp_path, waits)
    again = ask(server, tmp_path, waits)
    assert isinstance(again, Reply)
    assert again.is_saved
    assert len(server.asked) == 1
    client = Client(policy(waits), SavedAnswers(tmp_path), use_saved=False)
    fresh = client.ask(server.services["arxiv"], "1", PATH)
    assert isinstance(fresh, Reply)
    assert fresh.answer.text == "<feed>new</feed>"


def test_offline_nobody_is_asked(server: ServiceServer, tmp_path: Path, waits: list[float]) -> None:
    server.play("/arxiv" + PATH, FEED)
    client = Client(policy(waits), SavedAnswers(tmp_path), use_network=False, use_saved=False)
    assert "--offline" in detail(client.ask(server.services["arxiv"], "1", PATH))
    assert server.asked == []
    ask(server, tmp_path, waits)
    client = Client(policy(waits), SavedAnswers(tmp_path), use_network=False, use_saved=False)
    assert isinstance(client.ask(server.services["arxiv"], "1", PATH), Reply)


def test_no_cookie_is_sent_back(server: ServiceServer, tmp_path: Path, waits: list[float]) -> None:
    server.play("/arxiv" + PATH, replace(FEED, headers={**XML, "Set-Cookie": "id=1; Path=/"}))
    client = Client(policy(waits), SavedAnswers(tmp_path), use_saved=False)
    for _ in range(2):
        client.ask(server.services["arxiv"], "1", PATH)
    assert server.cookies == {""}


def test_requests_to_one_service_have_its_pause_between_them(
    server: ServiceServer, tmp_path: Path, waits: list[float]
) -> None:
    server.play("/arxiv" + PATH, FEED)
    client = Client(policy(waits), SavedAnswers(tmp_path), use_saved=False)
    for _ in range(3):
        client.ask(server.services["arxiv"], "1", PATH)
    assert waits == [3.0, 3.0]


@pytest.mark.parametrize(
    ("played", "said"),
    [
        (Played(status=404), "it has no such paper"),
        (Played(status=400), "it answered with the status 400"),
        (Played(status=500), "it answered with the status 500"),
        (Played(status=503), "it is busy (503)"),
        (Played(status=429, headers={"Retry-After": "3600"}), "it is busy (429)"),
        (Played(body=b"<html>", headers={"Content-Type": "text/html"}), "with text/html, not with"),
        (Played(body=b"<feed/>"), "with an unknown type"),
        (Played(body=b"\xff\xfe", headers=XML), "not UTF-8"),
        (Played(body=b"<feed", headers=XML, more_bytes=9), "closed early"),
        (Played(body=b"x", headers={**XML, "Content-Encoding": "gzip"}), "is compressed"),
        (Played(status=302, headers={"Location": "http://10.0.0.1/"}), "to another site"),
        (Played(status=302, headers={"Location": "file:///etc/passwd"}), "to another site"),
        (Played(status=302, headers={"Location": "http://[::1/"}), "to another site"),
        (Played(status=302, headers={"Location": "/arxiv" + PATH}), "in a loop"),
    ],
)
def test_each_failure_is_said(
    server: ServiceServer, tmp_path: Path, waits: list[float], played: Played, said: str
) -> None:
    server.play("/arxiv" + PATH, played)
    assert said in detail(ask(server, tmp_path, waits))
    assert SavedAnswers(tmp_path).read("arxiv-1.xml") is None


def test_a_busy_service_is_asked_again_when_it_says(
    server: ServiceServer, tmp_path: Path, waits: list[float]
) -> None:
    server.play("/arxiv" + PATH, Played(status=429, headers={"Retry-After": "7"}),
                Played(status=502), FEED)  # fmt: skip
    assert isinstance(ask(server, tmp_path, waits), Reply)
    assert waits == [7, 2]


def test_a_redirect_within_the_service_is_followed(
    server: ServiceServer, tmp_path: Path, waits: list[float]
) -> None:
    server.play("/arxiv" + PATH, Played(status=301, headers={"Location": "/there"}))
    server.play("/there", FEED)
    assert isinstance(ask(server, tmp_path, waits), Reply)


def test_endless_redirects_end(server: ServiceServer, tmp_path: Path, waits: list[float]) -> None:
    for i in range(20):
        server.play(f"/{i}", Played(status=302, headers={"Location": f"/{i + 1}"}))
    server.play("/arxiv" + PATH, Played(status=302, headers={"Location": "/0"}))
    assert "loop" in detail(ask(server, tmp_path, waits))
    assert len(server.asked) == MAX_REDIRECTS + 1


def test_a_huge_answer_is_not_read_to_its_end(
    server: ServiceServer, tmp_path: Path, waits: list[float]
) -> None:
    server.play("/arxiv" + PATH, Played(body=b"x" * (MAX_ANSWER_BYTES + 1), headers=XML))
    assert "more than 5,000,000 bytes" in detail(ask(server, tmp_path, waits))


def test_a_slow_service_is_given_up(
    server: ServiceServer, tmp_path: Path, waits: list[float]
) -> None:
    server.play("/arxiv" + PATH, Played(wait=5))
    start = time.monotonic()
    assert detail(ask(server, tmp_path, waits, timeout_seconds=0.1)) == "no response in time"
    assert time.monotonic() - start < 2


def ask_rogue(tmp_path: Path, role: str, **fields: Any) -> str:
    """Why there is no reply of a service that breaks the rules of HTTP."""
    with rogue() as server:
        service = replace(SERVICES["arxiv"], base=server.at(f"/{role}"))
        client = Client(policy([], **fields), SavedAnswers(tmp_path))
        return detail(client.ask(service, "1", ""))


@pytest.mark.parametrize("role", [*ANSWERS, "reset"])
def test_an_answer_that_breaks_the_rules_is_no_reply(tmp_path: Path, role: str) -> None:
    assert ask_rogue(tmp_path, role, timeout_seconds=1)


@pytest.mark.slow
@pytest.mark.parametrize("role", [*ENDLESS, *(f"bomb/{name}" for name in BOMBS)])
def test_an_endless_answer_ends(tmp_path: Path, role: str) -> None:
    start = time.monotonic()
    assert ask_rogue(tmp_path, role, total_seconds=0.3)
    assert time.monotonic() - start < 3


def test_a_service_at_a_private_host_is_not_contacted(
    server: ServiceServer, tmp_path: Path, waits: list[float]
) -> None:
    assert "private" in detail(ask(server, tmp_path, waits, allow_private=False))
    assert server.asked == []


@pytest.mark.parametrize(
    ("contact", "shown"),
    [("", ""), ("a@example.org", " (mailto:a@example.org)"),
     ("https://example.org/", " (https://example.org/)")],
)  # fmt: skip
def test_requests_say_whom_to_write_to(contact: str, shown: str) -> None:
    assert user_agent(contact).partition(" ")[1:] == (shown[:1], shown[1:])


@pytest.mark.parametrize("contact", ["me", "a@b\r\nX: y", "https://a b", "a@b)", "ä@example.org"])
def test_a_contact_cannot_change_the_header(contact: str) -> None:
    with pytest.raises(UsageError):
        user_agent(contact)


def test_services_have_addresses_with_tls_and_readers_of_their_own() -> None:
    for service in SERVICES.values():
        assert service.base.startswith("https://")
        assert not service.base.endswith("/")
        assert replace(service, name="x").pause_seconds >= 1


def test_a_service_that_keeps_failing_is_asked_no_more(
    server: ServiceServer, tmp_path: Path, waits: list[float]
) -> None:
    client = Client(policy(waits), SavedAnswers(tmp_path))
    arxiv, other = server.services["arxiv"], server.services["crossref"]
    server.play("/arxiv/bad", Played(status=400))
    said = [detail(client.ask(arxiv, "1", "/bad")) for _ in range(5)]
    assert [text.startswith("it failed 3 times") for text in said] == [False] * 3 + [True] * 2
    assert "no such paper" in detail(client.ask(other, "1", "/missing"))
    assert len(server.asked) == 4


def test_a_missing_paper_is_no_failure(
    server: ServiceServer, tmp_path: Path, waits: list[float]
) -> None:
    client = Client(policy(waits), SavedAnswers(tmp_path))
    for _ in range(5):
        assert "no such paper" in detail(client.ask(server.services["arxiv"], "1", "/missing"))


# ---------------------------------------------------------------- many papers in one answer


def test_many_papers_are_asked_for_at_once(
    server: ServiceServer, tmp_path: Path, waits: list[float]
) -> None:
    ids = ["1811.06965", "hep-th/9901001", "2001.00001"]
    path = f"/arxiv{batch_path(server.services['arxiv'], ids)}"
    assert path.endswith("id_list=1811.06965,hep-th%2F9901001,2001.00001&max_results=50")
    server.answer(path, arxiv_feed(arxiv_entry("hep-th/9901001", "Old"), arxiv_entry()))
    client = Client(policy(waits), SavedAnswers(tmp_path))
    client.prefetch(server.services["arxiv"], ids)
    replies = [client.ask(server.services["arxiv"], id_, PATH) for id_ in ids]
    assert len(server.asked) == 1
    assert "no such paper" in detail(replies[2])
    for reply, id_ in zip(replies[:2], ids, strict=False):
        assert isinstance(reply, Reply)
        assert [entry.arxiv for entry in read(reply.request).entries] == [id_]


@pytest.mark.parametrize(
    "body", ["", "<feed/>", "Rate exceeded.", "<feed><entry><id>x</id></entry></feed>"]
)
def test_if_many_cannot_be_asked_for_at_once_each_is(
    server: ServiceServer, tmp_path: Path, waits: list[float], body: str
) -> None:
    ids = ["1811.06965", "2001.00001"]
    server.answer(f"/arxiv{batch_path(server.services['arxiv'], ids)}", body)
    server.play("/arxiv" + PATH, FEED)
    client = Client(policy(waits), SavedAnswers(tmp_path))
    client.prefetch(server.services["arxiv"], ids)
    assert isinstance(client.ask(server.services["arxiv"], ids[0], PATH), Reply)
    assert len(server.asked) == 2


def test_what_is_saved_is_not_asked_for_with_others(
    server: ServiceServer, tmp_path: Path, waits: list[float]
) -> None:
    SavedAnswers(tmp_path).write("arxiv-1811.06965.xml", Answer(text="<feed/>"))
    client = Client(policy(waits), SavedAnswers(tmp_path))
    client.prefetch(server.services["arxiv"], ["1811.06965", "2001.00001"])
    client = Client(policy(waits), SavedAnswers(tmp_path), use_network=False)
    client.prefetch(server.services["arxiv"], ["1811.06965", "2001.00001"])
    assert server.asked == []


@given(st.text(alphabet="<>entry/id0189.abs ", max_size=80))
def test_a_feed_is_divided_whatever_it_holds(text: str) -> None:
    assert all(part for _, part in divide_feed(text))


# ---------------------------------------------------------------- saved answers


def test_the_latest_answers_that_differ_are_kept(tmp_path: Path) -> None:
    name = answer_name("arxiv", "hep-th/9901001", "xml")
    assert name == "arxiv-hep-th%2F9901001.xml"
    days = [date(2026, 1, day) for day in range(1, 9)]
    for day in days:
        SavedAnswers(tmp_path).write(name, Answer(text=f"says {day.day // 2}", day=day))
        assert SavedAnswers(tmp_path).read(name) == Answer(text=f"says {day.day // 2}", day=day)
    kept = SavedAnswers(tmp_path).read_all(name)
    assert [(each.text, each.day) for each in kept] == [
        ("says 4", days[7]), ("says 3", days[6]), ("says 2", days[4]), ("says 1", days[2]),
        ("says 0", days[0]),
    ]  # fmt: skip


def test_an_answer_that_says_the_same_at_another_time_replaces_the_older_one(
    tmp_path: Path,
) -> None:
    answers = SavedAnswers(tmp_path)
    for day in (1, 2):
        answer = Answer(text=f"at {day}: facts", day=date(2026, 1, day))
        answers.write("a.xml", answer, lambda text: text.partition(":")[2])
    assert [each.text for each in SavedAnswers(tmp_path).read_all("a.xml")] == ["at 2: facts"]


def test_an_answer_without_a_day_is_the_oldest(tmp_path: Path) -> None:
    answers = SavedAnswers(tmp_path)
    answers.write("a.xml", Answer(text="dated", day=date(2026, 1, 1)))
    answers.write("a.xml", Answer(text="undated"))
    assert [each.text for each in SavedAnswers(tmp_path).read_all("a.xml")] == ["dated", "undated"]


def test_names_of_answers_differ_where_keys_do() -> None:
    keys = ["a/b", "a_b", "a%2Fb", "x" * 300, "x" * 301, "..", ". 2026-01-05"]
    names = {answer_name("doi", key, "json") for key in keys}
    assert len(names) == len(keys)
    assert all("/" not in name and " " not in name and len(name) < 200 for name in names)
