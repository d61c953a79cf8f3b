"""Which hosts are nobody's business: this machine and the networks around it.

A pull request may bring any address, and CI often stands inside a network. So a private host is
not asked, neither for an address of the list nor for one that a server redirects to. The name is
looked at first; a name that leads to a private address is caught when the connection is made.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

_NAMES = ("localhost", "local", "internal")  # and whatever ends in them


class PrivateHostError(ValueError):
    """The host of an address is private. No kind of error that urllib3 would try again."""


def is_private(host: str) -> bool:
    """Whether a host, as it is written, is this machine or in a private network."""
    bare = host.strip("[]").partition("%")[0].rstrip(".").lower()
    address = _address(bare)
    if address is None:
        return bare.rpartition(".")[2] in _NAMES
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return not address.is_global or address.is_multicast


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:  # `127.1` and `0x7f000001` are addresses too
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def _checked(sock: socket.socket) -> socket.socket:
    if is_private(str(sock.getpeername()[0])):
        sock.close()
        raise PrivateHostError
    return sock


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn())


class _SafeConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _checked(super()._new_conn())


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SafePool(HTTPSConnectionPool):
    ConnectionCls = _SafeConnection


POOLS = {"http": _Pool, "https": _SafePool}
