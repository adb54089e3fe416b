"""The complainant's appeal is decided one level above the CVO, by an officer who sees that matter and no other."""

import pytest

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import said
from vigilance.cases.commands.walls import declare_wall
from vigilance.cases.queries import complaints_in
from vigilance.complaints.queries import complaint_of
from vigilance.database.acting import act_as
from vigilance.domain.actors import Actor, complainant_of
from vigilance.domain.errors import NotFound
from vigilance.domain.roles import Role
from vigilance.domain.walls import Relation
from vigilance.domain.workflows.inquiry import State
from vigilance.proceedings.commands.appeals import appeal_of, file_appeal


@pytest.fixture
def reviewer(an_officer) -> Actor:
    return Actor(frozenset({Role.REVIEWING_OFFICER}), an_officer(Role.REVIEWING_OFFICER).id)


@pytest.fixture
def case(walk, session):
    found = walk.closed()
    session.commit()
    return found


@pytest.fixture
def complaint(case, session):
    (found,) = complaints_in(session, case)
    return found


@pytest.fixture
def appealed(complaint, session, walk):
    by = complainant_of(complaint.record_id)
    text = "A witness was left out."
    file_appeal(session, complaint.record_id, text, (), by=by, at=day(3), office=walk.office)
    session.commit()
    return complaint


@pytest.fixture
def browser(session, sign_in, reviewer, at):
    at(day(5))
    return seated(session, sign_in, reviewer)


def page(complaint, rest=""):
    return f"/office/complaints/{complaint.number}/after-closing{rest}"


def test_before_an_appeal_the_matter_is_not_there_for_him(complaint, case, browser):
    assert browser.get(page(complaint)).status_code == 404
    assert browser.get(f"/office/complaints/{complaint.number}").status_code == 404
    assert browser.get(f"/office/cases/{case.number}").status_code == 404


def test_his_desk_leads_to_the_appeal_and_he_reads_what_it_is_about(appealed, case, browser):
    desk = browser.get("/office?lang=en")
    assert "Reviews asked for by complainants" in said(desk)
    assert page(appealed) in desk.get_data(as_text=True)
    words = said(browser.get(page(appealed) + "?lang=en"))
    assert "To be decided by 7 February 2026." in words
    assert "Uphold the closing" in words
    assert "Propose the finding" not in words
    assert browser.get(f"/office/complaints/{appealed.number}").status_code == 200
    file = browser.get(f"/office/cases/{case.number}?lang=en")
    assert file.status_code == 200
    assert "Write a note" not in said(file)


def test_he_upholds_and_the_matter_leaves_his_sight(
    appealed, browser, session, connected, reviewer
):
    empty = browser.post(page(appealed, "/appeal/uphold"), data={"reasons": " "})
    answer = browser.post(page(appealed, "/appeal/uphold"), data={"reasons": "Rightly closed."})

    assert (empty.status_code, answer.status_code) == (422, 303)
    assert answer.location.endswith("/office")
    session.expire_all()
    assert appeal_of(session, appealed.record_id).state == "closure-upheld"
    assert appealed.record.review_asked_at is None
    assert browser.get(page(appealed)).status_code == 404
    with connected.reading() as his:
        act_as(his, reviewer)
        with pytest.raises(NotFound):
            complaint_of(his, appealed.record_id)


def test_he_sets_aside_and_the_case_is_inquired_into_again(appealed, case, browser, session):
    reasons = {"reasons": "The witness is to be heard."}
    answer = browser.post(page(appealed, "/appeal/set-aside"), data=reasons)

    assert answer.status_code == 303
    session.expire_all()
    assert case.state is State.UNDER_INQUIRY
    assert appeal_of(session, appealed.record_id).state == "closure-set-aside"
    assert browser.get(f"/office/cases/{case.number}").status_code == 404


def test_he_does_nothing_else_on_the_file(appealed, case, browser):
    number = appealed.number
    refused = {
        page(appealed, "/look"): 403,
        page(appealed, "/propose"): 403,
        f"/office/complaints/{number}/steps/reopen": 403,
        f"/office/cases/{case.number}/steps/reopen": 403,
        f"/office/files/{number}/identity": 403,
        f"/office/files/{number}/notes": 403,
        f"/office/files/{number}/tracks/rti/receive-rti": 403,
    }

    answers = {path: browser.post(path, data={}).status_code for path in refused}

    assert answers == refused


def test_a_wall_keeps_him_out_of_his_own_matter(appealed, walk, browser, reviewer, session):
    named = (reviewer.officer_id, Relation.NAMED)
    declare_wall(session, appealed.record, *named, by=walk.team.cvo, at=day(4))
    session.commit()

    assert browser.get(page(appealed)).status_code == 404


def test_who_closed_it_cannot_uphold_it_in_another_role(appealed, walk, session, sign_in, at):
    at(day(5))
    cvo = seated(session, sign_in, walk.team.cvo)

    answer = cvo.post(page(appealed, "/appeal/uphold") + "?lang=en", data={"reasons": "Mine."})

    assert answer.status_code == 422
    assert "Whoever closed the matter may set it aside" in said(answer)
