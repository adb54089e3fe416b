"""Where providers knock: proved, stored, answered; never read before it is stored (hostile inputs 77 to 80)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.builders.arrivals import (
    APP_SECRET,
    AT,
    form_body,
    signed,
    signed_form,
    some_accounts,
    whatsapp_body,
)
from tests.builders.registers import Away
from vigilance.arrivals.accounts import ACCOUNTS
from vigilance.arrivals.models import Arrival, ArrivalState
from vigilance.arrivals.raw import open_raw
from vigilance.arrivals.spool import drain_arrivals, folder_of
from vigilance.arrivals.webhooks import LARGEST_BODY, TALLY
from vigilance.channels.signatures import base64_of
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel
from vigilance.factory import create_app


@pytest.fixture
def doors(app):
    """The application with its doors open."""
    app.extensions[ACCOUNTS] = some_accounts()
    app.config["NOW"] = AT
    yield app
    del app.extensions[ACCOUNTS]
    app.extensions.pop(TALLY, None)


@pytest.fixture
def knock(doors):
    browser = doors.test_client()

    def post(body, headers=None, door="whatsapp"):
        return browser.post(f"/webhooks/{door}", data=body, headers=headers or signed(body))

    return post


def arrivals(session):
    return session.scalars(select(Arrival).order_by(Arrival.received_at)).all()


def test_what_is_proved_is_stored_and_answered_with_an_empty_200(knock, session, doors):
    body = whatsapp_body()

    answer = knock(body)

    assert (answer.status_code, answer.data) == (200, b"")
    (stored,) = arrivals(session)
    assert (stored.channel, stored.account, stored.state) == (
        Channel.WHATSAPP,
        "100000000001",
        ArrivalState.WAITING,
    )
    assert open_raw(session, stored.id, doors.extensions["vigilance.office"]) == body


@pytest.mark.parametrize("body", [b"", b"not json", b"{}", b"[" * 100_000, b"\xff\xfe"])
def test_a_proved_body_is_stored_whatever_it_holds(knock, session, body):
    assert knock(body).status_code == 200
    assert [each.size for each in arrivals(session)] == [len(body)]


def wrong_proofs():
    body = whatsapp_body()
    right = signed(body)["X-Hub-Signature-256"]
    return {
        "none": {},
        "wrong": {"X-Hub-Signature-256": "sha256=" + "0" * 64},
        "upper-case": {"X-Hub-Signature-256": right.upper().replace("SHA256", "sha256")},
        "sha1": {"X-Hub-Signature": "sha1=" + "0" * 40},
        "two": [("X-Hub-Signature-256", right), ("X-Hub-Signature-256", right)],
        "of-other-json": signed(body.replace(b'": ', b'":')),
        "of-another-secret": signed(body, "another secret"),
    }


@pytest.mark.parametrize("proof", wrong_proofs())
def test_without_the_one_right_proof_it_is_refused(knock, session, proof):
    answer = knock(whatsapp_body(), wrong_proofs()[proof] or {"X-Nothing": "1"})

    assert answer.status_code == 401
    (sample,) = arrivals(session)
    assert (sample.state, sample.reason) == (ArrivalState.HELD, "not-authentic")


def test_of_a_thousand_without_proof_one_sample_an_hour_is_kept_and_all_are_counted(
    knock, session, at
):
    for second in range(100):
        at(AT + timedelta(seconds=second))
        assert knock(b"%d" % second, {"X-Nothing": "1"}).status_code == 401
    at(AT + timedelta(hours=1, seconds=30))
    knock(b"later", {"X-Nothing": "1"})

    first, second = arrivals(session)
    assert (first.size, second.size) == (1, 5)
    assert first.repeats + second.repeats + 2 == 101


def test_the_same_body_again_is_200_and_counted(knock, session):
    answers = {knock(whatsapp_body()).status_code for _ in range(5)}

    assert answers == {200}
    assert [each.repeats for each in arrivals(session)] == [4]


def test_a_body_over_three_megabytes_is_refused_before_it_is_kept(knock, session):
    assert knock(b"x" * (LARGEST_BODY + 1)).status_code == 413
    assert knock(b"x" * LARGEST_BODY).status_code == 200
    assert len(arrivals(session)) == 1


def test_a_large_body_is_measured_also_where_it_calls_itself_a_form(knock):
    body = b"a=" + b"x" * LARGEST_BODY
    headers = signed(body) | {"Content-Type": "application/x-www-form-urlencoded"}

    assert knock(body, headers).status_code == 413


def test_a_closed_channel_and_an_unknown_one_are_not_there(doors):
    doors.extensions[ACCOUNTS] = some_accounts(whatsapp=False)
    browser = doors.test_client()
    body = whatsapp_body()

    for door in ("whatsapp", "email", "fax", "web", "form", "forms/unknown"):
        assert browser.post(f"/webhooks/{door}", data=body, headers=signed(body)).status_code == 404
        if "/" not in door:
            assert browser.get(f"/webhooks/{door}").status_code == 404


def test_a_form_hosted_elsewhere_is_proved_by_its_own_secret(knock, session):
    body = form_body()

    assert knock(body, signed(body), "forms/jansunwai").status_code == 401
    assert knock(body, signed_form(body), "forms/jansunwai").status_code == 200
    assert [(each.channel, each.account) for each in arrivals(session) if not each.reason] == [
        (Channel.FORM, "jansunwai")
    ]


@pytest.mark.parametrize("door", ["ivr", "sms"])
def test_the_telephone_system_and_the_sms_provider_have_doors_of_their_own(knock, session, door):
    body = b'{"call_id": "1"}'

    assert knock(body, signed(body, header="X-Signature-256"), door).status_code == 200
    assert [(each.channel, each.account) for each in arrivals(session)] == [(Channel.PHONE, door)]


def test_telegram_proves_itself_by_its_token(knock):
    token = {"X-Telegram-Bot-Api-Secret-Token": "telegram-token"}

    assert knock(b"{}", token, "telegram").status_code == 200
    assert knock(b"{}", {"X-Telegram-Bot-Api-Secret-Token": "other"}, "telegram").status_code == 401


def test_another_site_may_knock_since_its_proof_is_the_body(knock):
    body = whatsapp_body()

    assert knock(body, signed(body) | {"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize(
    ("token", "status"), [("verify-me", 200), ("other", 403), ("", 403), ("x" * 1025, 403)]
)
def test_meta_is_answered_only_with_our_token(doors, token, status):
    query = {"hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": "1158201444"}

    answer = doors.test_client().get("/webhooks/whatsapp", query_string=query)

    assert answer.status_code == status
    assert (answer.data == b"1158201444") == (status == 200)


def test_x_is_answered_with_the_hash_of_its_question(doors):
    browser = doors.test_client()

    answer = browser.get("/webhooks/x", query_string={"crc_token": "question"})

    assert (answer.status_code, answer.json) == (
        200,
        {"response_token": base64_of(b"question", APP_SECRET)},
    )
    assert browser.get("/webhooks/x").status_code == 403
    assert browser.get("/webhooks/x", query_string={"crc_token": "x" * 1025}).status_code == 403


def test_while_the_database_is_away_it_is_put_aside_and_entered_once_later(own_office, register):
    away = create_app(own_office.settings, Away())
    away.extensions[ACCOUNTS] = some_accounts()
    body = whatsapp_body()
    browser = away.test_client()

    answers = [
        browser.post("/webhooks/whatsapp", data=body, headers=signed(body)).status_code
        for _ in range(2)
    ]

    assert answers == [200, 200]
    assert browser.post("/webhooks/whatsapp", data=body).status_code == 401
    assert len(list(folder_of(own_office.settings).glob("*.arrival"))) == 1
    drain_arrivals(register, own_office, AT)
    with register.reading() as session:
        act_as(session, SYSTEM)
        assert session.scalar(select(func.count()).select_from(Arrival)) == 1
        assert open_raw(session, arrivals(session)[0].id, own_office) == body


def test_without_database_and_disk_nothing_is_promised(own_office):
    away = create_app(own_office.settings, Away())
    away.extensions[ACCOUNTS] = some_accounts()
    own_office.settings.spool_dir.mkdir()
    folder_of(own_office.settings).write_text("no folder can be made here")
    body = whatsapp_body()

    answer = away.test_client().post("/webhooks/whatsapp", data=body, headers=signed(body))

    assert answer.status_code == 503


def test_a_disk_nearly_full_is_told_before_the_body_is_read(doors, session, monkeypatch):
    usage = type("Usage", (), {"free": 1024})
    monkeypatch.setattr("vigilance.web.security.shutil.disk_usage", lambda _path: usage)
    body = whatsapp_body()

    answer = doors.test_client().post("/webhooks/whatsapp", data=body, headers=signed(body))

    assert answer.status_code == 503
    assert arrivals(session) == []
