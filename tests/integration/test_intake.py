"""Nothing acknowledged is lost, nothing is entered twice: repetition, many at once, and the register away."""

import shutil
import threading
import uuid
from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from tests.builders.complaints import TEXT, a_filing, an_upload
from tests.conftest import BOTH
from vigilance.complaints import intake
from vigilance.complaints.intake import take_in
from vigilance.complaints.models import Complaint
from vigilance.complaints.office import make_office
from vigilance.complaints.queries import tracked
from vigilance.complaints.receipts import check_code
from vigilance.complaints.spool import drain_spool
from vigilance.correspondence.answers import KeyReused
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.database.migrating import migrate
from vigilance.domain.actors import SYSTEM, complainant_of
from vigilance.domain.errors import NotFound
from vigilance.domain.lanes import Lane
from vigilance.evidence.models import Paper
from vigilance.factory import create_app
from vigilance.identities.commands import Identity
from vigilance.records.models import NumberSeries
from vigilance.sealing.keyring import Keyring
from vigilance.settings import load_settings

AT = datetime(2026, 1, 5, 6, tzinfo=UTC)


class Away(Database):
    """A database nobody answers for."""

    def __init__(self) -> None:
        super().__init__("sqlite:////nowhere/at/all.db")


@pytest.fixture(params=BOTH)
def register(request, tmp_path):
    """A database of its own: these tests commit, and work on several connections at once."""
    if request.param == "sqlite":
        found = Database(f"sqlite:///{tmp_path}/own.db")
    else:
        server = request.getfixturevalue("postgresql_server")
        found = Database(server.create_database(f"t{uuid.uuid4().hex[:12]}"))
    migrate(found)
    yield found
    found.dispose()


