"""The kept totals always equal a count of the register, whatever steps were taken and however the days went by."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.builders.cases import FOUND, day
from vigilance.audit.bundle import Trust
from vigilance.audit.sealer import seal, verifier_key
from vigilance.audit.stored_ledger import stored_bundle
from vigilance.audit.verification import verify
from vigilance.cases.commands import inquiry, outcome
from vigilance.cases.commands.opening import take_up
from vigilance.cases.models import Case
from vigilance.cases.queries import steps_for as steps_for_case
from vigilance.cases.rolling import roll_age_bands
from vigilance.clocks.sweep import raise_alerts
from vigilance.complaints.commands import factual_report, routing, scrutiny, verification
from vigilance.complaints.commands.confirmation import confirm, disown
from vigilance.complaints.in_hand import steps_for as steps_for_complaint
from vigilance.complaints.models import Complaint
from vigilance.domain.age_bands import band_of
from vigilance.domain.disposal import Disposal
from vigilance.domain.findings import Finding
from vigilance.domain.flows import SIGN, Flow
from vigilance.domain.lanes import Lane
from vigilance.domain.workflows import complaint as complaint_flow
from vigilance.domain.workflows import inquiry as inquiry_flow
from vigilance.records.totals import MonthTotal, PendingByScheme, PendingTotal, SchemeTotal
from vigilance.reports.totals_checks import check_totals

STEPS = 160
DISTRICTS = ("135", "160", None)
SCHEMES = ("OAP", None)
On = complaint_flow.Action
In = inquiry_flow.Action


def reasoned(command, *more):
    return lambda walk, matter, by, at: walk.do(command, matter, *more, "Reasons.", by=by, at=at)


def plain(command, *more):
    return lambda walk, matter, by, at: walk.do(command, matter, *more, by=by, at=at)


def owning(command):
    def act(walk, matter, by, at):
        rules = walk.office.rules(walk.session)
        command(walk.session, matter.record_id, by=by, at=at, rules=rules)

    return act


COMPLAINT_ACTS = {
    On.ASK_CONFIRMATION: plain(verification.ask_confirmation),
    On.REMIND: plain(verification.remind),
    On.CONFIRM: owning(confirm),
    On.DISOWN: owning(disown),
    On.START_SCRUTINY: plain(scrutiny.start_scrutiny),
    On.TAKE_UP_AS_SOURCE_INFORMATION: reasoned(scrutiny.take_up_as_source_information),
    On.CALL_FACTUAL_REPORT: plain(factual_report.call_factual_report, "135", "Was it paid?"),
    On.RECEIVE_FACTUAL_REPORT: plain(factual_report.receive_factual_report, "It was."),
    On.RECORD_SCRUTINY: plain(scrutiny.record_scrutiny, FOUND),
    On.RETURN_SCRUTINY: reasoned(scrutiny.return_scrutiny),
    On.TAKE_UP: lambda walk, matter, by, at: walk.do(
        take_up, matter, walk.order(walk.team.vo.officer_id), by=by, at=at
    ),
    On.FORWARD: reasoned(routing.forward, Disposal.OTHER_DEPARTMENT),
    On.FILE: reasoned(routing.file, Disposal.INSUFFICIENT),
    On.FILE_ANONYMOUS: reasoned(routing.file_anonymous),
    On.FILE_UNCONFIRMED: reasoned(routing.file_unconfirmed),
    On.REOPEN: reasoned(routing.reopen),
}
CASE_ACTS = {
    In.TAKE_CHARGE: plain(inquiry.take_charge),
    In.SUBMIT_REPORT: plain(
        inquiry.submit_report, inquiry.InquiryReport(Finding.NOT_SUBSTANTIATED, "Nothing.")
    ),
    In.RETURN_REPORT: reasoned(inquiry.return_report),
    In.ACCEPT_REPORT: plain(inquiry.accept_report),
    In.ORDER_ACTION: reasoned(outcome.order_action),
    In.PROPOSE_CLOSURE: reasoned(outcome.propose_closure, Disposal.NOT_SUBSTANTIATED),
    In.APPROVE_CLOSURE: reasoned(outcome.approve_closure),
    In.REFUSE_CLOSURE: reasoned(outcome.refuse_closure),
    In.REOPEN: reasoned(outcome.reopen),
}


def register_counted(session):
    """The open matters of the register by cell, counted one by one."""
    stages, schemes, slices = Counter(), Counter(), Counter()
    for table, final in ((Complaint, complaint_flow.FINAL), (Case, inquiry_flow.FINAL)):
        for row in session.scalars(select(table)):
            if row.state not in final:
                stages[row.district_code or "-", row.state.value, row.counted_band] += 1
                schemes[row.district_code or "-", row.scheme_code or "-"] += 1
                stage = (row.state.value, row.counted_band)
                slices[(row.scheme_code or "-", row.district_code or "-", *stage)] += 1
    return stages, schemes, slices


def totals_kept(session):
    stages = {
        (row.district_code, row.stage, row.age_band): row.pending
        for row in session.scalars(select(PendingTotal))
        if row.pending
    }
    schemes = {
        (row.district_code, row.scheme_code): row.pending
        for row in session.scalars(select(PendingByScheme))
        if row.pending
    }
    slices = {
        (row.scheme_code, row.district_code, row.stage, row.age_band): row.pending
        for row in session.scalars(select(SchemeTotal))
        if row.pending
    }
    return stages, schemes, slices


def take_one_step(walk, chance, number):
    """One step that the procedure offers one of the officers on one matter, chosen by chance."""
    session, team, at = walk.session, walk.team, day(number)
    matters = [*session.scalars(select(Complaint).order_by(Complaint.number))]
    matters += session.scalars(select(Case).order_by(Case.number))
    matter = chance.choice(matters)
    by = chance.choice((team.vo, team.cvo, team.inquirer))
    if isinstance(matter, Complaint):
        offers, acts = steps_for_complaint(session, matter, by, at), COMPLAINT_ACTS
    else:
        offers, acts = steps_for_case(session, matter, by), CASE_ACTS
    open_now = [offer.action for offer in offers if offer.allowed and offer.action in acts]
    if open_now:
        action = chance.choice(open_now)
        acts[action](walk, matter, by, at)
        return action
    return None


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_walk_the_totals_equal_a_count_and_the_ledger_is_whole(
    walk, session, connected, seed, app
):
    chance, number, taken = random.Random(seed), 0, set()
    for _ in range(8):
        walk.registered(
            day(0),
            lane=chance.choice(list(Lane)),
            district_code=chance.choice(DISTRICTS),
            scheme_code=chance.choice(SCHEMES),
        )
    for step in range(STEPS):
        number += chance.choice((0, 0, 1, 5))
        taken.add(take_one_step(walk, chance, number))
        if step % 20 == 0:
            session.commit()
            roll_age_bands(connected, day(number).date(), batch=3)
            raise_alerts(connected, walk.office.rules(session), day(number).date(), day(number))
            session.expire_all()
        assert totals_kept(session) == register_counted(session)
    session.commit()

    assert len(taken - {None}) >= 10
    assert check_totals(connected).differences == ()
    flows = session.execute(
        select(MonthTotal.flow, func.sum(MonthTotal.matters)).group_by(MonthTotal.flow)
    )
    balance = sum(SIGN[Flow(flow)] * int(count) for flow, count in flows)
    assert balance == sum(totals_kept(session)[0].values())
    keyring, code = app.extensions["vigilance.keyring"], walk.office.settings.office_code
    seal(connected, keyring, code, day(number))
    trust = Trust((verifier_key(keyring, code),))
    assert list(verify(stored_bundle(session, day(number)), trust)) == []


def test_the_roll_moves_each_matter_to_the_band_of_its_age_once(walk, session, connected):
    for days in (0, 10, 40, 100, 200, 400):
        walk.registered(day(0), received_at=day(-days))
    walk.case(day(0))
    closed = walk.closed(day(0))
    session.commit()
    today = day(25).date()

    moved = roll_age_bands(connected, today, batch=2)

    session.expire_all()
    rows = [*session.scalars(select(Complaint)), *session.scalars(select(Case))]
    still_open = [row for row in rows if row.state.value not in {"taken-up", "closed"}]
    assert all(row.counted_band == band_of((today - row.received_on).days) for row in still_open)
    assert totals_kept(session) == register_counted(session)
    assert (moved, roll_age_bands(connected, today)) == (
        1,
        0,
    )  # the one of 10 days, now 35 days old
    assert closed.counted_band == band_of(0)


def test_a_step_after_the_roll_moves_the_total_of_the_new_band(walk, session, connected):
    complaint = walk.asked(day(0))
    session.commit()
    assert complaint.counted_band == band_of(0)
    roll_age_bands(
        connected, date(2026, 1, 5) + timedelta(days=50)
    )  # the session still holds the old band

    confirm(
        session,
        complaint.record_id,
        by=walk.team.clerk,
        at=day(50),
        rules=walk.office.rules(session),
    )
    session.commit()

    session.expire_all()
    assert totals_kept(session) == register_counted(session)
    assert totals_kept(session)[0] == {("135", "under-scrutiny", "31-90"): 1}
