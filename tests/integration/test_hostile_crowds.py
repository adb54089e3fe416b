"""Private files asked for by strangers, and one file sent by five hundred (security.md 7, rows 19 and 59)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.builders.complaints import AT, a_complaint, an_upload
from tests.builders.forms import said
from vigilance.complaints.models import Complaint
from vigilance.domain.roles import Role
from vigilance.evidence.inspecting import inspect_due
from vigilance.evidence.inspection_queue import Opinion, keep, lease
from vigilance.evidence.inspection_shown import MOST_NAMED, papers_inspected, same_file_records
from vigilance.evidence.models import InspectionState, Paper, PaperMark
from vigilance.evidence.queries import paper_by_number

CROWD = 500
LATER = AT + timedelta(hours=1)
CONTENT = b"%PDF-1.4\n" + b"the same page passed from hand to hand\n" * 20 + b"%%EOF\n"
PROBES = [
    {},
    {"Range": "bytes=0-3"},
    {"Range": "bytes=0-,-1"},
    {"If-None-Match": "*"},
    {"If-None-Match": '"guess"', "If-Modified-Since": "Mon, 05 Jan 2026 00:00:00 GMT"},
    {"If-Range": '"guess"', "Range": "bytes=0-"},
]
TELLING = ("ETag", "Content-Range", "Accept-Ranges", "Last-Modified", "Content-Disposition")


@pytest.mark.parametrize("headers", PROBES)
@pytest.mark.parametrize(
    "rest", ["papers/1", "papers/1/about", "papers/1/without-place", "mails/1"]
)
def test_19_a_private_file_is_absent_for_another_officer_whatever_he_asks(
    walk, session, sign_in, headers, rest
):
    found = walk.assigned(papers=(an_upload(),))
    session.commit()
    other = sign_in(Role.VO)

    there = other.get(f"/office/files/{found.number}/{rest}", headers=headers)
    nowhere = other.get(f"/office/files/SWD-C-2026-999999/{rest}", headers=headers)

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert len(there.data) == len(nowhere.data) - len("SWD-C-2026-999999") + len(found.number)
    assert [name for name in TELLING if name in there.headers] == []


@pytest.mark.parametrize("headers", PROBES[1:])
def test_19_who_may_have_it_gets_all_of_it_and_nothing_is_kept_on_the_way(
    walk, session, team, headers
):
    found = walk.assigned(papers=(an_upload(content=CONTENT),))
    session.commit()

    answer = team("vo").get(f"/office/files/{found.number}/papers/1", headers=headers)

    assert (answer.status_code, answer.data) == (200, CONTENT)
    assert answer.headers["Cache-Control"] == "no-store"
    assert [name for name in TELLING[:-1] if name in answer.headers] == []


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_59_five_hundred_complaints_with_one_file_are_all_kept_and_linked(
    session, connected, office, sign_in
):
    def file(number):
        papers = (an_upload(f"{number}.pdf", CONTENT),)
        return a_complaint(session, office, text=f"शिकायत {number}", papers=papers).complaint

    first, second = file(0), file(1)
    session.commit()
    inspect_due(connected, office.keyring, office.settings, LATER, all_days=True)
    session.expire_all()
    mark = session.scalars(select(PaperMark.digest).distinct()).one()
    # What the first two were given by the confined reader is written for the others by its command.
    opinion = Opinion(state=InspectionState.DONE, signs=(), facts={}, mark=mark)
    for number in range(2, CROWD):
        paper = paper_by_number(session, file(number).record_id, 1)
        lease(session, paper.id, LATER)
        keep(session, paper, opinion, at=LATER)
    session.commit()

    counted = [
        session.scalar(select(func.count()).select_from(table))
        for table in (Complaint, Paper, PaperMark)
    ]
    ((_paper, _found, elsewhere),) = papers_inspected(session, [first.record_id])
    named = same_file_records(session, paper_by_number(session, first.record_id, 1))
    page = said(sign_in(Role.CVO).get(f"/office/files/{first.number}/papers/1/about?lang=en"))

    assert counted == [CROWD, CROWD, CROWD]
    assert (elsewhere, len(set(named))) == (CROWD - 1, MOST_NAMED)
    assert second.number in page
