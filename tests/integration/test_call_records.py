"""The telephone system's own records: missed callers are called back, answered ones must have been written down."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from tests.builders.forms import said
from vigilance.domain.actors import SYSTEM
from vigilance.domain.errors import Invalid
from vigilance.domain.roles import Role
from vigilance.helpline.call_seals import number_of
from vigilance.helpline.cli import column_mapping, import_calls
from vigilance.helpline.commands.desk import open_call
from vigilance.helpline.importing import Imported, import_calls_file
from vigilance.helpline.models import CallSource, CallStage, PhoneCall

HEADER = "call_id,caller,started_at,seconds,disposition\n"
CALLED = datetime(2026, 3, 2, 5, tzinfo=UTC)  # 10:30 in India


@pytest.fixture
def load(connected, office, tmp_path):
    def run(text, name="calls.csv", encoding="utf-8", **options):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return import_calls_file(connected, office, path, **options)

    return run


def calls(session, stage):
    statement = select(PhoneCall).where(PhoneCall.stage == stage)
    return session.scalars(statement.execution_options(populate_existing=True)).all()


def test_missed_and_abandoned_calls_are_called_back(load, session, office):
    done = load(
        HEADER
        + "a1,9000000501,2026-03-02 10:30:00,0,missed\n"
        + "a2,+91 90000 00502,02/03/2026 10:31,4,ABANDONED\n"
        + "a3,०९००००००५०३,२०२६-०३-०२ १०:३२:००,९,No Answer\n"
    )

    waiting = calls(session, CallStage.CALL_BACK)
    assert done == Imported(call_backs=3)
    assert sorted(number_of(office, call) for call in waiting) == [
        "+919000000501",
        "+919000000502",
        "+919000000503",
    ]
    assert {call.source for call in waiting} == {CallSource.RECORDS}
    assert min(call.started_at for call in waiting) == CALLED


def test_whoever_got_through_later_is_not_called_back(load, session):
    done = load(
        HEADER
        + "a1,9000000501,2026-03-02 10:30:00,0,missed\n"
        + "a2,9000000501,2026-03-02 10:40:00,90,answered\n"
    )

    assert done == Imported(settled=1, unwritten=1)
    assert calls(session, CallStage.CALL_BACK) == []


def test_who_was_missed_last_week_and_is_answered_in_todays_file_waits_no_more(load, session):
    load(HEADER + "a1,9000000501,2026-03-02 10:30:00,0,missed\n")

    load(HEADER + "a2,9000000501,2026-03-09 10:40:00,90,answered\n", name="later.csv")

    assert calls(session, CallStage.CALL_BACK) == []
    (closed,) = calls(session, CallStage.DROPPED)
    assert closed.caller_sealed is None


def test_many_missed_calls_of_one_number_are_one_call_back(load, session):
    rows = "".join(f"a{n},9000000501,2026-03-02 10:3{n}:00,0,missed\n" for n in range(5))

    assert load(HEADER + rows) == Imported(call_backs=1, settled=4)


def test_an_answered_call_of_which_nothing_is_written_is_listed(load, sign_in, at):
    load(HEADER + "a1,9000000501,2026-03-02 10:30:00,90,answered\n")
    at("2026-03-03")

    page = sign_in(Role.CLERK).get("/office/intake/calls?lang=en")

    assert "Answered, nothing written" in said(page)


def test_an_answered_call_that_was_written_down_is_settled(load, session, office, an_officer):
    officer = an_officer(Role.CLERK)
    actor = type(SYSTEM)(roles=officer.roles, officer_id=officer.id)
    open_call(session, number="+919000000501", language="hi", by=actor, at=CALLED, office=office)
    session.commit()

    assert load(HEADER + "a1,9000000501,2026-03-02 10:29:00,90,answered\n") == Imported(settled=1)


def test_the_same_file_again_enters_nothing(load, session):
    text = (
        HEADER
        + "a1,9000000501,2026-03-02 10:30:00,0,missed\n"
        + "a2,9000000502,2026-03-02 10:30:00,9,answered\n"
        + "a3,anonymous,2026-03-02 10:30:00,0,missed\n"
    )
    first = load(text)

    assert first == Imported(call_backs=1, unwritten=1, settled=1)
    assert load(text) == Imported(known=3)


def test_rows_that_cannot_be_read_are_kept_with_their_reasons(load, session, tmp_path):
    done = load(
        HEADER
        + "a1,9000000501,2026-03-02 10:30:00,0,missed\n"
        + ",9000000502,yesterday,many,burnt\n"
        + "a3\n"
    )

    with (tmp_path / "calls.csv.refused").open(encoding="utf-8", newline="") as file:
        refused = list(csv.DictReader(file))
    assert done == Imported(call_backs=1, refused=2)
    assert [row["caller"] for row in refused] == ["9000000502", ""]
    for name in ("call_id", "started_at", "seconds", "disposition"):
        assert name in refused[0]["reasons"]


def test_what_was_mended_takes_the_refused_file_away(load, tmp_path):
    load(HEADER + "a1,9000000501,never,0,missed\n")
    load(HEADER + "a1,9000000501,2026-03-02 10:30:00,0,missed\n")

    assert not (tmp_path / "calls.csv.refused").exists()


def test_the_columns_of_another_system_are_mapped(load):
    text = "uniqueid;src;calldate;billsec;disposition\r\n1;9000000501;2026-03-02 10:30:00;0;NO ANSWER\r\n"
    mapping = column_mapping(
        ("call_id=uniqueid", "caller=src", "started_at=calldate", "seconds=billsec")
    )

    assert load(text, encoding="utf-16", columns=mapping) == Imported(call_backs=1)


@pytest.mark.parametrize("words", [("caller",), ("colour=src",), ("caller=",)])
def test_a_mapping_that_says_nothing_is_refused(words):
    with pytest.raises(Invalid):
        column_mapping(words)


def test_the_command_tells_what_it_did(own_office, register, tmp_path, monkeypatch):
    path = tmp_path / "calls.csv"
    path.write_text(HEADER + "a1,9000000501,2026-03-02 10:30:00,0,missed\nx\n", encoding="utf-8")
    monkeypatch.setenv("VIGILANCE_HOME", str(own_office.settings.home))
    monkeypatch.setenv("VIGILANCE_DATABASE_URL", register.url)

    done = CliRunner().invoke(import_calls, [str(path)])

    assert done.exit_code == 0, done.output
    assert "1 to call back" in done.output
    assert "1 refused" in done.output
    assert Path(f"{path}.refused").exists()
