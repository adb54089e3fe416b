"""Nothing of a file that is being made lies on a disk in clear: not in the end, and not while it is written."""

import os
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from tests.unit.returns.test_files import taken
from vigilance.returns.files import write_csv, write_json
from vigilance.returns.workbook import write_xlsx
from vigilance.sealing.spool import IN_MEMORY, EncryptedSpool

NEEDLE = "SWD-C-2026-NEEDLE"
ROWS = 30_000


def on_disk(folder: Path) -> bytes:
    """What stands in this folder's files, and in those that are open and without a name."""
    found = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    for handle in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            if str(handle.readlink()).startswith(str(folder)):
                found.append(handle.read_bytes())
    return b"".join(found)


@pytest.mark.parametrize("write", [write_csv, write_json, write_xlsx])
def test_no_row_is_on_the_disk_in_clear_while_a_file_is_written(write, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    looked = []

    def rows():
        for number in range(ROWS):
            if number and not number % 10_000:
                looked.append(on_disk(tmp_path))
            # Letters that do not repeat, so that a packed file is long too.
            yield (f"{NEEDLE} {os.urandom(24).hex()}", date(2026, 1, 5), number)

    with EncryptedSpool() as spool:
        assert write(spool, taken(), rows()) == ROWS
        looked.append(on_disk(tmp_path))
        assert spool.size > IN_MEMORY

    assert len(looked[-1]) > IN_MEMORY  # it does lie there, as noise
    assert all(NEEDLE.encode() not in content for content in looked)
    assert all(b"<row r=" not in content and b"PK\x03\x04" not in content for content in looked)
