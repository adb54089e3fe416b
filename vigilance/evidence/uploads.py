"""Files as they come in with a form.

Each streams into a sealed spool, within the limits, and none touches the disk in clear.
"""

import base64
import binascii
from typing import IO, cast

from flask import Request, current_app, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

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
    """A sealed spool that keeps one file of the largest size allowed and no byte more.

    What is too large is taken and forgotten: the fields that come after it hold what a person typed.
    """

    def __init__(self, settings: Settings, *, limit: int) -> None:
        """Lie beside the sealed papers, where the guard of the disk looks."""
        directory = settings.blobs_dir / "tmp"
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().__init__(directory)
        self._limit = limit
        self.too_large = False

    def write(self, data: bytes | bytearray | memoryview, /) -> int:  # type: ignore[override]  # as in EncryptedSpool
        """Take more bytes, and keep them up to the limit."""
        self.too_large = self.too_large or self.size + len(data) > self._limit
        return len(data) if self.too_large else super().write(data)


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
        """The place for one file; of one too many nothing is kept."""
        settings = _settings()
        self.files_begun += 1 if filename else 0
        kept = settings.max_file_bytes if self.files_begun <= settings.max_files else 0
        return cast("IO[bytes]", LimitedSpool(settings, limit=kept))


def uploads_of_form() -> list[Upload]:
    """The files of this form; a file in any other field is refused, an empty or too large one named."""
    sent = [(field, file) for field, file in request.files.items(multi=True) if file.filename]
    for field, _file in sent:
        if field != FIELD:
            refuse(field, _("No file is expected here."))
    most = _settings().max_files
    if len(sent) > most:
        raise TooLarge({FIELD: [_("At most %(count)s files at once.", count=most)]})
    found = [_upload(file) for _field, file in sent]
    spools = [(upload.name, cast("LimitedSpool", upload.spool)) for upload in found]
    large = [shown_name(name[:LONGEST_NAME]) for name, spool in spools if spool.too_large]
    if large:
        raise TooLarge({FIELD: [_("%(name)s is too large.", name=name) for name in large]})
    empty = [shown_name(name[:LONGEST_NAME]) for name, spool in spools if spool.size == 0]
    if empty:
        raise Invalid({FIELD: [_("%(name)s is empty.", name=name) for name in empty]})
    return found


def _upload(file: FileStorage) -> Upload:
    spool = cast("EncryptedSpool", file.stream)
    return Upload(file.filename or "", spool, file.mimetype or "application/octet-stream")


def upload_of_text(name: str, content: str) -> Upload:
    """A file that came inside JSON, in base64; ValueError where it is none."""
    try:
        raw = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(_("The file is not in base64.")) from None
    if not raw:
        raise ValueError(_("%(name)s is empty.", name=shown_name(name)))
    return Upload(name, spool_of(raw))
