"""While the register is away complaints wait, sealed, and are entered once when it is back."""

import pytest
from sqlalchemy.exc import OperationalError

from tests.builders.complaints import TEXT, a_filing, an_upload
from tests.builders.registers import AT, Away, complaints, session_count, status_of
from vigilance.complaints import preparation
from vigilance.complaints.intake import take_in
from vigilance.complaints.spool import drain_spool
from vigilance.complaints.spool_file import unpacked
from vigilance.correspondence.answers import KeyReused
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import NotFound
from vigilance.domain.lanes import Lane
from vigilance.evidence.models import Paper
from vigilance.factory import create_app
from vigilance.sealing.keyring import KeyName
from vigilance.sealing.offices import unwrap


@pytest.fixture
def office(own_office):
    return own_office


def test_while_the_register_is_away_the_complaint_is_kept_and_answered(office):
    answer = take_in(Away(), office, a_filing(papers=(an_upload(),)), key=None, at=AT)

    assert (answer.only_kept, answer.proof, len(answer.reference), len(answer.secret)) == (
        True,
        None,
        8,
        17,
    )
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


def test_the_same_request_again_gets_the_same_receipt_before_and_after_the_register_is_back(
    register, office
):
    def again(database):
        return take_in(database, office, a_filing(), key="k", at=AT)

    answers = [again(Away()), again(Away()), again(register)]
    drain_spool(register, office, AT)
    answers.append(again(register))

    assert {(answer.reference, answer.secret) for answer in answers} == {
        (answers[0].reference, answers[0].secret)
    }
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
    tracked_ = client.post(
        "/api/v1/complaints/track",
        json={"reference": filed.json["reference"], "secret": filed.json["secret"]},
    )

    assert (filed.status_code, again.status_code, tracked_.status_code) == (202, 202, 503)
    assert filed.json == again.json
    assert filed.json["acknowledgement_due"] is None
    assert tracked_.content_type == "application/problem+json"


def test_a_reference_that_another_has_meanwhile_is_held_and_never_dropped(
    register, office, monkeypatch
):
    take_in(Away(), office, a_filing(), key=None, at=AT)
    kept = next(office.settings.spool_dir.glob("*.vc1"))
    private = office.keyring.private(KeyName.VIGILANCE_CELL)
    reference = unpacked(unwrap(private, kept.read_bytes()))[0].reference
    monkeypatch.setattr(preparation, "fresh_reference", lambda: reference)
    take_in(register, office, a_filing(), key=None, at=AT)

    assert drain_spool(register, office, AT) == 0
    assert (office.settings.spool_dir / "held" / kept.name).exists()
    assert complaints(register) == 1
