"""What each condition of a rule takes, what is pinned in or excused, and that nothing pending stands in no queue."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.builders.matters import NOW, TODAY, a_pending_case, a_pending_complaint, an_overdue_clock
from tests.builders.reviews import a_track, acting, an_accused, an_allegation
from tests.builders.rules import a_rule
from vigilance.audit.models import Event
from vigilance.cases.commands.walls import declare_wall
from vigilance.domain.agencies import Agency
from vigilance.domain.errors import ActionNotAllowed, Invalid, NotPermitted
from vigilance.domain.lanes import Lane
from vigilance.domain.parties import Party
from vigilance.domain.personnel import Group
from vigilance.domain.roles import Role
from vigilance.domain.walls import Relation
from vigilance.domain.workflows import inquiry
from vigilance.domain.workflows.criminal import CriminalState
from vigilance.notes.models import Note
from vigilance.reviews.commands.marking import NewMark, lift, mark
from vigilance.reviews.commands.reviewing import Decision, record_reviews
from vigilance.reviews.coverage import coverage
from vigilance.reviews.queries import due_matters
from vigilance.reviews.queue_models import MarkKind
from vigilance.reviews.rules import Outcome, review_rules

ORDERED, CLOSED = inquiry.State.ACTION_ORDERED, inquiry.State.CLOSED


def numbers(session, rule, today=TODAY):
    return [matter.number for matter in due_matters(session, rule, today).rows]


@pytest.fixture
def cvo(an_officer):
    return acting(an_officer(Role.CVO), Role.CVO)


@pytest.fixture
def secretary(an_officer):
    return acting(an_officer(Role.PRINCIPAL_SECRETARY), Role.PRINCIPAL_SECRETARY)


def test_a_case_stays_in_review_while_any_of_its_tracks_runs_and_leaves_with_the_last(session):
    runs = a_pending_case(session, state=ORDERED)
    a_track(session, runs, CriminalState.BEFORE_COURT)
    over = a_pending_case(session, state=ORDERED)
    track = a_track(session, over, CriminalState.CONVICTED)
    a_pending_case(session, state=CLOSED)

    assert numbers(session, a_rule()) == [runs.number]
    assert track.state == "convicted"


def test_a_rule_by_group_takes_the_rank_of_an_accused_who_is_not_struck_off(session):
    gazetted, clerk, cleared = (a_pending_case(session) for _ in range(3))
    an_accused(session, gazetted, group=Group.B)
    an_accused(session, clerk, group=Group.C)
    an_accused(session, cleared, group=Group.A, struck_off=True)

    assert numbers(session, a_rule(groups=frozenset({"A", "B"}))) == [gazetted.number]


def test_a_rule_by_amount_adds_the_allegations_of_a_case_together(session):
    whole, less = a_pending_case(session), a_pending_case(session)
    an_allegation(session, whole, 60_000, number=1)
    an_allegation(session, whole, 40_000, number=2)
    an_allegation(session, less, 99_999)

    assert numbers(session, a_rule(amount=100_000)) == [whole.number]


@pytest.mark.parametrize(("days", "taken"), [(179, True), (180, True), (181, False), (-1, False)])
def test_a_rule_by_retirement_takes_who_retires_within_its_days(session, days, taken):
    case = a_pending_case(session)
    an_accused(session, case, retires_on=TODAY + timedelta(days=days))

    assert (numbers(session, a_rule(retirement_days=180)) == [case.number]) is taken


@pytest.mark.parametrize(("days", "taken"), [(0, True), (14, True), (15, False)])
def test_a_rule_by_hearing_takes_what_is_heard_within_its_days(session, days, taken):
    case = a_pending_case(session, state=ORDERED)
    a_track(session, case, CriminalState.BEFORE_COURT, hearing_on=TODAY + timedelta(days=days))

    assert (numbers(session, a_rule(hearing_days=14)) == [case.number]) is taken


def test_a_rule_by_agency_takes_what_lies_with_it_now(session):
    there, elsewhere, back = (a_pending_case(session) for _ in range(3))
    a_track(session, there, CriminalState.UNDER_INVESTIGATION, with_whom=Agency.CBI.value)
    a_track(session, elsewhere, CriminalState.UNDER_INVESTIGATION, with_whom=Agency.LOKAYUKTA.value)
    a_track(session, back, CriminalState.CLOSED, with_whom=Agency.CBI.value)

    assert numbers(session, a_rule(agencies=frozenset({"cbi"}))) == [there.number]


def test_a_rule_by_others_takes_what_an_authority_outside_owes_and_not_what_the_complainant_owes(
    session,
):
    court, owed, asked = (a_pending_case(session, age=age) for age in (90, 80, 70))
    a_track(session, court, CriminalState.BEFORE_COURT)
    an_overdue_clock(session, owed).owed_by = Party.GOVERNMENT
    an_overdue_clock(session, asked).owed_by = Party.COMPLAINANT
    session.flush()

    assert numbers(session, a_rule(with_others=True)) == [court.number, owed.number]


def test_a_rule_by_stage_knows_the_stages_of_a_track(session):
    case = a_pending_case(session, state=ORDERED)
    a_track(session, case, CriminalState.REPORT_WITH_GOVERNMENT, since=TODAY - timedelta(days=60))

    def at(days):
        stages = frozenset({"report-with-government"})
        return numbers(session, a_rule(stages=stages, stage_days=days))

    assert (at(60), at(61)) == ([case.number], [])


def test_a_rule_by_public_interest_takes_a_live_demand_and_a_representatives_letter(session):
    demand, letter = a_pending_complaint(session, age=9), a_pending_complaint(session, age=8)
    a_pending_complaint(session)
    demand.live_demand, letter.lane = True, Lane.PUBLIC_REPRESENTATIVE
    session.flush()

    assert numbers(session, a_rule(public_interest=True)) == [demand.number, letter.number]


def test_a_rule_by_scheme_district_and_kind_takes_what_is_in_all_of_them(session):
    wanted = a_pending_case(session, scheme="HOSTEL", district="119")
    a_pending_case(session, scheme="OAP", district="119")
    a_pending_case(session, scheme="HOSTEL", district="118")
    a_pending_complaint(session, scheme="HOSTEL", district="119")
    rule = a_rule(
        schemes=frozenset({"HOSTEL"}), districts=frozenset({"119"}), kinds=frozenset({"case"})
    )

    assert numbers(session, rule) == [wanted.number]


def test_any_one_condition_is_enough_where_the_rule_says_so(session):
    old = a_pending_case(session, age=400)
    rich = a_pending_case(session, age=20)
    an_allegation(session, rich, 2_000_000)
    a_pending_case(session, age=20)

    assert numbers(session, a_rule(any_of=True, age_days=366, amount=1_000_000)) == [
        old.number,
        rich.number,
    ]


def test_what_one_reviewer_has_seen_another_has_still_to_see(session, cvo, secretary):
    case = a_pending_case(session)
    own = a_rule(name="own")
    above = a_rule(name="above", reviewer=Role.PRINCIPAL_SECRETARY)

    decision = Decision(own, Outcome.CONTINUE, None, None)
    record_reviews(session, decision, [case.number], by=cvo, at=NOW)

    assert numbers(session, own) == []
    assert numbers(session, above) == [case.number]
    with pytest.raises(NotPermitted):
        record_reviews(
            session, Decision(above, Outcome.CONTINUE, None, None), [case.number], by=cvo, at=NOW
        )


def marked(session, row, rule, kind, by, until=TODAY + timedelta(days=10)):
    new = NewMark(kind, "The court has asked for the file.", until)
    return mark(session, row.record, rule, new, by=by, at=NOW)


def test_a_matter_is_pinned_into_a_queue_until_its_day(session, cvo):
    case, rule = a_pending_case(session, age=5), a_rule(age_days=366)

    made = marked(session, case, rule, MarkKind.PINNED, cvo, until=date(2026, 3, 12))

    assert numbers(session, rule, date(2026, 3, 12)) == [case.number]
    assert numbers(session, rule, date(2026, 3, 13)) == []
    note = session.scalars(select(Note).where(Note.record_id == case.record_id)).one()
    assert (note.number, note.text) == (made.note_number, "The court has asked for the file.")
    assert session.scalars(
        select(Event.actor).where(Event.type == "review-pinned", Event.record_id == case.record_id)
    ).one() == str(cvo.officer_id)


def test_a_matter_is_excused_until_its_day_and_comes_back_by_itself(session, cvo):
    case, rule = a_pending_case(session, age=400), a_rule(age_days=366)

    marked(session, case, rule, MarkKind.EXCUSED, cvo, until=date(2026, 3, 12))

    assert numbers(session, rule, date(2026, 3, 12)) == []
    assert numbers(session, rule, date(2026, 3, 13)) == [case.number]


def test_a_mark_is_lifted_once_and_the_rule_alone_decides_again(session, cvo):
    case, rule = a_pending_case(session, age=400), a_rule(age_days=366)
    made = marked(session, case, rule, MarkKind.EXCUSED, cvo)

    lift(session, case.record, made, rule, by=cvo, at=NOW)

    assert numbers(session, rule) == [case.number]
    with pytest.raises(ActionNotAllowed):
        lift(session, case.record, made, rule, by=cvo, at=NOW)
    assert marked(session, case, rule, MarkKind.PINNED, cvo).lifted_at is None


def test_nobody_is_excused_from_the_queue_that_takes_everything(session, cvo):
    with pytest.raises(Invalid) as wrong:
        marked(session, a_pending_case(session), a_rule(), MarkKind.EXCUSED, cvo)
    assert list(wrong.value.fields) == ["kind"]


def test_a_matter_is_marked_once_in_a_queue_and_only_by_who_reviews_it(session, cvo, secretary):
    case, rule = a_pending_case(session), a_rule(age_days=1)
    marked(session, case, rule, MarkKind.PINNED, cvo)

    with pytest.raises(Invalid) as wrong:
        marked(session, case, rule, MarkKind.EXCUSED, cvo)
    assert list(wrong.value.fields) == ["number"]
    with pytest.raises(NotPermitted):
        marked(session, a_pending_case(session), rule, MarkKind.PINNED, secretary)


@pytest.mark.parametrize("until", [TODAY - timedelta(days=1), TODAY + timedelta(days=367)])
def test_a_mark_ends_within_a_year_and_not_before_today(session, cvo, until):
    with pytest.raises(Invalid) as wrong:
        marked(session, a_pending_case(session), a_rule(age_days=1), MarkKind.PINNED, cvo, until)
    assert list(wrong.value.fields) == ["until"]


def test_nothing_pending_stands_outside_every_queue_of_the_shipped_rules(
    session, settings, an_officer
):
    an_officer(Role.CVO)
    rows = [a_pending_complaint(session, age=age) for age in (0, 40, 400)]
    rows += [a_pending_case(session, age=age) for age in (0, 40, 400)]
    after = a_pending_case(session, state=ORDERED)
    a_track(session, after, CriminalState.REFERRED)
    a_pending_case(session, state=CLOSED)

    found = coverage(session, review_rules(settings.config_dir, TODAY), TODAY)

    assert (found.pending, found.whole) == (7, True)


def test_what_no_rule_takes_is_named(session, an_officer):
    an_officer(Role.CVO)
    young, old = a_pending_case(session, age=5), a_pending_case(session, age=400)

    found = coverage(session, [a_rule(age_days=366)], TODAY)

    assert found.outside == (young.number,)
    assert old.number not in found.outside
    assert not found.whole


def test_what_is_excused_from_the_only_queue_that_takes_it_is_named(session, cvo):
    case, rule = a_pending_case(session, age=400), a_rule(age_days=366)
    marked(session, case, rule, MarkKind.EXCUSED, cvo)

    assert coverage(session, [rule], TODAY).outside == (case.number,)


def test_what_is_walled_off_from_every_reviewer_is_named_until_another_may_see_it(
    session, cvo, an_officer
):
    case = a_pending_case(session)
    declare_wall(session, case.record, cvo.officer_id, Relation.NAMED, by=cvo, at=NOW)
    rules = [a_rule(), a_rule(name="above", reviewer=Role.PRINCIPAL_SECRETARY)]

    assert coverage(session, rules, TODAY).unseen == (case.number,)
    an_officer(Role.PRINCIPAL_SECRETARY)
    assert coverage(session, rules, TODAY).whole
