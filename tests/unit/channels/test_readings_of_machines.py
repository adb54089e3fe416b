"""What each authored body of a form, a telephone system and an SMS provider says."""

from datetime import UTC, datetime

import pytest

from tests.builders.readings import files, one, read
from tests.builders.webhooks import FORM, payloads
from vigilance.channels.base import Unreadable
from vigilance.channels.forms import Form
from vigilance.domain.message import ContactKind, DeliveryState

AT = datetime.fromtimestamp(1790000000, UTC)


def form(name: str):
    (message,) = Form(FORM).read(payloads("form")[name])
    return message


def test_a_form_has_its_fields_under_our_names():
    message = form("complaint-or-reply__flat")

    assert (message.external_id, message.account) == ("JS-1", "jansunwai")
    assert (message.sender.kind, message.sender.address) == (ContactKind.MOBILE, "9000000602")
    assert message.fields == {
        "id": "JS-1",
        "text": "राशन कार्ड के लिए पैसे माँगे",
        "district": "Sitapur",
        "name": "Sunita",
        "mobile": "9000000602",
        "submitted_at": "2026-09-19T10:00:00+05:30",
    }
    assert message.sent_at == datetime(2026, 9, 19, 4, 30, tzinfo=UTC)


def test_a_form_in_a_form_is_read_by_the_path_of_its_names():
    message = form("complaint-or-reply__nested")

    assert (message.external_id, message.sender.address) == ("77", "ramesh@example.com")
    assert (message.text, message.sender_name) == ("The clerk asks for money", "Ramesh")
    assert message.fields["complaint.parts"] == "one\ntwo"
    assert (message.fields["agreed"], message.fields["amount"]) == ("yes", "500.5")


def test_a_form_without_an_id_is_named_by_what_it_says():
    message = form("complaint-or-reply__without-id")

    assert message.external_id.startswith("sha256:")
    assert (message.sender, message.sender_name) == (None, None)


def test_a_form_with_an_endless_number_of_fields_is_held_as_a_whole():
    many = b'{"id": "1", "a": [' + b",".join([b'{"b": "x"}'] * 5000) + b"]}"

    with pytest.raises(Unreadable, match="too-many-fields"):
        Form(FORM).read(many)


def test_a_call_has_its_caller_its_keys_and_its_recording():
    call = one("phone", "complaint-or-reply__recorded")

    assert (call.external_id, call.sender.address) == ("C-1", "+919000000604")
    assert (call.language, call.command) == ("hi", "1")
    assert call.fields["seconds"] == "95"
    assert files(call) == [("C-1.wav", "audio/wav", "https://pbx.example.com/rec/C-1.wav?t=1")]


def test_a_call_that_nobody_took_and_one_that_hides_its_number():
    missed = one("phone", "complaint-or-reply__missed")
    withheld = one("phone", "complaint-or-reply__withheld")

    assert (missed.sender.address, missed.fields["outcome"]) == ("+919000000605", "missed")
    assert (withheld.sender, withheld.fields["seconds"]) == (None, "12.5")
    assert [each.name for each in withheld.attachments] == ["recording.mp3"]


def test_reports_of_short_messages():
    failed = one("sms", "receipt__failed")

    assert (failed.refers_to, failed.delivery) == ("S2", DeliveryState.FAILED)
    assert failed.failed_recipients == ("+919000000606",)
    assert [each.external_id for each in read("sms", "receipt__several")] == ["S3#sent", "S4#read"]
