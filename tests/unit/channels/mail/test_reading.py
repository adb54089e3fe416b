"""What the authored mails say, each as a person would tell it."""

from datetime import UTC, datetime

import pytest

from tests.builders.raw_mails import every_payload, payload
from vigilance.channels.mail.reading import mail_html, read_mail
from vigilance.domain.lanes import Channel
from vigilance.domain.message import Contact, ContactKind, DeliveryState, MessageKind

TEXT = "पेंशन के सत्यापन के लिए बाबू पाँच सौ रुपये माँग रहे हैं। कृपया जाँच करें।"


def read(name, **given):
    return read_mail(payload(name), **given)


def test_a_hindi_mail_is_read_whole():
    message = read("hindi_8bit")

    assert message.channel is Channel.EMAIL
    assert message.kind is MessageKind.COMPLAINT_OR_REPLY
    assert message.sender == Contact(ContactKind.EMAIL, "sita@example.com")
    assert message.sender_name == "सीता देवी"
    assert message.subject == "पेंशन में रिश्वत"
    assert message.text == TEXT
    assert message.language == "hi"
    assert message.sent_at == datetime(2026, 6, 1, 4, 30, tzinfo=UTC)
    assert message.fields["message-id"] == "hindi-1@example.com"
    assert (message.held, message.flags, message.attachments) == (None, (), ())


def test_a_reply_is_apart_from_what_it_quotes_and_says_where_it_belongs():
    message = read("reply_hindi_gmail")

    assert message.text == "मैं पुष्टि करती हूँ। रसीद साथ में है।\n\nसीता देवी"
    assert message.quoted.startswith("सोम, 1 जून 2026 को")
    assert message.thread.numbers == ("SWD-C-2026-000123", "7K3M9QXR")
    assert message.thread.case_addresses == ("sahayata+c7.k3@example.com", "sahayata@example.com")
    assert message.thread.message_ids == ("ack-1@sahayata.example.com", "first@example.com")


@pytest.mark.parametrize(
    ("name", "own", "quoted"),
    [
        ("reply_outlook", "Yes, it is mine.", "Please confirm. SWD-V-2026-00045"),
        ("reply_original_hindi", "हाँ, मेरी ही है।", "कृपया पुष्टि करें।"),
    ],
)
def test_what_outlook_puts_under_an_answer_is_quoted(name, own, quoted):
    message = read(name)

    assert message.text == own
    assert message.quoted.endswith(quoted)


def test_what_somebody_forwards_in_his_text_is_what_he_sends():
    message = read("forward_inline")

    assert message.forwarded
    assert message.text.startswith("देखिए, बाबू ने यह भेजा था।")
    assert message.text.endswith("Bring five hundred.")
    assert message.quoted == ""


def test_a_complaint_passed_on_is_its_writers_with_its_writers_files():
    message = read("forward_enclosed")

    assert message.sender == Contact(ContactKind.EMAIL, "sita@example.com")
    assert (message.subject, message.text) == ("पेंशन", TEXT)
    assert [file.name for file in message.attachments] == ["रसीद.png"]
    assert message.forwarded
    assert message.fields["forwarded-by"] == "desk@example.org"
    assert message.fields["forwarded-note"] == "For necessary action please."


@pytest.mark.parametrize("name", ["auto_reply", "auto_reply_subject"])
def test_a_machine_that_answers_for_somebody_is_an_auto_reply(name):
    assert read(name).kind is MessageKind.AUTO_REPLY


def test_mail_of_a_list_waits_for_a_person():
    message = read("list")

    assert (message.kind, message.held) == (MessageKind.COMPLAINT_OR_REPLY, "list-mail")


@pytest.mark.parametrize(
    ("name", "kind", "state", "refers_to", "failed"),
    [
        (
            "bounce_report",
            MessageKind.BOUNCE,
            DeliveryState.FAILED,
            "ack-1@sahayata.example.com",
            ("sita@example.com",),
        ),
        (
            "bounce_informal",
            MessageKind.BOUNCE,
            DeliveryState.FAILED,
            "ack-3@sahayata.example.com",
            ("sita@example.com",),
        ),
        ("delay_report", MessageKind.RECEIPT, DeliveryState.SENT, "ack-2@sahayata.example.com", ()),
        ("read_receipt", MessageKind.RECEIPT, DeliveryState.READ, "ack-1@sahayata.example.com", ()),
    ],
)
def test_a_report_names_the_mail_of_ours_it_is_about(name, kind, state, refers_to, failed):
    message = read(name)

    assert (message.kind, message.delivery, message.refers_to) == (kind, state, refers_to)
    assert message.failed_recipients == failed
    assert (message.attachments, message.held) == ((), None)


def test_files_keep_their_names_and_those_that_could_do_harm_are_set_aside():
    message = read("files")

    assert [(file.name, file.set_aside) for file in message.attachments] == [
        ("शपथ.pdf", None),
        ("रसीद.jpg", None),
        ("साक्ष्य १.png", None),
        ("x.pdf", "path-in-name"),
        ("bill.pdf", None),
        ("bill.pdf.exe", "double-extension"),
        ("plain.pdf", "dangerous-type"),
        ("photo\u202egpj.exe", "hidden-characters"),
        ("page.svg", "dangerous-type"),
        ("10.vcf", None),
        ("11.ics", None),
        ("winmail.dat", "not-unpacked"),
        ("voice.amr", None),
    ]
    assert "unsupported-type" in message.flags
    assert all(file.size == len(file.content) for file in message.attachments)


def test_a_file_written_into_the_text_is_a_file():
    message = read("uuencoded")

    assert [(file.name, file.content) for file in message.attachments] == [("bill.txt", b"hello")]
    assert "begin 644" not in message.text


def test_html_is_shown_as_text_with_what_it_hides_and_says_so():
    message = read("html_hidden")

    assert "शिकायत संलग्न है।" in message.text
    assert "छिपी बात" in message.text
    assert "steal" not in message.text
    assert "hidden-text" in message.flags


def test_html_to_be_shown_runs_fetches_and_links_nothing():
    shown = mail_html(payload("html_hidden"))

    assert "<b>संलग्न</b>" in shown
    assert "<td>राशि</td>" in shown
    assert [
        word
        for word in ("script", "style", "img", "href", "http", "form", "onload", "meta")
        if word in shown
    ] == []


def test_a_font_of_before_unicode_is_named():
    message = read("krutidev")

    assert ("legacy-font" in message.flags, message.language) == (True, "hi")


def test_only_the_topmost_findings_of_our_own_server_are_believed():
    believed = read("checked", trusted_server="MX.example.com")
    unbelieved = read("checked")
    other = read("checked", trusted_server="elsewhere.example.org")

    assert believed.fields["authentication"] == "dkim=fail dmarc=pass spf=pass"
    assert believed.flags == ("dkim-fail",)
    assert (unbelieved.flags, "authentication" in unbelieved.fields) == ((), False)
    assert other.fields["authentication"] == "dkim=pass"


def test_what_is_encrypted_waits_for_a_person():
    assert read("encrypted").held == "encrypted"


def test_a_mail_is_named_by_its_bytes_and_not_by_what_it_says():
    names = {read_mail(path.read_bytes()).external_id for path in every_payload()}

    assert len(names) == len(every_payload())
    assert all(name.startswith("sha256:") for name in names)
