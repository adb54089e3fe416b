"""Nothing acknowledged is lost, nothing is entered twice: repetition, many at once, and the register away."""

import shutil
import threading
import uuid
from collections import Counter

import pytest
from sqlalchemy import select

from tests.builders.complaints import TEXT, a_filing, an_upload
from tests.builders.registers import AT, Away, complaints
from vigilance.complaints import intake
from vigilance.complaints.intake import take_in
from vigilance.complaints.models import Complaint
from vigilance.correspondence.answers import claim_key
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.database.migrating import migrate
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Lane
from vigilance.factory import create_app
from vigilance.identities.commands import Identity
from vigilance.records.models import NumberSeries
from vigilance.sealing.idempotency import key_hash


@pytest.fixture
def office(own_office):
    return own_office


def all_at_once(times, act):
    done, wait = [], threading.Barrier(times)

    def one():
        wait.wait()
        done.append(act())

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def test_twenty_posts_at_once_with_one_key_are_one_complaint(register, office):
    app = create_app(office.settings, register)

    def post():
        return app.test_client().post(
            "/api/v1/complaints", json={"text": TEXT}, headers={"Idempotency-Key": "one"}
        )

    answers = all_at_once(20, post)

    assert Counter(answer.status_code for answer in answers) == {201: 20}
    assert len({answer.json["secret"] for answer in answers}) == 1
    assert complaints(register) == 1


def test_twenty_posts_at_once_without_a_key_are_twenty_numbers_in_a_row(register, office):
    answers = all_at_once(20, lambda: take_in(register, office, a_filing(), key=None, at=AT))

    assert len({answer.reference for answer in answers}) == 20
    with register.reading() as session:
        act_as(session, SYSTEM)
        numbers = sorted(session.scalars(select(Complaint.number)))
        assert numbers == [f"SWD-C-2026-{n:06}" for n in range(1, 21)]
        assert session.scalar(select(NumberSeries.last)) == 20


def test_a_registration_that_breaks_off_uses_up_neither_key_nor_number(
    register, office, monkeypatch
):
    def broken(*_arguments, **_options):
        raise InterruptedError

    with monkeypatch.context() as patched:
        patched.setattr(intake, "keep_answer", broken)
        with pytest.raises(InterruptedError):
            take_in(register, office, a_filing(), key="k", at=AT)

    assert complaints(register) == 0
    take_in(register, office, a_filing(), key="k", at=AT)
    with register.reading() as session:
        assert act_as(session, SYSTEM).scalar(select(Complaint.number)) == "SWD-C-2026-000001"


def test_a_full_disk_is_said_before_the_body_is_read(office, monkeypatch):
    client = create_app(office.settings, Away()).test_client()
    monkeypatch.setattr(
        shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10**12, 10**12 - 10**8, 10**8)
    )

    answer = client.post("/api/v1/complaints", json={"text": TEXT})

    assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
    assert not office.settings.spool_dir.exists()


def test_nothing_sealed_lies_in_clear_in_any_file_of_the_office(office, tmp_path):
    """The database file, its journal, the papers, the emergency register: byte for byte."""
    canary = "कैनरी-QX9"
    database = Database(f"sqlite:///{tmp_path}/canary.db")
    migrate(database)
    sent = {
        "text": f"{canary} लेख",
        "lane": Lane.PROTECTED,
        "identity": Identity(name=canary, mobile="+919000000456", email="qx9@example.com"),
        "original": canary.encode(),
    }
    for place in (database, Away()):
        take_in(
            place,
            office,
            a_filing(**sent, papers=(an_upload(f"{canary}.txt", canary.encode()),)),
            key="k",
            at=AT,
        )
    take_in(Away(), office, a_filing(**sent), key="other", at=AT)
    database.dispose()

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 5
    for path in files:
        content = path.read_bytes()
        for needle in (canary.encode(), b"9000000456", b"qx9@example"):
            assert needle not in content, path.name


@pytest.mark.postgresql
def test_a_request_that_is_still_being_worked_on_is_asked_to_wait(postgresql_server, office):
    patient = Database(postgresql_server.create_database(f"t{uuid.uuid4().hex[:12]}"))
    migrate(patient)
    hasty = Database(patient.url, timeout_ms=300)

    with patient.writing() as first, first.begin():
        claim_key(first, key_hash("header:one"), b"-", at=AT)
        client = create_app(office.settings, hasty).test_client()
        answer = client.post(
            "/api/v1/complaints", json={"text": TEXT}, headers={"Idempotency-Key": "one"}
        )

    assert (answer.status_code, answer.json["code"], answer.headers["Retry-After"]) == (
        409,
        "in-flight",
        "2",
    )
    assert not office.settings.spool_dir.exists()
    hasty.dispose()
    patient.dispose()