@pytest.fixture
def office(settings, tmp_path):
    """The office with a home of its own, and the keys of the run."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "keys").symlink_to(settings.keys_dir)
    own = load_settings({}, env="testing", home=str(home))
    return make_office(own, Keyring.load(own.keys_dir))


def complaints(register):
    with register.reading() as session:
        return session_count(act_as(session, SYSTEM), Complaint)


def session_count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def status_of(register, office, answer):
    opened = check_code(register, office, answer.reference, answer.secret, AT)
    with register.reading() as session:
        act_as(session, complainant_of(opened.record_id))
        return tracked(session, opened.record_id, opened.mailbox_private, today=AT.date())


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
        return app.test_client().post("/api/v1/complaints", json={"text": TEXT}, headers={"Idempotency-Key": "one"})

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


def test_a_registration_that_breaks_off_uses_up_neither_key_nor_number(register, office, monkeypatch):
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


def test_while_the_register_is_away_the_complaint_is_kept_and_answered(office):
    answer = take_in(Away(), office, a_filing(papers=(an_upload(),)), key=None, at=AT)

    assert (answer.only_kept, answer.proof, len(answer.reference), len(answer.secret)) == (True, None, 8, 17)
    (file,) = office.settings.spool_dir.iterdir()
    assert file.suffix == ".vc1"
    assert file.stat().st_mode & 0o077 == 0
    for canary in (TEXT, "सीता", answer.secret):
        assert canary.encode() not in file.read_bytes()


@pytest.mark.parametrize("lane", [Lane.ORDINARY, Lane.PROTECTED])
def test_what_was_kept_is_entered_once_and_its_code_works(register, office, lane):
    answer = take_in(Away(), office, a_filing(lane=lane, papers=(an_upload(),)), key=None, at=AT)
    with pytest.raises(NotFound):
        status_of(register, office, answer)

    drained = [drain_spool(register, office, AT) for _ in range(2)]

    assert drained == [1, 0]
    found = status_of(register, office, answer)
    assert (found.reference, found.registered_at, len(found.messages)) == (answer.reference, AT, 1)
    with register.reading() as session:
        assert session_count(act_as(session, SYSTEM), Paper) == 1
    assert complaints(register) == 1
    assert [path.name for path in office.settings.spool_dir.iterdir()] == ["done"]


def test_a_file_drained_again_after_a_kill_enters_nothing_more(register, office):
    take_in(Away(), office, a_filing(), key="k", at=AT)
    (file,) = office.settings.spool_dir.glob("*.vc1")
    content = file.read_bytes()
    drain_spool(register, office, AT)
    file.write_bytes(content)  # killed between the commit and the move

    drain_spool(register, office, AT)

    assert complaints(register) == 1
    assert list(office.settings.spool_dir.glob("*.vc1")) == []


def test_the_same_request_again_gets_the_same_receipt_before_and_after_the_register_is_back(register, office):
    def again(database):
        return take_in(database, office, a_filing(), key="k", at=AT)

    answers = [again(Away()), again(Away()), again(register)]
    drain_spool(register, office, AT)
    answers.append(again(register))

    assert {(answer.reference, answer.secret) for answer in answers} == {(answers[0].reference, answers[0].secret)}
    assert complaints(register) == 1


def test_another_body_with_the_key_of_a_kept_complaint_is_refused(office):
    take_in(Away(), office, a_filing(), key="k", at=AT)

    with pytest.raises(KeyReused):
        take_in(Away(), office, a_filing(original=b"other"), key="k", at=AT)


def test_a_commit_whose_answer_was_lost_is_entered_once(register, office):
    """The database stored it and went away before it could say so: the complaint is kept too, and found there."""

    class GoesAwayAtTheEnd(Database):
        def __init__(self):
            super().__init__(register.url)
            self.broken = False

        def writing(self):
            session = super().writing()
            close = session.close

            def fail():
                close()
                if not self.broken:
                    self.broken = True
                    raise OperationalError("COMMIT", {}, ConnectionError())

            session.close = fail
            return session

    failing = GoesAwayAtTheEnd()
    answer = take_in(failing, office, a_filing(), key="k", at=AT)
    failing.dispose()
    assert (answer.only_kept, complaints(register)) == (True, 1)

    drain_spool(register, office, AT)

    assert complaints(register) == 1
    assert status_of(register, office, answer).reference == answer.reference
    again = take_in(register, office, a_filing(), key="k", at=AT)
    assert (again.reference, again.secret) == (answer.reference, answer.secret)


def test_a_file_that_cannot_be_read_is_held_and_stops_nothing(register, office):
    answer = take_in(Away(), office, a_filing(), key=None, at=AT)
    (office.settings.spool_dir / "000.vc1").write_bytes(b"not sealed to us")

    assert drain_spool(register, office, AT) == 1
    assert [path.name for path in (office.settings.spool_dir / "held").iterdir()] == ["000.vc1"]
    assert status_of(register, office, answer)


def test_while_the_register_is_away_nothing_kept_is_touched(office):
    take_in(Away(), office, a_filing(), key=None, at=AT)

    with pytest.raises(OperationalError):
        drain_spool(Away(), office, AT)
    assert len(list(office.settings.spool_dir.glob("*.vc1"))) == 1


def test_the_api_answers_202_while_the_register_is_away(office):
    client = create_app(office.settings, Away()).test_client()

    filed = client.post("/api/v1/complaints", json={"text": TEXT}, headers={"Idempotency-Key": "k"})
    again = client.post("/api/v1/complaints", json={"text": TEXT}, headers={"Idempotency-Key": "k"})
    tracked_ = client.post("/api/v1/complaints/track", json={"reference": filed.json["reference"], "secret": filed.json["secret"]})

    assert (filed.status_code, again.status_code, tracked_.status_code) == (202, 202, 503)
    assert filed.json == again.json
    assert filed.json["acknowledgement_due"] is None
    assert tracked_.content_type == "application/problem+json"


def test_a_full_disk_is_said_before_the_body_is_read(office, monkeypatch):
    client = create_app(office.settings, Away()).test_client()
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10**12, 10**12 - 10**8, 10**8))

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
        take_in(place, office, a_filing(**sent, papers=(an_upload(f"{canary}.txt", canary.encode()),)), key="k", at=AT)
    take_in(Away(), office, a_filing(**sent), key="other", at=AT)
    database.dispose()

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 5
    for path in files:
        content = path.read_bytes()
        for needle in (canary.encode(), b"9000000456", b"qx9@example"):
            assert needle not in content, path.name
