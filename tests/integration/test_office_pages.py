"""The door, the desks and the calculator of the office."""

import re

import pytest

from tests.builders.cases import day
from tests.builders.complaints import SITA, TEXT
from tests.builders.desks import seated
from tests.builders.forms import said, value_of
from vigilance.accounts.commands import NewOfficer, add_officer
from vigilance.accounts.passwords import hash_password
from vigilance.complaints.commands.factual_report import call_factual_report
from vigilance.complaints.models import FactualReportRequest
from vigilance.domain.permissions import Permission, permissions_of
from vigilance.domain.roles import OFFICER_ROLES, Role
from vigilance.web.navigation import DESKS

PASSWORD = "a quite long invented password"


@pytest.fixture
def known(connected):
    with connected.writing() as writing, writing.begin():
        add_officer(
            writing,
            NewOfficer(
                email="vo@demo.invalid",
                name_en="A. Verma",
                name_hi="ए. वर्मा",
                roles=frozenset({Role.VO}),
                password_hash=hash_password(PASSWORD),
                language="en",
            ),
            at=day(0),
        )


def test_the_door_names_no_officer_and_tells_nothing(client, known):
    words = client.get("/office/sign-in").get_data(as_text=True)

    assert "Verma" not in words
    assert "demo.invalid" not in words


def test_the_right_password_opens_and_leads_where_one_wanted_to_go(client, known, at):
    at(day(1))
    wanted = {"email": "vo@demo.invalid", "password": PASSWORD, "next": "/office/intake"}

    answer = client.post("/office/sign-in", data=wanted)

    assert (answer.status_code, answer.location) == (303, "/office/intake")
    assert client.get("/office").status_code == 200


@pytest.mark.parametrize("email", ["vo@demo.invalid", "nobody@demo.invalid"])
def test_a_wrong_password_and_an_unknown_name_look_alike(client, known, email):
    answer = client.post(
        "/office/sign-in?lang=en", data={"email": email, "password": "not this one"}
    )

    assert answer.status_code == 422
    assert "The address or the password is not right." in said(answer)
    assert value_of(answer, "email") == email
    assert "not this one" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "target", ["https://evil.example/office", "//evil.example", "/", "/office\\@x"]
)
def test_nobody_is_led_out_of_the_office_after_signing_in(client, known, target):
    data = {"email": "vo@demo.invalid", "password": PASSWORD, "next": target}

    assert client.post("/office/sign-in", data=data).location == "/office"


def test_after_signing_out_the_office_is_shut(sign_in):
    browser = sign_in(Role.VO)

    answer = browser.post("/office/sign-out")

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert browser.get("/office").status_code == 303


@pytest.mark.parametrize("role", sorted(OFFICER_ROLES))
def test_every_officer_is_shown_the_desks_of_his_role_and_no_others(role, app, sign_in):
    browser = sign_in(role, district="135" if role is Role.DISTRICT else None)
    held = permissions_of([role])

    page = browser.get("/office").get_data(as_text=True)

    built = {rule.rule for rule in app.url_map.iter_rules()}
    for desk in DESKS:
        if desk.path != "/office" and desk.path in built:
            assert (f'href="{desk.path}"' in page) == (desk.permission in held)


@pytest.fixture
def question(walk, session, at):
    at(day(1))
    complaint = walk.under_scrutiny()
    asked = "Was pension 4711 verified in 2025?"
    request = walk.do(call_factual_report, complaint, "135", asked, by=walk.team.vo, at=day(1))
    session.commit()
    return request


def test_a_district_sees_the_question_and_nothing_of_the_complaint(question, sign_in, session):
    number = session.get_one(FactualReportRequest, question.id).record_id
    page = sign_in(Role.DISTRICT, district="135").get("/office/requests?lang=en")

    assert question.question in said(page)
    for secret in (TEXT, SITA.name, "SWD-C-", number.hex, str(number)):
        assert secret not in page.get_data(as_text=True)


def test_a_district_answers_its_question_and_the_scrutiny_goes_on(question, sign_in, session, walk):
    browser = sign_in(Role.DISTRICT, district="135")

    empty = browser.post(f"/office/requests/{question.id}", data={"answer": " "})
    answer = browser.post(f"/office/requests/{question.id}", data={"answer": "Yes, on 4 May."})
    again = browser.post(f"/office/requests/{question.id}", data={"answer": "No."})

    assert (empty.status_code, answer.status_code, again.status_code) == (422, 303, 409)
    session.refresh(question)
    assert question.answer == "Yes, on 4 May."
    assert "Yes, on 4 May." in said(browser.get("/office/requests"))


