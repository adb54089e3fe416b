"""The public API: the same form, the same commands and the same words as the pages."""

import base64
import io
import json

import pytest
from sqlalchemy import func, select

from tests.builders.complaints import TEXT, a_complaint
from vigilance.complaints.models import Complaint
from vigilance.domain.lanes import Lane
from vigilance.evidence.models import Paper
from vigilance.records.models import Tier

URL = "/api/v1/complaints"


TRACK = "/api/v1/complaints/track"


@pytest.fixture
def office(app):
    return app.extensions["vigilance.office"]


@pytest.fixture(autouse=True)
def _on_a_monday(at):
    at("2026-01-05")


def only_complaint(session):
    return session.scalars(select(Complaint)).one()


def test_a_complaint_is_registered_with_all_its_fields(client, session):
    sent = {
        "text": TEXT,
        "language": "hi",
        "lane": "ordinary",
        "district": "चन्दौली",
        "place": "चकिया",
        "scheme": "OAP",
        "post_complained_against": "कनिष्ठ सहायक",
        "incident_date": "०१/०१/२०२६",
        "amount_demanded": "१,८००",
        "live_demand": True,
        "name": "सीता देवी",
        "mobile": "९०००००००७१",
        "email": "sita@example.com",
        "address": "रामपुर",
        "evidence": [{"name": "साक्ष्य.txt", "content": base64.b64encode(b"note").decode()}],
    }

    answer = client.post(URL, json=sent)

    assert answer.status_code == 201
    assert answer.json.keys() == {
        "reference",
        "secret",
        "registered_at",
        "acknowledgement_due",
        "proof",
    }
    assert answer.json["acknowledgement_due"] == "2026-01-08"
    assert answer.json["registered_at"] == "2026-01-05T10:00:00+00:00"
    found = only_complaint(session)
    assert (found.text, found.district_code, found.scheme_code, found.amount_demanded) == (
        TEXT,
        "135",
        "OAP",
        1800,
    )
    assert (found.incident_date.isoformat(), found.live_demand, found.lane) == (
        "2026-01-01",
        True,
        Lane.ORDINARY,
    )
    assert session.scalar(select(Paper.media_type)) == "text/plain"


def test_only_the_text_is_needed(client, session):
    answer = client.post(URL, json={"text": "क"})

    assert answer.status_code == 201
    assert only_complaint(session).lane is Lane.ANONYMOUS


def test_a_file_is_enough(client, session):
    answer = client.post(URL, data={"evidence": (io.BytesIO(b"%PDF-1.4"), "शिकायत.pdf")})

    assert answer.status_code == 201
    assert session.scalar(select(Paper.media_type)) == "application/pdf"


def test_the_protected_lane_keeps_no_text_in_clear(client, session):
    client.post(URL, json={"text": TEXT, "lane": "protected", "name": "सीता"})

    found = only_complaint(session)
    assert (found.text, found.record.tier) == (None, Tier.PROTECTED)


def test_an_anonymous_complaint_with_a_name_is_not_taken_as_anonymous(client, session):
    answer = client.post(URL, json={"text": TEXT, "lane": "anonymous", "name": "सीता"})

    assert (answer.status_code, list(answer.json["errors"])) == (422, ["name"])


def test_every_field_is_told_at_once_in_the_readers_language(client):
    wrong = {
        "text": TEXT,
        "district": "Atlantis",
        "mobile": "12",
        "email": "x",
        "incident_date": "31/02/2026",
    }

    hindi = client.post(URL, json=wrong, headers={"Accept-Language": "hi"})
    english = client.post(URL, json=wrong, headers={"Accept-Language": "en"})

    assert (hindi.status_code, hindi.content_type) == (422, "application/problem+json")
    assert hindi.json["errors"].keys() == english.json["errors"].keys() == wrong.keys() - {"text"}
    assert english.json["errors"]["email"] == ["Write an e-mail address like name@example.com."]


