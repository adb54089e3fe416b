"""A leave: the deputy carries the matters meanwhile, and gives them back; and the lists that are printed."""

import pytest
from sqlalchemy import func, or_, select

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import said
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor
from vigilance.domain.roles import Role
from vigilance.proceedings.handover_models import Handover, HandoverItem
from vigilance.records.models import Record

VO, IO = Role.VO, Role.INQUIRING_OFFICER


def holder(actor, part="vo"):
    return f"{part}:{actor.officer_id}"


def held(session, officer_id):
    return session.scalar(
        select(func.count())
        .select_from(Record)
        .where(or_(Record.assigned_to == officer_id, Record.inquiring_officer == officer_id))
    )


@pytest.fixture
def browser(walk, session, sign_in, at):
    at(day(3))
    return lambda: seated(session, sign_in, walk.team.cvo)


def test_after_a_leave_the_matters_are_given_back_and_what_went_on_stays(
    walk, session, browser, an_officer, at
):
    kept, passed_on = walk.assigned(), walk.assigned()
    deputy, other = an_officer(VO), an_officer(VO)
    cvo = browser()
    form = {"officer": holder(walk.team.vo), "to": [str(deputy.id)], "back_on": "15/01/2026"}
    cvo.post("/office/handover", data=form)
    session.expire_all()
    cvo.post("/office/cvo/assign", data={"numbers": [passed_on.number], "officer": str(other.id)})
    early = said(cvo.get("/office/handover?lang=en"))
    at(day(10))
    page = said(cvo.get("/office/handover?lang=en"))
    (handover,) = session.scalars(select(Handover))

    cvo.post(f"/office/handover/{handover.id}/back", data={})

    session.expire_all()
    assert "Back from leave" not in early
    assert "Back from leave" in page
    assert kept.record.assigned_to == walk.team.vo.officer_id
    assert passed_on.record.assigned_to == other.id
    assert "Back from leave" not in said(cvo.get("/office/handover?lang=en"))


def test_the_deputy_sees_the_matters_during_the_leave_and_not_after(
    walk, session, connected, browser, an_officer, at
):
    complaint = walk.assigned()
    deputy = an_officer(VO)
    cvo = browser()

    def sees():
        with connected.reading() as reading:
            act_as(reading, Actor(frozenset({VO}), deputy.id))
            return reading.get(Record, complaint.record_id) is not None

    before = sees()
    form = {"officer": holder(walk.team.vo), "to": [str(deputy.id)], "back_on": "15/01/2026"}
    cvo.post("/office/handover", data=form)
    during = sees()
    at(day(10))
    (handover,) = session.scalars(select(Handover))
    cvo.post(f"/office/handover/{handover.id}/back", data={})

    assert (before, during, sees()) == (False, True, False)


def test_the_charge_lists_say_what_was_held_and_who_took_it(walk, session, browser, an_officer):
    complaint = walk.assigned()
    taker = an_officer(VO)
    cvo = browser()
    before = said(cvo.get(f"/office/handover/charge-list?lang=en&officer={holder(walk.team.vo)}"))

    answer = cvo.post(
        "/office/handover", data={"officer": holder(walk.team.vo), "to": [str(taker.id)]}
    )

    after = said(cvo.get(answer.headers["Location"] + "?lang=en"))
    assert complaint.number in before
    assert f"{complaint.number}{taker.name_en}" in after
    assert session.scalar(select(func.count()).select_from(HandoverItem)) == 1


@pytest.mark.parametrize("role", [Role.CLERK, Role.VO, IO, Role.MINISTER, Role.ADMIN])
def test_handing_over_is_the_cvos_alone(walk, sign_in, role):
    browser = sign_in(role)

    assert browser.get("/office/handover").status_code == 403
    assert browser.post("/office/handover", data={}).status_code == 403
