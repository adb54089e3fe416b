"""A case's file in a browser: from the taking up to the closure, each step by its own officer."""

import io

from sqlalchemy import func, select

from tests.builders.cases import day
from tests.builders.complaints import TEXT, an_upload
from tests.builders.forms import said
from vigilance.cases.models import Case, ExtensionRequest, ReportSummary
from vigilance.clocks.models import Clock, ClockStay
from vigilance.clocks.queries import clocks_of
from vigilance.complaints.models import Complaint
from vigilance.domain.workflows import complaint as complaint_flow
from vigilance.domain.workflows.inquiry import State
from vigilance.evidence.models import Paper
from vigilance.notes.models import Note


def fresh(session, row):
    session.refresh(row)
    return row


def step(browser, case, action, **typed):
    version = typed.pop("version", case.version)
    return browser.post(
        f"/office/cases/{case.number}/steps/{action}", data={"version": version, **typed}
    )


def test_the_cvo_takes_a_complaint_up_from_its_page_and_a_case_opens(walk, session, team):
    complaint = walk.scrutinised()

    answer = team("cvo").post(
        f"/office/complaints/{complaint.number}/steps/take-up",
        data={
            "version": complaint.version,
            "officer": str(walk.team.inquirer.officer_id),
            "title": "Money asked for a pension",
            "reasons": "A vigilance angle is plain.",
        },
    )

    case = session.scalars(select(Case)).one()
    assert (answer.status_code, answer.location) == (303, f"/office/cases/{case.number}")
    assert (case.title, case.state) == ("Money asked for a pension", State.ORDERED)


def test_taking_up_without_an_officer_keeps_the_title_that_was_typed(walk, session, team):
    complaint = walk.scrutinised()

    answer = team("cvo").post(
        f"/office/complaints/{complaint.number}/steps/take-up",
        data={"version": complaint.version, "title": "Money asked", "reasons": "Plain."},
    )

    assert answer.status_code == 422
    assert 'value="Money asked"' in answer.get_data(as_text=True)
    assert session.scalar(select(func.count()).select_from(Case)) == 0


def test_a_complaints_number_among_the_cases_leads_to_its_case_or_to_its_own_file(
    walk, session, team
):
    waiting = walk.assigned()
    case = walk.case()
    complaint = session.scalars(
        select(Complaint).where(Complaint.state == complaint_flow.State.TAKEN_UP)
    ).one()
    browser = team("vo")

    answers = [
        browser.get(f"/office/cases/{number}").location
        for number in (waiting.number, complaint.number)
    ]

    assert answers == [f"/office/complaints/{waiting.number}", f"/office/cases/{case.number}"]


def test_the_inquiring_officer_reads_the_complaint_and_its_papers_with_the_case(walk, team):
    case = walk.case(papers=(an_upload(content=b"%PDF-1.4\nproof\n"),))
    browser = team("inquirer")

    page = browser.get(f"/office/cases/{case.number}?lang=en")

    assert TEXT in said(page)
    paper = browser.get("/office/files/SWD-C-2026-000001/papers/1")
    assert (paper.status_code, paper.data) == (200, b"%PDF-1.4\nproof\n")


def test_an_inquiry_is_held_reported_and_accepted_from_the_pages(walk, session, team):
    case = walk.case()
    inquirer = team("inquirer")

    step(inquirer, case, "take-charge")
    step(inquirer, fresh(session, case), "record-progress", note="Two statements were taken.")
    step(
        inquirer,
        fresh(session, case),
        "submit-report",
        finding="substantiated",
        report="The demand is proved by the bank statement.",
        evidence=(io.BytesIO(b"%PDF-1.4\nstatement\n"), "statement.pdf"),
    )
    submitted = fresh(session, case).state
    step(team("cvo"), case, "accept-report")

    assert submitted is State.REPORT_SUBMITTED
    assert fresh(session, case).state is State.REPORT_ACCEPTED
    assert case.finding == "substantiated"
    assert session.scalars(select(Paper.record_id)).all() == [case.record_id]
    assert session.scalar(select(func.count()).where(Note.record_id == case.record_id)) == 2


def test_a_report_without_a_finding_comes_back_with_its_text(walk, session, team):
    case = walk.inquired()

    answer = step(team("inquirer"), case, "submit-report", report="Forty pages of findings.")

    assert answer.status_code == 422
    assert "Forty pages of findings." in answer.get_data(as_text=True)
    assert fresh(session, case).state is State.UNDER_INQUIRY


