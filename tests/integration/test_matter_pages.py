"""The tracks of the matter itself on their page, on a complaint and on a case: asked, answered, referred, transferred."""

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import said
from tests.builders.tracks import count
from vigilance.cases.queries import complaints_in
from vigilance.clocks.models import Clock
from vigilance.complaints.commands import routing
from vigilance.domain.disposal import Disposal
from vigilance.domain.lanes import Lane
from vigilance.domain.roles import Role
from vigilance.proceedings.models import Proceeding, ProceedingEntry

ASKED = {"version": "0", "on": "06/01/2026", "request": "RTI/7/2026"}


def page(number, *rest):
    return "/".join([f"/office/files/{number}/tracks", *map(str, rest)])


@pytest.fixture
def complaint(walk, session):
    found = walk.assigned()
    session.commit()
    return found


def begun(browser, number, track="rti", action="receive-rti", **typed):
    return browser.post(page(number, track, action), data=ASKED | typed)


def test_the_clerk_enters_a_request_about_a_complaint_and_its_clock_runs(
    walk, complaint, session, sign_in, at
):
    at(day(1))
    browser = seated(session, sign_in, walk.team.clerk)

    bare = browser.post(page(complaint.number, "rti", "receive-rti"), data={"version": "0"})
    made = begun(browser, complaint.number)

    assert (bare.status_code, made.status_code) == (422, 303)
    (clock,) = session.scalars(select(Clock).where(Clock.limit_name == "rti-reply"))
    assert (clock.record_id, clock.due_on.isoformat()) == (complaint.record_id, "2026-02-05")
    words = said(browser.get(page(complaint.number) + "?lang=en"))
    assert "Right to information Request received since 6 January 2026" in words
    assert "Number of the request: RTI/7/2026" in words
    assert "This is for: Chief Vigilance Officer, Vigilance Officer." in words
    file = said(browser.get(f"/office/complaints/{complaint.number}?lang=en"))
    assert "Right to information · Reply to a request for information" in file
    assert "Receive the request for information" in file
    card = browser.get(f"/office/clocks/card/{clock.id}?lang=en")
    assert card.status_code == 200


def test_the_page_names_the_exemptions_that_hold_now(walk, complaint, session, sign_in, at):
    at(day(1))
    browser = seated(session, sign_in, walk.team.cvo)

    open_words = said(browser.get(page(complaint.number) + "?lang=en"))
    assert "Section 8(1)(g): it would identify a source or endanger somebody" in open_words
    assert "Section 8(1)(h)" in open_words
    closed = walk.closed()
    anonymous = walk.registered(lane=Lane.ANONYMOUS)
    session.commit()
    hindi = said(browser.get(page(closed.number) + "?lang=hi"))
    assert "धारा 8(1)(छ)" in hindi
    assert "धारा 8(1)(ज)" not in hindi
    assert "खण्ड (ज) अब लागू नहीं है" in hindi
    without = said(browser.get(page(anonymous.number) + "?lang=en"))
    assert "Section 8(1)(g): it" not in without


def test_an_answer_says_what_it_withholds_and_the_paper_must_be_there(
    walk, complaint, session, sign_in, at
):
    at(day(1))
    browser = seated(session, sign_in, walk.team.vo)
    begun(browser, complaint.number)
    track = session.scalars(select(Proceeding)).one()
    step = page(complaint.number, track.id, "steps", "reply-to-rti")
    typed = {"version": track.version, "letter": "L/9", "exemptions": ["rti-8-1-g", "rti-10"]}

    wrong = browser.post(f"{step}?lang=en", data=typed | {"paper": "99"})
    right = browser.post(step, data=typed)

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert "The file has no paper of this number." in said(wrong)
    assert 'value="L/9"' in wrong.get_data(as_text=True)
    entry = session.scalars(select(ProceedingEntry).where(ProceedingEntry.number == 2)).one()
    assert entry.facts == {"letter": "L/9", "exemptions": ["rti-8-1-g", "rti-10"]}
    words = said(browser.get(page(complaint.number) + "?lang=hi"))
    assert "धारा 10: वर्जित अंश हटाकर शेष सूचना दी जाती है" in words


