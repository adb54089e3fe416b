"""Files that want more of their reader than to be read, made here byte by byte; no stranger's file is among them."""

import io
import struct
import zipfile
import zlib

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The test file of the scanners' makers, which harms nobody."""
CONTENT_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts, *, packing=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def locked_zip():
    """A zip whose entry says that it is encrypted, in its own header and in the list."""
    made = bytearray(zipped({"secret.txt": b"x" * 40}, packing=zipfile.ZIP_STORED))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def ooxml(parts, kind="word"):
    """A docx or xlsx with these parts besides those every one has."""
    main = {"word": "word/document.xml", "xl": "xl/workbook.xml"}[kind]
    return zipped({"[Content_Types].xml": CONTENT_TYPES, main: b"<document/>"} | parts)


def relations(kind, target, mode="External"):
    return (
        f'<Relationships><Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        "</Relationships>"
    ).encode()


def odf(content, **parts):
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = parts.pop("manifest", b"<manifest:manifest xmlns:manifest='m'/>")
    return zipped(
        {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content} | parts
    )


def pdf(*objects, packed=b"", trailer=b""):
    """A PDF of these objects; those in `packed` lie in an object stream."""
    body = b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (n, each) for n, each in enumerate(objects, start=1)
    )
    if packed:
        stream = zlib.compress(packed)
        body += (
            b"90 0 obj\n<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream\nendobj\n"
            % (len(stream), stream)
        )
    return b"%PDF-1.7\n" + body + b"trailer <<" + trailer + b"/Root 1 0 R>>\n%%EOF\n"


def png(width=4, height=4, *chunks):
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 5 * 4)
    pieces = [(b"IHDR", head), *chunks, (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in pieces)


def _chunk(kind, content):
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def gif(frames, comment=b""):
    head = b"GIF89a" + struct.pack("<HHBBB", 4, 4, 0, 0, 0)
    frame = b"," + struct.pack("<HHHHB", 0, 0, 4, 4, 0) + b"\x02\x02\x4c\x01\x00"
    said = b"!\xfe" + bytes([len(comment)]) + comment + b"\x00" if comment else b""
    return head + said + frame * frames + b";"


def directory(entries, after=0, order="<"):
    """One directory of a TIFF: (tag, kind, count, value of four bytes)."""
    made = struct.pack(order + "H", len(entries))
    for tag, kind, count, value in entries:
        made += struct.pack(order + "HHI", tag, kind, count) + value
    return made + struct.pack(order + "I", after)


def number(value, order="<"):
    return struct.pack(order + "I", value)


def exif(*, place=True, serial=True, turned=6, inner=True):
    """What a phone writes: its maker, how the picture is turned, its serial number, the place, a small picture."""
    texts = b"Maker\x00\x00\x00" + b"SN123456"
    main_at, text_at = 8, 8 + 2 + 12 * 4 + 4
    below_at = text_at + len(texts)
    place_at = below_at + 2 + 12 + 4
    values_at = place_at + 2 + 12 * 2 + 4
    small_at = values_at + 24
    main = directory(
        [
            (0x10F, 2, 6, number(text_at)),
            (0x112, 3, 1, struct.pack("<HH", turned, 0)),
            (0x8769, 4, 1, number(below_at)),
            (0x8825 if place else 0x9999, 4, 1, number(place_at)),
        ],
        after=small_at if inner else 0,
    )
    below = directory([(0xA431 if serial else 0x9000, 2, 8, number(text_at + 8))])
    where = directory([(1, 2, 2, b"N\x00\x00\x00"), (2, 5, 3, number(values_at))])
    small = directory([(0x201, 4, 1, number(0))])
    values = struct.pack("<IIIIII", 26, 1, 50, 1, 4711, 100)
    assert len(b"II*\x00" + number(main_at) + main) == text_at
    return b"II*\x00" + number(main_at) + main + texts + below + where + values + small


def jpeg(*segments, width=4, height=4, behind=b""):
    """A JPEG with these (marker, content) segments before its size."""
    size = struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0)
    pieces = [(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"), *segments, (0xC0, size)]
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x12\xff\x00\x34\xff\xd0\x56"
    made = b"".join(
        b"\xff" + bytes([kind]) + struct.pack(">H", 2 + len(each)) + each for kind, each in pieces
    )
    return b"\xff\xd8" + made + scan + b"\xff\xd9" + behind


def phone_photo(**told):
    """A photo as a phone takes it."""
    return jpeg((0xE1, b"Exif\x00\x00" + exif(**told)), (0xFE, b"taken in Rampur"))


def tiff(directories, place=False):
    """A TIFF of so many directories one after the other."""
    made, at = b"II*\x00" + number(8), 8
    for each in range(directories):
        tags = [(0x100, 4, 1, number(4)), (0x101, 4, 1, number(4)), (0x10F, 2, 4, b"Make")]
        if place:
            tags.append((0x8825, 4, 1, number(10_000)))
        length = 2 + 12 * len(tags) + 4
        at += length
        made += directory(tags, after=at if each < directories - 1 else 0)
    if place:
        made = made.ljust(10_000, b"\x00") + directory(
            [(1, 2, 2, b"N\x00\x00\x00"), (2, 2, 4, b"2650")]
        )
    return made


def webp(*chunks):
    body = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(each)) + each + b"\x00" * (len(each) % 2)
        for kind, each in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def wav(seconds):
    """Sound that says it lasts so long, and holds less."""
    form = struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)
    data = b"\x80" * seconds * 8000 if seconds < 10 else b"\x80" * 8000
    return (
        b"RIFF\xff\xff\xff\x7fWAVEfmt "
        + struct.pack("<I", len(form))
        + form
        + b"data"
        + struct.pack("<I", len(data))
        + data
    )


def box(kind, *inner):
    content = b"".join(inner)
    return struct.pack(">I", 8 + len(content)) + kind + content


def mp4(seconds, *more):
    """A film that says it lasts so long."""
    head = box(b"mvhd", b"\x00" * 12 + struct.pack(">II", 1000, seconds * 1000) + b"\x00" * 80)
    return (
        box(b"ftyp", b"mp42\x00\x00\x00\x00mp42")
        + box(b"moov", head, *more)
        + box(b"mdat", b"\x00" * 16)
    )


def ogg(seconds):
    """A voice note that says it lasts so long."""

    def page(granule, content):
        head = b"OggS\x00\x00" + struct.pack("<q", granule) + b"\x00" * 12
        return head + bytes([1, len(content)]) + content

    return page(0, b"OpusHead\x01\x01" + b"\x00" * 10) + page(seconds * 48000, b"\xfc\xff\xfe")


def old_office(*names):
    """A document of the old kind: a header and a directory with entries of these names."""
    entries = b"".join(_old_entry(name, 2, 0) for name in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + entries.ljust(4096, b"\x00")


def _old_entry(name, kind, start):
    written = (name + "\x00").encode("utf-16-le")
    return (
        written.ljust(64, b"\x00")
        + struct.pack("<HBB", len(written), kind, 1)
        + b"\x00" * 48
        + struct.pack("<I", start)
        + b"\x00" * 8
    )
