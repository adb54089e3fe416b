"""A protected case in a browser: who reads what of it."""

import io

from sqlalchemy import select

from tests.builders.cases import FOUND, day
from tests.builders.complaints import TEXT, an_upload
from tests.builders.forms import said
from vigilance.cases.commands.opening import take_up
from vigilance.complaints.commands.scrutiny import record_scrutiny, start_scrutiny
from vigilance.domain.lanes import Lane
from vigilance.notes.models import Note

LETTER = "Please bring the passbook."


def test_a_sealed_case_is_written_and_read_by_those_who_hold_it(walk, session, team):
    complaint, moment = walk.assigned(lane=Lane.PROTECTED), day(0)
    walk.do(start_scrutiny, complaint, by=walk.team.vo, at=moment)
    walk.do(record_scrutiny, complaint, FOUND, by=walk.team.vo, at=moment)
    case = walk.do(take_up, complaint, walk.order(), by=walk.team.cvo, at=moment)
    inquirer = team("inquirer")

    inquirer.post(f"/office/files/{case.number}/notes", data={"text": "A sealed note."})

    kept = session.scalars(select(Note).where(Note.record_id == case.record_id)).one()
    assert kept.text is None
    page = said(inquirer.get(f"/office/cases/{case.number}?lang=en"))
    assert "A sealed note." in page


def test_who_inquires_into_a_protected_case_reads_neither_the_complaint_nor_its_papers_nor_its_letters(
    walk, session, team
):
    complaint = walk.assigned(lane=Lane.PROTECTED, papers=(an_upload(),))
    for command, more in ((start_scrutiny, ()), (record_scrutiny, (FOUND,))):
        walk.do(command, complaint, *more, by=walk.team.vo, at=day(0))
    case = walk.do(take_up, complaint, walk.order(), by=walk.team.cvo, at=day(0))
    file, paper = (
        f"/office/cases/{case.number}?lang=en",
        f"/office/files/{complaint.number}/papers/1",
    )

    team("vo").post(f"/office/files/{complaint.number}/messages", data={"text": LETTER})

    his, the_cell_s = said(team("inquirer").get(file)), said(team("vo").get(file))

    assert (TEXT in his, TEXT in the_cell_s) == (False, True)
    assert ("Paper 1" in his, "Paper 1" in the_cell_s) == (False, True)
    assert (LETTER in his, LETTER in the_cell_s) == (False, True)
    assert team("inquirer").get(paper).status_code == 404
    assert team("vo").get(paper).status_code == 200


def test_the_case_page_is_read_in_the_same_number_of_statements_however_much_is_in_it(
    walk, team, queries_made
):
    case = walk.inquired()
    browser = team("inquirer")
    path, files = f"/office/cases/{case.number}", f"/office/files/{case.number}"
    browser.post(f"{files}/notes", data={"text": "One."})
    browser.get(path)
    queries_made.clear()
    browser.get(path)
    with_one = len(queries_made)
    for text in ("Two.", "Three."):
        browser.post(f"{files}/notes", data={"text": text})
        browser.post(f"{files}/papers", data={"evidence": (io.BytesIO(b"%PDF-1.4\n"), "a.pdf")})
    queries_made.clear()

    browser.get(path)

    assert len(queries_made) == with_one == 11
