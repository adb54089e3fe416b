"""What is not done in time is told upwards: on the desk of whom the rule names, and by one mail a day that says only so."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders.forms import page_of
from tests.builders.matters import NOW, TODAY, a_pending_case, released
from tests.builders.reviews import acting, kept
from vigilance.audit.models import Event, EventPayload
from vigilance.domain.errors import ActionNotAllowed, Invalid, NotPermitted
from vigilance.domain.roles import Role
from vigilance.notes.models import Note
from vigilance.records.models import Tier, Wall
from vigilance.reviews.commands.directions import NewDirection, give_direction
from vigilance.reviews.commands.passing_on import PassOn, pass_on
from vigilance.reviews.jobs import keep_review_turns
from vigilance.reviews.models import DirectionAlert, DirectionCharge, EscalationMail, Standing

DUE = TODAY + timedelta(days=10)


@pytest.fixture
def minister(an_officer):
    return acting(an_officer(Role.MINISTER), Role.MINISTER)


@pytest.fixture
def cvo(an_officer):
    return acting(an_officer(Role.CVO), Role.CVO)


@pytest.fixture
def case(session, cvo, an_officer):
    row = a_pending_case(session, age=300)
    released(session, row, an_officer(Role.VO))
    session.commit()
    return row


@pytest.fixture
def direction(session, case, minister):
    made = give_direction(
        session, case.record, NewDirection("Report to me.", DUE), by=minister, at=NOW
    )
    session.commit()
    return made


@pytest.fixture
def swept(session, connected, office):
    def run(days_after):
        session.commit()
        done = keep_review_turns(connected, office, NOW + timedelta(days=10 + days_after))
        session.expire_all()
        return done

    return run


def told(session):
    rows = session.execute(select(DirectionAlert.days_after, DirectionAlert.role))
    return sorted((days, role.value) for days, role in rows)


def mails(office):
    found = office.settings.outbox_dir.glob("*.eml")
    return {path.read_text() for path in found}


def said(answer):
    return " ".join(" ".join(next(page_of(answer).iter("main")).itertext()).split())


def test_a_direction_past_its_day_is_told_to_each_part_at_its_days_and_once(
    session, direction, swept
):
    steps = []
    for days in (0, 1, 1, 7, 14, 15, 20):
        swept(days)
        steps.append(told(session))

    first, second, third = (1, "cvo"), (7, "principal-secretary"), (15, "minister")
    assert steps == [
        [],
        [first],
        [first],
        [first, second],
        [first, second],
        sorted([first, second, third]),
        sorted([first, second, third]),
    ]
    events = session.scalars(select(Event).where(Event.type == "direction-overdue")).all()
    body = session.get_one(EventPayload, events[0].id).body
    assert len(events) == 3
    assert (body["direction"], body["due"]) == (str(direction.id), DUE.isoformat())


def test_a_direction_carried_out_is_told_to_nobody(session, direction, case, swept):
    direction.standing, direction.complied_at = Standing.ACCEPTED, NOW
    kept(session, case, direction)

    swept(20)

    assert told(session) == []


def test_who_may_not_see_the_matter_is_not_told(session, direction, case, cvo, swept):
    case.record.tier = Tier.PROTECTED
    wall = Wall(
        record_id=case.record_id,
        officer_id=cvo.officer_id,
        relation="kin",
        declared_by=cvo.officer_id,
        declared_at=NOW,
    )
    kept(session, case, case.record, wall)

    swept(20)

    assert told(session) == [(1, "cvo")]
    owed = set(session.scalars(select(EscalationMail.officer_id)))
    assert cvo.officer_id not in owed


def test_one_mail_a_day_says_only_that_the_desk_has_news(
    session, direction, case, swept, office, sign_in
):
    reader = sign_in(Role.CVO).officer
    swept(1)
    swept(1)

    mine = [mail for mail in mails(office) if reader.email in mail]
    assert len(mine) == 1
    assert case.number not in mine[0]
    assert "Report to me" not in mine[0]
    assert all(session.scalars(select(EscalationMail.told_at)))


@pytest.mark.parametrize(
    ("role", "days", "address"),
    [
        (Role.CVO, 1, "/office/cvo"),
        (Role.PRINCIPAL_SECRETARY, 7, "/office"),
        (Role.MINISTER, 15, "/office"),
    ],
)
def test_it_stands_on_the_desk_of_whom_the_rule_names(
    session, direction, case, swept, sign_in, at, role, days, address
):
    browser = sign_in(role)
    at(NOW + timedelta(days=10 + days))
    before = said(browser.get(f"{address}?lang=en"))
    swept(days)

    after = said(browser.get(f"{address}?lang=en"))

    assert "Directions past their day" not in before
    assert "Directions past their day" in after
    assert case.number in after


def test_a_review_not_held_stands_on_the_desk_and_on_the_ministers_page(
    session, connected, office, sign_in, at
):
    keep_review_turns(connected, office, NOW)
    later = NOW + timedelta(days=25)
    keep_review_turns(connected, office, later)
    at(later)

    desk = said(sign_in(Role.PRINCIPAL_SECRETARY).get("/office?lang=en"))
    page = said(sign_in(Role.MINISTER).get("/minister?lang=en"))

    assert "Reviews not held in time" in desk
    assert "All pending (monthly)" in desk
    assert "All pending (monthly) 1" in page.split("Reviews not held this quarter")[1]


def test_the_cvo_charges_another_officer_and_the_first_keeps_his_history(
    session, direction, case, cvo, an_officer
):
    first, second = (an_officer(Role.VO).id for _ in range(2))
    pass_on(session, direction, PassOn(first, "He knows the file."), by=cvo, at=NOW)
    pass_on(session, direction, PassOn(second, "The first is on leave."), by=cvo, at=NOW)
    session.commit()

    rows = session.scalars(select(DirectionCharge).order_by(DirectionCharge.note_number)).all()
    assert [(row.before_id, row.owner_id) for row in rows] == [(None, first), (first, second)]
    assert direction.owner_id == second
    assert direction.due_on == DUE
    notes = session.scalars(select(Note.text).where(Note.record_id == case.record_id)).all()
    assert {"He knows the file.", "The first is on leave."} <= set(notes)


def test_only_the_cvo_passes_on_and_only_what_is_still_to_be_done(
    session, direction, case, cvo, minister, an_officer
):
    vo = an_officer(Role.VO).id
    with pytest.raises(NotPermitted):
        pass_on(session, direction, PassOn(vo, "x"), by=minister, at=NOW)
    for owner in (None, an_officer(Role.AUDITOR).id):
        with pytest.raises(Invalid):
            pass_on(session, direction, PassOn(owner, "x"), by=cvo, at=NOW)
    direction.standing = Standing.REPORTED
    kept(session, case, direction)
    with pytest.raises(ActionNotAllowed):
        pass_on(session, direction, PassOn(vo, "x"), by=cvo, at=NOW)


def test_the_page_of_directions_passes_one_on_and_shows_from_whom_to_whom(
    session, direction, sign_in, an_officer, at
):
    at(NOW)
    browser, vo = sign_in(Role.CVO), an_officer(Role.VO)
    address = f"/office/directions/{direction.id}/owner"

    wrong = browser.post(address, data={"owner": str(vo.id), "reasons": " "})
    right = browser.post(address, data={"owner": str(vo.id), "reasons": "He knows the file."})
    page = said(browser.get("/office/directions?lang=en"))

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert f"from Chief Vigilance Officer to {vo.name_en}" in page
    assert sign_in(Role.VO).post(address, data={"reasons": "x"}).status_code == 403
