"""What is held is seen with its reason, by those who decide on it and nobody else."""

import re
import uuid

import pytest

from tests.builders.arrivals import (
    TEXT,
    text_of,
    told,
)
from vigilance.domain.roles import Role
from vigilance.records.models import Record

MAY = [Role.CLERK, Role.CVO]
MAY_NOT = [Role.VO, Role.INQUIRING_OFFICER, Role.DISTRICT, Role.ADMIN, Role.AUDITOR, Role.MINISTER]


@pytest.mark.parametrize("role", MAY)
def test_who_decides_sees_what_is_held_and_why(held_message, held_arrival, sign_in, role):
    held_id = held_message()

    page = text_of(sign_in(role).get("/office/held"))

    assert f"/office/held/{held_id}" in page
    assert f"/office/held/{held_arrival}" in page
    assert "It names a number, without proof that it belongs there." in page
    assert "It is not of the agreed form." in page
    assert TEXT not in page


@pytest.mark.parametrize("role", MAY_NOT)
def test_nobody_else_sees_it(held_message, sign_in, role):
    held_id = held_message()
    browser = sign_in(role)

    answers = [
        browser.get("/office/held"),
        browser.get(f"/office/held/{held_id}"),
        *(
            browser.post(f"/office/held/{held_id}/{act}")
            for act in ("again", "register", "attach", "dismiss", "confirm", "refuse", "stand")
        ),
    ]

    assert {answer.status_code for answer in answers} == {403}


def test_a_stranger_is_sent_to_sign_in(held_desk, client):
    assert client.get("/office/held").status_code == 303
    assert client.post(f"/office/held/{uuid.uuid4()}/again").status_code == 401


def test_opening_shows_the_words_and_stands_on_the_ledger_once(held_message, sign_in, session):
    browser, address = sign_in(Role.CLERK), f"/office/held/{held_message()}"

    pages = [text_of(browser.get(address)) for _ in range(2)]

    assert all(TEXT in page and "सीता देवी" in page for page in pages)
    assert told(session) == ["read"]


def test_what_cannot_be_read_is_shown_as_its_first_bytes(held_arrival, sign_in):
    page = text_of(sign_in(Role.CVO).get(f"/office/held/{held_arrival}"))

    assert "No words could be read." in page
    assert "घूस" in page


def test_hostile_words_are_words(held_message, sign_in):
    held_id = held_message(text="<script>alert(1)</script> {{ 7*7 }}")

    page = text_of(sign_in(Role.CLERK).get(f"/office/held/{held_id}"))

    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in page


def test_a_suggested_number_is_shown_only_to_who_may_see_its_record(
    held_message, filed, sign_in, session
):
    complaint = filed().complaint
    held_message(suggested_id=complaint.record_id)
    clerk, cvo = sign_in(Role.CLERK), sign_in(Role.CVO)
    assert complaint.number in text_of(clerk.get("/office/held"))

    session.get(Record, complaint.record_id).at_intake = False
    session.connection().exec_driver_sql("UPDATE record SET at_intake = false")

    assert complaint.number not in text_of(clerk.get("/office/held"))
    assert complaint.number in text_of(cvo.get("/office/held"))


def test_the_list_goes_on_where_it_ended(held_message, sign_in):
    ids = [held_message(number=f"F-{number}") for number in range(53)]
    clerk = sign_in(Role.CLERK)

    first = clerk.get("/office/held").get_data(as_text=True)
    more = re.search(r'href="([^"]*after=[^"]*)"', first)[1].replace("&amp;", "&")
    second = clerk.get(more).get_data(as_text=True)

    shown = [str(held_id) for held_id in ids if f"/office/held/{held_id}" in first]
    rest = [str(held_id) for held_id in ids if f"/office/held/{held_id}" in second]
    assert (len(shown), len(rest)) == (50, 3)
    assert set(shown) | set(rest) == {str(held_id) for held_id in ids}
    assert sign_in(Role.CVO).get(more).status_code == 404


def test_the_list_costs_the_same_however_long_it_is(held_message, sign_in, queries_made):
    clerk = sign_in(Role.CLERK)
    made = []
    for start in (0, 10):
        for number in range(start, start + 10):
            held_message(number=f"F-{number}")
        before = len(queries_made)
        clerk.get("/office/held")
        made.append(len(queries_made) - before)

    assert made[0] == made[1]
