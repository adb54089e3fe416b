"""What the review looks at on a matter, put straight into the tables: accused, allegations, tracks, marks."""

import uuid
from datetime import timedelta

from tests.builders.matters import NOW, TODAY
from vigilance.audit.commands import append_event
from vigilance.cases.accused_models import Accused, Allegation
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.holders import holder
from vigilance.domain.outside import UNFINISHED
from vigilance.domain.personnel import Group
from vigilance.domain.tracks import Track
from vigilance.personnel.models import Official
from vigilance.proceedings.models import Proceeding


def kept(session, row, *rows):
    """These rows, on the chain of this matter."""
    for each in rows:
        session.add(each)
        session.flush()
    append_event(session, row.record, "placed", {}, by=SYSTEM, at=NOW, rows=list(rows))
    session.flush()
    return rows[-1]


def an_accused(session, case, *, group=Group.C, retires_on=None, struck_off=False) -> Accused:
    """An officer of this group named in the case."""
    official = Official(
        id=uuid.uuid4(),
        record_id=case.record_id,
        name="काल्पनिक",
        group=group,
        designation="DSWO",
        appointing_authority="DIR",
        disciplinary_authority="DIR",
        superannuates_on=retires_on,
        entered_at=NOW,
    )
    accused = Accused(
        id=uuid.uuid4(),
        record_id=case.record_id,
        number=1,
        official_id=official.id,
        post_then="DSWO",
        named_at=NOW,
        struck_off_at=NOW if struck_off else None,
    )
    return kept(session, case, official, accused)


def an_allegation(session, case, amount, number=1) -> Allegation:
    """An allegation of so many rupees."""
    return kept(
        session,
        case,
        Allegation(
            id=uuid.uuid4(),
            record_id=case.record_id,
            number=number,
            text="x",
            amount=amount,
            added_at=NOW,
        ),
    )


def a_track(
    session,
    row,
    state,
    *,
    track=Track.CRIMINAL,
    with_whom=None,
    hearing_on=None,
    since=TODAY - timedelta(days=20),
) -> Proceeding:
    """A track of the matter in this state."""
    row.on_track = row.on_track or str(state) in UNFINISHED
    return kept(
        session,
        row,
        Proceeding(
            id=uuid.uuid4(),
            record_id=row.record_id,
            track=track,
            state=str(state),
            held_by=holder(track, str(state)),
            state_since=since,
            begun_on=since,
            with_whom=with_whom,
            next_hearing_on=hearing_on,
        ),
    )


def acting(officer, *roles) -> Actor:
    """This officer, acting in these parts."""
    return Actor(frozenset(roles), officer.id)
