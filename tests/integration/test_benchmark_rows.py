import itertools
from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from benchmarks.floor_filling import make_floors
from benchmarks.floor_tables import FloorBucket, FloorComplaint
from benchmarks.generator import generate
from benchmarks.lives import reference
from vigilance.accounts.models import Officer
from vigilance.audit.chain import EventHeader, event_hash, genesis, payload_commit
from vigilance.audit.models import Event, EventPayload
from vigilance.cases.models import OPEN as OPEN_CASE
from vigilance.cases.models import Case
from vigilance.clocks.models import Alert
from vigilance.clocks.rules import clock_rules
from vigilance.clocks.sweep import raise_alerts
from vigilance.complaints.inbox import intake_page
from vigilance.complaints.models import OPEN, Complaint
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.database.migrating import migrate
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.roles import Role
from vigilance.records.models import Record
from vigilance.records.totals import PendingByScheme, PendingTotal
from vigilance.reports.totals_checks import check_totals
from vigilance.settings import PROJECT

pytestmark = pytest.mark.postgresql
SIZE = 300
UNTIL = datetime(2026, 6, 1, 6, tzinfo=UTC)


@pytest.fixture(scope="module")
def filled(postgresql_server):
    database = Database(postgresql_server.create_database("generated"))
    migrate(database)
    generated = generate(database, SIZE, UNTIL, checked=True)
    yield database, generated
    database.dispose()


@pytest.fixture
def looking(filled):
    with filled[0].reading() as session:
        yield act_as(session, SYSTEM)


def grouped(session, *columns):
    """How many open complaints and cases there are of each kind, counted one by one."""
    found = Counter()
    for table, still_open in ((Complaint, OPEN), (Case, OPEN_CASE)):
        kinds = [getattr(table, name) for name in columns]
        for row in session.execute(select(*kinds).where(still_open)):
            found[tuple(getattr(value, "value", value) for value in row)] += 1
    return found


def test_kept_totals_are_what_counting_the_register_gives(looking):
    stages = {
        (t.district_code, t.stage, t.age_band): t.pending
        for t in looking.scalars(select(PendingTotal))
    }
    schemes = {
        (t.district_code, t.scheme_code): t.pending
        for t in looking.scalars(select(PendingByScheme))
    }

    assert stages == grouped(looking, "district_code", "state", "counted_band")
    assert schemes == grouped(looking, "district_code", "scheme_code")


def test_no_kept_figure_differs_from_a_count(filled):
    checked = check_totals(filled[0])

    assert checked.differences == ()
    assert checked.compared > SIZE // 2


def test_every_chain_holds_and_ends_in_its_record(looking):
    payloads = {row.event_id: row for row in looking.scalars(select(EventPayload))}
    events = looking.scalars(select(Event).order_by(Event.record_id, Event.record_seq)).all()
    ends = {}

    for record_id, chain in itertools.groupby(events, key=lambda each: each.record_id):
        head = genesis(record_id)
        for number, each in enumerate(chain, 1):
            header = EventHeader(record_id, number, each.type, each.actor, each.actor_role, each.at)
            payload = payloads[each.id]
            commit = payload_commit(payload.salt, payload.body)
            assert (each.prev_hash, each.payload_commit) == (head, commit)
            head = event_hash(header, commit, head)
        ends[record_id] = (number, head)

    assert ends == {row.id: (row.seq, bytes(row.head)) for row in looking.scalars(select(Record))}


def test_officers_find_the_generated_complaints(filled):
    database, generated = filled
    found = {}

    for role in (Role.CVO, Role.CLERK):
        actor = Actor(frozenset({role}), generated.officers[role][0])
        with act_as(database.reading(), actor) as session:
            page = intake_page(session)
            found[role] = len(page.rows) + (page.following is not None)

    with act_as(database.reading(), SYSTEM) as session:
        at_intake = session.scalar(select(func.count()).select_from(Record).where(Record.at_intake))
    assert found == {Role.CVO: 51, Role.CLERK: min(51, at_intake)}


def test_what_was_due_before_the_register_ends_was_raised_already(filled):
    database, generated = filled

    raised = raise_alerts(database, clock_rules(PROJECT / "config"), generated.plan.today, UNTIL)

    with act_as(database.reading(), SYSTEM) as session:
        assert raised == 0
        assert session.scalar(select(func.count()).select_from(Alert)) > 0


def test_floors_hold_the_same_complaints(filled):
    database, _generated = filled

    make_floors(database)

    with act_as(database.reading(), SYSTEM) as session:
        assert session.scalar(select(func.count()).select_from(FloorComplaint)) == SIZE
        pending = session.scalar(select(func.sum(PendingTotal.pending)))
        assert session.scalar(select(func.sum(FloorBucket.pending))) == pending
        assert session.scalar(select(func.count()).select_from(Officer)) == 500


def test_generated_references_differ():
    assert len({reference(number) for number in range(5000)}) == 5000
