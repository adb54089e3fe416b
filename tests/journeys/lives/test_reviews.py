"""Life stories of reviews: each date written out by hand."""

from datetime import date

from tests.builders.matters import NOW, a_pending_case
from tests.builders.reviews import a_track, acting, kept
from tests.builders.rules import a_rule
from vigilance.domain.roles import Role
from vigilance.domain.workflows import inquiry
from vigilance.domain.workflows.criminal import CriminalState
from vigilance.proceedings.commands.counting import keep_on_track
from vigilance.reviews.commands.reviewing import Decision, record_reviews
from vigilance.reviews.queries import due_matters
from vigilance.reviews.rules import Outcome

MONTHLY = a_rule(period_days=30)


def due(session, day):
    found = due_matters(session, MONTHLY, date.fromisoformat(day)).rows
    return [matter.number for matter in found]


def test_a_case_is_reviewed_monthly_until_its_prosecution_ends(session, an_officer):
    cvo = acting(an_officer(Role.CVO), Role.CVO)
    case = a_pending_case(session)
    decision = Decision(MONTHLY, Outcome.CONTINUE, None, None)

    def reviewed(day):
        at = NOW.replace(month=int(day[5:7]), day=int(day[8:]))
        (review,) = record_reviews(session, decision, [case.number], by=cvo, at=at)
        return review.next_on.isoformat()

    assert reviewed("2026-03-02") == "2026-04-01"
    assert due(session, "2026-03-31") == []
    assert due(session, "2026-04-01") == [case.number]
    case.state = inquiry.State.ACTION_ORDERED
    kept(session, case, case)
    assert due(session, "2026-04-02") == []  # nothing runs any more
    track = a_track(session, case, CriminalState.BEFORE_COURT)
    assert reviewed("2026-04-02") == "2026-05-02"
    assert reviewed("2026-05-04") == "2026-06-03"
    track.state, track.held_by = CriminalState.CONVICTED.value, None
    kept(session, case, track)
    keep_on_track(session, track, CriminalState.BEFORE_COURT.value)
    assert due(session, "2026-06-03") == []
