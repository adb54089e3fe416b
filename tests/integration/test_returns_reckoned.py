"""How returns count: what was pending is reckoned back, and equals what is added up from the beginning."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, func, select

from tests.builders.cases import day
from tests.builders.stories import CLERK, a_story
from vigilance.cases.commands import outcome
from vigilance.domain.lanes import Lane
from vigilance.domain.return_periods import Cadence, Period
from vigilance.domain.tracks import Track
from vigilance.returns.figures import return_figures
from vigilance.returns.movements import SUBJECTS


@pytest.mark.parametrize("subject", ["complaints", "investigations", "major"])
def test_what_stood_at_an_instant_is_what_all_movements_before_it_come_to(session, walk, subject):
    walk.registered(day(2))
    case = walk.closed(day(5))
    walk.do(outcome.reopen, case, "A witness.", by=walk.team.cvo, at=day(40))
    told = a_story(session, walk, CLERK, "2026-01-10")
    told.act("2026-01-12", Track.DEPARTMENTAL_MAJOR, "decide-major-proceedings", note="Proved.")
    session.flush()
    moves, seen = SUBJECTS[subject].table(), set()

    for instant in (day(-9), day(4), day(6), day(30), day(45), datetime.now(UTC)):
        before = select(moves.c.matter_id).where(moves.c.at < instant).group_by(moves.c.matter_id)
        added_up = session.scalars(before.having(func.sum(moves.c.sign) > 0)).all()
        standing = SUBJECTS[subject].standing(instant)
        stood = session.scalars(select(standing.c.matter_id)).all()
        assert sorted(map(str, stood)) == sorted(map(str, added_up)), instant
        seen.add(len(stood))

    assert len(seen) > 1


def test_a_protected_complaint_stands_in_the_column_of_disclosures(session, walk):
    walk.registered(day(1), lane=Lane.PROTECTED)
    session.flush()
    january = Period(Cadence.MONTHLY, date(2026, 1, 1))
    part = return_figures(session, january)["parts"]["complaints"]
    assert part["disclosures"]["received"] == part["whole"]["received"] == 1


@pytest.mark.parametrize("subject", ["complaints", "investigations", "major"])
def test_figures_added_up_are_as_many_as_the_matters_that_stood(session, walk, subject):
    walk.registered(day(2), district_code="160")
    walk.registered(day(70), district_code="118")
    case = walk.closed(day(5))
    walk.do(outcome.reopen, case, "A witness.", by=walk.team.cvo, at=day(40))
    told = a_story(session, walk, CLERK, "2026-01-10")
    told.act("2026-01-12", Track.DEPARTMENTAL_MAJOR, "decide-major-proceedings", note="Proved.")
    session.flush()

    for month in (1, 2, 3):
        period = Period(Cadence.MONTHLY, date(2026, month, 1))
        part = return_figures(session, period)["parts"][subject]
        for key, instant in (("brought-forward", period.begin), ("carried-forward", period.end)):
            standing = SUBJECTS[subject].standing(instant)
            by_district = select(standing.c.district, func.count()).group_by(standing.c.district)
            counted = {row[0]: row[1] for row in session.execute(by_district)}
            shown = {name: row[key] for name, row in part["by-district"].items() if row[key]}
            assert shown == counted, (month, key)
        assert sum(part["by-age"].values()) == part["whole"]["carried-forward"]


def test_a_district_in_which_something_moved_only_afterwards_has_no_line(session, walk):
    walk.registered(day(2), district_code="160")
    walk.registered(day(70), district_code="118")
    session.flush()

    january = Period(Cadence.MONTHLY, date(2026, 1, 1))
    part = return_figures(session, january)["parts"]["complaints"]

    assert list(part["by-district"]) == ["160"]
    assert part["by-age"]["up-to-1-month"] == 1


def test_a_return_asks_two_statements_for_each_part(session, walk):
    walk.closed(day(5))
    session.flush()
    said = []
    engine = session.get_bind().engine
    event.listen(engine, "before_cursor_execute", lambda *given: said.append(given[2]))

    return_figures(session, Period(Cadence.MONTHLY, date(2026, 1, 1)))

    assert len(said) == 2 * len(SUBJECTS) + 1  # and one for penalties and money
