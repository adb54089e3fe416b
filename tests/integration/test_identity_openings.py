"""Who may open a complainant's identity, and who never can."""

import uuid
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.builders.complaints import a_complaint
from vigilance.audit.models import Event, EventPayload
from vigilance.complaints.commands.telling import open_complainant
from vigilance.complaints.queries import tracked
from vigilance.complaints.receipts import check_code
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, Actor, complainant_of
from vigilance.domain.errors import (
    Invalid,
    NotFound,
    NotPermitted,
)
from vigilance.domain.lanes import Lane
from vigilance.domain.roles import Role
from vigilance.identities.commands import Identity, Purpose, open_identity
from vigilance.identities.queries import openings_of

LATER = datetime(2026, 1, 12, 6, tzinfo=UTC)


@pytest.fixture
def office(app):
    return app.extensions["vigilance.office"]


@pytest.fixture
def made(session, office):
    found = a_complaint(session, office)
    session.commit()
    return found


@pytest.fixture
def protected(session, office):
    found = a_complaint(session, office, lane=Lane.PROTECTED)
    session.commit()
    return found


def opened_by(connected, office, registration):
    return check_code(connected, office, registration.reference, registration.secret, LATER)


def seen(connected, office, registration, today=date(2026, 1, 12)):
    opened = opened_by(connected, office, registration)
    with connected.reading() as reading:
        act_as(reading, complainant_of(opened.record_id))
        return tracked(reading, opened.record_id, opened.mailbox_private, today=today)


def test_the_assigned_officer_opens_it_alone(session, office, made, an_officer):
    vo = an_officer(Role.VO)
    made.complaint.record.assigned_to = vo.id
    actor = Actor(frozenset({Role.VO}), vo.id)

    opened = open_complainant(
        session,
        made.complaint,
        Purpose.AFFIDAVIT,
        "To ask for the affidavit",
        holder=office.holder,
        by=actor,
        at=LATER,
    )
    session.rollback()  # the assignment above was no step of the procedure

    assert opened.fields["name"] == "सीता देवी"


def test_each_opening_is_on_the_ledger_and_told_in_coarse_words(
    session, connected, office, made, an_officer
):
    cvo = an_officer(Role.CVO)
    actor = Actor(frozenset({Role.CVO}), cvo.id)
    reason = "To record the statement"
    open_complainant(
        session, made.complaint, Purpose.STATEMENT, reason, holder=office.holder, by=actor, at=LATER
    )
    session.commit()

    (opening,) = openings_of(session, [made.record_id])
    assert (opening.officer_id, opening.purpose, opening.reason) == (cvo.id, "statement", reason)
    body = session.scalar(
        select(EventPayload.body).join(Event).where(Event.type == "identity-opened")
    )
    assert body["purpose"] == "statement"
    assert reason not in repr(body)
    told = seen(connected, office, made).messages[-1]
    assert told.notice == "identity-opened"
    assert "बयान" in told.text
    assert cvo.name_hi not in told.text


@pytest.mark.parametrize(
    "role",
    [
        Role.CLERK,
        Role.VO,
        Role.INQUIRING_OFFICER,
        Role.MINISTER,
        Role.AUDITOR,
        Role.ADMIN,
        Role.DISTRICT,
    ],
)
def test_nobody_else_opens_it(session, office, made, an_officer, role):
    actor = Actor(frozenset({role}), an_officer(role).id)  # the VO is not the assigned one

    with pytest.raises(NotPermitted):
        open_identity(
            session,
            made.complaint.record,
            Purpose.STATEMENT,
            "A long enough reason",
            holder=office.holder,
            by=actor,
            at=LATER,
        )


@pytest.mark.parametrize("actor", [SYSTEM, complainant_of(uuid.uuid4())])
def test_no_program_opens_it(session, office, made, actor):
    with pytest.raises(NotPermitted):
        open_identity(
            session,
            made.complaint.record,
            Purpose.STATEMENT,
            "A long enough reason",
            holder=office.holder,
            by=actor,
            at=LATER,
        )


def test_a_protected_identity_opens_to_no_single_person(session, office, protected, an_officer):
    actor = Actor(frozenset({Role.CVO}), an_officer(Role.CVO).id)

    with pytest.raises(NotPermitted):
        open_identity(
            session,
            protected.complaint.record,
            Purpose.COURT_ORDER,
            "A long enough reason",
            holder=office.holder,
            by=actor,
            at=LATER,
        )


@pytest.mark.parametrize("reason", ["", "short", " " * 40, "x" * 501])
def test_an_opening_needs_a_reason(session, office, made, an_officer, reason):
    actor = Actor(frozenset({Role.CVO}), an_officer(Role.CVO).id)

    with pytest.raises(Invalid):
        open_identity(
            session,
            made.complaint.record,
            Purpose.STATEMENT,
            reason,
            holder=office.holder,
            by=actor,
            at=LATER,
        )


def test_where_nobody_said_who_he_is_there_is_nothing_to_open(session, office, an_officer):
    made = a_complaint(session, office, identity=Identity(), lane=Lane.ANONYMOUS)
    actor = Actor(frozenset({Role.CVO}), an_officer(Role.CVO).id)

    with pytest.raises(NotFound):
        open_identity(
            session,
            made.complaint.record,
            Purpose.STATEMENT,
            "A long enough reason",
            holder=office.holder,
            by=actor,
            at=LATER,
        )
