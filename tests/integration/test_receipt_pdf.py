"""The receipt as a PDF: one tagged sheet, its Hindi read back exactly, and data never read as source."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest

from tests.builders.forms import codes, file_complaint, hidden, page_of
from vigilance.complaints.receipt_pdf import Sheet, qr_code, receipt_pdf
from vigilance.domain.numbering import grouped

CONJUNCTS = "क्षत्रिय स्त्री ऋण प्रार्थना कार्त्स्न्य र्‌य क्‍ष 500 रुपये"
SHEET = Sheet(
    language="hi",
    title="रसीद",
    office="समाज कल्याण विभाग, उत्तर प्रदेश",
    heading="आपकी शिकायत दर्ज हो गई",
    codes=[("शिकायत संख्या", "7K3M-9QXD"), ("गुप्त कोड", "T4V8-N2WP-C6HJ-5R0Z-A")],
    keep="सँभालकर रखें",
    steps_heading="क्या कब होगा",
    steps=[("निर्णय", "5 फ़रवरी 2026 तक")],
    track_heading="स्थिति कैसे देखें",
    track="यह पृष्ठ खोलें",
    address="http://127.0.0.1:8000/complaints/track",
    qr_words="पृष्ठ का पता",
    proof_heading="प्रमाण",
    proof_words=CONJUNCTS,
    proof="ab" * 32,
    foot="हेल्पलाइन 14568",
)


@pytest.fixture
def fonts(project):
    return project / "vigilance" / "static" / "built" / "typst-fonts"


@pytest.fixture(autouse=True)
def _on_a_monday(at):
    at("2026-01-05")


def read_back(pdf):
    """All text of the paper, without spaces: a reader guesses those from the distance of the letters."""
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return re.sub(r"\s+", "", text)


def squeezed(words):
    return re.sub(r"\s+", "", words)


def made(sheet, fonts):
    return receipt_pdf(sheet, fonts, datetime(2026, 1, 5, tzinfo=UTC))


def test_every_word_of_the_sheet_is_read_back_exactly(fonts):
    text = read_back(made(SHEET, fonts))

    words = [
        SHEET.office,
        SHEET.heading,
        SHEET.keep,
        SHEET.steps_heading,
        SHEET.address,
        SHEET.proof,
        SHEET.foot,
    ]
    words += [word for pair in (*SHEET.codes, *SHEET.steps) for word in pair]
    assert [word for word in words if squeezed(word) not in text] == []


def test_conjuncts_are_read_back_exactly(fonts):
    # a joiner changes the form of a letter and is no letter of its own: readers drop it
    plain = squeezed(CONJUNCTS).translate({0x200C: None, 0x200D: None})

    assert plain in read_back(made(SHEET, fonts)).translate({0x200C: None, 0x200D: None})


def test_the_paper_is_tagged_and_says_its_language_and_title(fonts):
    pdf = made(SHEET, fonts)

    document = pypdfium2.PdfDocument(pdf)
    assert document.is_tagged()
    assert len(document) == 1
    assert document.get_metadata_dict()["Title"] == "रसीद"
    assert b"pdfuaid:part" in pdf


@pytest.mark.parametrize(
    "hostile",
    ["#panic(1)", '$x$ *b* _i_ @ref <label> \\ // `raw` #include "x"', "{{7*7}} ${7*7} %{x}"],
)
def test_data_are_words_and_never_source(fonts, hostile):
    text = read_back(made(replace(SHEET, keep=hostile, heading=hostile), fonts))

    assert text.count(squeezed(hostile)) == 2


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_paper_of_a_receipt_holds_number_and_code_in_the_readers_language(client, language):
    receipt = file_complaint(client, text="शिकायत", name="भोलानाथ")
    reference, secret = codes(receipt)

    answer = client.post(
        f"/complaints/receipt.pdf?lang={language}", data={"receipt": hidden(receipt, "receipt")}
    )

    text = read_back(answer.data)
    heading = {"hi": "आपकी शिकायत दर्ज हो गई", "en": "Your complaint is registered"}[language]
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="receipt.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert [
        word
        for word in (grouped(reference), grouped(secret), squeezed(heading))
        if word not in text
    ] == []


def test_the_proof_on_paper_is_the_one_the_ledger_knows(client):
    receipt = file_complaint(client, text="शिकायत")
    answer = client.post(
        "/complaints/receipt.pdf?lang=en", data={"receipt": hidden(receipt, "receipt")}
    )
    proof = re.search(r"unseen\.Ittellsnothingaboutyou\.([0-9a-f]{64})", read_back(answer.data))[1]

    checked = client.post("/transparency/check?lang=en", data={"proof": proof})

    assert "This registration stands in the record" in checked.text


def test_the_qr_code_is_drawn_whole():
    drawn = qr_code("http://127.0.0.1:8000/complaints/track")

    dark = sum(int(length) for length in re.findall(r"h(\d+)", drawn.path))
    assert drawn.size == 33
    assert 300 < dark < 600
    assert drawn.path.startswith("M2 2.5h7")


def test_the_page_shows_the_same_code(client):
    receipt = file_complaint(client, text="शिकायत")

    drawing = next(each for each in page_of(receipt).iter() if each.get("class") == "qr")
    assert drawing[0].get("d") == qr_code("http://127.0.0.1:8000/complaints/track").path
