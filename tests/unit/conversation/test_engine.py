"""The conversation by chat: what each step understands and asks, in both languages, and what follows from silence."""

from datetime import timedelta

import pytest

from tests.builders.conversations import BEGUN, PHOTO, STORY, VOICE, heard, talker
from vigilance.arrivals.conversation.state import Step
from vigilance.arrivals.conversation.turns import EffectKind

REGISTER, ATTACH, CALL_BACK, DROP = (
    EffectKind.REGISTER,
    EffectKind.ATTACH,
    EffectKind.CALL_BACK,
    EffectKind.DROP,
)
WORDS = {
    "hi": {"file": "शिकायत", "district": "फिरोजाबाद", "scheme": "वृद्धा पेंशन", "yes": "हाँ", "no": "नहीं", "done": "पूरा",
           "skip": "आगे बढ़ें", "cancel": "रद्द", "one": "१", "status": "स्थिति", "schemes": "योजना", "person": "बात करनी है"},
    "en": {"file": "complaint", "district": "Firozabad", "scheme": "old age pension", "yes": "YES", "no": "no", "done": "Done.",
           "skip": "skip", "cancel": "Cancel", "one": "1", "status": "status", "schemes": "schemes", "person": "talk to a person"},
}  # fmt: skip
BOTH = pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)


def at_step(*until: str, words=WORDS["en"], **state):
    """Somebody who has got through the first questions."""
    person = talker(warned=True, language="en", **state)
    for text in ("hello", words["one"], STORY, *until):
        person.says(text)
    return person


def test_the_first_contact_is_welcomed_in_both_languages_and_warned_of_the_provider():
    person = talker()
    assert person.says(heard("/start", command="start")) == ["welcome", "warning"]
    assert [line.both for line in person.last.lines] == [True, True]
    assert person.last.options == ("menu-1", "menu-2", "menu-3", "menu-4")


def test_the_warning_is_said_once():
    person = talker()
    person.says("hello")
    assert "warning" not in person.says("1")


@BOTH
def test_a_complaint_takes_six_turns(words):
    person = talker(warned=True, language="en")
    assert person.says("hi") == ["welcome"]
    assert person.says(words["one"]) == ["what"]
    assert person.says(STORY) == ["heard", "where"]
    assert person.says(words["district"]) == ["scheme"]
    assert person.says(words["scheme"]) == ["money"]
    assert person.says(words["yes"]) == ["urgent", "papers"]
    assert person.says(words["done"]) == []
    assert person.effects == [REGISTER]
    found = person.state
    assert (found.district, found.scheme, found.live_demand) == ("143", "OAP", True)
    assert [piece.text for piece in found.pieces] == [STORY]


@BOTH
def test_every_question_but_what_happened_can_be_skipped(words):
    person = at_step()
    assert person.says(words["skip"]) == ["scheme"]
    assert person.says(words["skip"]) == ["money"]
    assert person.says(words["no"]) == ["papers"]
    person.says(words["done"])
    assert (person.effects, person.state.live_demand, person.state.district) == (
        [REGISTER],
        False,
        None,
    )


@BOTH
def test_the_menu_is_answered_by_word(words):
    for key, answered in (
        ("file", "what"),
        ("schemes", "which-scheme"),
        ("person", "person"),
        ("status", "status"),
    ):
        person = talker(warned=True, language="en")
        person.says("hello")
        assert person.says(words[key]) == [answered]


@pytest.mark.parametrize("pressed", ["menu-3", "MENU-3"])
def test_a_button_is_understood_by_its_key(pressed):
    person = talker(warned=True, language="en")
    person.says("hello")
    assert person.says(heard("योजना की जानकारी", command=pressed)) == ["which-scheme"]


def test_a_number_means_the_line_last_offered():
    person = at_step("skip")
    code = person.state.offered[1].removeprefix("scheme-")
    person.says("2")
    assert (person.state.scheme, person.state.step) == (code, Step.MONEY)


def test_a_number_that_was_not_offered_is_no_answer():
    person = talker(warned=True, language="en")
    person.says("hello")
    assert person.says("9") == ["menu"]


@BOTH
def test_the_language_is_changed_by_naming_it(words):
    person = at_step()
    assert person.says("हिन्दी") == ["where"]
    assert person.state.language == "hi"
    person.says("English")
    assert person.state.language == "en"


def test_devanagari_is_answered_in_hindi():
    person = talker()
    person.says("बाबू पैसे माँग रहा है और फाइल आगे नहीं बढ़ाता")
    assert person.state.language == "hi"


def test_a_first_text_of_substance_needs_no_menu_and_is_registered_when_nothing_more_comes():
    person = talker()
    assert person.says(STORY) == ["gathering", "warning"]
    assert person.is_silent(timedelta(seconds=29)) == []
    assert person.is_silent(timedelta(seconds=30)) == [REGISTER]


