"""The pages officers live in: inbox, case file, minister's sheet; each against a bare page, its statements apart."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle

from sqlalchemy import select, text

from benchmarks.desks import Desk, visit
from benchmarks.findings import P95, Finding, against_floor, by_itself
from benchmarks.measuring import Operation, by_turns, statements_by_turns, watched
from benchmarks.same_work import same_lines
from vigilance.complaints.inbox import intake_page
from vigilance.complaints.models import Complaint
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.roles import Role
from vigilance.domain.workflows.complaint import OPEN
from vigilance.records.models import Record
from vigilance.reports.ahead import count_due
from vigilance.reports.figures import collect
from vigilance.reports.gravity import weigh_cases

TIMES = 60
INBOX, CASE, MINISTER = "/office/intake", "/office/complaints/%s", "/minister"
READERS = (Role.CVO, Role.CLERK, Role.VO)
VISITED = 20
CAPPED = re.compile(r"count\(\*\) AS \w+\s+FROM \(SELECT")


def measure_pages(desk: Desk) -> list[Finding]:
    """Every page that the design set a target for."""
    found = [finding for role in READERS for finding in _inbox(desk, role)]
    return found + _case_page(desk) + _minister(desk)


def _inbox(desk: Desk, role: Role) -> list[Finding]:
    name, actor, floors = f"inbox of the {role.value}", desk.actor(role), desk.floors
    floor = floors.officers_newest(actor.officer_id) if role is Role.VO else floors.newest

    def query() -> None:
        with act_as(desk.database.reading(), actor) as session:
            intake_page(session)

    found = _query(desk, name, (floor, query), "keyset query, psycopg", most=2.0)
    page, bare = desk.visit(INBOX, role), visit(desk.floor, "/inbox/orm")
    return found + _page(desk, name, (bare, page), "/inbox/orm", Goal(40, 2.0))


def _case_page(desk: Desk) -> list[Finding]:
    """Pending complaints of one verification officer, whose notes and messages are on the page."""
    numbers, floor_ids = pending_of(desk)
    first = [desk.visit(CASE % number, Role.VO) for number in numbers]
    bare = [visit(desk.floor, f"/one/orm/{row_id}") for row_id in floor_ids]
    with watched(desk.database.engine) as seen:
        first[0]()
    found = [
        by_itself(
            "case page", desk.size, "statements, first reading in 15 minutes", len(seen.texts), ""
        )
    ]
    for page in first:
        page()
    pair = (_in_turn(bare), _in_turn(first))
    found += _page(desk, "case page", pair, "/one/orm", Goal(40, 2.5, 6))
    with watched(desk.database.engine) as seen:
        drawn = str(first[0]())
    same = by_turns(
        same_lines(desk.floor, desk.database.engine, seen, drawn), first[0], desk.pairs, TIMES
    )
    name = "its statements and lines, bare Jinja"
    return [*found, against_floor("case page", desk.size, "page", same, name, of="cpu")]


def pending_of(desk: Desk) -> tuple[list[str], list[int]]:
    """Register numbers of complaints of one officer, the pending ones first, and the ids of the same in the floor."""
    officer_id = desk.actor(Role.VO).officer_id
    statement = (
        select(Complaint.number)
        .join(Record, Record.id == Complaint.record_id)
        .where(Record.assigned_to == officer_id)
        .order_by(Complaint.state.in_(OPEN).desc(), Complaint.registered_at)
        .limit(VISITED)
    )
    with act_as(desk.database.reading(), SYSTEM) as session:
        numbers = list(session.scalars(statement))
        same = text("SELECT id FROM floor_complaint WHERE number = ANY(:numbers)")
        return numbers, list(session.scalars(same, {"numbers": numbers}))


def _in_turn(operations: list[Operation]) -> Operation:
    turns = cycle(operations)

    def _next() -> None:
        next(turns)()

    return _next


def _minister(desk: Desk) -> list[Finding]:
    """With what the hourly jobs keep for it: what is grave, and how many time limits end on which day."""
    actor = desk.actor(Role.MINISTER)
    for job in (weigh_cases, count_due):
        job(desk.database, desk.office, datetime.now(UTC))

    def totals() -> None:
        with act_as(desk.database.reading(), actor) as session:
            collect(session, datetime.now(UTC).date())

    name = "minister's page"
    found = _query(desk, name, (desk.floors.buckets, totals), "bucket table, psycopg", most=5.0)
    page, bare = desk.visit(MINISTER, Role.MINISTER), visit(desk.floor, "/buckets/orm")
    return found + _page(desk, name, (bare, page), "/buckets/orm", Goal(60))


def _query(
    desk: Desk,
    name: str,
    pair: tuple[Callable[[], float], Operation],
    floor_name: str,
    *,
    most: float,
) -> list[Finding]:
    pairs = statements_by_turns(*pair, desk.database.engine, desk.pairs, TIMES)
    return [against_floor(name, desk.size, "SQL", pairs, floor_name, of="wall", most=most)]


@dataclass(frozen=True, slots=True)
class Goal:
    """What is asked of a page: processor time to that of the bare page, milliseconds of the p95, statements."""

    guard: float
    most: float | None = None
    statements: int | None = None


def _skips_or_counts(statement: str) -> bool:
    """Whether it reads what it does not show. OFFSET 0 skips nothing; what is counted in a subquery is capped."""
    plain = CAPPED.sub("", statement.replace("OFFSET 0", ""))
    return "OFFSET" in plain or "count(*)" in plain


def _page(
    desk: Desk, name: str, pair: tuple[Operation, Operation], floor_name: str, goal: Goal
) -> list[Finding]:
    pairs = by_turns(*pair, desk.pairs, TIMES)
    with watched(desk.database.engine) as seen:
        pair[1]()
    size = desk.size
    bad = sum(map(_skips_or_counts, seen.texts))
    return [
        against_floor(name, size, "page", pairs, floor_name, of="cpu", most=goal.most),
        by_itself(name, size, P95, pairs.percentile("product", 95), most=goal.guard),
        by_itself(name, size, "statements", len(seen.texts), "", most=goal.statements),
        by_itself(name, size, "all statements together", seen.milliseconds),
        by_itself(name, size, "OFFSET or exact count", bad, "", most=0),
    ]
