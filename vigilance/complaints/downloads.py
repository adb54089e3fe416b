"""A paper on its way to an officer: opened into a sealed spool, so that nothing is sent before all is proved."""

from collections.abc import Iterator
from urllib.parse import quote

from flask import Response

from vigilance.complaints.office import Office
from vigilance.evidence.models import Paper
from vigilance.evidence.texts import open_text
from vigilance.sealing.case_keys import CaseKey
from vigilance.sealing.evidence import blob_path, stream_blob
from vigilance.sealing.fields import FieldPlace
from vigilance.sealing.spool import EncryptedSpool

CHUNK = 64 * 1024


def download(paper: Paper, key: CaseKey, office: Office) -> Response:
    """The paper under its sender's name. Always to be saved, never shown by our pages: a file may be hostile."""
    directory = office.settings.blobs_dir
    spool = EncryptedSpool(directory / "tmp")
    stream_blob(
        blob_path(directory, paper.blob_name),
        key.private,
        spool,
        sha256_cipher=paper.sha256_sealed_file,
    )
    place = FieldPlace("paper", "name_sealed", paper.id, paper.record_id)
    name = open_text(place, paper.name_sealed, key)
    response = Response(_chunks(spool), content_type="application/octet-stream")
    response.content_length = spool.size
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _chunks(spool: EncryptedSpool) -> Iterator[bytes]:
    with spool:
        while chunk := spool.read(CHUNK):
            yield chunk
