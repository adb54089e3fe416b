"""Who keeps the machine: officers and their rights; every act on the ledger, no file in sight."""

import uuid

import pytest
from sqlalchemy import select

from tests.builders.matters import NOW
from vigilance.accounts.models import AuthSession, Officer
from vigilance.accounts.passwords import password_matches
from vigilance.accounts.queries import officer_by_email
from vigilance.audit.models import Event, EventPayload
from vigilance.domain.roles import Role
from vigilance.records.models import Record

GOOD = "neem peepal bargad 19 sheesham"
ADMIN_PAGES = [
    "/office/officers",
    "/office/officers/new",
    "/office/calendar",
    "/office/limits",
    "/office/jobs",
]


@pytest.fixture
def admin(sign_in, at):
    at(NOW)
    return sign_in(Role.ADMIN)


def told(session, kind):
    """The ledger's words on the acts of this kind: who, and the codes."""
    rows = session.execute(
        select(Event.actor, EventPayload.body, Record.number)
        .join(EventPayload, EventPayload.event_id == Event.id)
        .join(Record, Record.id == Event.record_id)
        .where(Event.type == kind)
    )
    return [
        (actor, {k: v for k, v in body.items() if k != "rows"}, number)
        for actor, body, number in rows
    ]


def a_form(**more):
    typed = {
        "email": "New.Clerk@demo.invalid",
        "name_en": "A. Yadav",
        "name_hi": "अ. यादव",
        "roles": ["clerk"],
        "district": "",
        "language": "hi",
        "password": GOOD,
    }
    return typed | more


def test_an_officer_is_entered_with_his_act_on_the_ledger(session, admin):
    answer = admin.post("/office/officers", data=a_form())

    made = officer_by_email(session, "new.clerk@demo.invalid")
    assert (answer.status_code, answer.location) == (303, f"/office/officers/{made.id}")
    assert made.roles == {Role.CLERK}
    assert password_matches(made.password_hash, GOOD)
    assert told(session, "officer-added") == [
        (str(admin.officer.id), {"officer": str(made.id), "roles": ["clerk"]}, "sys:admin")
    ]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "short"}, "at least 15 characters"),
        ({"password": ""}, "Write a password."),
        ({"email": "nobody"}, "Write an e-mail address."),
        ({"name_hi": ""}, "Write the name in both languages."),
        ({"roles": []}, "Choose at least one role."),
        ({"roles": ["auditor", "vo"]}, "one person may not hold these together"),
        ({"roles": ["district"]}, "A district officer needs a district."),
        ({"roles": ["district"], "district": "9999"}, "Choose a district"),
    ],
)
def test_a_mistake_is_told_and_what_was_typed_is_kept_but_the_password(
    session, admin, wrong, words
):
    answer = admin.post("/office/officers", data=a_form(**wrong))

    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="A. Yadav"' in answer.text
    assert GOOD not in answer.text
    assert session.scalars(select(Officer).where(Officer.name_en == "A. Yadav")).all() == []


def test_an_address_is_taken_once(session, admin):
    admin.post("/office/officers", data=a_form())

    answer = admin.post("/office/officers", data=a_form(email="new.clerk@demo.invalid"))

    assert answer.status_code == 422
    assert "an officer with this address exists" in answer.text


def test_a_change_of_roles_keeps_what_was_before(session, admin, an_officer):
    officer = an_officer(Role.VO)

    answer = admin.post(
        f"/office/officers/{officer.id}/roles",
        data={"known": ["vo"], "roles": ["clerk", "district"]},
    )

    assert answer.status_code == 303
    session.expire_all()
    assert session.get(Officer, officer.id).roles == {Role.CLERK, Role.DISTRICT}
    body = {"officer": str(officer.id), "before": ["vo"], "after": ["clerk", "district"]}
    assert told(session, "officer-roles") == [(str(admin.officer.id), body, "sys:admin")]


def test_a_change_drawn_from_an_older_page_is_a_conflict(session, admin, an_officer):
    officer = an_officer(Role.VO)

    answer = admin.post(
        f"/office/officers/{officer.id}/roles", data={"known": ["clerk"], "roles": ["cvo"]}
    )

    assert answer.status_code == 409
    assert told(session, "officer-roles") == []


@pytest.mark.parametrize("act", ["roles", "disable"])
def test_nobody_changes_his_own_rights(session, admin, act):
    data = {"known": ["admin"], "roles": ["auditor"]} if act == "roles" else {}

    assert admin.post(f"/office/officers/{admin.officer.id}/{act}", data=data).status_code == 403
    session.expire_all()
    assert session.get(Officer, admin.officer.id).roles == {Role.ADMIN}


def test_an_officer_shut_out_is_signed_out_and_may_be_let_in_again(session, admin, sign_in):
    browser = sign_in(Role.CLERK)
    where = f"/office/officers/{browser.officer.id}"

    assert admin.post(f"{where}/disable").status_code == 303
    assert browser.get("/office").status_code == 303
    assert "no entry" in admin.get(where).text
    assert admin.post(f"{where}/disable").status_code == 409
    assert admin.post(f"{where}/enable").status_code == 303
    assert [
        kind for kind in ("officer-disabled", "officer-enabled") if len(told(session, kind)) == 1
    ] == [
        "officer-disabled",
        "officer-enabled",
    ]


def test_a_new_password_ends_what_the_old_one_opened(session, admin, sign_in):
    browser = sign_in(Role.CLERK)
    where = f"/office/officers/{browser.officer.id}/password"

    refused = admin.post(where, data={"password": "password password"})
    answer = admin.post(where, data={"password": GOOD})

    assert (refused.status_code, answer.status_code) == (422, 303)
    session.expire_all()
    assert password_matches(session.get(Officer, browser.officer.id).password_hash, GOOD)
    open_sessions = select(AuthSession).where(
        AuthSession.officer_id == browser.officer.id, AuthSession.ended_at.is_(None)
    )
    assert session.scalars(open_sessions).all() == []
    assert told(session, "officer-password") == [
        (str(admin.officer.id), {"officer": str(browser.officer.id)}, "sys:admin")
    ]


def test_an_officer_who_is_not_there_is_not_found(admin):
    assert admin.get(f"/office/officers/{uuid.uuid4()}").status_code == 404


@pytest.mark.parametrize("address", ADMIN_PAGES)
@pytest.mark.parametrize("spoken", ["hi", "en"])
def test_every_page_speaks_both_languages(admin, address, spoken):
    page = admin.get(f"{address}?lang={spoken}")

    assert page.status_code == 200
    assert f'<html lang="{spoken}">' in page.text


@pytest.mark.parametrize(
    "role", [Role.CLERK, Role.VO, Role.CVO, Role.MINISTER, Role.AUDITOR, Role.DISTRICT]
)
def test_nobody_else_keeps_the_machine(sign_in, role):
    browser = sign_in(role)

    assert {browser.get(address).status_code for address in ADMIN_PAGES} == {403}
    assert browser.post("/office/officers", data=a_form()).status_code == 403
    assert browser.post("/office/calendar", data={"day": "05/03/2026"}).status_code == 403