def test_it_needs_no_token_and_no_cookie(client):
    answer = client.post(URL, json={"text": TEXT}, headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 201
    assert "Set-Cookie" not in answer.headers


def test_tracking_tells_status_dates_and_messages(client):
    filed = client.post(URL, json={"text": TEXT, "language": "en", "name": "Sita"}).json

    answer = client.post(
        TRACK,
        json={"reference": filed["reference"], "secret": filed["secret"]},
        headers={"Accept-Language": "en"},
    )

    assert answer.status_code == 200
    shown = answer.json
    (message,) = shown.pop("messages")
    assert shown == {
        "reference": filed["reference"],
        "status": "registered",
        "status_words": "Registered",
        "outcome": None,
        "registered_at": filed["registered_at"],
        "due": [{"limit": "scrutiny", "on": "2026-02-05"}],
    }
    assert (message["direction"], message["notice"]) == ("to-complainant", "acknowledgement")
    assert TEXT not in answer.text


def test_the_code_is_read_as_people_write_it(client):
    filed = client.post(URL, json={"text": TEXT}).json
    typed = filed["secret"].lower().replace("0", "O")

    answer = client.post(
        TRACK,
        json={"reference": f" {filed['reference'][:4]} {filed['reference'][4:]}", "secret": typed},
    )

    assert answer.status_code == 200


def test_a_wrong_code_and_an_unknown_reference_get_one_answer(client, session, office):
    made, other = a_complaint(session, office), a_complaint(session, office)
    session.commit()

    wrong = client.post(TRACK, json={"reference": made.reference, "secret": other.secret})
    unknown = client.post(TRACK, json={"reference": "ZZZZZZZZ", "secret": other.secret})

    bodies = [{**answer.json, "request": "-"} for answer in (wrong, unknown)]
    assert (wrong.status_code, unknown.status_code) == (404, 404)
    assert bodies[0] == bodies[1]
    assert len(wrong.data) == len(unknown.data)


def test_a_code_that_cannot_be_one_is_told_so(client):
    answer = client.post(TRACK, json={"reference": "abc", "secret": "def"})

    assert (answer.status_code, answer.json["errors"].keys()) == (422, {"reference", "secret"})


def test_the_description_is_made_of_the_schemas(client):
    described = client.get("/api/v1/openapi.json").json

    assert described["openapi"] == "3.1.0"
    assert described["paths"].keys() == {URL, TRACK}
    fields = described["components"]["schemas"]["Filing"]["properties"].keys()
    assert fields >= {
        "text", "language", "lane", "district", "scheme", "post_complained_against", "incident_date",
        "amount_demanded", "live_demand", "name", "mobile", "email", "address", "evidence",
    }  # fmt: skip


def test_a_get_files_nothing(client, session):
    assert client.get(f"{URL}?text=x").status_code in (404, 405)
    assert session.scalar(select(func.count()).select_from(Complaint)) == 0


def test_nothing_typed_is_in_the_logs(client, caplog):
    caplog.set_level("DEBUG")
    client.post(
        URL, json={"text": "canary-text-7", "name": "canary-name-7", "mobile": "9000000123"}
    )
    client.post(URL, json={"text": "canary-text-7", "name": "canary-name-7", "mobile": "12"})
    filed = client.post(URL, json={"text": "canary-text-7", "email": "canary7@example.com"}).json

    logged = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("sqlalchemy")
    )
    for canary in ("canary-text-7", "canary-name-7", "9000000123", "canary7@", filed["secret"]):
        assert canary not in logged


def test_the_original_is_kept_as_it_was_sent(client, session, office):
    from vigilance.identities.queries import sealed_identity, shares_of
    from vigilance.sealing.vault import Share, ShareWrap, VaultRecord, VaultScheme

    sent = json.dumps({"text": "a\u0000b", "name": "सीता"}).encode()
    client.post(URL, data=sent, content_type="application/json")

    found = only_complaint(session)
    sealed = sealed_identity(session, found.record_id)
    wraps = tuple(
        ShareWrap(Share(row.half), row.recipient, row.blob)
        for row in shares_of(session, found.record_id)
    )
    vault = VaultRecord(VaultScheme(sealed.scheme), sealed.fields, sealed.original, wraps)
    from datetime import UTC, datetime

    opened = office.holder.open_identity(
        found.record_id, vault, by="test", at=datetime(2026, 1, 5, tzinfo=UTC)
    )
    assert found.text == "a\u2400b"
    assert (opened.original, opened.fields) == (sent, {"name": "सीता"})
