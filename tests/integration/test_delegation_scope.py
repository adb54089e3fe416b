"""Whatever is held, walled and delegated: an officer sees what the rule says and nothing else, on both databases."""

import uuid
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.builders.leave import FIRST, LAST, moment, numbers_seen, on_leave
from vigilance.accounts.models import Delegation
from vigilance.accounts.queries import actor_of_officer
from vigilance.audit.commands import append_event
from vigilance.audit.models import Event
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.handover import ROLE_OF, Part
from vigilance.domain.roles import Role
from vigilance.records.commands import open_record, system_record
from vigilance.records.models import Record, RecordKind, Wall
from vigilance.records.scope import HELD_IN

VO, IO = Role.VO, Role.INQUIRING_OFFICER
OFFICERS = 4
MATTERS = st.lists(
    st.tuples(
        st.sampled_from([None, *range(OFFICERS)]),  # the Vigilance Officer
        st.sampled_from([None, *range(OFFICERS)]),  # the inquiring officer
        st.frozensets(st.integers(0, OFFICERS - 1), max_size=2),  # the walls
    ),
    min_size=3,
    max_size=8,
)
LEAVES = st.lists(
    st.tuples(
        st.integers(0, OFFICERS - 1),
        st.integers(0, OFFICERS - 1),
        st.sampled_from(Part),
        st.integers(-3, 3),  # begins so many days after the first
        st.integers(0, 4),  # lasts so many more
        st.booleans(),  # ended early
    ).filter(lambda leave: leave[0] != leave[1]),
    max_size=5,
)
ROLES = [frozenset({VO}), frozenset({VO}), frozenset({IO}), frozenset({VO, IO})]


def matter(session, officers, held, walls):
    record = open_record(session, RecordKind.CASE, f"T-{uuid.uuid4()}", at=moment(FIRST))
    for part, who in zip((Part.VO, Part.INQUIRING_OFFICER), held, strict=True):
        setattr(record, HELD_IN[part], None if who is None else officers[who].id)
    rows = [
        Wall(
            id=uuid.uuid4(),
            record_id=record.id,
            officer_id=officers[who].id,
            relation="related",
            declared_by=officers[who].id,
            declared_at=moment(FIRST),
        )
        for who in walls
    ]
    session.add_all(rows)
    append_event(session, record, "registered", {}, by=SYSTEM, at=moment(FIRST), rows=rows)
    return record.number


def leave(session, officers, drawn):
    record = system_record(session, "delegations", at=moment(FIRST))
    away, acts, part, begins, lasts, ended = drawn
    since = FIRST + timedelta(days=begins)
    row = Delegation(
        id=uuid.uuid4(),
        record_id=record.id,
        number=uuid.uuid4().hex,
        officer_id=officers[away].id,
        part=part,
        substitute_id=officers[acts].id,
        since=since,
        until=since + timedelta(days=lasts),
        reasons="x",
        made_by=officers[away].id,
        made_at=moment(FIRST),
        ended_by=None,
        ended_at=moment(FIRST) if ended else None,
    )
    session.add(row)
    append_event(session, record, "delegation-made", {}, by=SYSTEM, at=moment(FIRST), rows=[row])


def is_seen(who, matter_drawn, leaves, day):
    """The rule once more, in the plainest words: holder by role, or stands in for the holder; and the walls of both."""
    *held, walls = matter_drawn
    if who in walls:
        return False
    for part, holder in zip((Part.VO, Part.INQUIRING_OFFICER), held, strict=True):
        if holder is None or ROLE_OF[part] not in ROLES[who]:
            continue
        if holder == who:
            return True
        for away, acts, of, begins, lasts, ended in leaves:
            since = FIRST + timedelta(days=begins)
            runs = not ended and since <= day <= since + timedelta(days=lasts)
            if runs and (away, acts, of) == (holder, who, part) and holder not in walls:
                return True
    return False


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(MATTERS, LEAVES, st.integers(-3, 7))
def test_an_officer_sees_what_he_or_whom_he_stands_in_for_holds_less_the_walls_of_both(
    session, connected, an_officer, matters, leaves, offset
):
    officers = [an_officer(*sorted(roles)) for roles in ROLES]
    numbers = [matter(session, officers, drawn[:2], drawn[2]) for drawn in matters]
    for drawn in leaves:
        leave(session, officers, drawn)
    session.commit()
    day = FIRST + timedelta(days=offset)

    seen = [numbers_seen(connected, officer.id, day) for officer in officers]

    assert seen == [
        {
            number
            for number, drawn in zip(numbers, matters, strict=True)
            if is_seen(who, drawn, leaves, day)
        }
        for who in range(OFFICERS)
    ]


def test_children_and_counts_follow_the_record_through_the_day(
    walk, session, connected, an_officer
):
    complaint, substitute = walk.assigned(), an_officer(VO)
    on_leave(session, walk.team.vo, substitute, walk.team.vo)

    def counted(day):
        with connected.reading() as reading:
            act_as(reading, SYSTEM)
            actor = actor_of_officer(reading, substitute.id, moment(day))
        with connected.reading() as reading:
            act_as(reading, actor)
            events = select(func.count()).select_from(Event)
            return (
                reading.scalar(events.where(Event.record_id == complaint.record_id)) > 0,
                reading.get(Record, complaint.record_id) is not None,
            )

    assert [counted(LAST), counted(LAST + timedelta(days=1))] == [(True, True), (False, False)]
