"""Links, asked for on a server of this machine that plays every kind of host."""

import json
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from build import new_project, paper, write
from command import run
from server import Server, serving, without_proxies

from generator import store
from generator.checks.suppress import LINK_CODES
from generator.model import Catalog, Ignore, Link
from generator.model.errors import UsageError
from generator.network.failures import classify_failure
from generator.network.links import (
    RequestPolicy,
    Verdict,
    check_urls,
    collect_urls,
    dump_cache,
    load_cache,
)
from generator.network.links.verdicts import CATEGORIES
from generator.network.request import USER_AGENT
from generator.project import Project
from generator.text.hosts import is_private


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    without_proxies(monkeypatch)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as started:
        yield started


def verdict(url: str, waits: list[float] | None = None, timeout: float = 5) -> Verdict:
    """What is said of one address of this machine."""
    recorded_waits = waits if waits is not None else []
    policy = RequestPolicy(allow_private=True, sleep=recorded_waits.append, timeout_seconds=timeout)
    return check_urls([url], policy)[url]


def free_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "kind", "detail"),
    [
        ("/200", "good", ""),
        ("/found", "good", ""),
        ("/flaky", "good", ""),
        ("/again", "good", ""),
        ("/headless/403", "good", ""),
        ("/headless/404", "good", ""),
        ("/headless/405", "good", ""),
        ("/headless/501", "good", ""),
        ("/endless", "good", ""),
        ("/404", "dead", "404 Not Found"),
        ("/410", "dead", "410 Gone"),
        ("/gone", "dead", "404 Not Found"),
        ("/401", "blocked", "401 Unauthorized"),
        ("/403", "blocked", "403 Forbidden"),
        ("/429", "blocked", "429 Too Many Requests"),
        ("/later", "blocked", "429 Too Many Requests"),
        ("/whenever", "good", ""),
        ("/451", "blocked", "451 Unavailable For Legal Reasons"),
        ("/999", "blocked", "999"),
        ("/members", "blocked", "redirects to a login page"),
        ("/500", "inconclusive", "500 Internal Server Error"),
        ("/503", "inconclusive", "503 Service Unavailable"),
        ("/418", "inconclusive", "418 I'm a Teapot"),
        ("/loop", "inconclusive", "redirects in a loop"),
        ("/more/0", "inconclusive", "too many redirects"),
        ("/file", "inconclusive", "redirects to a URL that is not http or https"),
        ("/odd", "inconclusive", "redirects to an invalid URL"),
    ],
)
def test_each_answer_has_its_verdict(server: Server, path: str, kind: str, detail: str) -> None:
    result = verdict(server.at(path))
    assert (result.kind, result.detail) == (kind, detail)


@pytest.mark.parametrize(
    ("path", "target"),
    [("/moved", "/200"), ("/chain", "/200"), ("/mixed", "/found"), ("/moved#part", "/200#part")],
)
def test_a_link_has_moved_as_far_as_its_redirects_are_permanent(
    server: Server, path: str, target: str
) -> None:
    assert verdict(server.at(path)) == Verdict(kind="moved", target=server.at(target))


def test_a_host_that_does_not_answer_in_time_is_inconclusive(server: Server) -> None:
    result = verdict(server.at("/slow"), timeout=0.2)
    assert result == Verdict(kind="inconclusive", detail="no response in time")


def test_a_refused_connection_is_dead() -> None:
    result = verdict(f"http://127.0.0.1:{free_port()}/")
    assert result == Verdict(kind="dead", detail="connection refused")


@pytest.mark.parametrize(
    ("number", "kind"), [(socket.EAI_NONAME, "dead"), (socket.EAI_AGAIN, "inconclusive")]
)
def test_an_unknown_name_is_dead_but_not_when_no_name_can_be_looked_up(
    monkeypatch: pytest.MonkeyPatch, number: int, kind: str
) -> None:
    def lookup(*_args: object, **_kwargs: object) -> None:
        raise socket.gaierror(number, "no")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    assert verdict("http://nowhere.example/").kind == kind


def test_the_server_says_how_long_to_wait(server: Server) -> None:
    waits: list[float] = []
    verdict(server.at("/again"), waits)
    assert waits == [7]


def test_a_server_that_wants_a_long_rest_is_not_asked_again(server: Server) -> None:
    waits: list[float] = []
    verdict(server.at("/later"), waits)
    assert waits == []
    assert server.asked == [("HEAD", "/later")]


def test_a_failing_server_is_tried_three_times(server: Server) -> None:
    verdict(server.at("/500"))
    assert server.asked == [("HEAD", "/500")] * 3


def test_head_is_enough_where_it_is_answered(server: Server) -> None:
    verdict(server.at("/200"))
    assert server.asked == [("HEAD", "/200")]
    assert server.agents == {USER_AGENT}


