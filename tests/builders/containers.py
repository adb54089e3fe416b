"""Files that hold mails or files themselves, made byte by byte: winmail.dat, .msg, S/MIME, .rar."""

import struct
import zlib
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID

SECTOR, SMALL, LEAST_BIG = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _object(level, name, kind, data):
    return (
        struct.pack("<BHHI", level, name, kind, len(data))
        + data
        + struct.pack("<H", sum(data) & 0xFFFF)
    )


def a_winmail(body="", files=()):
    """A winmail.dat with a text and files (name, content)."""
    made = struct.pack("<IH", 0x223E9F78, 1) + _object(1, 0x9006, 8, struct.pack("<I", 0x10000))
    made += _object(1, 0x9007, 6, struct.pack("<II", 65001, 0))
    if body:
        made += _object(1, 0x800C, 2, body.encode())
    for name, content in files:
        made += _object(2, 0x9002, 6, b"\x00" * 14)
        made += _object(2, 0x8010, 1, name.encode() + b"\x00")
        made += _object(2, 0x800F, 6, content)
    return made + _object(1, 0x8012, 3, b"\x00" * 14)


def a_msg(subject, text, *, sender="Ram", address="ram@example.com", files=(), inner=False):
    """A .msg; `inner` puts a mail of its own into it, which is nobody's to read here."""
    root = {"__nameid_version1.0": {}} | _properties(
        32, {0x0037: subject, 0x1000: text, 0x0C1A: sender, 0x5D01: address}
    )
    for number, (name, content) in enumerate(files):
        root[f"__attach_version1.0_#{number:08X}"] = _properties(
            8, {0x3707: name, 0x3701: content}, {0x3705: 1}
        )
    if inner:
        root["__attach_version1.0_#000000FF"] = _properties(8, {0x3707: "inner"}, {0x3705: 5})
    return _compound(root)


def _properties(header, values, numbers=()):
    """The streams of one object: its values, and the table that names them."""
    streams, table = {}, b"\x00" * header
    for name, value in values.items():
        kind = 0x0102 if isinstance(value, bytes) else 0x001F
        data = value if isinstance(value, bytes) else value.encode("utf-16-le")
        streams[f"__substg1.0_{name:04X}{kind:04X}"] = data
        table += struct.pack("<HHIII", kind, name, 6, len(data), 0)
    for name, value in dict(numbers).items():
        table += struct.pack("<HHIII", 0x0003, name, 6, value, 0)
    table += struct.pack("<HHIII", 0x0003, 0x340D, 6, 0x00040000, 0)
    return streams | {"__properties_version1.0": table}


def _compound(root):
    """A compound file (MS-CFB, version 3) with this tree of storages and streams."""
    entries = [["Root Entry", 5, b"", []]]
    _enter(root, 0, entries)
    small, sectors = b"", []
    small_table, table = [], []

    def place(data, kinds, unit):
        count = -(-len(data) // unit)
        start = len(kinds)
        kinds += [start + n + 1 for n in range(count - 1)] + [END] if count else []
        return (start if count else END), data.ljust(count * unit, b"\x00")

    starts = {}
    for number, (_, kind, data, _) in enumerate(entries):
        if kind == 2 and len(data) < LEAST_BIG:
            starts[number], padded = place(data, small_table, SMALL)
            small += padded
        elif kind == 2:
            starts[number], padded = place(data, table, SECTOR)
            sectors.append(padded)
    starts[0], padded = place(small, table, SECTOR)
    sectors.append(padded)
    minifat = b"".join(struct.pack("<I", each) for each in small_table)
    minifat_start, padded = place(minifat, table, SECTOR)
    sectors.append(padded)
    directory = b"".join(
        _entry(number, entries, starts, len(small)) for number in range(len(entries))
    )
    directory_start, padded = place(directory, table, SECTOR)
    sectors.append(padded)
    fats = 1
    while fats * 128 < len(table) + fats:
        fats += 1
    first = len(table)
    fat = b"".join(struct.pack("<I", each) for each in [*table, *[FAT] * fats])
    sectors.append(fat.ljust(fats * SECTOR, b"\xff"))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16
    head += struct.pack("<HHHHH6xIIIIIIIIII", 62, 3, 0xFFFE, 9, 6, 0, fats, directory_start, 0, LEAST_BIG,
        minifat_start, -(-len(minifat) // SECTOR), END, 0, first)  # fmt: skip
    for number in range(1, 109):
        head += struct.pack("<I", first + number if number < fats else FREE)
    return head.ljust(SECTOR, b"\x00") + b"".join(sectors)


def _enter(tree, parent, entries):
    for name, content in tree.items():
        number = len(entries)
        folder = isinstance(content, dict)
        entries.append([name, 1 if folder else 2, b"" if folder else content, []])
        entries[parent][3].append(number)
        if folder:
            _enter(content, number, entries)


def _entry(number, entries, starts, small):
    """One entry of the directory; brothers hang in a chain to the right, in the order the format asks for."""
    name, kind, data, children = entries[number]
    siblings = next((each[3] for each in entries if number in each[3]), [])
    order = sorted(siblings, key=lambda each: (len(entries[each][0]), entries[each][0].upper()))
    place = order.index(number) if number in order else 0
    right = order[place + 1] if number in order and place + 1 < len(order) else FREE
    first = sorted(children, key=lambda each: (len(entries[each][0]), entries[each][0].upper()))
    written = (name + "\x00").encode("utf-16-le")
    size = small if number == 0 else len(data)
    return (
        written.ljust(64, b"\x00")
        + struct.pack("<HBBIII", len(written), kind, 1, FREE, right, first[0] if first else FREE)
        + b"\x00" * 36
        + struct.pack("<IQ", starts.get(number, END), size)
    )


@cache
def _certificate():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ram Example")])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    return key, made


def signed(content):
    """The bytes wrapped in an S/MIME signature."""
    key, certificate = _certificate()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    builder = builder.add_signer(certificate, key, hashes.SHA256())
    return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary])


def enveloped(content):
    """The bytes encrypted for somebody who is not this office."""
    _, certificate = _certificate()
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(content).add_recipient(certificate)
    return builder.encrypt(Encoding.DER, [pkcs7.PKCS7Options.Binary])


def a_rar(entries):
    """A RAR 5 archive of stored files (name, content, declared size)."""
    made = b"Rar!\x1a\x07\x01\x00" + _block(b"\x01\x00\x00")
    for name, content, size in entries:
        written = name.encode()
        head = b"\x02\x02" + _number(len(content)) + _number(4) + _number(size)
        head += _number(0o100644) + struct.pack("<I", zlib.crc32(content)) + _number(0)
        head += _number(1) + _number(len(written)) + written
        made += _block(head) + content
    return made + _block(b"\x05\x00\x00")


def _block(head):
    sized = _number(len(head)) + head
    return struct.pack("<I", zlib.crc32(sized)) + sized


def _number(value):
    """An integer as RAR 5 writes it: seven bits a byte, the lowest first."""
    made = b""
    while value > 0x7F:
        made += bytes([value & 0x7F | 0x80])
        value >>= 7
    return made + bytes([value])
