"""What nobody would review is told to the auditor each night, and at once when he asks."""

import pytest

from tests.builders.forms import page_of
from tests.builders.matters import NOW, a_pending_case, a_pending_complaint
from tests.builders.reviews import kept
from vigilance.domain.roles import Role
from vigilance.records.models import Wall
from vigilance.reports.review_checks import check_and_tell


@pytest.fixture
def auditor(sign_in, at):
    at(NOW)
    return sign_in(Role.AUDITOR)


@pytest.fixture
def cvo(an_officer):
    return an_officer(Role.CVO)


def said(answer):
    return " ".join(" ".join(next(page_of(answer).iter("main")).itertext()).split())


def walled_off(session, row, officer):
    wall = Wall(
        record_id=row.record_id,
        officer_id=officer.id,
        relation="kin",
        declared_by=officer.id,
        declared_at=NOW,
    )
    kept(session, row, wall)
    session.commit()


def test_a_register_that_is_reviewed_whole_is_told_as_such(
    session, connected, settings, auditor, cvo
):
    a_pending_case(session)
    a_pending_complaint(session)
    session.commit()

    assert "The queues were not looked at yet." in said(
        auditor.get("/office/ledger/checks?lang=en")
    )
    assert check_and_tell(connected, settings.config_dir, NOW) == 0
    page = said(auditor.get("/office/ledger/checks?lang=en"))
    assert "Everything pending stands in a queue" in page
    assert "Pending matters looked at 2" in page


def test_a_matter_walled_off_from_everybody_who_reviews_it_is_named(
    session, connected, settings, auditor, cvo
):
    complaint = a_pending_complaint(session)
    walled_off(session, complaint, cvo)

    assert check_and_tell(connected, settings.config_dir, NOW) == 1
    page = said(auditor.get("/office/ledger/checks?lang=en"))
    assert "1 pending matters would be reviewed by nobody." in page
    assert f"{complaint.number} · walled off from everybody who reviews it" in page


def test_the_auditor_looks_at_once_and_nobody_else_does(session, auditor, cvo, sign_in):
    walled_off(session, a_pending_complaint(session), cvo)

    answer = auditor.post("/office/ledger/checks/reviews")

    assert answer.status_code == 303
    page = auditor.get("/office/ledger/checks?lang=en")
    assert "Matters that nobody would review: 1." in page.text
    assert sign_in(Role.CVO).post("/office/ledger/checks/reviews").status_code == 403
