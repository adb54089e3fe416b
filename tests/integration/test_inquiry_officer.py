"""The inquiry officer holds the hearings of the inquiry he is appointed in, on his own pages, and nothing else."""

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import said
from tests.builders.stories import CLERK, a_story, noon, on
from tests.builders.tracks import MAJOR, address
from vigilance.accounts.models import Officer
from vigilance.cases.commands.accused import Particulars, name_accused
from vigilance.cases.commands.walls import declare_wall
from vigilance.domain.actors import Actor
from vigilance.domain.errors import Invalid, NotPermitted
from vigilance.domain.personnel import Group
from vigilance.domain.roles import Role
from vigilance.domain.tracks import Track
from vigilance.domain.walls import Relation
from vigilance.proceedings.models import ProceedingEntry
from vigilance.records.models import Appointment

ORDER = {"order": "A/1", "inquiry_officer": "JD", "presenting_officer": "ACCT"}


def called(session, officer, name):
    found = session.get_one(Officer, officer.id)
    found.name_en = name
    session.flush()
    return found


@pytest.fixture
def holder(session, an_officer) -> Actor:
    """An inquiring officer who had no part in the case."""
    found = called(session, an_officer(Role.INQUIRING_OFFICER), "Invented Inquirer")
    return Actor(frozenset({Role.INQUIRING_OFFICER}), found.id)


def charged(session, walk, named="2026-01-05"):
    story = a_story(session, walk, CLERK, named=named, case=walk.case(at=noon(on("2026-01-05"))))
    story.act("2026-01-05", MAJOR, "decide-major-proceedings", note="Proved.")
    story.act("2026-01-05", MAJOR, "issue-charge-sheet", letter="1", articles=1, authority="DIR")
    story.act("2026-01-05", MAJOR, "serve-charge-sheet", served="in-person")
    story.act("2026-01-05", MAJOR, "receive-reply", letter="2")
    return story


@pytest.fixture
def story(session, walk):
    return charged(session, walk)


@pytest.fixture
def appointed(story, session, holder):
    story.act(
        "2026-01-06", MAJOR, "appoint-inquiry-authority", inquirer=str(holder.officer_id), **ORDER
    )
    session.commit()
    return story


@pytest.fixture
def browser(session, sign_in, holder, at):
    at(day(3))
    return seated(session, sign_in, holder)


def page(story, rest=""):
    return f"/office/inquiries/{story.tracks[MAJOR].id}{rest}"


def hearing(browser, story, **more):
    version = story.tracks[MAJOR].version
    typed = {"version": version, "on": "07/01/2026", "sheet": "1", "next_on": "20/01/2026"}
    return browser.post(page(story, "/steps/hold-hearing"), data=typed | more)


def test_he_enters_the_hearing_and_sees_the_next(appointed, browser, session, holder):
    listed = said(browser.get("/office/inquiries?lang=en"))
    assert f"{appointed.record.number}No. 1Before the inquiry officer" in listed
    words = said(browser.get(page(appointed) + "?lang=en"))
    assert "Invented Officer" in words
    assert "Record a hearing" in words or "hearing" in words
    assert "Grant" not in words

    wrong = hearing(browser, appointed, sheet="")
    answer = hearing(browser, appointed)

    assert (wrong.status_code, answer.status_code) == (422, 303)
    session.expire_all()
    entry = session.scalars(
        select(ProceedingEntry).where(ProceedingEntry.action == "hold-hearing")
    ).one()
    assert (entry.recorded_by, entry.on) == (holder.officer_id, on("2026-01-07"))
    assert "20 January 2026" in said(browser.get("/office/inquiries?lang=en"))


def test_only_the_two_steps_of_the_table_are_his(appointed, browser, session):
    text = browser.get(page(appointed)).get_data(as_text=True)
    assert "/steps/hold-hearing" in text
    assert "/steps/record-inquiry-progress" in text
    assert "/steps/receive-inquiry-report" not in text
    version = appointed.tracks[MAJOR].version

    others = {"receive-inquiry-report": {"report": "9"}, "grant-inquiry-time": {"note": "x"}}
    for action, typed in (others | {"drop-proceedings": {"note": "x"}}).items():
        answer = browser.post(
            page(appointed, f"/steps/{action}"), data={"version": version, **typed}
        )
        assert answer.status_code == 403, action
    session.expire_all()
    assert appointed.state(MAJOR) == "before-inquiry-authority"


def test_nothing_else_of_the_file_is_there_for_him(appointed, browser, session, walk):
    number = appointed.record.number
    appointed.act("2026-01-06", Track.SUSPENSION, "propose-suspension", note="Grave.")
    other = charged(session, walk)
    session.commit()

    for path in (
        f"/office/cases/{number}",
        f"/office/cases/{number}/accused",
        f"/office/cases/{number}/accused/1",
        f"/office/cases/{number}/print/notes",
    ):
        assert browser.get(path).status_code == 404, path
    assert browser.get(f"/office/files/{number}/tracks").status_code == 403
    assert browser.get(f"/office/cases/{number}/letters").status_code == 403
    assert browser.get(page(other)).status_code == 404
    suspension = appointed.tracks[Track.SUSPENSION]
    assert browser.get(f"/office/inquiries/{suspension.id}").status_code == 404
    assert hearing(browser, other).status_code == 404


