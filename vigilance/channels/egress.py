"""The real way out: https to named hosts, at addresses we looked up and checked, in a time and a size (row 84).

A provider tells us addresses, and whoever writes to us can make it tell us any. So the name must be on the list, what
it resolves to must be a public address, the connection goes to exactly that address, and redirects are not followed
(one hop, for a provider's own stores, by `get` alone).
"""

import json
import re
import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import httpcore

from vigilance.channels.accounts import ChannelAccounts
from vigilance.channels.dialling import Dialling, Resolver, resolve
from vigilance.channels.http import HttpAnswer, Unreachable

LARGEST_ANSWER = 1024 * 1024
CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 5.0, 10.0, 20.0
FETCH_SECONDS = 120.0
HTTPS = 443
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ADDRESS = re.compile(r"https?://[\x21-\x5b\x5d-\x7e]{1,4000}")
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


@dataclass(frozen=True, slots=True)
class Times:
    """How long a request may take, in seconds."""

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS
    total: float = TOTAL_SECONDS
    fetch: float = FETCH_SECONDS


class Egress:
    """An `Http` over real connections. `plain_hosts` are those reached without TLS: this machine, in tests."""

    def __init__(
        self,
        hosts: Iterable[str],
        *,
        plain_hosts: tuple[str, ...] = (),
        resolver: Resolver = resolve,
        times: Times | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._hosts = tuple(hosts)
        self._plain = plain_hosts
        self._resolver = resolver
        self._times = times or Times()
        self._tls = tls or ssl.create_default_context()

    def post_json(
        self, url: str, body: Mapping[str, Any], *, headers: Mapping[str, str]
    ) -> HttpAnswer:
        """Post JSON to one of the providers. Unreachable where there is no answer."""
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        sent = {**headers, "Content-Type": "application/json; charset=utf-8"}
        asked = _Asked("POST", self._allowed(url, self._hosts), sent, content, self._times.total)
        return self._answer(asked, LARGEST_ANSWER)

    def get(
        self, url: str, *, headers: Mapping[str, str], hosts: tuple[str, ...], limit: int
    ) -> HttpAnswer:
        """Fetch at most `limit` bytes from one of these hosts; one hop among them. Unreachable otherwise."""
        where = self._allowed(url, hosts)
        until = time.monotonic() + self._times.fetch
        answer = self._answer(_Asked("GET", where, headers, b"", self._times.fetch), limit)
        if answer.status not in REDIRECTS:
            return answer
        onward = self._allowed(urljoin(url, answer.headers.get("location", "")), hosts)
        if onward.netloc != where.netloc or onward.scheme != where.scheme:
            # A token is for the host it was meant for.
            headers = {key: one for key, one in headers.items() if key.lower() != "authorization"}
        left = until - time.monotonic()
        return self._answer(_Asked("GET", onward, headers, b"", left), limit)

    def _allowed(self, url: str, hosts: tuple[str, ...]) -> SplitResult:
        """The address in parts, if it leads to a host on the list, by https and its own port."""
        try:
            found = urlsplit(url)
            port, host = found.port, (found.hostname or "").lower()
        except ValueError:
            raise Unreachable("not-allowed") from None
        named = _ADDRESS.fullmatch(url) and _HOST.fullmatch(host) and "@" not in found.netloc
        listed = any(_matches(host, one) for one in hosts)
        plain = found.scheme == "http" and host in self._plain
        secure = found.scheme == "https" and port in (None, HTTPS)
        if not (named and listed and (plain or secure)):
            raise Unreachable("not-allowed")
        return found

    def _answer(self, asked: "_Asked", limit: int) -> HttpAnswer:
        """Ask, and read until the end, the limit or the time."""
        dialling = Dialling(self._resolver, self._plain, time.monotonic() + asked.seconds)
        times = {"connect": self._times.connect, "read": self._times.read}
        times |= {"write": self._times.read, "pool": self._times.connect}
        try:
            with (
                httpcore.ConnectionPool(ssl_context=self._tls, network_backend=dialling) as pool,
                pool.stream(
                    asked.method,
                    asked.url,
                    headers=asked.sent,
                    content=asked.content,
                    extensions={"timeout": times},
                ) as answer,
            ):
                body = _bounded(answer.iter_stream(), limit)
                return HttpAnswer(answer.status, _readable(answer.headers), body)
        except httpcore.TimeoutException:
            raise Unreachable("too-slow") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError):
            raise Unreachable("no-answer") from None


@dataclass(frozen=True, slots=True)
class _Asked:
    """One request."""

    method: str
    where: SplitResult
    headers: Mapping[str, str]
    content: bytes
    seconds: float

    @property
    def url(self) -> httpcore.URL:
        """The same parts that were checked, never the text again, so that no second reader sees another host."""
        target = self.where.path or "/"
        target += f"?{self.where.query}" if self.where.query else ""
        return httpcore.URL(
            scheme=self.where.scheme,
            host=(self.where.hostname or "").lower(),
            port=self.where.port,
            target=target,
        )

    @property
    def sent(self) -> list[tuple[str | bytes, str | bytes]]:
        """The headers: no compression, so that the size that is counted is the size there is."""
        ours = [("Host", self.where.netloc.lower()), ("User-Agent", "vigilance")]
        ours += [("Accept-Encoding", "identity"), ("Connection", "close")]
        return [*ours, *self.headers.items()]


THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


def open_egress(accounts: ChannelAccounts) -> Egress:
    """The way out to the providers of this office's open accounts.

    An account whose address is plain http on this very machine is reached so: whoever can write it there runs a
    stand-in or a gateway of his own. Everything else is https.
    """
    apis = [urlsplit(account.api) for account in accounts.providers.values() if account.open]
    plain = tuple(
        api.hostname for api in apis if api.scheme == "http" and api.hostname in THIS_MACHINE
    )
    return Egress({api.hostname or "" for api in apis}, plain_hosts=plain)


def _matches(host: str, listed: str) -> bool:
    """Whether the host is the one listed; `.fbcdn.net` lists every host below it."""
    return host.endswith(listed) if listed.startswith(".") else host == listed


def _bounded(chunks: Iterable[bytes], limit: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise Unreachable("too-large")
    return bytes(body)


def _readable(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    return {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in headers}
