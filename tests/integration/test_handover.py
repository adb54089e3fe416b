"""An officer's matters are handed over, and nothing is left behind."""

import uuid

import pytest
from sqlalchemy import func, or_, select

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import said
from vigilance.audit.models import Event
from vigilance.cases.commands.walls import declare_wall
from vigilance.cases.queries import complaints_in
from vigilance.clocks.models import Alert, Clock
from vigilance.domain.roles import Role
from vigilance.domain.walls import Relation
from vigilance.proceedings.handover_models import Handover
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


def test_everything_of_an_officer_goes_and_nothing_is_assigned_to_him_afterwards(
    walk, session, browser, an_officer
):
    walk.assigned()
    walk.under_scrutiny()
    walk.case()
    walk.closed()
    takers = [an_officer(VO).id, an_officer(VO).id]
    vo = walk.team.vo.officer_id
    before = held(session, vo)

    answer = browser().post(
        "/office/handover",
        data={"officer": holder(walk.team.vo), "to": [str(one) for one in takers]},
    )

    session.expire_all()
    assert answer.status_code == 303
    assert (before, held(session, vo)) == (6, 0)
    assert sorted(held(session, one) for one in takers) == [3, 3]
    assert (
        session.scalar(
            select(func.count())
            .where(Clock.owner_id == vo, Clock.done_on.is_(None))
            .select_from(Clock)
        )
        == 0
    )


def test_a_case_keeps_its_complaints_together(walk, session, browser, an_officer):
    case = walk.case()
    walk.case()
    takers = [an_officer(VO).id, an_officer(VO).id]

    browser().post(
        "/office/handover",
        data={"officer": holder(walk.team.vo), "to": [str(one) for one in takers]},
    )

    session.expire_all()
    (complaint,) = complaints_in(session, case)
    assert complaint.record.assigned_to == case.record.assigned_to
    assert case.record.assigned_to in takers


def test_an_inquiring_officer_hands_over_what_he_inquires_into(walk, session, browser, an_officer):
    case = walk.inquired()
    taker = an_officer(IO)

    browser().post(
        "/office/handover",
        data={
            "officer": holder(walk.team.inquirer, "inquiring-officer"),
            "to": [str(taker.id)],
        },
    )

    session.expire_all()
    owners = set(
        session.scalars(
            select(Clock.owner_id).where(
                Clock.record_id == case.record_id, Clock.limit_name == "inquiry-report"
            )
        )
    )
    assert held(session, walk.team.inquirer.officer_id) == 0
    assert case.record.inquiring_officer == taker.id
    assert owners == {taker.id}
    assert case.record.assigned_to == walk.team.vo.officer_id


def test_each_matter_says_on_its_chain_who_had_it_and_who_has_it(
    walk, session, browser, an_officer
):
    complaint = walk.assigned()
    taker = an_officer(VO)
    cvo = browser()

    cvo.post("/office/handover", data={"officer": holder(walk.team.vo), "to": [str(taker.id)]})

    session.expire_all()
    event = session.scalars(
        select(Event)
        .where(Event.record_id == complaint.record_id)
        .order_by(Event.record_seq.desc())
    ).first()
    assert (event.type, event.actor) == ("handed-over", str(walk.team.cvo.officer_id))
    page = said(cvo.get(f"/office/complaints/{complaint.number}?lang=en"))
    assert "Handed over" in page
    assert taker.name_en in page


def test_a_reminder_not_yet_seen_follows(walk, session, browser, an_officer):
    complaint = walk.assigned()
    clock = session.scalars(select(Clock).where(Clock.record_id == complaint.record_id)).first()
    alert = Alert(
        id=uuid.uuid4(),
        record_id=complaint.record_id,
        clock_id=clock.id,
        level="after-1",
        due_on=clock.due_on,
        role=VO,
        officer_id=walk.team.vo.officer_id,
        raised_at=day(2),
        seen_at=None,
    )
    session.add(alert)
    taker = an_officer(VO)

    browser().post(
        "/office/handover", data={"officer": holder(walk.team.vo), "to": [str(taker.id)]}
    )

    session.refresh(alert)
    assert alert.officer_id == taker.id


def test_only_the_matters_of_the_district_go(walk, session, browser, an_officer):
    first, second = walk.assigned(district_code="118"), walk.assigned(district_code="120")
    taker = an_officer(VO)

    browser().post(
        "/office/handover",
        data={
            "officer": holder(walk.team.vo),
            "to": [str(taker.id)],
            "district": first.district_code,
        },
    )

    session.expire_all()
    assert first.record.assigned_to == taker.id
    assert second.record.assigned_to == walk.team.vo.officer_id


def test_the_preview_says_who_would_take_how_many_and_does_nothing(
    walk, session, browser, an_officer
):
    walk.assigned()
    walk.assigned()
    taker = an_officer(VO)

    answer = browser().post(
        "/office/handover/preview?lang=en",
        data={"officer": holder(walk.team.vo), "to": [str(taker.id)]},
    )

    session.expire_all()
    assert answer.status_code == 200
    assert f"{taker.name_en}: 2" in said(answer)
    assert "Hand over 2 matters" in said(answer)
    assert held(session, walk.team.vo.officer_id) == 2
    assert session.scalar(select(func.count()).select_from(Handover)) == 0


def test_what_a_wall_bars_is_named_and_stays(walk, session, browser, an_officer):
    complaint = walk.assigned()
    taker = an_officer(VO)
    declare_wall(session, complaint.record, taker.id, Relation.RELATED, by=walk.team.cvo, at=day(2))
    cvo = browser()
    form = {"officer": holder(walk.team.vo), "to": [str(taker.id)]}

    words = said(cvo.post("/office/handover/preview?lang=en", data=form))
    cvo.post("/office/handover", data=form)

    session.expire_all()
    assert f"they stay where they are: {complaint.number}." in words
    assert complaint.record.assigned_to == walk.team.vo.officer_id


def test_an_officer_is_chosen_with_what_he_carries(walk, session, browser, an_officer):
    walk.assigned(at=day(-60))
    idle = an_officer(VO)
    new = walk.registered()

    cvo = browser()
    file = cvo.get(f"/office/complaints/{new.number}?lang=en").get_data(as_text=True)
    page = said(cvo.get(f"/office/handover?lang=en&officer={holder(walk.team.vo)}"))

    assert f"{idle.name_en} (0 open, 0 late)" in file
    assert "(1 open, 1 late)" in file
    assert f"{idle.name_en} (0 open, 0 late)" in page


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ([], "Choose who takes over."),
        (["nobody"], "Please choose from the list."),
    ],
)
def test_a_handover_to_nobody_is_refused(walk, browser, to, why):
    walk.assigned()

    answer = browser().post(
        "/office/handover?lang=en", data={"officer": holder(walk.team.vo), "to": to}
    )

    assert answer.status_code == 422
    assert why in said(answer)


def test_nobody_takes_a_part_he_does_not_play(walk, session, browser, an_officer):
    walk.assigned()
    clerk = an_officer(Role.CLERK)

    answer = browser().post(
        "/office/handover", data={"officer": holder(walk.team.vo), "to": [str(clerk.id)]}
    )

    session.expire_all()
    assert answer.status_code == 422
    assert held(session, walk.team.vo.officer_id) == 1
