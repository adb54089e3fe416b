"""What arrives: invented complaints by a seeded generator, over every lane, door, district and scheme."""

import random
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from tests.builders.complaints import a_filing
from tests.journeys.year.complaints import story_of
from tests.journeys.year.world import Matter, World
from vigilance.complaints.commands.registration import register
from vigilance.complaints.filing import Filing
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel, Lane
from vigilance.identities.contacts import Identity

LANES = {
    Lane.ORDINARY: 74,
    Lane.ANONYMOUS: 16,
    Lane.PUBLIC_REPRESENTATIVE: 5,
    Lane.PROTECTED: 3,
    Lane.DEPARTMENT_ORIGINATED: 2,
}
DOORS = {Channel.WEB: 50, Channel.LETTER: 25, Channel.PHONE: 15, Channel.FIELD_VISIT: 10}
WHO = ("बाबू", "सहायक", "पर्यवेक्षक", "लेखाकार", "निरीक्षक")
WHAT = ("रुपये माँगते हैं", "सूची में नाम नहीं जोड़ते", "फर्जी नाम जोड़ते हैं", "राशि रोके हुए हैं", "हिस्सा काट लेते हैं")
FOR = ("पेंशन के लिए", "छात्रवृत्ति के लिए", "अनुदान के लिए", "छात्रावास में", "प्रमाण पत्र पर")
OLD = 45
"""So many of January's arrivals are old papers found at the take-over, received up to four years before."""


def chosen(rng: random.Random, weights: dict) -> object:
    """One of them, by weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def a_year_filing(world: World, number: int) -> Filing:
    """The complaint of this number in the year's order."""
    rng = world.rng("filing", number)
    lane = chosen(rng, LANES)
    text = f"{rng.choice(FOR)} {rng.choice(WHO)} {rng.choice(WHAT)}। क्रम {number}, {rng.randrange(10**6)}"
    reference = world.office.reference
    districts, schemes = sorted(reference.districts), sorted(reference.schemes)
    named = Identity(name=f"काल्पनिक व्यक्ति {number}", mobile=f"+919000000{number % 1000:03}")
    if lane is Lane.ANONYMOUS:
        named = Identity()
    return a_filing(
        text=text,
        original=text.encode(),
        lane=lane,
        channel=chosen(rng, DOORS),
        # Half of what comes is of a few large districts; of one in twenty the place is not known.
        district_code=None
        if rng.random() < 0.05
        else districts[int(len(districts) * rng.random() ** 2)],
        scheme_code=None if rng.random() < 0.08 else schemes[int(len(schemes) * rng.random() ** 2)],
        amount_demanded=rng.choice((None, 500, 2000, 15000)),
        live_demand=rng.random() < 0.04,
        identity=named,
    )


def arrive(world: World, number: int) -> Matter:
    """Register the complaint of this number today, and begin its story."""
    filing, at = a_year_filing(world, number), world.now()
    days = _late_by(world, number, filing)
    if days:
        day = world.day - timedelta(days=days)
        filing = replace(filing, received_at=datetime.combine(day, time(6), UTC))
    with world.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        made = register(session, filing, by=SYSTEM, at=at, office=world.office)
        matter = Matter(
            made.record_id,
            made.complaint.number,
            filing.lane.value,
            filing.district_code or "-",
            filing.scheme_code or "-",
            filing.live_demand,
        )
    world.matters[matter.number] = matter
    rng = world.rng("story", number)
    world.tell(story_of(world, matter, rng), matter, rng)
    return matter


def _late_by(world: World, number: int, filing: Filing) -> int:
    """How many days lie between receipt and registration: letters lie, and the first come from old registers."""
    rng = world.rng("late", number)
    if number < OLD:
        return rng.choice((200, 380, 500, 800, 1200, 1400)) + rng.randrange(60)
    if filing.channel is Channel.LETTER:
        return rng.choice((0, 0, 1, 3, 8, 25))
    return 0
