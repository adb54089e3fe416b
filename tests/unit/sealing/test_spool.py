import hashlib
import io
import os
from pathlib import Path

import pytest
from werkzeug.formparser import MultiPartParser

from vigilance.sealing.errors import SealBroken, StorageFailed
from vigilance.sealing.spool import EncryptedSpool, spool_of

LINE = "लेखपाल का नाम और पैसा ".encode()
SIZES = [0, 1, 999, 1000, 1001, 64 * 1024, 64 * 1024 + 1, 128 * 1024, 300_000]


def filled(directory: Path, size: int, *, step: int = 7_001) -> tuple[EncryptedSpool, bytes]:
    """A spool of this many bytes, written in steps, with a thousand bytes of memory."""
    content = (LINE * (size // len(LINE) + 1))[:size]
    spool = EncryptedSpool(directory, in_memory=1000)
    for at in range(0, size, step):
        spool.write(content[at : at + step])
    return spool, content


def open_files_in(directory: Path) -> list[bytes]:
    """What lies in the nameless files that this process holds open in the directory."""
    found = []
    for handle in Path("/proc/self/fd").iterdir():
        try:
            is_here = str(handle.readlink()).startswith(str(directory))
        except FileNotFoundError:  # the handle by which this directory was listed
            continue
        if is_here:
            found.append(handle.read_bytes())
    return found


@pytest.mark.parametrize("size", SIZES)
def test_spool_gives_back_what_was_written(tmp_path, size):
    spool, content = filled(tmp_path, size)

    assert spool.tell() == spool.size == size
    assert spool.read() == content
    assert spool.read() == b""
    assert spool.seek(0) == 0
    assert b"".join(iter(lambda: spool.read(777), b"")) == content
    assert spool.sha256 == hashlib.sha256(content).digest()


@pytest.mark.parametrize("size", [500, 300_000])
def test_spool_goes_to_any_place(tmp_path, size):
    spool, content = filled(tmp_path, size)

    assert spool.seek(0, os.SEEK_END) == size
    assert spool.seek(-100, os.SEEK_CUR) == size - 100
    assert spool.read() == content[-100:]
    assert spool.seek(123) == 123
    assert spool.read(77) == content[123:200]
    assert spool.tell() == 200
    assert spool.seek(size + 5) == size
    with pytest.raises(ValueError, match="before the beginning"):
        spool.seek(-1)


def test_nothing_of_a_large_upload_lies_on_disk_in_clear(tmp_path):
    spool, content = filled(tmp_path, 300_000)
    spool.seek(0)

    (on_disk,) = open_files_in(tmp_path)

    assert len(on_disk) > len(content)
    assert not any(content[at : at + 12] in on_disk for at in range(len(LINE)))
    assert list(tmp_path.iterdir()) == []
    assert spool.read() == content


def test_small_upload_never_touches_the_disk(tmp_path):
    spool, content = filled(tmp_path, 1000)

    assert spool.read() == content
    assert open_files_in(tmp_path) == []


def test_closed_spool_leaves_nothing_open(tmp_path):
    spool, _ = filled(tmp_path, 300_000)

    spool.close()
    spool.close()

    assert open_files_in(tmp_path) == []


def test_temporary_file_changed_behind_our_back_is_found(tmp_path):
    spool, _ = filled(tmp_path, 300_000)
    spool.seek(0)
    handle = next(
        each
        for each in Path("/proc/self/fd").iterdir()
        if str(each.readlink()).startswith(str(tmp_path))
    )
    os.pwrite(int(handle.name), b"\x00\x01\x02\x03", 100_000)

    with pytest.raises(SealBroken):
        spool.read()


def test_spool_takes_nothing_more_once_it_is_read(tmp_path):
    spool, _ = filled(tmp_path, 10)
    spool.seek(0)

    assert not spool.writable()
    with pytest.raises(io.UnsupportedOperation):
        spool.write(b"more")


def test_upload_that_finds_no_disk_is_refused_in_our_words(tmp_path):
    spool = EncryptedSpool(tmp_path / "not there", in_memory=10)

    with pytest.raises(StorageFailed):
        spool.write(bytes(11))


def test_bytes_in_memory_become_a_spool():
    spool = spool_of(b"a short paper")

    assert spool.size == 13
    assert spool.readable()
    assert spool.seekable()
    assert spool.read1(7) == b"a short"
    assert spool.readline() == b" paper"


def test_werkzeug_fills_it_as_an_upload(tmp_path):
    content = LINE * 10_000
    body = (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
        + content
        + b"\r\n--b--\r\n"
    )
    parser = MultiPartParser(lambda **_: EncryptedSpool(tmp_path, in_memory=1000))

    _, files = parser.parse(io.BytesIO(body), b"b", len(body))

    assert isinstance(files["file"].stream, EncryptedSpool)
    assert files["file"].read() == content
