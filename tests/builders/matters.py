"""Pending matters put straight into the tables, for pages that count and list many of them."""

import uuid
from datetime import UTC, date, datetime, timedelta

from vigilance.audit.commands import append_event
from vigilance.cases.models import Case, ReportSummary
from vigilance.clocks.commands import name_clocks
from vigilance.clocks.models import Clock
from vigilance.complaints.models import Complaint
from vigilance.domain.actors import SYSTEM
from vigilance.domain.age_bands import band_of
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.parties import Party
from vigilance.domain.workflows import complaint, inquiry
from vigilance.records.commands import open_record
from vigilance.records.models import RecordKind, Tier
from vigilance.records.totals import Cell, move_totals

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
COMPLAINT_OPEN = [state for state in complaint.State if state not in complaint.FINAL]
CASE_OPEN = [state for state in inquiry.State if state not in inquiry.FINAL]


def _opened(session, kind, age, tier):
    number = f"SWD-{'C' if kind is RecordKind.COMPLAINT else 'V'}-2026-{uuid.uuid4().hex[:8]}"
    return open_record(session, kind, number, at=NOW - timedelta(days=age), tier=tier)


def _counted(session, record, row, is_open):
    if is_open:
        cell = Cell(
            row.district_code or "-", row.scheme_code or "-", row.state.value, row.counted_band
        )
        move_totals(session, into=[cell])
    append_event(session, record, "placed", {"to": row.state.value}, by=SYSTEM, at=NOW, rows=[row])
    session.flush()
    return row


def a_pending_complaint(
    session,
    *,
    age=10,
    state=complaint.State.REGISTERED,
    in_state=None,
    district="118",
    scheme="OAP",
    tier=Tier.ORDINARY,
) -> Complaint:
    """A complaint of so many days, so many of them in its state."""
    record = _opened(session, RecordKind.COMPLAINT, age, tier)
    row = Complaint(
        record_id=record.id,
        record=record,
        number=record.number,
        reference=record.number,
        channel=Channel.WEB,
        lane=Lane.ORDINARY,
        language="hi",
        text="गुप्त-पाठ-कैनरी",
        district_code=district,
        scheme_code=scheme,
        state=state,
        state_since=NOW - timedelta(days=age if in_state is None else in_state),
        received_on=TODAY - timedelta(days=age),
        registered_at=NOW - timedelta(days=age),
        counted_band=band_of(age).value,
    )
    session.add(row)
    return _counted(session, record, row, state not in complaint.FINAL)


def a_pending_case(
    session,
    *,
    age=100,
    state=inquiry.State.UNDER_INQUIRY,
    in_state=None,
    district="118",
    scheme="OAP",
    tier=Tier.ORDINARY,
) -> Case:
    """A case of so many days."""
    record = _opened(session, RecordKind.CASE, age, tier)
    row = Case(
        record_id=record.id,
        record=record,
        number=record.number,
        title="गुप्त-शीर्षक-कैनरी",
        district_code=district,
        scheme_code=scheme,
        state=state,
        state_since=NOW - timedelta(days=age if in_state is None else in_state),
        received_on=TODAY - timedelta(days=age),
        opened_at=NOW - timedelta(days=age),
        counted_band=band_of(age).value,
    )
    session.add(row)
    return _counted(session, record, row, state not in inquiry.FINAL)


def released(session, case, cvo, hi="सारांश", en="Summary", at=NOW) -> ReportSummary:
    """A summary of this case given to the minister."""
    summary = ReportSummary(
        id=uuid.uuid4(),
        record_id=case.record_id,
        text_en=en,
        text_hi=hi,
        released_by=cvo.id,
        released_at=at,
    )
    case.record.released_to_minister = True
    session.add(summary)
    name_clocks(session, case.record)
    append_event(
        session, case.record, "release-summary", {}, by=SYSTEM, at=at, rows=[summary, case.record]
    )
    session.flush()
    return summary


def given_to(session, row, officer) -> None:
    """This matter is now this officer's."""
    row.record.assigned_to = officer.id
    append_event(
        session,
        row.record,
        "assign",
        {"officer": str(officer.id)},
        by=SYSTEM,
        at=NOW,
        rows=[row.record],
    )
    session.flush()


def an_overdue_clock(session, row, days=5, limit="scrutiny", **more) -> Clock:
    """A clock of this matter that ran out so many days ago."""
    clock = Clock(
        id=uuid.uuid4(),
        record_id=row.record_id,
        limit_name=limit,
        started_on=TODAY - timedelta(days=60),
        due_on=TODAY - timedelta(days=days),
        counts_until=TODAY - timedelta(days=days),
        owed_by=Party.VO,
        named=row.record.may_be_named,
        **more,
    )
    session.add(clock)
    session.flush()
    return clock


def a_mixed_register(session):
    """Some of each stage, age, district and scheme, and some that are closed."""
    for place, (age, district, scheme) in enumerate(
        [
            (3, "118", "OAP"),
            (31, "119", "OAP"),
            (95, None, "HOSTEL"),
            (200, "118", None),
            (500, "120", "OAP"),
        ]
    ):
        a_pending_complaint(
            session, age=age, district=district, scheme=scheme, state=COMPLAINT_OPEN[place % 5]
        )
        a_pending_case(
            session, age=age, district=district, scheme=scheme, state=CASE_OPEN[place % 5]
        )
    a_pending_complaint(session, state=complaint.State.FILED)
    a_pending_case(session, state=inquiry.State.CLOSED)
    session.commit()
