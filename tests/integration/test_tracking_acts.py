"""What the holder of the code can do on his own page: write, add papers, confirm, disown, remind."""

import io
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from tests.builders.forms import hidden, said, value_of
from tests.builders.tracking import CLERK, VO, act, count, forms, opened
from vigilance.audit.models import Event
from vigilance.complaints.commands.verification import ask_affidavit, ask_confirmation
from vigilance.complaints.models import Complaint
from vigilance.correspondence.models import Message
from vigilance.domain.lanes import Lane
from vigilance.domain.workflows.complaint import State
from vigilance.evidence.models import Paper


@pytest.fixture(autouse=True)
def _on_a_monday(at):
    at("2026-01-05")


@pytest.mark.parametrize("lane", [Lane.ORDINARY, Lane.PROTECTED])
def test_a_message_reaches_the_office_and_stands_in_the_conversation(client, filed, session, lane):
    page = opened(client, filed(lane=lane))

    answer = act(
        client,
        page,
        "message",
        text="बाबू ने फिर बुलाया है।",
        submission_id=hidden(page, "submission_id"),
    )

    assert answer.status_code == 200
    assert "Your message is with us." in said(answer)
    assert "बाबू ने फिर बुलाया है।" in said(answer)
    stored = session.scalars(
        select(Message).order_by(Message.at.desc(), Message.direction.desc())
    ).first()
    assert (stored.text is None) is (lane is Lane.PROTECTED)


def test_a_message_sent_twice_by_a_reload_stands_once(client, filed, session):
    page = opened(client, filed())
    number = hidden(page, "submission_id")

    for _ in range(3):
        answer = act(client, page, "message", text="एक ही बात", submission_id=number)

    assert answer.status_code == 200
    assert session.scalar(select(func.count()).where(Message.text == "एक ही बात")) == 1


def test_an_empty_or_too_long_message_is_told_and_kept(client, filed, session):
    page = opened(client, filed())
    long = "क" * 20_001

    empty, over = act(client, page, "message", text=" "), act(client, page, "message", text=long)

    assert (empty.status_code, over.status_code) == (422, 422)
    assert "Write your message." in said(empty)
    assert value_of(over, "text").strip() == long


def test_papers_are_added_once_however_often_they_are_sent(client, filed, session):
    page = opened(client, filed())
    number = hidden(page, "submission_id")

    answers = [
        act(
            client,
            page,
            "papers",
            evidence=(io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "साक्ष्य.pdf"),
            submission_id=number,
        )
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert "The papers are with us." in said(answers[1])
    assert count(session, Paper) == 1


def test_no_file_chosen_is_told_beside_the_field(client, filed):
    answer = act(client, opened(client, filed()), "papers")

    assert answer.status_code == 422
    assert "Choose a file." in said(answer)


def test_nothing_is_asked_before_the_office_asks(client, filed, session):
    made = filed()
    page = opened(client, made)

    answer = act(client, page, "confirm")

    assert "/confirm" not in forms(page)
    assert answer.status_code == 409
    assert session.scalars(select(Complaint)).one().confirmed_at is None


@pytest.fixture
def asked(filed, session, office):
    made = filed()
    ask_confirmation(
        session, made.complaint, by=CLERK, at=datetime(2026, 1, 5, 8, tzinfo=UTC), office=office
    )
    session.commit()
    return made


def test_the_owner_confirms_when_he_is_asked(client, asked, session):
    page = opened(client, asked)
    assert {"/confirm", "/disown"} <= forms(page)

    answer = act(client, page, "confirm")

    assert "Under scrutiny" in said(answer)
    assert "You confirmed the complaint" in said(answer)
    session.expire_all()
    assert session.get(Complaint, asked.record_id).state is State.UNDER_SCRUTINY


def test_a_confirmation_sent_twice_is_told_that_it_was_done(client, asked, session):
    page = opened(client, asked)
    act(client, page, "confirm")

    again = act(client, page, "confirm")

    assert again.status_code == 409
    assert "perhaps it was done already" in said(again)


def test_the_owner_disowns_what_he_did_not_send(client, asked, session):
    answer = act(client, opened(client, asked), "disown")

    assert "It is noted that the complaint is not yours." in said(answer)
    session.expire_all()
    assert session.get(Complaint, asked.record_id).state is State.DECISION_PENDING


def test_an_affidavit_is_handed_in_where_it_was_asked_for(client, asked, session, office):
    ask_affidavit(
        session, asked.complaint, by=VO, at=datetime(2026, 1, 5, 9, tzinfo=UTC), office=office
    )
    session.commit()
    page = opened(client, asked)

    answer = act(
        client,
        page,
        "papers",
        evidence=(io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "शपथ पत्र.pdf"),
        affidavit="yes",
    )

    assert "This is my affidavit" in said(page)
    assert "Your affidavit is with us." in said(answer)
    session.expire_all()
    assert session.get(Complaint, asked.record_id).affidavit_at is not None


def test_the_office_is_reminded_only_when_a_limit_is_over_and_once_a_day(
    client, filed, session, at
):
    made = filed()
    early = opened(client, made)
    refused = act(client, early, "remind")

    at("2026-02-20")
    page = opened(client, made)
    first, second = act(client, page, "remind"), act(client, page, "remind")

    assert "You can remind us from 6 February 2026" in said(early)
    assert refused.status_code == 409
    assert (first.status_code, second.status_code) == (200, 200)
    assert "You reminded us today." in said(first)
    assert session.scalar(select(func.count()).where(Event.type == "remind-office")) == 1


def test_the_page_makes_the_same_number_of_queries_with_many_messages(
    client, filed, session, queries_made
):
    made = filed()
    page = opened(client, made)
    before = len(queries_made)
    opened(client, made)
    few = len(queries_made) - before
    for number in range(4):
        act(client, page, "message", text=f"बात {number}")

    before = len(queries_made)
    opened(client, made)

    assert len(queries_made) - before == few
