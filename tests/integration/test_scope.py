"""Nobody sees a record that is not his to see, whichever way he asks."""

import uuid
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from vigilance.audit.commands import append_event
from vigilance.audit.models import Event
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, Actor, complainant_of
from vigilance.domain.errors import NotFound
from vigilance.domain.roles import Role
from vigilance.notes.models import Note, NoteKind
from vigilance.records.commands import open_record
from vigilance.records.models import SCOPE, Record, RecordKind, Wall

NOW = datetime(2026, 1, 5, 6, tzinfo=UTC)


@pytest.fixture
def record(session):
    made = open_record(session, RecordKind.COMPLAINT, f"T-{uuid.uuid4()}", at=NOW)
    made.at_intake = False
    append_event(session, made, "registered", {"channel": "web"}, by=SYSTEM, at=NOW)
    session.commit()
    return made


def note_on(record, number=1):
    return Note(
        id=uuid.uuid4(),
        record_id=record.id,
        number=number,
        kind=NoteKind.NOTE,
        text="x",
        written_at=NOW,
    )


def seen_by(connected, actor, record):
    event = aliased(Event)
    with connected.reading() as reading:
        act_as(reading, actor)
        return {
            "row": reading.scalars(select(Record).where(Record.id == record.id)).one_or_none()
            is not None,
            "child": reading.scalar(
                select(func.count()).select_from(Event).where(Event.record_id == record.id)
            ),
            "alias": len(reading.scalars(select(event).where(event.record_id == record.id)).all()),
            "column": reading.scalar(select(Event.type).where(Event.record_id == record.id)),
            "get": reading.get(Record, record.id) is not None,
        }


NOTHING = {"row": False, "child": 0, "alias": 0, "column": None, "get": False}


@pytest.mark.parametrize(
    "role",
    [
        Role.CLERK,
        Role.VO,
        Role.INQUIRING_OFFICER,
        Role.MINISTER,
        Role.AUDITOR,
        Role.ADMIN,
        Role.DISTRICT,
    ],
)
def test_a_record_that_is_not_his_does_not_exist_for_an_officer(
    connected, record, an_officer, role
):
    officer = an_officer(role)

    assert seen_by(connected, Actor(frozenset({role}), officer.id), record) == NOTHING


def test_the_cvo_sees_it_and_a_wall_hides_it(connected, session, record, an_officer):
    cvo = an_officer(Role.CVO)
    actor = Actor(frozenset({Role.CVO}), cvo.id)

    before = seen_by(connected, actor, record)
    wall = Wall(
        id=uuid.uuid4(),
        record_id=record.id,
        officer_id=cvo.id,
        relation="named",
        declared_by=cvo.id,
        declared_at=NOW,
    )
    session.add(wall)
    append_event(session, record, "wall-declared", {}, by=SYSTEM, at=NOW, rows=[wall])
    session.commit()

    assert before["row"]
    assert before["child"] == 1
    assert seen_by(connected, actor, record) == NOTHING


def test_the_assigned_officer_sees_it(connected, session, record, an_officer):
    vo = an_officer(Role.VO)
    record.assigned_to = vo.id
    append_event(session, record, "assign", {}, by=SYSTEM, at=NOW)
    session.commit()

    assert seen_by(connected, Actor(frozenset({Role.VO}), vo.id), record)["child"] == 2


def test_a_complainant_sees_his_own_record_and_no_other(connected, session, record):
    other = open_record(session, RecordKind.COMPLAINT, f"T-{uuid.uuid4()}", at=NOW)
    append_event(session, other, "registered", {}, by=SYSTEM, at=NOW)
    session.commit()

    assert seen_by(connected, complainant_of(record.id), record)["row"]
    assert seen_by(connected, complainant_of(other.id), record) == NOTHING


def test_a_session_without_an_actor_is_refused(connected, record):
    with connected.reading() as reading, pytest.raises(NotFound):
        reading.scalars(select(Event)).all()


