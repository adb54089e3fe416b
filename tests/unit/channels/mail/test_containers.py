"""Files that hold mails or files are opened in the confined child, and the original stays (security.md 7, row 66)."""

import base64

import pytest

from tests.builders.containers import a_msg, a_winmail, enveloped, signed
from tests.builders.mails import PDF, TEXT, a_mail
from tests.builders.raw_mails import HEAD, nested
from vigilance.channels.mail.child import understand_mail

OTHER = "प्रधान ने आवास के लिए दस हजार रुपये माँगे।"
FILES = (("शपथ पत्र.pdf", PDF), ("फोटो.bin", b"\x00\x01\x02" * 3000))


def names(message):
    return [(each.name, each.set_aside) for each in message.attachments]


def content_of(message, name):
    return next(each.content for each in message.attachments if each.name == name)


def of_type(content_type, content):
    head = (
        HEAD + b"Content-Type: " + content_type + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    return head + base64.encodebytes(content)


def test_the_files_of_a_winmail_dat_stand_beside_it():
    packed = a_winmail(TEXT, FILES)
    read = understand_mail(a_mail(files=(("winmail.dat", "application/ms-tnef", packed),)))

    assert names(read) == [("winmail.dat", None), ("शपथ पत्र.pdf", None), ("फोटो.bin", None)]
    assert content_of(read, "शपथ पत्र.pdf") == PDF
    assert content_of(read, "फोटो.bin") == FILES[1][1]
    assert content_of(read, "winmail.dat") == packed
    assert read.text == TEXT  # said twice by Outlook, told once
    assert read.held is None
    assert "unsupported-type" not in read.flags


def test_the_words_of_a_winmail_dat_are_the_mails_where_it_has_no_others():
    read = understand_mail(of_type(b"application/ms-tnef; name=winmail.dat", a_winmail(TEXT)))

    assert (read.text, read.held) == (TEXT, None)
    assert names(read) == [("winmail.dat", None)]


def test_a_winmail_dat_that_is_only_called_a_file_is_opened_too():
    packed = a_winmail("", FILES[:1])
    read = understand_mail(a_mail(files=(("winmail.dat", "application/octet-stream", packed),)))

    assert names(read) == [("winmail.dat", None), ("शपथ पत्र.pdf", None)]


def test_what_is_signed_is_taken_out_of_its_signature_and_the_signature_is_noted():
    entity = a_mail(files=(("शपथ.pdf", "application/pdf", PDF),))
    read = understand_mail(
        of_type(b"application/pkcs7-mime; smime-type=signed-data", signed(entity))
    )

    assert read.text == TEXT
    assert names(read) == [("शपथ.pdf", None)]
    assert "signed" in read.flags
    assert read.held is None


def test_what_is_encrypted_is_kept_and_said_so():
    sealed = enveloped(b"Content-Type: text/plain\r\n\r\nhello")
    read = understand_mail(of_type(b"application/pkcs7-mime; name=smime.p7m", sealed))

    assert names(read) == [("smime.p7m", "encrypted")]
    assert content_of(read, "smime.p7m") == sealed
    assert (read.held, "encrypted" in read.flags) == ("encrypted", True)


def test_pgp_mime_is_kept_and_said_so():
    body = (
        b"--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n"
        b'--b\r\nContent-Type: application/octet-stream; name="encrypted.asc"\r\n\r\n'
        b"-----BEGIN PGP MESSAGE-----\r\nxyz\r\n-----END PGP MESSAGE-----\r\n--b--\r\n"
    )
    head = (
        HEAD
        + b'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b\r\n\r\n'
    )
    read = understand_mail(head + body)

    assert ("encrypted.asc", "encrypted") in names(read)
    assert read.held == "encrypted"


@pytest.mark.parametrize("media_type", ["application/vnd.ms-outlook", "application/octet-stream"])
def test_a_letter_passed_on_as_msg_is_the_letter_of_who_wrote_it(media_type):
    packed = a_msg("आवास में रिश्वत", OTHER, files=FILES)
    covering = a_mail(
        "FYI", sender="Clerk <clerk@example.com>", files=(("letter.msg", media_type, packed),)
    )
    read = understand_mail(covering)

    assert (read.text, read.subject) == (OTHER, "आवास में रिश्वत")
    assert (read.sender.address, read.sender_name) == ("ram@example.com", "Ram")
    assert names(read) == [("letter.msg", None), ("शपथ पत्र.pdf", None), ("फोटो.bin", None)]
    assert content_of(read, "letter.msg") == packed


def test_a_mail_within_a_msg_stays_in_it_and_the_file_says_so():
    packed = a_msg("x", OTHER, inner=True)
    read = understand_mail(a_mail(files=(("letter.msg", "application/vnd.ms-outlook", packed),)))

    assert names(read) == [("letter.msg", "not-unpacked")]
    assert (read.text, read.held) == (TEXT, None)
    assert "unsupported-type" in read.flags


def test_a_mail_enclosed_in_an_enclosed_mail_gives_its_words_and_files():
    innermost = a_mail(OTHER, subject="भीतर", files=(("शपथ.pdf", "application/pdf", PDF),))
    middle = a_mail(
        "बीच का पत्र",
        subject="बीच",
        files=(("innermost.eml", "application/octet-stream", innermost),),
    )
    long = TEXT * 20
    read = understand_mail(
        a_mail(long, files=(("middle.eml", "application/octet-stream", middle),))
    )

    assert read.text == long
    assert OTHER in read.quoted
    assert "बीच का पत्र" in read.quoted
    assert "विषय: भीतर" in read.quoted
    assert [name for name, _ in names(read)] == ["middle.eml", "innermost.eml", "शपथ.pdf"]


INVITATION = """BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:सुनवाई\\, कक्ष 4\r\nDTSTART:20260105T063000Z
DTEND;TZID=Asia/Kolkata:20260105T130000\r\nLOCATION:विकास भवन\r\nORGANIZER:mailto:babu@example.com\r\nBEGIN:VALARM
DESCRIPTION:reminder\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n""".encode()
CARD = b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E0=A4=B0=E0=A4=BE=E0=A4=AE\r\nTEL;CELL:9000000611\r\nEND:VCARD\r\n"


def test_an_invitation_is_words_and_a_file():
    read = understand_mail(a_mail(files=(("invite.ics", "text/calendar", INVITATION),)))

    assert read.text.startswith(TEXT)
    assert "विषय / Subject: सुनवाई, कक्ष 4" in read.text
    assert "आरम्भ / Begins: 05-01-2026 06:30 UTC" in read.text
    assert "समाप्ति / Ends: 05-01-2026 13:00 Asia/Kolkata" in read.text
    assert "reminder" not in read.text
    assert names(read) == [("invite.ics", None)]


def test_a_visiting_card_is_words_only_where_nothing_else_is_said():
    beside = understand_mail(a_mail(files=(("ram.vcf", "text/x-vcard", CARD),)))
    alone = understand_mail(a_mail("", subject="", files=(("ram.vcf", "text/x-vcard", CARD),)))

    assert (beside.text, names(beside)) == (TEXT, [("ram.vcf", None)])
    assert alone.text == "नाम / Name: राम\nफ़ोन / Telephone: 9000000611"
    assert (names(alone), alone.held) == ([("ram.vcf", None)], None)


BROKEN = [
    ("winmail.dat", "application/ms-tnef", b"\x78\x9f\x3e\x22" + b"\xff" * 400),
    ("a.msg", "application/vnd.ms-outlook", a_msg("x", "y")[:900]),
    ("a.msg", "application/vnd.ms-outlook", b"no such file"),
    ("a.p7m", "application/pkcs7-mime", b"\x30\x82\xff\xff"),
]


@pytest.mark.parametrize(("name", "media_type", "content"), BROKEN)
def test_what_cannot_be_unpacked_stays_a_file_with_a_word_why(name, media_type, content):
    read = understand_mail(a_mail(files=((name, media_type, content),)))

    assert names(read) == [(name, "not-unpacked")]
    assert content_of(read, name) == content
    assert (read.text, read.held) == (TEXT, None)
    assert "unsupported-type" in read.flags


def test_of_a_winmail_dat_that_was_cut_what_is_left_is_taken_and_it_is_said():
    cut = a_winmail("", (*FILES[:1], *FILES))[:-4000]
    read = understand_mail(a_mail(files=(("winmail.dat", "application/ms-tnef", cut),)))

    assert names(read)[:2] == [("winmail.dat", "not-unpacked"), ("शपथ पत्र.pdf", None)]
    assert "unsupported-type" in read.flags


@pytest.mark.parametrize(
    "content",
    [
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
        b"\xff\xfe\x00BEGIN:VCARD",
        b"BEGIN:VEVENT\r\n" * 5000,
    ],
)
def test_a_broken_invitation_is_a_file(content):
    read = understand_mail(a_mail(files=(("a.ics", "text/calendar", content),)))

    assert (read.text, names(read)) == (TEXT, [("a.ics", None)])


def test_the_parts_of_containers_count_like_all_parts():
    many = a_winmail("", [(f"{n}.bin", b"x") for n in range(300)])
    read = understand_mail(a_mail(files=(("winmail.dat", "application/ms-tnef", many),)))

    assert read.held == "too-many-parts"
    assert 150 < len(read.attachments) <= 200


def test_mails_in_signatures_in_mails_are_looked_at_no_deeper_than_others():
    inner = a_mail()
    for _ in range(30):
        inner = of_type(b"application/pkcs7-mime; smime-type=signed-data", signed(inner))
    read = understand_mail(inner)

    assert read.held == "too-many-parts"


def test_a_signed_bomb_of_nesting_is_held():
    deep = signed(nested(2000))
    read = understand_mail(of_type(b"application/pkcs7-mime; smime-type=signed-data", deep))

    assert read.held == "too-many-parts"
