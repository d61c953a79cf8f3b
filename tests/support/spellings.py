"""Hosts in every spelling that leads somewhere private, and in spellings that deceive."""

from collections.abc import Iterator
from ipaddress import IPv4Address
from urllib.parse import quote

# One of each block that the public internet does not lead to.
PRIVATE_IPV4 = (
    "0.0.0.0", "0.1.2.3",  # noqa: S104 - a host to refuse, not one to bind
    "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1",
    "127.255.255.254", "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255",
    "192.0.0.8", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1",
    "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255",
)  # fmt: skip
PUBLIC_IPV4 = (
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1",
    "126.255.255.255", "128.0.0.1", "168.63.129.17", "169.253.255.255", "172.15.255.255",
    "172.32.0.1", "192.0.1.1", "192.167.255.255", "198.17.255.255", "198.20.0.1",
    "223.255.255.255", "8.8.8.8.",
)  # fmt: skip
PRIVATE_IPV6 = (
    "::", "::1", "0:0:0:0:0:0:0:1", "0000::0001", "64:ff9b::808:808", "64:ff9b::8.8.8.8",
    "64:ff9b:1::1", "64:ff9b:1:ffff::8.8.8.8", "100::1", "1::1", "2001::1", "2001:0:1:2::3",
    "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2001:DB8:0:0::1", "2002::1",
    "2002:808:808::1", "2002:7f00:1::", "3fff::1", "3fff:fff:ffff::1", "4000::1", "5f00::1",
    "8000::1", "fc00::1", "fd00:ec2::254", "FD12:3456::1", "fe80::1", "fe80::5efe:10.0.0.1",
    "febf::1", "fec0::1", "feff::1", "ff00::1", "ff02::1", "ff0e::1",
)  # fmt: skip
PUBLIC_IPV6 = (
    "2606:4700::1111", "2606:4700:0:0:0:0:0:1111", "2001:4860:4860::8888", "2001:200::1",
    "2003::1", "2A00:1450:4001:0810::200E", "2620:0:862:ed1a::1", "::ffff:8.8.8.8",
    "2400:cb00::5efe:8.8.8.8",
)  # fmt: skip
PRIVATE_NAMES = (
    "localhost", "LOCALHOST", "localhost.", "a.localhost", "a.b.localhost.", "printer.local",
    "nas.lan", "NAS.LAN.", "db.internal", "metadata.google.internal", "wiki.intranet", "ad.corp",
    "pc.home", "router.home.arpa", "home.arpa", "db.private", "localhost.localdomain", "web.test",
    "intranet", "router", "wiki.", "loc%61lhost",
    "\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54", "loca\u00adlhost",
    "\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3", "LOCALHO\u017fT", "nas\u3002lan",
    "nas\uff0elan", "nas\uff61lan", "nas%2elan", "n\u200bas.lan",
)  # fmt: skip
PUBLIC_NAMES = (
    "arxiv.org", "ARXIV.ORG", "arxiv.org.", "local.org", "localhost.run", "lan.com",
    "internal.example.org", "home.cern", "test.de", "corp.com", "my_site.github.io", "a-b.co.uk",
    "xn--mnchen-3ya.de", "m\u00fcnchen.de", "M\u00dcNCHEN.de", "mu\u0308nchen.de",
    "\u4f8b\u3048.jp", "xn--r8jz45g.jp", "\u30ce\u30fc\u30c8pc.jp", "pc\u30ce\u30fc\u30c8.jp",
    "stra\u00dfe.de", "STRA\u1e9eE.de", "\u039f\u0394\u039f\u03a3.gr",
    "\u03bf\u03b4\u03cc\u03c2.gr", "\u0439\u0446\u0443\u043a.\u0440\u0444",
    "\u0939\u093f\u0928\u094d\u0926\u0940.\u092d\u093e\u0930\u0924",
    "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.com", "l\u00b7l.cat", "\u0130stanbul.tr",
    "\u0e44\u0e17\u0e22.th", "\ud55c\uad6d.kr", "\u05e2\u05d1\u05e8\u05d9\u05ea.il",
    "i\u2764.ws", "\u2764\ufe0f.ws", "\U0001f355.ws", "b\u00fccher.example", "1password.com",
    "0x.org", "3com.com", "127.0.0.1.nip.io", "dead.beef.cafe",
)  # fmt: skip
# What browsers refuse, or what is not a host.
INVALID_HOSTS = (
    "a%00.b", "a\x00.b", "a%20.b", "a%2f.b", "a%40b.c", "a%3a80.b", "a%5c.b", "a%25.b", "%",
    "%zz.b", "256.1.1.1", "1.2.3.4.5", "127.0.0.0x", "0x100000000", "4294967296", "08.0.0.1", "a.1",
    "a.0x7f", "[::1", "::1]", "[::1%25lo]", "[fe80::1%eth0]", "[::g]", "[1:2:3]", "[127.0.0.1]",
    "[::1].b",
    "::127.0.0.1", "a\uff0fb.c", "a\uff03b.c", "a\uff1fb.c", "a\uff20b.c", "a\uff1a80.b",
    "a\uff3cb.c", "a\uff05b.c", "a\u2100b.c", "a\u2048b.c", "a\u0660b.c", "a<b.c", "a>b.c", "a^b.c",
    "a|b.c",
    "a b.c", "a\x7fb.c", "\ud800.b", "\ufffd.b", "\u00ad", "github.com\u0701x.org",
    "github.com\u06d4x.org", "github.com\u05c3x.org", "github\u2024com.org", "a.b:99999", "a.b:x",
)  # fmt: skip
# Characters that show as `/`, `:`, `?`, `#`, `.` or `\`, and are none of them.
LOOK_ALIKES = (
    "\u2044\u2215\u29f8\u2571\u27cb\u31d3\u3033\u30ce\u4e3f\u2cc6\u1735\u2041"  # /
    "\u2236\ua789\u02d0\u0589\u02f8\u205a\ua4fd\u0903"  # :
    "\u0294\u0241\u097d\ua6eb"  # ?
    "\u2216\u29f5\u29f9\u4e36"  # \
    "\ua4f8\ua60e\ua78f\u1427"  # .
)
# Each shows one host and leads to another, or to none that registries give out.
DECEIVING_HOSTS = (
    *(f"github.com{sign}x.evil.org" for sign in LOOK_ALIKES),
    *(f"a{sign}b.org" for sign in "!\"$&'()*+,;=`{}~"),
    "github%2ecom", "github\u3002com", "github\uff0ecom", "github\uff61com",
    "g%69thub.com", "\uff47ithub.com", "git\u00adhub.com", "git\u200bhub.com", "git\u2060hub.com",
    "\u24d6ithub.com", "\U0001d4f0ithub.com", "githu\u1d47.com", "\u210dub.com", "8.8.2056",
    "0x8.8.8.8", "010.8.8.8", "134744072", "8\uff0e8.8.8", "%38.8.8.8",
    "\uff18.8.8.8", "\u2467.8.8.8", "xn--ab-6bv.com", "a\u2215b.com",
    "a%E2%88%95b.com", "m%C3%BCnchen.de", "github%E3%80%82com",
)  # fmt: skip


