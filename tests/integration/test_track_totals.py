"""The kept totals of tracks always equal a count of the tracks, whatever was done on them and however the days went by."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.stories import CLERK, GAZETTED, a_story, noon, on
from tests.builders.tracks import struck_off
from vigilance.cases.accused_models import Accused
from vigilance.cases.models import Case
from vigilance.complaints.models import Complaint
from vigilance.domain.age_bands import band_of
from vigilance.domain.errors import Incomplete, Invalid
from vigilance.domain.holders import holder, lies_with_the_named
from vigilance.domain.tracks import OF_AN_ACCUSED, OF_THE_MATTER, WORKFLOWS, Track
from vigilance.proceedings.commands.corrections import Correction, correct_day
from vigilance.proceedings.commands.steps import Act, begin, take
from vigilance.proceedings.models import Proceeding
from vigilance.proceedings.queries import tracks_of_accused, tracks_of_matter
from vigilance.proceedings.rolling import roll_tracks
from vigilance.records.models import Record
from vigilance.records.totals import TrackTotal
from vigilance.reports.totals_checks import check_totals

ACTS = 220
EVERYTHING = {
    "letter": "12/2026",
    "articles": 2,
    "served": "in-person",
    "order": "7/2026",
    "inquiry_officer": "JD",
    "presenting_officer": "AO",
    "sheet": "1",
    "report": "3/2026",
    "outcome": "exonerated",
    "appeal": "4/2026",
    "fir": "121/2026",
    "challan": "9",
    "judgment": "11/2026",
    "agency": "cbi",
    "with_whom": "cbi",
    "amount": 500,
    "sanction_not_needed": True,
}


def tracks_counted(session):
    """The pending tracks by cell, counted one by one, each held by whom its state says."""
    found = Counter()
    places = {row.record_id: row.district_code for row in session.scalars(select(Case))}
    places |= {row.record_id: row.district_code for row in session.scalars(select(Complaint))}
    struck = set(session.scalars(select(Accused.id).where(Accused.struck_off_at.is_not(None))))
    for row in session.scalars(select(Proceeding)):
        gone = row.accused_id in struck or row.struck_off_at is not None
        party = None if gone else holder(row.track, row.state)
        if party is not None:
            place = places[row.record_id] or "-"
            named = lies_with_the_named(row.track, row.state) and row.with_whom
            found[place, row.track.value, party.value, named or "-", row.counted_band] += 1
    return found


def tracks_kept(session):
    return {
        (row.district_code, row.track, row.held_by, row.held_name, row.age_band): row.pending
        for row in session.scalars(select(TrackTotal))
        if row.pending
    }


def act_by_chance(session, walk, accused, records, chance, number):
    """One act that its table offers, of an accused or of the matter; None where it is refused for another reason."""
    of_accused = chance.random() < 0.8
    of = chance.choice(accused if of_accused else records)
    track = chance.choice(OF_AN_ACCUSED if of_accused else OF_THE_MATTER)
    known = (tracks_of_accused if of_accused else tracks_of_matter)(session, of.id).get(track)
    state = known.state if known else None
    by = walk.team.cvo
    offered = WORKFLOWS[track].open_to(state, by.roles)
    if not offered:
        return None
    action = chance.choice(offered).action.value
    authority = chance.choice(("DIR", "PS", "GOVERNMENT", "GOVERNOR", "STATE"))
    act = Act(action, day(number).date(), EVERYTHING | {"authority": authority}, "Reasons.")
    who = {"by": by, "at": day(number), "office": walk.office}
    try:
        if known:
            take(session, known, act, **who)
        else:
            begin(session, of, track, act, **who)
    except (Invalid, Incomplete):
        session.rollback()
        session.info.pop("witness_touched", None)  # a request would have a session of its own
        return None
    session.commit()
    return track


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_acts_the_totals_of_tracks_equal_a_count(walk, session, connected, seed):
    chance, number, done = random.Random(seed), 1, Counter()
    cases = [walk.case(day(0), district_code=code) for code in ("135", "160", None)]
    accused = [
        a_story(session, walk, who, named="2026-01-05", case=case).accused
        for case in cases
        for who in (CLERK, GAZETTED)
    ]
    session.commit()
    for turn in range(ACTS):
        number += chance.choice((0, 0, 1, 6))
        done[act_by_chance(session, walk, accused, [c.record for c in cases], chance, number)] += 1
        if turn == ACTS // 2:
            gone = accused.pop()
            record = cases[2].record
            struck_off(session, walk, record, gone, day(number))
        if turn == ACTS // 3:
            track = session.scalars(
                select(Proceeding).where(Proceeding.held_by.is_not(None))
            ).first()
            struck_off(session, walk, session.get_one(Record, track.record_id), track, day(number))
        if turn % 40 == 0:
            session.commit()
            roll_tracks(connected, day(number).date(), batch=3)
            session.expire_all()
        assert tracks_kept(session) == tracks_counted(session)
    session.commit()

    assert len(set(done) - {None}) >= 10
    assert check_totals(connected).differences == ()


@pytest.fixture
def story(session, walk):
    return a_story(session, walk)


def test_a_track_is_counted_with_whom_it_lies_from_its_first_act_to_its_last(session, story):
    story.act("2026-01-10", Track.CRIMINAL, "refer-to-agency", note="R.", with_whom="cbi")
    assert tracks_kept(session) == {("135", "criminal", "agency", "cbi", "0-30"): 1}

    story.act("2026-01-12", Track.CRIMINAL, "register-fir", fir="121/2026")
    story.act("2026-01-20", Track.CRIMINAL, "receive-agency-report", report="3")
    assert tracks_kept(session) == {("135", "criminal", "government", "-", "0-30"): 1}

    story.act("2026-01-21", Track.CRIMINAL, "record-abatement", note="He died.")
    assert tracks_kept(session) == {}


def test_the_roll_moves_each_track_once_and_the_next_act_starts_from_there(
    session, story, connected
):
    story.act("2026-01-10", Track.SANCTION_19, "request-sanction", letter="3")
    session.commit()

    assert roll_tracks(connected, on("2026-03-01")) == 1
    assert roll_tracks(connected, on("2026-03-01")) == 0
    # this session still holds the old band
    story.act("2026-03-01", Track.SANCTION_19, "ask-sanction-papers")

    assert tracks_kept(session) == {("135", "sanction-19", "vo", "-", "31-90"): 1}


def test_a_corrected_first_day_is_counted_right_after_the_next_roll(
    session, story, connected, walk
):
    story.act(
        "2026-01-30", Track.SANCTION_19, "request-sanction", letter="3", recorded="2026-02-20"
    )
    session.commit()
    track = story.tracks[Track.SANCTION_19]
    correct_day(
        session, track, Correction(1, on("2026-01-06"), "As the letter says."),
        by=walk.team.cvo, at=noon(on("2026-02-20")), office=walk.office,
    )  # fmt: skip
    session.commit()

    assert roll_tracks(connected, on("2026-02-20")) == 1
    session.expire_all()
    assert track.counted_band == band_of(45) == "31-90"
    assert tracks_kept(session) == tracks_counted(session)


def test_a_track_struck_off_is_not_pending(session, story, walk, connected):
    track = story.act("2026-01-10", Track.SANCTION_19, "request-sanction", letter="3")
    assert tracks_kept(session) != {}
    struck_off(session, walk, story.record, track, noon(on("2026-01-12")))
    session.commit()

    assert (tracks_kept(session), track.held_by) == ({}, None)
    assert check_totals(connected).differences == ()


def test_tracks_of_somebody_struck_off_are_not_pending(session, story, walk, connected):
    story.act("2026-01-10", Track.SANCTION_19, "request-sanction", letter="3")
    struck_off(session, walk, story.record, story.accused, noon(on("2026-01-12")))
    session.commit()

    assert tracks_kept(session) == {}
    assert check_totals(connected).differences == ()
    assert roll_tracks(connected, on("2026-01-12") + timedelta(days=90)) == 0