def test_a_forwarded_complaint_that_comes_back_is_opened_again(walk, session, sign_in, at):
    complaint = walk.scrutinised()
    matter = (Disposal.OTHER_DEPARTMENT, "A village road.")
    walk.do(routing.forward, complaint, *matter, by=walk.team.cvo, at=day(0))
    session.commit()
    at(day(1))
    browser = seated(session, sign_in, walk.team.cvo)
    number = complaint.number

    decided = browser.post(
        page(number, "transfer", "decide-transfer"),
        data={"version": "0", "department": "Public Works", "note": "A road."},
    )
    track = session.scalars(select(Proceeding)).one()
    for action, typed in (("send-transfer", {"letter": "L/1"}), ("record-return", {"note": "No."})):
        session.refresh(track)
        data = {"version": track.version, **typed}
        browser.post(page(number, track.id, "steps", action), data=data)

    assert decided.status_code == 303
    again = browser.get(page(number) + "?lang=en")
    assert "The other department returned the complaint: it is ours again." in said(again)
    text = again.get_data(as_text=True)
    assert f"/office/complaints/{number}" in text
    assert "#step-reopen" in text


def test_two_requests_are_answered_apart_on_a_case(walk, session, sign_in, at):
    case = walk.inquired()
    session.commit()
    at(day(1))
    browser = seated(session, sign_in, walk.team.vo)

    begun(browser, case.number)
    begun(browser, case.number, request="RTI/8/2026")

    assert count(session, Proceeding) == 2
    page_text = browser.get(page(case.number)).get_data(as_text=True)
    for track in session.scalars(select(Proceeding)):
        assert page(case.number, track.id, "steps", "reply-to-rti") in page_text
    assert "Right to information" in said(browser.get(f"/office/cases/{case.number}?lang=en"))


@pytest.mark.parametrize("role", [Role.MINISTER, Role.AUDITOR, Role.ADMIN, Role.INQUIRING_OFFICER])
def test_others_have_no_part_in_it(walk, complaint, sign_in, role):
    browser = sign_in(role)

    assert browser.get(page(complaint.number)).status_code == 403
    assert begun(browser, complaint.number).status_code == 403


def test_what_is_not_a_track_of_the_matter_or_out_of_sight_is_not_there(walk, session, sign_in, at):
    at(day(1))
    case = walk.case()
    (complaint,) = complaints_in(session, case)
    cvo, clerk = (seated(session, sign_in, who) for who in (walk.team.cvo, walk.team.clerk))

    assert begun(cvo, case.number, "suspension", "propose-suspension").status_code == 404
    assert begun(cvo, case.number, "complainant-appeal", "uphold-closure").status_code == 404
    assert begun(clerk, complaint.number).status_code == 404


def test_a_right_to_appeal_is_shown_while_it_lasts_and_is_late_for_nobody(
    walk, complaint, session, sign_in, at
):
    at(day(1))
    vo = seated(session, sign_in, walk.team.vo)
    cvo = seated(session, sign_in, walk.team.cvo)
    begun(vo, complaint.number)
    track = session.scalars(select(Proceeding)).one()
    reply = page(complaint.number, track.id, "steps", "reply-to-rti")
    assert vo.post(reply, data={"version": track.version, "letter": "L/9"}).status_code == 303
    name = "Applicant's time for a first appeal"

    # thirty days after 6 January: 5 February, a Thursday
    at(day(31))
    assert name in said(vo.get(page(complaint.number) + "?lang=en"))
    assert name in said(vo.get("/office?lang=en"))
    assert name not in said(cvo.get("/office?lang=en"))
    at(day(32))
    assert name not in said(vo.get(page(complaint.number) + "?lang=en"))
    for browser in (vo, cvo):
        assert name not in said(browser.get("/office?lang=en"))
        assert name not in said(browser.get("/office/reviews?rule=overdue&lang=en"))
