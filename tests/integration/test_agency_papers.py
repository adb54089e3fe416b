"""A paper that an agency sends with its progress goes the way of every paper: sealed, numbered, on the file's ledger."""

import dataclasses
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from tests.builders import hostile_files as made
from tests.builders.cases import day
from tests.builders.forms import said
from vigilance.audit.models import Event
from vigilance.domain.agencies import Agency
from vigilance.domain.roles import Role
from vigilance.evidence.models import InspectionState, Paper
from vigilance.evidence.signs import Sign
from vigilance.reviews.commands.outside import NewGrant, open_to_agency
from vigilance.reviews.outside_models import OutsideAnswer

LETTER = b"%PDF-1.4 the agency's letter"


@pytest.fixture
def opened(session, walk, sign_in, at):
    """A case open to the liaison officer whose browser this is."""
    case = walk.case(day(0))
    at(day(1))
    browser = sign_in(Role.LIAISON)
    until = day(1).date() + timedelta(days=9)
    new = NewGrant(browser.officer.id, Agency.CBI, until)
    open_to_agency(session, case.record, new, by=walk.team.cvo, at=day(1))
    session.commit()
    return case, browser


def posted(browser, case, **more):
    return browser.post(
        f"/office/agency/{case.number}",
        data={"text": "Two accounts were found."} | more,
        content_type="multipart/form-data",
    )


def test_a_paper_comes_with_the_progress_and_is_sealed_on_the_file(session, opened, settings):
    case, browser = opened

    answer = posted(browser, case, evidence=(BytesIO(LETTER), "letter.pdf"))

    assert answer.status_code == 303
    paper = session.scalars(select(Paper).where(Paper.record_id == case.record_id)).all()[-1]
    assert (paper.added_by, paper.officer_id) == ("liaison", browser.officer.id)
    assert session.scalars(select(OutsideAnswer)).one().record_id == case.record_id
    told = session.scalars(select(Event.type).where(Event.record_id == case.record_id)).all()
    assert {"outside-answer", "papers-added"} <= set(told)
    kept = [path.read_bytes() for path in settings.blobs_dir.rglob("*") if path.is_file()]
    assert kept
    assert not any(LETTER in content for content in kept)


def test_a_paper_that_cannot_be_kept_leaves_no_trace_of_the_answer(session, opened):
    case, browser = opened

    answer = posted(browser, case, evidence=(BytesIO(b""), "empty.pdf"))

    assert answer.status_code == 422
    assert "empty.pdf" in answer.text
    assert "Two accounts were found." in answer.text
    assert session.scalars(select(OutsideAnswer)).all() == []


def test_the_papers_of_the_file_are_not_shown_to_the_agency(opened):
    case, browser = opened
    posted(browser, case, evidence=(BytesIO(LETTER), "letter.pdf"))

    assert "letter.pdf" not in browser.get("/office/agency").text
    assert browser.get(f"/office/cases/{case.number}").status_code == 403


def test_a_paper_of_an_agency_is_scanned_kept_and_marked(session, opened, scanner, looked):
    running = scanner()
    case, browser = opened

    answer = posted(browser, case, evidence=(BytesIO(made.EICAR), "letter.pdf"))

    assert answer.status_code == 303
    found = looked()
    assert running.seen == [made.EICAR]
    assert (found.state, Sign.SCANNER_POSITIVE in found.signs) == (InspectionState.DONE, True)
    paper = session.get_one(Paper, found.paper_id)
    assert (paper.record_id, paper.added_by) == (case.record_id, "liaison")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "At most 2 files at once."), ("hi", "एक बार में अधिक से अधिक 2 फ़ाइलें।")],
)
def test_more_papers_than_a_form_holds_are_refused_and_nothing_is_posted(
    session, opened, app, monkeypatch, language, words
):
    case, browser = opened
    few = dataclasses.replace(app.config["SETTINGS"], max_files=2)
    monkeypatch.setitem(app.config, "SETTINGS", few)
    papers = [(BytesIO(LETTER), f"{number}.pdf") for number in range(3)]

    answer = browser.post(
        f"/office/agency/{case.number}?lang={language}",
        data={"text": "Two accounts were found.", "evidence": papers},
        content_type="multipart/form-data",
    )

    assert answer.status_code == 422
    assert "Two accounts were found." in answer.text
    assert words in said(answer)
    assert session.scalars(select(OutsideAnswer)).all() == []


def test_a_paper_that_is_too_large_or_in_the_wrong_place_is_refused_by_name(
    session, opened, app, monkeypatch
):
    case, browser = opened
    small = dataclasses.replace(app.config["SETTINGS"], max_file_bytes=10)
    monkeypatch.setitem(app.config, "SETTINGS", small)

    large = posted(browser, case, evidence=(BytesIO(LETTER), "letter.pdf"))
    elsewhere = posted(browser, case, letter_number=(BytesIO(b"x"), "x.pdf"))

    assert large.status_code == 422
    assert "letter.pdf" in said(large)
    assert elsewhere.status_code == 400
    assert session.scalars(select(OutsideAnswer)).all() == []


def test_no_paper_comes_in_after_the_grant_has_ended(session, opened, at):
    case, browser = opened
    at(day(20))

    answer = posted(browser, case, evidence=(BytesIO(LETTER), "letter.pdf"))

    assert answer.status_code == 404
    assert session.scalars(select(Paper).where(Paper.added_by == "liaison")).all() == []
