"""The code that is sent or printed and told by telephone: three days, five tries, once; and each try counts."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import said
from tests.builders.sending import carriers_with, recorders
from vigilance.audit.models import Event, EventPayload
from vigilance.complaints.models import ConfirmCode
from vigilance.correspondence.jobs import send_due
from vigilance.domain.lanes import Lane
from vigilance.domain.workflows.complaint import State
from vigilance.identities.contacts import Identity

MOBILE = Identity(name="सीता", mobile="+919000000007")


@pytest.fixture
def asked(walk, session, at):
    at(day(1))
    found = walk.asked(identity=MOBILE, language="en")
    session.commit()
    return found


@pytest.fixture
def vo(walk, session, sign_in, asked):
    return seated(session, sign_in, walk.team.vo)


@pytest.fixture
def page(asked):
    return f"/office/complaints/{asked.number}/code"


@pytest.fixture
def sent_code(walk, connected):
    """The code of the last text that went out."""

    def read(at):
        adapters = recorders()
        carriers = carriers_with(walk.office, adapters)
        send_due(connected, walk.office.keyring, walk.office.settings, at, carriers)
        return re.findall(r"\b\d{6}\b", adapters["sms"].sent[-1].text)[0]

    return read


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06d}"


def how(session, record_id):
    statement = (
        select(EventPayload.body)
        .join(Event, Event.id == EventPayload.event_id)
        .where(Event.record_id == record_id, Event.type == "confirm")
    )
    return [body["how"] for body in session.scalars(statement)]


@pytest.mark.parametrize("part", ["vo", "clerk"])
def test_the_code_that_was_sent_and_is_told_owns_the_complaint(
    walk, session, sign_in, asked, page, sent_code, part
):
    browser = seated(session, sign_in, getattr(walk.team, part))
    browser.post(f"{page}/send")
    code = sent_code(day(1))

    answer = browser.post(f"{page}/told", data={"code": f" {code[:3]}-{code[3:]} "})

    session.refresh(asked)
    assert (answer.status_code, asked.state) == (303, State.UNDER_SCRUTINY)
    assert how(session, asked.record_id) == ["otp"]


def test_five_wrong_tries_close_the_code_and_each_is_counted(session, asked, vo, page, sent_code):
    vo.post(f"{page}/send")
    code = sent_code(day(1))

    tries = [vo.post(f"{page}/told?lang=en", data={"code": wrong(code)}) for _ in range(5)]
    last = vo.post(f"{page}/told?lang=en", data={"code": code})

    session.refresh(asked)
    assert [answer.status_code for answer in (*tries, last)] == [422] * 6
    assert ["4 more tries" in said(tries[0]), "0 more tries" in said(tries[4])] == [True, True]
    assert asked.state is State.AWAITING_CONFIRMATION
    assert session.scalars(select(ConfirmCode.tries)).all() == [5]


def test_a_code_is_good_for_three_days(session, asked, vo, page, sent_code, at):
    vo.post(f"{page}/send")
    code = sent_code(day(1))
    at(day(1) + timedelta(days=3))

    answer = vo.post(f"{page}/told", data={"code": code})

    session.refresh(asked)
    assert (answer.status_code, asked.state) == (422, State.AWAITING_CONFIRMATION)


def test_a_new_code_takes_the_place_of_the_old(session, asked, vo, page, sent_code):
    vo.post(f"{page}/send")
    old = sent_code(day(1))
    vo.post(f"{page}/send")
    new = sent_code(day(1))

    with_old = vo.post(f"{page}/told", data={"code": old}).status_code if old != new else 422
    with_new = vo.post(f"{page}/told", data={"code": new}).status_code

    assert (with_old, with_new) == (422, 303)


def test_neither_the_table_nor_the_outbox_holds_the_code(session, asked, vo, page, sent_code):
    from vigilance.correspondence.models import OutboxEntry

    vo.post(f"{page}/send")
    code = sent_code(day(1)).encode()

    (row,) = session.scalars(select(ConfirmCode)).all()
    sealed = [bytes(one) for one in session.scalars(select(OutboxEntry.values_sealed)) if one]
    assert len(row.digest) == 32
    assert [blob for blob in sealed if code in blob] == []


def test_the_letter_is_a_pdf_whose_code_can_be_told_for_weeks(session, asked, vo, page, at):
    answer = vo.post(f"{page}/letter")
    (row,) = session.scalars(select(ConfirmCode)).all()

    assert answer.data.startswith(b"%PDF-")
    assert (row.how, (row.expires_at - day(1)).days) == ("letter", 44)


def test_the_cvo_confirms_for_nobody(walk, session, sign_in, asked, page):
    cvo = seated(session, sign_in, walk.team.cvo)

    answers = [cvo.post(f"{page}/{act}", data={"code": "1"}) for act in ("send", "letter", "told")]

    assert [answer.status_code for answer in answers] == [403] * 3


def test_who_left_no_address_gets_no_code_and_the_page_says_so(walk, session, sign_in, at):
    at(day(1))
    complaint = walk.asked(identity=Identity(name="सीता"))
    session.commit()
    browser = seated(session, sign_in, walk.team.vo)

    answer = browser.post(f"/office/complaints/{complaint.number}/code/send?lang=en")

    assert answer.status_code == 422
    assert "Nobody can be reached" in said(answer)
    assert session.scalars(select(ConfirmCode)).all() == []


@pytest.mark.parametrize("lane", [Lane.PROTECTED, Lane.ANONYMOUS, Lane.DEPARTMENT_ORIGINATED])
def test_where_no_confirmation_is_asked_there_is_nothing_to_send(walk, session, sign_in, at, lane):
    at(day(1))
    complaint = walk.assigned(lane=lane)
    session.commit()
    browser = seated(session, sign_in, walk.team.vo)
    path = f"/office/complaints/{complaint.number}/code"

    acts = [browser.post(f"{path}/{act}", data={"code": "123456"}) for act in ("send", "letter")]

    assert [answer.status_code for answer in acts] == [409, 409]
    assert "No confirmation is awaited" in said(browser.get(f"{path}?lang=en"))


def test_an_officer_says_how_the_answer_came(walk, session, asked, vo):
    path = f"/office/complaints/{asked.number}"
    data = {"version": str(asked.version)}

    without = vo.post(f"{path}/steps/confirm", data=data)
    session.refresh(asked)
    with_it = vo.post(f"{path}/steps/confirm", data=data | {"how": "letter"})

    assert (without.status_code, with_it.status_code) == (422, 303)
    assert how(session, asked.record_id) == ["letter"]
    assert "By answer to the letter" in said(vo.get(f"{path}?lang=en"))


@pytest.mark.parametrize("claimed", ["otp", "link", "page"])
def test_no_officer_can_claim_a_way_that_proves_itself(asked, vo, claimed):
    data = {"version": str(asked.version), "how": claimed}

    answer = vo.post(f"/office/complaints/{asked.number}/steps/confirm", data=data)

    assert answer.status_code == 422
