"""What each authored body of WhatsApp and Telegram says, field by field."""

from datetime import UTC, datetime

import pytest

from tests.builders.readings import files, one, read
from vigilance.domain.message import ContactKind, DeliveryState, MessageKind, Where

AT = datetime.fromtimestamp(1790000000, UTC)


def test_a_whatsapp_text_has_its_sender_as_a_number_its_time_and_its_language():
    message = one("whatsapp", "complaint-or-reply__text-hindi")

    assert (message.sender.kind, message.sender.address) == (ContactKind.WHATSAPP, "+919000000601")
    assert (message.sender_name, message.account) == ("सुनीता देवी", "100200300400500")
    assert (message.sent_at, message.language, message.where) == (AT, "hi", Where.PRIVATE)
    assert message.text.startswith("वृद्धावस्था पेंशन")


def test_a_whatsapp_person_who_shows_no_number_is_known_by_his_id_for_this_office():
    message = one("whatsapp", "complaint-or-reply__no-number")

    assert (message.sender.address, message.sender_name) == ("IN.1234567890", "sunita.d")


def test_a_whatsapp_file_is_named_by_what_it_is_and_found_by_its_id():
    photo = one("whatsapp", "complaint-or-reply__image-view-once")
    voice = one("whatsapp", "complaint-or-reply__voice")

    assert (photo.text, files(photo)) == (
        "receipt photo",
        [("image.jpg", "image/jpeg", "5001")],
    )
    assert photo.flags == ("view-once",)
    assert files(voice) == [("audio.ogg", "audio/ogg; codecs=opus", "5002")]


def test_a_whatsapp_place_button_and_group():
    place = one("whatsapp", "complaint-or-reply__location")
    button = one("whatsapp", "complaint-or-reply__button")
    group = one("whatsapp", "complaint-or-reply__group")

    assert (place.location, place.text) == ((27.57, 80.68), "Block office\nSitapur")
    assert (button.command, button.text) == ("menu-1", "शिकायत करें")
    assert (group.where, group.held) == (Where.GROUP, "said-in-public")


def test_a_whatsapp_edit_names_the_first_text_and_keeps_the_new_one():
    edit = one("whatsapp", "edit__text")
    gone = one("whatsapp", "deletion__revoke")

    assert (edit.external_id, edit.refers_to) == ("wamid.A1#edit:1790000060", "wamid.A1")
    assert edit.text == "पाँच सौ नहीं, छह सौ रुपये"
    assert (gone.external_id, gone.refers_to) == ("wamid.A1#deleted", "wamid.A1")


def test_whatsapp_receipts_name_the_message_the_state_and_the_providers_error():
    failed, played = read("whatsapp", "receipt__failed")

    assert (failed.external_id, failed.refers_to) == ("wamid.OUT1#failed", "wamid.OUT1")
    assert (failed.delivery, failed.flags) == (DeliveryState.FAILED, ("error-131047",))
    assert failed.failed_recipients == ("919000000502",)
    assert (played.external_id, played.delivery) == ("wamid.OUT1#played", DeliveryState.READ)


def test_a_time_beyond_tomorrow_is_no_time():
    assert one("whatsapp", "unknown__null-text").sent_at is None


def test_telegram_names_a_message_by_its_chat_and_number():
    message = one("telegram", "complaint-or-reply__text")
    edit = one("telegram", "edit__text")

    assert (message.external_id, message.sender.address) == ("800000601:1", "800000601")
    assert (message.sender_name, message.language) == ("Ramesh Pal", "hi")
    assert (edit.external_id, edit.refers_to) == (
        "800000601:11#edit:1790000400",
        "800000601:11",
    )


def test_telegram_files_are_found_by_their_largest_form():
    assert files(one("telegram", "complaint-or-reply__photo")) == [
        ("photo.jpg", "image/jpeg", "large")
    ]
    assert files(one("telegram", "complaint-or-reply__voice")) == [("voice.ogg", "audio/ogg", "v1")]


def test_telegram_commands_and_buttons():
    start = one("telegram", "unknown__start")
    written = one("telegram", "complaint-or-reply__command-with-text")
    button = one("telegram", "complaint-or-reply__pressed")

    assert (start.command, start.language) == ("start", "hi")
    assert (written.command, written.text) == ("complaint", "The clerk asks for money")
    assert (button.command, button.refers_to) == ("menu-2", "800000601:3")


def test_telegram_cards_places_and_films():
    card = one("telegram", "complaint-or-reply__contact")
    place = one("telegram", "complaint-or-reply__venue")
    film = one("telegram", "complaint-or-reply__animation")

    assert (card.text, card.flags) == ("Mohan: +919000000607", ("contact-card",))
    assert (place.text, place.location) == ("Block office\nSitapur", (27.57, 80.68))
    assert files(film) == [("gate.mp4", "video/mp4", "a1")]


def test_a_passed_on_text_waits_for_a_person_and_a_group_reads_a_message_many_times():
    rumour = one("whatsapp", "complaint-or-reply__forwarded")
    first, second, odd = read("whatsapp", "receipt__of-a-group")

    assert (rumour.held, rumour.forwarded, rumour.refers_to) == ("forwarded", True, "wamid.OUT9")
    assert {first.refers_to, second.refers_to} == {"wamid.OUT2"}
    assert first.external_id != second.external_id
    assert "919000000608" not in first.external_id
    assert odd.kind is MessageKind.UNKNOWN


@pytest.mark.parametrize(
    ("name", "where", "held"),
    [
        ("group", Where.GROUP, "said-in-public"),
        ("channel", Where.PUBLIC, "said-in-public"),
        ("forwarded", Where.PRIVATE, "forwarded"),
        ("text", Where.PRIVATE, None),
    ],
)
def test_what_was_said_to_many_or_passed_on_waits_for_a_person(name, where, held):
    message = one("telegram", f"complaint-or-reply__{name}")

    assert (message.where, message.held, message.forwarded) == (where, held, held == "forwarded")