def test_the_appointment_ends_with_the_report_and_comes_back_with_a_remitted_inquiry(
    appointed, browser, session, holder
):
    appointed.act("2026-01-07", MAJOR, "receive-inquiry-report", report="IR/1")
    session.commit()
    assert browser.get(page(appointed)).status_code == 404
    assert hearing(browser, appointed).status_code == 404
    assert "You are appointed in no departmental inquiry." in said(
        browser.get("/office/inquiries?lang=en")
    )

    session.expire_all()
    appointed.act("2026-01-08", MAJOR, "remit-inquiry", note="A witness was left out.")
    session.commit()

    assert browser.get(page(appointed)).status_code == 200
    rows = session.scalars(select(Appointment).order_by(Appointment.appointed_at)).all()
    assert [(row.officer_id, row.ended_at is None) for row in rows] == [
        (holder.officer_id, False),
        (holder.officer_id, True),
    ]


def test_another_appointed_in_his_place_takes_it_over(appointed, browser, session, an_officer):
    successor = an_officer(Role.INQUIRING_OFFICER)
    facts = ORDER | {"order": "A/2", "inquirer": str(successor.id)}
    appointed.act("2026-01-07", MAJOR, "change-inquiry-authority", note="Retired.", **facts)
    session.commit()

    assert browser.get(page(appointed)).status_code == 404
    with pytest.raises(NotPermitted):
        appointed.act("2026-01-07", MAJOR, "hold-hearing", sheet="2", by=_actor(browser.officer))
    appointed.act("2026-01-07", MAJOR, "hold-hearing", sheet="2", by=_actor(successor))


def _actor(officer) -> Actor:
    return Actor(frozenset({Role.INQUIRING_OFFICER}), officer.id)


def test_the_preliminary_inquirer_holds_no_departmental_inquiry(appointed, walk):
    with pytest.raises(NotPermitted):
        appointed.act("2026-01-07", MAJOR, "hold-hearing", sheet="2", by=walk.team.inquirer)


def test_nobody_inquires_into_his_own_matter(story, session, walk, holder, browser):
    himself = Particulars(
        name="  invented  INQUIRER ",
        group=Group.B,
        designation="DSWO",
        appointing_authority="PS",
        disciplinary_authority="PS",
    )
    name = (session, story.record, himself, "DSWO")
    facts = ORDER | {"inquirer": str(holder.officer_id)}
    story.act("2026-01-06", MAJOR, "appoint-inquiry-authority", **facts)
    session.commit()
    assert browser.get(page(story)).status_code == 200

    session.expire_all()
    name_accused(*name, by=walk.team.vo, at=day(2))
    session.commit()

    assert browser.get(page(story)).status_code == 404
    assert hearing(browser, story).status_code == 404
    with pytest.raises(NotPermitted):
        story.act("2026-01-07", MAJOR, "hold-hearing", sheet="1", by=holder)


def test_the_accused_or_a_walled_officer_is_not_appointed(story, session, walk, holder, an_officer):
    facts = ORDER | {"inquirer": str(holder.officer_id)}
    wall = (session, story.record, holder.officer_id, Relation.RECUSED)
    declare_wall(*wall, by=walk.team.cvo, at=day(1))
    with pytest.raises(Invalid):
        story.act("2026-01-06", MAJOR, "appoint-inquiry-authority", **facts)

    # as the accused of this case is called
    namesake = called(session, an_officer(Role.INQUIRING_OFFICER), CLERK.name)
    no_inquirer = an_officer(Role.VO)
    for officer in (namesake, no_inquirer):
        with pytest.raises(Invalid):
            story.act(
                "2026-01-06",
                MAJOR,
                "appoint-inquiry-authority",
                **(ORDER | {"inquirer": str(officer.id)}),
            )


def test_a_wall_raised_later_takes_it_from_him(appointed, session, walk, holder, browser):
    wall = (session, appointed.record, holder.officer_id, Relation.RECUSED)
    declare_wall(*wall, by=walk.team.cvo, at=day(2))
    session.commit()

    assert browser.get(page(appointed)).status_code == 404
    assert hearing(browser, appointed).status_code == 404


def test_the_cvo_appoints_him_from_the_page(story, session, team, holder):
    session.commit()
    case = type("Case", (), {"number": story.record.number})
    cvo = team("cvo")
    track = story.tracks[MAJOR]
    form = cvo.get(address(case, 1) + "?lang=en").get_data(as_text=True)
    assert "Inquiry officer who signs in here" in form
    assert str(holder.officer_id) in form

    answer = cvo.post(
        address(case, 1, "proceedings", track.id, "steps", "appoint-inquiry-authority"),
        data={"version": track.version, **ORDER, "inquirer": str(holder.officer_id)},
    )

    assert answer.status_code == 303
    assert session.scalars(select(Appointment)).one().officer_id == holder.officer_id
    assert "Invented Inquirer" in said(cvo.get(address(case, 1) + "?lang=en"))


@pytest.mark.parametrize("role", [Role.VO, Role.CVO, Role.CLERK, Role.ADMIN, Role.AUDITOR])
def test_the_pages_are_for_inquiring_officers(role, sign_in):
    assert sign_in(role).get("/office/inquiries").status_code == 403
