"""The one way out of the building for channels: a few named hosts, no redirects, a time and a size.

Tests and the product both hand an `Http` in; nothing else in the product opens a connection to a provider.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What came back; no status is an error by itself."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class Unreachable(Exception):
    """No answer: refused, cut, too slow, too large, or a host that is not allowed. The words name no address."""


class Http(Protocol):
    """Requests to providers."""

    def post_json(
        self, url: str, body: Mapping[str, Any], *, headers: Mapping[str, str]
    ) -> HttpAnswer:
        """Post JSON. Unreachable where there is no answer."""
        ...

    def get(
        self, url: str, *, headers: Mapping[str, str], hosts: tuple[str, ...], limit: int
    ) -> HttpAnswer:
        """Fetch at most `limit` bytes from one of these hosts. Unreachable otherwise."""
        ...
