"""SSRF guard: connections that refuse private, loopback and link-local addresses.

A pull request may contain any URL, and CI often runs inside a private network. `redirects.py`
checks the host name before each request, also after a redirect. This module checks IP addresses:
a name is resolved once, and the connection goes to an address that was checked. So a name that
resolves differently the next time (DNS rebinding) gains nothing, and no port of a private host is
tried. A proxy, which the user configured, is not checked; it resolves names itself.
"""

import socket
from threading import Thread
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
)
from urllib3.util.connection import allowed_gai_family

from generator.network.limits import current_limits
from generator.text.hosts import is_private_address, nat64_ipv4

Address = tuple[socket.AddressFamily, Any]  # what `socket.connect` takes


class PrivateHostError(ValueError):
    """The host of a URL is private. Not an HTTPError, which urllib3 would retry."""


class _Connection(HTTPConnection):
    """Connects to checked addresses only, within the limits of the request."""

    def _new_conn(self) -> socket.socket:
        try:
            return self._connect()
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        except UnicodeError as error:
            raise LocationParseError(self.host) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, f"{self.host} did not answer in time") from error
        except OSError as error:
            raise NewConnectionError(self, str(error)) from error

    def _connect(self) -> socket.socket:
        """A socket to the first address that answers."""
        limits = current_limits()
        seconds = min(float(self.timeout or limits.seconds_left), limits.seconds_left)
        addresses = _resolve_host(self._dns_host, self.port, max(seconds, 0))
        # One private address is enough: some rebinding attacks mix public and private ones.
        is_checked = self.proxy is None and not limits.allow_private
        if is_checked and any(_is_private(place) for _, place in addresses):
            raise PrivateHostError
        failure: OSError = TimeoutError()
        for family, place in addresses:
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                for option in self.socket_options or ():
                    sock.setsockopt(*option)
                sock.settimeout(seconds)
                sock.connect(place)
            except OSError as error:
                sock.close()
                failure = error
            else:
                limits.watch(sock)
                return sock
            if limits.is_used_up:
                raise TimeoutError
        raise failure


def _is_private(place: Any) -> bool:
    # In an IPv6-only network, DNS64 maps every IPv4 address to a NAT64 address.
    return is_private_address(nat64_ipv4(str(place[0])))


def _resolve_host(host: str, port: int, seconds: float) -> list[Address]:
    """The addresses of a host, resolved in a thread that is abandoned when it is too slow.

    Raises:
        OSError: the name cannot be resolved, or not in time.
        UnicodeError: the name is not valid.
    """
    found: list[Address] = []
    errors: list[OSError | UnicodeError] = []

    def resolve() -> None:
        try:
            answers = socket.getaddrinfo(
                host.strip("[]"), port, allowed_gai_family(), socket.SOCK_STREAM
            )
        except (OSError, UnicodeError) as error:
            errors.append(error)
        else:
            found.extend((family, place) for family, _, _, _, place in answers)

    thread = Thread(target=resolve, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if thread.is_alive():
        raise TimeoutError
    return found


class _TlsConnection(_Connection, HTTPSConnection):
    """The same with TLS, which starts after the address has been checked."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


POOL_CLASSES = {"http": _Pool, "https": _TlsPool}
