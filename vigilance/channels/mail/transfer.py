"""The ways bytes are packed for a mail, undone as far as they can be: what is broken gives what is left of it."""

import binascii
import re

_NOT_BASE64 = bytes(
    code
    for code in range(256)
    if not re.fullmatch(rb"[A-Za-z0-9+/=]", bytes([code]), flags=re.DOTALL)
)
_UU_BEGIN = re.compile(rb"^begin[ \t]{1,9}[0-7]{3,4}[ \t]{1,9}([^\r\n]{1,300})\r?\n", re.MULTILINE)
_UU_END = re.compile(rb"^end[ \t]{0,9}\r?$", re.MULTILINE)
_MOST_UU_FILES = 50
_QUAD = 4


def unpacked(data: bytes, encoding: str) -> bytes:
    """The bytes behind this Content-Transfer-Encoding; as they are where it is none that is known."""
    name = encoding.partition(";")[0].strip().strip("\"'").lower()
    if name == "base64":
        return _base64(data)
    if name == "quoted-printable":
        return binascii.a2b_qp(data)
    if name in ("x-uuencode", "uuencode", "uue", "x-uue"):
        _, files = uu_files(data)
        return files[0][1] if files else uudecoded(data)
    return data


def uu_files(data: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """Text without the files written into it by uuencode, and these files with their names."""
    kept: list[bytes] = []
    files: list[tuple[bytes, bytes]] = []
    position = 0
    while len(files) < _MOST_UU_FILES:
        begin = _UU_BEGIN.search(data, position)
        end = _UU_END.search(data, begin.end()) if begin else None
        if begin is None or end is None:
            break
        kept.append(data[position : begin.start()])
        files.append((begin.group(1), uudecoded(data[begin.end() : end.start()])))
        position = end.end()
    return (b"".join([*kept, data[position:]]) if files else data), files


def uudecoded(lines: bytes) -> bytes:
    """The bytes of a uuencoded file; lines that are none are left out."""
    pieces = []
    for line in lines.splitlines():
        if not line or line in (b"`", b" "):
            continue
        try:
            pieces.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Some mailers write more after the bytes than the line's length says.
            length = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                pieces.append(binascii.a2b_uu(line[:length]))
            except binascii.Error:
                continue
    return b"".join(pieces)


def _base64(data: bytes) -> bytes:
    """Strays are left out, each run up to its padding is read by itself, and a last lone character is dropped."""
    pieces = []
    for run in data.translate(None, _NOT_BASE64).split(b"="):
        if not run:
            continue
        whole = run[:-1] if len(run) % _QUAD == 1 else run
        pieces.append(binascii.a2b_base64(whole + b"=" * (-len(whole) % _QUAD)))
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)