def ipv4_spellings(address: str) -> Iterator[str]:
    """An IPv4 address as browsers still read it."""
    number = int(IPv4Address(address))
    parts = address.split(".")
    first, second, third, fourth = map(int, parts)
    yield from (address, f"{address}.", str(number), f"0{number:o}", hex(number), f"{number:#X}")
    yield f"{first}.{number & 0xFFFFFF}"
    yield f"{first}.{second}.{number & 0xFFFF}"
    yield f"{first:#x}.{number & 0xFFFFFF:#x}"
    yield f"0{first:o}.0{second:o}.{number & 0xFFFF:#x}"
    yield f"0x{first:02x}.0{second:o}.{third}.{fourth:#x}"
    yield ".".join(f"{int(part):#x}" for part in parts)
    yield ".".join(f"0{int(part):o}" for part in parts)
    yield ".".join(f"{int(part):#010x}" for part in parts)
    yield ".".join(f"0000{int(part):o}" for part in parts)
    yield address.replace(".", "\u3002")
    yield address.replace(".", "\uff0e")
    yield address.replace(".", "\uff61")
    yield address.translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    yield address.translate({48 + digit: 0x1D7CE + digit for digit in range(10)})
    yield address.translate({48 + digit: 0x2460 + digit - 1 for digit in range(1, 10)})
    yield "".join(f"%{ord(char):02x}" for char in address)
    yield address.replace(".", "%2E")
    yield quote(address.replace(".", "\u3002"))
    yield f"{address[0]}\u00ad{address[1:]}"


