"""Each message of what arrived is dealt with once, or held with its reason, whoever is killed meanwhile."""

import logging
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders.arrivals import AT, TEXT, brought, form_body, understood
from tests.builders.registers import complaints
from vigilance.arrivals.leasing import LEASE, take_due
from vigilance.arrivals.models import Arrival, ArrivalState, ArrivedMessage, Outcome
from vigilance.arrivals.raw import open_raw
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import make_office
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel
from vigilance.sealing.keyring import Keyring

MAIL = b"From: Sita <sita@example.com>\r\nSubject: Pension\r\nMessage-ID: <1@example.com>\r\n\r\nA bribe is asked.\r\n"


@pytest.fixture
def office(own_office):
    return own_office


def all_of(register, table):
    with register.reading() as session:
        return act_as(session, SYSTEM).scalars(select(table)).all()


def only(register, table):
    (found,) = all_of(register, table)
    return found


def test_a_form_becomes_a_complaint_and_is_understood(register, office):
    brought(register, office, form_body(name="सीता देवी", mobile="9000000502", district="135"))

    assert [understood(register, office) for _ in range(2)] == [1, 0]

    complaint, message = only(register, Complaint), only(register, ArrivedMessage)
    assert (complaint.text, complaint.channel, complaint.district_code) == (
        TEXT,
        Channel.FORM,
        "135",
    )
    assert (message.outcome, message.record_id) == (Outcome.REGISTERED, complaint.record_id)
    assert only(register, Arrival).state is ArrivalState.UNDERSTOOD


def test_the_day_of_receipt_is_the_day_it_arrived_however_late_it_is_read(register, office):
    brought(register, office, form_body())

    understood(register, office, AT + timedelta(days=3))

    assert only(register, Complaint).received_on == AT.date()


def test_a_message_delivered_again_in_another_body_is_counted(register, office):
    for body in (form_body(), form_body() + b" ", b" " + form_body()):
        brought(register, office, body)

    understood(register, office)

    assert complaints(register) == 1
    assert only(register, ArrivedMessage).repeats == 2


def test_the_same_id_with_other_content_holds_both_and_alarms(register, office, caplog):
    brought(register, office, form_body("पहली बात"))
    understood(register, office)
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            brought(register, office, form_body("दूसरी बात"))
        brought(register, office, form_body("दूसरी बात") + b" ")
        understood(register, office)

    held = all_of(register, ArrivedMessage)
    record_id = only(register, Complaint).record_id
    assert [(each.outcome, each.reason) for each in held] == [
        (Outcome.HELD, "same-id-other-content")
    ] * 2
    assert {(each.record_id, each.suggested_id) for each in held} == {
        (record_id, None),
        (None, record_id),
    }
    assert sum(each.repeats for each in held) == 1
    assert "same id, other content" in caplog.text
    assert "बात" not in caplog.text


def test_what_cannot_be_read_is_held_with_its_reason_and_stops_nothing(register, office):
    broken = brought(register, office, b'{"id": ')
    brought(register, office, form_body())

    assert understood(register, office) == 2

    with register.reading() as session:
        act_as(session, SYSTEM)
        arrival = session.get(Arrival, broken)
        assert (arrival.state, arrival.reason) == (ArrivalState.HELD, "not-json")
        assert open_raw(session, broken, office) == b'{"id": '
    assert complaints(register) == 1


def test_a_channel_nobody_reads_is_held(register, office):
    brought(register, office, b"x", channel=Channel.LETTER)

    understood(register, office)

    assert only(register, Arrival).reason == "no-adapter"


@pytest.fixture
def keyless(office, tmp_path):
    """The same office with the cell's private key taken away, as while it is locked."""
    keys = tmp_path / "public-keys"
    (keys / "private").mkdir(parents=True)
    (keys / "public").symlink_to(office.settings.keys_dir / "public")
    for name in ("server", "blind-index"):
        (keys / "private" / f"{name}.key").symlink_to(
            office.settings.keys_dir / "private" / f"{name}.key"
        )
    return make_office(office.settings, Keyring.load(keys))


def test_what_fails_is_tried_again_later_and_later_and_held_after_five_times(
    register, office, keyless
):
    brought(register, office, form_body())
    tried = []
    for minutes in range(0, 180, 1):
        tried += [minutes] * understood(register, keyless, AT + timedelta(minutes=minutes))

    arrival = only(register, Arrival)
    assert (arrival.state, arrival.reason, arrival.attempts) == (ArrivalState.HELD, "failed", 5)
    assert tried == [0, 1, 3, 11, 43]
    assert complaints(register) == 0


def test_what_failed_for_a_while_is_understood_when_it_can_be(register, office, keyless):
    brought(register, office, form_body())
    understood(register, keyless)

    understood(register, office, AT + timedelta(minutes=1))

    assert complaints(register) == 1


def leased(register, at):
    with register.writing() as session, session.begin():
        return take_due(act_as(session, SYSTEM), at, list(Channel))


def test_an_arrival_whose_worker_was_killed_is_taken_by_another_when_the_lease_is_over(
    register, office
):
    brought(register, office, form_body())
    leased(register, AT)  # and the worker is dead

    assert understood(register, office, AT + LEASE - timedelta(seconds=1)) == 0
    assert understood(register, office, AT + LEASE) == 1
    assert complaints(register) == 1


def test_an_arrival_that_silences_two_workers_is_held_and_the_others_go_on(register, office):
    poison = brought(register, office, form_body())
    leased(register, AT)
    leased(register, AT + LEASE)
    brought(register, office, form_body(number="F-2"))

    understood(register, office, AT + 2 * LEASE)

    with register.reading() as session:
        arrival = act_as(session, SYSTEM).get(Arrival, poison)
    assert (arrival.state, arrival.reason) == (ArrivalState.HELD, "killed-its-worker")
    assert complaints(register) == 1


def test_a_flood_on_one_channel_does_not_keep_another_waiting(register, office):
    for number in range(30):
        brought(register, office, form_body(number=f"F-{number}"), at=AT - timedelta(hours=1))
    brought(register, office, MAIL, channel=Channel.EMAIL, account="sahayata", key="INBOX/1/1")

    understood(register, office)

    place = {each.channel: each.number for each in all_of(register, Complaint)}
    mail = next(each for each in all_of(register, Complaint) if each.channel is Channel.EMAIL)
    assert len(all_of(register, Complaint)) == 31
    assert mail.number.endswith(("-000001", "-000002")), place


def test_several_workers_at_once_register_each_message_once(register, office):
    for number in range(24):
        body = form_body(f"बात {number}", number=f"F-{number}")
        for copy in range(3):
            brought(register, office, body + b" " * copy)
    workers = [threading.Thread(target=understood, args=(register, office)) for _ in range(4)]

    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    understood(register, office, AT + timedelta(hours=1))

    assert {each.state for each in all_of(register, Arrival)} == {ArrivalState.UNDERSTOOD}
    assert sorted(each.text for each in all_of(register, Complaint)) == sorted(
        f"बात {number}" for number in range(24)
    )
    assert sum(each.repeats for each in all_of(register, ArrivedMessage)) == 48


def test_nothing_is_understood_where_the_word_of_the_office_is_broken(register, office):
    """A broken file of accounts stops the job with its reason, and loses nothing."""
    settings = replace(office.settings, channels_file="/nowhere/channels.toml")
    brought(register, office, form_body())

    with pytest.raises(Exception, match=r"channels\.toml"):
        understood(register, replace(office, settings=settings))
    assert understood(register, office) == 1
