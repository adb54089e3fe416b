"""Files that are what they say and can be drawn or heard: pictures, pages, tables, sound and film, made here."""

import io
import math
from array import array

import av
from PIL import Image, ImageDraw

from tests.builders import hostile_files as made

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def picture(kind="JPEG", size=(300, 200), mode="RGB", **told):
    """A picture with something on it."""
    drawn = Image.new("RGB", size, "white")
    ImageDraw.Draw(drawn).rectangle((10, 10, size[0] // 2, size[1] // 2), fill="navy")
    content = io.BytesIO()
    drawn.convert(mode).save(content, kind, **told)
    return content.getvalue()


def photo(**told):
    """A photo with the place, the serial number and a second picture in it, turned by a quarter."""
    return picture(exif=b"Exif\x00\x00" + made.exif(**told), comment=b"taken in Rampur")


def fax(pages=3):
    """A TIFF of several pages."""
    sheets = [Image.new("1", (200, 300), page % 2) for page in range(pages)]
    content = io.BytesIO()
    sheets[0].save(content, "TIFF", save_all=True, append_images=sheets[1:])
    return content.getvalue()


def moving(frames):
    """A GIF that moves."""
    sheets = [Image.new("P", (20, 20), frame % 250) for frame in range(frames)]
    for number, each in enumerate(sheets):
        each.putpixel((number % 20, number // 20 % 20), 1)
    content = io.BytesIO()
    sheets[0].save(content, "GIF", save_all=True, append_images=sheets[1:], optimize=False)
    return content.getvalue()


def pages(count=1, *, said=None, catalog=b"", page=b"", objects=(), trailer=b""):
    """A PDF whose pages say their number; `said` is how many it promises."""
    kids = b" ".join(b"%d 0 R" % (3 + 2 * each) for each in range(count))
    tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (said or count, kids)
    body = [b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog, tree]
    for number in range(count):
        text = b"BT /F1 40 Tf 20 100 Td (Page %d) Tj ET" % (number + 1)
        font = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
        body.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 280]/Resources%s/Contents %d 0 R%s>>"
            % (font, 4 + 2 * number, page)
        )
        body.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(text), text))
    return made.pdf(*body, *objects, trailer=trailer)


def document(*paragraphs, **parts):
    """A docx of these paragraphs."""
    told = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in paragraphs)
    content = f'<w:document xmlns:w="{WORD}"><w:body>{told}</w:body></w:document>'
    return made.ooxml({"word/document.xml": content.encode()} | parts)


def table(rows, **parts):
    """An xlsx whose cells are these texts; what is a pair is a formula with the value it had."""
    told = ""
    for number, row in enumerate(rows, start=1):
        cells = ""
        for column, cell in zip("ABCDEF", row, strict=False):
            where = f'r="{column}{number}"'
            if isinstance(cell, tuple):
                cells += f'<c {where} t="str"><f>{cell[0]}</f><v>{cell[1]}</v></c>'
            else:
                cells += f'<c {where} t="inlineStr"><is><t>{cell}</t></is></c>'
        told += f'<row r="{number}">{cells}</row>'
    kinds = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = made.RELATIONS
    return made.zipped(
        {
            "[Content_Types].xml": kinds,
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{office}"><sheets><sheet name="Payments" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{told}</sheetData></worksheet>',
        }
        | parts
    )


def _tone(rate, samples, start):
    """A tone that swells, in whole numbers of sixteen bits."""
    return array("h", (int(math.sin(n / 8) * 30000 * min(1, n / rate)) for n in range(start, start + samples)))  # fmt: skip


def _sound(into, codec, rate, seconds, size):
    """A stream of a tone in a file that is open."""
    stream = into.add_stream(codec, rate=rate)
    stream.layout = "mono"
    change = av.AudioResampler(
        format=stream.codec_context.format or "s16", layout="mono", rate=rate
    )
    for start in range(0, int(rate * seconds), size):
        frame = av.AudioFrame(format="s16", layout="mono", samples=size)
        frame.sample_rate, frame.pts = rate, start
        frame.planes[0].update(
            _tone(rate, size, start).tobytes().ljust(frame.planes[0].buffer_size, b"\x00")
        )
        for each in change.resample(frame):
            into.mux(stream.encode(each))
    into.mux(stream.encode(None))


def sound(container="ogg", codec="libopus", rate=48000, seconds=2, size=960):
    """A recording of a tone."""
    content = io.BytesIO()
    with av.open(content, "w", format=container) as into:
        _sound(into, codec, rate, seconds, size)
    return content.getvalue()


def film(seconds=2, container="mp4", codec="libx264"):
    """A film of a square that wanders, without sound."""
    content = io.BytesIO()
    with av.open(content, "w", format=container) as into:
        stream = into.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for number in range(seconds * 10):
            shown = Image.new("RGB", (160, 120), "white")
            ImageDraw.Draw(shown).rectangle((number, 10, number + 30, 60), fill="red")
            into.mux(stream.encode(av.VideoFrame.from_image(shown)))
        into.mux(stream.encode(None))
    return content.getvalue()
