"""The pages of the accused as tests read them, and a case with many tracks put straight into the tables."""

import uuid

from sqlalchemy import func, select

from tests.builders.cases import day
from tests.builders.forms import page_of
from vigilance.audit.commands import append_event
from vigilance.cases.accused_models import Accused
from vigilance.clocks.models import Clock
from vigilance.domain.actors import SYSTEM
from vigilance.domain.parties import Party
from vigilance.domain.tracks import OF_AN_ACCUSED, WORKFLOWS, Track
from vigilance.personnel.models import Official
from vigilance.proceedings.commands.striking import Mistake, approve, propose
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.strike_models import Struck

MAJOR = Track.DEPARTMENTAL_MAJOR


def said(answer):
    """The words of the page's main part, cells and lines apart."""
    main = next(page_of(answer).iter("main"))
    return " ".join(" ".join(main.itertext()).split())


def address(case, *rest):
    return "/".join([f"/office/cases/{case.number}/accused", *map(str, rest)])


def step_address(case, proceeding, action):
    return address(case, 1, "proceedings", proceeding.id, "steps", action)


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def decided(story, text="2026-01-05"):
    story.act(text, MAJOR, "decide-major-proceedings", note="Prima facie proved.")
    return story.tracks[MAJOR]


def struck_off(session, walk, record, target, at):
    """An accused or a track struck off by two persons: proposed by the VO, approved by the CVO."""
    what = Struck.ACCUSED if isinstance(target, Accused) else Struck.TRACK
    mistake = Mistake(what, target.id, "Entered in error.")
    found = propose(session, record, mistake, by=walk.team.vo, at=at)
    approve(session, found, "Agreed.", by=walk.team.cvo, at=at, office=walk.office)
    session.flush()


def many_tracks(session, case, accused):
    """So many accused with six tracks each, put straight into the tables."""
    rows, clocks = [], []
    for number in range(2, accused + 1):
        official = Official(
            id=uuid.uuid4(),
            record_id=case.record_id,
            name=f"Invented {number}",
            hrms_id=None,
            group="C",
            designation="CLERK_SR",
            appointing_authority="DIR",
            disciplinary_authority="DIR",
            entered_at=day(0),
        )
        session.add(official)
        session.flush()
        named = Accused(
            id=uuid.uuid4(),
            record_id=case.record_id,
            number=number,
            official_id=official.id,
            post_then="CLERK_SR",
            named_at=day(0),
        )
        session.add(named)
        session.flush()
        rows += [official, named]
    for one in session.scalars(select(Accused).where(Accused.record_id == case.record_id)):
        for track in OF_AN_ACCUSED[:6]:
            proceeding = Proceeding(
                id=uuid.uuid4(),
                record_id=case.record_id,
                accused_id=one.id,
                track=track,
                state=WORKFLOWS[track].initial.value,
                state_since=day(0).date(),
                begun_on=day(0).date(),
            )
            rows.append(proceeding)
            session.add(proceeding)
            case.on_track = True
            if track is Track.SANCTION_19:
                clocks.append((one.number, proceeding.id))
    for number, owner in clocks:
        session.add(
            Clock(
                id=uuid.uuid4(),
                record_id=case.record_id,
                limit_name="section-19",
                round=number,
                started_on=day(0).date(),
                due_on=day(90).date(),
                counts_until=day(90).date(),
                owed_by=Party.SANCTIONING_AUTHORITY,
                proceeding_id=owner,
                track=Track.SANCTION_19.value,
            )
        )
    append_event(session, case.record, "placed", {}, by=SYSTEM, at=day(0), rows=rows)
    session.flush()