def test_one_request_at_a_time_and_a_pause_between(server: Server) -> None:
    waits: list[float] = []
    urls = [server.at(f"/200/{i}") for i in range(6)]
    policy = RequestPolicy(allow_private=True, sleep=waits.append, pause_seconds=3)
    assert {found.kind for found in check_urls(urls, policy).values()} == {"good"}
    assert waits == [3] * 5
    assert server.most == 1


def test_several_hosts_are_asked_at_once(server: Server) -> None:
    urls = [f"http://{host}:{server.server_port}/meet" for host in ("127.0.0.1", "localhost")]
    verdicts = check_urls(urls, RequestPolicy(allow_private=True, timeout_seconds=8))
    assert {one.kind for one in verdicts.values()} == {"good"}


def test_no_password_of_the_user_is_sent(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "netrc"
    secret.write_text("machine 127.0.0.1 login me password mine\n", "utf-8")
    monkeypatch.setenv("NETRC", str(secret))
    verdict(server.at("/200"))
    assert server.credentials == {""}


@pytest.mark.parametrize(
    "host",
    ["localhost", "a.localhost", "LOCALHOST.", "127.0.0.1", "127.1", "2130706433", "0x7f.1",
     "10.1.2.3", "192.168.0.1", "172.16.0.1", "172.31.255.255", "169.254.169.254", "100.64.0.1",
     "[::1]", "::ffff:127.0.0.1", "fe80::1%eth0", "fd00::1", "printer.local"],
)  # fmt: skip
def test_private_hosts_are_known(host: str) -> None:
    assert is_private(host)


@pytest.mark.parametrize(
    "host", ["arxiv.org", "8.8.8.8", "172.32.0.1", "2606:4700::1", "local.org"]
)
def test_public_hosts_are_asked(host: str) -> None:
    assert not is_private(host)


def test_private_hosts_are_not_asked(server: Server) -> None:
    result = check_urls([server.at("/200")], RequestPolicy())[server.at("/200")]
    assert result == Verdict(
        kind="inconclusive", detail="the host is private and was not contacted"
    )
    assert server.asked == []


@pytest.mark.parametrize("url", ["http://public.example/200", "https://public.example/200"])
def test_a_name_that_leads_to_a_private_address_is_not_asked(
    url: str, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.server_port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: there)
    result = check_urls([url], RequestPolicy())[url]
    assert result.detail == "the host is private and was not contacted"
    assert server.asked == []


def test_a_redirect_to_a_private_host_is_not_followed(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.at(""))
    result = check_urls(["http://public.example/inside"], RequestPolicy())[
        "http://public.example/inside"
    ]
    assert result.detail == "the host is private and was not contacted"
    assert server.asked == [("HEAD", "http://public.example/inside")]


def test_requests_go_through_the_proxy_except_where_none_is_wanted(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.at(""))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert verdict("http://public.example/404").detail == "404 Not Found"
    assert verdict(server.at("/200")).kind == "good"
    assert server.asked[-1] == ("HEAD", "/200")
    assert server.asked[0] == ("HEAD", "http://public.example/404")


def test_a_proxy_that_is_away_makes_no_link_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    assert verdict("http://public.example/").detail == "the proxy did not connect"


def test_a_broken_certificate_is_inconclusive(server: Server) -> None:
    assert classify_failure(requests.exceptions.SSLError()).detail == "the TLS connection failed"
    secure = server.at("/200").replace("http:", "https:")
    assert verdict(secure).detail == "the TLS connection failed"


def test_addresses_come_from_links_and_identifiers_each_once() -> None:
    links = (Link(kind="code", url="https://a.example/b"), Link(kind="other", url="ftp://a.b/c"))
    one = paper("One", id="one", arxiv="1811.06965", links=links)
    two = paper("Two", id="two", doi="10.1/a<b", links=links)
    urls_found = collect_urls(Catalog(papers=(one, two)))
    assert list(urls_found) == ["https://a.example/b", "https://arxiv.org/abs/1811.06965",
                                "https://doi.org/10.1/a%3Cb"]  # fmt: skip
    assert [len(places) for places in urls_found.values()] == [2, 1, 1]


def test_only_good_links_of_the_list_are_remembered() -> None:
    verdicts = {"a": Verdict(kind="good"), "b": Verdict(kind="dead"), "c": Verdict(kind="good")}
    kept = dump_cache({"b", "d", "e"}, verdicts, {"a", "b", "d"})
    assert load_cache(kept, "cache") == {"a", "d"}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"good": [1]}', '{"good": "a"}', "[" * 100_000])
