"""The kept totals always equal a count of the register, whatever steps were taken and however the days went by."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.builders.cases import day
from tests.builders.chance import take_one_step
from vigilance.audit.bundle import Trust
from vigilance.audit.sealer import seal, verifier_key
from vigilance.audit.stored_ledger import stored_bundle
from vigilance.audit.verification import verify
from vigilance.cases.models import Case
from vigilance.cases.rolling import roll_age_bands
from vigilance.clocks.sweep import raise_alerts
from vigilance.complaints.commands.confirmation import confirm
from vigilance.complaints.models import Complaint
from vigilance.domain.age_bands import band_of
from vigilance.domain.flows import SIGN, Flow
from vigilance.domain.lanes import Lane
from vigilance.domain.workflows import complaint as complaint_flow
from vigilance.domain.workflows import inquiry as inquiry_flow
from vigilance.records.totals import MonthTotal, PendingByScheme, PendingTotal, SchemeTotal
from vigilance.reports.totals_checks import check_totals

STEPS = 160
DISTRICTS = ("135", "160", None)
SCHEMES = ("OAP", None)


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
