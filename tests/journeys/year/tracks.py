"""The stories of accused officers: one table a track, each line an act with its facts, taken one after another."""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from tests.journeys.year.world import Act, Matter, Named, Scene, Story
from vigilance.cases.accused_queries import accused_by_number
from vigilance.cases.commands.accused import Charge, Particulars, add_allegation, name_accused
from vigilance.domain.agencies import Agency
from vigilance.domain.dates import ist_day
from vigilance.domain.personnel import Group
from vigilance.domain.roles import Role
from vigilance.domain.tracks import Track
from vigilance.proceedings.commands import steps
from vigilance.proceedings.queries import tracks_of_accused

CVO, VO = Role.CVO, Role.VO
GROUPS = (Group.A, Group.B, Group.C, Group.C, Group.C, Group.D)
AUTHORITY = {Group.A: "PS", Group.B: "PS", Group.C: "DIR", Group.D: "DIR"}
HIS = "his authority"
"""Stands for the authority that the rules name for this accused."""
Line = tuple[int, Role, str, str, dict[str, Any]]
"""After how many days, who, the act, its note, its facts."""


def line(after: int, by: Role, action: str, note: str = "", **facts: Any) -> Line:
    return after, by, action, note, facts


MAJOR: Sequence[Line] = (
    line(4, CVO, "decide-major-proceedings", "Prima facie proved."),
    line(25, VO, "issue-charge-sheet", letter="12", articles=2, authority=HIS),
    line(5, VO, "serve-charge-sheet", served="in-person"),
    line(14, VO, "receive-reply", letter="r/1"),
    line(
        10,
        CVO,
        "appoint-inquiry-authority",
        order="7",
        inquiry_officer="JD",
        presenting_officer="AO",
    ),
    line(45, VO, "receive-inquiry-report", report="io/1"),
    line(10, VO, "send-report-copy", served="in-person"),
    line(14, VO, "receive-representation", letter="rep/1"),
)
ORDERS: Sequence[dict[str, Any]] = (
    {"outcome": "penalty", "penalties": ["removal"]},
    {"outcome": "penalty", "penalties": ["reduction", "recovery-of-loss"]},
    {"outcome": "exonerated"},
)
MINOR: Sequence[Line] = (
    line(3, CVO, "decide-minor-proceedings", "A lapse."),
    line(15, VO, "serve-imputations", letter="m/1", served="in-person"),
    line(14, VO, "receive-explanation", letter="x/1"),
    line(
        12, CVO, "pass-order", order="m/9", outcome="penalty", penalties=["censure"], authority=HIS
    ),
)
SUSPENSION: Sequence[Line] = (
    line(2, VO, "propose-suspension", "A major penalty would follow."),
    line(4, CVO, "order-suspension", order="s/1", authority=HIS),
    line(80, CVO, "review-suspension", "Witnesses could be swayed."),
    line(60, CVO, "revoke-suspension", "The inquiry is over."),
)
CRIMINAL: Sequence[Line] = (
    line(
        3,
        CVO,
        "refer-to-agency",
        "Money was demanded.",
        with_whom=Agency.ANTI_CORRUPTION_ORGANISATION.value,
    ),
    line(12, VO, "register-fir", fir="21/2026"),
    line(70, VO, "receive-agency-report", report="v/1"),
    line(30, CVO, "decide-on-agency-report", "Prosecution is right."),
)
COURT: Sequence[Line] = (
    line(9, VO, "file-charge-sheet-in-court", next_on=20),
    line(20, VO, "hold-court-hearing", next_on=30),
    line(30, VO, "hold-court-hearing", next_on=45),
)
"""What follows once the sanction is granted; `next_on` is so many days after the act."""
SANCTION_19: Sequence[Line] = (
    line(20, VO, "request-sanction", letter="19/1"),
    line(65, VO, "grant-sanction", order="so/1", authority=HIS),
)
SANCTION_17A: Sequence[Line] = (
    line(9, VO, "request-sanction", letter="17a/1"),
    line(50, VO, "refuse-sanction", "No case is made out.", order="no/1"),
)
RECOVERY: Sequence[Line] = (
    line(6, CVO, "order-recovery", order="rc/1", amount=45_000),
    line(40, VO, "record-realisation", challan="c/1", amount=15_000),
    line(40, VO, "record-realisation", challan="c/2", amount=30_000),
    line(3, CVO, "record-fully-realised"),
)
RUNNING: Sequence[tuple[Track, Sequence[Line], float]] = (
    (Track.DEPARTMENTAL_MAJOR, MAJOR, 0.6),
    (Track.DEPARTMENTAL_MINOR, MINOR, 0.3),
    (Track.SUSPENSION, SUSPENSION, 0.4),
    (Track.CRIMINAL, CRIMINAL, 0.5),
    (Track.SANCTION_19, SANCTION_19, 0.6),
    (Track.SANCTION_17A, SANCTION_17A, 0.15),
    (Track.RECOVERY, RECOVERY, 0.35),
)
"""Which tracks an accused may find himself on, with how likely each is; they run side by side."""


