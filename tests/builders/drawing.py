"""Drawing a file in the confined child, as the sweep does, and looking at what came of it."""

import io
import socket
import threading
from dataclasses import asdict

import pytest
from PIL import Image

from vigilance.channels.confined import read_apart
from vigilance.evidence.previewing import PREVIEW
from vigilance.evidence.previews.made import Refused, SheetKind, made_from_wire
from vigilance.evidence.signs import Limits

UNKNOWN = "application/octet-stream"
SVG = "http://www.w3.org/2000/svg"
NOISE = bytes(each * 31 % 251 for each in range(2000))


def drawn(content, media_type=UNKNOWN, *, seconds=20):
    """The preview of these bytes, as a paper of this kind."""
    limits, before = asdict(Limits()), bytes(content)
    try:
        return made_from_wire(
            read_apart(PREVIEW, content, seconds=seconds, media_type=media_type, limits=limits)
        )
    finally:
        assert content == before


def refused(content, media_type=UNKNOWN):
    """Why there is no preview."""
    with pytest.raises(Refused) as why:
        drawn(content, media_type)
    return why.value.reason


def words(found):
    """What all its sheets say."""
    return "".join(
        each.content.decode() for each in found.sheets if each.kind is not SheetKind.PICTURE
    )


def seen(sheet):
    """The picture of a sheet."""
    assert sheet.kind is SheetKind.PICTURE
    return Image.open(io.BytesIO(sheet.content), formats=("WEBP",))


def multiplied(times, by=10):
    """An SVG of a few lines that draws `by ** times` squares."""
    rows = "".join(
        f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * by + "</g>" for n in range(1, times + 1)
    )
    first = '<g id="a0"><rect width="1" height="1"/></g>'
    return (
        f'<svg xmlns="{SVG}" width="9" height="9"><defs>{first}{rows}</defs><use href="#a{times}"/></svg>'
    ).encode()


class Listener:
    """A server on this machine that nobody should ask; `asked` counts who did."""

    def __init__(self):
        self.asked = 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            self.asked += 1
            connection.close()

    def stop(self):
        self._server.close()
