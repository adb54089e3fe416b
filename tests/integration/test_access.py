"""Every page of the office against every role: who is led in, who is refused, for whom the matter is not there."""

import re

import pytest

from tests.builders.cases import day
from tests.builders.complaints import an_upload
from tests.builders.desks import seated
from vigilance.cases.queries import complaints_in
from vigilance.clocks.queries import clocks_of
from vigilance.domain.actors import Actor
from vigilance.domain.roles import Role

ROLES = (
    Role.CLERK,
    Role.VO,
    Role.CVO,
    Role.INQUIRING_OFFICER,
    Role.MINISTER,
    Role.AUDITOR,
    Role.ADMIN,
    Role.DISTRICT,
)
INTAKE = {Role.CLERK, Role.VO, Role.CVO}
TEAM = {Role.VO, Role.CVO, Role.INQUIRING_OFFICER}
GETS = {
    "/office": set(ROLES),
    "/office/clocks": set(ROLES),
    "/office/clocks/card/{clock}": TEAM,
    "/office/intake": INTAKE,
    "/office/complaints/{new}": INTAKE,
    "/office/cases/{case}": TEAM,
    "/office/files/{complaint}/papers/1": TEAM,
    "/office/cvo": {Role.CVO},
    "/office/reads": {Role.CVO, Role.AUDITOR},
    "/office/requests": {Role.DISTRICT},
}
SEEN_BY_NOBODY_ELSE = {"/office/clocks/card/{clock}"}
"""Everybody may ask for a card; for whom the record is out of sight it is not there."""


@pytest.fixture
def matter(walk, session, at):
    """A case with one clock, a paper on its complaint, and a complaint given to the officer but still at intake."""
    at(day(1))
    case = walk.case(papers=(an_upload(),))
    new = walk.assigned()
    (complaint,) = complaints_in(session, case)
    (clock,) = clocks_of(session, [case.record_id])[case.record_id]
    session.commit()
    return {
        "case": case.number,
        "new": new.number,
        "complaint": complaint.number,
        "clock": clock.id,
    }


@pytest.fixture
def browser_of(walk, session, sign_in):
    """A browser for each role: the officers of the team, and strangers of the other roles."""

    def find(role):
        team = {
            Role.CLERK: walk.team.clerk,
            Role.VO: walk.team.vo,
            Role.CVO: walk.team.cvo,
            Role.INQUIRING_OFFICER: walk.team.inquirer,
        }
        if role in team:
            return seated(session, sign_in, team[role])
        return sign_in(role, district="135" if role is Role.DISTRICT else None)

    return find


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_led_in_where_it_belongs_and_refused_elsewhere(role, matter, browser_of):
    browser = browser_of(role)

    answers = {path: browser.get(path.format(**matter)).status_code for path in GETS}

    assert answers == {
        path: 200 if role in roles else 404 if path in SEEN_BY_NOBODY_ELSE else 403
        for path, roles in GETS.items()
    }


POSTS = {
    "/office/complaints/{new}/steps/ask-confirmation": INTAKE,
    "/office/complaints/{complaint}/steps/take-up": {Role.CVO},
    "/office/cases/{case}/steps/take-charge": TEAM,
    "/office/cases/{case}/summary": {Role.CVO},
    "/office/files/{case}/notes": TEAM,
    "/office/files/{complaint}/messages": {Role.VO, Role.CVO},
    "/office/files/{complaint}/identity": {Role.VO, Role.CVO},
    "/office/files/{case}/papers": TEAM,
    "/office/files/{case}/stays": {Role.VO, Role.CVO},
    "/office/files/{case}/stays/lift": {Role.VO, Role.CVO},
    "/office/files/{case}/walls": TEAM,
    "/office/cvo/assign": {Role.CVO},
    "/office/requests/{clock}": {Role.DISTRICT},
}
HIDDEN = {
    # these roles may write notes and add papers elsewhere; this file is not there for them
    "/office/files/{case}/notes": {Role.CLERK},
    "/office/files/{case}/papers": {Role.CLERK, Role.DISTRICT},
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_send_the_forms_that_are_its_own(role, matter, browser_of):
    browser = browser_of(role)

    answers = {path: browser.post(path.format(**matter)).status_code for path in POSTS}

    # An empty form of one's own is answered with what is missing.
    assert answers == {
        path: 404 if role in HIDDEN.get(path, ()) else 422 if role in roles else 403
        for path, roles in POSTS.items()
    }


@pytest.mark.parametrize("path", sorted(GETS))
def test_a_stranger_is_sent_to_the_door(path, client, matter):
    answer = client.get(path.format(**matter))

    assert answer.status_code == 303
    assert answer.location.startswith("/office/sign-in?next=")


@pytest.mark.parametrize("role", [Role.VO, Role.INQUIRING_OFFICER, Role.CLERK])
def test_a_file_out_of_sight_looks_like_one_that_does_not_exist(role, matter, sign_in):
    browser = sign_in(role)
    kind = "complaints" if role is not Role.INQUIRING_OFFICER else "cases"
    real = matter["complaint"] if kind == "complaints" else matter["case"]

    hidden = browser.get(f"/office/{kind}/{real}")
    missing = browser.get(f"/office/{kind}/{real[:-3]}999")

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert without_number(hidden) == without_number(missing)


def without_number(answer):
    # a token of the form tells the second in which it was made
    text = re.sub(r'SWD-[CV]-2026-\d+|name="csrf_token" value="[^"]+"', "", answer.text)
    return text.replace(answer.headers["X-Request-Number"], "")


def test_a_wall_takes_the_file_from_every_page(walk, session, sign_in, matter):
    browser = seated(session, sign_in, walk.team.vo)
    officer = str(walk.team.vo.officer_id)

    answer = browser.post(
        f"/office/files/{matter['case']}/walls", data={"officer": officer, "relation": "recused"}
    )

    assert (answer.status_code, answer.location) == (303, "/office")
    assert browser.get(f"/office/cases/{matter['case']}").status_code == 404
    assert browser.get(f"/office/complaints/{matter['complaint']}").status_code == 404
    assert matter["case"] not in browser.get("/office?lang=en").get_data(as_text=True).replace(
        f"You no longer see {matter['case']}", ""
    )


def test_an_officer_walls_nobody_but_himself(walk, session, sign_in, matter):
    browser = seated(session, sign_in, walk.team.inquirer)
    other: Actor = walk.team.vo

    answer = browser.post(
        f"/office/files/{matter['case']}/walls",
        data={"officer": str(other.officer_id), "relation": "related"},
    )

    assert answer.status_code == 403
