"""What was entered by mistake is struck off by two persons; its clocks end, and what was recorded stays."""

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import said
from tests.builders.letters import a_charged_officer, drafted
from tests.builders.tracks import MAJOR, address, decided
from vigilance.audit.models import Event
from vigilance.cases.accused_models import Allegation
from vigilance.cases.queries import case_of, complaints_in
from vigilance.clocks.models import Clock
from vigilance.domain.actors import complainant_of
from vigilance.domain.errors import Incomplete, Invalid, NotFound
from vigilance.domain.roles import Role
from vigilance.domain.tracks import Track
from vigilance.proceedings.commands.appeals import file_appeal
from vigilance.proceedings.commands.striking import Mistake, approve, propose, refuse
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.queries import tracks_of_accused
from vigilance.proceedings.strike_models import StrikeOff, Struck

WHY = "Entered on the wrong file."


@pytest.fixture
def story(session, walk):
    return a_charged_officer(session, walk, case=walk.case(), named="2026-01-05")


@pytest.fixture
def case(story, session):
    return case_of(session, story.accused.record_id)


def proposed(story, what=Struck.ACCUSED, target=None, by=None):
    target_id = target.id if target else story.accused.id
    by = by or story.walk.team.vo
    return propose(story.session, story.record, Mistake(what, target_id, WHY), by=by, at=day(1))


def agreed(story, found, by=None):
    by = by or story.walk.team.cvo
    approve(story.session, found, "So it is.", by=by, at=day(2), office=story.walk.office)
    story.session.flush()


def running(session, track):
    statement = select(Clock).where(Clock.proceeding_id == track.id, Clock.done_on.is_(None))
    return list(session.scalars(statement))


def test_nobody_strikes_off_what_he_proposed_himself(story):
    found = proposed(story, by=story.walk.team.cvo)

    with pytest.raises(Incomplete):
        agreed(story, found, by=story.walk.team.cvo)
    with pytest.raises(Incomplete):
        refuse(story.session, found, "No.", by=story.walk.team.cvo, at=day(2))
    assert story.accused.struck_off_at is None

    agreed(story, found, by=story.walk.team.vo)
    assert story.accused.struck_off_at == day(2)
    assert story.accused.struck_off_note == found.note_number


def test_a_track_struck_off_ends_its_clocks_and_may_be_begun_anew(story, session):
    track = decided(story)
    assert running(session, track)

    agreed(story, proposed(story, Struck.TRACK, track))

    assert running(session, track) == []
    assert MAJOR not in tracks_of_accused(session, story.accused.id)
    with pytest.raises(Invalid):
        story.act("2026-01-07", MAJOR, "drop-proceedings", note="No.", by=story.walk.team.cvo)
    story.tracks.pop(MAJOR)
    story.act("2026-01-08", MAJOR, "decide-major-proceedings", note="On the right file now.")
    assert story.state(MAJOR) == "major-decided"


def test_every_track_of_an_accused_ends_with_him(story, session):
    track = decided(story)
    suspension = story.act("2026-01-05", Track.SUSPENSION, "propose-suspension", note="Grave.")
    story.act("2026-01-05", Track.SUSPENSION, "order-suspension", order="S/1", authority="DIR")

    agreed(story, proposed(story))

    assert running(session, track) + running(session, suspension) == []


def test_an_allegation_struck_off_stands_in_no_letter(story, session):
    first = session.scalars(select(Allegation).where(Allegation.number == 1)).one()
    agreed(story, proposed(story, Struck.ALLEGATION, first))
    letter = drafted(story, day="2026-01-08")

    assert "छात्रावास के भोजन" not in letter.text
    assert "Bills were passed without verification." in letter.text


def test_a_refused_proposal_leaves_all_as_it_was_and_another_may_come(story, session):
    track = decided(story)
    found = proposed(story, Struck.TRACK, track)
    with pytest.raises(Invalid):
        proposed(story, Struck.TRACK, track)

    refuse(session, found, "It is right.", by=story.walk.team.cvo, at=day(2))

    assert (found.approved, track.struck_off_at) == (False, None)
    assert running(session, track)
    assert proposed(story, Struck.TRACK, track).decided_at is None
    with pytest.raises(Invalid):
        agreed(story, found)