def test_a_foreign_cache_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="Delete it"):
        load_cache(text, "cache")


@pytest.fixture
def reading_list(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A list with a link of each kind, in the current folder."""
    monkeypatch.chdir(tmp_path)
    paths = ("/200", "/404", "/moved", "/403", "/418")
    links = tuple(Link(kind="other", url=server.at(path)) for path in paths)
    return new_project(tmp_path, [paper("One", id="one", links=links)])


ASK = ("links", "--allow-private", "--pause", "0")


@pytest.mark.slow
def test_the_command_tells_the_gravest_first(reading_list: Project, server: Server) -> None:
    result = run(*ASK, "--report", "links.md")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    codes = ["error[dead-link]", "warning[moved-link]", "info[blocked-link]", "info[troubled-link]"]
    assert [line.split()[1] for line in lines[:-1]] == codes
    assert lines[0].startswith("papers/one.yml:")
    assert lines[0].endswith(f"{server.at('/404')}: 404 Not Found")
    assert lines[-1] == "5 links: 1 dead, 1 moved, 1 blocked, 1 inconclusive"
    report = (reading_list.root / "links.md").read_text("utf-8")
    heads = [line for line in report.splitlines() if line.startswith("#")]
    assert heads == ["# Links", "## Dead", "## Moved", "## Blocked", "## Inconclusive"]
    run(*ASK, "--report", "links.md")
    assert (reading_list.root / "links.md").read_text("utf-8") == report


@pytest.mark.slow
def test_good_links_are_asked_for_once_unless_all_shall_be(
    reading_list: Project, server: Server
) -> None:
    run(*ASK, "--cache", "cache.json")
    assert json.loads((reading_list.root / "cache.json").read_text("utf-8")) == {
        "good": [server.at("/200")]
    }
    again = run(*ASK, "--cache", "cache.json")
    assert again.stdout.endswith("; 1 not checked again\n")
    assert server.counts["/200"] == 3  # each time once as the target of what moved
    run(*ASK, "--cache", "cache.json", "--fresh")
    assert server.counts["/200"] == 5


@pytest.mark.slow
def test_only_links_that_the_base_lacks_are_asked_for(
    reading_list: Project, server: Server, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    old.mkdir()
    links = tuple(Link(kind="other", url=server.at(path)) for path in ("/404", "/moved"))
    new_project(old, [paper("One", id="one", links=links)])
    result = run(*ASK, "--changed", "old")
    assert result.exit_code == 0
    assert "/404" not in server.counts
    assert result.stdout.endswith("3 links: 0 dead, 0 moved, 1 blocked, 1 inconclusive\n")


@pytest.mark.slow
def test_only_links_that_a_git_revision_lacks_are_asked_for(
    reading_list: Project, server: Server
) -> None:
    def git(*args: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *args], cwd=reading_list.root, check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "Before")
    links = tuple(Link(kind="other", url=server.at(path)) for path in ("/404", "/410", "/found"))
    write(reading_list.papers / "one.yml", store.dump_paper(paper("One", id="one", links=links)))
    result = run(*ASK, "--changed", "HEAD")
    assert result.exit_code == 1
    assert result.stdout.endswith("2 links: 1 dead, 0 moved, 0 blocked, 0 inconclusive\n")
    assert "/404" not in server.counts
    wrong = run(*ASK, "--changed", "no-such-revision")
    assert (wrong.exit_code, wrong.stdout) == (2, "")


def test_a_finding_on_links_that_a_file_ignores_does_not_count(
    reading_list: Project, server: Server
) -> None:
    links = tuple(Link(kind="other", url=server.at(path)) for path in ("/404", "/moved"))
    reason = Ignore(code="dead-link", reason="Kept as it was cited.")
    write(
        reading_list.papers / "one.yml",
        store.dump_paper(paper("One", id="one", links=links, ignore=(reason,))),
    )
    result = run(*ASK, "--report", "links.md")
    assert result.exit_code == 0
    assert "dead-link" not in result.stdout
    assert result.stdout.endswith("2 links: 0 dead, 1 moved, 0 blocked, 0 inconclusive\n")
    assert "/404" not in (reading_list.root / "links.md").read_text("utf-8")
    assert "unused-ignore" not in run("check").stdout
    write(reading_list.papers / "two.yml", store.dump_paper(paper("Two", id="two", links=links)))
    assert "papers/two.yml" in run(*ASK).stdout


def test_every_code_of_links_can_be_ignored() -> None:
    assert {how.code for how in CATEGORIES.values()} == LINK_CODES


def test_private_hosts_are_not_asked_by_the_command_unless_told_so(
    reading_list: Project, server: Server
) -> None:
    result = run("links")
    assert result.exit_code == 0
    assert server.asked == []