def test_nothing_is_written_to_a_record_out_of_sight(connected, record, an_officer):
    actor = Actor(frozenset({Role.VO}), an_officer(Role.VO).id)

    with connected.writing() as writing:
        act_as(writing, actor)
        writing.add(note_on(record))
        with pytest.raises(NotFound):
            writing.flush()


def test_a_row_changed_without_an_event_is_not_committed(session, record):
    session.add(note_on(record))

    with pytest.raises(RuntimeError, match="without an event"):
        session.commit()


def test_a_record_opened_without_an_event_is_not_committed(session):
    open_record(session, RecordKind.COMPLAINT, f"T-{uuid.uuid4()}", at=NOW)

    with pytest.raises(RuntimeError, match="without an event"):
        session.commit()


def test_a_row_changed_after_its_event_is_not_committed(session, record):
    note = note_on(record)
    session.add(note)
    append_event(session, record, "note-written", {"number": 1}, by=SYSTEM, at=NOW, rows=[note])
    note.text = "something else"

    with pytest.raises(RuntimeError, match="without an event"):
        session.commit()


def test_a_session_never_changes_its_actor(connected, record, an_officer):
    with connected.reading() as reading:
        act_as(reading, SYSTEM)
        with pytest.raises(RuntimeError):
            act_as(reading, complainant_of(record.id))


def test_officers_in_turn_each_see_their_own_and_never_the_one_before_them(
    connected, session, an_officer
):
    """The rule is compiled once and kept: its officer must not be."""
    officers = [an_officer(Role.VO) for _ in range(3)]
    for officer in officers:
        mine = open_record(session, RecordKind.COMPLAINT, f"T-{uuid.uuid4()}", at=NOW)
        mine.assigned_to = officer.id
        append_event(session, mine, "assign", {"of": str(officer.id)}, by=SYSTEM, at=NOW)
    session.commit()

    for officer in officers * 2:
        with connected.reading() as reading:
            act_as(reading, Actor(frozenset({Role.VO}), officer.id))
            seen = reading.scalars(select(Record.assigned_to)).all()
            events = reading.scalar(select(func.count()).select_from(Event))
        assert (seen, events) == ([officer.id], 1)


def test_a_query_read_through_its_record_is_narrowed_by_the_records_own_rule(
    connected, session, record, an_officer
):
    mine, other = an_officer(Role.VO), an_officer(Role.VO)
    record.assigned_to = mine.id
    append_event(session, record, "assign", {}, by=SYSTEM, at=NOW)
    session.commit()
    found = {}

    for officer in (mine, other):
        with connected.reading() as reading:
            act_as(reading, Actor(frozenset({Role.VO}), officer.id))
            events = SCOPE.through_record(select(Event.record_seq), Event)
            found[officer.id] = reading.scalars(events.order_by(Event.record_seq)).all()

    assert found == {mine.id: [1, 2], other.id: []}


def test_only_a_query_on_one_table_is_read_through_its_record():
    with pytest.raises(RuntimeError, match="no other"):
        SCOPE.through_record(select(Note.id, Event.id), Note)
    with pytest.raises(RuntimeError, match="no other"):
        SCOPE.through_record(select(Note.id, Event.id, Wall.id), Note, Event)


def test_who_sees_his_inquiries_alone_sees_no_row_of_another_record_whatever_his_roles(
    connected, session, record, an_officer
):
    officer = an_officer(Role.CVO)
    append_event(session, record, "assign", {}, by=SYSTEM, at=NOW)
    session.commit()
    elsewhere = frozenset({uuid.uuid4()})

    with connected.reading() as reading:
        act_as(reading, Actor(frozenset({Role.CVO}), officer.id, appointed=elsewhere))
        assert reading.scalars(select(Record.id)).all() == []
        assert reading.scalar(select(func.count()).select_from(Event)) == 0