def test_more_of_the_story_is_waited_for():
    person = talker()
    person.says(STORY)
    assert person.says("uska naam board par likha hai") == []
    assert person.is_silent(timedelta(seconds=30)) == [REGISTER]
    assert len(person.state.pieces) == 2


def test_a_story_in_many_messages_is_one_burst_with_one_answer():
    person = talker()
    burst = [
        heard(f"part {number}", BEGUN + timedelta(seconds=number), order=number)
        for number in range(200)
    ]
    answered = person.says(*reversed(burst))
    assert answered == ["gathering", "warning"]
    assert [piece.text for piece in person.state.pieces] == [
        f"part {number}" for number in range(200)
    ]


def test_a_voice_note_is_a_story_and_a_photo_alone_is_not():
    person, other = talker(), talker()
    assert person.says(heard(files=(VOICE,))) == ["gathering", "warning"]
    assert other.says(heard(files=(PHOTO,))) == ["kept-file", "warning"]
    assert other.is_silent(timedelta(hours=2)) == []
    assert other.state.pieces[0].files == (PHOTO,)


def test_the_photo_that_came_first_is_part_of_the_complaint():
    person = talker()
    person.says(heard(files=(PHOTO,)))
    person.says(STORY)
    assert [bool(piece.files) for piece in person.state.pieces] == [True, False]


@pytest.mark.parametrize("step", [(), ("skip",), ("skip", "skip"), ("skip", "skip", "no")])
def test_a_file_is_accepted_at_every_question(step):
    person = at_step(*step)
    person.says(heard(files=(PHOTO,)))
    assert PHOTO in [file for piece in person.state.pieces for file in piece.files]


def test_a_location_answers_where():
    person = at_step()
    assert person.says(heard(place="27.15, 78.39")) == ["scheme"]
    assert person.state.pieces[-1].place == "27.15, 78.39"


def test_a_district_nobody_knows_is_asked_once_more_and_then_kept_in_words():
    person = at_step()
    assert person.says("Atlantis") == ["where-again"]
    assert person.says("Atlantis gaon") == ["scheme"]
    assert (person.state.district, person.state.place) == (None, "Atlantis gaon")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ferozabad", "143"),
        ("जिला फ़िरोज़ाबाद", "143"),
        ("mai allahabad se hu", "120"),
        ("फिरोज़ाबाद", "143"),
        ("lucknw", "162"),
    ],
)
def test_a_district_is_found_however_it_is_spelt(typed, code):
    person = at_step()
    person.says(typed)
    assert person.state.district == code


def test_a_story_told_at_a_question_is_not_lost():
    person = at_step()
    more = "uske baad phir bulaya aur kaha ki bina paise ke kuch nahi hoga aur gaali bhi di"
    person.says(more)
    assert more in [piece.text for piece in person.state.pieces]


@BOTH
def test_nothing_is_thrown_away_before_it_was_asked_twice(words):
    person = at_step()
    assert person.says(words["cancel"]) == ["cancel-ask"]
    assert person.says(words["no"]) == ["where"]
    person.says(words["cancel"])
    assert person.says(words["yes"]) == ["cancelled"]
    assert (person.effects, person.state.pieces) == ([DROP], ())
    assert person.is_silent(timedelta(days=1)) == []


def test_a_withdrawal_that_is_not_answered_is_a_withdrawal():
    person = at_step()
    person.says("cancel")
    assert person.is_silent(timedelta(minutes=30)) == [DROP]


@pytest.mark.parametrize(
    "step", [(), ("skip",), ("skip", "skip"), ("skip", "skip", "no"), ("menu",)]
)
def test_a_complaint_left_half_way_is_registered_after_half_an_hour(step):
    person = at_step(*step)
    assert person.is_silent(timedelta(minutes=29)) == []
    assert person.is_silent(timedelta(minutes=30)) == [REGISTER]


def test_a_flow_with_nothing_told_is_not_registered():
    person = talker(warned=True, language="en")
    person.says("hello")
    person.says("1")
    assert person.is_silent(timedelta(days=2)) == []


def test_a_flow_goes_on_the_next_day_and_begins_anew_after_three():
    person, other = talker(warned=True, language="en"), talker(warned=True, language="en")
    for each, days in ((person, 1), (other, 3)):
        each.says("hello")
        each.says("1")
        each.now += timedelta(days=days)
    assert person.says(STORY) == ["heard", "where"]
    assert other.says("hello") == ["welcome"]


def test_what_was_begun_days_ago_is_kept():
    person = talker(warned=True, language="en")
    person.says(heard(files=(PHOTO,)))
    person.now += timedelta(days=4)
    assert person.says("hello") == ["welcome"]
    assert person.says("1") == ["go-on", "where"]
    assert person.state.pieces[0].files == (PHOTO,)
