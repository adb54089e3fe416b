"""Connections for `egress`: to an address we looked up and found to be public, and cut when the time is over.

The name is looked up once, and the connection goes to the address that was checked: a name that means another machine
a moment later changes nothing (DNS rebinding, row 84).
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore

from vigilance.channels.http import Unreachable

Resolver = Callable[[str], list[str]]
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""Behind it lies any IPv4 address."""


def resolve(host: str) -> list[str]:
    """Every address of this name, as the system's resolver knows them."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        raise Unreachable("no-such-host") from None
    return [str(where[0]) for *_, where in found]


def is_public(address: str) -> bool:
    """Whether this is an address on the open internet, and not one written in another's clothes."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and _hides_another(found):
        return False
    odd = found.is_multicast or found.is_reserved or found.is_unspecified
    return found.is_global and not odd


def _hides_another(address: IPv6Address) -> bool:
    inside = (address.ipv4_mapped, address.sixtofour, address.teredo)
    return any(inside) or address in _TRANSLATED


class Dialling(httpcore.NetworkBackend):
    """Opens connections for one request, which must be over at `until` (monotonic seconds)."""

    def __init__(self, resolver: Resolver, plain_hosts: tuple[str, ...], until: float) -> None:
        self._resolver, self._plain, self._until = resolver, plain_hosts, until
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """To the first of the host's addresses that answers, if all of them are public."""
        addresses = [host] if host in self._plain else self._resolver(host)
        if host not in self._plain and not (addresses and all(map(is_public, addresses))):
            raise Unreachable("not-allowed")
        failed: Exception = httpcore.ConnectError()
        for address in addresses:
            try:
                stream = self._real.connect_tcp(
                    address, port, left(self._until, timeout), local_address, socket_options
                )
                return _Timed(stream, self._until)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = (
                    error  # a name may have an address of a kind that this machine has no way to
                )
        raise failed

    def sleep(self, seconds: float) -> None:
        """Never used: nothing is tried again here."""
        self._real.sleep(seconds)


class _Timed(httpcore.NetworkStream):
    """A connection that no dribble of bytes keeps open beyond its time."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream, self._until = stream, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, left(self._until, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, left(self._until, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, left(self._until, timeout))
        return _Timed(secured, self._until)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 -- httpcore's form
        return self._stream.get_extra_info(info)


def left(until: float, timeout: float | None) -> float:
    """How long this step may take: its own time, but never longer than the whole has left."""
    rest = until - time.monotonic()
    if rest <= 0:
        raise httpcore.ReadTimeout
    return min(rest, timeout) if timeout is not None else rest
