"""A clerk at the post desk: opens an envelope, registers complaints out of it; and lists as offices send them."""

import io
import re
import zipfile

from tests.builders.forms import hidden, said

LETTER = "महोदय, छात्रवृत्ति के लिए लिपिक ने दो हजार रुपये माँगे और रसीद नहीं दी।"
SENDER = {
    "name": "Geeta Verma",
    "address": "House 7\nVillage Rampur\nPost Baragaon",
    "mobile": "9000000611",
}


def open_envelope(browser, **outside):
    """The address of a new envelope."""
    given = {"received_on": "01/03/2026", "how": "post", "language": "hi"} | SENDER | outside
    answer = browser.post("/office/intake/post?lang=en", data=given)
    assert answer.status_code == 303, said(answer)
    return answer.headers["Location"].partition("?")[0]


def send(browser, place, act="register", **typed):
    """Send the envelope's form, as the newest page of it would."""
    turn = typed.pop("turn", None) or hidden(browser.get(place), "turn")
    return browser.post(
        f"{place}/{act}?lang=en", data={"turn": turn} | typed, content_type="multipart/form-data"
    )


def number_on(answer):
    """The register number that the page says."""
    return re.search(r"SWD-C-2026-[0-9]{6}", said(answer))[0]


def a_workbook(rows):
    """An XLSX with one sheet of texts and figures."""

    def cell(value, place):
        if isinstance(value, int | float):
            return f'<c r="{place}"><v>{value}</v></c>'
        text = value.replace("&", "&amp;").replace("<", "&lt;")
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'

    lines = "".join(
        f'<row r="{line}">'
        + "".join(cell(value, f"{chr(64 + column)}{line}") for column, value in enumerate(row, 1))
        + "</row>"
        for line, row in enumerate(rows, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Answers" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData>'
        "</worksheet>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return made.getvalue()
