"""What each authored body of Facebook, Instagram and X says: in private, and for all to see."""

from datetime import UTC, datetime

import pytest

from tests.builders.readings import files, one, read
from vigilance.domain.message import ContactKind, DeliveryState, MessageKind, Where

AT = datetime.fromtimestamp(1790000000, UTC)


@pytest.mark.parametrize("door", ["facebook", "instagram"])
def test_a_private_message_on_a_page_of_meta(door):
    message = one(door, "complaint-or-reply__text")
    sent = one(door, "complaint-or-reply__files")

    assert (message.sender.kind, message.sender.address) == (ContactKind(door), "66550601")
    assert (message.channel, message.account, message.sent_at) == (door, "112200", AT)
    assert (message.refers_to, message.thread.message_ids) == ("m_out", ("m_out",))
    assert files(sent) == [
        ("image.jpg", "image/jpeg", "https://lookaside.fbsbx.com/a?x=1"),
        ("list.pdf", "application/octet-stream", "https://cdn.fbsbx.com/v/list.pdf?x=1"),
    ]
    assert (sent.location, sent.text) == ((26.8, 80.9), "A post\nhttps://example.com/post")
    assert one(door, "complaint-or-reply__quick-reply").command == "menu-2"
    assert one(door, "edit__message").external_id == f"m_{door}_1#edit:1"


def test_messenger_receipts_come_for_several_messages_or_for_a_time():
    first, second = read("facebook", "receipt__delivered")
    until = one("facebook", "receipt__read-until")

    assert [each.refers_to for each in (first, second)] == ["m_out_1", "m_out_2"]
    assert {first.delivery, second.delivery} == {DeliveryState.DELIVERED}
    assert (until.refers_to, until.delivery, until.flags) == (
        None,
        DeliveryState.READ,
        ("all-until-then",),
    )


def test_what_is_said_on_the_page_is_public_and_waits_for_a_person():
    comment = one("facebook", "complaint-or-reply__comment")
    post = one("facebook", "complaint-or-reply__post")
    on_instagram = one("instagram", "complaint-or-reply__comment")

    for message in (comment, post, on_instagram):
        assert (message.where, message.held) == (Where.PUBLIC, "said-in-public")
        assert message.flags == ("public-post",)
    assert (comment.external_id, comment.refers_to) == ("1_2", "112200_1")
    assert files(post) == [("photo.jpg", "image/jpeg", "https://scontent.xx.fbcdn.net/a.jpg")]
    assert on_instagram.sender_name == "meena.k"
    assert one("facebook", "deletion__comment").refers_to == "1_2"


def test_a_page_button_a_welcome_and_the_other_inbox():
    assert one("facebook", "complaint-or-reply__postback").command == "menu-1"
    assert one("facebook", "unknown__get-started").command == "start"
    assert one("facebook", "complaint-or-reply__standby").flags == ("standby",)
    assert one("instagram", "complaint-or-reply__as-change").sender.address == "66550601"


def test_a_mention_on_x_has_its_whole_text_and_each_medium_once():
    message = one("x", "complaint-or-reply__mention")

    assert message.text == "@SWD_UP छात्रावास का ताला तीन महीने से बंद है"
    assert (message.where, message.flags, message.held) == (Where.PUBLIC, ("public-post",), None)
    assert (message.sender.address, message.refers_to) == ("7700601", "18999")
    assert files(message) == [
        ("photo.jpg", "image/jpeg", "https://pbs.twimg.com/media/a.jpg"),
        ("video.mp4", "video/mp4", "https://video.twimg.com/high.mp4"),
    ]


def test_a_private_message_on_x():
    message = one("x", "complaint-or-reply__direct")

    assert (message.where, message.sender_name) == (Where.PRIVATE, "Sitapur Awaz")
    assert (message.account, message.command, message.sent_at) == ("5500", "menu-2", AT)
    assert files(message) == [("photo.jpg", "image/jpeg", "https://ton.twitter.com/dm/a.jpg")]
    assert one("x", "complaint-or-reply__activity-direct").sender_name == "Sitapur Awaz"


def test_the_newer_form_of_x():
    mention = one("x", "complaint-or-reply__activity-mention")
    edit = one("x", "edit__activity-mention")
    hidden = one("x", "unknown__encrypted-chat")

    assert (mention.sender_name, mention.refers_to) == ("Sitapur Awaz", "20999")
    assert files(mention) == [("photo.jpg", "image/jpeg", "https://pbs.twimg.com/media/b.jpg")]
    assert (edit.external_id, edit.refers_to) == ("21001#edit:21002", "21001")
    assert (hidden.flags, hidden.sender.address) == (("unsupported-type", "encrypted"), "7700601")


def test_x_tells_of_what_is_gone_and_of_what_was_read():
    gone, odd = read("x", "deletion__post")
    seen, other = read("x", "receipt__read")

    assert (gone.external_id, gone.refers_to) == ("190001#deleted", "190001")
    assert (seen.external_id, seen.delivery) == ("dm2#read", DeliveryState.READ)
    assert {odd.kind, other.kind} == {MessageKind.UNKNOWN}
    assert len(read("x", "unknown__favourite")) == 2