def test_another_district_neither_sees_nor_answers_the_question(question, sign_in):
    browser = sign_in(Role.DISTRICT, district="162")

    assert question.question not in said(browser.get("/office/requests"))
    assert (
        browser.post(f"/office/requests/{question.id}", data={"answer": "Yes."}).status_code == 404
    )


def test_the_auditor_sees_who_read_what_and_nothing_that_was_read(walk, session, sign_in, at):
    at(day(1))
    complaint = walk.assigned()
    reader = seated(session, sign_in, walk.team.vo)
    reader.get(f"/office/complaints/{complaint.number}")
    auditor = sign_in(Role.AUDITOR)

    page = auditor.get("/office/reads?lang=en")

    assert f"{reader.officer.name_en}{complaint.number}File" in said(page)
    assert TEXT not in page.get_data(as_text=True)
    assert auditor.get(f"/office/complaints/{complaint.number}").status_code == 403


def test_the_cvo_is_not_shown_who_read_a_file_that_is_walled_from_him(walk, session, sign_in, at):
    at(day(1))
    complaint = walk.assigned()
    seated(session, sign_in, walk.team.vo).get(f"/office/complaints/{complaint.number}")
    cvo = seated(session, sign_in, walk.team.cvo)
    before = said(cvo.get("/office/reads"))

    cvo.post(
        f"/office/files/{complaint.number}/walls",
        data={"officer": str(walk.team.cvo.officer_id), "relation": "named"},
    )

    cvo.get("/office")  # where he is told that it is gone
    assert complaint.number in before
    assert complaint.number not in said(cvo.get("/office/reads"))


QUESTION = "limit=scrutiny&started=05/01/2026&ground=awaiting-complainant&since=10/01/2026&until=20/01/2026&on=06/01/2026"


def test_the_calculator_says_when_something_is_due_and_why(sign_in):
    answer = sign_in(Role.AUDITOR).get(f"/office/clocks?lang=en&{QUESTION}")

    words = said(answer)
    assert "Scrutiny: 15 February 2026" in words
    assert "Stayed: awaiting the complainant, from 10 January 2026 until 20 January 2026" in words
    assert "CVC 000/VGL/18" in words


def test_devanagari_digits_are_read_like_any_others(sign_in):
    answer = sign_in(Role.CLERK).get("/office/clocks?lang=hi&limit=scrutiny&started=०५/०१/२०२६")

    assert "5 फ़रवरी 2026" in said(answer) or "5 फरवरी 2026" in said(answer)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=scrutiny&started=31/02/2026", "started"),
        ("limit=patience&started=05/01/2026", "limit"),
        ("limit=scrutiny&started=05/01/2026&ground=court-stay", "since"),
        ("limit=scrutiny&started=05/01/2026&done=01/01/2026", "done"),
        ("limit=clarification&started=05/01/2026&extended=true", "extended"),
    ],
)
def test_what_cannot_be_reckoned_is_named_and_what_was_typed_stays(query, field, sign_in):
    answer = sign_in(Role.VO).get(f"/office/clocks?lang=en&{query}")

    assert answer.status_code == 422
    assert "Please put these right" in said(answer)
    assert 'value="05/01/2026"' in answer.get_data(as_text=True) or field == "started"


def test_every_desk_belongs_to_a_permission_of_the_table():
    assert {desk.permission for desk in DESKS} <= set(Permission)
    assert len({desk.path for desk in DESKS}) == len(DESKS)


def desks_of(page):
    """The names in the row of desks, and those behind `More`."""
    row = re.search(r'<nav class="desks".*?</nav>', page, re.DOTALL)[0]
    beside, _, behind = row.partition('<li class="more">')
    return [re.findall(r"<a [^>]*>([^<]+)</a>", part) for part in (beside, behind)]


def test_who_has_many_desks_finds_those_gone_to_seldom_behind_more(sign_in):
    beside, behind = desks_of(sign_in(Role.CVO).get("/office?lang=en").text)
    assert "For decision" in beside
    assert "Handover" in behind
    assert not set(beside) & set(behind)


def test_the_desk_one_stands_at_is_never_put_away(sign_in):
    beside, behind = desks_of(sign_in(Role.CVO).get("/office/handover?lang=en").text)
    assert "Handover" in beside
    assert "Channels" in behind


def test_the_desks_are_named_in_the_language_that_is_asked_for(sign_in):
    browser = sign_in(Role.DISTRICT)
    named = [desks_of(browser.get(f"/office?lang={one}").text)[0] for one in ("en", "hi", "en")]

    assert named[0] == named[2]
    assert "Today" in named[0]
    assert "आज" in named[1]
    assert "Today" not in named[1]


def test_who_has_few_desks_sees_them_all(sign_in):
    beside, behind = desks_of(sign_in(Role.DISTRICT).get("/office?lang=en").text)
    assert "Due dates" in beside
    assert behind == []