def stories_of_accused(scene: Scene) -> None:
    """Name one or two accused, put an allegation against each, and let their tracks begin."""
    matter, rng, case = scene.matter, scene.rng, scene.case
    for _each in range(rng.choice((1, 1, 2))):
        group, number = rng.choice(GROUPS), len(matter.accused) + 1
        told = Particulars(
            name=f"काल्पनिक अधिकारी {case.number} {number}",
            group=group,
            designation="CLERK_SR",
            appointing_authority=AUTHORITY[group],
            disciplinary_authority=AUTHORITY[group],
            superannuates_on=scene.world.day + timedelta(days=rng.randint(100, 6000)),
        )
        amount = rng.choice((5_000, 200_000, 1_200_000))
        who = {"by": scene.by, "at": scene.at}
        accused = name_accused(scene.session, case.record, told, told.designation, **who)
        charge = Charge(text="Took money.", amount=amount)
        add_allegation(scene.session, case.record, charge, [accused], **who)
        named = Named(number, group.value, told.designation, amount, told.superannuates_on)
        matter.accused.append(named)
        for track, lines, share in RUNNING:
            if rng.random() < share:
                own = scene.world.rng("track", case.number, number, track)
                scene.world.tell(_track(matter, named, track, lines, own), matter, own)


def _track(
    _matter: Matter, named: Named, track: Track, lines: Sequence[Line], rng: random.Random
) -> Story:
    """The acts of one track one after another; a few are left lying, and the last may not come this year."""
    for after, by, action, note, facts in lines:
        yield Act(_days(rng, after), by, _act(named, track, action, note, facts))
    if track is Track.DEPARTMENTAL_MAJOR:
        facts = {"order": "99", "authority": HIS} | rng.choice(ORDERS)
        yield Act(_days(rng, 20), CVO, _act(named, track, "pass-order", "", facts))
        if rng.random() < 0.3:
            yield Act(20, VO, _act(named, track, "file-appeal", "", {"appeal": "A/7"}))
    if track is Track.CRIMINAL and _sanctioned(named):
        for after, by, action, note, facts in COURT:
            yield Act(_days(rng, after), by, _act(named, track, action, note, facts))


def _sanctioned(named: Named) -> bool:
    return any(told[1] == "grant-sanction" for told in named.facts)


def _days(rng: random.Random, after: int) -> int:
    late = rng.random() < 0.2
    return after * 2 + 20 if late else max(1, after + rng.randint(-2, 3))


def _act(named: Named, track: Track, action: str, note: str, facts: dict[str, Any]):
    def do(scene: Scene) -> None:
        given = dict(facts)
        if given.get("authority") == HIS:
            given["authority"] = _authority(named, track)
        if "next_on" in given:
            given["next_on"] = (ist_day(scene.at) + timedelta(given["next_on"])).isoformat()
        accused = accused_by_number(scene.session, scene.case.record_id, named.number).accused
        done = steps.Act(action, ist_day(scene.at), given, note)
        known = tracks_of_accused(scene.session, accused.id).get(track)
        if known is None:
            steps.begin(scene.session, accused, track, done, **scene.who)
        else:
            steps.take(scene.session, known, done, **scene.who)
        named.facts.append((track.value, action, given))

    return do


def _authority(named: Named, track: Track) -> str:
    if track in {Track.SANCTION_17A, Track.SANCTION_218}:
        return "state-government"
    return AUTHORITY[Group(named.group)]
