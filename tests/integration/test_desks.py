"""What stands on each officer's desk, and what the CVO does from his."""

import uuid

from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.complaints import TEXT
from tests.builders.desks import seated
from tests.builders.forms import said
from vigilance.clocks.models import Alert, Clock
from vigilance.domain.roles import Role


def test_today_shows_what_is_overdue_and_what_others_owe(walk, session, sign_in, at):
    late = walk.under_scrutiny(day(0))
    asked = walk.asked(day(50))
    at(day(55))
    browser = seated(session, sign_in, walk.team.vo)

    words = said(browser.get("/office?lang=en"))

    overdue, _, waiting = words.rpartition("Waiting on others")
    assert f"{late.number}" in overdue
    assert "Overdue by" in overdue
    assert asked.number in waiting
    assert TEXT not in words


def test_new_work_is_on_the_desk_of_the_one_it_was_given_to(walk, session, sign_in, at):
    at(day(1))
    case, given, unassigned = walk.case(), walk.assigned(), walk.registered()

    desks = {
        name: said(seated(session, sign_in, actor).get("/office?lang=en"))
        for name, actor in (
            ("clerk", walk.team.clerk),
            ("vo", walk.team.vo),
            ("cvo", walk.team.cvo),
            ("inquirer", walk.team.inquirer),
        )
    }

    shown = {
        name: [matter.number in words for matter in (case, given, unassigned)]
        for name, words in desks.items()
    }
    assert shown == {
        "clerk": [False, False, True],
        "vo": [True, True, False],  # the case among what others owe
        "cvo": [False, False, True],
        "inquirer": [True, False, False],
    }


def test_the_desk_is_read_in_the_same_number_of_statements_however_full_it_is(
    walk, session, sign_in, at, queries_made
):
    walk.asked(day(0))
    at(day(55))
    browser = seated(session, sign_in, walk.team.vo)
    queries_made.clear()
    browser.get("/office")
    with_one = len(queries_made)
    walk.asked(day(1))
    walk.under_scrutiny(day(2))
    session.commit()
    queries_made.clear()

    browser.get("/office")

    assert len(queries_made) == with_one == 12


def an_alert(session, complaint, officer):
    clock = session.scalars(select(Clock).where(Clock.record_id == complaint.record_id)).first()
    alert = Alert(
        id=uuid.uuid4(),
        record_id=complaint.record_id,
        clock_id=clock.id,
        level="after-1",
        due_on=clock.due_on,
        role=Role.VO,
        officer_id=officer,
        raised_at=day(40),
        seen_at=None,
    )
    session.add(alert)
    return alert


def test_a_reminder_stands_on_the_desk_until_it_was_seen(walk, session, sign_in, at):
    complaint = walk.assigned()
    alert = an_alert(session, complaint, walk.team.vo.officer_id)
    at(day(41))
    browser = seated(session, sign_in, walk.team.vo)
    before = said(browser.get("/office?lang=en"))

    browser.post(f"/office/alerts/{alert.id}/seen")

    assert "One day after it was due" in before
    assert "One day after it was due" not in said(browser.get("/office?lang=en"))


def test_a_reminder_for_another_officer_is_not_there(walk, session, sign_in, an_officer, at):
    alert = an_alert(session, walk.assigned(), walk.team.vo.officer_id)
    at(day(41))
    session.commit()

    assert sign_in(Role.VO).post(f"/office/alerts/{alert.id}/seen").status_code == 404
    assert sign_in(Role.CVO).post(f"/office/alerts/{alert.id}/seen").status_code == 404


def test_the_cvo_gives_several_complaints_to_one_officer_and_sees_his_load(
    walk, session, sign_in, at
):
    at(day(1))
    walk.assigned()
    new = [walk.registered(), walk.registered()]
    browser = seated(session, sign_in, walk.team.cvo)
    vo = str(walk.team.vo.officer_id)
    before = said(browser.get("/office/cvo?lang=en"))

    answer = browser.post(
        "/office/cvo/assign", data={"officer": vo, "numbers": [one.number for one in new]}
    )

    after = said(browser.get("/office/cvo?lang=en"))
    assert answer.status_code == 303
    assert "(1 pending)" in before
    assert all(one.number in before and one.number not in after for one in new)
    assert "Every open complaint has its officer." in after


def test_all_that_is_ticked_is_given_or_none_of_it(walk, session, sign_in, at):
    at(day(1))
    new = walk.registered()
    browser = seated(session, sign_in, walk.team.cvo)
    data = {"officer": str(walk.team.vo.officer_id), "numbers": [new.number, "SWD-C-2026-999999"]}

    answer = browser.post("/office/cvo/assign", data=data)

    session.refresh(new.record)
    assert answer.status_code == 404
    assert new.record.assigned_to is None


def test_ticks_are_kept_when_no_officer_was_chosen(walk, session, sign_in, at):
    at(day(1))
    first, second = walk.registered(), walk.registered()
    browser = seated(session, sign_in, walk.team.cvo)

    answer = browser.post("/office/cvo/assign", data={"numbers": [first.number, second.number]})

    assert answer.status_code == 422
    assert answer.get_data(as_text=True).count(" checked>") == 2
