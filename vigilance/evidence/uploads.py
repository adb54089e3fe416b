"""Files as they come in with a form.

Each streams into a sealed spool, within the limits, and none touches the disk in clear.
"""

import base64
import binascii
from typing import IO, cast

from flask import Request, current_app, request
from flask_babel import gettext as _

from vigilance.domain.errors import Invalid
from vigilance.evidence.commands import Upload
from vigilance.evidence.names import shown_name
from vigilance.sealing.spool import EncryptedSpool, spool_of
from vigilance.settings import Settings
from vigilance.web.input import TooLarge, refuse

FIELD = "evidence"
LONGEST_NAME = 400


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found


class LimitedSpool(EncryptedSpool):
    """A sealed spool that takes one file of the largest size allowed and no byte more."""

    def __init__(self, name: str, settings: Settings) -> None:
        """Lie beside the sealed papers, where the guard of the disk looks."""
        directory = settings.blobs_dir / "tmp"
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().__init__(directory)
        self._name = name
        self._limit = settings.max_file_bytes

    def write(self, data: bytes | bytearray | memoryview, /) -> int:  # type: ignore[override]  # as in EncryptedSpool
        """Take more bytes, or say which file is too large."""
        if self.size + len(data) > self._limit:
            raise TooLarge(
                {FIELD: [_("%(name)s is too large.", name=shown_name(self._name[:LONGEST_NAME]))]}
            )
        return super().write(data)


class OfficeRequest(Request):
    """A request whose files are sealed while they stream in; Werkzeug's own spool lies in /tmp in clear."""

    files_begun = 0

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 -- Werkzeug's signature
        content_type: str | None,  # noqa: ARG002 -- what the sender says of itself is not believed
        filename: str | None = None,
        content_length: int | None = None,  # noqa: ARG002 -- nor is its length
    ) -> IO[bytes]:
        """The place for one file."""
        settings = _settings()
        if filename:
            self.files_begun += 1
            if self.files_begun > settings.max_files:
                raise TooLarge(
                    {FIELD: [_("At most %(count)s files at once.", count=settings.max_files)]}
                )
        return cast("IO[bytes]", LimitedSpool(filename or "", settings))


def uploads_of_form() -> list[Upload]:
    """The files of this form; a file in any other field is refused, an empty one named."""
    found, empty = [], []
    for field, file in request.files.items(multi=True):
        if field != FIELD:
            refuse(field, _("No file is expected here."))
        if not file.filename:
            continue  # a file field left empty
        spool = cast("EncryptedSpool", file.stream)
        if spool.size == 0:
            empty.append(_("%(name)s is empty.", name=shown_name(file.filename[:LONGEST_NAME])))
        found.append(Upload(file.filename, spool, file.mimetype or "application/octet-stream"))
    if empty:
        raise Invalid({FIELD: empty})
    return found


def upload_of_text(name: str, content: str) -> Upload:
    """A file that came inside JSON, in base64; ValueError where it is none."""
    try:
        raw = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(_("The file is not in base64.")) from None
    if not raw:
        raise ValueError(_("%(name)s is empty.", name=shown_name(name)))
    return Upload(name, spool_of(raw))