def test_what_is_not_on_the_file_cannot_be_struck_off(story, session, walk):
    other = a_charged_officer(session, walk, case=walk.case(), named="2026-01-05")

    with pytest.raises(NotFound):
        proposed(story, Struck.ACCUSED, other.accused)
    with pytest.raises(Incomplete):
        propose(
            session,
            story.record,
            Mistake(Struck.ACCUSED, story.accused.id, " "),
            by=walk.team.vo,
            at=day(1),
        )


def test_the_pages_lead_from_the_proposal_to_the_second_person(case, story, session, team):
    decided(story)
    session.commit()
    vo, cvo = team("vo"), team("cvo")
    page = f"/office/files/{case.number}/strike-offs"
    target = f"accused:{story.accused.id}"

    bare = vo.post(page, data={})
    made = vo.post(page, data={"target": target, "reasons": WHY})
    found = session.scalars(select(StrikeOff)).one()
    own = vo.post(f"{page}/{found.id}/approve?lang=en", data={"reasons": "Yes."})

    assert (bare.status_code, made.status_code, own.status_code) == (422, 303, 422)
    assert "Whoever proposed it does not decide it: another officer does." in said(own)
    assert "You proposed it: another officer decides." in said(vo.get(f"{page}?lang=en"))
    assert page in cvo.get("/office/cvo").get_data(as_text=True)
    assert "Accused 1: Invented Superintendent" in said(cvo.get(f"{page}?lang=en"))
    done = cvo.post(f"{page}/{found.id}/approve", data={"reasons": "Agreed."})
    assert done.status_code == 303
    words = said(cvo.get(address(case, 1) + "?lang=hi"))
    assert "हटाया गया" in words or "हटाए गए" in words
    kinds = session.scalars(select(Event.type).where(Event.type.startswith("strike-off"))).all()
    assert sorted(kinds) == ["strike-off-approved", "strike-off-proposed"]
    file = said(vo.get(f"/office/cases/{case.number}?lang=en"))
    assert "Struck off by two persons" in file


def test_others_neither_propose_nor_read(case, session, sign_in):
    session.commit()
    page = f"/office/files/{case.number}/strike-offs"
    for role in (Role.INQUIRING_OFFICER, Role.MINISTER, Role.AUDITOR):
        assert sign_in(role).get(page).status_code == 403
    for role in (Role.VO, Role.CLERK):
        assert sign_in(role).get(page).status_code == 404


def test_a_track_the_clerk_began_on_a_complaint_at_intake_is_struck_off_by_the_cvo(
    walk, session, sign_in, at
):
    complaint = walk.registered()
    at(day(1))
    clerk = seated(session, sign_in, walk.team.clerk)
    cvo = seated(session, sign_in, walk.team.cvo)
    number = complaint.number
    tracks, page = (f"/office/files/{number}/{each}" for each in ("tracks", "strike-offs"))
    begun = clerk.post(f"{tracks}/rti/receive-rti", data={"version": "0", "request": "RTI/1"})
    track = session.scalars(select(Proceeding)).one()
    assert begun.status_code == 303
    assert page in clerk.get(tracks).get_data(as_text=True)

    made = clerk.post(page, data={"target": f"track:{track.id}", "reasons": WHY})
    found = session.scalars(select(StrikeOff)).one()

    assert made.status_code == 303
    assert clerk.post(f"{page}/{found.id}/approve", data={"reasons": "Yes."}).status_code == 403
    assert "You proposed it: another officer decides." in said(clerk.get(f"{page}?lang=en"))
    assert page in cvo.get("/office/cvo").get_data(as_text=True)
    done = cvo.post(f"{page}/{found.id}/approve", data={"reasons": "On the wrong file."})
    assert done.status_code == 303
    session.refresh(track)
    assert (track.struck_off_at, track.held_by) == (day(1), None)
    assert running(session, track) == []
    assert "Struck off" in said(clerk.get(f"{tracks}?lang=en"))


def test_what_a_complainant_filed_is_decided_and_never_struck_off(walk, session, team):
    case = walk.closed()
    (complaint,) = complaints_in(session, case)
    by = complainant_of(complaint.record_id)
    appeal = file_appeal(
        session, complaint.record_id, "A witness was left out.", (), by=by, at=day(3),
        office=walk.office,
    )  # fmt: skip
    session.commit()

    with pytest.raises(Invalid):
        propose(
            session, complaint.record, Mistake(Struck.TRACK, appeal.id, WHY),
            by=walk.team.vo, at=day(4),
        )  # fmt: skip
    page = team("vo").get(f"/office/files/{complaint.number}/strike-offs").get_data(as_text=True)
    assert str(appeal.id) not in page
