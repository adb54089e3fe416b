"""The pages that gather: desks, review queue, sitting, return, and the sheet on paper; each beside a bare page."""

from datetime import UTC, datetime, timedelta

from benchmarks.desks import Desk, visit
from benchmarks.findings import P95, Finding, against_floor, by_itself
from benchmarks.measuring import Operation, by_turns, run, watched
from benchmarks.pages import TIMES
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.return_periods import Cadence, period_at
from vigilance.domain.roles import Role
from vigilance.reports import freezing
from vigilance.reports.figures import collect
from vigilance.reviews import queries
from vigilance.reviews.commands.sittings import NewSitting, convene
from vigilance.reviews.jobs import keep_review_turns
from vigilance.reviews.rules import review_rules
from vigilance.settings import PROJECT

FEW = 10
"""So often a page is opened that counts a whole period."""
ON_AGENDA = 25
SHEET_MS = 1000
"""A sheet on paper may take a second."""
DESKS = (
    ("desk of the clerk", "/office", Role.CLERK),
    ("desk of the vo", "/office", Role.VO),
    ("desk of the cvo", "/office", Role.CVO),
    ("desk of decisions", "/office/cvo", Role.CVO),
    ("radar", "/office/radar", Role.CVO),
    ("court diary", "/office/diary", Role.CVO),
    ("review queue", "/office/reviews", Role.CVO),
)


def measure_dashboards(desk: Desk) -> list[Finding]:
    """Each of them with its processor time beside the bare inbox, its statements and its p95."""
    keep_review_turns(desk.database, desk.office, datetime.now(UTC))
    period = period_at(Cadence.MONTHLY, desk.generated.plan.today).before
    of_return = f"/office/returns/{period.cadence}/{period.since}"
    found = [
        finding
        for name, path, role in DESKS
        for finding in _beside(desk, name, desk.visit(path, role))
    ]
    found += _beside(desk, "sitting", desk.visit(_sitting(desk), Role.CVO))
    found += _alone(desk, "return of a month", desk.visit(of_return, Role.CVO))
    return found + _alone(
        desk, "sheet on paper", desk.visit(_sheet(desk), Role.MINISTER), most=SHEET_MS
    )


def _beside(desk: Desk, name: str, page: Operation) -> list[Finding]:
    bare = visit(desk.floor, "/inbox/orm")
    pairs = by_turns(bare, page, desk.pairs, TIMES // 2)
    return [
        against_floor(name, desk.size, "page", pairs, "/inbox/orm", of="cpu"),
        by_itself(name, desk.size, P95, pairs.percentile("product", 95)),
        *_statements(desk, name, page),
    ]


def _alone(desk: Desk, name: str, page: Operation, most: float | None = None) -> list[Finding]:
    page()
    found = run(page, FEW)
    return [
        by_itself(name, desk.size, "page", found.cpu, "ms CPU"),
        by_itself(name, desk.size, "median", found.wall, most=most),
        *_statements(desk, name, page),
    ]


def _statements(desk: Desk, name: str, page: Operation) -> list[Finding]:
    with watched(desk.database.engine) as seen:
        page()
    return [
        by_itself(name, desk.size, "statements", len(seen.texts), ""),
        by_itself(name, desk.size, "all statements together", seen.milliseconds),
    ]


def _sitting(desk: Desk) -> str:
    """The address of a sitting that was called on the first matters of the first queue."""
    plan, cvo, now = desk.generated.plan, desk.actor(Role.CVO), datetime.now(UTC)
    rule = review_rules(PROJECT / "config", plan.today)[0]
    officers = desk.generated.officers[Role.VO][: rule.quorum]
    with desk.database.writing() as session, session.begin():
        act_as(session, cvo)
        due = queries.due_matters(session, rule, plan.today, None).rows[:ON_AGENDA]
        new = NewSitting(
            rule=rule,
            called_for=now + timedelta(days=7),
            place="Lucknow",
            chair_id=desk.generated.officers[Role.CVO][0],
            officers=officers,
            posts=(),
        )
        agenda = [(matter.record_id, False) for matter in due]
        return f"/office/sittings/{convene(session, new, agenda, 'SWD', by=cvo, at=now).number}"


def _sheet(desk: Desk) -> str:
    """The address of a frozen sheet as a paper."""
    minister, now = desk.actor(Role.MINISTER), datetime.now(UTC)
    with desk.database.snapshot() as reading:
        figures = collect(act_as(reading, minister), desk.generated.plan.today)
    with desk.database.writing() as session, session.begin():
        act_as(session, SYSTEM)
        made = freezing.freeze(session, figures, by=minister, at=now, office_code="SWD")
        return f"/minister/sheets/{made.number}/paper.pdf"
