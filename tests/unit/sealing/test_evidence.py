import errno
import hashlib
import io
import os
from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from vigilance.sealing.errors import SealBroken, StorageFailed
from vigilance.sealing.evidence import blob_path, open_blob, store_blob, stream_blob
from vigilance.sealing.spool import EncryptedSpool, spool_of

KEY = Identity.generate()
RECIPIENT = str(KEY.to_public())
PAPER = "लेखपाल की आवाज़".encode() * 20_000


def test_stored_file_opens_with_the_records_key(tmp_path):
    blob = store_blob(spool_of(PAPER), RECIPIENT, tmp_path)

    path = blob_path(tmp_path, blob.name)
    assert open_blob(path, str(KEY), sha256_cipher=blob.sha256_cipher) == PAPER
    assert (blob.plain_size, blob.sha256_plain) == (len(PAPER), hashlib.sha256(PAPER).digest())
    on_disk = path.read_bytes()
    assert (blob.size, blob.sha256_cipher) == (len(on_disk), hashlib.sha256(on_disk).digest())
    assert PAPER[:30] not in on_disk


def test_stored_file_lies_under_its_name_readable_by_its_owner_alone(tmp_path):
    blob = store_blob(spool_of(PAPER), RECIPIENT, tmp_path)

    files = [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()]
    assert files == [Path(blob.name[:2]) / blob.name]
    assert len(blob.name) == 32
    assert blob_path(tmp_path, blob.name).stat().st_mode & 0o777 == 0o600


def test_file_is_on_disk_before_its_name_is(tmp_path, monkeypatch):
    done = []
    fsync, rename = os.fsync, Path.rename

    def recorded_fsync(handle):
        path = Path(f"/proc/self/fd/{handle}").readlink()
        done.append(("fsync", str(path).replace(str(tmp_path), "")))
        fsync(handle)

    def recorded_rename(path, target):
        done.append(("rename", str(path).replace(str(tmp_path), "")))
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", recorded_fsync)
    monkeypatch.setattr(Path, "rename", recorded_rename)

    name = store_blob(spool_of(PAPER), RECIPIENT, tmp_path).name

    assert done == [
        ("fsync", f"/tmp/{name}"),
        ("rename", f"/tmp/{name}"),
        ("fsync", f"/{name[:2]}"),
        ("fsync", ""),
    ]


def test_failed_fsync_is_fatal_and_leaves_no_file(tmp_path, monkeypatch):
    tries = []

    def broken(handle):
        tries.append(handle)
        raise OSError(errno.EIO, "broken disk")

    monkeypatch.setattr(os, "fsync", broken)

    with pytest.raises(StorageFailed):
        store_blob(spool_of(PAPER), RECIPIENT, tmp_path)

    assert len(tries) == 1
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_upload_that_broke_is_not_stored(tmp_path, monkeypatch):
    spool = spool_of(PAPER)
    monkeypatch.setattr(
        EncryptedSpool, "read", lambda *_: (_ for _ in ()).throw(OSError(errno.EIO, "x"))
    )

    with pytest.raises(StorageFailed):
        store_blob(spool, RECIPIENT, tmp_path)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_is_no_recipient_is_refused(tmp_path):
    with pytest.raises(ValueError, match="age recipient"):
        store_blob(spool_of(PAPER), "age1nobody", tmp_path)


@pytest.mark.parametrize("where", [0, 100, -1], ids=["head", "key", "last chunk"])
def test_changed_file_does_not_open(tmp_path, where):
    path = blob_path(tmp_path, store_blob(spool_of(PAPER), RECIPIENT, tmp_path).name)
    content = bytearray(path.read_bytes())
    content[where] ^= 1
    path.write_bytes(content)

    with pytest.raises(SealBroken):
        open_blob(path, str(KEY))


@pytest.mark.parametrize("length", [0, 50, 70_000])
def test_cut_file_does_not_open(tmp_path, length):
    path = blob_path(tmp_path, store_blob(spool_of(PAPER), RECIPIENT, tmp_path).name)
    path.write_bytes(path.read_bytes()[:length])

    with pytest.raises(SealBroken):
        open_blob(path, str(KEY))


def test_file_does_not_open_with_another_key(tmp_path):
    path = blob_path(tmp_path, store_blob(spool_of(PAPER), RECIPIENT, tmp_path).name)

    with pytest.raises(SealBroken):
        open_blob(path, str(Identity.generate()))
    with pytest.raises(SealBroken):
        open_blob(path, "not a key")


def test_file_in_the_place_of_another_is_found(tmp_path):
    one = store_blob(spool_of(b"one"), RECIPIENT, tmp_path)
    other = store_blob(spool_of(b"other"), RECIPIENT, tmp_path)

    with pytest.raises(SealBroken):
        open_blob(blob_path(tmp_path, other.name), str(KEY), sha256_cipher=one.sha256_cipher)


def test_file_that_is_gone_is_not_called_a_broken_seal(tmp_path):
    with pytest.raises(StorageFailed):
        open_blob(tmp_path / "gone", str(KEY))


def test_stored_file_streams_into_a_spool(tmp_path):
    blob = store_blob(spool_of(PAPER), RECIPIENT, tmp_path)
    spool = EncryptedSpool(tmp_path, in_memory=1000)

    stream_blob(blob_path(tmp_path, blob.name), str(KEY), spool)

    assert spool.sha256 == blob.sha256_plain
    assert io.BufferedReader(spool).read() == PAPER
