"""What arrives is stored byte for byte before anybody reads it, once, and never taken away."""

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DatabaseError

from tests.builders.arrivals import AT, brought, form_body
from tests.builders.registers import Away, session_count
from vigilance.arrivals.commands.taking import (
    NOT_AUTHENTIC,
    key_of_content,
    seal_arrival,
    take_envelope,
)
from vigilance.arrivals.models import Arrival, ArrivalRaw, ArrivalState
from vigilance.arrivals.raw import open_raw
from vigilance.arrivals.spool import drain_arrivals, folder_of, put_aside
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel
from vigilance.sealing.errors import StorageFailed

RAW = bytes(range(256)) * 40 + "घूस".encode()


@pytest.fixture
def office(own_office):
    return own_office


def an_envelope(office, raw=RAW, key=None, account="a"):
    return seal_arrival(
        channel=Channel.EMAIL,
        account=account,
        provider_key=key or key_of_content(raw),
        raw=raw,
        at=AT,
        office=office,
    )


def only(register, table=Arrival):
    with register.reading() as session:
        return act_as(session, SYSTEM).scalars(select(table)).one()


def test_the_bytes_come_back_as_they_came_and_lie_sealed(register, office):
    arrival_id = brought(register, office, RAW)

    with register.reading() as session:
        act_as(session, SYSTEM)
        assert open_raw(session, arrival_id, office) == RAW
        assert "घूस".encode() not in session.get(ArrivalRaw, arrival_id).sealed
        stored = session.get(Arrival, arrival_id)
    assert (stored.state, stored.size, stored.received_at) == (ArrivalState.WAITING, len(RAW), AT)


def test_the_same_arrival_again_is_counted_and_not_stored_twice(register, office):
    first = brought(register, office, RAW)
    again = [brought(register, office, RAW) for _ in range(1000)]

    assert (first is not None, set(again)) == (True, {None})
    assert only(register).repeats == 1000


def test_the_same_mail_under_a_new_number_of_its_folder_is_the_same_arrival(register, office):
    mail = {"channel": Channel.EMAIL, "account": "sahayata"}
    brought(register, office, RAW, key="INBOX/1/7", **mail)
    brought(register, office, RAW, key="INBOX/2/1", **mail)

    assert only(register).repeats == 1


def test_the_same_bytes_in_another_account_are_another_arrival(register, office):
    brought(register, office, RAW, account="one")
    brought(register, office, RAW, account="two")

    with register.reading() as session:
        assert session_count(act_as(session, SYSTEM), Arrival) == 2


def test_a_sample_without_proof_does_not_make_the_true_one_a_repeat(register, office):
    sample = an_envelope(office, key=f"{NOT_AUTHENTIC}:hour")
    with register.writing() as session, session.begin():
        act_as(session, SYSTEM)
        take_envelope(session, sample, state=ArrivalState.HELD, reason=NOT_AUTHENTIC)

    taken = brought(register, office, RAW, channel=Channel.EMAIL, account="a", key="INBOX/1/7")

    assert taken is not None


def test_what_arrived_cannot_be_removed(register, office):
    brought(register, office, RAW)

    with pytest.raises(DatabaseError), register.writing() as session, session.begin():
        act_as(session, SYSTEM).execute(delete(ArrivalRaw))
    with pytest.raises(DatabaseError), register.writing() as session, session.begin():
        act_as(session, SYSTEM).execute(update(ArrivalRaw).values(sealed=b"other"))
    with pytest.raises(DatabaseError), register.writing() as session, session.begin():
        act_as(session, SYSTEM).execute(delete(Arrival))


def test_what_was_put_aside_is_entered_once_when_the_database_is_back(register, office):
    put_aside(an_envelope(office), office.settings)
    put_aside(an_envelope(office), office.settings)
    put_aside(an_envelope(office, account="b"), office.settings)
    assert all(
        "घूस".encode() not in path.read_bytes() for path in folder_of(office.settings).iterdir()
    )

    drained = [drain_arrivals(register, office, AT) for _ in range(2)]

    assert drained == [2, 0]
    with register.reading() as session:
        act_as(session, SYSTEM)
        kept = session.scalars(select(Arrival).order_by(Arrival.account)).all()
        assert [(each.account, each.received_at) for each in kept] == [("a", AT), ("b", AT)]
        assert open_raw(session, kept[0].id, office) == RAW


def test_a_file_drained_again_after_a_kill_enters_nothing_more(register, office):
    put_aside(an_envelope(office), office.settings)
    (file,) = folder_of(office.settings).glob("*.arrival")
    content = file.read_bytes()
    drain_arrivals(register, office, AT)
    file.write_bytes(content)

    drain_arrivals(register, office, AT)

    assert only(register).repeats == 1


def test_a_file_that_cannot_be_read_is_held_and_stops_nothing(register, office):
    put_aside(an_envelope(office), office.settings)
    (folder_of(office.settings) / "0.arrival").write_bytes(b"nothing of ours")

    assert drain_arrivals(register, office, AT) == 1
    assert [path.name for path in (folder_of(office.settings) / "held").iterdir()] == ["0.arrival"]


def test_a_disk_that_keeps_nothing_promises_nothing(office, tmp_path):
    office.settings.spool_dir.mkdir()
    folder_of(office.settings).write_text("a file where the folder should be")

    with pytest.raises(StorageFailed):
        put_aside(an_envelope(office), office.settings)


def test_while_the_database_is_away_nothing_put_aside_is_touched(office):
    put_aside(an_envelope(office), office.settings)

    with pytest.raises(DatabaseError):
        drain_arrivals(Away(), office, AT)
    assert len(list(folder_of(office.settings).glob("*.arrival"))) == 1


def test_every_arrival_has_its_bytes(register, office):
    for number in range(5):
        brought(register, office, form_body(number=str(number)))

    with register.reading() as session:
        act_as(session, SYSTEM)
        assert session.scalar(
            select(func.count()).select_from(Arrival).join(ArrivalRaw)
        ) == session_count(session, Arrival)
