"""The confirmation letter with the address in its window: opened for the printing only, by whoever may open it."""

import pypdfium2
import pytest
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.desks import seated
from tests.builders.forms import said
from tests.builders.leave import FIRST, moment, on_leave
from vigilance.audit.models import Event, EventPayload
from vigilance.complaints.models import ConfirmCode
from vigilance.correspondence.models import Message
from vigilance.domain.roles import Role
from vigilance.identities.contacts import Identity
from vigilance.identities.queries import openings_of

ADDRESS = "House 7, Invented Lane\nLucknow 226001"
REASON = {"reason": "To ask by post whether it is his."}


def asked(walk, session, **given):
    found = walk.asked(
        identity=Identity(name="Sita Devi", mobile="+919000000007", **given), language="en"
    )
    session.commit()
    return found


def path(complaint):
    return f"/office/complaints/{complaint.number}/code"


def words_of(pdf):
    page = pypdfium2.PdfDocument(pdf)[0]
    return " ".join(page.get_textpage().get_text_range().split())


@pytest.fixture
def vo(walk, session, sign_in, at):
    at(day(1))
    return seated(session, sign_in, walk.team.vo)


def test_the_address_stands_in_the_window_and_the_opening_is_recorded_and_told(walk, session, vo):
    complaint = asked(walk, session, address=ADDRESS)

    answer = vo.post(f"{path(complaint)}/letter/addressed", data=REASON)

    (opening,) = openings_of(session, [complaint.record_id])
    notices = session.scalars(
        select(Message.notice).where(Message.record_id == complaint.record_id)
    ).all()
    assert "To Sita Devi House 7, Invented Lane Lucknow 226001" in words_of(answer.data)
    assert (opening.purpose, opening.reason) == ("confirmation", REASON["reason"])
    assert "identity-opened" in notices
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_long_address_in_hindi_stays_inside_the_window(walk, session, vo):
    address = "मकान संख्या सात, काल्पनिक गली, ग्राम परीक्षणपुर, विकास खण्ड मोहनलालगंज, " * 3
    complaint = asked(walk, session, address=address.strip())

    answer = vo.post(f"{path(complaint)}/letter/addressed", data=REASON)

    page = pypdfium2.PdfDocument(answer.data)[0].get_textpage()
    text, left, window = page.get_text_range(), 62, 255  # points: margin, and nine centimetres
    inside = [page.get_charbox(n) for n in range(text.index("Sita"), text.index("6 January"))]
    below = page.get_charbox(text.index("6 January"))
    assert len(inside) > 150
    assert min(bottom for _left, bottom, _right, _top in inside if bottom) > below[3]
    assert max(right for _left, _bottom, right, _top in inside) <= left + window


def test_without_a_postal_address_nothing_is_printed_and_the_opening_stands(walk, session, vo):
    complaint = asked(walk, session)

    answer = vo.post(f"{path(complaint)}/letter/addressed?lang=en", data=REASON)

    assert answer.status_code == 303
    assert len(openings_of(session, [complaint.record_id])) == 1
    assert session.scalars(select(ConfirmCode)).all() == []
    assert "No postal address was given" in said(vo.get(f"{path(complaint)}?lang=en"))


def test_a_short_reason_opens_nothing(walk, session, vo):
    complaint = asked(walk, session, address=ADDRESS)

    answer = vo.post(f"{path(complaint)}/letter/addressed?lang=en", data={"reason": "post"})

    assert answer.status_code == 422
    assert "Give the reason in 20 to 500 characters." in said(answer)
    assert openings_of(session, [complaint.record_id]) == []


def test_who_may_not_open_the_identity_is_neither_offered_it_nor_served(
    walk, session, sign_in, at, vo
):
    complaint = asked(walk, session, address=ADDRESS)
    clerk = seated(session, sign_in, walk.team.clerk)

    page = said(clerk.get(f"{path(complaint)}?lang=en"))
    answers = [
        browser.post(f"{path(complaint)}/letter/addressed", data=REASON).status_code
        for browser in (clerk, seated(session, sign_in, walk.team.cvo), sign_in(Role.VO))
    ]

    assert "With the address" not in page
    assert "With the address" in said(vo.get(f"{path(complaint)}?lang=en"))
    assert answers == [403, 403, 404]
    assert openings_of(session, [complaint.record_id]) == []


def test_who_acts_for_the_officer_on_leave_prints_it_in_his_place(
    walk, session, sign_in, at, an_officer
):
    complaint, substitute = asked(walk, session, address=ADDRESS), an_officer(Role.VO)
    made = on_leave(session, walk.team.vo, substitute, walk.team.vo)
    at(moment(FIRST))

    answer = sign_in(substitute).post(f"{path(complaint)}/letter/addressed", data=REASON)

    body = select(EventPayload.body).join(Event).where(Event.type == "identity-opened")
    assert "Invented Lane" in words_of(answer.data)
    assert session.scalar(body)["delegation"] == made.number
