"""The telephone desk: a call begins, is written down and kept, and belongs to its clerk."""

import logging

import pytest
from sqlalchemy import select

from tests.builders.calls import AGREED, NUMBER, WORDS, begin, only_call, write
from tests.builders.forms import said, value_of
from vigilance.cases.commands.walls import declare_wall
from vigilance.complaints.models import Complaint
from vigilance.domain.roles import Role
from vigilance.domain.walls import Relation
from vigilance.helpline.call_seals import typed_of
from vigilance.helpline.models import CallStage
from vigilance.identities.contacts import Identity


@pytest.fixture
def clerk(sign_in, at):
    at("2026-03-02")
    return sign_in(Role.CLERK)


def test_the_number_of_the_telephone_system_is_led_out_of_the_address(clerk, session, caplog):
    caplog.set_level(logging.DEBUG)

    led = clerk.get(f"/office/intake/phone?caller=%2B91{NUMBER}&lang=en")
    page = clerk.get(led.headers["Location"])
    token = value_of(page, "handed")
    begun = clerk.post("/office/intake/phone", data={"handed": token, "language": "hi"})

    assert (led.status_code, begun.status_code) == (303, 303)
    assert NUMBER not in led.headers["Location"] + led.get_data(as_text=True)
    assert NUMBER not in page.get_data(as_text=True)
    assert NUMBER not in begun.headers["Location"]
    assert NUMBER not in caplog.text
    assert only_call(session).caller_sealed is not None


def test_who_must_sign_in_first_takes_no_number_along(client, at):
    at("2026-03-02")

    led = client.get(f"/office/intake/phone?caller={NUMBER}")
    asked = client.get(led.headers["Location"])

    assert "/office/sign-in" in asked.headers["Location"]
    assert NUMBER not in led.headers["Location"] + asked.headers["Location"]


@pytest.mark.parametrize("caller", ["anonymous", "", "%00", "9" * 5000])
def test_a_caller_without_a_number_is_a_caller_all_the_same(clerk, caller):
    led = clerk.get(f"/office/intake/phone?caller={caller}")

    assert led.status_code == 303
    assert clerk.get(led.headers["Location"]).status_code == 200


def test_a_changed_token_hands_over_nothing(clerk, session):
    clerk.post("/office/intake/phone", data={"handed": "AAAA", "language": "hi"})

    assert only_call(session).caller_sealed is None


def test_a_number_that_is_none_is_told_and_kept(clerk):
    answer = clerk.post("/office/intake/phone?lang=en", data={"number": "12", "language": "hi"})

    assert answer.status_code == 422
    assert "Write the number with 10 digits" in said(answer)
    assert value_of(answer, "number") == "12"


def test_what_is_typed_survives(clerk):
    address = begin(clerk)

    kept = write(clerk, address, "save", text=WORDS, name="राम", quiet="1")

    again = clerk.get(address)
    assert kept.status_code == 204
    assert value_of(again, "text").strip() == WORDS
    assert value_of(again, "name") == "राम"


def test_a_draft_is_in_its_clerks_list_and_on_nobody_elses_desk(clerk, sign_in):
    address = begin(clerk)
    other = sign_in(Role.CLERK)

    assert address.rpartition("/")[2] in clerk.get("/office/intake/calls").get_data(as_text=True)
    assert address.rpartition("/")[2] not in other.get("/office/intake/calls").get_data(True)
    assert other.get(address).status_code == 404
    assert write(other, address, "save", text="x").status_code == 404


def test_nothing_typed_lies_open_in_the_database(clerk, session):
    address = begin(clerk)
    write(clerk, address, "save", text=WORDS, name="Ram", mobile=NUMBER)

    call = only_call(session)

    assert WORDS.encode() not in call.typed_sealed
    assert NUMBER.encode() not in call.typed_sealed + call.caller_sealed


def test_the_script_is_read_in_the_language_of_the_call_on_a_page_of_any_language(clerk):
    address = begin(clerk, language="hi")
    before = said(clerk.get(f"{address}?lang=en"))

    write(clerk, address, "save", text=WORDS, talk="en")

    after = clerk.get(f"{address}?lang=en")
    assert "अपने शब्दों में बताइए" in before
    assert "Tell me in your own words" in said(after)
    assert value_of(after, "text").strip() == WORDS


def test_without_reading_back_nothing_is_registered_and_nothing_is_lost(clerk, session):
    address = begin(clerk)

    answer = write(clerk, address, text=WORDS, lane="ordinary", name="Ram", consent="yes")

    assert answer.status_code == 422
    assert "Read it to the caller first" in said(answer)
    assert value_of(answer, "text").strip() == WORDS
    assert value_of(answer, "name") == "Ram"
    assert session.scalars(select(Complaint)).all() == []


def test_a_call_without_words_is_no_complaint(clerk):
    answer = write(clerk, begin(clerk), lane="ordinary", **AGREED)

    assert answer.status_code == 422
    assert "Write what the caller tells" in said(answer)


def test_earlier_complaints_of_the_number_are_numbers_and_no_more(clerk, filed, walk, session):
    seen = filed(identity=Identity(mobile=f"+91{NUMBER}"), text="Secret words.")
    hidden = filed(identity=Identity(mobile=f"+91{NUMBER}"))
    declare_wall(
        session,
        hidden.complaint.record,
        clerk.officer.id,
        Relation.NAMED,
        by=walk.team.cvo,
        at=hidden.registered_at,
    )
    session.commit()

    page = clerk.get(begin(clerk) + "?lang=en")

    assert seen.complaint.number in said(page)
    assert hidden.complaint.number not in said(page)
    assert "1 earlier that you do not see" in said(page)
    assert "Secret words." not in page.get_data(as_text=True)


@pytest.mark.parametrize("role", [Role.VO, Role.CVO, Role.MINISTER, Role.AUDITOR, Role.ADMIN])
def test_the_desk_is_the_clerks(role, sign_in, clerk, at):
    address = begin(clerk)
    other = sign_in(role)

    answers = [
        other.get("/office/intake/phone"),
        other.get("/office/intake/calls"),
        other.get(address),
        write(other, address, text=WORDS, lane="ordinary", **AGREED),
        other.post(f"{address}/end", data={"outcome": "dropped"}),
    ]

    assert {answer.status_code for answer in answers} == {403}


def test_the_same_number_again_opens_the_draft_that_broke_off(clerk):
    first = begin(clerk)

    assert begin(clerk) == first


def test_an_ended_call_keeps_its_words_sealed_and_loses_its_number(clerk, session, office):
    address = begin(clerk)
    write(clerk, address, "save", text=WORDS, name="Ram", mobile=NUMBER)

    clerk.post(f"{address}/end", data={"outcome": "dropped"})

    call = only_call(session)
    assert (call.stage, call.caller_sealed) == (CallStage.DROPPED, None)
    assert typed_of(office, call) == {"text": WORDS}
