"""Many rows are written by one statement a table, as they would be one by one, and the ledger holds them."""

from datetime import date

from sqlalchemy import event, select

from tests.builders.cases import day
from vigilance.audit.bundle import Trust
from vigilance.audit.commands import append_events, lock_records
from vigilance.audit.models import Event, EventPayload, Unsealed
from vigilance.audit.sealer import verifier_key
from vigilance.audit.stored_ledger import stored_bundle
from vigilance.audit.verification import verify
from vigilance.clocks.models import Alert, Clock
from vigilance.clocks.sweep import raise_alerts
from vigilance.database.many import add_rows, change_rows
from vigilance.domain.actors import SYSTEM
from vigilance.domain.roles import Role
from vigilance.models import metadata
from vigilance.sealing.keyring import Keyring

BODY = {"name": "शिकायत \\ \"x\" 'y' {1,2}", "count": 3, "none": None, "list": [{"of": True}]}


def chains(session, walk, count):
    """Records of this many complaints, held."""
    ids = [walk.registered().record_id for _ in range(count)]
    return lock_records(session, ids)


def statements(session, act):
    """How many statements this takes."""
    told = []
    engine = session.get_bind().engine
    note = lambda *said: told.append(said[2])  # noqa: E731 -- it must be taken away again
    event.listen(engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(told)


def test_an_event_on_each_of_many_chains_is_one_statement_a_table(walk, session):
    few, more = chains(session, walk, 2), chains(session, walk, 9)

    def told(records):
        acts = [(record, "told", BODY) for record in records]
        return lambda: append_events(session, acts, by=SYSTEM, at=day(1))

    assert statements(session, told(few)) == statements(session, told(more)) == 4


def test_what_was_written_at_once_reads_as_it_was_given_and_the_ledger_is_whole(
    walk, session, settings
):
    records = chains(session, walk, 3)
    before = {record.id: (record.seq, record.head) for record in records}

    append_events(session, [(one, "told", BODY) for one in records], by=SYSTEM, at=day(1))

    for record in records:
        told = session.scalars(
            select(Event).where(Event.record_id == record.id, Event.type == "told")
        ).one()
        assert (told.record_seq - 1, told.prev_hash) == before[record.id]
        assert (record.seq, record.head) == (told.record_seq, told.event_hash)
        assert (told.at, told.actor) == (day(1), SYSTEM.label)
        assert session.get_one(EventPayload, told.id).body == BODY
        assert session.get(Unsealed, told.id) is not None
        session.refresh(record)
        assert (record.seq, record.head) == (told.record_seq, told.event_hash)
    key = verifier_key(Keyring.load(settings.keys_dir), settings.office_code)
    session.flush()
    findings = verify(stored_bundle(session, day(1)), Trust(keys=(key,)))
    assert [each.words for each in findings if "seal" not in each.words] == []


def test_a_day_an_empty_value_and_a_part_are_kept_as_given(walk, session):
    walk.registered()
    clock = session.scalars(select(Clock).where(Clock.done_on.is_(None))).first()
    due = {"record_id": clock.record_id, "clock_id": clock.id, "due_on": date(2026, 2, 5)}
    told = {"role": Role.CVO, "officer_id": None, "raised_at": day(1), "seen_at": None}
    rows = [due | told | {"id": walk.team.vo.officer_id, "level": level} for level in ("after-1",)]

    add_rows(session, Alert, rows)
    change_rows(session, Clock, [{"id": clock.id, "next_alert_on": None}])

    session.expire_all()
    kept = session.scalars(select(Alert)).one()
    assert {name: getattr(kept, name) for name in rows[0]} == rows[0]
    assert session.get_one(Clock, clock.id).next_alert_on is None


def test_a_sweep_takes_the_same_statements_however_much_is_due(walk, session, connected):
    def swept(number):
        rules = walk.office.rules(session)
        return lambda: raise_alerts(connected, rules, day(number).date(), day(number))

    walk.assigned()
    session.commit()
    one = statements(session, swept(40))
    for _ in range(6):
        walk.assigned()
    session.commit()

    assert statements(session, swept(40)) == one


def test_no_index_is_the_beginning_of_another():
    """It would be one more place to write for each row, and find nothing that the other does not."""
    covered = []
    for table in metadata.sorted_tables:
        whole = [tuple(column.name for column in one.columns) for one in keys_of(table)]
        for index in table.indexes:
            names = tuple(column.name for column in index.columns)
            if not index.unique and index.dialect_options["postgresql"]["where"] is None:
                covered += [index.name for other in whole if other[: len(names)] == names != other]

    assert covered == []


def keys_of(table):
    """The table's primary key, its unique constraints and its indexes over all rows."""
    unique = [one for one in table.constraints if hasattr(one, "columns") and is_key(one)]
    whole = [
        index for index in table.indexes if index.dialect_options["postgresql"]["where"] is None
    ]
    return unique + whole


def is_key(constraint):
    """Whether an index stands behind this constraint."""
    return constraint.__visit_name__ in ("primary_key_constraint", "unique_constraint")
