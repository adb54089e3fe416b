"""What stands between the network and the application: a request is taken whole before a thread is spent on it.

A thread that waits for the next byte of a slow body is a thread that serves nobody; four such clients, honest on a bad
line or not, stopped the office. Here waiting costs no thread, and who sends less than a kilobyte in half a minute is
told so and cut off (security.md 7, row 3). What is taken lies in memory, or sealed on the disk under a key that dies
with the request.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote_from_bytes, unquote_to_bytes

from a2wsgi import WSGIMiddleware

from vigilance.sealing.errors import StorageFailed
from vigilance.sealing.spool import EncryptedSpool

PATIENCE_SECONDS = 30.0
LEAST_BYTES = 1024
"""What must come within that time of a body that is not at its end; a phone on the slowest network sends more."""
THREADS = 4
BODY = "vigilance.body"
_TOO_SLOW = "The request came too slowly. / अनुरोध बहुत धीरे आया, फिर से भेजें।\n"
_NO_ROOM = "There is no room to keep this now. / इसे अभी रखने की जगह नहीं है।\n"

_BROKEN = "The request cannot be read. / अनुरोध पढ़ा नहीं जा सका।\n"
Scope = Any
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
Application = Any


class Broken(Exception):
    """The request never became whole: its client went away, or its pieces are no pieces. Nothing of it is kept."""


_REFUSALS: Mapping[type[Exception], tuple[int, str]] = MappingProxyType({
    TimeoutError: (408, _TOO_SLOW),
    Broken: (400, _BROKEN),
    StorageFailed: (503, _NO_ROOM),
})  # fmt: skip
"""Said before any page can be drawn, so in both languages."""


class Front:
    """The ASGI application that the server runs; behind it the WSGI application with its few threads."""

    def __init__(self, application: Application, *, most: int, folder: Path) -> None:
        """`most` bytes of a body are taken, and larger ones laid sealed into the folder."""
        self._most, self._folder = most, folder
        folder.mkdir(parents=True, exist_ok=True)
        self._bridge = WSGIMiddleware(_with_body(application), workers=THREADS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._bridge(scope, receive, send)
            return
        with EncryptedSpool(self._folder) as body:
            try:
                if _has_body(scope) and not self._is_too_large(scope):
                    await self._take(receive, body)
            except tuple(_REFUSALS) as reason:
                await _say(send, *_REFUSALS[type(reason)])
                return
            await self._bridge(_plain(scope) | {BODY: body}, _nothing_more, send)

    def _is_too_large(self, scope: Scope) -> bool:
        """Whether it says so itself: then nothing of it is read, and the application refuses it with its own words."""
        length = _header(scope, b"content-length")
        return length.isdigit() and int(length) > self._most

    async def _take(self, receive: Receive, body: EncryptedSpool) -> None:
        """The body to its end, or until it is larger than is taken."""
        clock = asyncio.get_running_loop()
        until, enough = clock.time() + PATIENCE_SECONDS, LEAST_BYTES
        more = True
        while more and body.size <= self._most:
            message = await asyncio.wait_for(receive(), until - clock.time())
            if message["type"] == "http.disconnect":
                raise Broken
            body.write(message.get("body", b""))
            more = message.get("more_body", False)
            if body.size >= enough:
                until, enough = clock.time() + PATIENCE_SECONDS, body.size + LEAST_BYTES


def _with_body(application: Application) -> Application:
    """The application, given the body that was taken instead of one that is still to come."""

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["asgi.scope"][BODY]
        environ["wsgi.input"] = body
        environ["wsgi.input_terminated"] = True
        if environ.pop("HTTP_TRANSFER_ENCODING", None) is not None:
            environ["CONTENT_LENGTH"] = str(body.size)
        return application(environ, start_response)

    return serve


def _has_body(scope: Scope) -> bool:
    return bool(_header(scope, b"content-length") or _header(scope, b"transfer-encoding"))


def _header(scope: Scope, name: bytes) -> bytes:
    return next((bytes(value) for key, value in scope["headers"] if bytes(key) == name), b"")


def _plain(scope: Scope) -> Scope:
    """The scope with an address that every program can read, whatever bytes stand in it."""
    path = unquote_to_bytes(bytes(scope.get("raw_path") or scope["path"].encode()))
    query = quote_from_bytes(bytes(scope["query_string"]), safe="%/?:@!$&'()*+,;=-._~[]{}|\\^`\"<>")
    return {**scope, "path": path.decode("utf-8", "replace"), "query_string": query.encode("ascii")}


async def _nothing_more() -> Any:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _say(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})
