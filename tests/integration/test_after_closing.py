"""After the closing: the complainant asks for a review, rates, sends new facts; what the office does with each."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders.cases import FOUND, day
from tests.builders.forms import said
from tests.builders.tracking import act, opened
from vigilance.audit.models import Event
from vigilance.cases.queries import complaints_in
from vigilance.clocks.models import Clock
from vigilance.complaints.after_models import FeedbackRating, NewEvidence
from vigilance.complaints.after_queries import closed_at, unseen_of
from vigilance.complaints.commands import routing
from vigilance.complaints.commands.after_closing import look_at_evidence, rate
from vigilance.complaints.commands.confirmation import confirm
from vigilance.complaints.commands.scrutiny import record_scrutiny
from vigilance.complaints.commands.tracking import add_message
from vigilance.complaints.commands.verification import ask_confirmation
from vigilance.complaints.queries import complaint_of
from vigilance.correspondence.models import Message
from vigilance.domain.actors import Actor, complainant_of
from vigilance.domain.disposal import Disposal
from vigilance.domain.errors import ActionNotAllowed, Incomplete, Invalid
from vigilance.domain.roles import Role
from vigilance.domain.workflows import complaint as flow
from vigilance.domain.workflows.inquiry import State
from vigilance.proceedings.commands.appeals import (
    appeal_of,
    file_appeal,
    set_aside,
    uphold,
    window,
)


def closed_case(session, walk):
    case = walk.closed()
    (complaint,) = complaints_in(session, case)
    return case, complaint


def appealed(session, walk, complaint, at=None):
    return file_appeal(
        session,
        complaint.record_id,
        "A witness was left out.",
        (),
        by=complainant_of(complaint.record_id),
        at=at or day(3),
        office=walk.office,
    )


def filed_false(session, walk, registration):
    """The complaint of this receipt, closed without a case."""
    complaint = complaint_of(session, registration.complaint.record_id)
    team, rules = walk.team, walk.office.rules(session)
    walk.do(ask_confirmation, complaint, by=team.clerk, at=day(0))
    confirm(session, complaint.record_id, by=team.clerk, at=day(0), rules=rules)
    walk.do(record_scrutiny, complaint, FOUND, by=team.vo, at=day(0))
    outcome = (Disposal.NO_VIGILANCE_ANGLE, "No angle.")
    walk.do(routing.file, complaint, *outcome, by=team.cvo, at=day(0))
    session.commit()
    return complaint


def notices(session, complaint):
    statement = select(Message.notice).where(Message.record_id == complaint.record_id)
    return [each for each in session.scalars(statement.order_by(Message.at)) if each]


def test_a_review_may_be_asked_for_thirty_days_after_the_closing_and_once(session, walk):
    _case, complaint = closed_case(session, walk)
    rules = walk.office.rules(session)
    last = window(session, complaint, rules)
    assert last >= (closed_at(session, complaint) + timedelta(days=30)).date()
    with pytest.raises(ActionNotAllowed):
        appealed(session, walk, complaint, at=day(60))
    with pytest.raises(Invalid):
        file_appeal(
            session,
            complaint.record_id,
            " ",
            (),
            by=complainant_of(complaint.record_id),
            at=day(3),
            office=walk.office,
        )

    appealed(session, walk, complaint)
    session.commit()

    assert window(session, complaint, rules) is None
    (clock,) = session.scalars(
        select(Clock).where(
            Clock.record_id == complaint.record_id, Clock.limit_name == "complainant-appeal"
        )
    )
    assert clock.due_on.isoformat() == "2026-02-07"
    with pytest.raises(ActionNotAllowed):
        appealed(session, walk, complaint)


def test_nobody_upholds_what_he_closed_himself(session, walk, an_officer):
    _case, complaint = closed_case(session, walk)
    appealed(session, walk, complaint)
    with pytest.raises(Incomplete):
        walk.do(uphold, complaint, "Rightly closed.", by=walk.team.cvo, at=day(5))

    other = Actor(frozenset({Role.CVO}), an_officer(Role.CVO).id)
    walk.do(uphold, complaint, "Rightly closed.", by=other, at=day(5))
    session.commit()

    assert appeal_of(session, complaint.record_id).state == "closure-upheld"
    assert notices(session, complaint)[-1] == "review-upheld"
    assert window(session, complaint, walk.office.rules(session)) is None


def test_a_closing_set_aside_opens_the_case_again_and_the_complainant_hears_it(session, walk):
    case, complaint = closed_case(session, walk)
    appealed(session, walk, complaint)

    walk.do(set_aside, complaint, "The witness is to be heard.", by=walk.team.cvo, at=day(5))
    session.commit()

    assert case.state is State.UNDER_INQUIRY
    assert (complaint.inquiry_state, complaint.disposal) == ("under-inquiry", None)
    assert notices(session, complaint)[-2:] in (
        ["review-allowed", "status-change"],
        ["status-change", "review-allowed"],
    )
    assert unseen_of(session, complaint.record_id) == []


def test_a_filed_complaint_set_aside_is_scrutinised_again(session, walk, filed):
    complaint = filed_false(session, walk, filed())
    appealed(session, walk, complaint)

    walk.do(set_aside, complaint, "Look again.", by=walk.team.cvo, at=day(5))

    assert complaint.state is flow.State.UNDER_SCRUTINY


def test_new_facts_wait_on_the_desk_until_somebody_looks_or_opens_again(session, walk):
    case, complaint = closed_case(session, walk)
    owner = complainant_of(complaint.record_id)
    add_message(session, complaint.record_id, "There is a recording.", by=owner, at=day(2))
    assert case.state is State.CLOSED
    (item,) = unseen_of(session, complaint.record_id)

    look_at_evidence(session, complaint, "Known already.", by=walk.team.vo, at=day(3))
    session.commit()

    assert (item.looked_by, item.looked_at) == (walk.team.vo.officer_id, day(3))
    with pytest.raises(ActionNotAllowed):
        look_at_evidence(session, complaint, "Again.", by=walk.team.vo, at=day(3))


def test_a_message_before_the_closing_raises_nothing(session, walk):
    complaint = walk.scrutinised()
    owner = complainant_of(complaint.record_id)

    add_message(session, complaint.record_id, "I wait.", by=owner, at=day(2))

    assert session.scalars(select(NewEvidence)).all() == []


def test_a_closing_is_rated_once_and_only_after_it(session, walk):
    _case, complaint = closed_case(session, walk)
    owner = complainant_of(complaint.record_id)
    with pytest.raises(Invalid):
        rate(session, complaint.record_id, 6, "", by=owner, at=day(2))

    rate(session, complaint.record_id, 2, "Nobody asked me.", by=owner, at=day(2))
    session.commit()

    (row,) = session.scalars(select(FeedbackRating)).all()
    assert (row.rating, row.text) == (2, "Nobody asked me.")
    with pytest.raises(ActionNotAllowed):
        rate(session, complaint.record_id, 5, "", by=owner, at=day(2))
    open_one = walk.scrutinised()
    with pytest.raises(ActionNotAllowed):
        rate(
            session,
            open_one.record_id,
            5,
            "",
            by=complainant_of(open_one.record_id),
            at=day(2),
        )


def test_on_his_page_the_complainant_asks_for_a_review_and_rates(session, walk, filed, client, at):
    registration = filed()
    complaint = filed_false(session, walk, registration)
    at(day(2))
    page = opened(client, registration, lang="en")
    assert "Ask for a review" in said(page)
    empty = act(client, page, "review", review=" ")
    assert empty.status_code == 422

    asked = act(client, page, "review", review="Nobody heard the witness.")
    rated = act(client, asked, "rate", rating="2", why="Too quick.")

    assert (asked.status_code, rated.status_code) == (200, 200)
    assert "You asked for a review on" in said(asked)
    assert "You gave 2 of 5." in said(rated)
    session.expire_all()
    assert appeal_of(session, complaint.record_id).state == "complainant-appeal-filed"
    kinds = session.scalars(select(Event.type).where(Event.record_id == complaint.record_id)).all()
    assert {"track-file-complainant-appeal", "rated"} <= set(kinds)


def test_the_desks_lead_to_reviews_and_new_facts_and_the_cvo_decides_there(session, walk, team, at):
    case, complaint = closed_case(session, walk)
    appealed(session, walk, complaint)
    rate(
        session,
        complaint.record_id,
        1,
        "Not heard.",
        by=complainant_of(complaint.record_id),
        at=day(3),
    )
    session.commit()
    page = f"/office/complaints/{complaint.number}/after-closing"
    vo, cvo = team("vo"), team("cvo")
    at(day(5))

    assert "New facts after the closing" in said(vo.get("/office?lang=en"))
    desk = said(cvo.get("/office/cvo?lang=en"))
    assert "Reviews asked for by complainants" in desk
    shown = said(cvo.get(page + "?lang=en"))
    assert "1 of 5" in shown
    assert "Not heard." in shown
    assert "To be decided by 7 February 2026." in shown
    file = cvo.get(f"/office/complaints/{complaint.number}?lang=en")
    assert (file.status_code, "Complainant's appeal" in said(file)) == (200, True)
    assert vo.post(page + "/appeal/set-aside", data={"reasons": "x"}).status_code == 403
    assert cvo.post(page + "/appeal/uphold", data={"reasons": "x"}).status_code == 422

    answer = cvo.post(page + "/appeal/set-aside", data={"reasons": "The witness is to be heard."})

    assert answer.status_code == 303
    session.expire_all()
    assert case.state is State.UNDER_INQUIRY
