"""What is decided on something held, each act on the ledger."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders.arrivals import (
    AT,
    CHANNELS,
    TEXT,
    arrived,
    brought,
    form_body,
    some_accounts,
    text_of,
    told,
    understood,
)
from vigilance.arrivals.models import Arrival, ArrivalState, ArrivedMessage, Outcome
from vigilance.arrivals.opening import opened_held
from vigilance.arrivals.queries import held_page
from vigilance.arrivals.registering import register_message
from vigilance.audit.models import EventPayload
from vigilance.complaints.models import Complaint
from vigilance.correspondence.models import Direction, Message
from vigilance.domain.message import (
    Contact,
    ContactKind,
)
from vigilance.domain.roles import Role
from vigilance.evidence.models import Paper

MAY = [Role.CLERK, Role.CVO]
MAY_NOT = [Role.VO, Role.INQUIRING_OFFICER, Role.DISTRICT, Role.ADMIN, Role.AUDITOR, Role.MINISTER]


def test_it_is_attached_to_the_complaint_that_is_named(held_message, filed, sign_in, session):
    complaint = filed().complaint
    held_id = held_message(suggested_id=complaint.record_id)

    answer = sign_in(Role.CLERK).post(
        f"/office/held/{held_id}/attach", data={"number": complaint.number.lower()}
    )

    assert answer.status_code == 303
    became = arrived(session, held_id)
    assert (became.outcome, became.record_id, became.decided_at) == (
        Outcome.ATTACHED,
        complaint.record_id,
        AT,
    )
    statement = select(Message).where(Message.direction == Direction.TO_OFFICE)
    assert [each.text for each in session.scalars(statement)] == [TEXT]
    assert told(session) == ["held-attached"]
    body = session.scalars(
        select(EventPayload.body).where(EventPayload.record_id.in_(CHANNELS))
    ).one()
    assert body["number"] == complaint.number


@pytest.mark.parametrize("typed", ["", "no number", "SWD-C-2026-999999"])
def test_a_number_that_is_none_is_told_beside_its_field(held_message, sign_in, session, typed):
    held_id = held_message()

    answer = sign_in(Role.CLERK).post(f"/office/held/{held_id}/attach", data={"number": typed})

    assert answer.status_code == 422
    assert typed in text_of(answer)
    assert arrived(session, held_id).outcome is Outcome.HELD


def test_it_is_registered_as_a_complaint_once(held_message, sign_in, session):
    held_id = held_message()
    browser = sign_in(Role.CVO)

    answers = [browser.post(f"/office/held/{held_id}/register").status_code for _ in range(2)]

    assert answers == [303, 404]
    complaint = session.scalars(select(Complaint)).one()
    assert (complaint.text, arrived(session, held_id).record_id) == (TEXT, complaint.record_id)
    assert told(session) == ["held-registered"]


def test_an_arrival_nobody_can_read_is_registered_with_its_bytes_as_a_paper(
    held_arrival, sign_in, session
):
    answer = sign_in(Role.CLERK).post(f"/office/held/{held_arrival}/register")

    assert answer.status_code == 303
    paper = session.scalars(select(Paper)).one()
    assert (paper.media_type, "whole-arrival" in paper.flags) == ("text/plain", True)
    arrival = session.get(Arrival, held_arrival, populate_existing=True)
    assert arrival.state is ArrivalState.UNDERSTOOD


def test_trying_again_gives_an_arrival_back_to_the_job(held_arrival, sign_in, session):
    sign_in(Role.CLERK).post(f"/office/held/{held_arrival}/again")

    arrival = session.get(Arrival, held_arrival, populate_existing=True)
    assert (arrival.state, arrival.attempts) == (ArrivalState.WAITING, 0)
    assert told(session) == ["held-tried-again"]


def test_trying_again_deals_with_a_message_at_once(held_message, sign_in, session):
    held_id = held_message(reason="unexplained")

    sign_in(Role.CLERK).post(f"/office/held/{held_id}/again")

    assert arrived(session, held_id).outcome is Outcome.REGISTERED
    assert told(session) == ["held-tried-again"]


def test_that_it_is_no_complaint_takes_two(held_message, sign_in, session):
    held_id = held_message()
    first, second = sign_in(Role.CLERK), sign_in(Role.CVO)
    address = f"/office/held/{held_id}"

    empty = first.post(f"{address}/dismiss", data={"reason": "  "})
    first.post(f"{address}/dismiss", data={"reason": "An advertisement."})
    alone = first.post(f"{address}/confirm")
    shown = text_of(second.get(address))
    agreed = second.post(f"{address}/confirm")

    assert (empty.status_code, alone.status_code, agreed.status_code) == (422, 403, 303)
    assert "An advertisement." in shown
    became = arrived(session, held_id)
    assert (became.outcome, became.proposed_by, became.decided_by) == (
        Outcome.NOT_A_COMPLAINT,
        first.officer.id,
        second.officer.id,
    )
    assert [kind for kind in told(session) if kind != "read"] == [
        "held-dismissal-proposed",
        "held-dismissed",
    ]


def test_a_proposal_can_be_taken_back(held_message, sign_in, session):
    held_id = held_message()
    first = sign_in(Role.CLERK)
    first.post(f"/office/held/{held_id}/dismiss", data={"reason": "An advertisement."})

    first.post(f"/office/held/{held_id}/refuse")

    assert (arrived(session, held_id).outcome, arrived(session, held_id).proposed_by) == (
        Outcome.HELD,
        None,
    )


def test_two_decide_also_on_an_arrival_nobody_can_read(held_arrival, sign_in, session):
    first, second = sign_in(Role.CLERK), sign_in(Role.CVO)

    first.post(f"/office/held/{held_arrival}/dismiss", data={"reason": "Noise."})
    (found,), _more = held_page(session)
    second.post(f"/office/held/{found.id}/confirm")

    assert (found.is_message, found.reason) == (True, "not-json")
    assert arrived(session, found.id).outcome is Outcome.NOT_A_COMPLAINT
    assert held_page(session)[0] == []


def test_what_did_not_prove_its_sender_can_only_be_set_aside(
    held_desk, connected, office, sign_in, session, client
):
    client.post("/webhooks/forms/jansunwai", data=form_body())
    arrival = session.scalars(select(Arrival)).one()
    clerk = sign_in(Role.CLERK)

    answers = [
        clerk.post(f"/office/held/{arrival.id}/{act}").status_code for act in ("again", "register")
    ]

    assert answers == [409, 409]
    assert session.scalars(select(Complaint)).all() == []


def test_two_with_one_id_are_shown_with_the_record_and_let_stand(
    held_desk, connected, office, sign_in, session
):
    for text in ("पहली बात", "दूसरी बात"):
        brought(connected, office, form_body(text))
        understood(connected, office)
    complaint = session.scalars(select(Complaint)).one()
    first = session.scalars(
        select(ArrivedMessage).where(ArrivedMessage.record_id.is_not(None))
    ).one()
    clerk = sign_in(Role.CLERK)
    page = text_of(clerk.get(f"/office/held/{first.id}"))
    refused = clerk.post(f"/office/held/{first.id}/register")

    clerk.post(f"/office/held/{first.id}/stand")

    assert (complaint.number in page, refused.status_code) == (True, 409)
    assert arrived(session, first.id).outcome is Outcome.ATTACHED


def test_the_bytes_are_opened_only_for_the_page(held_message, connected, office, session):
    held_id = held_message()
    (found,), _more = held_page(session)

    work, message = opened_held(
        found, connected, office, some_accounts(), at=AT + timedelta(days=1), by=None
    )

    assert (work.again, message.sender) == (
        held_id,
        Contact(ContactKind.MOBILE, "9000000502"),
    )
    assert register_message(work, message, 0).complaint.text == TEXT


def test_what_the_channel_noticed_stands_in_the_file_of_the_complaint(
    held_message, connected, office, sign_in, session
):
    held_message()
    (found,), _more = held_page(session)
    work, message = opened_held(found, connected, office, some_accounts(), at=AT)
    noticed = replace(message, flags=("encoding-doubtful", "of-another-time"))
    number = register_message(work, noticed, 0).complaint.number

    page = text_of(sign_in(Role.CLERK).get(f"/office/complaints/{number}"))

    assert "The channel noticed: of-another-time; some letters may be wrong" in page
