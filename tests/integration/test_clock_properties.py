"""What holds for every track, whatever happens on it: the log gives the clocks, and a stay moves them by its days."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.builders.stories import CLERK, a_story, noon, on
from vigilance.clocks.models import Clock
from vigilance.domain.papers import InHand
from vigilance.domain.proceeding_facts import FACTS, FactKind
from vigilance.domain.stays import StayGround
from vigilance.domain.tracks import OF_AN_ACCUSED, WORKFLOWS, Track
from vigilance.proceedings.authorities import AUTHORITIES
from vigilance.proceedings.commands.corrections import rebuild
from vigilance.proceedings.queries import entries_of

NUMBERS = itertools.count(1)
QUIET = settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SAMPLE = {
    FactKind.NUMBER: "n/1",
    FactKind.COUNT: 1,
    FactKind.AMOUNT: 100,
    FactKind.SERVICE: "in-person",
    FactKind.POST: "JD",
}


def facts_of(track, needs, official):
    """The facts that bring every paper of a step, by the authority that the rule names."""
    facts = {
        fact.name: SAMPLE[fact.kind]
        for paper in needs & FACTS.keys()
        for fact in FACTS[paper]
        if not fact.optional
    }
    if InHand.APPROVAL_OF_AUTHORITY in needs:
        facts["authority"] = AUTHORITIES[track].of(official)
    if InHand.SANCTIONS in needs:
        facts["sanction_not_needed"] = "the agency says so"
    if InHand.FINAL_ORDER in needs and track in (
        Track.DEPARTMENTAL_MAJOR,
        Track.DEPARTMENTAL_MINOR,
    ):
        facts["outcome"] = "exonerated"
    return facts


def wander(story, track, choices, gaps):
    """Take steps at random that the procedure allows, on days that go forward."""
    day = date(2024, 7, 10)
    state = None
    for choice, gap in zip(choices, gaps, strict=True):
        day += timedelta(days=gap)
        open_steps = [
            step
            for step in WORKFLOWS[track].steps
            if step.starts_from(state)
            and not step.needs & {InHand.LIMIT_OVER, InHand.SECOND_PERSON}
            and not step.action.value.startswith("grant-")
            and step.action.value != "extend-trial"
        ]
        if not open_steps:
            return day
        step = open_steps[choice % len(open_steps)]
        by = story.walk.team.cvo if "cvo" in step.by else story.walk.team.vo
        facts = facts_of(track, step.needs, CLERK)
        story.act(day.isoformat(), track, step.action.value, by=by, note="As recorded.", **facts)
        state = story.state(track)
    return day


def kept(story, track):
    """The clocks of a track as plain values."""
    statement = select(Clock).where(Clock.proceeding_id == story.tracks[track].id)
    return sorted(
        (clock.limit_name, clock.round, clock.started_on, clock.due_on, clock.done_on)
        for clock in story.session.scalars(statement)
    )


walks = st.tuples(
    st.sampled_from(OF_AN_ACCUSED),
    st.lists(st.integers(0, 11), min_size=6, max_size=6),
    st.lists(st.integers(0, 45), min_size=6, max_size=6),
)


def a_wanderer(session, walk):
    return a_story(session, walk, replace(CLERK, hrms_id=f"TESTP{next(NUMBERS)}"), "2024-07-01")


@QUIET
@given(walks)
def test_replaying_the_log_gives_the_stored_clocks(session, walk, drawn):
    track, choices, gaps = drawn
    story = a_wanderer(session, walk)
    wander(story, track, choices, gaps)
    before = kept(story, track)

    proceeding = story.tracks[track]
    log = entries_of(session, [proceeding.id])[proceeding.id]
    rules = walk.office.rules(session)
    changes = rebuild(session, story.record, proceeding, log, rules, at=noon(on("2026-11-01")))
    session.flush()

    assert changes == []
    assert kept(story, track) == before


@QUIET
@given(walks)
def test_no_clock_is_due_before_it_starts(session, walk, drawn):
    track, choices, gaps = drawn
    story = a_wanderer(session, walk)

    wander(story, track, choices, gaps)

    assert [row for row in kept(story, track) if row[3] < row[2]] == []


@QUIET
@given(walks, st.integers(1, 400))
def test_a_stay_moves_every_running_clock_by_exactly_its_days(session, walk, drawn, length):
    track, choices, gaps = drawn
    story = a_wanderer(session, walk)
    last = wander(story, track, choices, gaps)
    running = {row[:2]: row for row in kept(story, track) if row[4] is None and row[3] >= last}
    before = {key: row[3] for key, row in running.items()}
    if not before:
        return

    story.stay(last.isoformat(), track, StayGround.COURT_STAY)
    story.lift((last + timedelta(days=length)).isoformat(), StayGround.COURT_STAY)

    after = {row[:2]: row[3] for row in kept(story, track) if row[:2] in before}
    assert {key: (after[key] - before[key]).days for key in before} == dict.fromkeys(before, length)


@QUIET
@given(st.permutations([Track.SANCTION_19, Track.SUSPENSION, Track.DEPARTMENTAL_MINOR]))
def test_the_order_of_independent_tracks_does_not_matter(session, walk, order):
    story = a_wanderer(session, walk)
    first = {
        Track.SANCTION_19: ("request-sanction", {"letter": "s"}),
        Track.SUSPENSION: ("propose-suspension", {"note": "Grave."}),
        Track.DEPARTMENTAL_MINOR: ("decide-minor-proceedings", {"note": "A lapse."}),
    }

    for track in order:
        action, facts = first[track]
        story.act("2024-07-15", track, action, **facts)

    assert story.due(Track.SANCTION_19, "section-19") == on("2024-10-15")
    assert story.clocks(Track.SUSPENSION) == story.clocks(Track.DEPARTMENTAL_MINOR) == {}
