"""The host that browsers take from a URL, whether the URL shows it, and whether it is public.

Used by `check`, by `links` (against SSRF) and for links on pages. URLs are parsed by the WHATWG URL
Standard (https://url.spec.whatwg.org/), as browsers do: `http://%31%32%37.1/` leads to 127.0.0.1.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import ada_url

MAX_HOST_NAME_LENGTH = 253  # characters of a host name, RFC 1035
MAX_LABEL_LENGTH = 63

# IANA's IPv4 special-purpose registry, multicast and reserved space. Not `is_global` of Python,
# whose results change with patch releases.
_PRIVATE_IPV4 = [
    ip_network(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        "168.63.129.16/32",  # Azure's own services, as its machines (and GitHub's CI) see them
    )
]  # fmt: skip
_PUBLIC_IPV6 = ip_network("2000::/3")  # all that IANA has assigned
# Protocol assignments (Teredo, benchmarking, ORCHID), documentation, 6to4.
_PRIVATE_IPV6 = [
    ip_network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]
_NAT64 = ip_network("64:ff9b::/96")
_ISATAP = 0x0000_5EFE  # the third 32 bits, where the fourth are an IPv4 address
_ISATAP_MASK = 0xFDFF_FFFF  # its bit for "globally unique" may be set

# Domains of private networks: RFC 6761, 6762 (with appendix G) and 8375, and the names that ICANN
# reserves for them.
_PRIVATE_DOMAINS = (
    "corp", "home", "home.arpa", "internal", "intranet", "lan", "local", "localdomain",
    "localhost", "private", "test",
)  # fmt: skip
# Domains that public DNS never has. Without `example`, which is for documentation.
_NEVER_PUBLIC_DOMAINS = ("alt", "invalid", "onion")

_HTTP_URL = re.compile(
    r"https?:// (?P<user>[^/\\?#]*@)? (?P<host>[^/\\?#@]+?) (?::\d*)? (?:[/?#]|\Z)",
    re.IGNORECASE | re.VERBOSE,
)
# A host that no browser takes for another: of ASCII letters, and not at its end a number, which
# could be an address.
_PLAIN_URL = re.compile(r"https?://(?:(?!xn--)[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]|\Z)")
# Letters that look like a delimiter of URLs (: / \ ? .), of many scripts.
_DELIMITER_LIKE = (
    r"\u0241\u0242\u0294\u02d0\u02d1\u0903\u097d\u0a83\u141f\u1427\u2cc6\u2cc7"
    r"\u3033\u3035\u30ce\u4e36\u4e3f\ua4f8\ua4fd\ua6eb\ua78f"
)
# Such a letter after an ASCII letter or digit, in a host or at its end: `example.org\u30cepath`.
_DELIMITER_LIKE_LETTERS = re.compile(
    rf"(?<=[a-z0-9]) [{_DELIMITER_LIKE}] (?=[a-z0-9.]|\Z)", re.VERBOSE
)
_EMOJI = re.compile("[\u2600-\u27bf\u2b50\U0001f000-\U0001faff]")
# Hyphens, and signs that RFC 5892 allows in some contexts, as in Catalan and Persian.
_HOST_PUNCTUATION = "-_\u00b7\u0375\u05f3\u05f4\u200c\u200d\u30fb"
_VARIATION_SELECTOR = "\ufe0f"  # after emoji; browsers remove it


@dataclass(frozen=True, kw_only=True, slots=True)
class Url:
    """A URL as browsers parse it; `host` is ASCII, an IPv6 address without its brackets."""

    href: str
    scheme: str
    host: str
    path: str
    query: str

    @property
    def unicode_host(self) -> str:
        """The host with its `xn--` labels (Punycode) decoded."""
        return ada_url.idna.decode(self.host) if "xn--" in self.host else self.host


@lru_cache(maxsize=256)  # several rules look at one URL after the other
def parse_url(text: str, base: str = "") -> Url | None:
    """A URL as browsers parse it, without user name and password.

    Args:
        text: a URL, or with `base` also a relative one.
        base: the URL of the page with the link.

    Returns:
        None for a text that browsers reject as a URL.
    """
    try:
        found = ada_url.URL(text, base) if base else ada_url.URL(text)
    except ValueError:
        return None
    if found.username or found.password:
        found.username = found.password = ""
    return Url(
        href=found.href, scheme=found.protocol.removesuffix(":"),
        host=found.hostname.strip("[]"), path=found.pathname, query=found.search.removeprefix("?"),
    )  # fmt: skip


def misleading_url_problem(text: str) -> str:
    """How an http(s) URL hides its real host, and how to fix it; empty if it does not."""
    return "" if _PLAIN_URL.match(text) else _host_problem(text)


def _host_problem(text: str) -> str:
    written = _HTTP_URL.match(text)
    url = parse_url(text) if written else None
    if url is None or written is None:
        return "is not a web address: write https://…"
    if written["user"] is not None:
        return "hides its host behind a name and @: remove what stands before the @"
    if not _shows_host(written["host"], url):
        return f"leads to another host than it shows: if you mean {url.unicode_host}, write that"
    if char := _invalid_host_character(url.unicode_host):
        name = f"U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip()
        return f"has {name} in its host, which no host has: type the address anew"
    return ""


def is_private(host: str) -> bool:
    """Whether a host, in any spelling, is this machine or in a private network.

    A text that is no host counts as private, so that no request is sent.
    """
    if ":" in host:
        try:
            return is_private_address(host.strip("[]"))
        except ValueError:
            return True
    url = parse_url(f"http://{host}/")
    if url is None or not {*"/\\?#@"}.isdisjoint(host):
        return True
    try:
        return is_private_address(url.host)
    except ValueError:
        name = url.host.rstrip(".")
        return "." not in name or _is_in_domain(name, _PRIVATE_DOMAINS)


def is_unreachable(host: str) -> bool:
    """Whether no reader can reach a host: it is private, or not a valid name in public DNS."""
    name = host.removesuffix(".")
    labels = name.split(".")
    return (
        is_private(host)
        or _is_in_domain(name, _NEVER_PUBLIC_DOMAINS)
        or len(name) > MAX_HOST_NAME_LENGTH
        or not all(0 < len(label) <= MAX_LABEL_LENGTH for label in labels)
    )


def is_private_address(text: str) -> bool:
    """Whether an IP address is not routed in the public internet.

    Raises:
        ValueError: the text is not an IP address.
    """
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv4Address):
        return any(address in block for block in _PRIVATE_IPV4)
    if mapped := address.ipv4_mapped:
        return is_private_address(str(mapped))
    if address not in _PUBLIC_IPV6 or any(address in block for block in _PRIVATE_IPV6):
        return True
    embedded = _isatap_ipv4(address)
    return embedded is not None and is_private_address(str(embedded))


def nat64_ipv4(text: str) -> str:
    """The IPv4 address embedded in a NAT64 address (RFC 6052); any other address unchanged."""
    address = ip_address(text.partition("%")[0])
    return str(IPv4Address(int(address) & 0xFFFF_FFFF)) if address in _NAT64 else text


def _isatap_ipv4(address: IPv6Address) -> IPv4Address | None:
    is_isatap = (int(address) >> 32) & _ISATAP_MASK == _ISATAP
    return IPv4Address(int(address) & 0xFFFF_FFFF) if is_isatap else None


def _is_in_domain(name: str, domains: tuple[str, ...]) -> bool:
    return any(name == domain or name.endswith(f".{domain}") for domain in domains)


def _shows_host(written: str, url: Url) -> bool:
    """Whether the host as written is the host of the URL: apart from case and normalization."""
    if ":" in url.host:
        try:
            return ip_address(written.strip("[]")) == ip_address(url.host)
        except ValueError:
            return False
    shown = [_fold_label(label) for label in written.removesuffix(".").split(".")]
    labels = url.host.removesuffix(".").split(".")
    letters = url.unicode_host.removesuffix(".").split(".")
    return len(shown) == len(labels) == len(letters) and all(
        one in pair for one, *pair in zip(shown, labels, letters, strict=True)
    )


def _fold_label(label: str) -> str:
    # Letter by letter: `lower` of a word makes two kinds of small sigma, host names have one.
    small = "".join(char.lower() for char in unicodedata.normalize("NFC", label))
    return unicodedata.normalize("NFC", small).replace(_VARIATION_SELECTOR, "")


def _invalid_host_character(host: str) -> str:
    """The first character that no host name has, or that looks like a delimiter; else empty."""
    for char in host if ":" not in host else "":
        if not (char.isalnum() or char in _HOST_PUNCTUATION or char == "." or _EMOJI.match(char)
                or unicodedata.category(char).startswith("M")):  # fmt: skip
            return char
    found = _DELIMITER_LIKE_LETTERS.search(host)
    return found[0] if found else ""