def ipv6_with(address: str) -> Iterator[str]:
    """IPv6 addresses that have an IPv4 address in them, without brackets."""
    number = int(IPv4Address(address))
    high, low = number >> 16, number & 0xFFFF
    hexes = f"{high:x}:{low:x}"
    for last in (address, hexes, hexes.upper(), f"{high:04x}:{low:04x}"):
        yield f"::ffff:{last}"
        yield f"0:0:0:0:0:FFFF:{last}"
        yield f"::{last}"
        yield f"::ffff:0:{last}"  # IPv4-translated, RFC 2765
        yield f"64:ff9b::{last}"
        yield f"64:ff9b:1::{last}"
        yield f"2a00:1450::5efe:{last}"
        yield f"2a00:1450::200:5efe:{last}"
        yield f"fe80::5efe:{last}"
    yield f"2002:{hexes}::1"
    yield f"2001:0:{hexes}::1"
    yield f"2001::{high ^ 0xFFFF:x}:{low ^ 0xFFFF:x}"  # Teredo, with every bit turned


def private_hosts() -> list[str]:
    """Every private host here, as it stands in a URL, each once."""
    found = [spelt for address in PRIVATE_IPV4 for spelt in ipv4_spellings(address)]
    found += [f"[{embedded}]" for address in PRIVATE_IPV4 for embedded in ipv6_with(address)]
    found += [f"[{address}]" for address in PRIVATE_IPV6]
    return list(dict.fromkeys([*found, *PRIVATE_NAMES]))


def public_hosts() -> list[str]:
    """Hosts that nobody should be warned of."""
    return [*PUBLIC_NAMES, *PUBLIC_IPV4, *(f"[{address}]" for address in PUBLIC_IPV6)]


# URLs that browsers repair, or whose host stands elsewhere than people and other parsers see it.
INVALID_URLS = (
    "http:/127.0.0.1/", "http:127.0.0.1", "http:///127.0.0.1/", "http:////127.0.0.1",
    "http:\\\\127.0.0.1\\", "http:/\\127.0.0.1", "http:/a.org", "http:a.org", "http:///a.org",
    "http:\\\\a.org", "http:/\\a.org", "//127.0.0.1/", "\\\\127.0.0.1\\", "//a.org/",
    "https://a.org@127.0.0.1/", "https://127.0.0.1@a.org/", "https://a.org:80@b.org/",
    "https://a.org%2f@b.org/", "https://@a.org/", "https://:@a.org/", "https://a@b@c.org/",
    "https://a.org\\@127.0.0.1/", "https://127.0.0.1\\@a.org/", "https://a.org\\b", "https://a.org\\",
    "ht\ntp://a.org/", "https://a\t.org/", "https://a.or\ng/", "https:/\t/a.org/", "\thttps://a.org/",
    " https://a.org/", "https://a.org/ ", "\x00https://a.org/", "https://\x00a.org/",
    "https://a.org\x00@b.org/", "https://user:pass@[::1]/",
)  # fmt: skip
