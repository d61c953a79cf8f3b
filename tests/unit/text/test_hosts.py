"""Which host a URL leads to: private hosts, deceiving ones and ordinary ones, in every spelling."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from build import paper
from cases import for_each
from hypothesis import example, given
from hypothesis import strategies as st
from spellings import (
    DECEIVING_HOSTS,
    INVALID_HOSTS,
    INVALID_URLS,
    LOOK_ALIKES,
    ipv4_spellings,
    private_hosts,
    public_hosts,
)
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url as parse_as_urllib3

from generator import checks
from generator.model import Catalog, Link
from generator.text.hosts import (
    is_private,
    is_private_address,
    misleading_url_problem,
    nat64_ipv4,
    parse_url,
)
from generator.text.notes import note_html
from generator.text.sanitize import is_safe_url, to_html


def bad_links(url: str) -> list[str]:
    """What `check` reports on a link."""
    paper_ = paper("A", id="a", links=(Link(kind="other", url=url),))
    findings = checks.run(Catalog(papers=(paper_,)))
    return [finding.message for finding in findings if finding.code == "bad-link"]


def test_every_spelling_of_a_private_host_is_private() -> None:
    hosts = private_hosts()
    assert len(hosts) > 1400
    assert [host for host in hosts if not is_private(host)] == []


@pytest.mark.slow
def test_every_spelling_of_a_private_host_is_a_bad_link() -> None:
    for host in private_hosts():
        for url in (f"http://{host}/", f"https://{host}:8443/a?b#c"):
            [message] = bad_links(url)
            assert "leads to no host that readers can reach (" in message, ascii(url)


@for_each(public_hosts(), ascii)
def test_an_ordinary_host_is_neither_private_nor_a_bad_link(host: str) -> None:
    assert not is_private(host)
    for form in ("https://{}", "http://{}/", "HTTPS://{}:8443/a?b=c#d"):
        assert bad_links(form.format(host)) == []
        assert is_safe_url(form.format(host))


@pytest.mark.parametrize("host", DECEIVING_HOSTS, ids=ascii)
def test_a_host_that_is_not_what_it_shows_is_a_bad_link(host: str) -> None:
    [message] = bad_links(f"https://{host}/")
    assert " than it shows: " in message or " in its host, which no host has: " in message
    assert not is_safe_url(f"https://{host}/")


@pytest.mark.parametrize("sign", LOOK_ALIKES, ids=ascii)
def test_a_sign_that_passes_for_a_delimiter_is_named(sign: str) -> None:
    assert f"U+{ord(sign.lower()):04X}" in misleading_url_problem(
        f"https://github.com{sign}x.evil.org/"
    )


@pytest.mark.parametrize("host", INVALID_HOSTS, ids=ascii)
def test_what_browsers_refuse_is_a_bad_link_and_never_asked(host: str) -> None:
    assert is_private(host)
    assert bad_links(f"https://{host}/")
    assert not is_safe_url(f"https://{host}/")


@pytest.mark.parametrize("url", INVALID_URLS, ids=ascii)
def test_a_url_that_hides_where_its_host_stands_is_a_bad_link(url: str) -> None:
    assert bad_links(url)
    assert not is_safe_url(url)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("https://%31%32%37.0.0.1/", "no host that readers can reach (127.0.0.1)"),
        ("https://g%69thub.com/", "if you mean github.com, write that"),
        ("https://例え。jp/", "if you mean 例え.jp, write that"),
        ("https://a\u2215b.org/", "has U+2215 DIVISION SLASH in its host"),
        ("https://a@b.org/", "remove what stands before the @"),
        ("https://a.org/b c", "has white space or unseen characters: remove them"),
        ("https://a%00.b/", "is not a web address: write https://…"),
        ("https://a..org/", "no host that readers can reach (a..org)"),
        (f"https://{'a' * 64}.org/", "no host that readers can reach"),
        (f"https://{'a.' * 130}org/", "no host that readers can reach"),
        ("https://a.onion/", "no host that readers can reach (a.onion)"),
        ("https://a.invalid/", "no host that readers can reach (a.invalid)"),
    ],
)
def test_the_message_says_what_is_wrong(url: str, message: str) -> None:
    [found] = bad_links(url)
    assert message in found


def test_links_in_notes_and_texts_lead_only_where_they_show() -> None:
    hidden = ("https://%31%32%37.0.0.1/", "https://a\u2215b.org/", "https://a@b.org/")
    for url in hidden:
        assert "href" not in note_html(f"[a]({url}) <{url}>")
        assert "href" not in to_html(f"at {url}")
    shown = note_html("[a](https://m\u00fcnchen.de/) [b](mailto:a@b.org)")
    assert shown.count("href") == 2


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
@example(IPv4Address("169.254.169.254"))
def test_every_spelling_of_an_ipv4_address_is_judged_alike(address: IPv4Address) -> None:
    spelt = list(ipv4_spellings(str(address)))
    assert {is_private(host) for host in spelt} == {is_private_address(str(address))}


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_what_python_calls_private_is_private_here(address: IPv6Address) -> None:
    if not address.is_global or address.is_multicast:
        assert is_private_address(str(address))


@pytest.mark.slow
@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_what_python_calls_private_of_ipv4_is_private_here(address: IPv4Address) -> None:
    if not address.is_global or address.is_multicast:
        assert is_private_address(str(address))


def test_an_address_of_dns64_stands_for_the_ipv4_address_in_it() -> None:
    assert nat64_ipv4("64:ff9b::808:808") == "8.8.8.8"
    assert nat64_ipv4("64:ff9b::7f00:1") == "127.0.0.1"
    assert nat64_ipv4("2606:4700::1") == "2606:4700::1"
    assert nat64_ipv4("8.8.8.8") == "8.8.8.8"


HOSTISH = st.text(st.sampled_from("aA1.0x%2fF:@/\\?#[]_-\u3002\uff0e\u2215\uff0f\u00ad\u00df é"))


@given(HOSTISH, HOSTISH)
@example("a.b", "\\@127.0.0.1")
@example("127.0.0.1", "\\@a.b")
def test_urllib3_asks_the_host_that_was_judged(host: str, rest: str) -> None:
    url = parse_url(f"http://{host}{rest}")
    if url is None:
        return
    try:
        requested_host = parse_as_urllib3(url.href).host
    except LocationParseError:
        return
    assert (requested_host or "").strip("[]") == url.host


@pytest.mark.slow
@given(st.text(max_size=60))
def test_any_text_has_a_judgement(text: str) -> None:
    for url in (text, f"https://{text}/", f"https://a.org{text}"):
        assert bad_links(url) == [] or not is_safe_url(url) or is_private(parse_url(url).host)  # type: ignore[union-attr]
    assert is_private(text) in {True, False}
