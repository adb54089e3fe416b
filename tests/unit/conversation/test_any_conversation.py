"""Whatever is said, in whatever order: no step fails, a burst has one answer, and nothing of substance is left lying."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.builders.conversations import (
    BEGUN,
    GATHER,
    PHOTO,
    SENDER,
    STORY,
    VOICE,
    heard,
    scene,
    talker,
)
from vigilance.arrivals.conversation.engine import due_at
from vigilance.arrivals.conversation.state import State, Step, from_bytes, to_bytes
from vigilance.arrivals.conversation.substance import substantial, worth_registering
from vigilance.arrivals.conversation.turns import STATUS, EffectKind
from vigilance.domain.words import Language

TALK = scene().talk
TYPED = st.one_of(
    st.sampled_from([*(str(number) for number in range(20)), "२", "/start", "menu", "done", "पूरा", "yes", "नहीं", "skip",
                     "रद्द", "cancel", "English", "हिन्दी", "thanks", "hello", "Firozabad", "शादी अनुदान", "9000000562", STORY]),
    st.text(max_size=60),
)  # fmt: skip
MESSAGE = st.builds(
    heard,
    TYPED,
    st.timedeltas(timedelta(0), timedelta(seconds=50)).map(lambda later: BEGUN + later),
    command=st.one_of(
        st.none(),
        st.none(),
        st.sampled_from(["menu-1", "scheme-OAP", "yes", "done", "start", "nonsense"]),
    ),
    files=st.one_of(st.just(()), st.just(()), st.sampled_from([(PHOTO,), (VOICE,)])),
    place=st.one_of(st.none(), st.none(), st.just("26.1, 80.2")),
    forwarded=st.booleans(),
    changed=st.sampled_from([False, False, True]),
)
BURSTS = st.lists(
    st.tuples(st.lists(MESSAGE, min_size=1, max_size=4), st.integers(0, 6000)), max_size=12
)


def walked(bursts):
    """Somebody who says all this, with so many minutes between; a registered draft is cleared as the office does."""
    person = talker()
    for burst, minutes in bursts:
        person.says(*burst)
        yield person, burst
        if EffectKind.REGISTER in person.effects:
            person.state = State(sender=SENDER, warned=True)
        person.now += timedelta(minutes=minutes)
        if minutes > 31 and person.is_silent(timedelta(minutes=minutes)) == [EffectKind.REGISTER]:
            person.state = State(sender=SENDER, warned=True)


@given(BURSTS)
def test_nothing_that_is_said_makes_it_fail_and_a_burst_registers_at_most_once(bursts):
    for person, _burst in walked(bursts):
        assert person.effects.count(EffectKind.REGISTER) <= 1
        assert from_bytes(to_bytes(person.state)) == person.state


@given(BURSTS)
def test_every_answer_has_words_in_both_languages_and_every_choice_a_label(bursts):
    known = scene().known
    for person, _burst in walked(bursts):
        for line in person.last.lines:
            assert line.key == STATUS or line.key in TALK.texts
        for option in person.last.options:
            assert option in TALK.options or known.reference.find_scheme(
                option.removeprefix("scheme-")
            )


@given(BURSTS)
def test_a_draft_with_substance_always_ends_registered_unless_it_is_withdrawn(bursts):
    ended = list(walked(bursts))
    person = ended[-1][0] if ended else talker()
    if not person.state.filing or not substantial(person.state.pieces, asked=True):
        return
    withdrawn = person.state.step is Step.CONFIRM
    assert person.is_silent(timedelta(hours=1)) == [
        EffectKind.DROP if withdrawn else EffectKind.REGISTER
    ]


@given(BURSTS)
def test_what_is_worth_registering_has_a_time_at_which_it_is(bursts):
    for person, _burst in walked(bursts):
        if worth_registering(person.state):
            assert due_at(person.state, person.now, GATHER) is not None


@given(BURSTS)
def test_no_word_of_a_story_is_lost_on_its_way_into_the_draft(bursts):
    for person, burst in walked(bursts):
        if any(each.text == STORY and not each.command for each in burst):
            kept = [*person.state.pieces, *(h for e in person.last.effects for h in e.heard)]
            assert STORY in [each.text for each in kept]


def test_both_languages_have_every_text_and_buttons_fit():
    for words in (*TALK.texts.values(), *TALK.options.values(), *TALK.providers.values()):
        assert all(words.said_in(language).strip() for language in Language)
    for label in TALK.options.values():
        assert max(len(label.hi), len(label.en)) <= 20


def test_every_text_names_the_same_values_in_both_languages():
    import re

    for key, words in TALK.texts.items():
        named = [
            sorted(re.findall(r"\$\{(\w+)\}", words.said_in(language))) for language in Language
        ]
        assert named[0] == named[1], key


def test_no_typed_word_means_two_things():
    import tomllib

    from tests.builders.conversations import CONFIG
    from vigilance.arrivals.conversation.texts import plain

    written = tomllib.loads((CONFIG / "conversation.toml").read_text())["words"]
    meant = {}
    for key, spelt in written.items():
        for each in spelt:
            assert meant.setdefault(plain(each), key) == key, each


def test_every_own_scheme_has_information_in_both_languages():
    reference = scene().known.reference
    assert {scheme.code for scheme in scene().known.own_schemes} == set(reference.information)
    for told in reference.information.values():
        for words in (told.gives, told.who, told.apply):
            assert words.hi.strip()
            assert words.en.strip()


def test_every_scheme_people_can_name_is_explained_or_has_a_department_that_runs_it():
    reference = scene().known.reference
    internal = {scheme.code for scheme in reference.schemes.values() if scheme.kind == "internal"}
    told = set(reference.information) | set(reference.run_by)
    assert told == set(reference.schemes) - internal
