"""The finding that a complaint was false: by two persons, never by itself, and taken back unless the court has it."""

import pytest

from tests.builders.cases import day
from tests.builders.forms import said
from vigilance.cases.queries import complaints_in
from vigilance.complaints.after_queries import false_findings
from vigilance.complaints.commands.false_complaint import (
    Falsity,
    find_false,
    lodge_in_court,
    propose_false,
    undo_false,
)
from vigilance.domain.errors import ActionNotAllowed, Incomplete, Invalid, NotPermitted

DECIDED = Falsity(
    malice=True, authority="Director", decided_on=day(2).date(), reasons="He wrote it himself."
)


@pytest.fixture
def closed(session, walk):
    (complaint,) = complaints_in(session, walk.closed())
    return complaint


def proposed(session, walk, complaint):
    return propose_false(session, complaint, DECIDED, by=walk.team.vo, at=day(3))


def test_a_closing_says_nothing_of_falsity_and_an_open_complaint_has_no_finding(
    session, walk, closed
):
    assert false_findings(session, closed.record_id) == []
    with pytest.raises(ActionNotAllowed):
        propose_false(session, walk.scrutinised(), DECIDED, by=walk.team.vo, at=day(3))


def test_a_finding_takes_two_persons_and_the_second_is_the_cvo(session, walk, closed):
    row = proposed(session, walk, closed)
    with pytest.raises(NotPermitted):
        find_false(session, closed, row, by=walk.team.vo, at=day(4))

    find_false(session, closed, row, by=walk.team.cvo, at=day(4))
    session.commit()

    assert (row.proposed_by, row.found_by) == (walk.team.vo.officer_id, walk.team.cvo.officer_id)


def test_the_cvo_does_not_find_what_he_proposed(session, walk, closed):
    row = propose_false(session, closed, DECIDED, by=walk.team.cvo, at=day(3))

    with pytest.raises(Incomplete):
        find_false(session, closed, row, by=walk.team.cvo, at=day(4))


def test_a_decision_of_tomorrow_and_a_second_finding_are_refused(session, walk, closed):
    proposed(session, walk, closed)

    with pytest.raises(Invalid) as refused:
        proposed(session, walk, closed)
    assert set(refused.value.fields) == {"reasons"}
    late = Falsity(malice=False, authority="", decided_on=day(9).date(), reasons="Why.")
    with pytest.raises(Invalid) as refused:
        propose_false(session, closed, late, by=walk.team.vo, at=day(3))
    assert set(refused.value.fields) == {"reasons", "authority", "decided_on"}


def test_what_the_court_has_is_not_taken_back(session, walk, closed):
    row = proposed(session, walk, closed)
    find_false(session, closed, row, by=walk.team.cvo, at=day(4))
    lodge_in_court(session, closed, row, day(5).date(), by=walk.team.cvo, at=day(5))
    session.commit()

    with pytest.raises(Invalid):
        undo_false(session, closed, row, "Error.", by=walk.team.cvo, at=day(6))


def test_a_finding_taken_back_stays_as_an_entry(session, walk, closed):
    row = proposed(session, walk, closed)
    find_false(session, closed, row, by=walk.team.cvo, at=day(4))

    undo_false(session, closed, row, "The signature was his.", by=walk.team.cvo, at=day(6))
    session.commit()

    (kept,) = false_findings(session, closed.record_id)
    assert (kept.found_at, kept.undone_at) == (day(4), day(6))


def test_in_a_browser_the_vo_proposes_and_the_cvo_finds_and_lodges(session, walk, team, closed, at):
    page = f"/office/complaints/{closed.number}/after-closing"
    session.commit()
    vo, cvo = team("vo"), team("cvo")
    at(day(6))
    typed = {"malice": "yes", "authority": "Director", "decided_on": "07-01-2026"}
    assert vo.post(page + "/propose", data=typed).status_code == 422

    vo.post(page + "/propose", data={**typed, "reasons": "He wrote it himself."})
    (row,) = false_findings(session, closed.record_id)
    assert cvo.post(page + "/find", data={"row": row.id.hex}).status_code == 303
    lodged = cvo.post(page + "/lodge", data={"row": row.id.hex, "day": "08-01-2026"})

    assert lodged.status_code == 303
    shown = said(vo.get(page + "?lang=en"))
    assert "Found false" in shown
    assert "Complaint lodged in court on 8 January 2026" in shown
    assert "unverified" in shown
