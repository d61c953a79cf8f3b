"""SSRF guard: connections that refuse private, loopback and link-local addresses.

A pull request may bring any URL, and CI often stands inside a network. The name of a host is judged
before each request, also after a redirect (`following.py`). Here its addresses are: a name is
looked up once, and the connection goes to an address that was judged. So a name that leads
elsewhere the next time (DNS rebinding) gains nothing, and no port of a private host is tried. A
proxy, which the user chose, is not judged; it looks up names itself.
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

from generator.linkcheck.limits import current_limits
from generator.text.hosts import is_private_address, nat64_ipv4

Address = tuple[socket.AddressFamily, Any]  # what `socket.connect` takes


class PrivateHostError(ValueError):
    """The host of a URL is private. Not a kind of error that urllib3 would try again."""


class _Connection(HTTPConnection):
    """Goes to judged addresses only, within the limits of the request."""

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
        addresses = _look_up(self._dns_host, self.port, max(seconds, 0))
        # One private address is enough: a name with both kinds is how some rebinding works.
        judged = self.proxy is None and not limits.allow_private
        if judged and any(_is_private_place(place) for _, place in addresses):
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


def _is_private_place(place: Any) -> bool:
    # Where only IPv6 is spoken, DNS64 makes such an address of every IPv4 address.
    return is_private_address(nat64_ipv4(str(place[0])))


def _look_up(host: str, port: int, seconds: float) -> list[Address]:
    """The addresses of a host. A name server that is too slow is left behind in its thread."""
    found: list[Address] = []
    errors: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(
                host.strip("[]"), port, allowed_gai_family(), socket.SOCK_STREAM
            )
        except (OSError, UnicodeError) as error:
            errors.append(error)
        else:
            found.extend((family, place) for family, _, _, _, place in answers)

    thread = Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if thread.is_alive():
        raise TimeoutError
    return found


class _TlsConnection(_Connection, HTTPSConnection):
    """The same with TLS, which begins when the address has been judged."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


POOLS = {"http": _Pool, "https": _TlsPool}
