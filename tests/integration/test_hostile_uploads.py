"""Hostile files at the API, row by row of the catalogue: kept sealed, or refused by name."""

import io

import pytest
from sqlalchemy import func, select

from vigilance.complaints.models import Complaint

URL = "/api/v1/complaints"


TEXT = "शिकायत"


def stored(session):
    return session.scalar(select(func.count()).select_from(Complaint))


def refused(answer, session, *statuses):
    assert answer.status_code in statuses, answer.text[:300]
    assert answer.content_type == "application/problem+json"
    assert stored(session) == 0
    return answer.json


def form(**parts):
    return {"data": parts, "content_type": "multipart/form-data"}


def upload(client, name, content=b"%PDF-1.4 x", **more):
    return client.post(URL, **form(evidence=(io.BytesIO(content), name), **more))


@pytest.mark.parametrize(
    "name",
    ["शिकायत.pdf", "साक्ष्य १.jpg", "photo\u202egpj.exe", "a\x01b.pdf", 'quo"te.pdf', "n" * 400 + ".pdf", "-rf", "CON", ".hidden", "trail. ", "../../etc/passwd", "a\\..\\b.pdf"],
)  # fmt: skip
def test_45_and_46_any_name_is_taken_and_kept_sealed(client, session, name, app):
    import uuid
    from datetime import UTC, datetime

    from vigilance.domain.actors import Actor
    from vigilance.domain.roles import Role
    from vigilance.evidence.keys import open_record_key
    from vigilance.evidence.models import Paper
    from vigilance.evidence.texts import open_text
    from vigilance.sealing.fields import FieldPlace

    sent = [{"name": name[:400], "content": "JVBERi0xLjQgeA=="}]
    assert client.post(URL, json={"evidence": sent}).status_code == 201

    paper = session.scalars(select(Paper)).one()
    office = app.extensions["vigilance.office"]
    key = open_record_key(
        session,
        paper.record_id,
        office.holder,
        Actor(frozenset({Role.CVO}), uuid.uuid4()),
        datetime(2026, 1, 5, tzinfo=UTC),
    )
    place = FieldPlace("paper", "name_sealed", paper.id, paper.record_id)
    assert open_text(place, paper.name_sealed, key) == name[:400]
    assert len(paper.blob_name) == 32
    assert ("hidden-direction" in paper.flags) == ("\u202e" in name)


def test_57_an_empty_file_is_named(client, session):
    problem = refused(upload(client, "खाली.pdf", b"", text="x"), session, 422)

    assert "खाली.pdf" in problem["errors"]["evidence"][0]


def test_57_a_file_too_large_is_named(client, session, app, monkeypatch):
    import dataclasses

    small = dataclasses.replace(app.config["SETTINGS"], max_file_bytes=1000)
    monkeypatch.setitem(app.config, "SETTINGS", small)

    problem = refused(upload(client, "बड़ी.pdf", b"x" * 1001, text="x"), session, 413)
    assert "बड़ी.pdf" in problem["errors"]["evidence"][0]
    assert upload(client, "ठीक.pdf", b"x" * 1000, text="x").status_code == 201


def test_57_more_files_than_ten(client, session):
    files = [(io.BytesIO(b"x"), f"{n}.txt") for n in range(11)]

    refused(client.post(URL, **form(text="x", evidence=files)), session, 413)


def test_57_an_upload_cut_short_keeps_nothing(client, session):
    body = (
        b'--b\r\nContent-Disposition: form-data; name="evidence"; filename="a.pdf"\r\n\r\n'
        + b"x" * 1000
    )

    answer = client.post(URL, data=body, content_type="multipart/form-data; boundary=b")

    assert answer.status_code in (400, 422)
    assert stored(session) == 0


def test_a_file_where_none_is_expected(client, session):
    answer = client.post(URL, **form(text="x", photo=(io.BytesIO(b"x"), "a.jpg")))

    assert list(refused(answer, session, 400)["errors"]) == ["photo"]


@pytest.mark.parametrize("content", ["!!!", "a", "", "YQ==\n"])
def test_a_file_that_is_not_base64(client, session, content):
    answer = client.post(URL, json={"evidence": [{"name": "a.txt", "content": content}]})

    assert list(refused(answer, session, 422)["errors"]) == ["evidence"]
