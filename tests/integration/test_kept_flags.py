"""What is kept beside a matter so that a list need not look for it is what it says, whatever was done (decision 32)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.builders.cases import day
from tests.builders.matters import (
    NOW,
    TODAY,
    a_pending_case,
    a_pending_complaint,
    an_overdue_clock,
    released,
)
from tests.builders.reviews import a_track, acting, an_accused, an_allegation
from tests.builders.rules import a_rule
from tests.builders.stories import a_story
from vigilance.cases.commands.summary import release_summary
from vigilance.cases.commands.walls import declare_wall
from vigilance.cases.models import Case
from vigilance.clocks.models import Clock
from vigilance.complaints.models import Complaint
from vigilance.database.acting import act_as
from vigilance.domain.lanes import Lane
from vigilance.domain.personnel import Group
from vigilance.domain.roles import Role
from vigilance.domain.tracks import Track
from vigilance.domain.walls import Relation
from vigilance.domain.words import Words
from vigilance.domain.workflows import inquiry
from vigilance.domain.workflows.criminal import CriminalState
from vigilance.reports.ahead import due_soonest
from vigilance.reports.totals_checks import Difference, check_totals
from vigilance.reviews.commands.marking import NewMark, mark
from vigilance.reviews.queries import agenda_of_queue, due_matters
from vigilance.reviews.queue_models import MarkKind

GRAVE = {"any_of": True, "groups": frozenset({"A"}), "amount": 1_000_000, "public_interest": True}


@pytest.fixture
def cvo(an_officer):
    return an_officer(Role.CVO)


def named(session, record_id):
    return set(session.scalars(select(Clock.named).where(Clock.record_id == record_id)))


def flags_that_differ(connected):
    """Of what the nightly check tells: a track that a builder put in stands in no total."""
    found = check_totals(connected).differences
    return tuple(each for each in found if each.table != "track_total")


def on_track(session, record_id):
    return session.scalar(select(Case.on_track).where(Case.record_id == record_id))


def test_the_clocks_of_a_case_may_be_named_from_its_release_on_and_the_later_ones_too(
    walk, session, connected
):
    case = walk.accepted()
    assert named(session, case.record_id) == {False}

    release_summary(session, case, Words(hi="सारांश", en="Summary"), by=walk.team.cvo, at=day(70))
    session.commit()
    assert named(session, case.record_id) == {True}
    story = a_story(session, walk, named="2026-06-01", case=case)
    story.act("2026-06-10", Track.SANCTION_19, "request-sanction", letter="3")
    session.commit()

    clocks = session.scalars(select(Clock).filter_by(track=Track.SANCTION_19.value)).all()
    assert [clock.named for clock in clocks] == [True] * len(clocks) != []
    assert check_totals(connected).differences == ()


def test_a_case_is_on_track_from_the_first_act_of_a_track_to_the_last(session, walk, connected):
    story = a_story(session, walk)
    record_id = story.record.id
    assert on_track(session, record_id) is False
    version = session.scalar(select(Case.version).where(Case.record_id == record_id))

    story.act("2026-01-10", Track.CRIMINAL, "refer-to-agency", note="R.", with_whom="cbi")
    story.act("2026-01-11", Track.SANCTION_19, "request-sanction", letter="3")
    assert on_track(session, record_id) is True
    story.act("2026-01-21", Track.CRIMINAL, "record-abatement", note="He died.")
    assert on_track(session, record_id) is True
    story.act("2026-01-22", Track.SANCTION_19, "refuse-sanction", order="4", note="R.")

    assert story.tracks[Track.SANCTION_19].state == "sanction-refused"
    assert on_track(session, record_id) is False
    kept = session.scalar(select(Case.version).where(Case.record_id == record_id))
    assert kept == version  # a form drawn before is not refused for it
    session.commit()
    assert check_totals(connected).differences == ()


def test_a_flag_that_is_kept_otherwise_than_it_reads_is_told_by_number(session, connected, cvo):
    shown, hidden = a_pending_case(session), a_pending_case(session)
    released(session, shown, cvo)
    for case in (shown, hidden):
        an_overdue_clock(session, case)
    a_track(session, hidden, CriminalState.BEFORE_COURT)
    complaint = a_pending_complaint(session)
    session.commit()
    assert flags_that_differ(connected) == ()

    session.execute(update(Clock).values(named=~Clock.named))
    session.execute(update(Case).values(on_track=False))
    session.execute(update(Complaint).values(on_track=True))
    session.commit()

    assert set(flags_that_differ(connected)) == {
        Difference("clock.named", (hidden.number,), 1, 0),
        Difference("clock.named", (shown.number,), 0, 1),
        Difference("complaint.on_track", (complaint.number,), 1, 0),
        Difference("vigilance_case.on_track", (hidden.number,), 0, 1),
    }


def test_what_breaches_next_is_read_as_it_stands_on_every_day_without_a_job(session, cvo):
    two, one, silent = (a_pending_case(session) for _ in range(3))
    for case in (two, one):
        released(session, case, cvo)
    for case, days in ((two, 1), (two, 9), (one, 4), (silent, 2)):
        an_overdue_clock(session, case, -days, limit=f"limit-{days}")

    def listed(after):
        found = due_soonest(session, TODAY + timedelta(days=after)).rows
        return [(due.number, (due.due_on - TODAY).days) for due in found]

    assert listed(0) == [(two.number, 1), (one.number, 4)]
    assert listed(2) == [(one.number, 4), (two.number, 9)]
    assert listed(10) == []


def test_a_matter_that_comes_in_by_several_ways_stands_once_and_the_pages_follow_each_other(
    session, cvo
):
    rows = [a_pending_case(session, age=100 - place) for place in range(4)]
    rows += [a_pending_complaint(session, age=90 - place) for place in range(2)]
    over = a_pending_case(session, age=200, state=inquiry.State.ACTION_ORDERED)
    a_track(session, over, CriminalState.BEFORE_COURT)
    for case in (*rows[:3], over):
        an_accused(session, case, group=Group.A)
        an_allegation(session, case, 2_000_000)
    rows[1].live_demand = rows[4].live_demand = True
    rows[5].lane = Lane.PUBLIC_REPRESENTATIVE
    session.flush()
    rule = a_rule(**GRAVE)
    pinned = NewMark(MarkKind.PINNED, "The court has asked.", TODAY + timedelta(days=9))
    mark(session, rows[3].record, rule, pinned, by=acting(cvo, Role.CVO), at=NOW)

    found, after = [], None
    while True:
        page = due_matters(session, rule, TODAY, after, size=3)
        found += [matter.number for matter in page.rows]
        after = page.following
        if after is None:
            break

    assert found == [row.number for row in (over, *rows)]
    agenda = agenda_of_queue(session, rule, TODAY, size=5)
    assert [matter.number for matter, _carried in agenda] == found[:5]


def test_a_queue_shows_each_reader_what_he_may_see_by_whichever_way_it_comes_in(
    connected, session, cvo, an_officer
):
    open_to_all, walled = a_pending_case(session, age=50), a_pending_case(session, age=60)
    for case in (open_to_all, walled):
        an_accused(session, case, group=Group.A)
        an_overdue_clock(session, case)
        a_track(session, case, CriminalState.BEFORE_COURT)
    complaint = a_pending_complaint(session)
    an_overdue_clock(session, complaint)
    declare_wall(session, walled.record, cvo.id, Relation.NAMED, by=acting(cvo, Role.CVO), at=NOW)
    session.commit()
    secretary = an_officer(Role.PRINCIPAL_SECRETARY)
    session.commit()
    rules = [a_rule(overdue=True), a_rule(**GRAVE), a_rule(with_others=True), a_rule(age_days=5)]

    def seen(actor):
        with connected.reading() as own:
            act_as(own, actor)
            return [{m.number for m in due_matters(own, rule, TODAY).rows} for rule in rules]

    of_cvo, case, both = {open_to_all.number}, complaint.number, {open_to_all.number, walled.number}
    assert seen(acting(cvo, Role.CVO)) == [of_cvo | {case}, of_cvo, of_cvo, of_cvo | {case}]
    assert seen(acting(secretary, Role.PRINCIPAL_SECRETARY)) == [both] * 4
    assert seen(acting(an_officer(Role.DISTRICT), Role.DISTRICT)) == [set()] * 4


def test_the_ministers_page_asks_nothing_twice_and_counts_no_table(
    session, sign_in, at, cvo, queries_made
):
    at(NOW)
    minister = sign_in(Role.MINISTER)
    case = a_pending_case(session, age=400)
    released(session, case, cvo)
    an_overdue_clock(session, case, -3)
    session.commit()
    minister.get("/minister")
    queries_made.clear()

    minister.get("/minister")

    asked = [" ".join(statement.split()) for statement in queries_made]
    assert len(asked) == len(set(asked)) <= 10
    counting = [one for one in asked if "count(*)" in one.lower()]
    assert all("LIMIT" in one for one in counting)