def test_more_time_is_asked_and_granted_and_only_while_a_request_waits(walk, session, team):
    case = walk.inquired()
    inquirer, cvo = team("inquirer"), team("cvo")
    offered_before = "Grant more time" in said(cvo.get(f"/office/cases/{case.number}?lang=en"))

    step(inquirer, case, "ask-extension", reasons="The bank has not answered.")
    on_desk = said(cvo.get("/office/cvo?lang=en"))
    step(cvo, fresh(session, case), "grant-extension", reasons="Granted for one month.")

    assert not offered_before
    assert "More time asked" in on_desk
    assert session.scalars(select(ExtensionRequest.granted)).one() is True
    clock = select(Clock.extended).where(Clock.limit_name == "inquiry-report")
    assert session.scalars(clock).one() is True


def test_closure_is_proposed_by_one_and_approved_by_another(walk, session, team):
    case = walk.accepted()
    vo = team("vo")

    step(vo, case, "propose-closure", disposal="not-substantiated", reasons="No proof was found.")
    refused = step(vo, fresh(session, case), "approve-closure", reasons="I agree with myself.")
    step(team("cvo"), fresh(session, case), "approve-closure", reasons="Agreed.")

    assert refused.status_code == 403
    assert fresh(session, case).state is State.CLOSED
    assert case.disposal == "not-substantiated"


def test_an_outcome_that_does_not_close_a_case_is_refused_in_the_readers_language(
    walk, session, team
):
    case = walk.accepted()

    answer = team("vo").post(
        f"/office/cases/{case.number}/steps/propose-closure?lang=hi",
        data={"version": case.version, "disposal": "spam", "reasons": "कारण"},
    )

    assert answer.status_code == 422
    assert "यह निस्तारण इस निर्णय के साथ नहीं जाता।" in said(answer)


def test_a_summary_in_both_languages_goes_to_the_minister(walk, session, team):
    case = walk.case()
    cvo = team("cvo")
    path = f"/office/cases/{case.number}/summary"

    half = cvo.post(path, data={"text_en": "A demand for money is being inquired."})
    cvo.post(
        path, data={"text_en": "A demand is inquired.", "text_hi": "धन की मांग की जांच हो रही है।"}
    )

    assert half.status_code == 422
    assert session.scalars(select(ReportSummary.text_en)).all() == ["A demand is inquired."]
    assert fresh(session, case.record).released_to_minister is True


def test_clocks_stand_still_on_a_ground_and_run_again(walk, session, team, at):
    case = walk.inquired()
    cvo = team("cvo")
    files = f"/office/files/{case.number}/stays"

    cvo.post(
        files, data={"ground": "court-stay", "since": "06/01/2026", "reasons": "Writ 12 of 2026."}
    )
    stands = said(cvo.get(f"/office/cases/{case.number}?lang=en"))
    at(day(11))
    cvo.post(f"{files}/lift", data={"ground": "court-stay"})

    assert "Clock stopped" in stands
    stays = session.scalars(select(ClockStay).where(ClockStay.record_id == case.record_id)).all()
    assert [stay.until for stay in stays] == [day(11).date()]
    (clock,) = clocks_of(session, [case.record_id])[case.record_id]
    card = said(cvo.get(f"/office/clocks/card/{clock.id}?lang=en"))
    assert "Stayed: court stay, from 6 January 2026 until 16 January 2026, 10 day(s)." in card


def test_a_ground_that_the_office_may_not_choose_is_refused(walk, team):
    case = walk.inquired()

    answer = team("cvo").post(
        f"/office/files/{case.number}/stays",
        data={"ground": "awaiting-complainant", "since": "06/01/2026", "reasons": "x"},
    )

    assert answer.status_code == 422


def test_the_inquiring_officer_is_changed_and_the_first_no_longer_sees_the_case(
    walk, session, team, sign_in, an_officer
):
    case = walk.inquired()
    other = an_officer(*walk.team.inquirer.roles)

    answer = step(
        team("cvo"), case, "change-officer", officer=str(other.id), reasons="Posted elsewhere."
    )

    assert answer.status_code == 303
    assert team("inquirer").get(f"/office/cases/{case.number}").status_code == 404
    assert sign_in(other).get(f"/office/cases/{case.number}").status_code == 200
