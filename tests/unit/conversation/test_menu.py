"""The conversation beside the filing of a complaint: adding to one, asking after one, schemes, a person."""

from datetime import timedelta
from uuid import uuid4

from tests.builders.conversations import BEGUN, PHOTO, STORY, VOICE, heard, talker
from vigilance.arrivals.conversation.state import State, from_bytes, to_bytes
from vigilance.arrivals.conversation.turns import EffectKind
from vigilance.domain.message import Contact, ContactKind

ATTACH, CALL_BACK = EffectKind.ATTACH, EffectKind.CALL_BACK


def after_a_complaint(hours: int):
    return talker(
        warned=True, language="en", record_id=uuid4(), reference="ABCD2345",
        registered_at=BEGUN - timedelta(hours=hours),
    )  # fmt: skip


def test_what_comes_within_two_days_is_added_to_the_complaint():
    person = after_a_complaint(47)
    assert person.says("woh phir aaya tha", heard(files=(PHOTO,))) == ["added"]
    assert person.effects == [ATTACH]
    assert len(person.last.effects[0].heard) == 2


def test_after_two_days_it_is_a_new_complaint():
    person = after_a_complaint(48)
    assert person.says(STORY) == ["gathering"]
    assert person.state.record_id is None


def test_thanks_are_not_added_and_not_answered():
    person = after_a_complaint(1)
    assert (person.says("धन्यवाद"), person.effects) == ([], [])


def test_the_menu_stays_open_after_a_complaint():
    assert after_a_complaint(1).says("2") == ["status"]
    assert after_a_complaint(1).says("1") == ["what"]


def test_scheme_information_is_told_by_name_or_number():
    for typed in ("1", "budhapa pension", "वृद्धावस्था पेंशन"):
        person = talker(warned=True, language="en")
        person.says("3")
        assert person.says(typed) == ["scheme-information"]
        assert person.last.lines[0].values == {"code": "OAP"}


def test_a_scheme_nobody_knows_is_asked_once_more():
    person = talker(warned=True, language="en")
    person.says("3")
    assert person.says("chand par ghar") == ["scheme-unknown"]
    assert person.says("tender") == ["scheme-unknown"]


def test_who_writes_by_whatsapp_is_called_on_his_number():
    person = talker(warned=True, language="en")
    person.says("4")
    assert person.says("yes") == ["person-noted"]
    assert [(each.kind, each.number) for each in person.last.effects] == [
        (CALL_BACK, "+919000000561")
    ]


def test_elsewhere_the_number_is_asked_for():
    person = talker(warned=True, language="en")
    person.state = State(sender=Contact(ContactKind.TELEGRAM, "4711"), warned=True, language="en")
    person.says("4")
    assert person.says("yes") == ["person-number"]
    assert person.says("baad me") == ["person-number-again"]
    assert person.says("९०००००० ५६२") == ["person-noted"]
    assert person.last.effects[0].number == "+919000000562"


def test_who_says_the_same_again_and_again_is_no_more_answered():
    person = talker(warned=True, language="en")
    answers = [person.says("Your message was received") for _ in range(5)]
    assert [bool(each) for each in answers] == [True, True, False, False, False]


def test_a_message_we_cannot_open_is_answered():
    assert talker(warned=True, language="en").says(heard("", flags=("unsupported-type",))) == [
        "unreadable"
    ]


def test_the_state_survives_being_kept():
    person = talker(language="en")
    for text in ("hello", "1", STORY, "Atlantis"):
        person.says(text)
    person.says(heard("x", files=(VOICE,), place="1, 2"))
    state = person.state
    assert from_bytes(to_bytes(state)) == state
